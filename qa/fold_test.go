package qa

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/dalil-bot/dalil/corpus"
)

// alsoOf returns the documents for which an answer's quotes stand besides their own.
func alsoOf(a *Answer) []string {
	var out []string
	for _, q := range a.Quotes {
		for _, s := range q.Also {
			out = append(out, map[bool]string{false: "copy ", true: "earlier "}[s.Earlier]+s.Doc)
		}
	}
	return out
}

const pier = "Ferry traffic to the island of Hask will stop on 3 May because the pier is being rebuilt, the harbour office said"

// TestCopies: a report that several papers took over is one piece of evidence, and all of them are named.
func TestCopies(t *testing.T) {
	const long = "Two boats will carry goods meanwhile. Shops on the island have filled their stores. The baker expects to sell out."
	const arabic = "تتوقف العبّارات إلى جزيرة هاسك في الثالث من أيار بسبب إعادة بناء الرصيف كما أعلن مكتب الميناء"
	for _, test := range []struct {
		name    string
		texts   map[string]string
		text    string
		sources int
		also    []string
	}{
		{"word for word", map[string]string{"agency.txt": pier + ".", "ledger.txt": pier + "."}, "", 1, []string{"copy ledger.txt"}},
		{"one says more", map[string]string{"agency.txt": pier + ".", "ledger.txt": pier + " on Monday."}, "", 1, []string{"copy agency.txt"}},
		{"three papers", map[string]string{"a.txt": pier + ".", "b.txt": pier + ".", "c.txt": pier + "."}, "", 1, []string{"copy b.txt", "copy c.txt"}},
		{"with a report of its own", map[string]string{
			"agency.txt": pier + ".", "ledger.txt": pier + " on Monday.", "own.txt": "Ferry traffic to Hask stops on 3 May.",
		}, "", 2, []string{"copy agency.txt"}},
		{"shortened in a copy of the whole", map[string]string{
			"agency.txt": pier + ". " + long, "ledger.txt": "Ferry traffic to the island of Hask will stop on 3 May, the harbour office said. " + long,
		}, "", 1, []string{"copy ledger.txt"}},
		{"in Arabic", map[string]string{"أ.txt": arabic + ".", "ب.txt": arabic + "."}, "متى تتوقف العبّارات إلى جزيرة هاسك؟", 1, []string{"copy ب.txt"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			if test.text == "" {
				test.text = "When will ferry traffic to Hask stop?"
			}
			a := mustAsk(t, among(t, test.texts), test.text, "c")
			if a.Kind != Single || a.Sources != test.sources || a.Items[0].Support != test.sources || len(a.Conflicts) > 0 {
				t.Errorf("%s %q out of %d, %d conflicts; want %d (%s)", a.Kind, a.Text, a.Sources, len(a.Conflicts), test.sources, a.Why.Rule)
			}
			if diff := cmp.Diff(test.also, alsoOf(a)); diff != "" {
				t.Errorf("named besides (-want +got):\n%s", diff)
			}
			for i, quote := range slices.Concat(a.Quotes, a.Related) {
				for _, other := range slices.Concat(a.Quotes, a.Related)[:i] {
					if strings.HasPrefix(quote.Text, pier) && strings.HasPrefix(other.Text, pier) {
						t.Error("both copies are quoted")
					}
				}
			}
		})
	}
}

// TestNoCopies: sentences that differ in what they tell are two pieces of evidence, however alike the documents are.
func TestNoCopies(t *testing.T) {
	const tail = " The council met in the old hall. It was raining all day, and few people came to listen."
	for _, test := range []struct{ name, one, two, text string }{
		{"a name", "The council of Hask chose Orla Finch as keeper of its lighthouse on the northern rocks.",
			"The council of Hask chose Tom Brill as keeper of its lighthouse on the northern rocks.", "Who was chosen as keeper of the lighthouse?"},
		{"a name in front", "Orla keeps the lighthouse of Hask on the northern rocks for the council and its boats.",
			"Tom keeps the lighthouse of Hask on the northern rocks for the council and its boats.", "Who keeps the lighthouse of Hask?"},
		{"a name in Arabic", "اختار مجلس جزيرة هاسك سالم الحداد حارساً للمنارة على الصخور الشمالية قرب الميناء القديم.",
			"اختار مجلس جزيرة هاسك خالد النجار حارساً للمنارة على الصخور الشمالية قرب الميناء القديم.", "من اختار مجلس هاسك حارساً للمنارة؟"},
		{"a number", "The council of Hask pays 300 coins to the keeper of its lighthouse.",
			"The council of Hask pays 400 coins to the keeper of its lighthouse.", "How many coins does the council pay to the keeper?"},
		{"a verb", "The council of Hask raised the pay of the keeper of its lighthouse.",
			"The council of Hask halved the pay of the keeper of its lighthouse.", "What did the council do with the pay of the keeper?"},
		{"a negation", "The council of Hask pays the keeper of its lighthouse in the winter months.",
			"The council of Hask pays the keeper of its lighthouse never in the winter months.", "When does the council pay the keeper?"},
	} {
		t.Run(test.name, func(t *testing.T) {
			lib := among(t, map[string]string{"one.txt": test.one + tail, "two.txt": test.two + tail})
			lines, _, err := New(lib, Options{}).retrieve(t.Context(), newInquiry(Question{Text: test.text, Collections: []string{"c"}}, "en"))
			if err != nil {
				t.Fatal(err)
			}
			var found []string
			for _, l := range lines {
				if text := l.place().Of(l.doc.Text); text == test.one || text == test.two {
					found = append(found, l.doc.ID)
				}
			}
			if slices.Sort(found); !slices.Equal(found, []string{"one.txt", "two.txt"}) {
				t.Errorf("evidence out of %v, want both", found)
			}
		})
	}
}

// rules is a document of some sentences with one of its own.
func rules(name, title, day, own string) *corpus.Document {
	d := plainDocument("c", name, "The reading room of Hask opens at nine and closes at six. Bags stay at the door. "+own+" Children come with a grown-up person.")
	d.Title = title
	if day != "" {
		on(d, day)
	}
	return d
}

// TestVersions: what a later version says stands for what the earlier one said in its place.
func TestVersions(t *testing.T) {
	const question = "How many coins is the fine for a late book?"
	two, three := "The fine for a late book is 2 coins.", "The fine for a late book is 3 coins."
	for _, test := range []struct {
		name      string
		one, two  *corpus.Document
		text      string
		want      string
		conflicts int
		also      []string
	}{
		{"changed", rules("old.txt", "House rules 2021", "2021-01-01", two), rules("new.txt", "House rules 2024", "2024-01-01", three), question,
			"3", 0, []string{"earlier old.txt"}},
		{"changed, the later one first by name", rules("z.txt", "House rules", "2021-01-01", two), rules("a.txt", "House rules", "2024-01-01", three), question,
			"3", 0, []string{"earlier z.txt"}},
		{"unchanged", rules("old.txt", "House rules", "2021-01-01", two), rules("new.txt", "House rules", "2024-01-01", two+" The fine for noise is 9 coins."),
			question, "2", 0, []string{"earlier old.txt"}},
		{"asked for the year of the earlier one", rules("old.txt", "House rules", "2021-01-01", two), rules("new.txt", "House rules", "2024-01-01", three),
			"How many coins was the fine for a late book in 2021?", "2", 0, nil},
		{"other rules", rules("old.txt", "House rules", "2021-01-01", two), rules("new.txt", "Rules of the annex", "2024-01-01", three), question, "", 1, nil},
		{"no dates", rules("old.txt", "House rules", "", two), rules("new.txt", "House rules", "", three), question, "", 1, nil},
		{"the later one has it no more", rules("old.txt", "House rules", "2021-01-01", two), rules("new.txt", "House rules", "2024-01-01", "Books come back in time."),
			question, "2", 0, nil},
		{"another thing said in its place", rules("old.txt", "House rules", "2021-01-01", two),
			rules("new.txt", "House rules", "2024-01-01", "A lost card for a late book is 3 coins."), question, "2", 0, nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			a := mustAsk(t, dated(t, test.one, test.two), test.text, "c")
			if a.Kind != Single || !strings.HasPrefix(a.Text, test.want) || len(a.Conflicts) != test.conflicts {
				t.Errorf("%s %q with %d conflicts, want %q with %d (%s)", a.Kind, a.Text, len(a.Conflicts), test.want, test.conflicts, a.Why.Rule)
			}
			if diff := cmp.Diff(test.also, alsoOf(a)); diff != "" {
				t.Errorf("named besides (-want +got):\n%s", diff)
			}
		})
	}
}

// TestSeries: records by one pattern with one title are no versions of each other.
func TestSeries(t *testing.T) {
	var docs []*corpus.Document
	for i, name := range parties[:6] {
		d := plainDocument("c", fmt.Sprint(i, ".txt"), name+" and Morocco held a 3+3 meeting of trade ministers in Rabat. Both sides were content. They will meet again.")
		d.Title = "A 3+3 meeting"
		docs = append(docs, on(d, fmt.Sprintf("20%d-03-01", 10+i)))
	}
	a := mustAsk(t, dated(t, docs...), "Which countries have 3+3 with Morocco?", "c")
	if len(a.Items) != 6 || a.Sources != 6 {
		t.Errorf("%s %v out of %d, want 6 (%s)", a.Kind, ids(a), a.Sources, a.Why.Rule)
	}
}

// TestFoldOrder: what is kept and named does not depend on the order in which documents came in.
func TestFoldOrder(t *testing.T) {
	docs := []*corpus.Document{
		rules("1.txt", "House rules", "2021-01-01", "The fine for a late book is 2 coins."), rules("2.txt", "House rules", "2022-01-01", "The fine for a late book is 3 coins."),
		rules("3.txt", "House rules", "2023-01-01", "The fine for a late book is 4 coins."), rules("4.txt", "A copy of the rules", "", "The fine for a late book is 4 coins."),
	}
	want := ""
	for range 4 {
		got := image(t, mustAsk(t, dated(t, docs...), "How many coins is the fine for a late book?", "c"))
		if want == "" {
			want = got
		}
		if got != want {
			t.Fatalf("%s\nand before\n%s", got, want)
		}
		docs = append(docs[1:], docs[0])
	}
	for _, part := range []string{`"text":"4"`, `"doc":"2.txt"`, `"doc":"1.txt"`} {
		if !strings.Contains(want, part) {
			t.Errorf("%s is missing in %s", part, want)
		}
	}
}
