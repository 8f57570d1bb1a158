package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"sync"
	"time"

	"github.com/dalil-bot/dalil/bot"
	"github.com/dalil-bot/dalil/qa"
	"github.com/dalil-bot/dalil/qa/neural"
	"github.com/dalil-bot/dalil/qa/neural/model"
)

// The readers that can be chosen.
const readers = "auto neural lexical"

// readerSettings say what reads passages against a question.
type readerSettings struct {
	Use   string `yaml:"use"`   // one of readers
	Model string `yaml:"model"` // weights file; "" for the one in the binary
}

func (r *readerSettings) settings() []setting {
	return []setting{
		{"reader.use", &choice{&r.Use, "what reads the documents", readers}, "what reads the documents: auto, neural or lexical"},
		{"reader.model", (*text)(&r.Model), "weights file for the neural reader (default: the one in the program)"},
	}
}

// An encoder is the process's neural model. Whether there is to be one is settled at the start; the binary's own weights
// are loaded when they are first needed, so that a bot that nobody asks stays small, and a file of the owner's at once, so
// that what is wrong with it is said then.
type encoder struct {
	settle sync.Once
	used   bool
	why    string // where it is not used
	name   string
	dims   int
	err    error
	log    *slog.Logger

	loading sync.Once
	model   *neural.Model
	failed  error
}

// ready settles whether the settings and this machine have a neural reader.
func (e *encoder) ready(r readerSettings, log *slog.Logger) (bool, error) {
	e.settle.Do(func() {
		e.log = log
		if e.why, e.err = e.decide(r, memoryLimit(os.DirFS("/"))); e.err == nil {
			e.used = e.why == ""
		}
		if r.Use == "auto" && e.why != "" {
			log.Info("the lexical reader reads alone", slog.String("reason", e.why))
		}
	})
	return e.used, e.err
}

// decide says why there is to be no neural reader, "" where there is to be one. memory is what the process may use.
func (e *encoder) decide(r readerSettings, memory int64) (string, error) {
	auto := r.Use != "neural"
	switch {
	case r.Use == "lexical":
		return "it is configured so", nil
	case auto && neural.Kernel() == "go":
		return "this processor has neither AVX2 nor NEON, and is too slow for the neural one", nil
	case auto && memory < leastMemory:
		return fmt.Sprintf("the process may use %d MB, and the neural one needs %d", memory>>20, leastMemory>>20), nil
	case r.Model != "":
		e.loading.Do(func() { e.model, e.failed = neural.Open(r.Model, neural.Options{}) })
		if e.failed != nil {
			return "", e.failed
		}
		e.name, e.dims = e.model.Meta().Name, e.model.Meta().Hidden
		return "", nil
	}
	meta, err := model.Describe()
	switch {
	case errors.Is(err, neural.ErrNoWeights) && auto:
		return "the program was built without the neural one's weights", nil
	case errors.Is(err, neural.ErrNoWeights):
		return "", fmt.Errorf("%w; name a weights file with --reader-model, or use the lexical reader", err)
	case err != nil:
		return "", fmt.Errorf("weights of the program: %w", err)
	}
	e.name, e.dims = meta.Name, meta.Hidden
	return "", nil
}

// load returns the model; ready has said that there is to be one.
func (e *encoder) load() (*neural.Model, error) {
	e.loading.Do(func() {
		began := time.Now()
		if e.model, e.failed = model.Load(neural.Options{}); e.failed == nil {
			e.log.Debug("neural reader", slog.String("model", e.name), slog.String("kernel", e.model.Kernel()), slog.Duration("loaded in", time.Since(began)))
		}
	})
	return e.model, e.failed
}

// Read implements qa.PassageReader.
func (e *encoder) Read(ctx context.Context, question string, passages []string) ([]neural.Reading, error) {
	m, err := e.load()
	if err != nil {
		return nil, err
	}
	return m.Read(ctx, question, passages)
}

// neuralReader returns the process's model, nil where none is used.
func (a *app) neuralReader() (*encoder, error) {
	if a.encoder == nil {
		a.encoder = new(encoder)
	}
	used, err := a.encoder.ready(a.config.Reader, a.log)
	if !used {
		return nil, err
	}
	return a.encoder, nil
}

// readerFinding says what reads the documents, and what is wrong with it.
func (a *app) readerFinding() bot.Finding {
	e, err := a.neuralReader()
	if err == nil && e != nil {
		_, err = e.load()
	}
	switch {
	case err != nil:
		return bot.Finding{What: "reader", Text: err.Error(), Remedy: "set reader.use to lexical, or name a weights file that this version reads"}
	case e != nil:
		return bot.Finding{What: "reader", OK: true, Text: "neural: " + e.name + ", computed with " + e.model.Kernel()}
	}
	return bot.Finding{What: "reader", OK: true, Text: "lexical: " + a.encoder.why}
}

// answering returns the options of an answerer over a library.
func (a *app) answering(lib *library, threshold float64) (qa.Options, error) {
	o := qa.Options{Threshold: effective(threshold), Lang: a.config.Language}
	e, err := a.neuralReader()
	if err != nil {
		return o, err
	}
	if e != nil {
		o.Reader = qa.NewNeural(e)
		if lib.vectors {
			o.Embedder = vectors{e}
		}
	}
	return o, nil
}
