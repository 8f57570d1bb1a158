package neural

import (
	"math/rand/v2"
	"testing"

	"github.com/dalil-bot/dalil/qa/neural/encoder"
	"github.com/dalil-bot/dalil/qa/neural/token"
	"github.com/dalil-bot/dalil/qa/neural/weights"
)

// tiny returns a weights file of a small model of random numbers with all heads, 64 positions, and pieces for the
// letters a to p and some pairs of them.
func tiny(t testing.TB, change func(*weights.Model)) []byte {
	t.Helper()
	r := rand.New(rand.NewPCG(1, 2))
	numbers := func(n int, spread float32) []float32 {
		out := make([]float32, n)
		for i := range out {
			out[i] = (r.Float32()*2 - 1) * spread
		}
		return out
	}
	const h, wide = 32, 48
	m := &weights.Model{Meta: weights.Meta{
		Name: "tiny", Hidden: h, Layers: 2, Heads: 2, Wide: wide, Positions: 64, EmbedLayers: 1, Epsilon: 1e-6,
		Begin: 0, Pad: 1, End: 2, Unknown: 3,
		Outputs: []weights.Head{{Name: "span", Outputs: 2, Pool: "token"}, {Name: "answers", Outputs: 1, Pool: "first", Dense: true}, {Name: "tags", Outputs: 3, Pool: "token"}},
	}}
	m.Vocabulary.Pieces, m.Vocabulary.Scores = []string{"", "", "", "", "▁"}, []float32{0, 0, 0, 0, -1}
	for c := 'a'; c <= 'p'; c++ {
		m.Vocabulary.Pieces = append(m.Vocabulary.Pieces, string(c), "▁"+string(c), string(c)+"a")
		m.Vocabulary.Scores = append(m.Vocabulary.Scores, -5, -6, -7)
	}
	m.Vocabulary.Rules = []token.Rule{{From: "\t", To: " "}, {From: "½", To: "abc"}}
	n := len(m.Vocabulary.Pieces)
	norm := func() encoder.Norm {
		gain := numbers(h, 0.2)
		for i := range gain {
			gain[i]++
		}
		return encoder.Norm{Gain: gain, Bias: numbers(h, 0.2)}
	}
	matrix := func(rows, columns int) encoder.Matrix {
		m, err := weights.Matrix(numbers(rows*columns, 0.2), rows, columns, numbers(rows, 0.1))
		if err != nil {
			t.Fatal(err)
		}
		return m
	}
	layer := func() encoder.Layer {
		return encoder.Layer{Attend: matrix(3*h, h), Join: matrix(h, h), Norm1: norm(), Widen: matrix(wide, h), Narrow: matrix(h, wide), Norm2: norm()}
	}
	w := &m.Weights
	w.Word, w.WordScale = weights.Rows(numbers(n*h, 1), h)
	w.Position, w.Norm = numbers(m.Meta.Positions*h, 0.3), norm()
	w.Layers, w.Embed = []encoder.Layer{layer(), layer()}, []encoder.Layer{layer()}
	for _, head := range m.Meta.Outputs {
		out := encoder.Head{Weight: numbers(head.Outputs*h, 1), Bias: numbers(head.Outputs, 1)}
		if head.Dense {
			out.Dense, out.DenseBias = numbers(h*h, 0.3), numbers(h, 1)
		}
		w.Outputs = append(w.Outputs, out)
	}
	if change != nil {
		change(m)
	}
	data, err := weights.Encode(m)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func load(t testing.TB, change func(*weights.Model)) *Model {
	t.Helper()
	m, err := Load(tiny(t, change), Options{})
	if err != nil {
		t.Fatal(err)
	}
	return m
}
