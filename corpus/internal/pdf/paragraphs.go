package pdf

import (
	"slices"
	"strings"

	"github.com/dalil-bot/dalil/corpus/internal/segment"
)

// A paragraph is lines that belong together.
type paragraph struct {
	lines  []line
	page   int
	rtl    bool
	marker bool // begins with a bullet or number
	row    bool // of a table
	size   float64
	edge   edge // of the region it stands in
}

// An edge says where the lines of a region begin and end.
type edge struct {
	left, right float64
	leading     float64 // usual distance from line to line
	ragged      bool    // lines begin anywhere: centred, or flush at their ends
}

// paragraphsOf puts the lines of a region together.
func paragraphsOf(lines []line, page int, rtl bool) []paragraph {
	hangs(lines, rtl)
	e := edgeOf(lines, rtl)
	var out []paragraph
	for i, l := range lines {
		if i > 0 && out[len(out)-1].continues(l, e) {
			p := &out[len(out)-1]
			p.lines = append(p.lines, l)
			continue
		}
		p := paragraph{lines: []line{l}, page: page, rtl: rtl && l.leftward(), size: l.size, row: l.cells(), edge: e}
		p.marker = l.hang > 0 || segment.Marker(p.tail()) > 0
		out = append(out, p)
	}
	for i := range out {
		p := &out[i]
		var all []word
		for _, l := range p.lines {
			all = append(all, l.words...)
		}
		p.rtl = p.rtl || rightToLeft(all)
	}
	return out
}

func edgeOf(lines []line, rtl bool) edge {
	var steps, lefts, rights []float64
	starts := map[int]bool{}
	for i, l := range lines {
		lefts, rights = append(lefts, -l.x0), append(rights, l.x1)
		if i > 0 && sameSize(l.size, lines[i-1].size) {
			steps = append(steps, l.y1-lines[i-1].y1)
		}
		if rtl {
			starts[int(l.x1/3)] = true
		} else {
			starts[int(l.x0/3)] = true
		}
	}
	e := edge{left: -margin(lefts), right: margin(rights), ragged: len(lines) > 3 && len(starts)*2 > len(lines)}
	if len(steps) > 0 {
		slices.Sort(steps)
		e.leading = steps[len(steps)/4] // the tight ones are those within paragraphs
	}
	return e
}

// margin returns where lines end: where most of them do, if they are a fifth and three, else where the longest does.
// Some lines, of code and formulas, reach beyond the margin of a justified text.
func margin(ends []float64) float64 {
	slices.Sort(ends)
	best, most := ends[len(ends)-1], max(2, len(ends)/5)
	for i, j := 0, 0; i < len(ends); i++ {
		for j < len(ends) && ends[j]-ends[i] < 2 {
			j++
		}
		if j-i > most {
			best, most = ends[j-1], j-i
		}
	}
	return best
}

func sameSize(a, b float64) bool { return a <= 1.08*b && b <= 1.08*a }

// continues reports whether a line belongs to the paragraph above it.
func (p *paragraph) continues(l line, e edge) bool {
	above := p.lines[len(p.lines)-1]
	step := l.y1 - above.y1
	size := max(l.size, above.size)
	switch {
	case !sameSize(l.size, above.size):
		return false
	case step > 1.3*e.leading && step > 1.15*size || step > 2.2*size || step <= 0:
		return false
	case p.row || l.cells() || leaders.MatchString(above.text(p.rtl)):
		return false
	case l.hang > 0 || segment.Marker(l.text(p.rtl)) > 0 && !p.flows(l, above, e):
		return false
	case p.indented(l, above, e):
		return false
	}
	return p.full(above, l, e)
}

// indented reports whether a line begins further in than those above it, as the first of a paragraph does. The second
// line of an item, and of a paragraph that hangs, begins further in, and the third where the second did.
func (p *paragraph) indented(l, above line, e edge) bool {
	if e.ragged {
		return false
	}
	in := p.start(l) - p.start(above)
	if in < -0.7*l.size {
		return len(p.lines) > 1 && !p.hanging(l) // back out from a margin that two lines have
	}
	return in >= 0.7*l.size &&
		(len(p.lines) > 1 || !p.marker && p.start(above)-e.begin(p.rtl) < 0.7*l.size && in < 6*l.size) && !p.hanging(l)
}

// hanging reports whether a line that is further in or out may still go on with the sentence above, as beside a figure: it
// begins in lower case.
func (p *paragraph) hanging(l line) bool {
	return startsLower(l.text(p.rtl)) && !endsSentence(p.tail())
}

// start is how far in a line begins, in the direction of reading.
func (p *paragraph) start(l line) float64 {
	if p.rtl {
		return -l.x1
	}
	return l.x0
}

func (e edge) begin(rtl bool) float64 {
	if rtl {
		return -e.right
	}
	return e.left
}

// full reports whether the first word of a line would not have fitted onto the line above. Headings are centred or broken
// at will: lines of a larger font hold together.
func (p *paragraph) full(above, l line, e edge) bool {
	width := l.first(p.rtl).x1 - l.first(p.rtl).x0
	end, room := above.x1, e.right
	if p.rtl {
		end, room = -above.x0, -e.left
	}
	if e.ragged {
		end, room = above.x1-above.x0, e.right-e.left
	}
	return end+0.2*l.size+width > room-0.3*l.size || room-end < 0.12*(e.right-e.left)
}

// flows reports whether what looks like a marker is the middle of a sentence: "in\n1945. Then".
func (p *paragraph) flows(l, above line, e edge) bool {
	return !p.marker && !endsSentence(p.tail()) && p.full(above, l, e) && !bulleted(l, p.rtl)
}

func bulleted(l line, rtl bool) bool {
	return strings.ContainsAny(l.first(rtl).text, "•◦▪‣●○■□–—-*·")
}

// tail returns the last line in order of reading.
func (p *paragraph) tail() string {
	return p.lines[len(p.lines)-1].text(p.rtl)
}

// text returns the lines in order of reading.
func (p *paragraph) text() []string {
	parts := make([]string, len(p.lines))
	for i := range p.lines {
		parts[i] = p.lines[i].text(p.rtl)
	}
	return parts
}
