// Package ingest keeps a collection of an index in step with a source of files.
//
// Sync lists the source, reads what is new or has changed, extracts and segments it, and writes documents in batches, while
// the next files are being read. A file whose size and modification time are those of last time costs a look at the listing;
// one whose time alone has changed costs a hash. A file that has vanished takes its document with it; one that cannot be
// read any more, or whose folder cannot, keeps the document of the last good reading and is reported.
//
// The invariants: at every moment, and however the process ends, the index holds whole documents only, each as its file was
// at some time; a Sync that is called off has written a part of its batches, and the next one does the rest. Documents belong
// to the source that brought them: no source touches those of another.
package ingest

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/dalil-bot/dalil/corpus"
	"github.com/dalil-bot/dalil/corpus/index"
	"github.com/dalil-bot/dalil/corpus/source"
)

// Files are what a source consists of. *source.Folder is one. Read gets the entry of a listing; source.ErrUnchanged from it says
// that the last good reading still holds.
type Files interface {
	Entries(ctx context.Context) (source.Listing, error)
	Read(ctx context.Context, e source.Entry) (source.Content, error)
}

// A Source is a set of files that stands in a collection under a name.
type Source struct {
	Collection string
	Name       string // what its documents belong to, such as the absolute path of the folder
	Files      Files
}

// Options adjust a Sync. The zero value works.
type Options struct {
	Workers  int            // goroutines that read and extract; 0 for one per CPU
	Progress func(Progress) // called from one goroutine after every file; nil for nobody
}

// A Progress says how far a Sync is.
type Progress struct {
	Done, Total int    // files, of those that had to be looked into
	Bytes       int64  // read so far
	Passages    int    // found so far
	ID          string // of the file that was done last
}

// A Problem is a file that could not be taken in.
type Problem struct {
	ID  string // path below the source
	Err error
}

// Error names the file and the cause.
func (p Problem) Error() string { return fmt.Sprintf("%s: %v", p.ID, p.Err) }

// Unwrap gives the cause.
func (p Problem) Unwrap() error { return p.Err }

// ErrOtherSource is the cause of a Problem where the document of that ID came from another source.
var ErrOtherSource = errors.New("the collection has a document of that name from another source")

// A Report says what a Sync did.
type Report struct {
	Added     int
	Updated   int
	Removed   int
	Unchanged int       // also those that were only saved again
	Skipped   int       // files of formats that are not known
	Failed    []Problem // sorted by ID; a document of an earlier reading stays
	Passages  int       // of the documents that were added or updated
	Bytes     int64     // of the files that were read
}

// Sync brings the documents of a source up to date. Its error is not nil where ctx ended, the source could not be listed, or
// the index could not be read or written; the report says what was done before that, and is otherwise complete. A file that
// fails is no error but a Problem. A file whose modification time is younger than two seconds when it is listed is hashed
// again next time, since it may change once more without a new time.
func Sync(ctx context.Context, ix *index.Index, src Source, opts Options) (Report, error) {
	r := &run{ix: ix, src: src, opts: opts, extract: extractFile, batch: limits{passages: batchPassages, bytes: batchBytes}}
	return r.sync(ctx)
}

func (r *run) sync(ctx context.Context) (Report, error) {
	src := r.src
	if err := r.plan(ctx); err != nil {
		return r.report, fmt.Errorf("sync %s: %w", src.Name, err)
	}
	err := r.pipe(ctx)
	if err == nil {
		err = r.removeGone(ctx)
	}
	slices.SortFunc(r.report.Failed, func(a, b Problem) int { return strings.Compare(a.ID, b.ID) })
	if err != nil {
		return r.report, fmt.Errorf("sync %s: %w", src.Name, err)
	}
	return r.report, nil
}

// A run is one Sync at work.
type run struct {
	ix      *index.Index
	src     Source
	opts    Options
	extract extractor
	batch   limits

	jobs   []job    // files to look into
	gone   []string // documents whose files have vanished
	report Report
}

// A job is a file that may have changed.
type job struct {
	entry source.Entry
	state index.State // what the listing says; without a hash
	known *index.Info // nil where the index has no such document
}

// plan compares the listing with the index.
func (r *run) plan(ctx context.Context) error {
	listing, err := r.src.Files.Entries(ctx)
	if err != nil {
		return err
	}
	infos, err := r.ix.Documents(ctx, r.src.Collection)
	if err != nil && !errors.Is(err, corpus.ErrNotFound) {
		return err
	}
	known := make(map[string]*index.Info, len(infos))
	for i := range infos {
		known[infos[i].ID] = &infos[i]
	}
	r.report.Skipped = listing.Skipped
	for _, p := range listing.Problems {
		r.fail(p.Path, p.Err)
	}
	listed := make(map[string]bool, len(listing.Entries))
	now := time.Now()
	for _, e := range listing.Entries {
		listed[e.ID] = true
		r.consider(job{entry: e, state: stateOf(e, r.src.Name, now), known: known[e.ID]})
	}
	for _, i := range infos {
		if i.State.Source == r.src.Name && !listed[i.ID] && !listing.Unknown(i.ID) {
			r.gone = append(r.gone, i.ID)
		}
	}
	return nil
}

// consider decides whether a file has to be looked into.
func (r *run) consider(j job) {
	switch {
	case j.known == nil:
		r.jobs = append(r.jobs, j)
	case j.known.State.Source != r.src.Name:
		r.fail(j.entry.ID, fmt.Errorf("%w: %s", ErrOtherSource, j.known.State.Source))
	case !j.state.ModTime.IsZero() && j.known.State.Same(j.state):
		r.report.Unchanged++
	default:
		r.jobs = append(r.jobs, j)
	}
}

// removeGone removes the documents whose files have vanished.
func (r *run) removeGone(ctx context.Context) error {
	if len(r.gone) == 0 {
		return nil
	}
	if err := r.ix.Remove(ctx, r.src.Collection, r.gone); err != nil {
		return err
	}
	r.report.Removed = len(r.gone)
	return nil
}

func (r *run) fail(id string, err error) {
	r.report.Failed = append(r.report.Failed, Problem{ID: id, Err: err})
}
