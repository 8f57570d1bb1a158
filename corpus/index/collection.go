package index

import (
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"syscall"

	"github.com/dalil-bot/dalil/corpus"
	"github.com/dalil-bot/dalil/corpus/terms"

	"github.com/blevesearch/bleve/v2/index/scorch"
	api "github.com/blevesearch/bleve_index_api"
)

// boltTimeout bounds the wait for scorch's own lock on its root file. Our lock on the whole index comes first, so that it is
// free unless somebody opened the files with another program; without a bound scorch waits for ever.
const boltTimeout = "1s"

// A collection is one inverted index with its writer's lock.
type collection struct {
	name  string
	dir   string // "" in memory
	log   *slog.Logger
	queue *api.AnalysisQueue
	keep  int // earlier texts of a document

	writer sync.Mutex // held by whoever changes documents

	vectors  vectorCache
	anyTerms bool        // open also with terms of another version, of which nothing may be searched
	ancestor *collection // that this one is to replace; nil for none

	mu      sync.Mutex
	store   *store          // nil after a failed write: the next use opens what is on disk
	changed map[string]bool // documents that changed since a Rebuild began; nil where there is none
	closed  bool
}

// A store is an open scorch index. Opening again gives another one, so that the pointer can stand in the cache's keys.
type store struct {
	*scorch.Scorch
	touched atomic.Int64 // bytes of its files that were read since they were given back
}

// prepare opens the collection, making it first where it does not exist and create is set.
func (c *collection) prepare(create bool) error {
	if c.dir != "" {
		if _, err := os.Stat(c.dir); err == nil {
			return c.reopen()
		} else if !errors.Is(err, os.ErrNotExist) {
			return fmt.Errorf("collection %q: %w", c.name, err)
		}
	}
	if !create {
		return fmt.Errorf("collection %q: %w", c.name, corpus.ErrNotFound)
	}
	if err := c.make(); err != nil {
		return fmt.Errorf("collection %q: %w", c.name, err)
	}
	return nil
}

// make makes an empty collection. It is made under another name and then renamed, so that a crash leaves none half made.
func (c *collection) make() error {
	tmp := ""
	if c.dir != "" {
		tmp = filepath.Join(filepath.Dir(c.dir), newPrefix+filepath.Base(c.dir))
		if err := os.RemoveAll(tmp); err != nil {
			return err
		}
	}
	s, err := c.openScorch(tmp)
	if err != nil {
		return err
	}
	first, err := json.Marshal(newBooks())
	if err == nil {
		err = s.SetInternal([]byte(booksKey), first)
	}
	if err == nil && c.dir == "" {
		c.store = &store{Scorch: s}
		return nil
	}
	if err := errors.Join(err, s.Close()); err != nil {
		return err
	}
	if err := os.Rename(tmp, c.dir); err != nil {
		return err
	}
	if err := syncFolder(filepath.Dir(c.dir)); err != nil {
		return err
	}
	return c.reopen()
}

// reopen opens what is on disk and checks that this program can read it.
func (c *collection) reopen() error {
	var s *scorch.Scorch
	var b *books
	err := guarded(func() error {
		var err error
		if s, err = c.openScorch(c.dir); err != nil {
			return err
		}
		r, err := s.Reader()
		if err != nil {
			return err
		}
		defer r.Close()
		b, err = readBooks(r)
		return err
	})
	if err == nil && (b.Format != FormatVersion || b.Terms != terms.Version && !c.anyTerms) {
		have := fmt.Sprintf("format %d, terms %d", b.Format, b.Terms)
		want := fmt.Sprintf("format %d, terms %d", FormatVersion, terms.Version)
		return errors.Join(&VersionError{Collection: c.name, Dir: c.dir, Have: have, Want: want, Terms: b.Format == FormatVersion}, s.Close())
	}
	if err == nil {
		err = c.checkLast(b)
	}
	if err != nil {
		if s != nil {
			s.Close()
		}
		return c.unopened(err)
	}
	c.store = &store{Scorch: s}
	return nil
}

// unopened says what an error of opening means. Scorch passes over states whose files it cannot open, so that its error is about what
// is missing then: the files are called damaged only where the system lets them be opened.
func (c *collection) unopened(err error) error {
	if err.Error() == "timeout" { // of bolt, for its lock
		return fmt.Errorf("collection %q: another program has its files open", c.name)
	}
	if _, ok := errors.AsType[syscall.Errno](err); ok {
		return fmt.Errorf("collection %q: %w", c.name, err) // such as too many open files
	}
	if refused := openable(c.dir); refused != nil {
		return fmt.Errorf("collection %q: %w", c.name, refused)
	}
	return &DamagedError{Collection: c.name, Dir: c.dir, Err: err}
}

// openable opens all files of a folder at once, as scorch does, and returns the first error.
func openable(dir string) error {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return err
	}
	for _, e := range entries {
		f, err := os.Open(filepath.Join(dir, e.Name()))
		if err != nil {
			return err
		}
		defer f.Close()
	}
	return nil
}

func (c *collection) openScorch(dir string) (*scorch.Scorch, error) {
	ix, err := scorch.NewScorch(scorch.Name, map[string]any{
		"path":         dir,
		"bolt_timeout": boltTimeout,
		// A rebuild is the way back, so that no older states are kept.
		"numSnapshotsToKeep": 1,
	}, c.queue)
	if err != nil {
		return nil, err
	}
	if err := guarded(ix.Open); err != nil {
		if _, broke := errors.AsType[*panicError](err); broke { // after an error it has closed its files itself
			_ = guarded(ix.Close)
		}
		return nil, err
	}
	return ix.(*scorch.Scorch), nil
}

// close closes the collection for good, after the writer has finished.
func (c *collection) close() error {
	c.writer.Lock()
	defer c.writer.Unlock()
	c.mu.Lock()
	defer c.mu.Unlock()
	c.closed = true
	if c.store == nil {
		return nil
	}
	s := c.store
	c.store = nil
	return s.Close()
}

// giveUp closes the store after a write that failed: scorch has it in memory and goes on trying to write it, so that memory
// would say what the disk may never hold. The next use opens what is on disk.
func (c *collection) giveUp() {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.store == nil || c.dir == "" {
		return
	}
	if err := c.store.Close(); err != nil {
		c.log.Warn("closing a collection after a failed write", "collection", c.name, "error", err)
	}
	c.store = nil
}

// A snapshot is a state of a collection, which later writes leave as it is. It has to be closed.
type snapshot struct {
	*scorch.IndexSnapshot
	name  string
	store *store
	books *books
}

// snapshot returns the state that the last successful write left.
func (c *collection) snapshot() (*snapshot, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.closed {
		return nil, ErrClosed
	}
	if c.store == nil {
		if err := c.reopen(); err != nil {
			return nil, err
		}
	}
	r, err := c.store.Reader()
	if err != nil {
		return nil, fmt.Errorf("collection %q: %w", c.name, err)
	}
	b, err := readBooks(r)
	if err != nil {
		r.Close()
		return nil, &DamagedError{Collection: c.name, Dir: c.dir, Err: err}
	}
	return &snapshot{IndexSnapshot: r.(*scorch.IndexSnapshot), name: c.name, store: c.store, books: b}, nil
}

// lastFile holds the number of the last change that is known to have been written. Where scorch cannot read its newest state it
// goes back to an older one without an error; that one has fewer changes.
const lastFile = "last"

// noteLast writes the number down. It is written after the change and not synced: after a crash it may be behind, never ahead.
func (c *collection) noteLast(b *books) {
	if c.dir == "" {
		return
	}
	if err := os.WriteFile(filepath.Join(c.dir, lastFile), fmt.Appendln(nil, b.Changes), 0o600); err != nil {
		c.log.Warn("noting the last change of a collection", "collection", c.name, "error", err)
	}
}

// checkLast compares what was opened with the number that was noted.
func (c *collection) checkLast(b *books) error {
	raw, err := os.ReadFile(filepath.Join(c.dir, lastFile))
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	var last uint64
	if _, err := fmt.Sscan(string(raw), &last); err == nil && b.Changes < last {
		return fmt.Errorf("its files are those of change %d, the last one was %d", b.Changes, last)
	}
	return nil
}
