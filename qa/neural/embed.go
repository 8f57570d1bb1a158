package neural

import (
	"context"
	"fmt"
	"math"

	"github.com/dalil-bot/dalil/qa/neural/encoder"
	"github.com/dalil-bot/dalil/qa/neural/token"
)

// Embed returns a vector of length one for each text. A text of more than 512 tokens is embedded in pieces, whose vectors
// count by their tokens; one without any, such as white space, is its prefix alone.
func (m *Model) Embed(ctx context.Context, texts []string, kind Kind) ([][]float32, error) {
	prefix := m.meta.QueryPrefix
	if kind == Passage {
		prefix = m.meta.PassagePrefix
	}
	b := m.buffers.Get().(*token.Buffer)
	defer m.buffers.Put(b)
	var jobs []encoder.Job
	var owner []int
	for i, text := range texts {
		if len(text) > token.MaxText {
			return nil, fmt.Errorf("embed: text %d is %d bytes long", i, len(text))
		}
		tokens := m.tokenizer.Encode(b, prefix, text)
		for first := true; first || len(tokens) > 0; first = false {
			n := min(len(tokens), m.meta.Positions-2)
			jobs, owner = append(jobs, encoder.Job{Pieces: m.wrap(tokens[:n])}), append(owner, i)
			tokens = tokens[n:]
		}
	}
	if err := m.encoder.Run(ctx, encoder.Embed, jobs); err != nil {
		return nil, fmt.Errorf("embed: %w", err)
	}
	vectors := make([][]float32, len(texts))
	for j, job := range jobs {
		vectors[owner[j]] = add(vectors[owner[j]], job.Mean, float32(len(job.Pieces)-2))
	}
	for _, v := range vectors {
		normalise(v)
	}
	return vectors, nil
}

// wrap puts the pieces for the beginning and the end around tokens.
func (m *Model) wrap(tokens []token.Token) []int32 {
	pieces := append(make([]int32, 0, len(tokens)+2), m.meta.Begin)
	for _, t := range tokens {
		pieces = append(pieces, t.ID)
	}
	return append(pieces, m.meta.End)
}

func add(sum, v []float32, weight float32) []float32 {
	if sum == nil {
		sum = make([]float32, len(v))
	}
	for i := range v {
		sum[i] += float32(v[i] * max(weight, 1))
	}
	return sum
}

func normalise(v []float32) {
	square := 0.0
	for _, x := range v {
		square += float64(float64(x) * float64(x))
	}
	if square == 0 {
		return
	}
	factor := float32(1 / math.Sqrt(square))
	for i := range v {
		v[i] *= factor
	}
}
