package pdf

import (
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/bidi"

	"github.com/dalil-bot/dalil/corpus/internal/pdf/content"
)

// attachMarks puts combining marks that are glyphs of their own behind the letter that they stand on. That was drawn
// right before or right after; the mark may be higher or lower, and often has no width.
func attachMarks(gs []content.Glyph) []content.Glyph {
	if !slices.ContainsFunc(gs, combining) {
		return gs
	}
	out := slices.Clone(gs)
	before := -1
	for i := range out {
		if !combining(gs[i]) {
			before = i
			continue
		}
		after := i + 1
		for after < len(gs) && combining(gs[after]) {
			after++
		}
		best, least := -1, 0.8*gs[i].Size
		for _, k := range []int{before, after} {
			if k >= 0 && k < len(gs) {
				if d := apart(gs[k], gs[i]); d < least {
					best, least = k, d
				}
			}
		}
		if best >= 0 {
			out[best].Text += gs[i].Text
			out[i].Text = ""
		}
		if after-i > 100 {
			return gs // no text is like that
		}
	}
	return slices.DeleteFunc(out, func(g content.Glyph) bool { return g.Text == "" })
}

func combining(g content.Glyph) bool {
	return g.Text != "" && strings.IndexFunc(g.Text, func(r rune) bool { return !unicode.Is(unicode.Mn, r) }) < 0
}

// apart is how far a mark is from where it would be drawn on a letter: near the left end in scripts written from right to
// left, anywhere over or right behind the letter in others.
func apart(g, m content.Glyph) float64 {
	if r, _ := utf8.DecodeRuneInString(g.Text); !unicode.IsLetter(r) || g.Turn != m.Turn || math.Abs(g.Y-m.Y) > g.Size {
		return math.Inf(1)
	}
	if c := class(g.Text); c == bidi.R || c == bidi.AL {
		return math.Abs(g.X - m.X)
	}
	x := m.X + m.W/2
	return max(g.X-x, x-(g.X+g.W), 0)
}

// arabicPair reports whether two neighbouring glyphs are Arabic letters.
func arabicPair(left, right string) bool {
	first, _ := utf8.DecodeRuneInString(left)
	last, _ := utf8.DecodeRuneInString(right)
	return arabicLetter(first) && arabicLetter(last)
}

func arabicLetter(r rune) bool { return unicode.Is(unicode.Arabic, r) && unicode.IsLetter(r) }

// stretched reports whether two neighbouring glyphs are Arabic letters that join, between which lines are stretched to be
// justified.
func stretched(left, right string) bool {
	last := ' '
	for _, r := range right {
		if !unicode.Is(unicode.Mn, r) {
			last = r
		}
	}
	return arabicPair(left, right) && !strings.ContainsRune("ءآأؤإاةدذرزوىٱ", last)
}
