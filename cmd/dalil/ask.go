package main

import (
	"context"
	"fmt"
	"math"
	"strings"

	"github.com/spf13/cobra"

	"github.com/dalil-bot/dalil/cmd/dalil/internal/render"
	"github.com/dalil-bot/dalil/qa"
)

// period limits questions to documents of some days.
type period struct{ since, until day }

// addQuestionFlags gives a command what questions have in common.
func (a *app) addQuestionFlags(cmd *cobra.Command, p *period) {
	a.addSettings(cmd, cmd.Flags(), "collection", "language", "threshold", "reader.use", "reader.model")
	a.addJSON(cmd)
	cmd.Flags().Var(&p.since, "since", "only documents of that day or later")
	cmd.Flags().Var(&p.until, "until", "only documents of that day or earlier")
}

func (a *app) askCommand() *cobra.Command {
	var p period
	cmd := &cobra.Command{
		Use:               "ask QUESTION",
		Short:             "Answer a question out of the documents",
		Example:           "  dalil ask \"which countries have 2+2 with Japan?\"\n  dalil ask \"من هو وزير الخارجية الياباني؟\" --json",
		Args:              atLeast(1),
		ValidArgsFunction: cobra.NoFileCompletions,
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.withAnswer(cmd.Context(), strings.Join(args, " "), p, func(asked string, answer *qa.Answer) error {
				if a.json {
					return a.writeJSON(answer)
				}
				return render.Answer(a.out, asked, answer, a.screen())
			})
		},
	}
	a.addQuestionFlags(cmd, &p)
	return cmd
}

func (a *app) whyCommand() *cobra.Command {
	var p period
	cmd := &cobra.Command{
		Use:   "why QUESTION",
		Short: "Say how the answer to a question comes about, or why there is none",
		Args:  atLeast(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.withAnswer(cmd.Context(), strings.Join(args, " "), p, func(_ string, answer *qa.Answer) error {
				if a.json {
					return a.writeJSON(explained{answer, answer.Why})
				}
				return render.Why(a.out, answer, a.screen())
			})
		},
	}
	a.addQuestionFlags(cmd, &p)
	return cmd
}

// explained is an answer with how it came about, as JSON.
type explained struct {
	Answer *qa.Answer `json:"answer"`
	Why    *qa.Why    `json:"why"`
}

// check reports a period that has no day.
func (p period) check() error {
	if !p.until.IsZero() && p.until.Before(p.since.Time) {
		return usageError{fmt.Errorf("--until %s is before --since %s", &p.until, &p.since)}
	}
	return nil
}

// withAnswer answers one question and gives the answer to use.
func (a *app) withAnswer(ctx context.Context, asked string, p period, use func(asked string, answer *qa.Answer) error) error {
	if err := p.check(); err != nil {
		return err
	}
	lib, err := a.openLibrary(ctx)
	if err != nil {
		return err
	}
	defer lib.close()
	answerer, err := a.answerer(lib, a.config.Threshold)
	if err != nil {
		return err
	}
	answer, err := answerer.Ask(ctx, a.question(lib, asked, p))
	if err != nil {
		return err
	}
	return use(asked, answer)
}

func (a *app) question(lib *library, text string, p period) qa.Question {
	return qa.Question{
		Text: text, Lang: a.config.Language, Collections: lib.collections, Since: p.since.Time, Until: p.until.Time,
	}
}

// answerer returns what answers questions out of a library. A threshold of 0 lets everything through.
func (a *app) answerer(lib *library, threshold float64) (*qa.Answerer, error) {
	o, err := a.answering(lib, threshold)
	if err != nil {
		return nil, err
	}
	return qa.New(lib, o), nil
}

// effective returns a threshold for qa, where 0 stands for the default: somebody who sets 0 wants everything answered.
func effective(threshold float64) float64 {
	return max(threshold, math.SmallestNonzeroFloat64)
}
