package lexicon

import (
	"bufio"
	"compress/gzip"
	"fmt"
	"hash/fnv"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/dalil-bot/dalil/qa/lexicon/internal/align"
	"github.com/dalil-bot/dalil/qa/lexicon/internal/merge"
)

// shared gives a file beside the module's root, and skips the test where it is not there.
func shared(t *testing.T, path ...string) string {
	t.Helper()
	name := filepath.Join(append([]string{"..", "..", "..", "shared"}, path...)...)
	if _, err := os.Stat(name); err != nil {
		t.Skipf("needs data that are not part of the repository: %v", err)
	}
	return name
}

// split parts Tatoeba's pairs into those to learn from and about 300 held out: by the English sentence, which may have
// several translations. What shares a sentence with a held-out pair is in neither.
func split(t *testing.T) (train, held []align.Pair) {
	t.Helper()
	file, err := os.Open(shared(t, "train", "tatoeba-eng-ara.tsv.gz"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	text, err := gzip.NewReader(file)
	if err != nil {
		t.Fatal(err)
	}
	var all [][2]string
	out := map[string]bool{}
	for lines := bufio.NewScanner(text); lines.Scan(); {
		en, ar, _ := strings.Cut(lines.Text(), "\t")
		all = append(all, [2]string{en, ar})
		if isHeld(en) {
			out[ar] = true
		}
	}
	for _, p := range all {
		pair := align.Pair{align.Content(p[0], "en"), align.Content(p[1], "ar")}
		switch {
		case isHeld(p[0]):
			held = append(held, pair)
		case !out[p[1]]:
			train = append(train, pair)
		}
	}
	return train, held
}

func isHeld(english string) bool {
	h := fnv.New32a()
	h.Write([]byte(english))
	return h.Sum32()%41 == 1
}

// figures say how well a table translates the words of content of held-out sentences.
type figures struct{ words, known, first, found int }

func (f figures) String() string {
	share := func(n, of int) float64 { return float64(n) / float64(max(of, 1)) }
	return fmt.Sprintf("%d words: known %.3f, found %.3f; of known, precision@1 %.3f, any of four %.3f",
		f.words, share(f.known, f.words), share(f.found, f.words), share(f.first, f.known), share(f.found, f.known))
}

// measure counts the words for which a translation, or the first one, stands in the other sentence of the pair.
func measure(t table, held []align.Pair, from int) (f figures) {
	for _, pair := range held {
		there := map[string]bool{}
		for _, reading := range pair[1-from] {
			for _, r := range reading {
				there[r.Stem] = true
			}
		}
		for _, reading := range pair[from] {
			f.words++
			for _, r := range reading {
				all := t[r.Stem]
				if len(all) == 0 {
					continue
				}
				f.known++
				f.first += count(all[:1], there)
				f.found += min(count(all, there), 1)
				break
			}
		}
	}
	return f
}

func count(all []Translation, there map[string]bool) (n int) {
	for _, tr := range all {
		if there[tr.Term] {
			n++
		}
	}
	return n
}

// TestHeldOut aligns anew without about 300 pairs and tells how many of their words of content are translated as there.
// People translate freely, so that the best of lexicons is far from 1.
func TestHeldOut(t *testing.T) {
	if testing.Short() {
		t.Skip("aligns 12,000 sentences")
	}
	train, held := split(t)
	var aligned strings.Builder
	for _, w := range align.Words(train, align.Reliable) {
		fmt.Fprintf(&aligned, "%s\t%s\t%.0f\n", w.Left, w.Right, 100*w.Weight)
	}
	t.Logf("%d pairs to learn from, %d held out", len(train), len(held))
	hand := list(t, "hand.tsv")
	for _, test := range []struct{ name, aligned, hand string }{
		{"aligned", aligned.String(), ""}, {"hand", "", hand}, {"both", aligned.String(), hand},
	} {
		both := load(merge.Format(merge.Terms(test.aligned, test.hand)))
		forth, back := measure(both[0], held, 0), measure(both[1], held, 1)
		t.Logf("%-8s en-ar %v", test.name, forth)
		t.Logf("%-8s ar-en %v", test.name, back)
		if test.name == "both" && (2*forth.found < forth.words || 2*back.first < back.known) {
			t.Errorf("fewer than half of the words are found, or than half of the first translations right")
		}
	}
}
