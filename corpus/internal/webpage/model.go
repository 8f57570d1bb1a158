package webpage

import (
	_ "embed"
	"fmt"
	"math"
	"strconv"
	"strings"
	"sync"
)

// A Tree asks four questions of a block's features, whether one of them is at most a threshold, and gives a leaf to each
// row of answers. Node n leads to 2n+1 where the answer is yes and to 2n+2 where it is no.
type Tree struct {
	Feature [15]uint8
	Limit   [15]float32
	Leaf    [16]float32 // log odds
}

// value returns the leaf that the features lead to.
func (t *Tree) value(f []float32) float32 {
	n := 0
	for n < len(t.Feature) {
		if f[t.Feature[n]] <= t.Limit[n] {
			n = 2*n + 1
		} else {
			n = 2*n + 2
		}
	}
	return t.Leaf[n-len(t.Feature)]
}

// A Model is trees whose sum is the log odds that a block is content.
type Model []Tree

// Score returns the sum of the trees.
func (m Model) Score(f []float32) float64 {
	var sum float64
	for i := range m {
		sum += float64(m[i].value(f))
	}
	return sum
}

// model.tsv holds a tree a line: 15 features, 15 thresholds, 16 leaves in thousandths. Package gen writes it.
//
//go:embed model.tsv
var modelText string

// fitted returns the model that was fitted, made when it is first asked for. It is not changed after that.
var fitted = sync.OnceValue(func() Model {
	m, err := ParseModel(modelText)
	if err != nil {
		panic(err) // the table is part of the program
	}
	return m
})

// ParseModel reads a model as String writes it.
func ParseModel(text string) (Model, error) {
	var m Model
	for line := range strings.Lines(text) {
		var t Tree
		fields := strings.Fields(line)
		if len(fields) != len(t.Feature)+len(t.Limit)+len(t.Leaf) {
			return nil, fmt.Errorf("tree %d has %d fields", len(m)+1, len(fields))
		}
		for i, field := range fields {
			v, err := strconv.ParseFloat(field, 32)
			if err != nil {
				return nil, fmt.Errorf("tree %d: %w", len(m)+1, err)
			}
			switch n := len(t.Feature); {
			case i < n:
				t.Feature[i] = uint8(v)
			case i < 2*n:
				t.Limit[i-n] = float32(v)
			default:
				t.Leaf[i-2*n] = float32(v) / 1000
			}
		}
		m = append(m, t)
	}
	return m, nil
}

// String writes a tree a line.
func (m Model) String() string {
	var b strings.Builder
	for _, t := range m {
		for _, f := range t.Feature {
			fmt.Fprintf(&b, "%d\t", f)
		}
		for _, l := range t.Limit {
			b.WriteString(strconv.FormatFloat(float64(l), 'g', 5, 32) + "\t")
		}
		for i, l := range t.Leaf {
			if i > 0 {
				b.WriteByte('\t')
			}
			b.WriteString(strconv.Itoa(int(math.Round(float64(l) * 1000))))
		}
		b.WriteByte('\n')
	}
	return b.String()
}
