package qa

import (
	"context"
	"errors"
	"fmt"
	"math"
	"strings"
	"testing"
	"unicode/utf8"

	embedded "github.com/dalil-bot/dalil/corpus/sample"
)

// TestReaders holds what every implementation of Reader must keep.
func TestReaders(t *testing.T) {
	lib := sampleLibrary(t)
	for _, reader := range []Reader{NewLexical(), NewNeural(toyEncoder{})} {
		t.Run(reader.Name(), func(t *testing.T) {
			t.Run("candidates", func(t *testing.T) { readerGivesSpans(t, reader, lib) })
			t.Run("deterministic", func(t *testing.T) { readerRepeats(t, reader, lib) })
			t.Run("nothing to read", func(t *testing.T) {
				in, _ := linesFor(t, lib, "Who is the governor?")
				if found, err := reader.Read(t.Context(), in, nil); err != nil || len(found) > 0 {
					t.Errorf("%d candidates, error %v", len(found), err)
				}
			})
			t.Run("called off", func(t *testing.T) {
				ctx, cancel := context.WithCancel(t.Context())
				cancel()
				in, lines := linesFor(t, lib, "Who is the governor of the Central Bank of Maravia?")
				if _, err := reader.Read(ctx, in, lines); !errors.Is(err, context.Canceled) {
					t.Errorf("error %v, want %v", err, context.Canceled)
				}
			})
		})
	}
}

// linesFor retrieves what a reader is given for a question to the sample.
func linesFor(t testing.TB, lib Library, text string) (*Inquiry, []*Line) {
	t.Helper()
	return linesOf(t, lib, embedded.Collection, text)
}

func linesOf(t testing.TB, lib Library, collection, text string) (*Inquiry, []*Line) {
	t.Helper()
	a := New(lib, Options{})
	in := newInquiry(Question{Text: text, Collections: []string{collection}}, "en")
	lines, _, err := a.retrieve(t.Context(), in)
	if err != nil {
		t.Fatal(err)
	}
	return in, lines
}

func readerGivesSpans(t *testing.T, reader Reader, lib Library) {
	found := 0
	for _, text := range sampleQuestions() {
		in, lines := linesFor(t, lib, text)
		given := map[*Line]bool{}
		for _, l := range lines {
			given[l] = true
		}
		list, err := reader.Read(t.Context(), in, lines)
		if err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		found += len(list)
		seen := map[string]bool{}
		for i, c := range list {
			if !given[c.Line] {
				t.Fatalf("%s: a candidate out of a line that was not given", text)
			}
			words := c.Text()
			if !c.Line.place().Contains(c.Span) || c.Span.Len() <= 0 || !utf8.ValidString(words) {
				t.Errorf("%s: %v %q does not lie in its line %v", text, c.Span, words, c.Line.place())
			}
			if math.IsNaN(c.Score) || i > 0 && c.Score > list[i-1].Score {
				t.Errorf("%s: candidate %d has score %v", text, i, c.Score)
			}
			key := fmt.Sprint(c.Line.doc.ID, c.Span)
			if seen[key] {
				t.Errorf("%s: %q is given twice", text, words)
			}
			seen[key] = true
		}
	}
	if found == 0 {
		t.Error("no candidates at all")
	}
}

func readerRepeats(t *testing.T, reader Reader, lib Library) {
	for _, text := range sampleQuestions() {
		var first string
		for range 3 {
			in, lines := linesFor(t, lib, text)
			list, err := reader.Read(t.Context(), in, lines)
			if err != nil {
				t.Fatal(err)
			}
			var got strings.Builder
			for _, c := range list {
				got.WriteString(fmt.Sprintln(c.Line.doc.ID, c.Span, c.Kind, c.ID, math.Float64bits(c.Score), c.Parts, c.proper, c.typed))
			}
			if first == "" {
				first = got.String()
			}
			if got.String() != first {
				t.Fatalf("%s: read differently:\n%s", text, firstDifference(first, got.String()))
			}
		}
	}
}
