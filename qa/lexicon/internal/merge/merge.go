// Package merge brings the lexicon's two lists of words together: terms for words, one weight for what both lists say.
//
// Terms reads the lists and gives pairs of terms; Format writes them as the table that the lexicon embeds. What the lists
// look like is said in package lexicon.
package merge

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/dalil-bot/dalil/corpus/analysis"
)

// Most is how many translations a term has at most: after four, what an alignment offers is chance more often than sense.
const Most = 4

// A line of the hand-written list gives its first alternative the weight sure, and each further one step less. Chosen, with
// the way in which the lists are brought together, by the first translations of 300 pairs of Tatoeba other than those
// that the lexicon's figures are measured on: with the hand-written list above all else .399 of them were right, so .426.
const (
	sure = 0.7
	step = 0.1
)

// The lists that a pair comes from.
const (
	byHand = iota
	byAlignment
)

// A Pair is an English and an Arabic term that stand for each other.
type Pair struct {
	English, Arabic string
	Weight          float64 // whole thousandths, above 0 and at most 1
}

// Terms gives the pairs of terms in the texts of the two lists, by English term, falling weight and Arabic term. A pair is
// among them when it is one of the best of its English term or of its Arabic one. Lines that are not of a list's form
// are comments; words without a term, such as stop words, are left out.
func Terms(aligned, hand string) []Pair {
	var r reader
	for line := range strings.Lines(aligned) {
		r.aligned(strings.TrimSuffix(line, "\n"))
	}
	for line := range strings.Lines(hand) {
		r.hand(strings.TrimSuffix(line, "\n"))
	}
	pairs := r.pairs()
	kept := append(best(pairs, func(p Pair) string { return p.English }), best(pairs, func(p Pair) string { return p.Arabic })...)
	slices.SortFunc(kept, compare)
	return slices.Compact(kept)
}

// Format writes pairs as lines: an English term, then tabs and for each of its Arabic terms the term, a space and the
// weight in thousandths. Pairs of an English term have to stand together.
func Format(pairs []Pair) string {
	var b strings.Builder
	for i, p := range pairs {
		switch {
		case i == 0:
			b.WriteString(p.English)
		case pairs[i-1].English != p.English:
			b.WriteString("\n" + p.English)
		}
		fmt.Fprintf(&b, "\t%s %.0f", p.Arabic, 1000*p.Weight)
	}
	if len(pairs) > 0 {
		b.WriteByte('\n')
	}
	return b.String()
}

func compare(a, b Pair) int {
	return cmp.Or(cmp.Compare(a.English, b.English), cmp.Compare(b.Weight, a.Weight), cmp.Compare(a.Arabic, b.Arabic))
}

// best gives for each term of one language the pairs that weigh most, of equals the first in the alphabet.
func best(pairs []Pair, of func(Pair) string) []Pair {
	sorted := slices.SortedFunc(slices.Values(pairs), func(a, b Pair) int {
		return cmp.Or(cmp.Compare(of(a), of(b)), cmp.Compare(b.Weight, a.Weight), compare(a, b))
	})
	var kept []Pair
	rank := 0
	for i, p := range sorted {
		rank++
		if i == 0 || of(sorted[i-1]) != of(p) {
			rank = 0
		}
		if rank < Most {
			kept = append(kept, p)
		}
	}
	return kept
}

// A key is a pair of terms.
type key struct{ english, arabic string }

// A reader collects pairs with their weight in either list.
type reader struct{ weights map[key]*[2]float64 }

// aligned reads a line of the aligned list.
func (r *reader) aligned(line string) {
	left, rest, _ := strings.Cut(line, "\t")
	right, hundredths, _ := strings.Cut(rest, "\t")
	if weight, err := strconv.Atoi(hundredths); err == nil {
		r.add(key{term(left, "en"), term(right, "ar")}, byAlignment, float64(weight)/100)
	}
}

// hand reads a line of the hand-written list.
func (r *reader) hand(line string) {
	lefts, rights, ok := strings.Cut(line, "\t")
	if !ok || strings.HasPrefix(line, "#") {
		return
	}
	for i, right := range strings.Split(rights, "|") {
		for left := range strings.SplitSeq(lefts, "|") {
			r.add(key{term(left, "en"), term(right, "ar")}, byHand, sure-step*float64(i))
		}
	}
}

// add notes a pair. Where a list has it more than once, since several words have the same term, the highest weight counts.
func (r *reader) add(k key, list int, weight float64) {
	if k.english == "" || k.arabic == "" || weight <= 0 {
		return
	}
	if r.weights == nil {
		r.weights = map[key]*[2]float64{}
	}
	if r.weights[k] == nil {
		r.weights[k] = &[2]float64{}
	}
	r.weights[k][list] = max(r.weights[k][list], weight)
}

// pairs gives what was collected, in no order. What both lists have is as sure as that not both are wrong.
func (r *reader) pairs() []Pair {
	pairs := make([]Pair, 0, len(r.weights))
	for k, w := range r.weights {
		weight := 1 - (1-w[byHand])*(1-w[byAlignment])
		if weight = math.Round(1000*weight) / 1000; weight > 0 {
			pairs = append(pairs, Pair{k.english, k.arabic, weight})
		}
	}
	return pairs
}

// term gives the term of a word, of several the one of the word as it stands, which is the first; "" where it has none.
func term(word, lang string) string {
	if terms := analysis.For(lang).Terms(analysis.Tokenize(word)); len(terms) > 0 {
		return terms[0].Text
	}
	return ""
}
