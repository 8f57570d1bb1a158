package qa

import (
	"context"
	"strings"
	"testing"

	"github.com/dalil-bot/dalil/corpus/analysis"
	"github.com/dalil-bot/dalil/qa/neural"
)

// A pointer is an encoder that has made up its mind: the answer is these words.
type pointer string

func (p pointer) Read(_ context.Context, _ string, passages []string) ([]neural.Reading, error) {
	out := make([]neural.Reading, len(passages))
	for i, text := range passages {
		at := strings.Index(text, string(p))
		for _, word := range analysis.Tokenize(text) {
			token := neural.Token{Start: word.Start, End: word.End, Tags: [3]float32{4, 0, 0}}
			if word.Start == at {
				token.First = 12
			}
			if word.End == at+len(p) {
				token.Last = 12
			}
			out[i].Tokens = append(out[i].Tokens, token)
		}
		out[i].Answers, out[i].Windows = 4, 1
	}
	return out, nil
}

func TestWider(t *testing.T) {
	lib := libraryOf(t, "c", map[string]string{
		"museum.txt": "The museum of Tarrow holds more than 70,000 coins. Its first keeper (a clerk from Oss) was paid in coal.",
		"river.txt":  "Between Oss and Lund the Tarrow is called no river. The bridge of Lund is called \"the old lady\" by all in Oss.",
		"arabic.txt": "يضم متحف لوند أكثر من ٧٠٠ لوحة.",
	})
	for _, test := range []struct{ name, question, points, want string }{
		{"a quantity keeps what limits it", "How many coins does the museum of Tarrow hold?", "more than 70,000", "more than 70,000"},
		{"in Arabic", "كم لوحة يضم متحف لوند؟", "أكثر من ٧٠٠ لوحة", "أكثر من ٧٠٠ لوحة"},
		{"a preposition adds nothing", "What was the first keeper paid in?", "in coal", "coal"},
		{"a bracket is not left open", "What was the first keeper of the museum?", "clerk from Oss) was paid", "clerk from Oss"},
		{"a negation stays", "What is the Tarrow called between Oss and Lund?", "no river", "no river"},
	} {
		t.Run(test.name, func(t *testing.T) {
			in, lines := linesOf(t, lib, "c", test.question)
			found, err := NewNeural(pointer(test.points)).Read(t.Context(), in, lines)
			if err != nil || len(found) == 0 {
				t.Fatalf("%d candidates, error %v", len(found), err)
			}
			if got := found[0].Text(); got != test.want {
				t.Errorf("%q, want %q", got, test.want)
			}
		})
	}
}

func TestYearOf(t *testing.T) {
	lib := libraryOf(t, "c", map[string]string{
		"hall.txt":   "The old hall of Tarrow was closed on 25 February 2010 for good.",
		"bridge.txt": "The bridge of Lund was rebuilt from 1931 to 1934.",
	})
	for _, test := range []struct{ question, want string }{
		{"In which year was the old hall of Tarrow closed?", "2010"},
		{"When was the old hall of Tarrow closed?", "25 February 2010"},
	} {
		a, err := New(lib, Options{}).Ask(t.Context(), Question{Text: test.question, Collections: []string{"c"}})
		if err != nil {
			t.Fatal(err)
		}
		if got := a.Text; got != test.want {
			t.Errorf("%s %q, want %q", test.question, got, test.want)
		}
	}
}
