package reply

import (
	"slices"
	"testing"
	"time"

	"github.com/dalil-bot/dalil/corpus"
	"github.com/dalil-bot/dalil/qa"
)

func TestAlsoNames(t *testing.T) {
	day := corpus.Date{Day: time.Date(2013, time.March, 2, 0, 0, 0, 0, time.UTC), Origin: corpus.DateByline}
	for _, test := range []struct {
		name string
		also []qa.Source
		want []string
	}{
		{"none", nil, nil},
		{"a copy without a title", []qa.Source{{Doc: "ledger.txt"}}, []string{"also in ledger.txt"}},
		{"a copy and an earlier version", []qa.Source{{Doc: "a", Title: "Ledger", Date: day}, {Doc: "b", Title: "Rules", Date: day, Earlier: true}},
			[]string{"also in Ledger", "earlier version: Rules (2 March 2013)"}},
		{"many", []qa.Source{{Doc: "a"}, {Doc: "b"}, {Doc: "c"}, {Doc: "d"}, {Doc: "e"}}, []string{"also in a, b, c (+2)"}},
		{"a name that would mention everybody", []qa.Source{{Doc: "@everyone *now*"}}, []string{`also in \@everyone \*now\*`}},
	} {
		if got := english.alsoNames(test.also); !slices.Equal(got, test.want) {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
	}
}
