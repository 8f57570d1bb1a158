package lexicon

import (
	"os"
	"strings"
	"testing"

	"github.com/dalil-bot/dalil/corpus/analysis"
	"github.com/dalil-bot/dalil/qa/lexicon/internal/merge"
)

// list reads one of the lists of words.
func list(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// TestCurrent holds that the table is what is made of the lists, with words stemmed as they are now.
func TestCurrent(t *testing.T) {
	if merge.Format(merge.Terms(list(t, "aligned.tsv"), list(t, "hand.tsv"))) != termsTSV {
		t.Error(`terms.tsv is not what the lists give: run "go generate ./qa/lexicon"`)
	}
}

// TestHand holds hand.tsv against its form: no English word twice, at most four alternatives, each line with terms.
func TestHand(t *testing.T) {
	seen := map[string]bool{}
	for line := range strings.Lines(list(t, "hand.tsv")) {
		line = strings.TrimSuffix(line, "\n")
		if strings.HasPrefix(line, "#") {
			continue
		}
		english, arabic, ok := strings.Cut(line, "\t")
		words, alternatives := strings.Split(english, "|"), strings.Split(arabic, "|")
		if !ok || len(alternatives) > merge.Most {
			t.Errorf("%q: want English words, a tab and at most %d Arabic words", line, merge.Most)
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

// TestTables holds both directions against the invariants of the package.
func TestTables(t *testing.T) {
	if size := len(termsTSV); size > 200_000 {
		t.Errorf("the table takes %d bytes", size)
	}
	both := tables()
	for side, table := range both {
		for term, all := range table {
			if len(all) == 0 || len(all) > merge.Most {
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
