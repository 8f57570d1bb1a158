package pdf

import (
	"cmp"
	"context"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/dalil-bot/dalil/corpus"
	"github.com/dalil-bot/dalil/corpus/internal/segment"
)

// assemble makes blocks of sheets: the furniture of each page first, then what stands on it in order of reading.
// repair says that pdftotext read them.
func assemble(ctx context.Context, sheets []sheet, repair bool) ([]Block, error) {
	edges := furniture(sheets)
	var paragraphs []paragraph
	for i := range sheets {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		s := &sheets[i]
		rtl := rightToLeft(s.words)
		for _, r := range regions(s.words, rtl) {
			paragraphs = append(paragraphs, paragraphsOf(linesOf(r), i, rtl)...)
		}
		if len(s.turned) > 0 {
			paragraphs = append(paragraphs, paragraphsOf(linesOf(s.turned), i, rtl)...)
		}
	}
	return compose(paragraphs, edges, repair), nil
}

// compose writes the blocks.
func compose(paragraphs []paragraph, edges [][]fringe, repair bool) []Block {
	body := bodySize(paragraphs)
	paragraphs = rejoin(paragraphs, body)
	texts := make([][]string, len(paragraphs))
	for i := range paragraphs {
		texts[i] = paragraphs[i].text()
	}
	if repair {
		repairAll(texts)
	}
	voc := vocabularyOf(texts)
	levels := levelsOf(paragraphs, body)
	var out []Block
	page := -1
	for i := range paragraphs {
		p := &paragraphs[i]
		for page < p.page {
			page++
			out = appendFurniture(out, edges[page], page)
		}
		b := Block{Page: p.page + 1, Kind: corpus.Paragraph, Text: tidy(voc.join(texts[i]), p.rtl)}
		switch {
		case b.Text == "":
			continue
		case unreadable(b.Text):
			b.Kind, b.Rule = corpus.Boilerplate, "unreadable"
		case leaders.MatchString(b.Text):
			b.Kind, b.Rule = corpus.Boilerplate, "table of contents"
		case p.heading(body):
			b.Kind, b.Level = corpus.Heading, levels[levelKey(p.size)]
		case p.marker || p.row:
			b.Kind = corpus.Item
		}
		out = append(out, b)
	}
	for page++; page < len(edges); page++ {
		out = appendFurniture(out, edges[page], page)
	}
	return out
}

func appendFurniture(out []Block, edges []fringe, page int) []Block {
	for i := range edges {
		f := &edges[i]
		text := tidy(f.text, f.line.leftward())
		if text != "" {
			out = append(out, Block{Page: page + 1, Kind: corpus.Boilerplate, Rule: f.rule, Text: text})
		}
	}
	return out
}

// tidy is the last hand on a text. A character at its beginning that is not known is taken for a bullet.
func tidy(s string, rtl bool) string {
	if rtl {
		s = mirrored(s)
	}
	s = strings.Join(strings.Fields(s), " ")
	if rest, ok := strings.CutPrefix(s, "\uFFFD "); ok {
		s = "• " + rest
	}
	return s
}

// unreadable reports whether more than a twentieth of a text is not known, so that it cannot be quoted.
func unreadable(s string) bool {
	return strings.Count(s, "\uFFFD")*20 > utf8.RuneCountInString(s)
}

// leaders are the dots that lead to the number of a page in a table of contents.
var leaders = regexp.MustCompile(`(?:\. ?){5,}[ |]*(?:\d+|[ivxl]+)$`)

// bodySize returns the font height of most characters.
func bodySize(paragraphs []paragraph) float64 {
	characters := map[float64]int{}
	for i := range paragraphs {
		for _, l := range paragraphs[i].lines {
			for _, w := range l.words {
				characters[levelKey(w.size)] += w.length()
			}
		}
	}
	best, most := 0.0, 0
	for size, n := range characters {
		if n > most || n == most && size < best {
			best, most = size, n
		}
	}
	return best
}

// levelKey rounds a font height to half a point, in which people set them.
func levelKey(size float64) float64 { return float64(int(size*2+0.5)) / 2 }

// What a heading is by its font: 15 % higher than the text's, so 14 points over 12, and no more than four lines or 30
// words.
const (
	headingFactor = 1.15
	headingLines  = 4
	headingWords  = 30
)

// heading reports whether a paragraph is one by its font.
func (p *paragraph) heading(body float64) bool {
	if p.size < headingFactor*body || len(p.lines) > headingLines || p.row {
		return false
	}
	words, letters := 0, false
	for _, l := range p.lines {
		words += len(l.words)
		letters = letters || slices.ContainsFunc(l.words, func(w word) bool {
			return strings.IndexFunc(w.text, unicode.IsLetter) >= 0
		})
	}
	return letters && words <= headingWords
}

// levelsOf numbers the font heights of headings, the largest 1.
func levelsOf(paragraphs []paragraph, body float64) map[float64]int {
	var sizes []float64
	for i := range paragraphs {
		if p := &paragraphs[i]; p.heading(body) {
			sizes = append(sizes, levelKey(p.size))
		}
	}
	slices.SortFunc(sizes, func(a, b float64) int { return cmp.Compare(b, a) })
	levels, level, last := map[float64]int{}, 0, 0.0
	for _, s := range sizes {
		if last == 0 || !sameSize(s, last) {
			level, last = min(level+1, 6), s
		}
		levels[s] = level
	}
	return levels
}

// rejoin puts paragraphs together that a column or a page ends in the midst of. Notes at the foot of a page, in smaller
// type, stand between the two halves.
func rejoin(paragraphs []paragraph, body float64) []paragraph {
	out := make([]paragraph, 0, len(paragraphs))
	for _, p := range paragraphs {
		if i := openEnd(out, &p, body); i >= 0 {
			out[i].lines = append(out[i].lines, p.lines...)
			out[i].edge = p.edge
			continue
		}
		out = append(out, p)
	}
	return out
}

// openEnd returns the paragraph that another one, of a new region, goes on with, -1 for none.
func openEnd(out []paragraph, p *paragraph, body float64) int {
	for i := len(out) - 1; i >= 0 && i >= len(out)-12; i-- {
		q := &out[i]
		if p.page-q.page > 1 {
			return -1
		}
		if sameSize(q.size, p.size) {
			if q.goesOn(p, body) {
				return i
			}
			return -1
		}
		if q.size > p.size || q.heading(body) {
			return -1
		}
	}
	return -1
}

// goesOn reports whether the words of q go on in p: q ends with a full line and in no sentence's end, in another region
// than p, which begins no item and is not indented.
func (q *paragraph) goesOn(p *paragraph, body float64) bool {
	last, first := &q.lines[len(q.lines)-1], &p.lines[0]
	if q.edge == p.edge || q.rtl != p.rtl || p.marker || p.row || q.row || q.heading(body) || p.heading(body) {
		return false
	}
	if endsSentence(q.tail()) || p.start(*first)-p.edge.begin(p.rtl) > 0.7*p.size && !startsLower(p.text()[0]) {
		return false
	}
	if !q.full(*last, *first, q.edge) {
		return false
	}
	head := first.text(p.rtl)
	_, cut := broken(q.tail(), head)
	return cut || startsLower(head) || len(q.lines) > 1 && segment.Words(strings.Join(p.text(), " ")) > 8 || p.rtl && len(p.lines) > 1
}
