package index

import (
	"cmp"
	"context"
	"math"
	"slices"
	"sync"

	"github.com/blevesearch/bleve/v2/index/scorch"
)

// A vectorCache holds the vectors of a collection in memory, a block for each segment. Segments never change, so that a block is
// read once; which of its documents are live is the snapshot's to say. A million passages with 384 dimensions take 400 MB.
type vectorCache struct {
	mu     sync.Mutex
	store  *store
	dims   int
	blocks map[uint64][]vectorDoc // by the segment's ID
}

// A vectorBlock holds the vectors of a segment's documents, the deleted ones among them.
type vectorBlock struct {
	docs    []vectorDoc
	deleted interface{ Contains(uint32) bool } // nil where none is
}

// A vectorDoc is a document with vectors.
type vectorDoc struct {
	at      uint32 // number in the segment
	number  uint64
	id      string
	day     string
	values  []int8    // of its passages one after the other
	lengths []float64 // of its passages
}

// of returns the blocks of a snapshot, reading those that are not there yet. Those of segments that are gone are forgotten.
func (c *vectorCache) of(ctx context.Context, s *snapshot) ([]vectorBlock, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	dims := s.books.Vectors.Dims
	if c.store != s.store || c.dims != dims {
		c.store, c.dims, c.blocks = s.store, dims, nil
	}
	kept := map[uint64][]vectorDoc{}
	var all []vectorBlock
	for _, seg := range s.Segments() {
		docs, ok := c.blocks[seg.Id()]
		if !ok {
			var err error
			if docs, err = readVectors(ctx, seg, dims); err != nil {
				return nil, err
			}
			for _, d := range docs {
				s.store.touch(around + len(d.values))
			}
		}
		kept[seg.Id()] = docs
		block := vectorBlock{docs: docs}
		if deleted := seg.Deleted(); deleted != nil {
			block.deleted = deleted
		}
		all = append(all, block)
	}
	c.blocks = kept
	return all, nil
}

// readVectors reads the vectors of a segment. Those of another model, which stay until they are merged away, are passed over.
func readVectors(ctx context.Context, seg *scorch.SegmentSnapshot, dims int) ([]vectorDoc, error) {
	dict, err := seg.Segment().Dictionary(vectorField)
	if err != nil {
		return nil, err
	}
	list, err := dict.PostingsList([]byte(vectorTerm), nil, nil)
	if err != nil {
		return nil, err
	}
	var docs []vectorDoc
	for it := list.Iterator(false, false, false, nil); ; {
		p, err := it.Next()
		if err == nil && p == nil {
			return docs, ctx.Err()
		}
		if err != nil {
			return nil, err
		}
		d, err := readVectorDoc(seg, p.Number(), dims)
		if err != nil {
			return nil, err
		}
		if d.values != nil {
			docs = append(docs, d)
		}
	}
}

func readVectorDoc(seg *scorch.SegmentSnapshot, at uint64, dims int) (vectorDoc, error) {
	d := vectorDoc{at: uint32(at)}
	key, err := seg.Segment().DocID(at)
	if err != nil {
		return d, err
	}
	if d.number, d.id, err = parseNearKey(string(key)); err != nil {
		return d, unreadable("%w", err)
	}
	var bad error
	err = seg.VisitDocument(at, func(name string, _ byte, value []byte, _ []uint64) bool {
		if name == vectorField {
			bad = d.fill(value, dims)
		}
		return true
	})
	return d, cmp.Or(err, bad)
}

// fill takes the vectors out of a record, whose bytes are not to be kept.
func (d *vectorDoc) fill(record []byte, dims int) error {
	l, err := decodeVectors(record)
	if err != nil || l.dims != dims {
		return err
	}
	d.day = l.day
	d.values = make([]int8, len(l.values))
	for i, x := range l.values {
		d.values[i] = int8(x)
	}
	d.lengths = make([]float64, 0, len(d.values)/dims)
	for v := range slices.Chunk(d.values, dims) {
		square := int64(0)
		for _, x := range v {
			square += int64(x) * int64(x)
		}
		d.lengths = append(d.lengths, math.Sqrt(float64(square)))
	}
	return nil
}
