package reply

import (
	"cmp"
	"slices"
	"unicode"

	"github.com/dalil-bot/dalil/corpus"
)

// A unit is a paragraph of a page, or a piece of one that fills more than a page.
type unit struct {
	corpus.Span
	kind                corpus.Kind
	cutBefore, cutAfter bool // it begins or ends inside a sentence
}

// pageRoom is how much text a page of a document holds, as cost counts: with a title, a publisher, a date and a link above
// it the whole stays well below discord.MaxText, and on a phone it is a screen.
const pageRoom = 900

// unitRoom is the most that a unit holds.
const unitRoom = pageRoom - 100

// leaf divides a document into pages of whole paragraphs, always in the same way, so that a page keeps its number. Pages
// leave out boilerplate and, since it stands above every page, the title; but never the quote.
func leaf(doc *corpus.Document, quote corpus.Span) [][]unit {
	sentences := sentencesOf(doc)
	var pages [][]unit
	var page []unit
	for _, b := range doc.Blocks {
		touched := b.Start < quote.End && quote.Start < b.End
		if (b.Kind == corpus.Boilerplate || b.Kind == corpus.Title) && !touched {
			continue
		}
		for _, u := range units(doc.Text, b, sentences) {
			if fill := filled(doc.Text, page); fill > 0 && fill+filled(doc.Text, []unit{u}) > pageRoom {
				done, carried := turned(page)
				if filled(doc.Text, carried)+filled(doc.Text, []unit{u}) > pageRoom {
					done, carried = page, nil
				}
				pages, page = append(pages, done), carried
			}
			page = append(page, u)
		}
	}
	if len(page) > 0 {
		pages = append(pages, page)
	}
	return pages
}

// filled returns how much of a page units take.
func filled(text string, page []unit) int {
	const frame = 20 // the bar, a blank line, a mark of direction, bold and ellipses
	n := 0
	for _, u := range page {
		n += cost(u.Of(text)) + frame
	}
	return n
}

// turned ends a page, and takes a heading that would be its last line along to the next.
func turned(page []unit) (done, carried []unit) {
	if n := len(page) - 1; n > 0 && page[n].kind == corpus.Heading {
		return page[:n:n], []unit{page[n]}
	}
	return page, nil
}

// sentencesOf returns a document's sentences in order.
func sentencesOf(doc *corpus.Document) []corpus.Span {
	var out []corpus.Span
	for _, p := range doc.Passages {
		out = append(out, p.Sentences...)
	}
	slices.SortFunc(out, byStart)
	return slices.Compact(out)
}

func byStart(a, b corpus.Span) int {
	return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End))
}

// units returns a block as one unit, or where that is too much for a page as several that end where sentences do.
func units(text string, b corpus.Block, sentences []corpus.Span) []unit {
	if cost(b.Of(text)) <= unitRoom {
		return []unit{{Span: b.Span, kind: b.Kind}}
	}
	var out []unit
	start := b.Start
	i, _ := slices.BinarySearchFunc(sentences, corpus.Span{Start: b.Start}, byStart)
	for ; i < len(sentences) && sentences[i].Start < b.End; i++ {
		end := b.End // with the space behind it, so that nothing is left over
		if i+1 < len(sentences) && sentences[i+1].Start < b.End {
			end = sentences[i+1].Start
		}
		if end <= start {
			continue
		}
		out = grow(out, text, corpus.Span{Start: start, End: end}, b.Kind)
		start = end
	}
	if start < b.End {
		out = grow(out, text, corpus.Span{Start: start, End: b.End}, b.Kind)
	}
	return out
}

// grow adds a sentence to the last unit where there is room in it, else as a unit of its own or, where it is too long for
// one, as pieces.
func grow(out []unit, text string, s corpus.Span, kind corpus.Kind) []unit {
	if n := len(out) - 1; n >= 0 && cost(text[out[n].Start:s.End]) <= unitRoom {
		out[n].End = s.End
		return out
	}
	if cost(s.Of(text)) <= unitRoom {
		return append(out, unit{Span: s, kind: kind})
	}
	for start := s.Start; start < s.End; {
		end := start + fitting(text[start:s.End], unitRoom)
		out = append(out, unit{Span: corpus.Span{Start: start, End: end}, kind: kind, cutBefore: start > s.Start, cutAfter: end < s.End})
		start = end
	}
	return out
}

// fitting returns how many bytes of text there is room for, up to a space where there is one in the last third.
func fitting(text string, room int) int {
	n, space := 0, 0
	for i, r := range text {
		if n += weight(r); n > room && i > 0 {
			if space > i*2/3 {
				return space
			}
			return i
		}
		if unicode.IsSpace(r) {
			space = i
		}
	}
	return len(text)
}

// cost is the most that a text can be long as markdown.
func cost(text string) int {
	n := 0
	for _, r := range text {
		n += weight(r)
	}
	return n
}

func weight(r rune) int {
	switch {
	case r > 0xffff:
		return 2
	case r < 0x80 && (unicode.IsPunct(r) || unicode.IsSymbol(r)):
		return 2 // with its backslash
	}
	return 1
}
