package pdf

import (
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/bidi"
	"golang.org/x/text/unicode/norm"

	"github.com/dalil-bot/dalil/corpus/internal/pdf/content"
)

// attachMarks puts combining marks that are glyphs of their own behind the letter that they stand on. That was drawn
// right before or right after; the mark may be higher or lower, and often has no width.
func attachMarks(gs []content.Glyph) []content.Glyph {
	gs = attachAccents(gs)
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

// accents are characters that old TeX fonts draw over a letter, with the marks that they are then.
var accents = map[string]string{
	"´": "\u0301", "`": "\u0300", "ˆ": "\u0302", "^": "\u0302", "˜": "\u0303", "~": "\u0303", "¨": "\u0308", "¯": "\u0304", "˘": "\u0306", "˙": "\u0307",
	"˚": "\u030A", "˝": "\u030B", "ˇ": "\u030C", "¸": "\u0327",
}

// attachAccents makes one glyph of an accent and the letter that it was drawn over, before or after it.
func attachAccents(gs []content.Glyph) []content.Glyph {
	if !slices.ContainsFunc(gs, func(g content.Glyph) bool { return accents[g.Text] != "" }) {
		return gs
	}
	out := make([]content.Glyph, 0, len(gs))
	for i := 0; i < len(gs); i++ {
		mark, n := accents[gs[i].Text], len(out)
		switch {
		case mark != "" && i+1 < len(gs) && over(gs[i], gs[i+1]):
			i++
			out = append(out, gs[i])
			out[n].Text = accented(gs[i].Text, mark)
		case mark != "" && n > 0 && over(gs[i], out[n-1]):
			out[n-1].Text = accented(out[n-1].Text, mark)
		default:
			out = append(out, gs[i])
		}
	}
	return out
}

// over reports whether an accent stands in the middle over or under a letter.
func over(accent, letter content.Glyph) bool {
	r, _ := utf8.DecodeRuneInString(letter.Text)
	middle := func(g content.Glyph) float64 { return g.X + g.W/2 }
	return unicode.Is(unicode.Latin, r) && accent.Turn == letter.Turn && math.Abs(middle(accent)-middle(letter)) < 0.25*letter.Size &&
		math.Abs(accent.Y-letter.Y) < 0.5*letter.Size && letter.W > 0
}

func accented(letter, mark string) string {
	switch letter {
	case "ı":
		letter = "i"
	case "ȷ":
		letter = "j"
	}
	return norm.NFC.String(letter + mark)
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
