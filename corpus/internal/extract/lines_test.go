package extract

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/dalil-bot/dalil/corpus/internal/pace"
)

func TestLines(t *testing.T) {
	for _, test := range []struct {
		name, text string
		want       []string
	}{
		{"nothing", "", nil},
		{"line feeds", "a\nb\n\nc", []string{"a", "b", "c"}},
		{"carriage returns", "a\r\nb\rc\r", []string{"a", "b", "c"}},
		{"form feeds", "a\fb", []string{"a", "b"}},
		{"separators", "a\u2029b\u2028c\u2014d", []string{"a", "b", "c\u2014d"}},
		{"no separators", "a\u2027b\u202Ac\xe2", []string{"a\u2027b\u202Ac\xe2"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			var got []string
			for _, l := range lines(test.text) {
				got = append(got, l.Of(test.text))
			}
			if d := cmp.Diff(test.want, got); d != "" {
				t.Error(d)
			}
		})
	}
}

// Lines that are parted by separators of Unicode alone take hardly longer than others.
func TestLinesTakeNoLonger(t *testing.T) {
	of := func(end string) func() {
		text := strings.Repeat("some words"+end, 50_000)
		return func() { lines(text) }
	}
	if n := pace.Times(of("\u2028"), of("\n"), 20); n > 20 {
		t.Errorf("%.0f times as long", n)
	}
}
