package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"github.com/dalil-bot/dalil/corpus"
	"github.com/dalil-bot/dalil/corpus/index"
	"github.com/dalil-bot/dalil/corpus/ingest"
	"github.com/dalil-bot/dalil/qa/neural"
)

// vectors lets the index and qa embed with the process's model. Its name and size are known before it is loaded.
type vectors struct{ *encoder }

// Name implements index.Embedder and qa.Embedder.
func (v vectors) Name() string { return v.name }

// Dims implements index.Embedder.
func (v vectors) Dims() int { return v.dims }

// Embed implements index.Embedder.
func (v vectors) Embed(ctx context.Context, texts []string) ([][]float32, error) {
	return v.embed(ctx, texts, neural.Passage)
}

func (v vectors) embed(ctx context.Context, texts []string, kind neural.Kind) ([][]float32, error) {
	m, err := v.load()
	if err != nil {
		return nil, err
	}
	return m.Embed(ctx, texts, kind)
}

// EmbedQuestion implements qa.Embedder.
func (v vectors) EmbedQuestion(ctx context.Context, text string) ([]float32, error) {
	list, err := v.embed(ctx, []string{text}, neural.Query)
	if err != nil {
		return nil, err
	}
	return list[0], nil
}

// vectorBatch is how many passages get their vectors in one transaction of the index: about four seconds of work on two
// cores, which is what is lost when the process ends.
const vectorBatch = 256

// fill gives vectors to every passage of a collection that has none. progress hears after each batch how many are done, of
// how many.
func (a *app) fill(ctx context.Context, ix *index.Index, collection string, progress func(done, total int)) error {
	e, err := a.neuralReader()
	if err != nil || e == nil {
		return err
	}
	_, total, err := ix.Missing(ctx, collection, e.name, 0)
	for left := total; err == nil && left > 0; {
		if left, err = ix.Embed(ctx, collection, vectors{e}, vectorBatch); err == nil {
			progress(total-left, total)
		}
	}
	if err != nil {
		return fmt.Errorf("vectors of collection %q: %w", collection, err)
	}
	return nil
}

// fillAll fills every collection, with signs of progress. In serve that is done beside everything else.
func (a *app) fillAll(ctx context.Context, ix opened) error {
	if ix.shared {
		return nil
	}
	names, err := ix.Collections()
	if err != nil {
		return err
	}
	for _, name := range names {
		bar := a.newProgress()
		bar.what = "passages with a vector"
		err := a.fill(ctx, ix.Index, name, func(done, total int) { bar.show(ingest.Progress{Done: done, Total: total}) })
		bar.finish()
		if err != nil {
			return err
		}
	}
	return nil
}

// fillEvery is how often serve looks for passages without a vector.
const fillEvery = 5 * time.Second

// keepFilled begins to give vectors to passages as they come in. What it returns waits until that has ended, which it does
// when ctx does.
func (a *app) keepFilled(ctx context.Context, ix *index.Index) (wait func()) {
	var group sync.WaitGroup
	group.Go(func() {
		tick := time.NewTicker(fillEvery)
		defer tick.Stop()
		for said := ""; ; {
			if err := a.fillOnce(ctx, ix); err != nil && ctx.Err() == nil && err.Error() != said {
				said = err.Error()
				a.log.Warn("passages are found by their words only", slog.Any("error", err))
			}
			select {
			case <-ctx.Done():
				return
			case <-tick.C:
			}
		}
	})
	return group.Wait
}

func (a *app) fillOnce(ctx context.Context, ix *index.Index) error {
	names, err := ix.Collections()
	for _, name := range names {
		fillErr := a.fill(ctx, ix, name, func(int, int) {})
		if _, outdated := errors.AsType[*index.VersionError](fillErr); !outdated && !errors.Is(fillErr, corpus.ErrNotFound) {
			err = errors.Join(err, fillErr) // an outdated collection is built anew by others
		}
	}
	return err
}
