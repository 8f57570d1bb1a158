package pdf

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"github.com/dalil-bot/dalil/corpus/internal/segment"
)

// A line is a line of a column.
type line struct {
	words          []word // from left to right
	x0, x1, y0, y1 float64
	size           float64 // of most of its characters
	hang           int     // word before which a gap parts a tag or bullet from its text; 0 for none
}

// linesOf sorts the words of a region into lines. A small word, such as the number of a note, belongs to the line that
// most of it stands beside; a large initial to the first line beside it.
func linesOf(ws []word) []line {
	usual := usualSize([][]word{ws})
	sorted := slices.SortedStableFunc(slices.Values(ws), func(a, b word) int {
		return cmp.Or(cmp.Compare(a.middle(), b.middle()), cmp.Compare(a.x0, b.x0))
	})
	var lines []line
	var initials []word
	for _, w := range sorted {
		if w.length() <= 2 && w.size > 1.8*usual && len(ws) > 30 {
			initials = append(initials, w)
			continue
		}
		if i := beside(lines, w); i >= 0 {
			lines[i].add(w)
		} else {
			lines = append(lines, line{words: []word{w}, y0: w.y0, y1: w.y1})
		}
	}
	for _, w := range initials {
		lines = addInitial(lines, w)
	}
	for i := range lines {
		lines[i].finish()
	}
	slices.SortStableFunc(lines, func(a, b line) int { return cmp.Compare(a.y0+a.y1, b.y0+b.y1) })
	return lines
}

// beside returns which of the last lines a word stands beside by at least half of the lower one's height, -1 for none.
func beside(lines []line, w word) int {
	best, most := -1, 0.5
	for i := max(0, len(lines)-4); i < len(lines); i++ {
		l := &lines[i]
		common := min(l.y1, w.y1) - max(l.y0, w.y0)
		if share := common / max(min(l.y1-l.y0, w.height()), 0.1); share >= most {
			best, most = i, share
		}
	}
	return best
}

// add puts a word into a line, whose height is that of its highest word.
func (l *line) add(w word) {
	l.words = append(l.words, w)
	if w.height() > l.y1-l.y0 {
		l.y0, l.y1 = w.y0, w.y1
	}
}

func addInitial(lines []line, w word) []line {
	for i := range lines {
		l := &lines[i]
		if l.y1 > w.y0 && l.y0 < w.y1 && l.words[0].x0 > w.x0 {
			first := 0
			for k := range l.words {
				if l.words[k].x0 < l.words[first].x0 {
					first = k
				}
			}
			f := &l.words[first] // the initial is a part of the first word
			f.prepend(w)
			return lines
		}
	}
	return append(lines, line{words: []word{w}, y0: w.y0, y1: w.y1})
}

func (l *line) finish() {
	slices.SortStableFunc(l.words, func(a, b word) int { return cmp.Compare(a.x0, b.x0) })
	l.x0, l.x1 = l.words[0].x0, l.words[0].x1
	characters := map[float64]int{}
	for _, w := range l.words {
		l.x0, l.x1 = min(l.x0, w.x0), max(l.x1, w.x1)
		characters[w.size] += w.length()
	}
	for size, n := range characters {
		if most := characters[l.size]; n > most || n == most && size > l.size {
			l.size = size
		}
	}
}

// cellGap is the space, in heights of the font, that makes cells of what stands on either side. Justified lines of narrow
// columns have spaces of up to about 1.5.
const cellGap = 2.2

// text returns a line in order of reading; rtl is the direction of its paragraph. Cells have a bar between them.
func (l *line) text(rtl bool) string {
	if !l.leftward() {
		var b strings.Builder
		for i, w := range l.words {
			b.WriteString(l.before(i))
			b.WriteString(w.text)
		}
		return b.String()
	}
	var units []string
	for i, w := range l.words {
		for _, r := range l.before(i) {
			units = append(units, string(r))
		}
		units = append(units, w.each()...)
	}
	return reading(units, rtl)
}

// leftward reports whether something in a line is written from right to left.
func (l *line) leftward() bool {
	return slices.ContainsFunc(l.words, func(w word) bool { return w.units != nil })
}

// before returns what stands between a word and the one to its left.
func (l *line) before(i int) string {
	switch {
	case i == 0:
		return ""
	case l.cell(i):
		return " | "
	case l.words[i].tied:
		return ""
	}
	return " "
}

// cell reports whether word i begins a new cell of a table.
func (l *line) cell(i int) bool {
	return i > 0 && i != l.hang && l.words[i].x0-l.words[i-1].x1 > cellGap*l.size
}

// cells reports whether a line is a row of a table.
func (l *line) cells() bool {
	for i := range l.words {
		if l.cell(i) {
			return true
		}
	}
	return false
}

// hangs notes which lines begin with a tag or a bullet that stands out from the text, which goes on below itself: its gap
// parts no cells. Lines with a gap up to the same place have one too.
func hangs(lines []line, rtl bool) {
	places := map[int]bool{}
	for i := range lines {
		k := lines[i].tag(rtl)
		if k == 0 {
			continue
		}
		head := line{words: lines[i].words[:k], size: lines[i].size}
		if rtl {
			head.words = lines[i].words[k:]
		}
		if segment.Marker(head.text(rtl)+" x") > 0 || i+1 < len(lines) && lines[i].above(lines[i+1], k, rtl) {
			places[int(lines[i].behind(k, rtl))] = true
			lines[i].hang = k
		}
	}
	for i := range lines {
		k := lines[i].tag(rtl)
		if k > 0 && lines[i].hang == 0 && places[int(lines[i].behind(k, rtl))] {
			if lines[i].hang = k; lines[i].cells() {
				lines[i].hang = 0
			}
		}
	}
}

// behind returns where the text behind the gap at word k begins.
func (l *line) behind(k int, rtl bool) float64 {
	if rtl {
		return -l.words[k-1].x1
	}
	return l.words[k].x0
}

// above reports whether the line below goes on with what is behind the gap at word k.
func (l *line) above(below line, k int, rtl bool) bool {
	start := below.x0
	if rtl {
		start = -below.x1
	}
	return below.tag(rtl) == 0 && math.Abs(start-l.behind(k, rtl)) < 0.3*l.size && below.y1-l.y1 < 2*l.size
}

// tag returns the word before which the first gap in order of reading is, 0 for none.
func (l *line) tag(rtl bool) int {
	for n := 1; n < len(l.words); n++ {
		k := n
		if rtl {
			k = len(l.words) - n
		}
		if l.cell(k) {
			return k
		}
	}
	return 0
}

// first returns the word with which a line begins.
func (l *line) first(rtl bool) word {
	if rtl {
		return l.words[len(l.words)-1]
	}
	return l.words[0]
}

// prepend puts an initial before the rest of its word.
func (w *word) prepend(initial word) {
	rest := w.each()
	w.x0, w.text, w.units = initial.x0, initial.text, initial.units
	for _, u := range rest {
		w.append(u)
	}
}
