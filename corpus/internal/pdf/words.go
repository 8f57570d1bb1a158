package pdf

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/bidi"

	"github.com/dalil-bot/dalil/corpus/internal/pdf/content"
)

// A word is what stands between two gaps of a line, with its box in points from the upper left corner of the page.
type word struct {
	text           string   // from left to right, the characters of one glyph in reading order
	units          []string // its characters apart, where some are written from right to left; else nil
	x0, x1, y0, y1 float64
	size           float64
	tied           bool // goes on from the word to its left, if they are of one line
}

// each returns the characters from left to right, with the marks that stand on them.
func (w word) each() []string {
	if w.units != nil {
		return w.units
	}
	var out []string
	for _, r := range w.text {
		if n := len(out); n > 0 && unicode.Is(unicode.Mn, r) {
			out[n-1] += string(r)
		} else {
			out = append(out, string(r))
		}
	}
	return out
}

// length returns the number of characters.
func (w word) length() int { return utf8.RuneCountInString(w.text) }

func (w word) height() float64 { return w.y1 - w.y0 }
func (w word) middle() float64 { return (w.y0 + w.y1) / 2 }

// A sheet is a page as words.
type sheet struct {
	words         []word
	turned        []word // that stand sideways or upside down, in frames of their own
	width, height float64
	picture       bool // most of it is a picture, or it is drawn
	lost          int  // characters of which only the shape is known
	known         int  // the others
}

// Gaps between characters that end a word, in heights of the font. TeX shrinks its spaces to 0.22 and moves letters apart
// by at most 0.08 to kern; groff writes some of its spaces as gaps of 0.2 only. Arabic letters, on lines that have
// characters for spaces, are kerned further, and those that join are drawn out to fill a line, as far as a column may be
// away: such words are tied, and the line decides.
const (
	gapWord   = 0.15
	gapArabic = 0.45
)

// maxWord is how many bytes a word may have before it is cut in two that are tied, so that adding to it stays cheap.
const maxWord = 1000

// sheetOf puts glyphs together to words. A page most of which is turned, as wide tables are, is turned back.
func sheetOf(p content.Page) sheet {
	s := sheet{width: p.Width, height: p.Height, picture: p.Picture > 0.5 || p.Painted > 50}
	var frames [4][]content.Glyph
	for _, g := range attachMarks(p.Glyphs) {
		switch {
		case strings.Contains(g.Text, "\uFFFD"):
			s.lost++
		case strings.TrimSpace(g.Text) != "":
			s.known++
		}
		frames[g.Turn&3] = append(frames[g.Turn&3], g)
	}
	most := 0
	for turn := range frames {
		if len(frames[turn]) > len(frames[most]) {
			most = turn
		}
	}
	if most%2 == 1 {
		s.width, s.height = s.height, s.width
	}
	s.words = glyphWords(frames[most])
	for turn := range frames {
		if turn != most {
			s.turned = append(s.turned, glyphWords(frames[turn])...)
		}
	}
	return s
}

// glyphWords cuts the glyphs on each baseline at gaps and spaces.
func glyphWords(gs []content.Glyph) []word {
	gs = slices.Clone(gs)
	slices.SortStableFunc(gs, func(a, b content.Glyph) int { return cmp.Compare(a.Y, b.Y) })
	var out []word
	for len(gs) > 0 {
		n := 1
		for n < len(gs) && gs[n].Y-gs[0].Y <= 0.12*max(min(gs[n].Size, gs[0].Size), 1) {
			n++
		}
		out = append(out, baselineWords(gs[:n])...)
		gs = gs[n:]
	}
	return out
}

// baselineWords cuts the glyphs of one baseline.
func baselineWords(gs []content.Glyph) []word {
	slices.SortStableFunc(gs, func(a, b content.Glyph) int { return cmp.Compare(a.X, b.X) })
	common, spaced := usualGap(gs)
	var out []word
	var open *word
	end, last := 0.0, ""
	for i, g := range gs {
		if strings.TrimSpace(g.Text) == "" {
			open = nil
			continue
		}
		if doubled(gs, i) {
			continue
		}
		limit := gapWord
		if spaced && arabicPair(last, g.Text) {
			limit = gapArabic
		}
		long := open != nil && len(open.text) > maxWord
		if open == nil || long || g.X-end > (limit+common)*g.Size {
			tied := long || open != nil && spaced && stretched(last, g.Text)
			out = append(out, word{x0: g.X, x1: g.X + g.W, y0: g.Y, y1: g.Y, tied: tied})
			open = &out[len(out)-1]
		}
		open.add(g)
		end, last = g.X+g.W, g.Text
	}
	return out
}

// add appends a glyph. The box is that of letters with usual ascenders and descenders.
func (w *word) add(g content.Glyph) {
	for part := range strings.FieldsSeq(g.Text) {
		w.append(unit(part))
	}
	w.x1 = max(w.x1, g.X+g.W)
	w.y0, w.y1 = min(w.y0, g.Y-0.75*g.Size), max(w.y1, g.Y+0.25*g.Size)
	w.size = max(w.size, g.Size)
}

// append adds a character at the right.
func (w *word) append(u string) {
	if w.units == nil && leftward(u) {
		w.units = w.each()
	}
	if w.units != nil || leftward(u) {
		w.units = append(w.units, u)
	}
	w.text += u
}

// leftward reports whether a character is one of scripts written from right to left, or one of their digits.
func leftward(u string) bool {
	if u == "" || u[0] < 0xD6 { // below Hebrew
		return false
	}
	c := class(u)
	return c == bidi.R || c == bidi.AL || c == bidi.AN
}

// usualGap returns how far apart the characters of a baseline are, 0 but where all are set apart, and whether it has
// characters for spaces.
func usualGap(gs []content.Glyph) (gap float64, spaced bool) {
	spaces := 0
	var gaps []float64
	for i, g := range gs {
		if strings.TrimSpace(g.Text) == "" {
			spaces++
			continue
		}
		if i > 0 && strings.TrimSpace(gs[i-1].Text) != "" {
			gaps = append(gaps, (g.X-gs[i-1].X-gs[i-1].W)/g.Size)
		}
	}
	spaced = spaces > 0 && spaces*25 >= len(gs)
	if len(gaps) < 8 {
		return 0, spaced
	}
	slices.Sort(gaps)
	return max(0, min(gaps[len(gaps)/2], 0.5)), spaced
}

// doubled reports whether the same character was drawn in nearly the same place before, as for bold type or a shadow.
func doubled(gs []content.Glyph, i int) bool {
	for k := i - 1; k >= 0 && k >= i-3; k-- {
		if gs[k].Text == gs[i].Text && gs[i].X-gs[k].X < 0.1*gs[i].Size && gs[i].W > 0.15*gs[i].Size {
			return true
		}
	}
	return false
}

// rightToLeft reports whether words have more letters of scripts that are written from right to left than others.
func rightToLeft(ws []word) bool {
	right, left := 0, 0
	for _, w := range ws {
		if w.units == nil {
			left += w.length()
			continue
		}
		for _, u := range w.units {
			if leftward(u) {
				right++
			}
		}
	}
	return right > left
}
