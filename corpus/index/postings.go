package index

import (
	"context"
	"math"

	segment "github.com/blevesearch/scorch_segment_api/v2"
)

// A postings is where a term of the query stands in one collection: a list for each segment. Reading the segments themselves
// takes half the time of scorch's reader over all of them, which makes an identifier of every posting.
type postings struct {
	lists []segment.PostingsList // of the segments, in their order
}

// find looks a term up and returns how many live passages hold it.
func (sh *shard) find(t *queryTerm) (postings, int, error) {
	var p postings
	df := 0
	for _, seg := range sh.Segments() {
		dict, err := seg.Segment().Dictionary(t.field)
		if err != nil {
			return postings{}, 0, err
		}
		list, err := dict.PostingsList([]byte(t.text), seg.Deleted(), nil)
		if err != nil {
			return postings{}, 0, err
		}
		p.lists = append(p.lists, list)
		df += int(list.Count())
		sh.store.touch(2 * around) // the dictionary, and the list's beginning
	}
	sh.store.touch(posting * df)
	return p, df, nil
}

// addTerm adds what a term gives to the passages that hold it; mean is the mean length of the term's field.
func (sh *shard) addTerm(ctx context.Context, t *queryTerm, p postings, mean float64) error {
	norm, flat := k1*b/mean, k1*(1-b)
	scale := t.weight * t.idf * (k1 + 1)
	part := sh.scores.parts[t.part]
	var it segment.PostingsIterator
	for i, seg := range sh.Segments() {
		if err := ctx.Err(); err != nil {
			return err
		}
		size := int(seg.Segment().Count())
		it = p.lists[i].Iterator(true, true, false, it)
		for {
			posting, err := it.Next()
			if err != nil {
				return err
			}
			if posting == nil {
				break
			}
			tf := float64(posting.Frequency())
			// The conversions keep the compiler from fusing operations, which some processors would round otherwise.
			part[posting.Number()] += float64(scale*tf) / (tf + float64(flat+float64(norm*fieldLength(posting))))
		}
		part = part[size:]
	}
	return nil
}

// fieldLength returns the length of a posting's field in tokens. Scorch keeps it as an integer; a segment that gives only the
// norm, 1/sqrt(length) as a float32, gives it too: that is exact below four million tokens, since the norm is right to 2^-24.
func fieldLength(p segment.Posting) float64 {
	if exact, ok := p.(interface{ NormUint64() uint64 }); ok {
		return float64(exact.NormUint64())
	}
	return math.Round(1 / (p.Norm() * p.Norm()))
}
