package qa

import (
	"fmt"
	"maps"
	"slices"
	"testing"
)

// parties are countries that each have a document of their own in the tests of this file.
var parties = []string{
	"Australia", "Brazil", "Canada", "Chile", "Egypt", "Finland", "France", "Ghana", "Greece", "India", "Italy", "Kenya", "Norway", "Peru",
	"Poland", "Portugal", "Russia", "Spain", "Sweden", "Turkey", "Argentina", "Austria", "Belgium", "Bolivia", "Bulgaria", "Croatia",
	"Denmark", "Estonia", "Hungary", "Iceland",
}

// treaties gives each of n countries a document of one sentence, all by one pattern.
func treaties(n int, pattern string) map[string]string {
	texts := map[string]string{}
	for i, name := range parties[:n] {
		texts[fmt.Sprintf("%02d.txt", i)] = fmt.Sprintf(pattern, name, 1990+i)
	}
	return texts
}

// TestCountryEach: where each country has a short document of its own, all are listed, each with its own quote. Documents by one
// pattern are no copies of each other, and a collection about one thing only does not say "countries".
func TestCountryEach(t *testing.T) {
	const pattern = "%s and Morocco held a 3+3 meeting of trade and fishing ministers in %d."
	for _, test := range []struct {
		name  string
		n     int
		other map[string]string
		text  string
	}{
		{"nothing else", 14, nil, "Which countries have 3+3 with Morocco?"},
		{"among others", 14, filler, "Which countries have 3+3 with Morocco?"},
		{"many", 30, filler, "Which countries have 3+3 with Morocco?"},
		{"asked in Arabic", 14, filler, "ما هي الدول التي لديها 3+3 مع المغرب؟"},
	} {
		t.Run(test.name, func(t *testing.T) {
			texts := treaties(test.n, pattern)
			maps.Copy(texts, test.other)
			a := mustAsk(t, libraryOf(t, "c", texts), test.text, "c")
			if len(a.Items) != test.n || a.Sources != test.n {
				t.Fatalf("%s %v out of %d, want %d (%s)", a.Kind, ids(a), a.Sources, test.n, a.Why.Rule)
			}
			var docs []string
			for _, item := range a.Items {
				docs = append(docs, a.Quotes[item.Quotes[0]].Doc)
			}
			slices.Sort(docs)
			if docs = slices.Compact(docs); len(docs) != test.n {
				t.Errorf("%d documents are quoted, want %d", len(docs), test.n)
			}
		})
	}
}

// TestCountryOfOthers: what the collection does not say is refused although "countries" weighs little.
func TestCountryOfOthers(t *testing.T) {
	lib := libraryOf(t, "c", treaties(14, "%s and Morocco held a 3+3 meeting of trade and fishing ministers in %d."))
	for _, text := range []string{"Which countries have 3+3 with Mongolia?", "Which countries have a mining pact?", "Which countries border Morocco?"} {
		if a := mustAsk(t, lib, text, "c"); a.Kind != Abstention {
			t.Errorf("%q: %s %v (%s)", text, a.Kind, ids(a), a.Why.Rule)
		}
	}
}
