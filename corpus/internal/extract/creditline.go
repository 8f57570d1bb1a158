package extract

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/dalil-bot/dalil/corpus"
	"github.com/dalil-bot/dalil/corpus/values"
)

// A creditLine says what a line of credits is made of: author, day, place and agency, parted by bars, dashes, commas and
// brackets, and nothing else.
type creditLine struct {
	author string // as far as it can be told
	sure   bool   // it says that it is one, as "By" does; else only its place in a report makes it one
	dated  bool
}

const (
	creditLineWords = 18
	creditPartWords = 5
	creditParts     = 5
)

// creditLine reads piece i as a line of credits.
func (e *editor) creditLine(i int) (creditLine, bool) {
	p := &e.pieces[i]
	if p.Kind != corpus.Paragraph || !p.alone || p.words > creditLineWords {
		return creditLine{}, false
	}
	rest, dated := withoutTimes(p.Of(e.text))
	c, parts := creditLine{dated: dated}, creditPartsOf(rest)
	titled, names, ok := c.read(parts)
	switch {
	case !ok || isTerminal(rest) && !c.sure:
		return creditLine{}, false
	case c.sure:
		return c, true
	case dated:
		if len(parts) > 1 {
			c.author = e.arabicAuthor(parts[len(parts)-1])
		}
		return c, true
	case titled:
		return c, names > 0
	}
	return c, e.placeAndAuthor(parts, &c)
}

// read reads the parts of a line. titled says whether somebody's office or an agency is among them, names how many can be
// names of people and places, ok whether there is nothing else.
func (c *creditLine) read(parts []string) (titled bool, names int, ok bool) {
	if len(parts) > creditParts {
		return false, 0, false
	}
	for _, part := range parts {
		day := strings.ContainsRune(part, dayMark)
		part = strings.TrimSpace(strings.ReplaceAll(part, string(dayMark), ""))
		switch author, ok := authorPart(part); {
		case onlyDateWords(part):
		case ok:
			c.sure = true
			if c.author == "" {
				c.author = author
			}
		case day: // words beside it, as in "Born 3 March 1912"
			return false, 0, false
		case isRole(part) || values.IsAgency(part):
			titled = true
		case isNamePart(part):
			names++
		default:
			return false, 0, false
		}
	}
	return titled, names, true
}

// credited notes what a line near the top is made of when it is one of credits, and takes the author from it.
func (e *editor) credited(i int) {
	c, ok := e.creditLine(i)
	if !ok || !e.report && (!c.sure || c.author == "") || i == 0 && !c.sure {
		return // "Prepared by: Human Resources" in a handbook can be asked for
	}
	p := &e.pieces[i]
	p.line, p.credit = &c, true
	if e.author == "" {
		e.author = c.author
	}
}

// creditLines marks the lines of credits around the title, names beside them, and what repeats the title.
func (e *editor) creditLines() {
	if !e.article {
		return
	}
	for i := 0; i < min(len(e.pieces), bylinePieces) && !e.pieces[i].prose; i++ {
		p := &e.pieces[i]
		if p.Kind != corpus.Paragraph {
			continue
		}
		switch body := p.Of(e.text); {
		case p.line != nil && p.line.dated && !p.line.sure:
			e.mark(i, i+1, "date line")
		case p.line != nil:
			e.mark(i, i+1, "byline")
		case e.report && p.credit && i > 0 && isNames(body):
			e.mark(i, i+1, "byline")
		case e.report && p.words > 3 && sameTitle(body, e.title):
			e.mark(i, i+1, "title again")
		}
	}
}

// dayMark stands for the bytes of a day in a line of credits.
const dayMark = '\x01'

// withoutTimes returns a line without times of day and minutes of reading, and with dayMark for its days, and whether it had
// one.
func withoutTimes(s string) (string, bool) {
	b, dated := []byte(s), false
	blank := func(from, to int, by byte) {
		for i := from; i < to; i++ {
			b[i] = by
		}
	}
	for _, m := range readingTime.FindAllStringIndex(s, -1) {
		blank(m[0], m[1], ' ')
	}
	for _, v := range values.Find(s, nil, "") {
		day := v.Kind == values.Date && (len(v.ID) == len("2013-11-02") && v.ID[0] != '-' || len(v.ID) == len("--11-02") && v.ID[0] == '-' || strings.Contains(v.ID, ":"))
		switch {
		case day:
			dated = true
			blank(v.Start, v.End, dayMark)
		case v.Kind == values.Time:
			blank(v.Start, v.End, ' ')
		}
	}
	for _, m := range clockTime.FindAllStringIndex(string(b), -1) {
		blank(m[0], m[1], ' ')
	}
	return string(b), dated
}

var readingTime = regexp.MustCompile(`(?i)\b\d+[ -]min(?:ute)?s?(?: to)? read\b`)

// creditPartsOf cuts a line at what parts place, agency, author and day.
func creditPartsOf(s string) []string {
	for _, dash := range []string{" - ", " – ", " — ", " ـ ", "–", "—", " -", "- "} {
		s = strings.ReplaceAll(s, dash, "|")
	}
	var parts []string
	for part := range strings.FieldsFuncSeq(s, func(r rune) bool { return strings.ContainsRune("|,،()[]•·", r) }) {
		if part = strings.Trim(part, " \t\u00a0*_:/"); strings.ContainsFunc(part, isWord) {
			parts = append(parts, part)
		}
	}
	return parts
}

// isNamePart reports whether a part can be a name or a place: a few words that begin with capitals, or Arabic ones.
func isNamePart(s string) bool {
	n := 0
	for w := range strings.FieldsSeq(s) {
		w = strings.Trim(w, "\"'«»“”.")
		r, _ := utf8.DecodeRuneInString(w)
		if w == "" || !unicode.IsLetter(r) || unicode.IsLower(r) && (n == 0 || !betweenNames[w] && w != "of") || hasDigit(w) {
			return false
		}
		n++
	}
	return n > 0 && n <= creditPartWords && !endsSentence(s)
}

// isNames reports whether a line beside a credit is made of names: in Latin letters, or a place and an agency in Arabic.
func isNames(s string) bool {
	parts := creditPartsOf(s)
	for _, part := range parts {
		if !isNamePart(part) {
			return false
		}
	}
	return len(parts) > 1 && len(parts) < 4 || len(parts) == 1 && firstUpper(s)
}

// onlyDateWords reports whether a part holds nothing but words of publication and weekdays.
func onlyDateWords(s string) bool {
	for _, w := range letters.FindAllString(s, -1) {
		if !dateWords[strings.ToLower(strings.Trim(w, ".'’"))] {
			return false
		}
	}
	return !hasDigit(s)
}

// placeAndAuthor reads the two parts of "الإسكندرية – محمود عبد الرازق", which nothing but their relation to the report tells
// from a subtitle: the report speaks of the place and not of the author.
func (e *editor) placeAndAuthor(parts []string, c *creditLine) bool {
	if len(parts) < 2 || len(parts) > 3 || !e.report {
		return false
	}
	last := strings.Trim(parts[len(parts)-1], "\"'«»“” ")
	n := len(strings.Fields(last))
	if n < 2 || n > 4 || !strings.Contains(e.subjects(), strings.ToLower(parts[0])) || strings.Contains(e.subjects(), strings.ToLower(last)) {
		return false
	}
	if c.author = e.arabicAuthor(last); c.author == "" && firstUpper(last) && last == parts[len(parts)-1] {
		c.author = last
	}
	return true
}

// arabicAuthor returns a part that is an Arabic name which the report does not speak of, else "".
func (e *editor) arabicAuthor(part string) string {
	first, _ := utf8.DecodeRuneInString(part)
	if !unicode.Is(unicode.Arabic, first) || strings.Contains(e.subjects(), part) {
		return ""
	}
	return personOf(part)
}
