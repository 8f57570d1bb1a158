package index

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/blevesearch/bleve/v2/index/scorch/mergeplan"

	"github.com/dalil-bot/dalil/corpus"
	"github.com/dalil-bot/dalil/corpus/analysis"
	"github.com/dalil-bot/dalil/corpus/terms"
)

// image writes a result down to the last bit.
func image(r *corpus.Result) string {
	var b strings.Builder
	fmt.Fprintf(&b, "N=%d\n", r.Passages)
	for _, t := range r.Terms {
		fmt.Fprintf(&b, "%s %s df=%d idf=%x\n", t.Field, t.Term, t.DF, math.Float64bits(t.IDF))
	}
	for _, h := range r.Hits {
		fmt.Fprintf(&b, "%s %s %d score=%x", h.Doc.Collection, h.Doc.ID, h.Passage, math.Float64bits(h.Score))
		for _, p := range h.Parts {
			fmt.Fprintf(&b, " %s=%x", p.Label, math.Float64bits(p.Value))
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// questions asks the same questions of an index and returns what it answers.
func questions(t *testing.T, ix *Index, seed uint64, collections ...string) string {
	t.Helper()
	s := newSynthesizer(seed, 300)
	var b strings.Builder
	for i := range 25 {
		q := corpus.Query{Text: s.question(), Lang: "en", Collections: collections, Limit: 1 + i*2}
		if i%5 == 4 {
			q.Since, q.Until = day("2004-05-06"), day("2014-01-01")
		}
		b.WriteString(image(find(t, ix, q)))
	}
	return b.String()
}

// library makes documents of which some have passages in common, so that there are ties.
func library(seed uint64, n int) []*corpus.Document {
	s := newSynthesizer(seed, 300)
	docs := make([]*corpus.Document, n)
	for i := range docs {
		docs[i] = s.document(fmt.Sprintf("doc-%03d", i), 1+s.rng.IntN(4), 1+s.rng.IntN(2))
		if i%7 == 6 {
			twin := *docs[i-1]
			twin.ID = docs[i].ID
			docs[i] = &twin
		}
	}
	return docs
}

func TestLayoutChangesNothing(t *testing.T) {
	docs := library(1, 60)
	ix := openTest(t, "")
	update(t, ix, "c", docs...)
	want := questions(t, ix, 2, "c")
	if !strings.Contains(want, "doc-") {
		t.Fatal("nothing is found")
	}
	for seed := range uint64(4) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			dir := t.TempDir()
			if seed == 0 {
				dir = ""
			}
			ix := openTest(t, dir)
			shake(t, ix, docs, rand.New(rand.NewPCG(seed, 1)))
			if got := questions(t, ix, 2, "c"); got != want {
				t.Errorf("results differ:\n%s", firstDifference(want, got))
			}
			if err := ix.Verify(t.Context(), "c"); err != nil {
				t.Error(err)
			}
			if dir != "" {
				merge(t, ix, "c")
				if got := questions(t, ix, 2, "c"); got != want {
					t.Errorf("results differ after merging:\n%s", firstDifference(want, got))
				}
				if err := ix.Verify(t.Context(), "c"); err != nil {
					t.Error(err)
				}
			}
		})
	}
}

// shake brings the documents into the collection in any order and batches, with detours.
func shake(t *testing.T, ix *Index, docs []*corpus.Document, rng *rand.Rand) {
	t.Helper()
	other := newSynthesizer(rng.Uint64(), 300)
	var passing []string
	for _, i := range rng.Perm(len(docs)) {
		if rng.IntN(3) == 0 { // an earlier form of it
			update(t, ix, "c", other.document(docs[i].ID, 1+rng.IntN(5), 1))
		}
		if rng.IntN(3) == 0 { // something that goes again
			id := fmt.Sprintf("passing-%03d", i)
			passing = append(passing, id)
			update(t, ix, "c", other.document(id, 1+rng.IntN(5), 1))
		}
	}
	left := rng.Perm(len(docs))
	for len(left) > 0 {
		n := 1 + rng.IntN(len(left))
		var batch []*corpus.Document
		for _, i := range left[:n] {
			batch = append(batch, docs[i])
		}
		left = left[n:]
		update(t, ix, "c", batch...)
	}
	for range 5 {
		update(t, ix, "c", docs[rng.IntN(len(docs))])
	}
	if err := ix.Remove(t.Context(), "c", passing); err != nil {
		t.Fatal(err)
	}
}

// merge makes one segment of the collection.
func merge(t *testing.T, ix *Index, collection string) {
	t.Helper()
	done := make(chan error)
	go func() {
		done <- mergeAll(t.Context(), ix, collection)
	}()
	select {
	case err := <-done:
		if err != nil {
			t.Fatal(err)
		}
	case <-time.After(hangs):
		t.Fatal("merging hangs")
	}
}

// mergeAll merges until one segment is left: one that was in memory alone may be written only after the first merge.
func mergeAll(ctx context.Context, ix *Index, collection string) error {
	for {
		if err := ix.open[collection].store.ForceMerge(ctx, &mergeplan.SingleSegmentMergePlanOptions); err != nil {
			return err
		}
		if st, err := ix.Stats(ctx, collection); err != nil || st.Segments == 1 {
			return err
		}
		time.Sleep(10 * time.Millisecond)
	}
}

func TestOtherCollectionsChangeNothing(t *testing.T) {
	docs := library(3, 40)
	ix := openTest(t, "")
	update(t, ix, "a", docs[:20]...)
	update(t, ix, "b", docs[20:]...)
	want := questions(t, ix, 4, "a", "b")
	for seed := range uint64(3) {
		s := newSynthesizer(100+seed, 300)
		for range 10 {
			update(t, ix, "outside", s.document(fmt.Sprintf("doc-%03d", s.rng.IntN(30)), 3, 2))
		}
		if got := questions(t, ix, 4, "b", "a"); got != want {
			t.Fatalf("results differ:\n%s", firstDifference(want, got))
		}
		if err := ix.Remove(t.Context(), "outside", []string{"doc-001", "doc-002"}); err != nil {
			t.Fatal(err)
		}
	}
	if err := ix.DropCollection("outside"); err != nil {
		t.Fatal(err)
	}
	if got := questions(t, ix, 4, "a", "b"); got != want {
		t.Errorf("results differ:\n%s", firstDifference(want, got))
	}
}

// TestScoresAreBM25 computes every score a second time, straight from the formula and the text.
func TestScoresAreBM25(t *testing.T) {
	docs := library(5, 50)
	ix := openTest(t, t.TempDir())
	update(t, ix, "a", docs[:30]...)
	update(t, ix, "b", docs[30:]...)
	s := newSynthesizer(6, 300)
	for range 20 {
		q := corpus.Query{Text: s.question(), Lang: "en", Collections: []string{"a", "b"}, Limit: maxLimit}
		r := find(t, ix, q)
		want := reference(docs, q)
		if len(r.Hits) != len(want) {
			t.Fatalf("%d hits for %q, not %d", len(r.Hits), q.Text, len(want))
		}
		for _, h := range r.Hits {
			if w := want[fmt.Sprint(h.Doc.ID, h.Passage)]; math.Abs(h.Score-w) > 1e-9*w {
				t.Errorf("%s#%d scores %v for %q, not %v", h.Doc.ID, h.Passage, h.Score, q.Text, w)
			}
		}
	}
}

// reference scores passages by the book.
func reference(docs []*corpus.Document, q corpus.Query) map[string]float64 {
	type passage struct {
		key    string
		fields [2][]analysis.Term
	}
	var all []passage
	for _, d := range docs {
		for i, p := range d.Passages {
			t := terms.Analyze(p.Of(d.Text), p.Lang)
			all = append(all, passage{fmt.Sprint(d.ID, i), [2][]analysis.Term{t.Own, t.Shared}})
		}
	}
	text := terms.Analyze(q.Text, q.Lang)
	scores := map[string]float64{}
	for f, asked := range [2][]analysis.Term{text.Own, text.Shared} {
		weight := [2]float64{DefaultWeights.Own, DefaultWeights.Shared}[f]
		tokens, having := 0, 0
		for _, p := range all {
			tokens += len(p.fields[f])
			having += min(1, len(p.fields[f]))
		}
		for term := range distinct(asked) {
			df := 0
			for _, p := range all {
				df += min(1, frequencyOf(term, p.fields[f]))
			}
			for _, p := range all {
				tf := float64(frequencyOf(term, p.fields[f]))
				if tf == 0 {
					continue
				}
				idf := math.Log(1 + (float64(len(all)-df)+0.5)/(float64(df)+0.5))
				long := float64(len(p.fields[f])) / (float64(tokens) / float64(having))
				scores[p.key] += weight * idf * tf * (k1 + 1) / (tf + k1*(1-b+b*long))
			}
		}
	}
	return scores
}

func distinct(ts []analysis.Term) map[string]bool {
	set := map[string]bool{}
	for _, t := range ts {
		set[t.Text] = true
	}
	return set
}

func frequencyOf(term string, ts []analysis.Term) int {
	n := 0
	for _, t := range ts {
		if t.Text == term {
			n++
		}
	}
	return n
}

func firstDifference(want, got string) string {
	w, g := strings.Split(want, "\n"), strings.Split(got, "\n")
	for i := range min(len(w), len(g)) {
		if w[i] != g[i] {
			return fmt.Sprintf("line %d\n- %s\n+ %s", i, w[i], g[i])
		}
	}
	return fmt.Sprintf("%d lines, not %d", len(g), len(w))
}

// TestSearchWhileWriting looks at two states of a collection that take turns: a search sees one of them, never a mixture.
func TestSearchWhileWriting(t *testing.T) {
	ix := openTest(t, t.TempDir())
	states := [2][]*corpus.Document{library(7, 20), library(8, 20)}
	q := corpus.Query{Text: newSynthesizer(9, 300).question(), Lang: "en", Collections: []string{"c"}}
	seen := map[string]bool{}
	for _, docs := range states {
		update(t, ix, "c", docs...)
		seen[image(find(t, ix, q))] = true
	}
	ctx, cancel := context.WithCancel(t.Context())
	var group sync.WaitGroup
	for range 2 {
		group.Go(func() {
			for ctx.Err() == nil {
				if r, err := ix.Search(t.Context(), q); err != nil || !seen[image(r)] {
					t.Errorf("a search sees neither state: %v", err)
					return
				}
			}
		})
	}
	for i := range 20 {
		update(t, ix, "c", states[i%2]...)
	}
	cancel()
	group.Wait()
}
