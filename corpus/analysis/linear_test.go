package analysis

import (
	"strings"
	"testing"
	"time"

	"github.com/dalil-bot/dalil/corpus/internal/pace"
)

// pathological are pieces of text that, repeated, make the scanner look ahead at every place.
var pathological = []struct{ name, piece string }{
	{"sum", "+1 "},
	{"close sum", "1+"},
	{"spelled sum", "two-plus-"},
	{"arabic sum", "اثنين زائد "},
	{"sum of groups", "1.1+"},
	{"minuses", "-"},
	{"spaced minuses", "1 - "},
	{"hyphens", "a-"},
	{"designations", "S-1-"},
	{"letter names", "إس-"},
	{"dots", "."},
	{"acronym", "a."},
	{"dotted numbers", "1."},
	{"decimal commas", "1,"},
	{"names of frameworks", ".net"},
	{"apostrophes", "'"},
	{"apostrophes in words", "a'"},
	{"possessives", "a's."},
	{"one word", "a"},
	{"capitals", "S"},
	{"one arabic word", "ال"},
	{"one number", "1"},
	{"mixed word", "1a"},
	{"combining marks", "\u0301"},
	{"marks out of order", "\u0301\u0323"},
	{"marks on letters", "a\u0301\u0327\u0301"},
	{"arabic marks", "\u064e\u0651"},
	{"thai marks", "\u0e48"},
	{"invisible", "\u200b"},
	{"invisible in words", "a\u200b\u200b"},
	{"invisible and marks", "\u200b\u0301"},
	{"kana", "ｶﾞ"},
	{"han", "日"},
	{"hangul", "한"},
	{"jamo", "\u1100"},
	{"number words", "twenty-"},
	{"units", "1km "},
	{"invalid", "\xd8"},
	{"expanding", "ﷲ"},
}

// TestTokenizeIsLinear asks that a text of one kind of thing takes time in proportion to its length: eight times as
// much text may take no more than forty times as long, where squares would take sixty-four. What is done in an instant
// is not measured further.
func TestTokenizeIsLinear(t *testing.T) {
	if testing.Short() {
		t.Skip("measures time, which the race detector multiplies")
	}
	for _, tc := range pathological {
		t.Run(tc.name, func(t *testing.T) {
			long := "ก1 " + strings.Repeat(tc.piece, 200_000/len(tc.piece))
			if timeOf(long) < 150*time.Millisecond {
				return
			}
			short := long[:len(long)/8]
			if n := pace.Times(func() { timeOf(long) }, func() { timeOf(short) }, 40); n > 40 {
				t.Errorf("%d bytes take %.0f times as long as %d", len(long), n, len(short))
			}
		})
	}
}

// timeOf gives the time that it takes to tokenize text, to detect its language and to make its terms.
func timeOf(text string) time.Duration {
	start := time.Now()
	tokens := Tokenize(text)
	Detect(text, "en")
	For("fr").Terms(tokens) // of all stemmers the one that minds long words most
	Shared(tokens)
	return time.Since(start)
}

func BenchmarkTokenizePathological(b *testing.B) {
	for _, bc := range pathological {
		text := strings.Repeat(bc.piece, 50_000/len(bc.piece))
		b.Run(strings.ReplaceAll(bc.name, " ", "-"), func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				Tokenize(text)
			}
		})
	}
}
