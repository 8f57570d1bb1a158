package extract

import (
	"strings"
	"testing"

	"github.com/dalil-bot/dalil/corpus/internal/pace"
)

// TestMarkdownTakesNoLongerForMarks reads texts that are built to be slow. They may take a thousand times as long as ten pages of
// prose, which is a second, and not a hundred thousand times: without limits 200,000 marks take minutes.
func TestMarkdownTakesNoLongerForMarks(t *testing.T) {
	if testing.Short() {
		t.Skip("measures time, which the race detector multiplies")
	}
	const enough = 5000
	read := func(in string) func() {
		return func() {
			if _, err := (markdown{}).Extract(t.Context(), in, Hints{}); err != nil {
				t.Error(err)
			}
		}
	}
	pages := read(strings.Repeat("A sentence of some words, and more of them.\n\n", 400))
	for _, test := range []struct{ name, in string }{
		{"emphasis", strings.Repeat("*a_ ", 100_000)},
		{"emphasis just below the limit", strings.Repeat("*a_ ", maxMarks/2-1)},
		{"brackets", strings.Repeat("[", 100_000) + "Olga"},
		{"links just below the limit", strings.Repeat("[a](", maxMarks/2-1)},
		{"code", strings.Repeat("`a``", 100_000)},
		{"lists", strings.Repeat("- ", 20_000) + "Olga"},
		{"lists just below the limit", strings.Repeat("- ", maxDepth-1) + "Olga"},
		{"lists deeper line by line", deeper(400)},
		{"quotes", strings.Repeat("> ", 20_000) + "Olga"},
		{"cells", strings.Repeat("| a ", 50_000) + "\n" + strings.Repeat("| - ", 50_000)},
		{"tags", strings.Repeat("<a ", 100_000)},
		{"references", strings.Repeat("[a]: b\n", 20_000) + strings.Repeat("[a] ", 1000)},
	} {
		t.Run(test.name, func(t *testing.T) {
			n := pace.Times(read(test.in), pages, enough)
			t.Logf("%.0f", n)
			if n > enough {
				t.Errorf("%d bytes take %.0f times as long as ten pages", len(test.in), n)
			}
		})
	}
}

// deeper nests a list a level a line.
func deeper(levels int) string {
	var b strings.Builder
	for i := range levels {
		b.WriteString(strings.Repeat("  ", i) + "- word\n")
	}
	return b.String()
}

func TestMarkupThatPeopleWrite(t *testing.T) {
	for _, test := range []struct{ name, in string }{
		{"a long list of links", strings.Repeat("- [a place](https://example.org) and *more* of `it`\n", 5000)},
		{"a long table", strings.Repeat("| *a* | `b` | [c](d) |\n", 5000)},
		{"a rule", strings.Repeat("-", 400) + "\n"},
	} {
		t.Run(test.name, func(t *testing.T) {
			if overmarked(test.in) {
				t.Error("is not read as Markdown")
			}
		})
	}
}

func TestShortPageIsReadOnce(t *testing.T) {
	page, err := webPage{}.Extract(t.Context(), "<html><head><title>T</title></head><body><p>Olga Venn runs the ferry to Skarn. "+
		"She took it over in 2009.</p></body></html>", Hints{})
	if err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(page.Text, "runs the ferry"); n != 1 {
		t.Errorf("%d times in %q", n, page.Text)
	}
}
