package render

import (
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/google/go-cmp/cmp"

	"github.com/dalil-bot/dalil/corpus"
	"github.com/dalil-bot/dalil/qa"
)

func day(year int, month time.Month, d int, origin corpus.DateOrigin) corpus.Date {
	return corpus.Date{Day: time.Date(year, month, d, 0, 0, 0, 0, time.UTC), Origin: origin}
}

// quoteOf makes a quote that begins at offset 100 of its document, with one word of it marked.
func quoteOf(doc, lang, text, mark string) qa.Quote {
	q := qa.Quote{
		Span: corpus.Span{Start: 100, End: 100 + len(text)}, Text: text, Doc: doc, Lang: lang, Title: "A title",
		Publisher: "The Ledger", Date: day(2014, time.May, 12, corpus.DateByline),
	}
	if i := strings.Index(text, mark); mark != "" && i >= 0 {
		q.Marks = []corpus.Span{{Start: 100 + i, End: 100 + i + len(mark)}}
	}
	return q
}

func listAnswer() *qa.Answer {
	return &qa.Answer{
		Question: "who?", Lang: "en", Kind: qa.List, Text: "Russia, the United States and Australia", Sources: 3,
		Items: []qa.Item{
			{Display: "Russia", Quotes: []int{1, 0}}, {Display: "the United States", Quotes: []int{0}}, {Display: "Australia", Quotes: []int{0}},
		},
		Quotes: []qa.Quote{
			quoteOf("a.txt", "en", "Only the United States and\nAustralia came before Russia.", "Australia"),
			quoteOf("b.txt", "ar", "وبذلك أصبحت روسيا ثالث دولة.", "روسيا"),
		},
	}
}

func TestAnswer(t *testing.T) {
	refusal := &qa.Answer{
		Question: "who?", Lang: "en", Kind: qa.Abstention, Reason: qa.ReasonNoCandidate,
		Near: []qa.Quote{quoteOf("c.txt", "en", "Nobody came.", "")},
	}
	refusal.Near[0].Date = day(2014, time.May, 12, corpus.DateFile)
	conflict := &qa.Answer{
		Question: "how much did it cost in all?", Lang: "en", Kind: qa.Single, Text: "$840 million", Sources: 1, Notes: []string{qa.NoteCut},
		Items:  []qa.Item{{Display: "$840 million", Quotes: []int{0}}},
		Quotes: []qa.Quote{quoteOf("d.txt", "en", "It cost $840 million.", "$840 million")},
		Conflicts: []qa.Conflict{{
			Item: qa.Item{Display: "$910 million", Support: 1, Quotes: []int{0}}, Newer: true,
			Quotes: []qa.Quote{quoteOf("e.txt", "en", "It cost $910 million.", "$910 million")},
		}},
	}
	arabicAnswer := &qa.Answer{
		Question: "who?", Lang: "ar", Kind: qa.List, Text: "روسيا وأستراليا", Sources: 2,
		Items:  []qa.Item{{Display: "روسيا", Quotes: []int{0}}, {Display: "أستراليا", Quotes: []int{0}}},
		Quotes: []qa.Quote{quoteOf("b.txt", "ar", "جاءت روسيا وأستراليا.", "روسيا")},
	}
	englishMixed := &qa.Answer{
		Question: "who?", Lang: "en", Kind: qa.List, Text: "تسيرا, the United States and Russia", Sources: 1,
		Items: []qa.Item{{Display: "تسيرا"}, {Display: "United States", ID: "@US"}, {Display: "Russia", ID: "@RU"}},
	}
	mixedAnswer := &qa.Answer{
		Question: "who?", Lang: "ar", Kind: qa.List, Text: "روسيا وTessera", Sources: 1,
		Items: []qa.Item{{Display: "روسيا"}, {Display: "Tessera"}},
	}
	for _, test := range []struct {
		name   string
		answer *qa.Answer
		opts   Options
		want   string
	}{
		{"items of both directions on a terminal", mixedAnswer, Options{Isolate: true}, "(روسيا) و(Tessera) · مصدر واحد\n\n"},
		{"articles where the list is put together", englishMixed, Options{Isolate: true}, "(تسيرا), the United States and Russia · 1 source\n\n"},
		{"list", listAnswer(), Options{}, `
Russia, the United States and Australia · 3 sources agree

[1] Russia, the United States, Australia “Only the United States and Australia came before Russia.”
    – A title, The Ledger, 12 May 2014 · a.txt
[2] Russia «وبذلك أصبحت روسيا ثالث دولة.»
    – A title, The Ledger, 12 May 2014 · b.txt
`},
		{"refusal", refusal, Options{}, `
The documents speak of this, but none of them says what was asked.

The closest passages, which are no answer:
[1] “Nobody came.”
    – A title, The Ledger · c.txt
`},
		{"conflict, note and another question", conflict, Options{}, `
Understood as: how much did it cost in all?
$840 million · 1 source

[1] “It cost $840 million.”
    – A title, The Ledger, 12 May 2014 · d.txt

Not all agree: $910 million (newer) · 1 source
[≠] “It cost $910 million.”
    – A title, The Ledger, 12 May 2014 · e.txt

The question is too long; only its beginning was read.
`},
		{"arabic", arabicAnswer, Options{}, `
روسيا وأستراليا · مصدران متفقان

[1] روسيا، أستراليا «جاءت روسيا وأستراليا.»
    – A title، The Ledger، 12 مايو 2014 · b.txt
`},
		{"arabic on a terminal", arabicAnswer, Options{Colour: true, Isolate: true}, `
<b>(روسيا وأستراليا)</b> · مصدران متفقان

[1] <b>(روسيا)، (أستراليا)</b> («جاءت <b>روسيا</b> وأستراليا.»)
    – (A title)، (The Ledger)، 12 مايو 2014 · <d>(b.txt)</b>
`},
	} {
		t.Run(test.name, func(t *testing.T) {
			var out strings.Builder
			if err := Answer(&out, "who?", test.answer, test.opts); err != nil {
				t.Fatal(err)
			}
			got := strings.NewReplacer(isolate, "(", popIsolate, ")", bold, "<b>", dim, "<d>", normal, "</b>").Replace(out.String())
			if diff := cmp.Diff(strings.TrimPrefix(test.want, "\n"), got); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

func TestEveryReasonHasASentence(t *testing.T) {
	reasons := []string{
		qa.ReasonEmptyQuestion, qa.ReasonEmptyCorpus, qa.ReasonNothingFound, qa.ReasonNoCandidate, qa.ReasonUnsure, qa.ReasonUnverified,
	}
	for _, lang := range []string{"en", "ar"} {
		for _, reason := range reasons {
			if phrasesIn(lang).refusals[reason] == "" {
				t.Errorf("%s: nothing to say for %s", lang, reason)
			}
		}
	}
}

func TestDocument(t *testing.T) {
	text := "Title\n\nMenu | Login\n\nOne two three.\n"
	doc := &corpus.Document{
		Collection: "c", ID: "a.txt", Title: "Title", Lang: "en", Text: text, Date: day(2014, time.May, 12, corpus.DateFile),
		Blocks: []corpus.Block{
			{Span: corpus.Span{Start: 0, End: 5}, Kind: corpus.Title},
			{Span: corpus.Span{Start: 7, End: 19}, Kind: corpus.Boilerplate, Rule: "menu"},
			{Span: corpus.Span{Start: 21, End: 35}, Kind: corpus.Paragraph},
		},
	}
	metadata := "Title\ndocument   c/a.txt\ndate       12 May 2014 (when the file was saved)\nlanguage   en\n"
	for _, test := range []struct {
		name string
		view View
		want string
	}{
		{"text", View{}, "\n# Title\n\nOne two three.\n\nboilerplate is left out (blocks: 1); --all shows it\n"},
		{"all", View{All: true}, "\n# Title\n\n[menu] Menu | Login\n\nOne two three.\n"},
		{"quote", View{At: corpus.Span{Start: 25, End: 28}}, "\nOne ⟦two⟧ three.\n"},
	} {
		t.Run(test.name, func(t *testing.T) {
			var out strings.Builder
			if err := Document(&out, doc, test.view, Options{}); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(metadata+test.want, out.String()); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

func TestWhy(t *testing.T) {
	answer := &qa.Answer{Kind: qa.Abstention, Reason: qa.ReasonUnsure, Confidence: 0.25, Why: &qa.Why{
		Analysis: qa.Analysis{Text: "which ports?", Lang: "en", Type: qa.Place, List: true, Focus: "ports", Names: []string{"@JP"}},
		Terms:    []corpus.TermStat{{Field: "en", Term: "port", DF: 2, IDF: 1.5}},
		Passages: []qa.WhyPassage{{Doc: "a.txt", Span: corpus.Span{Start: 1, End: 9}, Text: "Two\nports.", Score: 2, Parts: []corpus.Part{{Label: "en", Value: 2}},
			Read: []corpus.Part{{Label: "answers", Value: 1.5}, {Label: "margin", Value: -4}}}},
		Candidates: []qa.WhyCandidate{{Text: "Marsa", ID: "@X", Doc: "a.txt", Span: corpus.Span{Start: 3, End: 8}, Score: 1, Support: 2}},
		Rule:       "best candidate below the threshold", Threshold: 0.5,
	}}
	var out strings.Builder
	if err := Why(&out, answer, Options{}); err != nil {
		t.Fatal(err)
	}
	want := `question
  which ports?
  language en, asks for: list of place
  focus: ports
  names: @JP

terms
  en       df 2      idf  1.500  port

passages (1)
  1. 2.000  a.txt 1:9
     en +2.000
     read: answers +1.500  margin -4.000
     Two ports.

candidates (1)
  1. 1.000  Marsa = @X · support 2 · a.txt 3:8

rule
  best candidate below the threshold
  confidence 0.250, threshold 0.500
  refused: unsure
`
	if diff := cmp.Diff(want, out.String()); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestVisible(t *testing.T) {
	for _, test := range []struct{ name, in, want string }{
		{"white space", " a\n\t b\u00a0c ", "a b c"},
		{"escapes", "a\x1b[31mred\x07", "a[31mred"},
		{"direction", "a\u202eb\u2066c\u200f", "abc"},
		{"joiners stay", "می\u200cخواهم", "می\u200cخواهم"},
		{"invalid", "a\xffb", "ab"},
		{"tags and private use", "a\U000e0041\ue000b", "ab"},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := corpus.Visible(test.in); got != test.want {
				t.Errorf("corpus.Visible(%q) = %q, want %q", test.in, got, test.want)
			}
		})
	}
}

// FuzzAnswer looks for text of a document that gets a control character or a change of direction to the screen.
func FuzzAnswer(f *testing.F) {
	f.Add("plain \x1b[2J text", "te", 3, 9)
	f.Add("عربي \u202e نص", "x\u2067y", 0, 400)
	f.Fuzz(func(t *testing.T, text, title string, from, to int) {
		a := listAnswer()
		a.Quotes[0].Text, a.Quotes[0].Title = text, title
		a.Quotes[0].Marks = []corpus.Span{{Start: from, End: to}}
		var out strings.Builder
		if err := Answer(&out, title, a, Options{}); err != nil {
			t.Fatal(err)
		}
		for _, r := range out.String() {
			if r != '\n' && r != '\u200c' && r != '\u200d' && !unicode.IsGraphic(r) {
				t.Fatalf("%U reaches the screen", r)
			}
		}
	})
}

func TestAlso(t *testing.T) {
	source := func(doc string, earlier bool) qa.Source {
		return qa.Source{Doc: doc, Title: "A title", Date: day(2013, time.March, 2, corpus.DateByline), Earlier: earlier}
	}
	many := []qa.Source{{Doc: "untitled.txt"}}
	for _, doc := range []string{"1", "2", "3", "4", "5"} {
		many = append(many, source(doc, false))
	}
	for _, test := range []struct {
		name string
		lang string
		also []qa.Source
		want string
	}{
		{"none", "en", nil, ""},
		{"a copy", "en", []qa.Source{source("b.txt", false)}, "also in: A title · b.txt"},
		{"an earlier version", "en", []qa.Source{source("b.txt", true)}, "earlier version: A title · b.txt (2 March 2013)"},
		{"both, in Arabic", "ar", []qa.Source{source("b.txt", false), source("c.txt", true)}, "أيضاً في: A title · b.txt؛ نسخة سابقة: A title · c.txt (2 مارس 2013)"},
		{"many", "en", many, "also in: untitled.txt, A title · 1, A title · 2, A title · 3 (+2)"},
	} {
		if got := newPage(test.lang, Options{}).also(test.also); got != test.want {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
	}
}
