package encoder

import (
	"math"
	"math/rand/v2"
)

// random returns small weights with an odd number of panels in some matrices, a branch for embedding, and every kind of
// head.
func random(seed uint64) Weights { return randomOf(seed, 32, 112) }

func randomOf(seed uint64, hidden, wide int) Weights {
	r := rand.New(rand.NewPCG(seed, 7))
	w := Weights{Hidden: hidden, Wide: wide, Heads: 2, Pieces: 50, Positions: 80, Epsilon: 1e-6}
	w.Word = make([]int8, w.Pieces*w.Hidden)
	for i := range w.Word {
		w.Word[i] = int8(r.IntN(255) - 127)
	}
	w.WordScale = numbers(r, w.Pieces, 0.01, 0.02)
	w.Position = numbers(r, w.Positions*w.Hidden, -0.3, 0.3)
	w.Norm = randomNorm(r, w.Hidden)
	for range 3 {
		w.Layers = append(w.Layers, randomLayer(r, &w))
	}
	w.Embed = append(w.Embed, randomLayer(r, &w))
	for _, h := range []Head{{Pool: EachToken, Outputs: 2}, {Pool: FirstToken, Outputs: 1}, {Pool: EachToken, Outputs: 3}, {Pool: MeanToken, Outputs: 2}} {
		h.Weight, h.Bias = numbers(r, h.Outputs*w.Hidden, -0.2, 0.2), numbers(r, h.Outputs, -1, 1)
		if h.Pool == FirstToken {
			h.Dense, h.DenseBias = numbers(r, w.Hidden*w.Hidden, -0.2, 0.2), numbers(r, w.Hidden, -1, 1)
		}
		w.Outputs = append(w.Outputs, h)
	}
	return w
}

func randomNorm(r *rand.Rand, n int) Norm {
	return Norm{Gain: numbers(r, n, 0.5, 1.5), Bias: numbers(r, n, -0.2, 0.2)}
}

func randomLayer(r *rand.Rand, w *Weights) Layer {
	h := w.Hidden
	return Layer{
		Attend: randomMatrix(r, 3*h, h), Join: randomMatrix(r, h, h), Norm1: randomNorm(r, h),
		Widen: randomMatrix(r, w.Wide, h), Narrow: randomMatrix(r, h, w.Wide), Norm2: randomNorm(r, h),
	}
}

func randomMatrix(r *rand.Rand, rows, columns int) Matrix {
	m := Matrix{Rows: rows, Columns: columns, Panels: make([]int8, rows*columns)}
	for i := range m.Panels {
		m.Panels[i] = int8(r.IntN(2*maxWeight+1) - maxWeight)
	}
	m.Scale, m.Bias = numbers(r, rows, 0.001, 0.004), numbers(r, rows, -0.1, 0.1)
	return m
}

func numbers(r *rand.Rand, n int, low, high float32) []float32 {
	out := make([]float32, n)
	for i := range out {
		out[i] = low + float32((high-low)*r.Float32())
	}
	return out
}

// weight returns one of a matrix.
func (m *Matrix) weight(r, c int) float64 {
	return float64(m.Panels[((r/16*(m.Columns/4)+c/4)*16+r%16)*4+c%4]) * float64(m.Scale[r])
}

// exact computes a sequence's last layer in float64, straight from the definition.
func exact(w *Weights, layers []Layer, pieces []int32) [][]float64 {
	x := make([][]float64, len(pieces))
	for i, id := range pieces {
		for j := range w.Hidden {
			word := float64(w.Word[int(id)*w.Hidden+j]) * float64(w.WordScale[id])
			x[i] = append(x[i], word+float64(w.Position[i*w.Hidden+j]))
		}
	}
	x = exactNorm(w, x, nil, w.Norm)
	for i := range layers {
		l := &layers[i]
		x = exactNorm(w, x, exactMatrix(&l.Join, exactAttention(w, exactMatrix(&l.Attend, x))), l.Norm1)
		wide := exactMatrix(&l.Widen, x)
		for _, row := range wide {
			for j, v := range row {
				row[j] = v / 2 * math.Erfc(-v/math.Sqrt2)
			}
		}
		x = exactNorm(w, x, exactMatrix(&l.Narrow, wide), l.Norm2)
	}
	return x
}

func exactMatrix(m *Matrix, x [][]float64) [][]float64 {
	out := make([][]float64, len(x))
	for i := range x {
		for r := range m.Rows {
			sum := float64(m.Bias[r])
			for c, v := range x[i] {
				sum += v * m.weight(r, c)
			}
			out[i] = append(out[i], sum)
		}
	}
	return out
}

func exactNorm(w *Weights, x, add [][]float64, n Norm) [][]float64 {
	out := make([][]float64, len(x))
	for i := range x {
		row := append([]float64(nil), x[i]...)
		mean, square := 0.0, 0.0
		for j := range row {
			if add != nil {
				row[j] += add[i][j]
			}
			mean += row[j] / float64(len(row))
		}
		for _, v := range row {
			square += (v - mean) * (v - mean) / float64(len(row))
		}
		for j, v := range row {
			row[j] = (v-mean)/math.Sqrt(square+float64(w.Epsilon))*float64(n.Gain[j]) + float64(n.Bias[j])
		}
		out[i] = row
	}
	return out
}

func exactAttention(w *Weights, qkv [][]float64) [][]float64 {
	h, size := w.Hidden, w.Hidden/w.Heads
	out := make([][]float64, len(qkv))
	for i := range qkv {
		out[i] = make([]float64, h)
		for head := 0; head < h; head += size {
			shares, sum := make([]float64, len(qkv)), 0.0
			for j := range qkv {
				for d := head; d < head+size; d++ {
					shares[j] += qkv[i][d] * qkv[j][h+d] / math.Sqrt(float64(size))
				}
				shares[j] = math.Exp(shares[j])
				sum += shares[j]
			}
			for j := range qkv {
				for d := head; d < head+size; d++ {
					out[i][d] += shares[j] / sum * qkv[j][2*h+d]
				}
			}
		}
	}
	return out
}
