package bot

import (
	"fmt"
	"reflect"
	"testing"

	"github.com/dalil-bot/dalil/bot/internal/state"
	"github.com/dalil-bot/dalil/corpus"
	"github.com/dalil-bot/dalil/qa"
)

// A quote is followed to where it stands now, with its marks, unless it could be another one's.
func TestFollowed(t *testing.T) {
	q := qa.Quote{Span: corpus.Span{Start: 4, End: 9}, Text: "noon.", Marks: []corpus.Span{{Start: 4, End: 8}}, Context: corpus.Span{Start: 0, End: 12}}
	for _, test := range []struct{ name, text, want string }{
		{"it stands where it stood", "At: noon. Yes", "{4 9} [{4 8}] {0 12}"},
		{"something longer is before it", "At least: noon. Yes", "{10 15} [{10 14}] {6 18}"},
		{"something shorter is", "A noon.", "{2 7} [{2 6}] {0 7}"},
		{"it stands there twice", "Not noon. noon.", "{4 9} [{4 8}] {0 12}"},
	} {
		got := followed(q, test.text)
		if text := fmt.Sprint(got.Span, got.Marks, got.Context); text != test.want {
			t.Errorf("%s: %s, want %s", test.name, text, test.want)
		}
	}
}

func TestWithout(t *testing.T) {
	quote := func(doc, text string) qa.Quote { return qa.Quote{Collection: "desk", Doc: doc, Text: text} }
	answer := func() *qa.Answer {
		return &qa.Answer{
			Quotes: []qa.Quote{quote("monday", "The ferry leaves at noon.")}, Related: []qa.Quote{quote("monday", "Thanks."), quote("tuesday", "Fine.")},
			Conflicts: []qa.Conflict{{Quotes: []qa.Quote{quote("tuesday", "At one.")}}}, Near: []qa.Quote{quote("monday", "Bring a coat.")},
			Why: &qa.Why{Passages: []qa.WhyPassage{{Doc: "monday", Text: "Thanks."}, {Doc: "tuesday", Text: "Fine."}}, Candidates: []qa.WhyCandidate{{Doc: "monday", Text: "noon"}}},
		}
	}
	for _, test := range []struct{ name, collection, doc, text, want string }{
		{"nothing changed", "desk", "monday", "The ferry leaves at noon. Thanks. Bring a coat.", "1 2 1 2 1"},
		{"all moved", "desk", "monday", "Hello! Bring a coat. Thanks. The ferry leaves at noon.", "1 2 1 2 1"},
		{"a further sentence is gone", "desk", "monday", "The ferry leaves at noon. Bring a coat.", "1 1 1 1 1"},
		{"a near miss is gone", "desk", "monday", "The ferry leaves at noon. Thanks.", "1 2 0 2 1"},
		{"what it rests on is gone", "desk", "monday", "Thanks. Bring a coat.", "nothing"},
		{"what it rests on was edited", "desk", "monday", "The ferry leaves at 1. Thanks. Bring a coat.", "nothing"},
		{"another value is gone", "desk", "tuesday", "Fine.", "nothing"},
		{"the document is gone", "desk", "tuesday", "", "nothing"},
		{"another document", "desk", "wednesday", "", "1 2 1 2 1"},
		{"a document of that name elsewhere", "notes", "monday", "noon Thanks.", "1 2 1 2 1"},
	} {
		a := answer()
		got := "nothing"
		if left := without(a, state.Quoted{Collection: test.collection, Doc: test.doc}, test.text); left != nil {
			got = fmt.Sprint(len(left.Quotes), len(left.Related), len(left.Near), len(left.Why.Passages), len(left.Why.Candidates))
		}
		if got != test.want {
			t.Errorf("%s: %s is left, want %s", test.name, got, test.want)
		}
		if !reflect.DeepEqual(answer(), a) {
			t.Errorf("%s: the answer itself was changed", test.name)
		}
	}
}
