package extract

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/dalil-bot/dalil/corpus"
	"github.com/dalil-bot/dalil/corpus/internal/segment"
)

// A title or heading is part of no sentence and is never quoted, so a line is only taken for one when it looks like one
// and stands over something: "Budget approved" in a list of notes is content.
const (
	titleWords    = 25
	headingWords  = 12
	headlineWords = 6 // of a report's headline with a colon, at least
	datedWords    = 8 // below a title and its date, a line of so many words is text without a sentence's end too
)

// findTitle finds the document's title when the format did not name it, and the block where it stands in the text.
func (e *editor) findTitle(headed bool) {
	i := e.next(-1)
	if e.title != "" {
		for k := i; k >= 0 && k < len(e.pieces) && k < headPieces && !e.pieces[k].prose; k = e.next(k) {
			if sameTitle(segment.Label(e.text, e.pieces[k].Block).Of(e.text), e.title) {
				e.pieces[k].Kind, e.pieces[k].Level = corpus.Title, 0
				return
			}
		}
		return
	}
	for k := 0; i >= 0 && k < 4; i, k = e.next(i), k+1 {
		p := &e.pieces[i]
		if p.prose {
			return
		}
		if k > 0 && (p.words < 4 || !p.apart) { // below a first line that is none, such as the name of the paper
			continue
		}
		if p.Kind == corpus.Heading || !headed && p.Kind == corpus.Paragraph && !p.credit && e.titleLike(i) {
			e.title = oneLine(segment.Label(e.text, p.Block).Of(e.text))
			p.Kind, p.Level = corpus.Title, 0
			return
		}
	}
}

// next returns the first piece after i that is not boilerplate, -1 when there is none.
func (e *editor) next(i int) int {
	for i++; i < len(e.pieces); i++ {
		if e.pieces[i].Kind != corpus.Boilerplate {
			return i
		}
	}
	return -1
}

// titleLike reports whether piece i, the first, is a title: one line that is no sentence, no fact with a colon before
// its figures, and stands over prose, a list or a heading.
func (e *editor) titleLike(i int) bool {
	p := &e.pieces[i]
	body := p.Of(e.text)
	if !p.alone || p.words > titleWords || p.prose || e.isPlainFact(p) || p.terminal && !strings.ContainsAny(body[len(body)-1:], "?!") {
		return false
	}
	n := e.next(i)
	credited := false
	for n >= 0 && e.pieces[n].credit {
		credited = true
		n = e.next(n)
	}
	if n < 0 {
		return false
	}
	below := &e.pieces[n]
	text := e.isText(n) || credited && below.Kind == corpus.Paragraph && (below.terminal && below.words > 1 || below.words >= datedWords)
	if !below.apart && !text {
		return false // a list of lines
	}
	return text || below.Kind == corpus.Heading || below.Kind == corpus.Item || e.headingLike(n)
}

// isPlainFact reports whether a line says something about something and is not a title with a colon. The headline of a report
// may have figures behind it: "Poll: 6 in 10 want the bridge".
func (e *editor) isPlainFact(p *piece) bool {
	body := p.Of(e.text)
	if !isFact(body) || e.report && p.words >= headlineWords && !endsSentence(body) {
		return false
	}
	return p.words < 4 || !isSubtitled(body)
}

// isText reports whether piece i is running text: prose, or a sentence or two.
func (e *editor) isText(i int) bool {
	p := &e.pieces[i]
	return p.prose || p.Kind == corpus.Paragraph && p.terminal && p.words >= 5
}

// headings finds the lines that are headings over what follows them.
func (e *editor) headings() {
	for i := len(e.pieces) - 1; i >= 0; i-- { // from the end: a heading may stand over a heading
		if e.pieces[i].Kind != corpus.Boilerplate && e.pieces[i].Kind != corpus.Title && e.headingLike(i) {
			p := &e.pieces[i]
			p.Kind, p.Level = corpus.Heading, headingLevel(p.Of(e.text))
		}
	}
}

// headingLike reports whether a paragraph is a heading: one short line apart from others, without a sentence's end, facts
// or figures, over prose, a list or another heading. A question is one over any sentence. A number before it makes
// "2. Costs" a heading and not an item when it stands alone over prose.
func (e *editor) headingLike(i int) bool {
	p := &e.pieces[i]
	if p.Kind == corpus.Heading {
		return true
	}
	n := i + 1
	if !p.alone || !p.apart || p.words == 0 || p.words > headingWords || n == len(e.pieces) || !e.pieces[n].apart {
		return false
	}
	below := &e.pieces[n]
	body := p.Of(e.text)
	numbered := sectionNumber(body)
	if p.Kind == corpus.Item {
		return numbered > 0 && p.words <= 8 && !endsSentence(body) && below.prose && !hasDigit(body[numbered:])
	}
	if p.Kind != corpus.Paragraph || p.credit {
		return false
	}
	if last, _ := utf8.DecodeLastRuneInString(body); last == '?' || last == '؟' || last == '？' {
		return e.isText(n) || below.terminal && below.words > 1 || below.Kind == corpus.Item
	}
	if endsSentence(body) || isFact(body) || hasDigit(body[numbered:]) || strings.HasSuffix(body, ",") {
		return false
	}
	return below.prose || below.Kind == corpus.Heading || below.Kind == corpus.Item && e.listOf(n) > 1
}

// listOf counts the items from piece i.
func (e *editor) listOf(i int) int {
	n := 0
	for i+n < len(e.pieces) && e.pieces[i+n].Kind == corpus.Item {
		n++
	}
	return n
}

// isFact reports whether a line says something about something: a colon with a value after it.
func isFact(s string) bool {
	i := strings.IndexAny(s, ":：=")
	return i >= 0 && (i == len(s)-1 || hasDigit(s[i:]) || segment.Words(s[:i]) <= 2) || strings.ContainsRune(s, '؛')
}

// isSubtitled reports whether a line has a title's colon: words after it, and no figures.
func isSubtitled(s string) bool {
	i := strings.IndexAny(s, ":：")
	return i > 0 && !hasDigit(s[i:]) && segment.Words(s[i:]) > 1
}

func hasDigit(s string) bool { return strings.ContainsFunc(s, unicode.IsDigit) }

// sectionNumber returns the length of "3.", "3.2" or "§ 4" with the space after it, 0 when a line has none.
func sectionNumber(s string) int {
	n := len(s) - len(strings.TrimLeft(s, "§ 0123456789."))
	if n == 0 || !hasDigit(s[:n]) || s[n-1] != ' ' || n > 10 {
		return 0
	}
	return n
}

// headingLevel reads the level off a section number: 3.2 is of the second.
func headingLevel(s string) int {
	n := sectionNumber(s)
	if n == 0 {
		return 2
	}
	return min(1+strings.Count(strings.TrimRight(s[:n], ". "), "."), 6)
}

// oneLine makes one line of a text, for display.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// sameTitle reports whether a line is the title, letters and digits compared in lower case.
func sameTitle(a, b string) bool {
	return a != "" && strings.EqualFold(bare(a), bare(b))
}

func bare(s string) string {
	return strings.Map(func(r rune) rune {
		if isWord(r) {
			return r
		}
		return -1
	}, s)
}
