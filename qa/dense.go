package qa

import (
	"context"
	"fmt"
	"math"

	"github.com/dalil-bot/dalil/corpus"
)

// An Embedder turns a question into a vector that points where those of passages about it do, in whatever language.
type Embedder interface {
	// Name is the model's: only vectors of that model can be compared.
	Name() string
	// EmbedQuestion returns the vector of a question.
	EmbedQuestion(ctx context.Context, text string) ([]float32, error)
}

// A Nearby is a Library that also finds passages by their vectors. *index.Index is one.
type Nearby interface {
	// Nearest returns the passages of the permitted set whose vectors are nearest, best first, with the cosine as their
	// score, and how many passages have no vector of that model yet. See corpus.Query for what may influence them.
	Nearest(ctx context.Context, q corpus.Query, model string, vector []float32) (hits []corpus.Hit, missing int, err error)
}

// nearness is how near a passage is to a question.
type nearness struct {
	share  float64 // of the nearest of its language, 0 to 1
	cosine float64 // of their vectors; at most that, where other passages are nearer
}

// A passageKey identifies a passage.
type passageKey struct {
	collection, doc string
	passage         int
}

func keyOf(h corpus.Hit) passageKey { return passageKey{h.Doc.Collection, h.Doc.ID, h.Passage} }

// dense adds to the search's hits what the vectors find, and returns by passage how near it is, as a share of the nearest
// of its language, 0 to 1. Without an embedder, or a library with vectors, nothing is added and nothing near.
func (a *Answerer) dense(ctx context.Context, in *Inquiry, query corpus.Query, hits []corpus.Hit) ([]corpus.Hit, map[passageKey]nearness, error) {
	nearby, ok := a.lib.(Nearby)
	if !ok || a.embedder == nil {
		return hits, nil, nil
	}
	vector, err := a.embedder.EmbedQuestion(ctx, in.Text)
	if err != nil {
		return nil, nil, fmt.Errorf("embed the question: %w", err)
	}
	found, missing, err := nearby.Nearest(ctx, query, a.embedder.Name(), vector)
	if err != nil {
		return nil, nil, err
	}
	in.unseen = missing
	seen := make(map[passageKey]bool, len(hits))
	for _, h := range hits {
		seen[keyOf(h)] = true
	}
	near := make(map[passageKey]nearness, len(found))
	nearest := map[string]float64{} // by language
	for _, h := range found {
		lang := h.Doc.Passages[h.Passage].Lang
		if _, ok := nearest[lang]; !ok {
			nearest[lang] = max(h.Score, found[0].Score-tongue)
		}
		share := math.Exp((h.Score - nearest[lang]) / a.rank.cosine)
		near[keyOf(h)] = nearness{share, h.Score}
		if !seen[keyOf(h)] && share > leastNear {
			h.Score = 0 // what the search says of it
			hits = append(hits, h)
		}
	}
	if last := len(found) - 1; missing == 0 && last >= 0 {
		for key := range seen {
			if _, ok := near[key]; !ok {
				near[key] = nearness{cosine: found[last].Score} // or less
			}
		}
	}
	return hits, near, nil
}

// tongue is the difference of cosines that the language alone can make: vectors of the question's language lie nearer than those of
// another that say the same. Passages are held against the nearest of their language, up to that.
const tongue = 0.04

// leastNear is how near a passage has to be that the search did not find, as a share of the nearest: others cost time only.
const leastNear = 0.02
