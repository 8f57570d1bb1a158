package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/dalil-bot/dalil/bot"
	"github.com/dalil-bot/dalil/corpus/index"
	"github.com/dalil-bot/dalil/corpus/ingest"
	"github.com/dalil-bot/dalil/corpus/source/web"
)

// memoriesFolder is where, in the data folder, there is a file for each source with what is remembered of it.
const memoriesFolder = "sources"

// A keeper brings sources up to date. Whoever wants that goes through the process's only one, so that nobody does what
// somebody else is doing.
type keeper struct {
	ix   *index.Index
	data string // folder
	log  *slog.Logger
	env  environment

	bot   *bot.Bot   // that reads channels of Discord; nil where it does not run
	token bot.Secret // to read them without it; "" for none

	mu       sync.Mutex
	busy     map[string]chan struct{} // by file of the memory; holds a token while nobody is at work
	stocks   map[string]stock         // that stay open, by file of the memory
	fetchers map[string]*web.Fetcher  // by what they were made by
}

func newKeeper(ix *index.Index, data string, log *slog.Logger, env environment) *keeper {
	return &keeper{
		ix: ix, data: data, log: log, env: env, busy: map[string]chan struct{}{},
		stocks: map[string]stock{}, fetchers: map[string]*web.Fetcher{},
	}
}

// fetchWorkers is how many pages are fetched at a time, from different servers: each of them answers one request at a time.
const fetchWorkers = 6

// A task says how a source is brought up to date.
type task struct {
	sourceSettings
	limits   limits
	web      webSettings
	into     *index.Index // nil for the keeper's
	force    bool         // remove also what the brake holds back
	retry    bool         // try again at once what failed
	next     time.Time    // when it will be done again, where that is known
	watched  string       // how changes are noticed
	progress func(ingest.Progress)
}

// memoryFile returns where the memory of a source is.
func (k *keeper) memoryFile(s *sourceSettings) string {
	sum := sha256.Sum256([]byte(s.Collection + "\x00" + s.identity()))
	return filepath.Join(k.data, memoriesFolder, hex.EncodeToString(sum[:12])+".json")
}

// memory returns what is remembered of a source.
func (k *keeper) memory(s *sourceSettings) *ingest.Memory {
	m, err := ingest.ReadMemory(k.memoryFile(s))
	if err != nil {
		k.log.Warn("what was remembered of a source is lost; what failed is tried again", slog.Any("error", err))
	}
	return m
}

// memories returns all that there are.
func (k *keeper) memories() []*ingest.Memory {
	paths, err := filepath.Glob(filepath.Join(k.data, memoriesFolder, "*.json"))
	if err != nil {
		return nil // the pattern is sound
	}
	var all []*ingest.Memory
	for _, path := range paths {
		if m, err := ingest.ReadMemory(path); err == nil && m.Source != "" {
			all = append(all, m)
		}
	}
	return all
}

// turn waits until nobody else is at work on a source, and returns what ends the turn.
func (k *keeper) turn(ctx context.Context, s *sourceSettings) (done func(), err error) {
	path := k.memoryFile(s)
	k.mu.Lock()
	free := k.busy[path]
	if free == nil {
		free = make(chan struct{}, 1)
		free <- struct{}{}
		k.busy[path] = free
	}
	k.mu.Unlock()
	select {
	case <-free:
		return func() { free <- struct{}{} }, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// sync brings a source up to date and remembers how that went.
func (k *keeper) sync(ctx context.Context, t task) (ingest.Report, error) {
	done, err := k.turn(ctx, &t.sourceSettings)
	if err != nil {
		return ingest.Report{}, err
	}
	defer done()
	m := k.memory(&t.sourceSettings)
	started := time.Now()
	var report ingest.Report
	src, closer, err := k.open(ctx, &t)
	if err != nil {
		m.Collection, m.Source = t.Collection, t.identity()
		m.Broke(started, err)
	} else {
		defer closer.Close()
		ix := t.into
		if ix == nil {
			ix = k.ix
		}
		opts, readers := k.options(t, m), newSandbox(k.env, t.limits)
		opts.Extractor = readers
		report, err = ingest.Sync(ctx, ix, src, opts)
		_ = readers.Close() // never fails
		if err == nil && t.Kind == channelKind && k.bot != nil && t.into == nil {
			k.bot.Reread(t.Collection)
		}
	}
	if !t.next.IsZero() {
		m.Next = t.next
	}
	if t.watched != "" {
		m.Watched = t.watched
	}
	if errors.Is(err, context.Canceled) {
		return report, err // whoever called it off knows
	}
	if werr := m.Write(k.memoryFile(&t.sourceSettings)); werr != nil {
		k.log.Warn("what is remembered of a source could not be written", slog.String("source", t.Name), slog.Any("error", werr))
	}
	return report, err
}

// look says what sync would do.
func (k *keeper) look(ctx context.Context, t task) (ingest.Preview, error) {
	src, closer, err := k.open(ctx, &t)
	if err != nil {
		return ingest.Preview{}, err
	}
	defer closer.Close()
	return ingest.Look(ctx, k.ix, src, k.options(t, k.memory(&t.sourceSettings)))
}

// options are those of a sync.
func (k *keeper) options(t task, m *ingest.Memory) ingest.Options {
	workers := 0
	if !t.local() {
		workers = fetchWorkers
	}
	return ingest.Options{
		Workers: workers, Progress: t.progress, Memory: m, Grace: time.Duration(t.Grace), Force: t.force, Retry: t.retry,
		Settings: fmt.Sprintf("%s %+v %d", version(), t.limits, t.FileSize), Limits: t.limits.extraction(),
		Forget: t.Kind == channelKind, Documents: int(t.Documents), Collection: int(t.limits.Documents),
		Room: func() error { return t.limits.room(k.data) },
	}
}

// open opens a source.
func (k *keeper) open(ctx context.Context, t *task) (ingest.Source, io.Closer, error) {
	src := ingest.Source{Collection: t.Collection, Name: t.identity(), Prefix: t.Prefix, Recipe: t.recipe(), Columns: t.Columns}
	files, err := k.files(ctx, t)
	if err != nil {
		return src, nil, err
	}
	src.Files = files
	return src, files, t.refresh(ctx, files)
}

// largest returns the size of the largest file that is read.
func (t *task) largest() int64 {
	if t.FileSize > 0 {
		return int64(t.FileSize)
	}
	return int64(t.limits.FileSize)
}

// byHand returns a folder that was named on the command line as a source.
func byHand(path, collection string) sourceSettings {
	return sourceSettings{Name: path, Kind: "folder", Folder: path, Collection: collection, Watch: "off"}
}

// isFolder reports whether documents of a source came out of a folder that somebody named.
func isFolder(identity string) bool { return filepath.IsAbs(identity) }

// gone reports whether a folder does not exist, as when its disk is not mounted.
func gone(path string) bool {
	_, err := os.Stat(path)
	return errors.Is(err, os.ErrNotExist)
}
