package feed

import (
	"bytes"
	"errors"
	"fmt"
	"html"
	"net/url"
	"strings"
	"time"
	"unicode/utf8"

	xhtml "golang.org/x/net/html"

	"github.com/dalil-bot/dalil/corpus/source"
	"github.com/dalil-bot/dalil/corpus/source/web"
)

// An item is one entry of a feed.
type item struct {
	guid      string
	page      string // URL of its own page, credentials and all; "" where it has none
	link      string // what it links to, as it can be shown; "" for nothing
	part      string // fragment of the link
	title     string // plain text
	authors   []string
	lang      string
	published time.Time
	updated   time.Time
	body      string // HTML: the longer of content and summary
}

var errNoName = errors.New("an entry has neither a page nor an identifier nor a title")

// id returns what an item is known by.
func (i item) id(feed string) (string, error) {
	if i.page != "" {
		return web.Normalise(i.page)
	}
	name := i.guid
	if name == "" {
		name = i.title
	}
	if name == "" {
		return "", errNoName
	}
	separator := "?"
	if strings.Contains(feed, "?") {
		separator = "&"
	}
	return feed + separator + "entry=" + url.QueryEscape(strings.ToValidUTF8(name, "\uFFFD")), nil
}

// wholeText is from how many characters on a text is taken for the whole of an entry: about 200 words. Summaries have up to
// a hundred.
const wholeText = 1200

// whole reports whether the feed has the whole text of an item.
func (i item) whole() bool {
	text := plain(i.body)
	return utf8.RuneCountInString(text) >= wholeText && !teaser(text)
}

// teaser reports whether a text ends with what says that there is more of it elsewhere.
func teaser(text string) bool {
	text = strings.TrimRight(strings.ToLower(text), " ])>»→\u00a0")
	if strings.HasSuffix(text, "…") || strings.HasSuffix(text, "...") {
		return true
	}
	text = strings.TrimRight(text, ".:")
	for _, end := range []string{"read more", "continue reading", "keep reading", "read the full story", "read the full article",
		"اقرأ المزيد", "إقرأ المزيد", "للمزيد", "تابع القراءة", "weiterlesen", "mehr lesen", "lire la suite", "leer más", "seguir leyendo",
		"читать далее", "阅读全文", "阅读更多"} {
		if strings.HasSuffix(text, end) {
			return true
		}
	}
	return false
}

// content makes a page of what the feed has.
func (i item) content() source.Content {
	var b bytes.Buffer
	meta := func(name, value string) {
		if value != "" {
			fmt.Fprintf(&b, "<meta name=%q content=\"%s\">\n", name, html.EscapeString(value))
		}
	}
	b.WriteString("<!DOCTYPE html>\n<html")
	if i.lang != "" {
		fmt.Fprintf(&b, " lang=\"%s\"", html.EscapeString(i.lang))
	}
	fmt.Fprintf(&b, ">\n<head>\n<meta charset=\"utf-8\">\n<title>%s</title>\n", html.EscapeString(i.title))
	meta("author", strings.Join(i.authors, ", "))
	meta("article:published_time", stamp(i.published))
	meta("article:modified_time", stamp(i.updated))
	fmt.Fprintf(&b, "</head>\n<body>\n<article>\n<h1>%s</h1>\n%s\n</article>\n</body>\n</html>\n", html.EscapeString(i.title), i.body)
	return source.Content{Data: b.Bytes(), Type: "text/html; charset=utf-8", ModTime: i.changed(), Version: versionFeed}
}

// stamp writes a time for a machine, "" for none.
func stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}

// plain returns the text of a piece of HTML, white space made one.
func plain(fragment string) string {
	var b strings.Builder
	z := xhtml.NewTokenizer(strings.NewReader(fragment))
	hidden := 0
	for {
		switch t := z.Next(); t {
		case xhtml.ErrorToken:
			return strings.Join(strings.Fields(b.String()), " ")
		case xhtml.TextToken:
			if hidden == 0 {
				b.Write(z.Text())
			}
		case xhtml.StartTagToken, xhtml.EndTagToken:
			name, _ := z.TagName()
			if s := string(name); s == "script" || s == "style" {
				hidden = 0
				if t == xhtml.StartTagToken {
					hidden = 1
				}
			}
			b.WriteByte(' ')
		}
	}
}
