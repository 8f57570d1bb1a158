package segment

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/dalil-bot/dalil/corpus"
)

// TestGold compares sentence boundaries with ones set by hand: paragraphs with a broken bar where a sentence ends. At
// most one of a hundred boundaries may be wrong or missing in a language.
func TestGold(t *testing.T) {
	files, err := filepath.Glob("testdata/gold/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no gold: %v", err)
	}
	for _, file := range files {
		lang := strings.TrimSuffix(filepath.Base(file), ".txt")
		t.Run(lang, func(t *testing.T) {
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			boundaries, wrong := 0, 0
			for marked := range strings.SplitSeq(strings.TrimSpace(string(data)), "\n\n") {
				n, bad := compareGold(t, marked, lang)
				boundaries += n
				wrong += bad
			}
			t.Logf("%d sentences, %d wrong boundaries", boundaries, wrong)
			if wrong*100 > boundaries {
				t.Errorf("%d of %d boundaries wrong", wrong, boundaries)
			}
		})
	}
}

// compareGold returns the number of sentences in a marked paragraph and of boundaries that are false or missing.
func compareGold(t *testing.T, marked, lang string) (sentences, wrong int) {
	t.Helper()
	var want []string
	for s := range strings.SplitSeq(marked, "¦") {
		want = append(want, strings.TrimSpace(s))
	}
	text := strings.ReplaceAll(marked, "¦", "")
	var got []string
	for _, s := range Sentences(text, corpus.Span{End: len(text)}, lang) {
		got = append(got, s.Of(text))
	}
	ends := map[int]int{}
	for side, list := range [][]string{want, got} {
		n := 0
		for _, s := range list {
			n += len(strings.Join(strings.Fields(s), ""))
			ends[n] |= 1 << side
		}
	}
	for _, sides := range ends {
		if sides != 3 {
			wrong++
		}
	}
	if wrong > 0 {
		t.Logf("%d wrong: %q", wrong, got)
	}
	return len(want), wrong
}
