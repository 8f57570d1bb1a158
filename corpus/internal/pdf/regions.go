package pdf

import (
	"cmp"
	"slices"
)

// A gutter is the empty strip between two columns: no word of the rows [from, to) crosses it.
type gutter struct {
	x        float64
	from, to int
}

// What two columns are. A gutter is narrower than 0.8 of the font's height only in tables. Beside it must stand three
// lines on either side, of which the usual one has two and a half words and six ems: less is a table, whose rows are to
// be read across.
const (
	minGutter   = 0.8
	minLines    = 3
	minAverage  = 2.5
	minMeasure  = 6
	maxNesting  = 24
	maxStrips   = 200 // looked at, the longest first
	fewestWords = 16
	mostWords   = 10_000 // of a page; a full one of a newspaper has 8,000
)

// regions cuts a page into parts that are read one after the other: columns, and what stands above, between and below
// them. rtl says that the right column comes first.
func regions(ws []word, rtl bool) [][]word {
	var out [][]word
	var cut func(ws []word, depth int)
	cut = func(ws []word, depth int) {
		rows := rowsOf(ws)
		g, ok := gutter{}, false
		if depth < maxNesting && len(ws) >= fewestWords && len(ws) <= mostWords {
			g, ok = bestGutter(rows)
		}
		if !ok {
			if len(ws) > 0 {
				out = append(out, ws)
			}
			return
		}
		left, right := halves(rows[g.from:g.to], g.x)
		if rtl {
			left, right = right, left
		}
		cut(slices.Concat(rows[:g.from]...), depth+1)
		cut(left, depth+1)
		cut(right, depth+1)
		cut(slices.Concat(rows[g.to:]...), depth+1)
	}
	cut(ws, 0)
	return out
}

func halves(rows [][]word, x float64) (left, right []word) {
	for _, r := range rows {
		for _, w := range r {
			if (w.x0+w.x1)/2 < x {
				left = append(left, w)
			} else {
				right = append(right, w)
			}
		}
	}
	return left, right
}

// rowsOf sorts words into rows by the middle of their height, from top to bottom. The lines of two columns that are not
// level make rows of their own, which is as good.
func rowsOf(ws []word) [][]word {
	ws = slices.Clone(ws)
	slices.SortStableFunc(ws, func(a, b word) int {
		return cmp.Or(cmp.Compare(a.middle(), b.middle()), cmp.Compare(a.x0, b.x0))
	})
	var rows [][]word
	for len(ws) > 0 {
		n := 1
		for n < len(ws) && ws[n].middle()-ws[0].middle() <= 0.3*ws[0].height() {
			n++
		}
		rows = append(rows, ws[:n:n])
		ws = ws[n:]
	}
	return rows
}

// bestGutter returns the gutter along the most rows; of equal ones the leftmost.
func bestGutter(rows [][]word) (best gutter, ok bool) {
	half := minGutter / 2 * usualSize(rows)
	var strips []gutter
	for _, x := range places(rows, half) {
		from := 0
		for i := 0; i <= len(rows); i++ {
			if i < len(rows) && !crossed(rows[i], x, half) {
				continue
			}
			if i-from >= minLines {
				strips = append(strips, gutter{x, from, i})
			}
			from = i + 1
		}
	}
	slices.SortStableFunc(strips, func(a, b gutter) int { return cmp.Compare(b.to-b.from, a.to-a.from) })
	for _, g := range strips[:min(len(strips), maxStrips)] {
		if ok && g.to-g.from <= best.to-best.from {
			break
		}
		if g, fine := fitted(rows, g); fine && g.to-g.from > best.to-best.from {
			best, ok = g, true
		}
	}
	return best, ok
}

// places returns where gutters could be: behind words that have a gap wide enough to their right.
func places(rows [][]word, half float64) []float64 {
	var out []float64
	for _, r := range rows {
		sorted := slices.SortedFunc(slices.Values(r), func(a, b word) int { return cmp.Compare(a.x0, b.x0) })
		end := -1.0
		for i, w := range sorted {
			if i > 0 && w.x0-end > 2*half {
				out = append(out, (end+w.x0)/2, end+half+0.1, w.x0-half-0.1)
			}
			end = max(end, w.x1)
		}
	}
	slices.Sort(out)
	few := out[:0]
	for _, x := range out {
		if n := len(few); n == 0 || x-few[n-1] >= 1 {
			few = append(few, x)
		}
	}
	return few
}

func crossed(row []word, x, half float64) bool {
	return slices.ContainsFunc(row, func(w word) bool { return w.x0 < x+half && w.x1 > x-half })
}

// fitted takes off the rows above and below a gutter that stand on one side of it only, and reports whether columns of
// running text are on both sides of the rest.
func fitted(rows [][]word, g gutter) (gutter, bool) {
	left, right := halves(rows[g.from:g.to], g.x)
	if !textual(left) || !textual(right) {
		return g, false
	}
	top := max(highest(left), highest(right))
	for g.from < g.to && rows[g.from][0].y1 < top {
		g.from++
	}
	return g, true
}

func highest(ws []word) float64 {
	y := ws[0].y0
	for _, w := range ws {
		y = min(y, w.y0)
	}
	return y
}

// textual reports whether words are lines of running text and not the cells of a table.
func textual(ws []word) bool {
	if len(ws) == 0 {
		return false
	}
	rows := rowsOf(ws)
	if len(rows) < minLines || float64(len(ws)) < minAverage*float64(len(rows)) {
		return false
	}
	var widths []float64
	for _, r := range rows {
		x0, x1 := r[0].x0, r[0].x1
		for _, w := range r {
			x0, x1 = min(x0, w.x0), max(x1, w.x1)
		}
		widths = append(widths, x1-x0)
	}
	slices.Sort(widths)
	return widths[len(widths)/2] >= minMeasure*usualSize(rows)
}

// usualSize returns the font height that half of the words have at most.
func usualSize(rows [][]word) float64 {
	var sizes []float64
	for _, r := range rows {
		for _, w := range r {
			sizes = append(sizes, w.size)
		}
	}
	if len(sizes) == 0 {
		return 0
	}
	slices.Sort(sizes)
	return sizes[len(sizes)/2]
}
