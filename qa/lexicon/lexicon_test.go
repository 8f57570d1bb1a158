package lexicon

import (
	"math"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/dalil-bot/dalil/corpus/analysis"
)

func TestTranslate(t *testing.T) {
	for _, test := range []struct{ word, from, to, want string }{
		{"treaty", "en", "ar", "معاهدة"},
		{"treaties", "en", "ar", "المعاهدات"},
		{"minister", "en", "ar", "الوزراء"},
		{"piracy", "en", "ar", "القرصنة"},
		{"warships", "en", "ar", "فرقاطات"},
		{"والفرقاطة", "ar", "en", "warship"},
		{"بالمعاهدة", "ar", "en", "treaty"},
		{"bread", "en", "ar", "الخبز"},
		{"الباب", "ar", "en", "doors"},
	} {
		var found []string
		for _, tr := range Translate(term(test.word, test.from), test.from, test.to) {
			found = append(found, tr.Term)
		}
		if want := term(test.want, test.to); !slices.Contains(found, want) {
			t.Errorf("%s: %v, want %s among them", test.word, found, want)
		}
	}
	for _, unknown := range [][3]string{{"", "en", "ar"}, {"xyzzy", "en", "ar"}, {"treati", "en", "de"}, {"treati", "en", "en"}} {
		if got := Translate(unknown[0], unknown[1], unknown[2]); got != nil {
			t.Errorf("Translate(%q): %v, want nil", unknown, got)
		}
	}
}

// TestParse holds small tables against what is made of them.
func TestParse(t *testing.T) {
	both := parse("# comment\nisland\tجزيره\t70\nsea\tبحر\t0\nbroken line\n", "island|isle\tجزيرة|ارخبيل\nthe\tبحر\n")
	island, isle, ar, group := term("island", "en"), term("isle", "en"), term("جزيرة", "ar"), term("أرخبيل", "ar")
	want := [2]table{
		{island: {{ar, 0.91}, {group, 0.6}}, isle: {{ar, 0.7}, {group, 0.6}}},
		{ar: {{island, 0.91}, {isle, 0.7}}, group: {{isle, 0.6}, {island, 0.6}}},
	}
	near := cmp.Comparer(func(a, b float64) bool { return math.Abs(a-b) < 1e-9 })
	if diff := cmp.Diff(want, both, near); diff != "" {
		t.Error(diff)
	}
}

// term gives the first term of a word, "" where it has none.
func term(word, lang string) string {
	if terms := analysis.For(lang).Terms(analysis.Tokenize(word)); len(terms) > 0 {
		return terms[0].Text
	}
	return ""
}

func BenchmarkLoad(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		parse(alignedTSV, handTSV)
	}
}
