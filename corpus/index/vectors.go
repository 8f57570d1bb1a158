package index

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/dalil-bot/dalil/corpus"
	"github.com/dalil-bot/dalil/corpus/internal/dot"
)

// An Embedder gives texts vectors, such that those of texts about one thing point one way.
type Embedder interface {
	Name() string // of the model: vectors of different names have nothing to do with each other
	Dims() int    // length of a vector, at most 4096
	Embed(ctx context.Context, texts []string) ([][]float32, error)
}

// A Pending is a document whose passages have no vectors yet.
type Pending struct {
	Doc    *corpus.Document
	number uint64
}

// Texts returns what is embedded: of each passage its words, after the document's title, which says what they are about.
func (p Pending) Texts() []string {
	texts := make([]string, len(p.Doc.Passages))
	for i, passage := range p.Doc.Passages {
		texts[i] = strings.TrimSpace(p.Doc.Title + "\n" + passage.Of(p.Doc.Text))
	}
	return texts
}

// Vectors are those of a document's passages, in their order.
type Vectors struct {
	Pending
	Passages [][]float32
}

// Missing returns documents of a collection whose passages have no vectors of a model: as many as have n passages together, but at least
// one where there is any, and how many passages in all have none. Documents without passages need no vectors.
func (ix *Index) Missing(ctx context.Context, collection, model string, n int) ([]Pending, int, error) {
	var pending []Pending
	missing := 0
	err := ix.view(ctx, collection, func(s *snapshot) error {
		missing = s.books.Passages
		if s.books.Vectors.Model == model {
			missing -= s.books.Vectors.Passages
		}
		if missing == 0 {
			return nil
		}
		infos, err := s.withoutVectors(ctx, model)
		for _, i := range infos {
			if err != nil || n <= 0 && len(pending) > 0 {
				return err
			}
			var doc *corpus.Document
			doc, err = ix.document(s, i.number)
			pending = append(pending, Pending{doc, i.number})
			n -= i.Passages
		}
		return err
	})
	return pending, missing, err
}

// withoutVectors returns the documents that need vectors of a model, in the order in which they were put.
func (s *snapshot) withoutVectors(ctx context.Context, model string) ([]*Info, error) {
	var infos []*Info
	other := s.books.Vectors.Model != model
	err := s.infos(func(i *Info) error {
		if i.Passages > 0 && (other || !i.vectors) {
			infos = append(infos, i)
		}
		return ctx.Err()
	})
	slices.SortFunc(infos, func(a, b *Info) int { return int(a.number) - int(b.number) })
	return infos, err
}

// PutVectors gives passages their vectors, those of all documents or, where there is an error, of none. Documents that were changed or
// removed since Missing returned them are passed over. The vectors of another model are removed, all of them, by the first ones
// of a new one.
func (ix *Index) PutVectors(ctx context.Context, collection string, e Embedder, all []Vectors) error {
	c, err := ix.collection(collection, false)
	if err != nil {
		return err
	}
	encoded := make([][]byte, len(all))
	for i, v := range all {
		if encoded[i], err = encodeVectors(v, e.Dims()); err != nil {
			return fmt.Errorf("collection %q: vectors of %q: %w", collection, v.Doc.ID, err)
		}
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	return c.change(func(d *draft) error {
		if err := d.choose(e); err != nil {
			return err
		}
		for i, v := range all {
			if err := d.putVectors(v, encoded[i]); err != nil {
				return err
			}
		}
		return nil
	})
}

// Embed gives vectors to as many documents as have n passages together, but at least one where any is without, and returns how many
// passages are still without. Called again and again it fills a collection; where it is cut short it goes on the next time.
func (ix *Index) Embed(ctx context.Context, collection string, e Embedder, n int) (left int, err error) {
	pending, left, err := ix.Missing(ctx, collection, e.Name(), n)
	if err != nil || len(pending) == 0 {
		return left, err
	}
	all := make([]Vectors, len(pending))
	for i, p := range pending {
		all[i].Pending = p
		for texts := range slices.Chunk(p.Texts(), embedAtOnce) {
			vectors, err := e.Embed(ctx, texts)
			if err != nil {
				return left, fmt.Errorf("collection %q: embedding %q: %w", collection, p.Doc.ID, err)
			}
			all[i].Passages = append(all[i].Passages, vectors...)
		}
		left -= len(p.Doc.Passages)
	}
	return max(left, 0), ix.PutVectors(ctx, collection, e, all)
}

// embedAtOnce is how many texts an Embedder is given in one call, which bounds its memory and how long it does not look at ctx.
const embedAtOnce = 64

// choose makes e's the model of the collection.
func (d *draft) choose(e Embedder) error {
	v := &d.books.Vectors
	if v.Model == e.Name() && v.Dims == e.Dims() {
		return nil
	}
	err := d.snap.infos(func(i *Info) error {
		if i.vectors {
			i.vectors = false
			d.batch.Delete(vectorKey(i.number, i.ID))
			d.batch.Update(infoRecord(i))
		}
		return nil
	})
	*v = vectorBook{Model: e.Name(), Dims: e.Dims()}
	d.fresh, d.changed = true, true
	return err
}

// putVectors writes the vectors of a document that is still the one that they were made of.
func (d *draft) putVectors(v Vectors, encoded []byte) error {
	i, err := d.take(v.Doc.ID)
	if err != nil || i == nil || i.number != v.number {
		return err
	}
	if !i.vectors || d.fresh {
		d.books.Vectors.add(i.Passages, 1)
	}
	i.vectors = true
	d.batch.Update(infoRecord(i))
	d.batch.Update(vectorRecord(i.number, i.ID, encoded))
	return nil
}

// keepVectors takes the vectors over that a document had in a snapshot, where its title and passages are what they were. Such as
// cannot be read have to be made again.
func (d *draft) keepVectors(p *prepared, from *snapshot, old *Info) {
	if old == nil || !old.vectors || old.Hash != p.info.Hash || old.Title != p.info.Title {
		return
	}
	have, had := &d.books.Vectors, from.books.Vectors
	if *have == (vectorBook{}) {
		have.Model, have.Dims = had.Model, had.Dims
	}
	if have.Model != had.Model || have.Dims != had.Dims {
		return
	}
	before, err := from.decode(old.number)
	if err != nil || !samePassages(before, p.Doc) {
		return
	}
	var l vectorList
	err = guarded(func() (err error) {
		l, err = from.vectorsOf(old)
		return err
	})
	if err == nil {
		l.day = dayOf(p.Doc.Date.Day)
		p.vectors, p.info.vectors = l.encode(), true
	}
}

// samePassages reports whether two documents have passages at the same places; their texts are the same.
func samePassages(a, b *corpus.Document) bool {
	return slices.EqualFunc(a.Passages, b.Passages, func(p, q corpus.Passage) bool { return p.Span == q.Span })
}

// vectorsOf returns the vectors of a document that has some.
func (s *snapshot) vectorsOf(i *Info) (vectorList, error) {
	raw, err := s.stored(vectorKey(i.number, i.ID), vectorField)
	if err != nil {
		return vectorList{}, err
	}
	l, err := decodeVectors(raw)
	if err == nil && (len(l.values) != i.Passages*l.dims || l.dims != s.books.Vectors.Dims || l.day != dayOf(i.Date.Day)) {
		err = unreadable("its vectors are those of another document")
	}
	return l, err
}

// A vectorBook says which vectors there are.
type vectorBook struct {
	Model     string `json:"model,omitempty"`
	Dims      int    `json:"dims,omitempty"`
	Documents int    `json:"documents,omitempty"`
	Passages  int    `json:"passages,omitempty"`
}

func (b *vectorBook) add(passages, sign int) {
	b.Documents += sign
	b.Passages += sign * passages
}

// encodeVectors writes vectors with a byte for each element: the largest one becomes 127 or -127. Their length is left out, since
// directions alone are compared. The document's day comes first, so that a search can pass over it.
func encodeVectors(v Vectors, dims int) ([]byte, error) {
	switch {
	case dims < 1 || dims > dot.MaxLen:
		return nil, fmt.Errorf("they are to have %d elements; 1 to %d can be kept", dims, dot.MaxLen)
	case len(v.Passages) != len(v.Doc.Passages):
		return nil, fmt.Errorf("there are %d for %d passages", len(v.Passages), len(v.Doc.Passages))
	}
	l := vectorList{day: dayOf(v.Doc.Date.Day), dims: dims, values: make([]byte, 0, len(v.Passages)*dims)}
	for _, passage := range v.Passages {
		largest := 0.0
		for _, x := range passage {
			largest = max(largest, math.Abs(float64(x))) // NaN stays
		}
		if len(passage) != dims || !(largest > 0 && largest <= math.MaxFloat32) {
			return nil, fmt.Errorf("one of them is no direction in %d dimensions", dims)
		}
		for _, x := range passage {
			l.values = append(l.values, byte(int8(math.Round(float64(x)/largest*127))))
		}
	}
	return l.encode(), nil
}

// A vectorList is the record of a document's vectors.
type vectorList struct {
	day    string // as in dayField
	dims   int
	values []byte // of the passages one after the other, each element an int8
}

func (l vectorList) encode() []byte {
	e := &encoder{b: make([]byte, 0, 24+len(l.values))}
	e.byte(recordVersion)
	e.string(l.day)
	e.uint(uint64(len(l.values) / l.dims))
	e.uint(uint64(l.dims))
	e.b = append(e.b, l.values...)
	return e.b
}

func decodeVectors(b []byte) (vectorList, error) {
	d := &decoder{b: b}
	if v := d.byte(); d.err == nil && v != recordVersion {
		return vectorList{}, unreadable("vectors have version %d, not %d", v, recordVersion)
	}
	l := vectorList{day: d.string()}
	passages, dims := d.uint(), d.uint()
	if dims == 0 || dims > dot.MaxLen || passages > uint64(len(d.b))/dims {
		return vectorList{}, unreadable("vectors: %w", errShort)
	}
	l.dims, l.values = int(dims), d.take(passages*dims)
	if err := d.done(); err != nil {
		return vectorList{}, unreadable("vectors: %w", err)
	}
	return l, nil
}
