// Package align finds which words of two languages stand for each other in sentences and their translations.
//
// It is IBM's Model 1 (Brown, Della Pietra, Della Pietra and Mercer, "The Mathematics of Statistical Machine Translation",
// 1993) over the stems of package analysis, with the smoothing of rare words of Moore ("Improving IBM Word-Alignment
// Model 1", 2004), trained in both directions. A pair of words is kept where both directions think it likely and where
// they agree on it in several sentences (Och and Ney, "A Systematic Comparison of Various Statistical Alignment Models",
// 2003, call that the intersection).
//
// Read gives Pairs of sentences, Words makes a lexicon of them. The result depends on the pairs and their order only.
package align

import (
	"cmp"
	"math"
	"slices"
)

// A Word is a word of one language, a word of another, and how surely they stand for each other.
type Word struct {
	Left, Right string  // folded words, not stems: each has its stem as its first term
	Weight      float64 // geometric mean of the probabilities of the two directions, 0 to 1
}

// Options say which words are kept. The zero value keeps all that were ever aligned.
type Options struct {
	Mean  float64 // least geometric mean of the two probabilities
	Least float64 // least probability of either direction
	Links int     // least number of sentences in which both directions align the two
	Most  int     // most words that one word is aligned with, in either direction; 0 for any number
}

// Words aligns pairs and gives the words that belong together, by the left word, then falling weight, then the right word.
func Words(pairs []Pair, o Options) []Word {
	c := newCorpus(pairs)
	forth, back := c.train(), c.flip().train()
	links := c.links(forth, back)
	var found []scored
	for cell, left := range c.left {
		right := c.right[cell]
		p, q := forth[cell], back[cell]
		mean := math.Sqrt(p * q)
		if links[cell] < max(o.Links, 1) || min(p, q) < o.Least || mean < o.Mean {
			continue
		}
		found = append(found, scored{left: int(left), right: int(right), weight: mean})
	}
	found = o.most(found)
	words := make([]Word, 0, len(found))
	for _, f := range found {
		left, right := c.words[0].form(f.left), c.words[1].form(f.right)
		if left != "" && right != "" {
			words = append(words, Word{Left: left, Right: right, Weight: f.weight})
		}
	}
	slices.SortFunc(words, func(a, b Word) int {
		return cmp.Or(cmp.Compare(a.Left, b.Left), cmp.Compare(b.Weight, a.Weight), cmp.Compare(a.Right, b.Right))
	})
	return words
}

// A scored is a pair of words by their numbers.
type scored struct {
	left, right int
	weight      float64
}

// most keeps the best pairs of every word.
func (o Options) most(found []scored) []scored {
	if o.Most <= 0 {
		return found
	}
	slices.SortFunc(found, func(a, b scored) int {
		return cmp.Or(cmp.Compare(b.weight, a.weight), cmp.Compare(a.left, b.left), cmp.Compare(a.right, b.right))
	})
	lefts, rights := map[int]int{}, map[int]int{}
	return slices.DeleteFunc(found, func(f scored) bool {
		if lefts[f.left] >= o.Most || rights[f.right] >= o.Most {
			return true
		}
		lefts[f.left]++
		rights[f.right]++
		return false
	})
}

// Reliable keeps what is right more often than not. Chosen on 300 held-out pairs of Tatoeba, other than those that the
// figures are measured on.
var Reliable = Options{Mean: 0.15, Least: 0.05, Links: 2, Most: 4}
