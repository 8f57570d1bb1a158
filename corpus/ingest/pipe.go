package ingest

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"runtime"
	"sync"
	"time"

	"github.com/dalil-bot/dalil/corpus"
	"github.com/dalil-bot/dalil/corpus/index"
	"github.com/dalil-bot/dalil/corpus/source"
)

// A batch is written when it has this many passages or this much text. Larger ones write hardly faster (measured with scorch:
// 25,000 records a second in batches of 1,000 and 30,000 in batches of 5,000) and take more memory.
const (
	batchPassages = 2000
	batchBytes    = 4 << 20
)

// limits say when a batch is written.
type limits struct{ passages, bytes int }

// settled is how old a modification time has to be before it is trusted: file systems keep it to two seconds at worst.
const settled = 2 * time.Second

// stateOf returns what the listing says of a file. A modification time that is too young to be trusted is left out.
func stateOf(e source.Entry, name string, now time.Time) index.State {
	s := index.State{Source: name, Size: e.Size, ModTime: e.ModTime}
	if now.Sub(e.ModTime) < settled {
		s.ModTime = time.Time{}
	}
	return s
}

// An extractor makes a document of the bytes of a file.
type extractor func(ctx context.Context, e source.Entry, raw []byte) (*corpus.Document, error)

// An outcome is what a worker made of a job.
type outcome struct {
	job
	doc *corpus.Document // nil where the bytes are those of last time
	len int
	err error
}

// pipe has workers read and extract files and writes what they hand over, batch by batch. Memory is bounded by the files that
// the workers hold and two batches, whatever the size of the source.
func (r *run) pipe(ctx context.Context) error {
	ctx, cancel := context.WithCancel(ctx)
	workers := r.opts.Workers
	if workers <= 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	jobs := make(chan job)
	outcomes := make(chan outcome, workers)
	var group sync.WaitGroup
	defer group.Wait()
	defer cancel()
	group.Go(func() {
		defer close(jobs)
		for _, j := range r.jobs {
			select {
			case jobs <- j:
			case <-ctx.Done():
				return
			}
		}
	})
	for range workers {
		group.Go(func() {
			for j := range jobs {
				select {
				case outcomes <- r.work(ctx, j):
				case <-ctx.Done():
					return
				}
			}
		})
	}
	return r.collect(ctx, outcomes)
}

// work reads one file and extracts it where its bytes are not those of last time.
func (r *run) work(ctx context.Context, j job) outcome {
	content, err := r.src.Files.Read(ctx, j.entry)
	if errors.Is(err, source.ErrUnchanged) && j.known != nil {
		j.state.Hash = j.known.State.Hash
		return outcome{job: j}
	}
	if err != nil {
		return outcome{job: j, err: err}
	}
	raw := content.Data
	sum := sha256.Sum256(raw)
	j.state.Hash = hex.EncodeToString(sum[:])
	o := outcome{job: j, len: len(raw)}
	if j.known != nil && j.known.State.Hash == j.state.Hash {
		return o
	}
	o.doc, o.err = r.extract(ctx, j.entry, raw)
	if o.err == nil {
		o.doc.ID = j.entry.ID
		o.err = index.Check(o.doc)
	}
	return o
}

// collect puts outcomes into batches until all jobs are done or ctx ends.
func (r *run) collect(ctx context.Context, outcomes <-chan outcome) error {
	b := &batch{run: r}
	progress := Progress{Total: len(r.jobs)}
	for range r.jobs {
		var o outcome
		select {
		case o = <-outcomes:
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
		if o.doc != nil && o.err == nil {
			progress.Passages += len(o.doc.Passages)
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

// A batch is a change that is being put together, with what the report will say of it.
type batch struct {
	run      *run
	change   index.Change
	done     Report
	passages int
	bytes    int
}

func (b *batch) add(ctx context.Context, o outcome) error {
	switch {
	case o.err != nil:
		b.run.fail(o.entry.ID, o.err)
		return nil
	case o.doc == nil:
		b.done.Unchanged++
		if !o.known.State.Same(o.state) || o.known.State.Hash != o.state.Hash {
			b.change.Touch = append(b.change.Touch, index.Touch{ID: o.entry.ID, State: o.state})
		}
		return nil
	case o.known == nil:
		b.done.Added++
	default:
		b.done.Updated++
	}
	b.change.Put = append(b.change.Put, index.Entry{Doc: o.doc, State: o.state})
	b.passages += len(o.doc.Passages)
	b.bytes += len(o.doc.Text)
	if b.passages >= b.run.batch.passages || b.bytes >= b.run.batch.bytes {
		return b.write(ctx)
	}
	return nil
}

// write writes what there is and counts it.
func (b *batch) write(ctx context.Context) error {
	if len(b.change.Put)+len(b.change.Touch) > 0 {
		if err := b.run.ix.Apply(ctx, b.run.src.Collection, b.change); err != nil {
			return err
		}
	}
	r := &b.run.report
	r.Added += b.done.Added
	r.Updated += b.done.Updated
	r.Unchanged += b.done.Unchanged
	r.Passages += b.passages
	*b = batch{run: b.run}
	return nil
}
