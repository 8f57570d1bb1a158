package index

import (
	"cmp"
	"container/heap"
	"slices"

	api "github.com/blevesearch/bleve_index_api"
)

// A candidate is a passage with a score.
type candidate struct {
	score   float64
	shard   int
	at      int    // internal number in the shard's snapshot
	id      string // of the document
	number  uint64 // of the document
	passage int
}

// best returns the best candidates, at most limit of them. Equal scores are ordered by collection, document and offset, also
// where the limit cuts: the names of everything that ties with the last place are looked up, and of nothing else.
func (s *search) best() ([]candidate, error) {
	least := s.leastScore()
	found := &ranked{limit: s.limit}
	for n, sh := range s.shards {
		err := guarded(func() error {
			for at := range sh.scores.parts[0] {
				score := sh.total(at)
				if score <= 0 || score < least {
					continue
				}
				c := candidate{score: score, shard: n, at: at}
				if err := c.name(sh); err != nil {
					return err
				}
				found.add(c)
			}
			return nil
		})
		if err != nil {
			return nil, sh.c.explain(err)
		}
	}
	return found.sorted(), nil
}

// leastScore returns the score of the last place.
func (s *search) leastScore() float64 {
	var top minHeap
	for _, sh := range s.shards {
		for at := range sh.scores.parts[0] {
			score := sh.total(at)
			switch {
			case score <= 0:
			case len(top) < s.limit:
				heap.Push(&top, score)
			case score > top[0]:
				top[0] = score
				heap.Fix(&top, 0)
			}
		}
	}
	if len(top) < s.limit {
		return 0
	}
	return top[0]
}

// total returns the score of a record, 0 where the filter does not allow it.
func (sh *shard) total(at int) float64 {
	if sh.allowed != nil && !sh.allowed[at] {
		return 0
	}
	return sh.scores.parts[ownPart][at] + sh.scores.parts[sharedPart][at]
}

// name looks up which passage the candidate is.
func (c *candidate) name(sh *shard) error {
	key, err := sh.ExternalID(api.NewIndexInternalID(nil, uint64(c.at)))
	if err != nil {
		return err
	}
	sh.store.touch(around)
	c.number, c.passage, c.id, err = parsePassageKey(key)
	if err != nil {
		return unreadable("%w", err)
	}
	return nil
}

// ranked keeps the best candidates that were added, whatever their order: equal scores are ordered by collection, document and
// offset.
type ranked struct {
	limit int
	heap  worstFirst
}

func (r *ranked) add(c candidate) {
	switch {
	case len(r.heap) < r.limit:
		heap.Push(&r.heap, c)
	case compareCandidates(c, r.heap[0]) < 0:
		r.heap[0] = c
		heap.Fix(&r.heap, 0)
	}
}

func (r *ranked) sorted() []candidate {
	slices.SortFunc(r.heap, compareCandidates)
	return r.heap
}

// compareCandidates is negative where a comes before b in a result.
func compareCandidates(a, b candidate) int {
	return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.shard, b.shard),
		cmp.Compare(a.id, b.id), cmp.Compare(a.passage, b.passage))
}

// A worstFirst has the candidate in front that would be the last in a result.
type worstFirst []candidate

func (h worstFirst) Len() int           { return len(h) }
func (h worstFirst) Less(i, j int) bool { return compareCandidates(h[i], h[j]) > 0 }
func (h worstFirst) Swap(i, j int)      { h[i], h[j] = h[j], h[i] }
func (h *worstFirst) Push(x any)        { *h = append(*h, x.(candidate)) }
func (h *worstFirst) Pop() any          { panic("nothing is ever taken out") }

// A minHeap has its least score in front.
type minHeap []float64

func (h minHeap) Len() int           { return len(h) }
func (h minHeap) Less(i, j int) bool { return h[i] < h[j] }
func (h minHeap) Swap(i, j int)      { h[i], h[j] = h[j], h[i] }
func (h *minHeap) Push(x any)        { *h = append(*h, x.(float64)) }
func (h *minHeap) Pop() any          { panic("nothing is ever taken out") }
