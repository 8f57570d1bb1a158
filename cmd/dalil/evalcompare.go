package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/dalil-bot/dalil/corpus/index"
	"github.com/dalil-bot/dalil/qa"
	"github.com/dalil-bot/dalil/qa/eval"
)

// A column is what one reader is worth.
type column struct {
	Reader   string        `json:"reader"`
	Measures eval.Measures `json:"measures"`
}

// compared is the result of an evaluation with several readers.
type compared struct {
	Threshold float64  `json:"threshold"`
	Readers   []column `json:"readers"`
}

// evalReaders are the readers that are compared: neural without the lexical one's share of the scores, and both. The lexical
// one has no vectors to find passages by.
func (a *app) evalReaders() ([]string, []qa.Options, error) {
	base := qa.Options{Threshold: effective(a.config.Threshold), Lang: a.config.Language}
	e, err := a.neuralReader()
	if err != nil {
		return nil, nil, err
	}
	if e == nil {
		return nil, nil, usageError{errors.New("there is no neural reader to compare with: " + a.encoder.why)}
	}
	alone, both := base, base
	alone.Reader, both.Reader = qa.NewNeuralAlone(e), qa.NewNeural(e)
	alone.Embedder, both.Embedder = vectors{e}, vectors{e}
	return []string{"lexical", "neural", "both"}, []qa.Options{base, alone, both}, nil
}

// compare asks every question with each reader.
func (a *app) compare(ctx context.Context, ix *index.Index, questions []eval.Question, stored eval.Store) error {
	names, options, err := a.evalReaders()
	if err != nil {
		return err
	}
	lib := &library{opened{Index: ix}, []string{evalCollection}, true}
	result := compared{Threshold: a.config.Threshold}
	for i, name := range names {
		answerer := qa.New(lib, options[i])
		var given []eval.Prediction
		for _, q := range questions {
			began := time.Now()
			answer, err := answerer.Ask(ctx, a.question(lib, q.Text, period{}))
			if err != nil {
				return fmt.Errorf("question %s, %s: %w", q.ID, name, err)
			}
			given = append(given, eval.Predict(q.ID, answer, time.Since(began)))
		}
		result.Readers = append(result.Readers, column{name, eval.Score(questions, given, stored)})
	}
	return a.printCompared(result)
}

func (a *app) printCompared(c compared) error {
	if a.json {
		return a.writeJSON(c)
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%-16s", "")
	for _, r := range c.Readers {
		fmt.Fprintf(&b, " %-9s", r.Reader)
	}
	b.WriteByte('\n')
	for _, name := range measured(c.Readers) {
		fmt.Fprintf(&b, "%-16s", name)
		for _, r := range c.Readers {
			fmt.Fprintf(&b, " %-9s", formatted(r.Measures, name))
		}
		fmt.Fprintf(&b, " %s\n", meaning(name))
	}
	_, err := a.out.Write([]byte(trimLines(b.String())))
	return err
}

// measured returns the names of all measures, in the order in which they come first. A reader that answers nothing has fewer.
func measured(columns []column) []string {
	var names []string
	for _, c := range columns {
		for _, m := range c.Measures {
			if !slices.Contains(names, m.Name) {
				names = append(names, m.Name)
			}
		}
	}
	return names
}

func formatted(list eval.Measures, name string) string {
	for _, m := range list {
		if m.Name == name {
			return m.Format()
		}
	}
	return "-"
}
