package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/dalil-bot/dalil/bot"
	"github.com/dalil-bot/dalil/corpus"
	"github.com/dalil-bot/dalil/corpus/analysis"
	"github.com/dalil-bot/dalil/corpus/index"
	"github.com/dalil-bot/dalil/corpus/ingest"
	"github.com/dalil-bot/dalil/corpus/source"
)

// A shelf is an index as the bot sees it: what may be asked, and a place for the files that people add. Those are kept as
// files, a folder for each collection, so that the index can be built anew out of them.
type shelf struct {
	ix      *index.Index
	uploads string // folder of the added files
	maxSize int64
	allowed []string // collections that may be asked; nil for all
	env     environment
	limits  limits
	sources []sourceSettings                                                 // of the configuration
	sync    func(ctx context.Context, collection string) (bot.Synced, error) // nil where there are no sources

	log *slog.Logger

	mu sync.Mutex // held while a folder is changed and synced

	broken sync.Map // collections that cannot be read: name to why
}

// newShelf is the index of a library as the bot sees it.
func (a *app) newShelf(lib *library) *shelf {
	s := &shelf{
		ix: lib.Index, uploads: filepath.Join(a.dataFolder(), uploadsFolder), maxSize: int64(a.config.Limits.FileSize), env: a.env,
		limits: a.config.Limits, sources: a.config.Sources, log: a.log,
	}
	if len(a.config.Collection) > 0 {
		s.allowed = lib.collections
	}
	return s
}

// Collections lists the collections that may be asked and that can be read.
func (s *shelf) Collections(ctx context.Context) ([]bot.Collection, error) {
	names, err := s.ix.Collections()
	if err != nil {
		return nil, err
	}
	var out []bot.Collection
	for _, name := range names {
		if s.allowed != nil && !slices.Contains(s.allowed, name) && !strings.HasPrefix(name, bot.OwnPrefix) {
			continue
		}
		c, err := s.collection(ctx, name)
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if s.reads(name, err) {
			out = append(out, c)
		}
	}
	return out, nil
}

func (s *shelf) collection(ctx context.Context, name string) (bot.Collection, error) {
	stats, err := s.ix.Stats(ctx, name)
	if err != nil {
		return bot.Collection{}, err
	}
	channels, err := channelsOf(ctx, s.ix, s.sources, name)
	return bot.Collection{Name: name, Documents: stats.Documents, Channels: channels}, err
}

// reads reports whether a collection could be read. One that could not stands in no other's way: it is damaged, or being built
// anew, which is logged once.
func (s *shelf) reads(name string, err error) bool {
	if err == nil {
		s.broken.Delete(name)
		return true
	}
	if was, known := s.broken.Swap(name, err.Error()); !known || was != err.Error() {
		s.log.Error("a collection cannot be asked", slog.String("collection", name), slog.Any("error", err))
	}
	return false
}

// Documents lists the documents of a collection.
func (s *shelf) Documents(ctx context.Context, collection string) ([]bot.Document, error) {
	infos, err := s.ix.Documents(ctx, collection)
	out := make([]bot.Document, len(infos))
	for i, d := range infos {
		out[i] = bot.Document{ID: d.ID, Title: d.Title, Lang: d.Lang, Date: d.Date, File: d.State.Entry}
	}
	return out, err
}

// Document returns one document.
func (s *shelf) Document(ctx context.Context, collection, id string) (*corpus.Document, error) {
	return s.ix.Document(ctx, collection, id)
}

// Search finds passages with some words, in the language that they tell.
func (s *shelf) Search(ctx context.Context, collections []string, words string, limit int) ([]corpus.Hit, error) {
	found, err := s.ix.Search(ctx, corpus.Query{Collections: collections, Text: words, Lang: analysis.Detect(words, "en"), Limit: limit})
	if err != nil {
		return nil, err
	}
	return found.Hits, nil
}

// uploadSource is what the index calls the folder of added files, wherever it is; uploadsFolder is the folder in that of the data.
const (
	uploadSource  = "added on Discord"
	uploadsFolder = "added"
)

// Add keeps a file and puts it into a collection. One that is no document is not kept.
func (s *shelf) Add(ctx context.Context, collection string, file bot.Upload) (string, error) {
	if !source.Known(file.Name) {
		return "", &bot.UploadError{Reason: bot.Unknown}
	}
	if int64(len(file.Bytes)) > s.maxSize {
		return "", &bot.UploadError{Reason: bot.TooLarge}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	folder, err := s.folder(collection)
	if err != nil {
		return "", err
	}
	name := fileName(file.Name)
	path := filepath.Join(folder, name)
	before, missing := os.ReadFile(path)
	if err := writeWhole(path, file.Bytes); err != nil {
		return "", err
	}
	report, err := s.syncUploads(ctx, collection, folder)
	if err == nil && slices.ContainsFunc(report.Failed, func(p ingest.Problem) bool { return p.ID == name }) {
		err = &bot.UploadError{Reason: bot.NotText}
	}
	if err == nil {
		return name, nil
	}
	if missing != nil {
		return "", errors.Join(err, os.Remove(path))
	}
	return "", errors.Join(err, writeWhole(path, before))
}

// writeWhole writes a file such that it is there as a whole or not at all.
func writeWhole(path string, content []byte) error {
	temporary := path + ".part"
	err := os.WriteFile(temporary, content, 0o600)
	if err == nil {
		err = os.Rename(temporary, path)
	}
	if err != nil {
		_ = os.Remove(temporary) // it may not be there
	}
	return err
}

// fileName makes a name of a file that somebody gave: no path, nothing hidden, nothing that cannot be seen.
func fileName(name string) string {
	name = strings.Map(func(r rune) rune {
		if r == '/' || r == '\\' || r == ':' || !unicode.IsGraphic(r) {
			return '_'
		}
		return r
	}, strings.ToValidUTF8(name, "_"))
	name = strings.TrimLeft(name, ".~#")
	extension := filepath.Ext(name)
	stem := strings.TrimSuffix(name, extension)
	for len(stem) > 100 {
		_, last := utf8.DecodeLastRuneInString(stem)
		stem = stem[:len(stem)-last]
	}
	if stem == "" {
		stem = "document"
	}
	return stem + extension
}

func (s *shelf) folder(collection string) (string, error) {
	folder := filepath.Join(s.uploads, fileName(collection))
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return "", fmt.Errorf("folder for added documents: %w", err)
	}
	return folder, nil
}

func (s *shelf) syncUploads(ctx context.Context, collection, folder string) (ingest.Report, error) {
	files, err := source.NewFolder(folder, source.Options{MaxSize: s.maxSize})
	if err != nil {
		return ingest.Report{}, err
	}
	defer files.Close()
	// What is taken out is taken out by people: none of it is held back.
	readers := newSandbox(s.env, s.limits)
	defer readers.Close()
	return ingest.Sync(ctx, s.ix, ingest.Source{Collection: collection, Name: uploadSource, Files: files}, ingest.Options{
		Force: true, Extractor: readers, Limits: s.limits.extraction(), Collection: int(s.limits.Documents), Room: func() error { return s.limits.room(filepath.Dir(s.uploads)) },
	})
}

// Remove takes added documents out, with the files that they are out of.
func (s *shelf) Remove(ctx context.Context, collection string, ids ...string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	folder, err := s.folder(collection)
	if err != nil {
		return err
	}
	for _, id := range ids {
		info, err := s.ix.Info(ctx, collection, id)
		if err != nil && !errors.Is(err, corpus.ErrNotFound) {
			return err
		}
		if err := os.Remove(filepath.Join(folder, fileName(cmp.Or(info.State.Entry, id)))); err != nil && !errors.Is(err, os.ErrNotExist) {
			return err
		}
	}
	_, err = s.syncUploads(ctx, collection, folder)
	return err
}

// Drop removes a collection with its added files.
func (s *shelf) Drop(_ context.Context, collection string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.ix.DropCollection(collection); err != nil && !errors.Is(err, corpus.ErrNotFound) {
		return err
	}
	return os.RemoveAll(filepath.Join(s.uploads, fileName(collection)))
}

// Sync brings the sources of a collection up to date.
func (s *shelf) Sync(ctx context.Context, collection string) (bot.Synced, error) {
	if s.sync == nil {
		return bot.Synced{}, &bot.UploadError{Reason: bot.NoFolders}
	}
	return s.sync(ctx, collection)
}
