package index

import (
	"context"
	"fmt"
	"math"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/dalil-bot/dalil/corpus"
	"github.com/dalil-bot/dalil/corpus/internal/dot"
)

// DensePart labels the score of a hit of Nearest.
const DensePart = "dense"

// Nearest returns the passages whose vectors point most nearly where the given one does, by their cosine: all vectors of the permitted
// collections are compared, none is left out. It follows the contract of corpus.Query as Search does; the query's words have no
// influence. Passages without a vector of that model cannot be found; missing says how many the collections have.
func (ix *Index) Nearest(ctx context.Context, q corpus.Query, model string, vector []float32) (hits []corpus.Hit, missing int, err error) {
	direction, err := newDirection(vector)
	if err != nil {
		return nil, 0, err
	}
	s := &search{index: ix, since: dayOf(q.Since), until: dayOf(q.Until), limit: limitOf(q)}
	defer s.close()
	for _, name := range slices.Compact(slices.Sorted(slices.Values(q.Collections))) {
		if err := s.add(name); err != nil {
			return nil, 0, err
		}
	}
	best := &ranked{limit: s.limit}
	for n, sh := range s.shards {
		missing += sh.books.Passages
		if v := sh.books.Vectors; v.Model != model || v.Dims != len(vector) {
			continue
		}
		missing -= sh.books.Vectors.Passages
		err := guarded(func() error { return s.nearest(ctx, n, direction, best) })
		if err != nil {
			return nil, 0, sh.c.explain(err)
		}
	}
	for _, c := range best.sorted() {
		hit, err := s.passage(c)
		if err != nil {
			return nil, 0, err
		}
		hit.Parts = []corpus.Part{{Label: DensePart, Value: c.score}}
		hits = append(hits, hit)
	}
	return hits, missing, ctx.Err()
}

// A direction is a vector in integers, with its length.
type direction struct {
	values []int16
	length float64
}

func newDirection(vector []float32) (direction, error) {
	largest := 0.0
	for _, x := range vector {
		largest = max(largest, math.Abs(float64(x)))
	}
	if len(vector) > dot.MaxLen || !(largest > 0 && largest <= math.MaxFloat32) {
		return direction{}, fmt.Errorf("a vector of %d elements is no direction", len(vector))
	}
	d := direction{values: make([]int16, len(vector))}
	square := int64(0)
	for i, x := range vector {
		d.values[i] = int16(math.Round(float64(x) / largest * math.MaxInt16))
		square += int64(d.values[i]) * int64(d.values[i])
	}
	d.length = math.Sqrt(float64(square))
	return d, nil
}

// nearest goes through the vectors of a shard, each worker through its share of the documents.
func (s *search) nearest(ctx context.Context, shard int, to direction, best *ranked) error {
	sh := s.shards[shard]
	blocks, err := sh.c.vectors.of(ctx, sh.snapshot)
	if err != nil {
		return err
	}
	var shares []vectorBlock
	for _, b := range blocks {
		for docs := range slices.Chunk(b.docs, vectorShare) {
			shares = append(shares, vectorBlock{docs, b.deleted})
		}
	}
	var next atomic.Int64
	var group sync.WaitGroup
	parts := make([]*ranked, min(s.index.opts.Workers, len(shares)))
	for w := range parts {
		parts[w] = &ranked{limit: s.limit}
		group.Go(func() {
			for ctx.Err() == nil {
				n := int(next.Add(1)) - 1
				if n >= len(shares) {
					return
				}
				shares[n].rank(s, shard, to, parts[w])
			}
		})
	}
	group.Wait()
	for _, p := range parts {
		for _, c := range p.heap {
			best.add(c)
		}
	}
	return ctx.Err()
}

// vectorShare is how many documents a worker takes at a time.
const vectorShare = 500

// rank adds the passages of a block to the ranking.
func (v vectorBlock) rank(s *search, shard int, to direction, best *ranked) {
	dims := len(to.values)
	for i := range v.docs {
		d := &v.docs[i]
		if v.deleted != nil && v.deleted.Contains(d.at) || !s.within(d.day) {
			continue
		}
		for p, length := range d.lengths {
			score := float64(dot.Of(to.values, d.values[p*dims:(p+1)*dims])) / float64(to.length*length)
			if len(best.heap) < best.limit || score >= best.heap[0].score {
				best.add(candidate{score: score, shard: shard, id: d.id, number: d.number, passage: p})
			}
		}
	}
}

// within reports whether the query's days allow a day, "" for none.
func (s *search) within(day string) bool {
	if s.since == "" && s.until == "" {
		return true
	}
	return day != "" && day >= s.since && (s.until == "" || day <= s.until)
}
