package lexicon

import (
	"strings"
	"testing"

	"github.com/dalil-bot/dalil/corpus/analysis"
)

// TestHand holds hand.tsv against its form: no English word twice, at most four alternatives, each line with terms.
func TestHand(t *testing.T) {
	seen := map[string]bool{}
	for line := range strings.Lines(handTSV) {
		line = strings.TrimSuffix(line, "\n")
		if strings.HasPrefix(line, "#") {
			continue
		}
		english, arabic, ok := strings.Cut(line, "\t")
		words, alternatives := strings.Split(english, "|"), strings.Split(arabic, "|")
		if !ok || len(alternatives) > most {
			t.Errorf("%q: want English words, a tab and at most %d Arabic words", line, most)
		}
		for _, word := range words {
			if seen[word] {
				t.Errorf("%q stands there twice", word)
			}
			seen[word] = true
			if tokens := analysis.Tokenize(word); len(tokens) != 1 || tokens[0].Kind != analysis.Word || term(word, "en") == "" {
				t.Errorf("%q is never looked for as a word", word)
			}
		}
		if term(alternatives[0], "ar") == "" {
			t.Errorf("%q of %q has no term", alternatives[0], line)
		}
		if strings.ContainsAny(line, " ()/,;،") {
			t.Errorf("%q: phrases are never found", line)
		}
	}
}

// TestTables holds both tables against the invariants of the package.
func TestTables(t *testing.T) {
	if size := len(alignedTSV) + len(handTSV); size > 200_000 {
		t.Errorf("the tables take %d bytes", size)
	}
	both := tables()
	for side, table := range both {
		for term, all := range table {
			if len(all) == 0 || len(all) > most {
				t.Errorf("%s has %d translations", term, len(all))
			}
			for i, tr := range all {
				if tr.Term == "" || tr.Weight <= 0 || tr.Weight > 1 {
					t.Errorf("%s: %v", term, tr)
				}
				if i > 0 && (all[i-1].Weight < tr.Weight || all[i-1].Weight == tr.Weight && all[i-1].Term >= tr.Term) {
					t.Errorf("%s: %v is out of order", term, all)
				}
				for _, back := range both[1-side][tr.Term] {
					if back.Term == term && back.Weight != tr.Weight {
						t.Errorf("%s and %s: weights %v and %v", term, tr.Term, tr.Weight, back.Weight)
					}
				}
			}
		}
	}
}
