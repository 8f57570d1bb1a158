package index

import (
	"context"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/dalil-bot/dalil/corpus"
	"github.com/dalil-bot/dalil/corpus/analysis"
)

// A hashEmbedder adds up a direction for each word that depends on the word alone.
type hashEmbedder struct {
	name string
	dims int
}

func (e hashEmbedder) Name() string { return e.name }
func (e hashEmbedder) Dims() int    { return e.dims }

func (e hashEmbedder) Embed(_ context.Context, texts []string) ([][]float32, error) {
	all := make([][]float32, len(texts))
	for i, t := range texts {
		all[i] = e.of(t)
	}
	return all, nil
}

func (e hashEmbedder) of(text string) []float32 {
	v := make([]float32, e.dims)
	for _, t := range analysis.Tokenize(text) {
		rng := rand.New(rand.NewPCG(termHash(e.name, t.Fold), 1))
		for i := range v {
			v[i] += float32(rng.NormFloat64())
		}
	}
	return v
}

var toy = hashEmbedder{"toy", 96}

// embedAll fills a collection, a few passages at a time.
func embedAll(t *testing.T, ix *Index, collection string, e Embedder) {
	t.Helper()
	for left := 1; left > 0; {
		var err error
		if left, err = ix.Embed(t.Context(), collection, e, 3); err != nil {
			t.Fatal(err)
		}
	}
}

// nearest returns the places of the passages that are nearest to a text, and how many have no vector.
func nearest(t *testing.T, ix *Index, e hashEmbedder, q corpus.Query) ([]string, int) {
	t.Helper()
	hits, missing, err := ix.Nearest(t.Context(), q, e.name, e.of(q.Text))
	if err != nil {
		t.Fatal(err)
	}
	for _, h := range hits {
		if len(h.Parts) != 1 || h.Parts[0].Label != DensePart || h.Parts[0].Value != h.Score {
			t.Errorf("the parts of %g are %v", h.Score, h.Parts)
		}
	}
	return places(&corpus.Result{Hits: hits}), missing
}

func TestNearest(t *testing.T) {
	dir := t.TempDir()
	ix := openTest(t, dir)
	update(t, ix, "isle", islands()...)
	update(t, ix, "other", text("far", "Tea grows in the mountains."))
	if left, err := ix.Embed(t.Context(), "isle", toy, 1); err != nil || left != 4 {
		t.Fatalf("%d are left after the first step, %v", left, err)
	}
	q := corpus.Query{Text: "the captain drinks tea", Collections: []string{"isle", "other"}, Limit: 2}
	if got, missing := nearest(t, ix, toy, q); !slices.Equal(got, []string{"isle/hill#0"}) || missing != 5 {
		t.Errorf("while it is being filled: %v, %d missing", got, missing)
	}
	embedAll(t, ix, "isle", toy)
	embedAll(t, ix, "other", toy)

	tests := []struct {
		name string
		q    corpus.Query
		want []string
	}{
		{"captain", q, []string{"isle/boat#1", "other/far#0"}},
		{"one collection", corpus.Query{Text: "tea grows in the mountains", Collections: []string{"isle"}, Limit: 1}, []string{"isle/boat#1"}},
		{"since", corpus.Query{Text: "green tea costs", Collections: []string{"isle"}, Limit: 1, Since: day("2021-01-01")}, []string{"isle/boat#1"}},
		{"until", corpus.Query{Text: "captain", Collections: []string{"isle"}, Limit: 9, Until: day("2020-05-01")}, []string{"isle/tea#1", "isle/tea#0"}},
		{"no collections", corpus.Query{Text: "tea"}, nil},
	}
	check := func(t *testing.T, ix *Index) {
		t.Helper()
		for _, tt := range tests {
			got, missing := nearest(t, ix, toy, tt.q)
			if tt.name == "until" {
				slices.Sort(got)
				slices.Sort(tt.want)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" || missing != 0 {
				t.Errorf("%s (-want +got), %d missing:\n%s", tt.name, missing, diff)
			}
		}
		for _, name := range []string{"isle", "other"} {
			if err := ix.Verify(t.Context(), name); err != nil {
				t.Error(err)
			}
		}
	}
	check(t, ix)
	ix.Close()
	ix = openTest(t, dir)
	check(t, ix)

	// Another model's vectors take the place of all that were there.
	next := hashEmbedder{"next", 64}
	if got, missing := nearest(t, ix, next, q); len(got) != 0 || missing != 6 {
		t.Errorf("with another model: %v, %d missing", got, missing)
	}
	embedAll(t, ix, "isle", next)
	if got, missing := nearest(t, ix, next, q); len(got) != 2 || missing != 1 {
		t.Errorf("with another model's vectors: %v, %d missing", got, missing)
	}
	if got, missing := nearest(t, ix, toy, q); len(got) != 1 || missing != 5 {
		t.Errorf("with the first model: %v, %d missing", got, missing)
	}
	if err := ix.Verify(t.Context(), "isle"); err != nil {
		t.Error(err)
	}
}

func TestVectorsFollowTheirDocuments(t *testing.T) {
	ix := openTest(t, t.TempDir())
	putAt(t, ix, 1, islands()...)
	embedAll(t, ix, "c", toy)
	missing := func() int {
		t.Helper()
		if err := ix.Verify(t.Context(), "c"); err != nil {
			t.Fatal(err)
		}
		_, n, err := ix.Missing(t.Context(), "c", toy.name, 1)
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	apply(t, ix, Change{Touch: []Touch{{ID: "tea", State: State{Source: "shelf", Size: 9}}}})
	putAt(t, ix, 2, dated(islands()[0], "2022-02-02"))
	if n := missing(); n != 0 {
		t.Errorf("after a document got another day only, %d are missing", n)
	}
	if got, _ := nearest(t, ix, toy, corpus.Query{Text: "tea", Collections: []string{"c"}, Since: day("2022-01-01")}); len(got) != 2 {
		t.Errorf("a search by day finds %v", got)
	}
	pending, _, err := ix.Missing(t.Context(), "c", "later", 99)
	if err != nil || len(pending) != 3 {
		t.Fatal(pending, err)
	}
	putAt(t, ix, 3, text("tea", "All the tea is drunk."))
	if n := missing(); n != 1 {
		t.Errorf("after a document got another text, %d are missing", n)
	}
	if got, _ := nearest(t, ix, toy, corpus.Query{Text: "tea", Collections: []string{"c"}}); len(got) != 3 {
		t.Errorf("a search finds passages that are gone: %v", got)
	}

	// Vectors that come too late for the old text are passed over.
	later := hashEmbedder{"later", 32}
	var all []Vectors
	for _, p := range pending {
		v, _ := later.Embed(t.Context(), p.Texts())
		all = append(all, Vectors{p, v})
	}
	if err := ix.PutVectors(t.Context(), "c", later, all); err != nil {
		t.Fatal(err)
	}
	if _, n, _ := ix.Missing(t.Context(), "c", "later", 1); n != 1 {
		t.Errorf("after vectors that came late, %d are missing", n)
	}
	embedAll(t, ix, "c", toy)
	r := begin(t, ix)
	if err := r.Adopt(t.Context(), []string{"tea", "boat"}); err != nil {
		t.Fatal(err)
	}
	commit(t, r)
	if n := missing(); n != 0 {
		t.Errorf("after a rebuild, %d are missing", n)
	}
	apply(t, ix, Change{Remove: []string{"tea", "boat"}})
	if got, _ := nearest(t, ix, toy, corpus.Query{Text: "tea", Collections: []string{"c"}}); len(got) != 0 {
		t.Errorf("what was removed is found: %v", got)
	}
}

func TestVectorsThatAreNone(t *testing.T) {
	ix := openTest(t, "")
	update(t, ix, "c", text("a", "One."))
	pending, _, err := ix.Missing(t.Context(), "c", "toy", 1)
	if err != nil {
		t.Fatal(err)
	}
	nan, inf := float32(math.NaN()), float32(math.Inf(1))
	for _, passages := range [][][]float32{
		nil, {{1, 2}}, {{0, 0, 0}}, {{1, nan, 1}}, {{inf, 1, 1}}, {{1, 2, 3}, {1, 2, 3}},
	} {
		err := ix.PutVectors(t.Context(), "c", hashEmbedder{"toy", 3}, []Vectors{{pending[0], passages}})
		if err == nil || !strings.Contains(err.Error(), `"a"`) {
			t.Errorf("%v: %v", passages, err)
		}
	}
	for _, v := range [][]float32{nil, {0, 0}, {nan}, {inf}, make([]float32, 5000)} {
		if _, _, err := ix.Nearest(t.Context(), corpus.Query{Collections: []string{"c"}}, "toy", v); err == nil {
			t.Errorf("%v is taken", v)
		}
	}
	if _, _, err := ix.Nearest(t.Context(), corpus.Query{Collections: []string{"none"}}, "toy", []float32{1}); !errors.Is(err, corpus.ErrNotFound) {
		t.Errorf("an unknown collection: %v", err)
	}
}

// TestNearestWhateverTheLayout compares the ranking of vectors that many orders of writing lead to with a plain one.
func TestNearestWhateverTheLayout(t *testing.T) {
	s := newSynthesizer(6, 400)
	var docs []*corpus.Document
	for i := range 30 {
		docs = append(docs, s.document(fmt.Sprintf("d%02d", i), 1+i%3, 1))
	}
	docs = append(docs, text("same-a", "One text."), text("same-b", "One text."))
	docs[30].Title, docs[31].Title = "T", "T"
	q := corpus.Query{Text: "One text " + s.question(), Collections: []string{"c"}, Limit: 20}
	want := plainNearest(docs, toy, q)
	for seed := range uint64(3) {
		ix := openTest(t, "")
		rng := rand.New(rand.NewPCG(seed, 3))
		rng.Shuffle(len(docs), func(i, j int) { docs[i], docs[j] = docs[j], docs[i] })
		for i, d := range docs {
			if i%3 == 0 {
				update(t, ix, "c", text(d.ID, "Something else."))
				embedAll(t, ix, "c", toy)
			}
			update(t, ix, "c", d)
		}
		embedAll(t, ix, "c", toy)
		got, _ := nearest(t, ix, toy, q)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("seed %d (-want +got):\n%s", seed, diff)
		}
	}
}

// plainNearest ranks passages by the cosine of the vectors as they are.
func plainNearest(docs []*corpus.Document, e hashEmbedder, q corpus.Query) []string {
	type scored struct {
		at    string
		score float64
	}
	cosine := func(a, b []float32) float64 {
		ab, aa, bb := 0.0, 0.0, 0.0
		for i := range a {
			ab += float64(a[i]) * float64(b[i])
			aa += float64(a[i]) * float64(a[i])
			bb += float64(b[i]) * float64(b[i])
		}
		return ab / math.Sqrt(aa*bb)
	}
	var all []scored
	for _, d := range docs {
		for i, text := range (Pending{Doc: d}).Texts() {
			all = append(all, scored{fmt.Sprintf("c/%s#%d", d.ID, i), cosine(e.of(q.Text), e.of(text))})
		}
	}
	slices.SortFunc(all, func(a, b scored) int {
		if math.Abs(a.score-b.score) < 1e-12 {
			return strings.Compare(a.at, b.at)
		}
		if a.score > b.score {
			return -1
		}
		return 1
	})
	var out []string
	for _, s := range all[:q.Limit] {
		out = append(out, s.at)
	}
	return out
}
