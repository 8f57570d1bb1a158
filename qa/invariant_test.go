package qa

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"
	"unicode/utf8"

	"github.com/dalil-bot/dalil/corpus"
	embedded "github.com/dalil-bot/dalil/corpus/sample"
)

// checkAnswer holds what must be true of every answer to every question.
func checkAnswer(t testing.TB, lib Library, q Question, a *Answer) {
	t.Helper()
	bad := func(format string, args ...any) {
		t.Helper()
		t.Errorf("%q (%s): %s", q.Text, a.Kind, fmt.Sprintf(format, args...))
	}
	if a.Why == nil || a.Why.Rule == "" {
		bad("nobody can tell why")
	}
	if math.IsNaN(a.Confidence) || a.Confidence < 0 || a.Confidence > 1 {
		bad("confidence %v", a.Confidence)
	}
	lists := [][]Quote{a.Quotes, a.Related, a.Near}
	for _, c := range a.Conflicts {
		lists = append(lists, c.Quotes)
		checkItem(bad, &c.Item, c.Quotes)
	}
	for _, list := range lists {
		for i := range list {
			checkQuote(t, bad, lib, q, &list[i])
		}
	}
	if a.Kind == Abstention {
		checkAbstention(bad, a)
		return
	}
	checkKind(bad, a)
	seen := map[string]bool{}
	for _, quote := range slices.Concat(a.Quotes, a.Related) {
		place := fmt.Sprint(quote.Collection, quote.Doc, quote.Span)
		if seen[place] {
			bad("%s is quoted twice", place)
		}
		seen[place] = true
	}
}

func checkAbstention(bad func(string, ...any), a *Answer) {
	if len(a.Quotes)+len(a.Items)+len(a.Related)+len(a.Conflicts)+a.Sources > 0 || a.Text != "" {
		bad("an abstention claims something: %+v", a)
	}
	if a.Reason == "" {
		bad("no reason is given")
	}
}

func checkKind(bad func(string, ...any), a *Answer) {
	if len(a.Quotes) == 0 || len(a.Items) == 0 || a.Text == "" || a.Reason != "" || len(a.Near) > 0 {
		bad("%d quotes, %d items, %d near, text %q, reason %q", len(a.Quotes), len(a.Items), len(a.Near), a.Text, a.Reason)
	}
	if a.Confidence < a.Why.Threshold {
		bad("confidence %.3f is below the threshold", a.Confidence)
	}
	if (a.Kind == List) != (len(a.Items) > 1) {
		bad("%d items", len(a.Items))
	}
	if (a.Kind == YesNo) != (a.Type == Polar) {
		bad("a question of type %s", a.Type)
	}
	used := make([]bool, len(a.Quotes))
	for i := range a.Items {
		item := &a.Items[i]
		checkItem(bad, item, a.Quotes)
		for _, n := range item.Quotes {
			if n >= 0 && n < len(used) {
				used[n] = true
			}
		}
		if item.Support > a.Sources {
			bad("%s has %d documents of %d", item.Display, item.Support, a.Sources)
		}
		if !strings.Contains(a.Text, item.Display) {
			bad("%q does not show %q", a.Text, item.Display)
		}
		if a.Kind == YesNo && item.ID != "yes" && item.ID != "no" {
			bad("neither yes nor no: %q", item.ID)
		}
	}
	if i := slices.Index(used, false); i >= 0 {
		bad("quote %d supports no item: %q", i, a.Quotes[i].Text)
	}
}

// checkItem holds an item against the quotes that its numbers point into.
func checkItem(bad func(string, ...any), item *Item, quotes []Quote) {
	if len(item.Quotes) == 0 || item.Text == "" || item.Display == "" || item.Support < 1 {
		bad("item %+v", *item)
	}
	for i, n := range item.Quotes {
		switch {
		case n < 0 || n >= len(quotes):
			bad("item %q names quote %d of %d", item.Text, n, len(quotes))
		case slices.Contains(item.Quotes[:i], n):
			bad("item %q names quote %d twice", item.Text, n)
		case i == 0 && !strings.Contains(quotes[n].Text, item.Text):
			bad("item %q is not in its best quote %q", item.Text, quotes[n].Text)
		}
	}
}

// checkQuote holds a quote against the stored document.
func checkQuote(t testing.TB, bad func(string, ...any), lib Library, q Question, quote *Quote) {
	t.Helper()
	doc, err := lib.Document(t.Context(), quote.Collection, quote.Doc)
	if err != nil {
		bad("quote of %s: %v", quote.Doc, err)
		return
	}
	if quote.Start < 0 || quote.End > len(doc.Text) || quote.Start >= quote.End || quote.Of(doc.Text) != quote.Text {
		bad("%s %v is not %q", quote.Doc, quote.Span, quote.Text)
		return
	}
	if !utf8.ValidString(quote.Text) || strings.TrimSpace(quote.Text) != quote.Text {
		bad("%q begins or ends amiss", quote.Text)
	}
	if !slices.Contains(q.Collections, quote.Collection) {
		bad("collection %q was not asked", quote.Collection)
	}
	if quote.Title != doc.Title || quote.Publisher != doc.Publisher || quote.Date != doc.Date {
		bad("%s is not what is told of it", quote.Doc)
	}
	if !quote.Context.Contains(quote.Span) || quote.Context.End > len(doc.Text) {
		bad("%v does not lie in its context %v", quote.Span, quote.Context)
	}
	for i, m := range quote.Marks {
		if !quote.Contains(m) || m.Len() <= 0 || !utf8.ValidString(m.Of(doc.Text)) || i > 0 && quote.Marks[i-1].Start > m.Start {
			bad("mark %v of quote %v", m, quote.Span)
		}
	}
	for _, b := range doc.Blocks {
		if b.Kind == corpus.Boilerplate && b.Start < quote.End && quote.Start < b.End {
			bad("boilerplate is quoted: %q", quote.Text)
		}
	}
}

func TestInvariants(t *testing.T) {
	lib := sampleLibrary(t)
	for name, o := range map[string]Options{"as it is": {}, "answers everything": {Threshold: 1e-9}, "answers nothing": {Threshold: 1}} {
		t.Run(name, func(t *testing.T) {
			answerer := New(lib, o)
			for _, text := range sampleQuestions() {
				for _, lang := range []string{"", "en", "ar"} {
					a := mustAnswer(t, lib, answerer, Question{Text: text, Lang: lang, Collections: []string{embedded.Collection}})
					if o.Threshold == 1 && a.Kind != Abstention {
						t.Errorf("%q is answered with confidence %v", text, a.Confidence)
					}
				}
			}
		})
	}
}

// TestSameAnswer asks the same questions again, at the same time, and of the same documents written in another order and
// in other batches: not a byte may differ.
func TestSameAnswer(t *testing.T) {
	lib := sampleLibrary(t)
	questions := sampleQuestions()
	want := make([]string, len(questions))
	first := New(lib, Options{})
	for i, text := range questions {
		want[i] = image(t, mustAnswer(t, lib, first, Question{Text: text, Collections: []string{embedded.Collection}}))
	}
	again := func(t *testing.T, answerer *Answerer) {
		for i, text := range questions {
			a, err := answerer.Ask(t.Context(), Question{Text: text, Collections: []string{embedded.Collection}})
			if err != nil {
				t.Error(err)
				return
			}
			if got := image(t, a); got != want[i] {
				t.Errorf("%q: the answer differs:\n%s", text, firstDifference(want[i], got))
				return
			}
		}
	}
	t.Run("again", func(t *testing.T) { again(t, first) })
	t.Run("afresh, forgetting at once", func(t *testing.T) { again(t, New(lib, Options{Views: 1})) })
	t.Run("at the same time", func(t *testing.T) {
		var group sync.WaitGroup
		for range 4 {
			group.Go(func() { again(t, first) })
		}
		group.Wait()
	})
	docs := documentsOf(t, lib, embedded.Collection)
	for seed := range uint64(3) {
		t.Run(fmt.Sprint("written anew ", seed), func(t *testing.T) {
			ix := emptyIndex(t)
			rng := rand.New(rand.NewPCG(seed, 3))
			left := slices.Clone(docs)
			rng.Shuffle(len(left), func(i, j int) { left[i], left[j] = left[j], left[i] })
			for len(left) > 0 {
				n := 1 + rng.IntN(len(left))
				if err := ix.Update(t.Context(), embedded.Collection, left[:n]); err != nil {
					t.Fatal(err)
				}
				left = left[n:]
			}
			again(t, New(ix, Options{}))
		})
	}
}

// firstDifference shows where two texts part.
func firstDifference(want, got string) string {
	at := 0
	for at < min(len(want), len(got)) && want[at] == got[at] {
		at++
	}
	around := func(s string) string {
		return strings.ToValidUTF8(s[max(0, min(at, len(s))-80):min(len(s), at+120)], "")
	}
	return fmt.Sprintf("want …%s…\n got …%s…", around(want), around(got))
}
