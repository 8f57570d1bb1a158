package lexicon

import (
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

// TestLoad holds a small table against what is made of it.
func TestLoad(t *testing.T) {
	got := load("isl\tجزير 700\tارخبيل 600\nisland\tجزير 910\n")
	want := [2]table{
		{"isl": {{"جزير", 0.7}, {"ارخبيل", 0.6}}, "island": {{"جزير", 0.91}}},
		{"جزير": {{"island", 0.91}, {"isl", 0.7}}, "ارخبيل": {{"isl", 0.6}}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
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
		load(termsTSV)
	}
}
