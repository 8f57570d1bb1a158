package reply

import (
	"strings"
	"testing"

	"github.com/dalil-bot/dalil/corpus"
	"github.com/dalil-bot/dalil/qa"
)

func TestPlace(t *testing.T) {
	for _, test := range []struct {
		name   string
		place  corpus.Place
		en, ar string
	}{
		{"none", corpus.Place{}, "", ""},
		{"page", corpus.Place{Kind: corpus.Page, Number: 3}, "p. 3", "ص 3"},
		{"slide", corpus.Place{Kind: corpus.Slide, Number: 12}, "slide 12", "الشريحة 12"},
		{"row", corpus.Place{Kind: corpus.Row, Number: 7}, "row 7", "الصف 7"},
		{"row of a sheet", corpus.Place{Kind: corpus.Row, Number: 7, Name: "Q*1"}, `row 7 of Q\*1`, `الصف 7 من ⟨fsi⟩Q\*1⟨pdi⟩`},
		{"chapter", corpus.Place{Kind: corpus.Chapter, Number: 2, Name: "The quay"}, "chapter 2: The quay", "الفصل 2: ⟨fsi⟩The quay⟨pdi⟩"},
		{"chapter without a name", corpus.Place{Kind: corpus.Chapter, Number: 2}, "chapter 2", "الفصل 2"},
		{"chapter without a number", corpus.Place{Kind: corpus.Chapter, Name: "Preface"}, "Preface", "⟨fsi⟩Preface⟨pdi⟩"},
		{"message", corpus.Place{Kind: corpus.Message, URL: "https://discord.com/channels/1/2/3"},
			"[message](<https://discord.com/channels/1/2/3>)", "[الرسالة](<https://discord.com/channels/1/2/3>)"},
		{"message behind a trap", corpus.Place{Kind: corpus.Message, URL: "javascript:alert(1)"}, "", ""},
		{"message that closes the link", corpus.Place{Kind: corpus.Message, URL: "https://e.example/>) @everyone"},
			"[message](<https://e.example/%3E%29%20@everyone>)", "[الرسالة](<https://e.example/%3E%29%20@everyone>)"},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := visible.Replace(english.place(test.place)); got != test.en {
				t.Errorf("English: %q, want %q", got, test.en)
			}
			if got := visible.Replace(arabic.place(test.place)); got != test.ar {
				t.Errorf("Arabic: %q, want %q", got, test.ar)
			}
		})
	}
}

// What is no more than the title again is left out.
func TestWhence(t *testing.T) {
	for _, test := range []struct {
		place corpus.Place
		want  string
	}{
		{corpus.Place{Kind: corpus.Chapter, Name: "The  quay"}, ""},
		{corpus.Place{Kind: corpus.Chapter, Name: "The lock"}, "The lock"},
		{corpus.Place{Kind: corpus.Chapter, Number: 2, Name: "The quay"}, "chapter 2: The quay"},
		{corpus.Place{Kind: corpus.Page, Number: 4}, "p. 4"},
		{corpus.Place{}, ""},
	} {
		if got := english.whence(test.place, "The quay"); got != test.want {
			t.Errorf("%+v: %q, want %q", test.place, got, test.want)
		}
	}
}

func TestPlaceAt(t *testing.T) {
	doc := document("a.pdf", "A", "en", "One.", "Two.", "Three.")
	for i := range doc.Blocks {
		doc.Blocks[i].Place = corpus.Place{Kind: corpus.Page, Number: i + 1}
	}
	for i, b := range doc.Blocks {
		for at := b.Start; at < b.End; at++ {
			if got := PlaceAt(doc, at).Number; got != i+1 {
				t.Errorf("offset %d is on page %d, want %d", at, got, i+1)
			}
		}
	}
	for _, at := range []int{-1, doc.Blocks[0].End, len(doc.Text), len(doc.Text) + 9} {
		if got := PlaceAt(doc, at); got != (corpus.Place{}) {
			t.Errorf("offset %d is at %+v", at, got)
		}
	}
	if got := PlaceAt(&corpus.Document{}, 0); got != (corpus.Place{}) {
		t.Errorf("in an empty document: %+v", got)
	}
}

// Answers and the view of a document name the place of each quote.
func TestPlacesAreShown(t *testing.T) {
	doc := document("quay.pdf", "The quay", "en", "The quay is 900 metres long.", strings.Repeat("It was lengthened again and again. ", 30), "The lock is new.")
	for i := range doc.Blocks {
		doc.Blocks[i].Place = corpus.Place{Kind: corpus.Page, Number: i + 4}
	}
	a := &qa.Answer{Kind: qa.Single, Lang: "en", Text: "900 metres", Sources: 1, Confidence: 1, Items: []qa.Item{{Display: "900 metres", Quotes: []int{0}}},
		Quotes: []qa.Quote{quoted(doc, "The quay is 900 metres long.", "900 metres")}, Related: []qa.Quote{quoted(doc, "The lock is new.")}}
	o := Options{ID: "a1", Place: func(q qa.Quote) corpus.Place { return PlaceAt(doc, q.Start) }}
	for _, p := range append(english.Answer(a, o), arabic.Answer(a, o)...) {
		checkPost(t, p)
	}
	if got := english.Answer(a, o)[0].Text; !strings.Contains(got, "– The quay, p. 4\n") || !strings.Contains(got, "– The quay, p. 6") {
		t.Errorf("the answer says\n%s", got)
	}
	if got := english.Evidence(a, o, 0).Text; !strings.Contains(got, "p. 6") {
		t.Errorf("the evidence says\n%s", got)
	}
	for page, want := range []string{"p. 4 · page 1 of", "p. 5 · page 2 of"} {
		if got := english.Context(a, doc, View{Page: page}, o).Text; !strings.Contains(got, want) {
			t.Errorf("page %d says\n%s", page, got)
		}
	}
}
