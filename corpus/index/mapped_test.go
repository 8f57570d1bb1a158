package index

import (
	"slices"
	"sync"
	"testing"

	"github.com/dalil-bot/dalil/corpus"
)

// Giving memory back changes no answer, whoever reads at the same time.
func TestGiveBack(t *testing.T) {
	dir := t.TempDir()
	ix := openTest(t, dir)
	s := newSynthesizer(4, 2000)
	var docs []*corpus.Document
	for i := range 20 {
		docs = append(docs, benchDocument(s, i))
	}
	update(t, ix, "c", docs...)
	ix.Close()
	ix = openTest(t, dir)
	questions := make([]corpus.Query, 8)
	want := make([][]string, len(questions))
	for i := range questions {
		questions[i] = corpus.Query{Text: s.question(), Lang: "en", Collections: []string{"c"}}
		want[i] = places(find(t, ix, questions[i]))
	}
	c, err := ix.collection("c", false)
	if err != nil {
		t.Fatal(err)
	}
	if c.store.touched.Load() == 0 {
		t.Error("nothing was noted as read")
	}
	var group sync.WaitGroup
	for i, q := range questions {
		group.Go(func() {
			for range 10 {
				c.store.touch(mappedMost + 1)
				r, err := ix.Search(t.Context(), q)
				if err != nil || !slices.Equal(places(r), want[i]) {
					t.Errorf("%q: %v, %v; before: %v", q.Text, r, err, want[i])
				}
			}
		})
	}
	group.Wait()
	find(t, ix, questions[0])
	if n := c.store.touched.Load(); n > mappedMost {
		t.Errorf("%d bytes count as read and were not given back", n)
	}
}
