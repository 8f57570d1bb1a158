package render

import (
	"strings"
	"testing"
)

func TestWrap(t *testing.T) {
	for _, test := range []struct{ name, in, want string }{
		{"short", "one two", "one two"},
		{"no columns known", "", ""},
		{"at spaces", "one two three four", "one two\nthree four"},
		{"indented", "  – one two three", "  – one\n  two\n  three"},
		{"a word that is too wide", "x abcdefghijklmnop y", "x\nabcdefghijklmnop\ny"},
		{"emphasis goes on", "a <b>one two three</b> b", "a <b>one two</b>\n<b>three</b> b"},
		{"isolation goes on", "a (one two three) b", "a (one two)\n(three) b"},
		{"both", "<b>(one two three)</b>", "<b>(one two)</b>\n<b>(three)</b>"},
		{"marks take no room", "أَبَجَ دَهَوَ حَطَيَ", "أَبَجَ دَهَوَ\nحَطَيَ"},
		{"wide letters take two columns", "東京都 東京都", "東京都\n東京都"},
	} {
		t.Run(test.name, func(t *testing.T) {
			names := []string{"(", isolate, ")", popIsolate, "<b>", bold, "</b>", normal}
			shown := make([]string, len(names))
			for i := 0; i < len(names); i += 2 {
				shown[i], shown[i+1] = names[i+1], names[i]
			}
			got := strings.NewReplacer(shown...).Replace(wrap(strings.NewReplacer(names...).Replace(test.in), 10))
			if got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

func FuzzWrap(f *testing.F) {
	f.Add("one two  three", 5)
	f.Add("\u2068ab cd\u2069 \x1b[1mef gh\x1b[0m", 3)
	f.Fuzz(func(t *testing.T, line string, columns int) {
		keep := strings.NewReplacer("\n", "", " ", "", isolate, "", popIsolate, "", bold, "", dim, "", normal, "")
		line = strings.ReplaceAll(line, "\n", "")
		if got := wrap(line, columns); keep.Replace(got) != keep.Replace(line) {
			t.Errorf("wrap(%q) = %q", line, got)
		}
	})
}
