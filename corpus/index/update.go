package index

import (
	"context"
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"github.com/dalil-bot/dalil/corpus"
	"github.com/dalil-bot/dalil/corpus/near"
	"github.com/dalil-bot/dalil/corpus/terms"

	api "github.com/blevesearch/bleve_index_api"
)

// A Change is a set of changes to one collection that is made as a whole or not at all. Where an ID stands in several lists,
// Put comes before Remove, Remove before Touch and Touch before Lost; of two entries in one list the last counts.
type Change struct {
	Put    []Entry   // documents to add, or to replace those of the same ID
	Remove []string  // IDs of documents to remove; unknown ones are passed over
	Touch  []Touch   // documents that stay as they are and get another state; unknown ones are passed over
	Lost   []string  // IDs of documents that their source does not have at the moment, until they are touched or put again
	Seen   []string  // names of sources that were gone through as a whole: all their other documents were seen
	At     time.Time // when that was; zero for now
	Forget bool      // the texts that are replaced are not kept as earlier ones
}

// An Entry is a document with what its source saw of it.
type Entry struct {
	Doc   *corpus.Document
	State State
}

// A Touch gives a document another state.
type Touch struct {
	ID    string
	State State
}

// Update adds documents to a collection, or replaces those of the same ID, all of them or, where there is an error, none.
// The collection is made where it does not exist. See Apply for documents that come from a source.
func (ix *Index) Update(ctx context.Context, collection string, docs []*corpus.Document) error {
	change := Change{Put: make([]Entry, len(docs))}
	for i, d := range docs {
		change.Put[i].Doc = d
	}
	return ix.Apply(ctx, collection, change)
}

// Remove removes documents from a collection, all of them or, where there is an error, none. Unknown IDs are passed over; an
// unknown collection gives corpus.ErrNotFound.
func (ix *Index) Remove(ctx context.Context, collection string, ids []string) error {
	return ix.Apply(ctx, collection, Change{Remove: ids})
}

// Apply makes a change, which is on disk when it returns without an error. After an error nothing of it was made. A
// collection that does not exist is made where there is something to put, and otherwise gives corpus.ErrNotFound.
//
// A change costs a file and several syncs however small it is: a thousand passages and more at a time are some hundred times
// as fast as single documents. All of a change is in memory at once, which takes about forty times its text (measured: 1.2 GB
// for a document of 30 MB, which is one change by necessity).
func (ix *Index) Apply(ctx context.Context, collection string, change Change) error {
	c, err := ix.collection(collection, len(change.Put) > 0)
	if err != nil {
		return err
	}
	put, err := ix.prepare(ctx, change.Put)
	if err != nil {
		return fmt.Errorf("collection %q: %w", collection, err)
	}
	if change.At.IsZero() {
		change.At = time.Now()
	}
	return c.apply(put, change)
}

// A prepared document is one that was checked and analysed.
type prepared struct {
	Entry
	info    *Info
	encoded []byte
	vectors []byte // its record of vectors; nil for none
	sketch  near.Sketch
	lost    time.Time    // when its source was last seen to have it; zero where it still does
	fields  [][2]*field  // of each passage: words of its language, shared; nil where it has none
	runs    []*near.Runs // of each passage; nil once the sketch is made
}

// prepare checks and analyses documents. Work is shared out by passages, since one document may be larger than all others.
func (ix *Index) prepare(ctx context.Context, entries []Entry) ([]*prepared, error) {
	type job struct {
		p       *prepared
		passage int
	}
	var all []*prepared
	var jobs []job
	for _, e := range entries {
		if err := Check(e.Doc); err != nil {
			return nil, err
		}
		p := &prepared{Entry: e, fields: make([][2]*field, len(e.Doc.Passages)), runs: make([]*near.Runs, len(e.Doc.Passages))}
		all = append(all, p)
		for i := range e.Doc.Passages {
			jobs = append(jobs, job{p, i})
		}
	}
	var next atomic.Int64
	var group sync.WaitGroup
	for range min(ix.opts.Workers, len(jobs)) {
		group.Go(func() {
			for ctx.Err() == nil {
				n := int(next.Add(1)) - 1
				if n >= len(jobs) {
					return
				}
				jobs[n].p.analyse(jobs[n].passage)
			}
		})
	}
	group.Wait()
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	for _, p := range all {
		p.finish()
	}
	return all, nil
}

// analyse takes a passage apart.
func (p *prepared) analyse(passage int) {
	at := p.Doc.Passages[passage]
	t := terms.Analyze(at.Of(p.Doc.Text), at.Lang)
	p.fields[passage] = [2]*field{termField(fieldOf(at.Lang), t.Own), termField(SharedField, t.Shared)}
	words := make([]string, len(t.Tokens))
	for i, token := range t.Tokens {
		words[i] = token.Fold
	}
	p.runs[passage] = near.NewRuns()
	p.runs[passage].Add(words)
}

// finish makes the info and the record of a document whose passages were analysed.
func (p *prepared) finish() {
	d := p.Doc
	p.info = &Info{
		ID: d.ID, Title: d.Title, Lang: d.Lang, Hash: d.Hash, Date: d.Date,
		Bytes: len(d.Text), Passages: len(d.Passages), State: p.State, fields: map[string]fieldCount{},
	}
	for _, fields := range p.fields {
		for _, f := range fields {
			if f != nil {
				sum := p.info.fields[f.name]
				sum.Passages++
				sum.Tokens += f.length
				p.info.fields[f.name] = sum
			}
		}
	}
	all := near.NewRuns()
	for _, r := range p.runs {
		all.Merge(r)
	}
	p.sketch, p.runs = all.Sketch(), nil
	p.encoded = encodeDocument(d)
}

// records gives every record of the document.
func (p *prepared) records(yield func(*record)) {
	d, number := p.Doc, p.info.number
	yield(infoRecord(p.info))
	yield(textRecord(number, p.encoded))
	if r := nearRecord(number, d.ID, p.sketch); r != nil {
		yield(r)
	}
	var day *field
	if d.Date.Known() {
		year, month, dom := d.Date.Day.Date()
		term := dayTerm(year, int(month), dom)
		day = &field{name: dayField, options: api.IndexField | api.SkipFreqNorm,
			terms: api.TokenFrequencies{term: once}, length: 1}
	}
	if p.vectors != nil {
		yield(vectorRecord(number, d.ID, p.vectors))
	}
	for i, fields := range p.fields {
		r := &record{key: passageKey(number, i, d.ID)}
		for _, f := range append(fields[:], day) {
			if f != nil {
				r.fields = append(r.fields, f)
			}
		}
		yield(r)
	}
}
