// Package index keeps documents on disk and finds passages in them.
//
// An [Index] is a folder that one process owns at a time. Below it every collection has an inverted index of its own (bleve's
// scorch), so that what lies in one collection cannot influence a search over another:
//
//	DIR/lock                    names the process that owns the index
//	DIR/collections/<name>/     root.bolt and *.zap of scorch, and last (see lastFile); the name is escaped, see dirName
//
// A collection holds these kinds of records. Of a document: its light metadata ([Info]), by its ID; its text with blocks and
// passages, by a number; its sketch (see package near) and the vectors of its passages. Of a passage: its terms, in two
// fields: the words of its language ("en", "ar", …, or "und" where the language is unknown), and "shared", which all languages
// have in common (folded forms, numbers, identifiers of names). Both come from package terms, computed here and handed to
// scorch as they are: it analyses nothing.
//
// [Index.Search] ranks passages by their words, [Index.Nearest] by vectors; [Index.Kin] finds copies and versions of a document.
// [Index.Apply] changes a collection, [Index.Rebuild] builds it anew while the present one answers. [Index.Verify] holds all of it
// against the texts, [Index.Repair] mends what the texts allow, [Index.Freeze] copies it as it is.
//
// The invariants:
//
//   - A document is in whole or not at all, at every moment and after every crash: all its records, the removal of those it
//     replaces, and the bookkeeping (see books) go in with one atomic and durable batch.
//   - A document's text never changes. One that is written again gets a new number; the record of the text that it had stays as an
//     earlier [Version], which no search sees, so that what was quoted out of it can be shown.
//   - Every figure of a search (N, document frequencies, mean lengths) is an integer that depends on the live passages of the
//     permitted collections only; terms are added up in the order of the query, and vectors are compared in integers. Order of
//     insertion, segment layout, garbage that awaits merging and other collections change no bit of a result.
package index

import (
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"

	"github.com/dalil-bot/dalil/corpus"

	api "github.com/blevesearch/bleve_index_api"
)

// FormatVersion is the version of what an index stores and how. An index with another one has to be built anew.
const FormatVersion = 2

// cacheBytes bounds the documents that are kept decoded. 32 MiB hold some thousand articles, several times what the
// passages of one answer touch.
const cacheBytes = 32 << 20

// Options adjust an index. The zero value works.
type Options struct {
	Weights  Weights      // of the parts of a score; zero for DefaultWeights
	Workers  int          // goroutines that analyse documents; 0 for one per CPU
	Log      *slog.Logger // for what nobody waits for; nil for none
	Versions int          // earlier texts that are kept of each document; 0 for DefaultVersions, negative for none
}

// An Index is a set of collections of documents. It is safe for concurrent use.
type Index struct {
	dir   string // "" in memory
	opts  Options
	lock  *lockFile
	queue *api.AnalysisQueue
	cache *documentCache
	inner bool // of a Rebuild: the queue is another index's

	mu       sync.Mutex
	open     map[string]*collection
	rebuilds map[string]*Rebuild
	closed   bool
}

// Open opens the index in the folder dir, which is made where it does not exist, and takes it for this process until Close.
// With dir "" the index lives in memory and ends with the process. An index that another process owns gives a [LockedError].
// Collections are opened when they are first used: a damaged or outdated one gives its error then, and stands in nobody's way
// before.
func Open(dir string, opts Options) (*Index, error) {
	if opts.Workers <= 0 {
		opts.Workers = runtime.GOMAXPROCS(0)
	}
	if opts.Weights == (Weights{}) {
		opts.Weights = DefaultWeights
	}
	if opts.Versions == 0 {
		opts.Versions = DefaultVersions
	}
	if opts.Log == nil {
		opts.Log = slog.New(slog.DiscardHandler)
	}
	ix := &Index{
		dir: dir, opts: opts, cache: newDocumentCache(cacheBytes),
		open: map[string]*collection{}, rebuilds: map[string]*Rebuild{},
	}
	if dir != "" {
		if err := os.MkdirAll(ix.collectionsDir(), 0o700); err != nil {
			return nil, fmt.Errorf("index %s: %w", dir, err)
		}
		lock, err := takeLock(dir)
		if err != nil {
			return nil, err
		}
		ix.lock = lock
		if err := ix.sweep(); err != nil {
			return nil, errors.Join(fmt.Errorf("index %s: %w", dir, err), lock.release())
		}
	}
	// Scorch would analyse fields on this queue; ours come analysed, so that one goroutine is enough.
	ix.queue = api.NewAnalysisQueue(1)
	return ix, nil
}

// Close waits for what is under way and gives the index back. It may be called again.
func (ix *Index) Close() error {
	ix.mu.Lock()
	defer ix.mu.Unlock()
	if ix.closed {
		return nil
	}
	ix.closed = true
	var errs []error
	for _, name := range sortedKeys(ix.rebuilds) {
		errs = append(errs, ix.rebuilds[name].Index.Close())
	}
	for _, name := range sortedKeys(ix.open) {
		errs = append(errs, ix.open[name].close())
	}
	if !ix.inner {
		ix.queue.Close()
	}
	if ix.lock != nil {
		errs = append(errs, ix.lock.release())
	}
	return errors.Join(errs...)
}

// Collections returns the names of the collections that there are, sorted.
func (ix *Index) Collections() ([]string, error) {
	ix.mu.Lock()
	defer ix.mu.Unlock()
	if ix.closed {
		return nil, ErrClosed
	}
	if ix.dir == "" {
		return sortedKeys(ix.open), nil
	}
	entries, err := os.ReadDir(ix.collectionsDir())
	if err != nil {
		return nil, fmt.Errorf("index %s: %w", ix.dir, err)
	}
	var names []string
	for _, e := range entries {
		if name, ok := collectionName(e.Name()); ok && e.IsDir() {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names, nil
}

// DropCollection removes a collection with all its documents, also one that is damaged or of another version. One that does
// not exist gives corpus.ErrNotFound.
func (ix *Index) DropCollection(name string) error {
	ix.mu.Lock()
	defer ix.mu.Unlock()
	if ix.closed {
		return ErrClosed
	}
	c := ix.open[name]
	if c != nil {
		delete(ix.open, name)
		if err := c.close(); err != nil {
			ix.opts.Log.Warn("closing a collection that is dropped", "collection", name, "error", err)
		}
	}
	if ix.dir == "" {
		if c == nil {
			return fmt.Errorf("collection %q: %w", name, corpus.ErrNotFound)
		}
		return nil
	}
	dir, err := ix.collectionDir(name)
	if err != nil {
		return err
	}
	// Renaming first makes the removal atomic: what a crash leaves over is swept away at the next Open.
	old := filepath.Join(ix.collectionsDir(), oldPrefix+filepath.Base(dir))
	if err := os.RemoveAll(old); err != nil {
		return fmt.Errorf("collection %q: %w", name, err)
	}
	if err := os.Rename(dir, old); errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("collection %q: %w", name, corpus.ErrNotFound)
	} else if err != nil {
		return fmt.Errorf("collection %q: %w", name, err)
	}
	if err := os.RemoveAll(old); err != nil {
		return fmt.Errorf("collection %q: %w", name, err)
	}
	return nil
}

// collection returns the collection of that name, opening it, or making it where it does not exist and create is set.
func (ix *Index) collection(name string, create bool) (*collection, error) {
	ix.mu.Lock()
	defer ix.mu.Unlock()
	if ix.closed {
		return nil, ErrClosed
	}
	if c := ix.open[name]; c != nil {
		return c, nil
	}
	if r := ix.rebuilds[name]; r != nil && r.outdated != nil {
		return nil, r.outdated
	}
	c := &collection{name: name, log: ix.opts.Log, queue: ix.queue, keep: ix.opts.Versions}
	if ix.dir != "" {
		dir, err := ix.collectionDir(name)
		if err != nil {
			return nil, err
		}
		c.dir = dir
	} else if name == "" {
		return nil, errEmptyName
	}
	if err := c.prepare(create); err != nil {
		return nil, err
	}
	ix.open[name] = c
	return c, nil
}

// sweep removes what a crash left over of collections that were being made or dropped, and ends exchanges that it cut short.
func (ix *Index) sweep() error {
	entries, err := os.ReadDir(ix.collectionsDir())
	if err != nil {
		return err
	}
	for _, e := range entries {
		if base, ok := strings.CutPrefix(e.Name(), swapPrefix); ok {
			if err := mend(ix.collectionsDir(), base); err != nil {
				return err
			}
		}
		for _, prefix := range []string{newPrefix, oldPrefix, buildPrefix} {
			if strings.HasPrefix(e.Name(), prefix) {
				if err := os.RemoveAll(filepath.Join(ix.collectionsDir(), e.Name())); err != nil {
					ix.opts.Log.Warn("removing what a crash left over", "folder", e.Name(), "error", err)
				}
			}
		}
	}
	return nil
}

func (ix *Index) collectionsDir() string { return filepath.Join(ix.dir, "collections") }

func (ix *Index) collectionDir(name string) (string, error) {
	base, err := dirName(name)
	if err != nil {
		return "", err
	}
	return filepath.Join(ix.collectionsDir(), base), nil
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
