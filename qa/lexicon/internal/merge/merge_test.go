package merge

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestTerms(t *testing.T) {
	for _, test := range []struct {
		name, aligned, hand string
		want                []Pair
	}{
		{"no list", "", "", nil},
		{"an aligned pair", "# a comment\nislands\tجزيره\t70\n", "", []Pair{{"island", "جزير", 0.7}}},
		{"nothing is as sure as it is", "sea\tبحر\t0\nsea\tبحر\n", "", nil},
		{"alternatives", "", "isle\tجزيرة|أرخبيل\n", []Pair{{"isl", "جزير", 0.7}, {"isl", "ارخبيل", 0.6}}},
		{"both are surer", "island\tجزيره\t70\n", "island\tجزيرة\n", []Pair{{"island", "جزير", 0.91}}},
		{"forms of a word count once", "island\tجزيره\t20\nislands\tجزر\t30\n", "", []Pair{{"island", "جزير", 0.3}}},
		{"stop words", "", "the\tبحر\n", nil},
		{
			"the best of either side stay", "a1x\tباب\t90\na1x\tنهر\t80\na1x\tجبل\t70\na1x\tبحر\t60\na1x\tقلم\t50\na1x\tسوق\t40\nb1x\tسوق\t90\n" +
				"c1x\tسوق\t90\nd1x\tسوق\t90\ne1x\tسوق\t90\n", "",
			[]Pair{
				{"a1x", "باب", 0.9}, {"a1x", "نهر", 0.8}, {"a1x", "جبل", 0.7}, {"a1x", "بحر", 0.6}, {"a1x", "قلم", 0.5},
				{"b1x", "سوق", 0.9}, {"c1x", "سوق", 0.9}, {"d1x", "سوق", 0.9}, {"e1x", "سوق", 0.9},
			},
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, Terms(test.aligned, test.hand)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestFormat(t *testing.T) {
	got := Format([]Pair{{"isl", "جزير", 0.7}, {"isl", "ارخبيل", 0.6}, {"sea", "بحر", 0.91}})
	if want := "isl\tجزير 700\tارخبيل 600\nsea\tبحر 910\n"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if got := Format(nil); got != "" {
		t.Errorf("nothing: %q", got)
	}
}
