package pdf

import (
	"cmp"
	"math"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"github.com/dalil-bot/dalil/corpus/internal/segment"
)

// A fringe is a line near the top or the bottom of a page, which may stand on every page.
type fringe struct {
	line   line
	text   string
	page   int      // index
	top    bool     // or at the bottom
	rank   int      // lines between it and the edge of the page
	shape  string   // its text with figures made equal
	cells  []string // the shapes of its cells, where it has several with letters
	number int      // the last figure in it, -1 for none
	rule   string   // what it is, "" for text
}

// Fringes are up to three lines in the outer fifth of a page, above and below. A line is furniture when another page has
// it, or one of its cells, in the same place, figures aside, and a third one where there are more than three pages.
const (
	fringeLines  = 3
	fringeShare  = 0.2
	fringeRepeat = 3
	fringeShift  = 8 // points that its place may differ
	fringeWords  = 25
	fringeReach  = 20 // pages before and after that are compared
)

// furniture takes running heads, running feet and page numbers off the sheets, and returns them by page.
func furniture(sheets []sheet) [][]fringe {
	groups := map[string][]*fringe{}
	all := make([][]fringe, len(sheets))
	for i := range sheets {
		all[i] = fringesOf(&sheets[i], i)
		for k := range all[i] {
			f := &all[i][k]
			for _, shape := range append(f.cells, f.shape) {
				groups[shape] = append(groups[shape], f)
			}
		}
	}
	for i := range all {
		for k := range all[i] {
			f := &all[i][k]
			f.rule = f.judge(groups[f.shape], len(sheets))
			for _, cell := range f.cells {
				f.rule = cmp.Or(f.rule, f.judge(groups[cell], len(sheets)))
			}
			if !f.outermost(all[i]) {
				f.rule = ""
			}
		}
	}
	for i := range all { // when all are judged: they are compared in place
		all[i] = slices.DeleteFunc(all[i], func(f fringe) bool { return f.rule == "" })
		for _, f := range all[i] {
			sheets[i].words = slices.DeleteFunc(sheets[i].words, func(w word) bool { return w.middle() >= f.line.y0 && w.middle() <= f.line.y1 })
		}
	}
	return all
}

// fringesOf returns the outer lines of a page, those at the top first and from the edge inwards.
func fringesOf(s *sheet, page int) []fringe {
	var high, low []word
	for _, w := range s.words {
		switch y := w.middle() / max(s.height, 1); {
		case y < fringeShare:
			high = append(high, w)
		case y > 1-fringeShare:
			low = append(low, w)
		}
	}
	rtl := rightToLeft(s.words)
	var out []fringe
	take := func(ls []line, top bool) {
		for rank, l := range ls[:min(len(ls), fringeLines)] {
			text := l.text(rtl && l.leftward())
			f := fringe{line: l, text: text, page: page, top: top, rank: rank, shape: shapeOf(text), number: lastFigure(text)}
			if parts := strings.Split(f.text, " | "); len(parts) > 1 {
				for _, c := range parts {
					if strings.IndexFunc(c, unicode.IsLetter) >= 0 {
						f.cells = append(f.cells, shapeOf(c))
					}
				}
			}
			if segment.Words(text) <= fringeWords {
				out = append(out, f)
			}
		}
	}
	if len(high) > 0 {
		take(linesOf(high), true)
	}
	if len(low) > 0 {
		ls := linesOf(low)
		slices.Reverse(ls)
		take(ls, false)
	}
	slices.SortStableFunc(out, func(a, b fringe) int { return cmp.Compare(a.rank, b.rank) })
	return out
}

// judge says what a line is, given those of the same shape.
func (f *fringe) judge(same []*fringe, pages int) string {
	pageOf := map[int]bool{}
	counted := 0 // pages on which the figure is as far from the number of the page as here
	from, _ := slices.BinarySearchFunc(same, f.page-fringeReach, func(o *fringe, page int) int { return cmp.Compare(o.page, page) })
	for _, o := range same[from:] {
		if o.page > f.page+fringeReach {
			break
		}
		if o.top == f.top && math.Abs(o.line.y0-f.line.y0) <= fringeShift && !pageOf[o.page] {
			pageOf[o.page] = true
			if o.number >= 0 && o.number-o.page == f.number-f.page {
				counted++
			}
		}
	}
	need := min(fringeRepeat, max(2, pages))
	if pages == 3 {
		need = 2
	}
	switch bare := pageShape.MatchString(f.shape); {
	case bare && (counted >= need || pages == 1 && f.number == 1):
		return "page number"
	case bare || len(pageOf) < need:
		return ""
	case f.top:
		return "page header"
	}
	return "page footer"
}

// outermost reports whether nothing but furniture is between a line and the edge.
func (f *fringe) outermost(page []fringe) bool {
	n := 0
	for i := range page {
		if page[i].top == f.top && page[i].rank < f.rank && page[i].rule != "" {
			n++
		}
	}
	return n == f.rank
}

// pageShape is a line of nothing but a page number.
var pageShape = regexp.MustCompile(`^[-–—|·. ]*(?:(?:page|seite|página|pagina|стр\.?|صفحة|الصفحة|p\.|s\.) )?#(?: ?(?:of|von|de|sur|di|из|/|من|\|) ?#)?[-–—|·. ]*$`)

// shapeOf returns a text in lower case with a sign for each figure, and for roman numerals that stand alone.
func shapeOf(s string) string {
	var b strings.Builder
	digits := false
	for _, r := range strings.ToLower(strings.Join(strings.Fields(s), " ")) {
		if unicode.IsDigit(r) {
			if !digits {
				b.WriteByte('#')
			}
			digits = true
			continue
		}
		digits = false
		b.WriteRune(r)
	}
	if out := b.String(); !roman.MatchString(out) {
		return out
	}
	return "#"
}

var roman = regexp.MustCompile(`^[ivxl]+$`)

// lastFigure returns the first number of a text that is a page number's, else the last, -1 for none: "Page 3 of 10",
// "Handbook 2019 – 3".
func lastFigure(s string) int {
	n, found := 0, -1
	shape := shapeOf(s)
	if shape == "#" && roman.MatchString(strings.ToLower(strings.TrimSpace(s))) {
		return fromRoman(strings.ToLower(strings.TrimSpace(s)))
	}
	first := pageShape.MatchString(shape)
	inside := false
	for _, r := range s {
		if !unicode.IsDigit(r) {
			if inside && first {
				break
			}
			inside = false
			continue
		}
		if !inside {
			n = 0
		}
		inside = true
		if n = n*10 + digitValue(r); n > 1e6 {
			return -1
		}
		found = n
	}
	return found
}

// digitValue returns the value of a decimal digit of any script: their blocks of ten begin at a multiple of ten or six
// after one of sixteen, so the zero is looked for.
func digitValue(r rune) int {
	n := 0
	for n < 9 && unicode.IsDigit(r-1) {
		r--
		n++
	}
	return n
}

func fromRoman(s string) int {
	values := map[byte]int{'i': 1, 'v': 5, 'x': 10, 'l': 50}
	n := 0
	for i := range len(s) {
		v := values[s[i]]
		if i+1 < len(s) && v < values[s[i+1]] {
			v = -v
		}
		n += v
	}
	return n
}
