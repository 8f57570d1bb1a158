// Package lexicon tells which Arabic words stand for an English word, and the other way round, so that a question finds a
// sentence of the other language also by ordinary words, not only by names and numbers.
//
// Words are terms: what analysis.For(lang) makes of a word, so that inflected forms meet. Translate gives the terms for a
// term. Behind it are two embedded tables of words, not terms, which are analysed when they are first needed, so that they
// stay true whatever becomes of the stemmers:
//
//   - aligned.tsv, out of the sentences of Tatoeba and their translations (see NOTICE), made by lexicon/gen with the
//     statistics of package align: English word, Arabic word, weight in hundredths.
//   - hand.tsv, written for Dalil, because people who translate example sentences seldom write of treaties and frigates:
//     English words, parted by |, and Arabic ones, the likeliest first.
//
// A pair's weight joins what the two say of it: alone a hand-written pair has 0.7 or, as a further alternative, less; an
// aligned one has the geometric mean of its probabilities in both directions; both together are surer than either.
//
// Invariants: every weight is above 0 and at most 1; translations of a term are in falling order of weight, equals in that
// of their bytes, and at most four; a pair has the same weight in both directions. Numbers, symbols and stop words are not
// in it, for they need none; nor are phrases: "prime minister" is a prime and a minister.
package lexicon

import (
	_ "embed"
	"sync"
)

//go:embed aligned.tsv
var alignedTSV string

//go:embed hand.tsv
var handTSV string

// most is how many translations a term has at most: after four, what an alignment offers is chance more often than sense.
const most = 4

// A Translation is a term of another language.
type Translation struct {
	Term   string
	Weight float64 // how surely the two stand for each other, above 0 and at most 1
}

// A table holds the translations of terms from one language into another.
type table map[string][]Translation

// tables holds both directions, English to Arabic first.
var tables = sync.OnceValue(func() [2]table { return parse(alignedTSV, handTSV) })

// Translate gives the translations of a term, the surest first. Terms are those of analysis.For(from) and analysis.For(to),
// languages ISO 639-1 codes. It is nil where nothing is known of the term or of the two languages; English and Arabic
// are known. The tables are read on first use, in some milliseconds. The slice belongs to the lexicon: do not change it.
func Translate(term, from, to string) []Translation {
	switch {
	case from == "en" && to == "ar":
		return tables()[0][term]
	case from == "ar" && to == "en":
		return tables()[1][term]
	}
	return nil
}
