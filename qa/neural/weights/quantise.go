package weights

import (
	"fmt"
	"math"

	"github.com/dalil-bot/dalil/qa/neural/encoder"
)

// Limit is the highest weight of a matrix in int8.
const Limit = 63

// Matrix makes int8 of a matrix's rows, each with its own scale, its largest weight becoming ±Limit, and lays them out in
// panels.
func Matrix(values []float32, rows, columns int, bias []float32) (encoder.Matrix, error) {
	if len(values) != rows*columns || len(bias) != rows || rows%16 != 0 || columns%16 != 0 {
		return encoder.Matrix{}, fmt.Errorf("matrix of %d by %d: %d weights, %d biases", rows, columns, len(values), len(bias))
	}
	m := encoder.Matrix{Rows: rows, Columns: columns, Panels: make([]int8, rows*columns), Bias: bias}
	row := make([]int8, columns)
	for r := range rows {
		m.Scale = append(m.Scale, quantise(values[r*columns:][:columns], row, Limit))
		for c, q := range row {
			m.Panels[((r/16*(columns/4)+c/4)*16+r%16)*4+c%4] = q
		}
	}
	return m, nil
}

// Rows makes int8 of a table's rows, from -127 to 127, with a scale each.
func Rows(values []float32, columns int) (out []int8, scales []float32) {
	out = make([]int8, len(values))
	for i := 0; i+columns <= len(values); i += columns {
		scales = append(scales, quantise(values[i:i+columns], out[i:i+columns], 127))
	}
	return out, scales
}

func quantise(values []float32, out []int8, limit float64) float32 {
	top := 0.0
	for _, v := range values {
		top = max(top, math.Abs(float64(v)))
	}
	scale := float32(top / limit)
	for i, v := range values {
		out[i] = 0
		if scale > 0 {
			out[i] = int8(max(-limit, min(limit, math.RoundToEven(float64(v)/float64(scale)))))
		}
	}
	return scale
}
