package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/dalil-bot/dalil/corpus/index"
	"github.com/dalil-bot/dalil/corpus/ingest"
	"github.com/dalil-bot/dalil/corpus/source"
	"github.com/dalil-bot/dalil/qa"
	"github.com/dalil-bot/dalil/qa/eval"
)

// evalCollection is the one collection of the temporary index.
const evalCollection = "eval"

// curveSteps is how many thresholds the abstention curve has between 0 and 1, less one.
const curveSteps = 20

// evalFiles are the files that an evaluation reads and writes.
type evalFiles struct {
	corpus      string
	questions   string
	predictions string // "" for none
	compare     bool   // with each reader
}

func (a *app) evalCommand() *cobra.Command {
	var files evalFiles
	cmd := &cobra.Command{
		Use:   "eval --corpus DIR --questions FILE",
		Short: "Measure answers against golden questions",
		Long: "Indexes every file below a folder into a temporary index, asks each question afresh, and prints how good the\n" +
			"answers are, and what other thresholds would have done. A question is a JSON object on a line: id, lang, question,\n" +
			"and one of answers, list (with forbid) or \"answerable\": false; docs and evidence say where the answer stands.",
		Args: exactly(0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if files.corpus == "" || files.questions == "" {
				return usageError{errors.New("usage: " + cmd.UseLine())}
			}
			if files.compare && files.predictions != "" {
				return usageError{errors.New("--predictions are those of one reader, and --compare asks several")}
			}
			return a.eval(cmd.Context(), files)
		},
	}
	a.addSettings(cmd, cmd.Flags(), "language", "threshold", "reader.use", "reader.model", "limits.file_size")
	a.addJSON(cmd)
	cmd.Flags().StringVar(&files.corpus, "corpus", "", "`folder` of documents")
	cmd.Flags().StringVar(&files.questions, "questions", "", "`file` of questions, one JSON object a line")
	cmd.Flags().StringVar(&files.predictions, "predictions", "", "`file` to write answers to, one JSON object a line")
	cmd.Flags().BoolVar(&files.compare, "compare", false, "measure the lexical reader, the neural one by itself, and both, side by side")
	return cmd
}

func (a *app) eval(ctx context.Context, files evalFiles) (err error) {
	questions, err := readQuestions(files.questions)
	if err != nil {
		return err
	}
	dir, err := os.MkdirTemp("", "dalil-eval-")
	if err != nil {
		return fmt.Errorf("temporary index: %w", err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	ix, err := a.evalIndex(ctx, dir, files.corpus)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, ix.Close()) }()
	if err := a.fill(ctx, ix, evalCollection, func(int, int) {}); err != nil {
		return err
	}
	stored := storedIn(ctx, files.corpus, ix)
	if files.compare {
		return a.compare(ctx, ix, questions, stored)
	}
	given, loose, err := a.askAll(ctx, ix, questions)
	if err != nil {
		return err
	}
	if files.predictions != "" {
		if err := writePredictions(files.predictions, given); err != nil {
			return err
		}
	}
	return a.printScore(scored{
		Threshold: a.config.Threshold,
		Measures:  eval.Score(questions, given, stored),
		Curve:     eval.Curve(questions, loose, curveSteps),
	})
}

func readQuestions(path string) ([]eval.Question, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("questions %s: %w", path, bare(err))
	}
	defer file.Close()
	questions, err := eval.ReadQuestions(file)
	if err != nil {
		return nil, fmt.Errorf("questions %s: %w", path, err)
	}
	if len(questions) == 0 {
		return nil, fmt.Errorf("questions %s: there are none in it", path)
	}
	return questions, nil
}

// evalIndex makes an index of every file below a folder.
func (a *app) evalIndex(ctx context.Context, dir, folder string) (*index.Index, error) {
	files, err := source.NewFolder(folder, source.Options{MaxSize: int64(a.config.Limits.FileSize), AllFiles: true})
	if err != nil {
		return nil, err
	}
	defer files.Close()
	ix, err := index.Open(dir, index.Options{Log: a.log})
	if err != nil {
		return nil, err
	}
	report, err := a.sync(ctx, ix, ingest.Source{Collection: evalCollection, Name: folder, Files: files})
	if err != nil {
		return nil, errors.Join(err, ix.Close())
	}
	for _, p := range report.Failed {
		a.printProblem(p)
	}
	return ix, nil
}

// askAll answers every question, and again without a threshold what was refused for want of confidence.
func (a *app) askAll(ctx context.Context, ix *index.Index, questions []eval.Question) (given, loose []eval.Prediction, err error) {
	lib := &library{opened{Index: ix}, []string{evalCollection}, true}
	strict, err := a.answerer(lib, a.config.Threshold)
	if err != nil {
		return nil, nil, err
	}
	lenient, err := a.answerer(lib, 0)
	if err != nil {
		return nil, nil, err
	}
	for _, q := range questions {
		asked := a.question(lib, q.Text, period{})
		began := time.Now()
		answer, err := strict.Ask(ctx, asked)
		if err != nil {
			return nil, nil, fmt.Errorf("question %s: %w", q.ID, err)
		}
		p := eval.Predict(q.ID, answer, time.Since(began))
		given = append(given, p)
		if answer.Reason == qa.ReasonUnsure {
			if answer, err = lenient.Ask(ctx, asked); err != nil {
				return nil, nil, fmt.Errorf("question %s: %w", q.ID, err)
			}
			p = eval.Predict(q.ID, answer, 0)
		}
		loose = append(loose, p)
	}
	return given, loose, nil
}

func writePredictions(path string, predictions []eval.Prediction) (err error) {
	file, err := os.Create(path)
	if err != nil {
		return fmt.Errorf("predictions %s: %w", path, bare(err))
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	buffer := bufio.NewWriter(file)
	encoder := json.NewEncoder(buffer)
	encoder.SetEscapeHTML(false)
	for _, p := range predictions {
		if err := encoder.Encode(p); err != nil {
			return fmt.Errorf("predictions %s: %w", path, err)
		}
	}
	return buffer.Flush()
}

// storedIn returns the text that a quote has to stand in: the file's own bytes, or of a page the text taken out of it.
func storedIn(ctx context.Context, dir string, lib qa.Library) eval.Store {
	return func(name string) (string, bool) {
		if strings.HasPrefix(strings.ToLower(filepath.Ext(name)), ".htm") {
			doc, err := lib.Document(ctx, evalCollection, name)
			if err != nil {
				return "", false
			}
			return doc.Text, true
		}
		text, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(name)))
		return string(text), err == nil
	}
}
