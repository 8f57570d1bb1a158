package pdf

import (
	"html"
	"regexp"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/dalil-bot/dalil/corpus"
	"github.com/dalil-bot/dalil/corpus/internal/pdf/syntax"
)

// describe reads what a file says about itself: in its Info dictionary, else in its XMP packet. What programs fill in by
// themselves, such as the name of the file, is left out.
func describe(f *syntax.File) Document {
	info := f.Dict(f.Trailer()["Info"])
	text := func(key syntax.Name) string {
		s, _ := f.Resolve(info[key]).(syntax.String)
		return oneLine(s.Text())
	}
	root := f.Dict(f.Trailer()["Root"])
	var packet string
	if s, ok := f.Resolve(root["Metadata"]).(*syntax.Stream); ok {
		if data, err := f.Decode(s); err == nil && len(data) < 1<<20 {
			packet = strings.ToValidUTF8(string(data), "")
		}
	}
	var d Document
	for _, s := range []string{text("Title"), element(packet, "dc:title")} {
		if d.Title == "" && saneTitle(s) {
			d.Title = s
		}
	}
	for _, s := range []string{text("Author"), element(packet, "dc:creator")} {
		if d.Author == "" && saneAuthor(s) {
			d.Author = s
		}
	}
	for _, s := range []string{text("CreationDate"), element(packet, "xmp:CreateDate"), text("ModDate")} {
		if d.Day.IsZero() {
			d.Day = day(s)
		}
	}
	if s, ok := f.Resolve(root["Lang"]).(syntax.String); ok {
		lang, _, _ := strings.Cut(strings.ToLower(s.Text()), "-")
		if len(lang) == 2 && lang[0] >= 'a' && lang[0] <= 'z' && lang[1] >= 'a' && lang[1] <= 'z' {
			d.Lang = lang
		}
	}
	return d
}

func oneLine(s string) string {
	return strings.Join(strings.Fields(strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return ' '
		}
		return noMark(r)
	}, s)), " ")
}

var tags = regexp.MustCompile(`<[^>]*>`)

// element returns the text of the first element with a name in an XMP packet, that of the first item of a list. An
// attribute is taken as well.
func element(packet, name string) string {
	if _, rest, ok := strings.Cut(packet, "<"+name); ok {
		if body, _, ok := strings.Cut(rest, "</"+name+">"); ok {
			if _, body, ok = strings.Cut(body, ">"); ok {
				if i := strings.Index(body, "</rdf:li>"); i >= 0 {
					body = body[:i]
				}
				return oneLine(html.UnescapeString(tags.ReplaceAllString(body, " ")))
			}
		}
	}
	if _, rest, ok := strings.Cut(packet, name+`="`); ok {
		value, _, _ := strings.Cut(rest, `"`)
		return oneLine(html.UnescapeString(value))
	}
	return ""
}

var (
	fileName   = regexp.MustCompile(`(?i)\.(docx?|odt|rtf|pdf|txt|tex|dvi|ps|indd|qxd|pptx?|odp|xlsx?|html?|pub|wpd|pages|fm|md)$`)
	programs   = regexp.MustCompile(`(?i)^(microsoft (word|powerpoint|excel)|powerpoint presentation|presentation|document|dokument|untitled|unbenannt|sans titre|title|slide|scan|image|print|layout|template|book|draft|test|no title|null|none|unknown)( ?-.*)?[ _0-9().-]*$`)
	accounts   = regexp.MustCompile(`(?i)^(user|users|admin|administrator|owner|author|root|guest|default|pc|home|hp|dell|lenovo|acer|asus|windows user|microsoft( office)?( user)?|unknown|anonymous|none|null|test|\(?anonymous\)?|preferred customer|office|scanner|canon.*|xerox.*|ricoh.*)$`)
	fourDigits = regexp.MustCompile(`^\d{4}`)
)

// saneTitle reports whether a title was written by somebody: at least two letters, and no file's or program's name.
func saneTitle(s string) bool {
	letters := 0
	for _, r := range s {
		if unicode.IsLetter(r) {
			letters++
		}
		if r == utf8.RuneError {
			return false
		}
	}
	return letters >= 2 && len(s) <= 300 && !fileName.MatchString(s) && !programs.MatchString(s) && !strings.ContainsAny(s, `\`) && !strings.Contains(s, "://")
}

// saneAuthor reports whether an author is a person or an organisation and no account.
func saneAuthor(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return len(s) >= 3 && len(s) <= 120 && unicode.IsLetter(r) && !unicode.IsLower(r) && !accounts.MatchString(s) && !strings.ContainsAny(s, "\\@\uFFFD") && strings.IndexFunc(s, unicode.IsDigit) < 0
}

// day reads "D:20131102…" and "2013-11-02…". A year before PDF was, or far away, is none.
func day(s string) time.Time {
	s = strings.TrimPrefix(s, "D:")
	if !fourDigits.MatchString(s) {
		return time.Time{}
	}
	digits := strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, s[:min(len(s), 10)])
	if len(digits) < 8 {
		return time.Time{}
	}
	t, err := time.Parse("20060102", digits[:8])
	if err != nil || t.Year() < 1990 || t.Year() > 2100 {
		return time.Time{}
	}
	return t
}

// checkTitle drops a title that the first page does not have when that page has another one in large type: it was left
// over from the document that this one was made from.
func (d *Document) checkTitle() {
	heading, found := false, false
	for _, b := range d.Blocks {
		if b.Page > 1 {
			break
		}
		heading = heading || b.Kind == corpus.Heading && b.Level == 1
		found = found || strings.Contains(bare(b.Text), bare(d.Title))
	}
	if heading && !found {
		d.Title = ""
	}
}

func bare(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}
