package ingest

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"runtime"
	"strings"
	"sync"

	"github.com/dalil-bot/dalil/corpus"
	"github.com/dalil-bot/dalil/corpus/index"
	"github.com/dalil-bot/dalil/corpus/source"
)

// window is how many files a worker may be ahead of the one whose turn it is. Outcomes are taken in the order of the listing,
// so that limits cut the same files off whichever worker was faster.
const window = 8

// An outcome is what a worker made of a job.
type outcome struct {
	job
	docs  []*corpus.Document     // to be written
	stay  []*index.Info          // documents whose text stays
	drop  []string               // documents that the file has no more
	byID  map[string]*index.Info // the known documents, where some have to be written
	parts []part                 // of the file that failed; what the index has of them stays
	gone  bool
	len   int // bytes read
	err   error
}

// A part of a file failed.
type part struct {
	sub string
	err error
}

// A turn is a job whose outcome is awaited.
type turn struct {
	job
	done chan *outcome
}

// pipe has workers read and extract files and writes what they hand over, batch by batch. Memory is bounded by the files that
// are in the window and two batches, whatever the size of the source.
func (r *run) pipe(ctx context.Context) error {
	ctx, cancel := context.WithCancel(ctx)
	workers := r.opts.Workers
	if workers <= 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	turns := make(chan turn)
	queue := make(chan turn, workers*window)
	var group sync.WaitGroup
	defer group.Wait()
	defer cancel()
	group.Go(func() {
		defer close(turns)
		for _, j := range r.jobs {
			t := turn{j, make(chan *outcome, 1)}
			select {
			case queue <- t:
			case <-ctx.Done():
				return
			}
			select {
			case turns <- t:
			case <-ctx.Done():
				return
			}
		}
	})
	for range workers {
		group.Go(func() {
			for t := range turns {
				t.done <- r.work(ctx, t.job)
			}
		})
	}
	return r.collect(ctx, queue)
}

// work reads one file and extracts it where its bytes are not those of last time. A file on which this program breaks is one that
// cannot be read.
func (r *run) work(ctx context.Context, j job) (o *outcome) {
	defer func() {
		if p := recover(); p != nil {
			o = &outcome{job: j, err: fmt.Errorf("%w: %v", errBroken, p)}
		}
	}()
	o = &outcome{job: j}
	content, err := r.src.Files.Read(ctx, j.entry)
	switch {
	case errors.Is(err, source.ErrGone):
		o.gone = true
		return o
	case errors.Is(err, source.ErrUnchanged) && j.hash() != "":
		known := j.known[0].State
		o.state.Hash, o.state.Version, o.state.From = known.Hash, known.Version, known.From
		o.stay = j.known
		return o
	case err != nil:
		o.err = err
		return o
	}
	o.len = len(content.Data)
	sum := sha256.Sum256(content.Data)
	o.state.Hash = hex.EncodeToString(sum[:])
	if content.Version != "" {
		o.state.Version = content.Version
	}
	if content.URI != j.entry.URI {
		o.state.From = content.URI
	}
	if !j.again && j.hash() == o.state.Hash {
		o.stay = j.known
		return o
	}
	o.docs, o.parts, o.err = r.extract(ctx, j, content)
	if o.err == nil {
		o.err = r.sort(ctx, o)
	}
	return o
}

var errBroken = errors.New("this program broke on it")

// hash returns the hash of the bytes that all documents of a job were made of, "" where there is none.
func (j *job) hash() string {
	if len(j.known) == 0 {
		return ""
	}
	hash := j.known[0].State.Hash
	for _, i := range j.known {
		if i.State.Hash != hash {
			return ""
		}
	}
	return hash
}

// sort tells the documents that have to be written from those that stay, and finds those that are no more.
func (r *run) sort(ctx context.Context, o *outcome) error {
	found := make(map[string]bool, len(o.docs))
	o.byID = make(map[string]*index.Info, len(o.known))
	for _, i := range o.known {
		o.byID[i.ID] = i
	}
	var write []*corpus.Document
	for _, d := range o.docs {
		if found[d.ID] {
			continue // the first of that name counts
		}
		found[d.ID] = true
		if i := o.byID[d.ID]; i != nil && i.Hash == d.Hash && r.sameStored(ctx, d) {
			o.stay = append(o.stay, i)
			continue
		}
		write = append(write, d)
	}
	o.docs = write
	failed := make(map[string]bool, len(o.parts))
	for _, p := range o.parts {
		failed[r.documentID(o.entry.ID, p.sub)] = true
	}
	for _, i := range o.known {
		switch {
		case found[i.ID]:
		case isWithin(i.ID, failed):
			o.stay = append(o.stay, i)
		default:
			o.drop = append(o.drop, i.ID)
		}
	}
	return ctx.Err()
}

// sameStored reports whether the index has the very same document.
func (r *run) sameStored(ctx context.Context, d *corpus.Document) bool {
	stored, err := r.ix.Document(ctx, r.src.Collection, d.ID)
	return err == nil && index.Same(stored, d)
}

// isWithin reports whether a document is one of those parts, or came out of one: then the part is above it.
func isWithin(id string, parts map[string]bool) bool {
	for {
		if parts[id] {
			return true
		}
		above := strings.LastIndexByte(id, '/')
		if above < 0 {
			return false
		}
		id = id[:above]
	}
}

// stateOf returns the state of a document of the file.
func (o *outcome) stateOf(id string) index.State {
	s := o.state
	if id != o.entry.ID {
		s.Entry = o.entry.ID
	}
	return s
}

// added returns how many documents there are that the index has not.
func (o *outcome) added() int { return len(o.docs) + len(o.stay) + len(o.drop) - len(o.known) }

// bytes returns the length of all texts that have to be written.
func (o *outcome) bytes() int {
	n := 0
	for _, d := range o.docs {
		n += len(d.Text)
	}
	return n
}

// collect puts outcomes into batches until all jobs are done or ctx ends.
func (r *run) collect(ctx context.Context, queue <-chan turn) error {
	b := &batch{run: r}
	progress := Progress{Total: len(r.jobs)}
	for range r.jobs {
		var o *outcome
		select {
		case t := <-queue:
			select {
			case o = <-t.done:
			case <-ctx.Done():
				return ctx.Err()
			}
		case <-ctx.Done():
			return ctx.Err()
		}
		if err := ctx.Err(); err != nil {
			return err // rather than report the files that were being read as failed
		}
		r.report.Bytes += int64(o.len)
		progress.Done++
		progress.ID = o.entry.ID
		progress.Bytes = r.report.Bytes
		for _, d := range o.docs {
			progress.Passages += len(d.Passages)
		}
		if r.opts.Progress != nil {
			r.opts.Progress(progress)
		}
		if err := b.add(ctx, o); err != nil {
			return err
		}
	}
	return b.write(ctx)
}
