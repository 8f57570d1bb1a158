package align

import (
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// small is a corpus in which every word stands beside others, so that only counting tells who translates whom.
const small = `The minister signed the treaty.	وقع الوزير المعاهدة
The minister opened the bridge.	افتتح الوزير الجسر
The old treaty is long.	المعاهدة القديمة طويلة
The old bridge is closed.	الجسر القديم مغلق
The bridge is long.	الجسر طويل
The minister is old.	الوزير قديم
`

func read(t *testing.T, text string) []Pair {
	t.Helper()
	pairs, err := Read(strings.NewReader(text), "en", "ar")
	if err != nil {
		t.Fatal(err)
	}
	return pairs
}

func TestWords(t *testing.T) {
	var got [][2]string
	for _, w := range Words(read(t, small), Options{Links: 2, Most: 1}) {
		got = append(got, [2]string{w.Left, w.Right})
	}
	want := [][2]string{{"bridge", "جسر"}, {"long", "طويل"}, {"minister", "وزير"}, {"old", "قديم"}, {"treaty", "معاهده"}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// TestWordsAgain holds that the same pairs give the same words.
func TestWordsAgain(t *testing.T) {
	first := Words(read(t, small), Options{})
	for range 5 {
		if diff := cmp.Diff(first, Words(read(t, small), Options{})); diff != "" {
			t.Fatal(diff)
		}
	}
}

// TestProbabilities holds that no word is given more than the whole of its probability, in either direction.
func TestProbabilities(t *testing.T) {
	c := newCorpus(read(t, small))
	for _, side := range []*corpus{c, c.flip()} {
		sums := make([]float64, side.words[0].size())
		for cell, p := range side.train() {
			if p <= 0 || p > 1 || math.IsNaN(p) {
				t.Errorf("cell %d has probability %v", cell, p)
			}
			sums[side.left[cell]] += p
		}
		for word, sum := range sums {
			if sum > 1+1e-9 {
				t.Errorf("word %d has probabilities of %v in all", word, sum)
			}
		}
	}
}

func TestReadings(t *testing.T) {
	for _, test := range []struct {
		name, text, lang string
		want             []Reading
	}{
		{"numbers and stop words have no place", "In 2013 the two of them left 12 ships", "en", []Reading{{{"left", "leav"}}, {{"ships", "ship"}}}},
		{"an article is cut", "البحيرة", "ar", []Reading{{{"بحيره", "بحير"}}}},
		{"a particle may be one", "وبحيرة", "ar", []Reading{{{"وبحيره", "وبحير"}, {"بحيره", "بحير"}}}},
	} {
		if diff := cmp.Diff(test.want, Content(test.text, test.lang)); diff != "" {
			t.Errorf("%s: %s", test.name, diff)
		}
	}
}

func TestReadRefuses(t *testing.T) {
	for _, text := range []string{"no tab\n", "a\tb\na\tb\tc\n"} {
		if pairs, err := Read(strings.NewReader(text), "en", "ar"); err == nil {
			t.Errorf("%q: %v, want an error", text, pairs)
		}
	}
	if pairs, err := Read(strings.NewReader(""), "en", "ar"); err != nil || pairs != nil {
		t.Errorf("nothing: %v, %v", pairs, err)
	}
	if words := Words(nil, Reliable); len(words) != 0 {
		t.Errorf("words of nothing: %v", words)
	}
}
