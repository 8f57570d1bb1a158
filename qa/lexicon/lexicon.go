// Package lexicon tells which Arabic words stand for an English word, and the other way round, so that a question finds a
// sentence of the other language also by ordinary words, not only by names and numbers.
//
// Words are terms: what analysis.For(lang) makes of a word, so that inflected forms meet. Translate gives the terms for a
// term, out of the embedded table terms.tsv: a line an English term, with its Arabic terms and their weights in
// thousandths. It is made of two lists of words:
//
//   - aligned.tsv, out of the sentences of Tatoeba and their translations (see NOTICE), with the statistics of package
//     align: English word, Arabic word, weight in hundredths.
//   - hand.tsv, written for Dalil, because people who translate example sentences seldom write of treaties and frigates:
//     English words, parted by |, and Arabic ones, the likeliest first.
//
// A pair's weight joins what the two say of it: alone a hand-written pair has 0.7 or, as a further alternative, less; an
// aligned one has the geometric mean of its probabilities in both directions; both together are surer than either. After
// a change of the lists, or of how words are stemmed, "go generate ./qa/lexicon" makes the table anew; a test asks for it.
//
// Invariants: every weight is above 0 and at most 1; translations of a term are in falling order of weight, equals in that
// of their bytes, and at most four; a pair has the same weight in both directions. Numbers, symbols and stop words are not
// in it, for they need none; nor are phrases: "prime minister" is a prime and a minister.
package lexicon

import (
	"cmp"
	_ "embed"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/dalil-bot/dalil/qa/lexicon/internal/merge"
)

//go:generate go run ./gen terms aligned.tsv hand.tsv terms.tsv

//go:embed terms.tsv
var termsTSV string

// A Translation is a term of another language.
type Translation struct {
	Term   string
	Weight float64 // how surely the two stand for each other, above 0 and at most 1
}

// A table holds the translations of terms from one language into another.
type table map[string][]Translation

// tables holds both directions, English to Arabic first.
var tables = sync.OnceValue(func() [2]table { return load(termsTSV) })

// Translate gives the translations of a term, the surest first. Terms are those of analysis.For(from) and analysis.For(to),
// languages ISO 639-1 codes. It is nil where nothing is known of the term or of the two languages; English and Arabic
// are known. The table is read on first use, in a few milliseconds. The slice belongs to the lexicon: do not change it.
func Translate(term, from, to string) []Translation {
	switch {
	case from == "en" && to == "ar":
		return tables()[0][term]
	case from == "ar" && to == "en":
		return tables()[1][term]
	}
	return nil
}

// bytesPerTerm is a little less than the mean of a line of terms.tsv.
const bytesPerTerm = 32

// load reads what merge.Format writes.
func load(text string) [2]table {
	forth, back := make(table, len(text)/bytesPerTerm), make(table, len(text)/bytesPerTerm)
	for line := range strings.Lines(text) {
		english, rest, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		all := make([]Translation, 0, merge.Most)
		for field := range strings.SplitSeq(rest, "\t") {
			arabic, thousandths, _ := strings.Cut(field, " ")
			weight, err := strconv.Atoi(thousandths)
			if err != nil {
				continue
			}
			all = append(all, Translation{arabic, float64(weight) / 1000})
			back[arabic] = append(back[arabic], Translation{english, float64(weight) / 1000})
		}
		forth[english] = all[:min(len(all), merge.Most)]
	}
	for arabic, all := range back {
		slices.SortFunc(all, func(a, b Translation) int {
			return cmp.Or(cmp.Compare(b.Weight, a.Weight), cmp.Compare(a.Term, b.Term))
		})
		back[arabic] = all[:min(len(all), merge.Most)]
	}
	return [2]table{forth, back}
}
