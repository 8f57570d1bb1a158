// Package ingest keeps a collection of an index in step with a source of files.
//
// Sync lists the source, reads what is new or has changed, extracts and segments it, and writes documents in batches, while
// the next files are being read. A file whose size and modification time are those of last time, or whose source says that
// it is the same, costs a look at the listing; one whose time alone has changed costs a hash. A file may hold several
// documents: it has changed or vanished as one, and its documents are replaced as one.
//
//	ingest.go   Sync, what it takes and what it says
//	plan.go     the listing held against the index: what has to be looked into
//	pipe.go     workers read and extract; batch.go what they bring is written
//	vanish.go   what vanished goes after a grace, unless too much vanished at once
//	memory.go   what is remembered of a source from one Sync to the next: failures, vanished files, health
//
// A file that has vanished takes its documents with it; one that cannot be read any more, or whose folder cannot, keeps the
// documents of the last good reading and is reported.
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

	"github.com/dalil-bot/dalil/corpus/index"
	"github.com/dalil-bot/dalil/corpus/internal/extract"
	"github.com/dalil-bot/dalil/corpus/source"
)

// Files are what a source consists of. *source.Folder is one. Read gets an entry of the listing, with the Version of the last
// good reading where the listing has none. Instead of bytes it may say source.ErrUnchanged, and that reading still holds, or
// source.ErrGone, which counts as if the entry were not listed.
type Files interface {
	Entries(ctx context.Context) (source.Listing, error)
	Read(ctx context.Context, e source.Entry) (source.Content, error)
}

// A Source is a set of files that stands in a collection under a name.
type Source struct {
	Collection string
	Name       string  // what its documents belong to, such as the absolute path of the folder
	Prefix     string  // put before the names of its documents, to tell them from those of other sources; may be ""
	Recipe     string  // what else documents are made by, such as chosen columns: when it changes, every file is read again
	Columns    Columns // of tables, for what they hold
	Files      Files
}

// Options adjust a Sync. The zero value works.
type Options struct {
	Workers   int            // goroutines that read and extract; 0 for one per CPU
	Extractor Extractor      // nil to extract in this process
	Limits    Limits         // of what is extracted
	Progress  func(Progress) // called from one goroutine after every file; nil for nobody
	Memory    *Memory        // what is remembered of the source, brought up to date; nil for nothing
	Grace     time.Duration  // how long a document stays after its file has vanished; needs Memory
	Force     bool           // remove also what the brake would hold back
	Retry     bool           // read again at once what failed, rather than after a while
	Forget    bool           // keep no earlier texts of documents that change, as where people can take back what they said
	Settings  string         // what else decides whether a file can be read, such as limits: when it changes, Retry is on

	Documents  int          // most documents of the source; 0 for no limit
	Collection int          // most documents of the whole collection; 0 for no limit
	Room       func() error // asked before each batch whether there is room on the disk; nil for no limit
}

// A Progress says how far a Sync is.
type Progress struct {
	Done, Total int    // files, of those that had to be looked into
	Bytes       int64  // read so far
	Passages    int    // found so far
	ID          string // of the file that was done last
}

// A Problem is a file, or a part of one, that could not be taken in.
type Problem struct {
	ID      string // path below the source, with # and the part where it is about one
	Err     error
	Tried   int       // how often in vain, where that is remembered
	Next    time.Time // when it will be tried again, where that is remembered
	Waiting bool      // it was not tried this time
}

// Error names the file and the cause.
func (p Problem) Error() string { return fmt.Sprintf("%s: %v", p.ID, p.Err) }

// Unwrap gives the cause.
func (p Problem) Unwrap() error { return p.Err }

// Why a file can be left out though it could be read. Tested with errors.Is.
var (
	ErrOtherSource = errors.New("the collection has a document of that name from another source")
	ErrTooMany     = errors.New("too many documents")
	ErrLimit       = extract.ErrLimit // beyond one of the Limits
)

// A Report says what a Sync did, in documents.
type Report struct {
	Added     int
	Updated   int
	Removed   int
	Moved     int       // of those removed, the ones whose files stand under another name now
	Unchanged int       // also those that were only saved again
	Leaving   int       // their files have vanished, and they stay until the grace is over
	Held      int       // their files have vanished with too many others, and they stay until somebody says so
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
	return newRun(ix, src, opts).sync(ctx)
}

// A run is one Sync at work.
type run struct {
	ix        *index.Index
	src       Source
	opts      Options
	extractor Extractor
	batch     limits
	memory    *Memory
	now       time.Time

	mine     map[string][]*index.Info // documents of the source, by entry
	others   map[string]string        // sources of all other documents, by ID
	jobs     []job                    // files to look into
	vanished []string                 // entries that are no more, with the index's documents still there
	unknown  []string                 // entries of which the listing cannot tell
	partial  bool                     // the listing is
	arrived  map[string]bool          // hashes of files that are new
	seen     time.Time                // when that of its documents was seen that was not seen for longest; zero for none
	count    int                      // documents of the source, as they will be
	total    int                      // documents of the collection, as they will be
	batches  int                      // written so far
	report   Report
}

func newRun(ix *index.Index, src Source, opts Options) *run {
	r := &run{
		ix: ix, src: src, opts: opts, extractor: opts.Extractor, memory: opts.Memory, now: time.Now(),
		batch:   limits{passages: batchPassages, bytes: batchBytes, entry: entryBytes},
		arrived: map[string]bool{},
	}
	if r.extractor == nil {
		r.extractor = here{}
	}
	if r.memory == nil {
		r.memory, r.opts.Grace = new(Memory), 0
	}
	return r
}

func (r *run) sync(ctx context.Context) (Report, error) {
	err := r.plan(ctx)
	if err == nil {
		err = r.pipe(ctx)
	}
	if err == nil {
		err = r.removeVanished(ctx)
	}
	slices.SortFunc(r.report.Failed, func(a, b Problem) int { return strings.Compare(a.ID, b.ID) })
	if err != nil {
		err = fmt.Errorf("sync %s: %w", r.src.Name, err)
	}
	r.memory.note(r, err)
	return r.report, err
}
