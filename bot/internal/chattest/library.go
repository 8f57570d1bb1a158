package chattest

import (
	"context"
	"errors"
	"sync"
	"testing/fstest"

	"github.com/dalil-bot/dalil/bot"
	"github.com/dalil-bot/dalil/corpus"
	"github.com/dalil-bot/dalil/corpus/index"
	"github.com/dalil-bot/dalil/corpus/ingest"
	"github.com/dalil-bot/dalil/corpus/source"
)

// shelf is an index in memory as a library, with the documents of the script and those that people add.
type shelf struct {
	ix *index.Index

	mu    sync.Mutex
	files map[string]fstest.MapFS // by collection

	channels map[string][]bot.ID // that collections are made of
}

// Collections lists all collections.
func (l *shelf) Collections(ctx context.Context) ([]bot.Collection, error) {
	names, err := l.ix.Collections()
	var out []bot.Collection
	for _, name := range names {
		stats, err := l.ix.Stats(ctx, name)
		if err != nil {
			return nil, err
		}
		l.mu.Lock()
		out = append(out, bot.Collection{Name: name, Documents: stats.Documents, Channels: l.channels[name]})
		l.mu.Unlock()
	}
	return out, err
}

// Documents lists the documents of a collection.
func (l *shelf) Documents(ctx context.Context, collection string) ([]bot.Document, error) {
	infos, err := l.ix.Documents(ctx, collection)
	var out []bot.Document
	for _, i := range infos {
		out = append(out, bot.Document{ID: i.ID, Title: i.Title, Lang: i.Lang, Date: i.Date})
	}
	return out, err
}

// Document returns one document.
func (l *shelf) Document(ctx context.Context, collection, id string) (*corpus.Document, error) {
	return l.ix.Document(ctx, collection, id)
}

// Search finds passages.
func (l *shelf) Search(ctx context.Context, collections []string, words string, limit int) ([]corpus.Hit, error) {
	r, err := l.ix.Search(ctx, corpus.Query{Collections: collections, Text: words, Lang: "en", Limit: limit})
	if err != nil {
		return nil, err
	}
	return r.Hits, nil
}

// Add takes a file in.
func (l *shelf) Add(ctx context.Context, collection string, file bot.Upload) (string, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if !source.Known(file.Name) {
		return "", &bot.UploadError{Reason: bot.Unknown}
	}
	if l.files[collection] == nil {
		l.files[collection] = fstest.MapFS{}
	}
	l.files[collection][file.Name] = &fstest.MapFile{Data: file.Bytes, Mode: 0o644}
	report, err := l.sync(ctx, collection)
	if err == nil && len(report.Failed) > 0 {
		delete(l.files[collection], file.Name)
		err = &bot.UploadError{Reason: bot.NotText}
	}
	return file.Name, err
}

// Remove takes documents out.
func (l *shelf) Remove(ctx context.Context, collection string, ids ...string) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, id := range ids {
		delete(l.files[collection], id)
	}
	_, err := l.sync(ctx, collection)
	return err
}

// Drop removes a collection.
func (l *shelf) Drop(_ context.Context, collection string) error {
	err := l.ix.DropCollection(collection)
	if errors.Is(err, corpus.ErrNotFound) {
		return nil
	}
	return err
}

// Sync reads a collection's files again.
func (l *shelf) Sync(ctx context.Context, collection string) (bot.Synced, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	r, err := l.sync(ctx, collection)
	return bot.Synced{Added: r.Added, Updated: r.Updated, Removed: r.Removed, Unchanged: r.Unchanged, Failed: len(r.Failed)}, err
}

// sync is called with mu held.
func (l *shelf) sync(ctx context.Context, collection string) (ingest.Report, error) {
	src := ingest.Source{Collection: collection, Name: "files", Files: source.NewFS(l.files[collection], "files", source.Options{})}
	return ingest.Sync(ctx, l.ix, src, ingest.Options{Workers: 1})
}
