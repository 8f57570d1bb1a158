package lexicon

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
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
		{island: {{ar, 1}, {group, 0.9}}, isle: {{ar, 1}, {group, 0.9}}},
		{ar: {{isle, 1}, {island, 1}}, group: {{isle, 0.9}, {island, 0.9}}},
	}
	if diff := cmp.Diff(want, both); diff != "" {
		t.Error(diff)
	}
}

func BenchmarkLoad(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		parse(alignedTSV, handTSV)
	}
}
