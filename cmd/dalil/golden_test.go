package main

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/dalil-bot/dalil/cmd/dalil/internal/render"
	"github.com/dalil-bot/dalil/corpus"
	"github.com/dalil-bot/dalil/corpus/sample"
	"github.com/dalil-bot/dalil/qa/eval"
	"github.com/dalil-bot/dalil/qa/neural"
	"github.com/dalil-bot/dalil/qa/neural/model"
)

var update = flag.Bool("update", false, "rewrite golden files by what really happens")

// TestGoldens asks the golden questions of the sample, with each reader. One file a question, and one with the measures over
// all of them: no change to how answers are found goes in without somebody reading what it did.
func TestGoldens(t *testing.T) {
	for _, reader := range []string{"lexical", "neural"} {
		t.Run(reader, func(t *testing.T) {
			if _, err := model.Load(neural.Options{}); reader == "neural" && errors.Is(err, neural.ErrNoWeights) {
				t.Skip(err)
			}
			goldens(t, reader)
		})
	}
}

func goldens(t *testing.T, reader string) {
	a := &app{streams: streams{err: new(bytes.Buffer)}, env: environment{}, config: defaults(), log: slog.New(slog.DiscardHandler)}
	a.config.Reader.Use = reader
	lib, err := a.openSample(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer lib.close()
	questions, err := eval.ReadQuestions(bytes.NewReader(sample.Questions()))
	if err != nil {
		t.Fatal(err)
	}
	answerer, err := a.answerer(lib, a.config.Threshold)
	if err != nil {
		t.Fatal(err)
	}
	var predictions []eval.Prediction
	for _, q := range questions {
		answer, err := answerer.Ask(t.Context(), a.question(lib, q.Text, period{}))
		if err != nil {
			t.Fatalf("%s: %v", q.ID, err)
		}
		p := eval.Predict(q.ID, answer, 0)
		p.ElapsedMS = nil
		predictions = append(predictions, p)
		var out bytes.Buffer
		fmt.Fprintf(&out, "? %s\n", q.Text)
		if err := render.Answer(&out, q.Text, answer, render.Options{}); err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&out, "\nconfidence %.2f\n%s\n", answer.Confidence, verdict(q, p))
		golden(t, reader, q.ID+".txt", out.Bytes())
		for _, quote := range append(answer.Quotes, answer.Near...) {
			checkQuote(t, lib, quote.Doc, quote.Span, quote.Text)
		}
	}
	var stats bytes.Buffer
	for _, m := range eval.Score(questions, predictions, nil) {
		fmt.Fprintf(&stats, "%-16s %s\n", m.Name, m.Format())
	}
	golden(t, reader, "stats.txt", stats.Bytes())
}

// verdict says what the measures make of one answer.
func verdict(q eval.Question, p eval.Prediction) string {
	measures := eval.Score([]eval.Question{q}, []eval.Prediction{p}, nil)
	for _, name := range []string{"abstained", "list_f1", "f1"} {
		if v, ok := measures.Get(name); ok {
			return fmt.Sprintf("%s %.2f", name, v)
		}
	}
	return ""
}

// checkQuote holds a quote against the stored document.
func checkQuote(t *testing.T, lib *library, id string, at corpus.Span, text string) {
	t.Helper()
	doc, err := lib.Document(context.Background(), sample.Collection, id)
	if err != nil {
		t.Error(err)
		return
	}
	if got := at.Of(doc.Text); got != text {
		t.Errorf("%s %v: the document has %q, the quote %q", id, at, got, text)
	}
}

// golden compares with a file below testdata/golden, or writes it.
func golden(t *testing.T, reader, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", "golden", reader, name)
	if *update {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Errorf("%v; write it with -update", err)
		return
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s (-update rewrites it): -want +got:\n%s", path, diff)
	}
}
