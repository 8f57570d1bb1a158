package lexicon

import (
	"strconv"
	"strings"

	"github.com/dalil-bot/dalil/corpus/analysis"
)

// step is by how much each further alternative of a line of hand.tsv weighs less than the one before it.
const step = 0.1

// parse makes the tables of both directions. Lines that begin with # are comments; words that have no term, such as stop
// words, are left out.
func parse(aligned, hand string) [2]table {
	both := [2]table{{}, {}}
	add := func(en, ar string, weight float64) {
		if en != "" && ar != "" && weight > 0 {
			both[0].add(en, ar, weight)
			both[1].add(ar, en, weight)
		}
	}
	for line := range strings.Lines(aligned) {
		left, rest, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		right, hundredths, ok := strings.Cut(rest, "\t")
		weight, err := strconv.Atoi(hundredths)
		if ok && err == nil {
			add(term(left, "en"), term(right, "ar"), float64(weight)/100)
		}
	}
	for line := range strings.Lines(hand) {
		lefts, rights, ok := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		if !ok || strings.HasPrefix(line, "#") {
			continue
		}
		for left := range strings.SplitSeq(lefts, "|") {
			en, weight := term(left, "en"), 1.0
			for right := range strings.SplitSeq(rights, "|") {
				add(en, term(right, "ar"), weight)
				weight -= step
			}
		}
	}
	both[0].sort()
	both[1].sort()
	return both
}

// term gives the term of a word, of several the one of the word as it stands; "" where it has none.
func term(word, lang string) string {
	if terms := analysis.For(lang).Terms(analysis.Tokenize(word)); len(terms) > 0 {
		return terms[0].Text
	}
	return ""
}
