package qa

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/dalil-bot/dalil/corpus"
	embedded "github.com/dalil-bot/dalil/corpus/sample"
)

// TestIsolation: adding, changing or removing documents outside the permitted set changes no byte of an answer, nor of how
// it came about. What is outside is made of the same words, names and titles as what is inside, so that a leak would show.
func TestIsolation(t *testing.T) {
	lib := sampleLibrary(t)
	docs := documentsOf(t, lib, embedded.Collection)
	ask := func(answerer *Answerer) string {
		var all strings.Builder
		for i, text := range sampleQuestions() {
			if i%3 != 1 {
				continue // every third will do
			}
			q := Question{Text: text, Collections: []string{"open", "staff"}}
			all.WriteString(image(t, mustAnswer(t, lib, answerer, q)) + "\n")
		}
		return all.String()
	}
	half := len(docs) / 2
	update := func(collection string, docs ...*corpus.Document) {
		t.Helper()
		if err := lib.Update(t.Context(), collection, docs); err != nil {
			t.Fatal(err)
		}
	}
	update("open", moved(docs[:half], "open")...)
	update("staff", moved(docs[half:], "staff")...)
	answerer := New(lib, Options{})
	want := ask(answerer)
	secret := moved(docs, "secret")
	rng := rand.New(rand.NewPCG(5, 9))
	for step := range 8 {
		doc := secret[rng.IntN(len(secret))]
		switch step % 4 {
		case 0: // the same documents, some of them twice
			update("secret", slices.Concat(secret, renamed(secret, "copy of "))...)
		case 1:
			update("secret", rewritten(doc, "Japan holds 2+2 talks with Chile, Peru and Egypt. The port cost 3 dollars."))
		case 2:
			if err := lib.Remove(t.Context(), "secret", []string{doc.ID}); err != nil {
				t.Fatal(err)
			}
		case 3: // what is outside is asked too, with the same memory of passages
			q := Question{Text: "How much did the port of Marsa Nour cost?", Collections: []string{"secret"}}
			mustAnswer(t, lib, answerer, q)
		}
		for name, a := range map[string]*Answerer{"the same answerer": answerer, "a new one": New(lib, Options{})} {
			if got := ask(a); got != want {
				t.Fatalf("step %d, %s:\n%s", step, name, firstDifference(want, got))
			}
		}
	}
}

// TestCollectionsAsSet: in which order collections are named, and how often, says nothing.
func TestCollectionsAsSet(t *testing.T) {
	lib := sampleLibrary(t)
	docs := documentsOf(t, lib, embedded.Collection)
	for i, name := range []string{"a", "b", "c"} {
		if err := lib.Update(t.Context(), name, moved(docs[i*5:(i+2)*5], name)); err != nil {
			t.Fatal(err)
		}
	}
	for _, text := range sampleQuestions() {
		var want string
		for i, set := range [][]string{{"a", "b", "c"}, {"c", "a", "b"}, {"b", "b", "a", "c", "c"}} {
			got := image(t, mustAsk(t, lib, text, set...))
			if i == 0 {
				want = got
			}
			if got != want {
				t.Fatalf("%q of %v:\n%s", text, set, firstDifference(want, got))
			}
		}
	}
}

// TestChangedDocument: what is told of a document is what is stored now, whatever an answerer has read before; its text
// may be the same.
func TestChangedDocument(t *testing.T) {
	lib := libraryOf(t, "c", map[string]string{"mill": "The mill was built by Ada Thorn in 1890."})
	answerer := New(lib, Options{Threshold: 1e-9})
	q := Question{Text: "Who built the mill?", Collections: []string{"c"}}
	mustAnswer(t, lib, answerer, q)
	for year := range 3 {
		doc := plainDocument("c", "mill", "The mill was built by Ada Thorn in 1890.")
		doc.Title, doc.Publisher = fmt.Sprint("The mill, part ", year), "The Parish Letter"
		doc.Date = corpus.Date{Day: time.Date(2000+year, 1, 2, 0, 0, 0, 0, time.UTC), Origin: corpus.DateMeta}
		if err := lib.Update(t.Context(), "c", []*corpus.Document{doc}); err != nil {
			t.Fatal(err)
		}
		got, fresh := mustAnswer(t, lib, answerer, q), mustAnswer(t, lib, New(lib, Options{Threshold: 1e-9}), q)
		if a, b := image(t, got), image(t, fresh); a != b {
			t.Errorf("year %d: what was read before shows:\n%s", year, firstDifference(b, a))
		}
	}
}

// moved copies documents into another collection.
func moved(docs []*corpus.Document, collection string) []*corpus.Document {
	var out []*corpus.Document
	for _, d := range docs {
		c := *d
		c.Collection = collection
		out = append(out, &c)
	}
	return out
}

func renamed(docs []*corpus.Document, prefix string) []*corpus.Document {
	out := moved(docs, docs[0].Collection)
	for _, d := range out {
		d.ID = prefix + d.ID
	}
	return out
}

// rewritten gives a document another text.
func rewritten(d *corpus.Document, text string) *corpus.Document {
	out := plainDocument(d.Collection, d.ID, text)
	out.Title, out.Date = d.Title, d.Date
	return out
}
