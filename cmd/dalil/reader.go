package main

import (
	"errors"
	"fmt"
	"log/slog"
	"sync"

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

// An encoder is the process's neural model, loaded when it is first needed.
type encoder struct {
	once  sync.Once
	model *neural.Model
	err   error
}

// load returns the model that the settings ask for: nil where none is to be used, or where auto is set and there is none that
// this processor is fast enough for.
func (e *encoder) load(r readerSettings, log *slog.Logger) (*neural.Model, error) {
	e.once.Do(func() {
		if r.Use == "lexical" {
			return
		}
		e.model, e.err = openModel(r)
		if r.Use != "neural" && r.Model == "" {
			e.err = nil // auto takes what there is
		}
		if e.model == nil {
			return
		}
		if r.Use != "neural" && e.model.Kernel() == "go" {
			log.Info("this processor is too slow for the neural reader")
			e.model = nil
			return
		}
		log.Debug("neural reader", slog.String("model", e.model.Meta().Name), slog.String("kernel", e.model.Kernel()))
	})
	return e.model, e.err
}

func openModel(r readerSettings) (*neural.Model, error) {
	var m *neural.Model
	var err error
	if r.Model != "" {
		m, err = neural.Open(r.Model, neural.Options{})
	} else {
		m, err = model.Load(neural.Options{})
	}
	if errors.Is(err, neural.ErrNoWeights) {
		return nil, fmt.Errorf("%w; name a weights file with --reader-model, or use the lexical reader", err)
	}
	return m, err
}

// model returns the process's model, nil where none is used.
func (a *app) model() (*neural.Model, error) {
	if a.encoder == nil {
		a.encoder = new(encoder)
	}
	return a.encoder.load(a.config.Reader, a.log)
}

// readerFinding says what reads the documents, and what is wrong with it.
func (a *app) readerFinding() bot.Finding {
	model, err := a.model()
	switch {
	case err != nil:
		return bot.Finding{What: "reader", Text: err.Error(), Remedy: "set reader.use to lexical, or name a weights file that this version reads"}
	case model != nil:
		return bot.Finding{What: "reader", OK: true, Text: "neural: " + model.Meta().Name + ", computed with " + model.Kernel()}
	case a.config.Reader.Use == "lexical":
		return bot.Finding{What: "reader", OK: true, Text: "lexical, as configured"}
	}
	return bot.Finding{What: "reader", OK: true, Text: "lexical: this processor is too slow for the neural one, or the program was built without it"}
}

// answering returns the options of an answerer over a library.
func (a *app) answering(lib *library, threshold float64) (qa.Options, error) {
	o := qa.Options{Threshold: effective(threshold), Lang: a.config.Language}
	model, err := a.model()
	if err != nil {
		return o, err
	}
	if model != nil {
		o.Reader = qa.NewNeural(model)
		if lib.vectors {
			o.Embedder = vectors{model}
		}
	}
	return o, nil
}
