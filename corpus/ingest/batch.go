package ingest

import (
	"context"
	"fmt"

	"github.com/dalil-bot/dalil/corpus"
	"github.com/dalil-bot/dalil/corpus/index"
)

// A batch is written when it has this many passages or this much text. Larger ones write hardly faster (measured with scorch:
// 25,000 records a second in batches of 1,000 and 30,000 in batches of 5,000) and take more memory. The documents of one entry
// go into one batch, unless their text is longer than entryBytes: 16 MiB take some 640 MB while they are written.
const (
	batchPassages = 2000
	batchBytes    = 4 << 20
	entryBytes    = 16 << 20
)

// limits say when a batch is written.
type limits struct{ passages, bytes, entry int }

// A batch is a change that is being put together, with what the report will say of it.
type batch struct {
	run      *run
	change   index.Change
	done     Report
	passages int
	bytes    int
}

// add takes in what a worker made of a file.
func (b *batch) add(ctx context.Context, o *outcome) error {
	r := b.run
	if o.err == nil {
		o.err = r.allowed(o)
	}
	switch {
	case o.err != nil:
		f := r.memory.failure(o.entry, r.now)
		f.Error = o.err.Error()
		r.report.Failed = append(r.report.Failed, Problem{ID: o.entry.ID, Err: o.err, Tried: f.Tried, Next: f.Next})
	case o.gone:
		delete(r.memory.Failures, o.entry.ID)
		if len(o.known) > 0 {
			r.vanished = append(r.vanished, o.entry.ID)
		}
	default:
		r.noteParts(o)
		if len(o.known) == 0 {
			r.arrived[o.state.Hash] = true
		}
		return b.take(ctx, o)
	}
	return nil
}

// allowed says whether there may be as many documents as there would be, and counts them.
func (r *run) allowed(o *outcome) error {
	more := o.added() - len(o.drop)
	if n := r.opts.Documents; n > 0 && more > 0 && r.count+more > n {
		return fmt.Errorf("%w: the source may have %d", ErrTooMany, n)
	}
	if n := r.opts.Collection; n > 0 && more > 0 && r.total+more > n {
		return fmt.Errorf("%w: a collection may have %d", ErrTooMany, n)
	}
	r.count += more
	r.total += more
	return nil
}

// noteParts reports the parts of a file that failed, and remembers them.
func (r *run) noteParts(o *outcome) {
	if len(o.parts) == 0 {
		delete(r.memory.Failures, o.entry.ID)
		return
	}
	f := r.memory.failure(o.entry, r.now)
	f.Parts = map[string]string{}
	for _, p := range o.parts {
		f.Parts[p.sub] = p.err.Error()
		r.report.Failed = append(r.report.Failed, Problem{ID: o.entry.ID + "#" + p.sub, Err: p.err, Tried: f.Tried, Next: f.Next})
	}
}

// take puts the documents of a file into the batch, and writes it where it is full.
func (b *batch) take(ctx context.Context, o *outcome) error {
	if o.bytes() > b.run.batch.entry {
		return b.takeLong(ctx, o)
	}
	for _, d := range o.docs {
		b.put(o, d, o.stateOf(d.ID))
	}
	b.finish(o)
	return b.writeIf(ctx, b.full())
}

// takeLong writes the documents of a file piece by piece. Until the last piece is written they have a state that no file has, so
// that whoever finds the file half in reads it again.
func (b *batch) takeLong(ctx context.Context, o *outcome) error {
	if err := b.write(ctx); err != nil {
		return err
	}
	stay := o.stay
	for _, d := range o.docs {
		unfinished := o.stateOf(d.ID)
		unfinished.Hash, unfinished.Version = "", ""
		b.put(o, d, unfinished)
		stay = append(stay, &index.Info{ID: d.ID, State: unfinished})
		if err := b.writeIf(ctx, b.full()); err != nil {
			return err
		}
	}
	if err := b.write(ctx); err != nil {
		return err
	}
	o.stay = stay
	b.finish(o)
	b.done.Unchanged -= len(o.docs)
	return b.write(ctx)
}

// put adds a document.
func (b *batch) put(o *outcome, d *corpus.Document, s index.State) {
	b.change.Put = append(b.change.Put, index.Entry{Doc: d, State: s})
	b.passages += len(d.Passages)
	b.bytes += len(d.Text)
	if o.byID[d.ID] != nil {
		b.done.Updated++
	} else {
		b.done.Added++
	}
}

// finish adds what happens to the documents that are not written anew.
func (b *batch) finish(o *outcome) {
	b.change.Remove = append(b.change.Remove, o.drop...)
	b.done.Removed += len(o.drop)
	b.done.Unchanged += len(o.stay)
	for _, i := range o.stay {
		if s := o.stateOf(i.ID); i.Lost || !sameState(i.State, s) {
			b.change.Touch = append(b.change.Touch, index.Touch{ID: i.ID, State: s})
		}
	}
}

// sameState reports whether two states are equal; the same instant may be written in different ways.
func sameState(s, t index.State) bool {
	same := s.ModTime.Equal(t.ModTime)
	s.ModTime = t.ModTime
	return same && s == t
}

// full reports whether it is time to write. Touches cost little each.
func (b *batch) full() bool {
	l := b.run.batch
	return b.passages+len(b.change.Touch)/10 >= l.passages || b.bytes >= l.bytes
}

func (b *batch) writeIf(ctx context.Context, full bool) error {
	if !full {
		return nil
	}
	return b.write(ctx)
}

// write writes what there is and counts it.
func (b *batch) write(ctx context.Context) error {
	r := b.run
	if n := len(b.change.Put); n+len(b.change.Touch)+len(b.change.Remove) > 0 {
		if r.opts.Room != nil && n > 0 {
			if err := r.opts.Room(); err != nil {
				return err
			}
		}
		b.change.Forget = r.opts.Forget
		if err := r.ix.Apply(ctx, r.src.Collection, b.change); err != nil {
			return err
		}
		r.batches++
	}
	p := &r.report
	p.Added += b.done.Added
	p.Updated += b.done.Updated
	p.Removed += b.done.Removed
	p.Unchanged += b.done.Unchanged
	p.Passages += b.passages
	*b = batch{run: r}
	return nil
}
