package extract

import (
	"strings"
	"testing"
	"time"
)

func TestMarkdownTakesNoLongerForMarks(t *testing.T) {
	if testing.Short() {
		t.Skip("measures time, which the race detector multiplies")
	}
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
			began := time.Now()
			if _, err := (markdown{}).Extract(t.Context(), test.in, Hints{}); err != nil {
				t.Fatal(err)
			}
			took := time.Since(began)
			t.Log(took)
			if took > 30*time.Second {
				t.Errorf("%d bytes take %v", len(test.in), took)
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
