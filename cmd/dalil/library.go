package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/dalil-bot/dalil/corpus"
	"github.com/dalil-bot/dalil/corpus/index"
	"github.com/dalil-bot/dalil/corpus/ingest"
	"github.com/dalil-bot/dalil/corpus/sample"
	"github.com/dalil-bot/dalil/corpus/source"
)

// A library is an open index with the collections of it that a command may use.
type library struct {
	opened
	collections []string
	vectors     bool // passages are found by their vectors too
}

func (l *library) close() { _ = l.Close() } // nothing was written

// dataFolder returns where the index is, or is to be.
func (a *app) dataFolder() string {
	if a.config.Data != "" {
		return a.config.Data
	}
	return a.env.dataFolder()
}

// openLibrary opens the index that was set up, or the sample corpus where none was: an index in memory, so that a first
// question leaves nothing behind on the machine.
func (a *app) openLibrary(ctx context.Context) (*library, error) {
	dir := a.dataFolder()
	if a.shared != nil {
		return a.openIndex(dir) // serve builds anew what has to be
	}
	switch exists, err := indexExists(dir); {
	case err != nil:
		return nil, err
	case exists || len(a.config.Sources) > 0:
		lib, err := a.openIndex(dir)
		if err == nil {
			err = a.renewLibrary(ctx, lib)
		}
		return lib, err
	case a.config.Data != "":
		return nil, fmt.Errorf("there is no index in %s; make one with: dalil index --data %s DIR", dir, dir)
	}
	return a.openSample(ctx)
}

// indexExists reports whether a folder holds an index with a collection. It makes nothing, as opening one would.
func indexExists(dir string) (bool, error) {
	entries, err := os.ReadDir(filepath.Join(dir, "collections"))
	if errors.Is(err, os.ErrNotExist) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("index %s: %w", dir, bare(err))
	}
	return len(entries) > 0, nil
}

func (a *app) openIndex(dir string) (*library, error) {
	ix, err := a.openAt(dir)
	if err != nil {
		return nil, err
	}
	names, err := a.choose(ix.Index)
	if err != nil {
		return nil, errors.Join(err, ix.Close())
	}
	return &library{ix, names, true}, nil
}

// choose returns the collections that were asked for, or all there are.
func (a *app) choose(ix *index.Index) ([]string, error) {
	names, err := ix.Collections()
	if err != nil || len(a.config.Collection) == 0 {
		return names, err
	}
	for _, wanted := range a.config.Collection {
		if !slices.Contains(names, wanted) {
			return nil, fmt.Errorf("collection %q: %w; there are: %s", wanted, corpus.ErrNotFound, strings.Join(names, ", "))
		}
	}
	chosen := slices.Clone(a.config.Collection)
	slices.Sort(chosen)
	return slices.Compact(chosen), nil
}

func (a *app) openSample(ctx context.Context) (*library, error) {
	ix, err := index.Open("", index.Options{Log: a.log})
	if err != nil {
		return nil, err
	}
	files := source.NewFS(sample.Articles(), "sample", source.Options{})
	report, err := ingest.Sync(ctx, ix, ingest.Source{Collection: sample.Collection, Name: "sample", Files: files}, ingest.Options{})
	if err != nil {
		return nil, errors.Join(err, ix.Close())
	}
	names, err := a.choose(ix)
	if err != nil {
		return nil, errors.Join(err, ix.Close())
	}
	fmt.Fprintf(a.err, "dalil: nothing is indexed yet, so this is out of a sample of %d articles; add yours with: dalil index DIR\n", report.Added)
	return &library{opened{ix, false}, names, false}, nil
}
