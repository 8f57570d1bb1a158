package lexicon

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/dalil-bot/dalil/corpus/analysis"
)

// A line of hand.tsv gives its first alternative the weight sure, and each further one step less. Chosen, with the way in
// which the two files are brought together, by the first translations of 300 pairs of Tatoeba other than those that
// TestHeldOut measures: with the hand list above all else .399 of them were right, so .426.
const (
	sure = 0.7
	step = 0.1
)

// The files that translations come from.
const (
	byHand = iota
	byAlignment
)

// bytesPerPair is a little less than the mean of the two files.
const bytesPerPair = 14

// A pair is an English and an Arabic word, by their places in the lists of all words, with its weight in one of the files.
type pair struct {
	place  [2]int
	file   int
	weight float64
}

// A reader collects the words of both files, so that they can be analysed at once.
type reader struct {
	words [2][]analysis.Token // English, Arabic
	pairs []pair
}

// parse makes the tables of both directions. Lines that begin with # are comments; words that have no term, such as stop
// words, are left out.
func parse(aligned, hand string) [2]table {
	var r reader
	r.pairs = make([]pair, 0, (len(aligned)+len(hand))/bytesPerPair)
	for side := range r.words {
		r.words[side] = make([]analysis.Token, 0, cap(r.pairs))
	}
	for line := range strings.Lines(aligned) {
		r.aligned(strings.TrimSuffix(line, "\n"))
	}
	for line := range strings.Lines(hand) {
		r.hand(strings.TrimSuffix(line, "\n"))
	}
	english, arabic := numbered(r.words[0], "en"), numbered(r.words[1], "ar")
	forth, back := make([][]candidate, len(english.terms)), make([][]candidate, len(arabic.terms))
	for _, p := range r.pairs {
		if en, ar := english.number[p.place[0]], arabic.number[p.place[1]]; en >= 0 && ar >= 0 {
			forth[en] = add(forth[en], ar, p)
			back[ar] = add(back[ar], en, p)
		}
	}
	return [2]table{best(forth, english.terms, arabic.terms), best(back, arabic.terms, english.terms)}
}

// aligned reads a line of aligned.tsv.
func (r *reader) aligned(line string) {
	left, rest, _ := strings.Cut(line, "\t")
	right, hundredths, _ := strings.Cut(rest, "\t")
	if weight, err := strconv.Atoi(hundredths); err == nil && weight > 0 {
		r.pairs = append(r.pairs, pair{[2]int{r.add(0, left), r.add(1, right)}, byAlignment, float64(weight) / 100})
	}
}

// hand reads a line of hand.tsv.
func (r *reader) hand(line string) {
	lefts, rights, ok := strings.Cut(line, "\t")
	if !ok || strings.HasPrefix(line, "#") {
		return
	}
	first := len(r.words[0])
	for left := range strings.SplitSeq(lefts, "|") {
		r.add(0, left)
	}
	weight := sure
	for right := range strings.SplitSeq(rights, "|") {
		ar := r.add(1, right)
		for en := first; en < len(r.words[0]); en++ {
			r.pairs = append(r.pairs, pair{[2]int{en, ar}, byHand, weight})
		}
		weight -= step
	}
}

// add appends a word to those of a language and gives its place.
func (r *reader) add(side int, word string) int {
	r.words[side] = append(r.words[side], analysis.Token{Fold: analysis.Fold(word), Kind: analysis.Word})
	return len(r.words[side]) - 1
}

// numbers are the terms of a list of words.
type numbers struct {
	number []int // by word, the place of its term in terms; -1 where it has none
	terms  []string
}

// numbered gives the term of each word; of several, the one of the word as it stands, which is the first.
func numbered(words []analysis.Token, lang string) numbers {
	n := numbers{number: make([]int, len(words))}
	for i := range n.number {
		n.number[i] = -1
	}
	seen := make(map[string]int, len(words))
	for _, term := range analysis.For(lang).Terms(words) {
		if n.number[term.Token] >= 0 {
			continue
		}
		place, ok := seen[term.Text]
		if !ok {
			place = len(n.terms)
			seen[term.Text] = place
			n.terms = append(n.terms, term.Text)
		}
		n.number[term.Token] = place
	}
	return n
}

// A candidate is a translation by the place of its term, with its weight in either file.
type candidate struct {
	term   int
	weight [2]float64
}

// add puts a translation. Where a file has it more than once, since several words have the same term, the highest weight
// counts.
func add(all []candidate, term int, p pair) []candidate {
	i := slices.IndexFunc(all, func(known candidate) bool { return known.term == term })
	if i < 0 {
		i = len(all)
		all = append(all, candidate{term: term})
	}
	all[i].weight[p.file] = max(all[i].weight[p.file], p.weight)
	return all
}

// best chooses the best translations of each term. What both files have is as sure as that not both are wrong.
func best(all [][]candidate, from, to []string) table {
	t := make(table, len(from))
	for i, term := range from {
		found := make([]Translation, len(all[i]))
		for j, c := range all[i] {
			found[j] = Translation{to[c.term], 1 - (1-c.weight[byHand])*(1-c.weight[byAlignment])}
		}
		slices.SortFunc(found, func(a, b Translation) int {
			return cmp.Or(cmp.Compare(b.Weight, a.Weight), cmp.Compare(a.Term, b.Term))
		})
		if len(found) > 0 {
			t[term] = found[:min(len(found), most):min(len(found), most)]
		}
	}
	return t
}
