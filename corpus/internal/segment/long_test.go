package segment

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/dalil-bot/dalil/corpus"
	"github.com/dalil-bot/dalil/corpus/internal/pace"
)

func TestLongSentences(t *testing.T) {
	clause := func(n int) string { return strings.TrimSpace(strings.Repeat("word ", n)) }
	tests := []struct {
		name string
		in   string
		want []int // words of each piece
	}{
		{"sixty words stay", clause(30) + "; " + clause(30) + ".", []int{60}},
		{"a semicolon", clause(40) + "; " + clause(30) + ".", []int{40, 30}},
		{"the one nearest to the middle", clause(15) + "; " + clause(20) + "; " + clause(30) + ".", []int{35, 30}},
		{"a semicolon before a comma", clause(20) + "; " + clause(20) + ", and " + clause(24) + ".", []int{20, 45}},
		{"a comma before a conjunction", clause(35) + ", and " + clause(34) + ".", []int{35, 35}},
		{"no plain comma up to ninety words", clause(45) + ", " + clause(45) + ".", []int{90}},
		{"a plain comma beyond", clause(50) + ", " + clause(45) + ".", []int{50, 45}},
		{"no piece under twelve words", clause(60) + "; " + clause(11) + ".", []int{71}},
		{"no mark at all", clause(150) + ".", []int{150}},
		{"no mark and very long", clause(200) + ".", []int{100, 100}},
		{"Arabic semicolon", strings.Repeat("كلمة ", 40) + "كلمة؛ " + strings.Repeat("كلمة ", 30), []int{41, 30}},
		{"Arabic comma and conjunction", strings.Repeat("كلمة ", 40) + "كلمة، وقال " + strings.Repeat("كلمة ", 30), []int{41, 31}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var got []int
			for _, s := range Sentences(tt.in, corpus.Span{End: len(tt.in)}, "en") {
				got = append(got, Words(s.Of(tt.in)))
			}
			if d := cmp.Diff(tt.want, got); d != "" {
				t.Error(d)
			}
		})
	}
}

// TestThai checks that text without sentence marks is cut at spaces into lines.
func TestThai(t *testing.T) {
	text := strings.TrimSpace(strings.Repeat("พิพิธภัณฑ์เปิดทุกวันยกเว้นวันจันทร์ ", 12))
	sentences := Sentences(text, corpus.Span{End: len(text)}, "th")
	if len(sentences) < 4 {
		t.Fatalf("%d pieces", len(sentences))
	}
	for _, s := range sentences {
		if n := len([]rune(s.Of(text))); n < 30 || n > 130 {
			t.Errorf("piece of %d characters", n)
		}
	}
}

// TestHugeInputs cuts texts that are built to be slow. They may take many times as long as prose of their size, and not hundreds of
// times: what takes time that grows with the square of its length takes thousands.
func TestHugeInputs(t *testing.T) {
	if testing.Short() {
		t.Skip("measures time, which the race detector multiplies")
	}
	const size, enough = 64 << 10, 300
	cut := func(unit string) func() {
		text := strings.Repeat(unit, size/len(unit))
		return func() {
			end := 0
			for _, s := range Sentences(text, corpus.Span{End: len(text)}, "en") {
				if s.Start < end {
					t.Error("sentences overlap")
				}
				end = s.End
			}
		}
	}
	prose := cut(english)
	for name, unit := range map[string]string{
		"no spaces": "x", "no marks": "word ", "initials": "A. ", "quotes": `." `, "open quote": `"a... ب `, "stops": "ب.", "brackets": ".[",
		"Han": "字", "newlines": "\n", "commas": "a, ",
		"spaces after a stop": "." + strings.Repeat(" ", size/2) + "X", "brackets after a stop": "." + strings.Repeat(")", size/2),
		"quotes that go on": `“` + strings.Repeat(`..."ب`, 100), "German quotes that go on": strings.Repeat(`„`+"..."+`“ب`, 100),
		"Thai": "ไทยไทยไทยไทยไทย ", "Thai and others": strings.Repeat("ไทย", 30) + strings.Repeat(" x", 60),
		"points below what cannot be seen": strings.Repeat("\u200b", size/8) + strings.Repeat("A. — ", size/16),
	} {
		t.Run(name, func(t *testing.T) {
			if n := pace.Times(cut(unit), prose, enough); n > enough {
				t.Errorf("it takes %.0f times as long as prose", n)
			}
		})
	}
}

// A full stop with a wide gap after it ends its sentence, and the gap is in none.
func TestWideGap(t *testing.T) {
	for _, n := range []int{maxGap - 1, maxGap, maxGap + 1, 10 * maxGap} {
		for _, gap := range []string{" ", ")", "\u00a0"} {
			text := "The gate is shut." + strings.Repeat(gap, n) + "It opens at nine. (At ten on Sundays.)"
			var got []string
			for _, s := range Sentences(text, corpus.Span{End: len(text)}, "en") {
				got = append(got, strings.Trim(s.Of(text), ")"))
			}
			if d := cmp.Diff([]string{"The gate is shut.", "It opens at nine.", "(At ten on Sundays."}, got); d != "" {
				t.Errorf("%d times %q: %s", n, gap, d)
			}
		}
	}
}
