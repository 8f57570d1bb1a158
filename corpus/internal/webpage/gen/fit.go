package main

import (
	"math"
	"math/rand/v2"
	"slices"

	"github.com/dalil-bot/dalil/corpus/internal/webpage"
)

// How trees are fitted. Values were tried on held-out hosts only; F1 moves by less than 0.003 around them.
const (
	rate       = 0.08 // of what a tree learns that is kept
	shrink     = 5.0  // added to the weight of a leaf
	leastLeaf  = 20.0 // weight
	bins       = 48   // values of a feature that are told apart
	taught     = 0.5  // weight of a block that only go-trafilatura labelled; others have 4
	rowShare   = 0.8  // of rows and of features that a tree sees
	fieldShare = 0.5
	sampled    = 0.35 // of the blocks without a string that are used
)

// A table is blocks as columns of binned features.
type table struct {
	bins   [][]uint8   // by feature
	limits [][]float32 // by feature: the largest value in each bin but the last
	label  []float64
	weight []float64
	rows   [][]float32
}

// fit fits a model to pages by gradient boosting of the log loss.
func fit(pages []page, trees int) webpage.Model {
	random := rand.New(rand.NewPCG(1, 2))
	t := tabulate(pages, random)
	sum := make([]float64, len(t.label))
	g, h := make([]float64, len(t.label)), make([]float64, len(t.label))
	var model webpage.Model
	for range trees {
		for i := range sum {
			p := 1 / (1 + math.Exp(-sum[i]))
			g[i], h[i] = t.weight[i]*(t.label[i]-p), t.weight[i]*p*(1-p)
		}
		grown := t.grow(g, h, random)
		one := webpage.Model{grown}
		for i := range sum {
			sum[i] += one.Score(t.rows[i])
		}
		model = append(model, grown)
	}
	return model
}

func tabulate(pages []page, random *rand.Rand) *table {
	t := &table{}
	for _, p := range pages {
		for i, f := range p.Features {
			weight := 4.0
			if !p.Marked[i] {
				if random.Float64() > sampled {
					continue
				}
				weight = taught
			}
			t.rows = append(t.rows, f)
			t.label = append(t.label, float64(p.Label[i]))
			t.weight = append(t.weight, weight)
		}
	}
	for f := range t.rows[0] {
		limits := t.cuts(f)
		column := make([]uint8, len(t.rows))
		for i, r := range t.rows {
			n, _ := slices.BinarySearch(limits, r[f])
			column[i] = uint8(n)
		}
		t.limits = append(t.limits, limits)
		t.bins = append(t.bins, column)
	}
	return t
}

// cuts returns values of a feature that part its rows into groups of about one size.
func (t *table) cuts(f int) []float32 {
	values := make([]float32, len(t.rows))
	for i, r := range t.rows {
		values[i] = r[f]
	}
	slices.Sort(values)
	var limits []float32
	for b := 1; b < bins; b++ {
		v := values[b*len(values)/bins]
		if v < values[len(values)-1] && (len(limits) == 0 || v > limits[len(limits)-1]) {
			limits = append(limits, v)
		}
	}
	return limits
}

// grow grows one tree, level by level.
func (t *table) grow(g, h []float64, random *rand.Rand) webpage.Tree {
	var tree webpage.Tree
	node := make([]uint8, len(g)) // of each row; 255 for one that is left out
	for i := range node {
		if random.Float64() > rowShare {
			node[i] = 255
		}
	}
	var fields []int
	for f := range t.bins {
		if random.Float64() < fieldShare && len(t.limits[f]) > 0 {
			fields = append(fields, f)
		}
	}
	for level, from := 0, 0; level < 4; level++ {
		width := 1 << level
		t.split(&tree, node, from, width, fields, g, h)
		from += width
	}
	var sumG, sumH [16]float64
	for i, n := range node {
		if n != 255 {
			sumG[n-15] += g[i]
			sumH[n-15] += h[i]
		}
	}
	for l := range tree.Leaf {
		tree.Leaf[l] = float32(math.Round(1000*rate*sumG[l]/(sumH[l]+shrink)) / 1000)
	}
	return tree
}

// split chooses the question of each node of a level and moves the rows below.
func (t *table) split(tree *webpage.Tree, node []uint8, from, width int, fields []int, g, h []float64) {
	best := make([]float64, width)
	for n := range width {
		tree.Limit[from+n] = math.MaxFloat32 // a node without a good question sends all one way
	}
	sums := make([]struct{ g, h float64 }, width*bins)
	for _, f := range fields {
		clear(sums)
		column := t.bins[f]
		for i, n := range node {
			if n != 255 {
				s := &sums[(int(n)-from)*bins+int(column[i])]
				s.g += g[i]
				s.h += h[i]
			}
		}
		for n := range width {
			var all struct{ g, h float64 }
			for _, s := range sums[n*bins : (n+1)*bins] {
				all.g, all.h = all.g+s.g, all.h+s.h
			}
			var left struct{ g, h float64 }
			for b := range t.limits[f] {
				s := sums[n*bins+b]
				left.g, left.h = left.g+s.g, left.h+s.h
				rg, rh := all.g-left.g, all.h-left.h
				if left.h < leastLeaf/4 || rh < leastLeaf/4 {
					continue
				}
				gain := left.g*left.g/(left.h+shrink) + rg*rg/(rh+shrink) - all.g*all.g/(all.h+shrink)
				if gain > best[n]+1e-9 {
					best[n] = gain
					tree.Feature[from+n], tree.Limit[from+n] = uint8(f), t.limits[f][b]
				}
			}
		}
	}
	for i, n := range node {
		if n == 255 {
			continue
		}
		next := 2 * n
		if t.rows[i][tree.Feature[n]] <= tree.Limit[n] {
			next++
		} else {
			next += 2
		}
		node[i] = next
	}
}
