package qa

import (
	"bytes"
	"encoding/json"
	"sync"
	"testing"

	"github.com/dalil-bot/dalil/corpus"
	"github.com/dalil-bot/dalil/corpus/index"
	"github.com/dalil-bot/dalil/corpus/ingest"
	embedded "github.com/dalil-bot/dalil/corpus/sample"
	"github.com/dalil-bot/dalil/corpus/source"
)

// sampleLibrary returns an index in memory of the sample corpus, taken in as any folder is.
func sampleLibrary(t testing.TB) *index.Index {
	t.Helper()
	ix := emptyIndex(t)
	files := source.NewFS(embedded.Articles(), "sample", source.Options{})
	report, err := ingest.Sync(t.Context(), ix, ingest.Source{Collection: embedded.Collection, Name: "sample", Files: files}, ingest.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if len(report.Failed) > 0 {
		t.Fatal(report.Failed)
	}
	return ix
}

func emptyIndex(t testing.TB) *index.Index {
	t.Helper()
	ix, err := index.Open("", index.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { ix.Close() })
	return ix
}

// documentsOf returns the documents of a collection, sorted by ID.
func documentsOf(t testing.TB, ix *index.Index, collection string) []*corpus.Document {
	t.Helper()
	infos, err := ix.Documents(t.Context(), collection)
	if err != nil {
		t.Fatal(err)
	}
	var docs []*corpus.Document
	for _, info := range infos {
		doc, err := ix.Document(t.Context(), collection, info.ID)
		if err != nil {
			t.Fatal(err)
		}
		docs = append(docs, doc)
	}
	return docs
}

// sampleQuestions are the golden questions on the sample, and some that are no good questions.
var sampleQuestions = sync.OnceValue(func() []string {
	list := []string{
		"", "?", "the of and", "ما", "هل", "2+2", "Japan", "اليابان", "port cost", "list the countries", "who", "why?",
		"Is the quay at Marsa Nour 1,400 metres long?", "هل وقعت روسيا واليابان معاهدة سلام؟",
		"Wie hoch ist der Leitzins von Maravia?", "Qui est le ministre des affaires étrangères du Japon ?",
		"What happened on 2 November 2013?", "countries Russia Japan Australia India Egypt Britain",
		"Which ministers met in Tokyo?", "من هم الوزراء الذين اجتمعوا في طوكيو؟", "zzyzx qwrtp", "How long did the port take?",
	}
	for line := range bytes.Lines(embedded.Questions()) {
		var q struct{ Question string }
		if err := json.Unmarshal(line, &q); err != nil {
			panic(err) // embedded, and tested where it lies
		}
		list = append(list, q.Question)
	}
	return list
})

// image writes an answer down with how it came about, to the last bit.
func image(t testing.TB, a *Answer) string {
	t.Helper()
	out, err := json.Marshal(struct {
		*Answer
		Why *Why
	}{a, a.Why})
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

// mustAsk asks a question of the collections and holds the answer to what must be true of every answer.
func mustAsk(t testing.TB, lib Library, text string, collections ...string) *Answer {
	t.Helper()
	return mustAnswer(t, lib, New(lib, Options{}), Question{Text: text, Collections: collections})
}

func mustAnswer(t testing.TB, lib Library, answerer *Answerer, q Question) *Answer {
	t.Helper()
	a, err := answerer.Ask(t.Context(), q)
	if err != nil {
		t.Fatalf("%q: %v", q.Text, err)
	}
	checkAnswer(t, lib, q, a)
	return a
}
