package index

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/dalil-bot/dalil/corpus"

	api "github.com/blevesearch/bleve_index_api"
)

// tamper writes to a collection past everything that keeps it consistent.
func tamper(t *testing.T, ix *Index, f func(s *snapshot, b *api.Batch)) {
	t.Helper()
	s, err := ix.open["c"].snapshot()
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	b := api.NewBatch()
	f(s, b)
	if err := s.store.Batch(b); err != nil {
		t.Fatal(err)
	}
	ix.cache = newDocumentCache(cacheBytes)
}

func TestRepair(t *testing.T) {
	number := func(s *snapshot, id string) uint64 {
		info, err := s.info(id)
		if err != nil {
			t.Fatal(err)
		}
		return info.number
	}
	tests := []struct {
		name    string
		damage  func(s *snapshot, b *api.Batch)
		says    string
		mended  []string
		removed []string
	}{
		{"nothing", func(*snapshot, *api.Batch) {}, "", nil, nil},
		{"a passage with other terms", func(s *snapshot, b *api.Batch) {
			f := &field{name: "en", options: api.IndexField, terms: api.TokenFrequencies{"coffe": once}, length: 1}
			b.Update(&record{key: passageKey(number(s, "tea"), 0, "tea"), fields: []api.Field{f}})
		}, "its terms in the inverted index", []string{"tea"}, nil},
		{"a passage with another day", func(s *snapshot, b *api.Batch) {
			p := &prepared{Entry: Entry{Doc: dated(text("tea", "Tea is hot."), "1999-01-01")}, info: &Info{ID: "tea", number: number(s, "tea")}}
			p.fields = make([][2]*field, 1)
			p.records(func(r *record) {
				if r.key[0] == passagePrefix {
					b.Update(r)
				}
			})
		}, "its terms in the inverted index", []string{"tea"}, nil},
		{"a passage gone", func(s *snapshot, b *api.Batch) {
			b.Delete(passageKey(number(s, "boat"), 1, "boat"))
		}, "1 passages in the inverted index, not 2", []string{"boat"}, nil},
		{"a passage too many", func(s *snapshot, b *api.Batch) {
			b.Update(&record{key: passageKey(99, 0, "ghost")})
		}, "belongs to nothing", nil, nil},
		{"a sketch gone", func(s *snapshot, b *api.Batch) {
			b.Delete(nearKey(number(s, "hill"), "hill"))
		}, "its sketch is not", []string{"hill"}, nil},
		{"a text gone", func(s *snapshot, b *api.Batch) {
			b.Delete(textKey(number(s, "hill")))
		}, "its text is missing", nil, []string{"hill"}},
		{"another text", func(s *snapshot, b *api.Batch) {
			doc, _ := s.decode(number(s, "hill"))
			other := *doc
			other.Text = strings.ReplaceAll(doc.Text, "grass", "glass")
			b.Update(textRecord(number(s, "hill"), encodeDocument(&other)))
		}, "another text than its hash says", nil, []string{"hill"}},
		{"a garbled text", func(s *snapshot, b *api.Batch) {
			b.Update(textRecord(number(s, "hill"), []byte{recordVersion, 200, 200}))
		}, "cut short or garbled", nil, []string{"hill"}},
		{"a span out of the text", func(s *snapshot, b *api.Batch) {
			doc, _ := s.decode(number(s, "hill"))
			other := *doc
			other.Passages = slices.Clone(doc.Passages)
			other.Passages[0].End += 10
			b.Update(textRecord(number(s, "hill"), encodeDocument(&other)))
		}, "out of place", nil, []string{"hill"}},
		{"an earlier text garbled", func(s *snapshot, b *api.Batch) {
			info, _ := s.info("tea")
			b.Update(textRecord(info.Earlier[0].number, []byte("x")))
		}, "its text until", []string{"tea"}, nil},
		{"a text of nobody", func(s *snapshot, b *api.Batch) {
			b.Update(textRecord(1000, encodeDocument(text("ghost", "Boo."))))
		}, "a text belongs to nothing", nil, nil},
		{"the bookkeeping", func(s *snapshot, b *api.Batch) {
			books := *s.books
			books.Passages = 77
			raw, _ := json.Marshal(books)
			b.SetInternal([]byte(booksKey), raw)
		}, "the bookkeeping says", nil, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			ix := openTest(t, t.TempDir())
			docs := islands()
			putAt(t, ix, 1, text("tea", "Tea was cold."))
			putAt(t, ix, 2, docs...)
			tamper(t, ix, tt.damage)
			if err := ix.Verify(t.Context(), "c"); (err == nil) != (tt.says == "") || err != nil && !strings.Contains(err.Error(), tt.says) {
				t.Errorf("Verify says %v, not %q", err, tt.says)
			}
			done, err := ix.Repair(t.Context(), "c")
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff([][]string{tt.mended, tt.removed}, [][]string{done.Mended, done.Removed}); diff != "" {
				t.Errorf("mended and removed (-want +got):\n%s%v", diff, done.Problems)
			}
			if err := ix.Verify(t.Context(), "c"); err != nil {
				t.Fatalf("after the repair: %v", err)
			}
			for _, d := range docs {
				got, err := ix.Document(t.Context(), "c", d.ID)
				if slices.Contains(tt.removed, d.ID) {
					if err == nil {
						t.Errorf("%s is still there", d.ID)
					}
					continue
				}
				want := *d
				want.Collection = "c"
				if diff := cmp.Diff(&want, got); diff != "" || err != nil {
					t.Errorf("%s (-want +got):\n%s%v", d.ID, diff, err)
				}
				if i := infoOf(t, ix, d.ID); i.Since != noon(2) || i.State.Source != "shelf" {
					t.Errorf("%s has lost what is known of it: %+v", d.ID, i)
				}
			}
			q := corpus.Query{Text: "tea", Lang: "en", Collections: []string{"c"}}
			if got := places(find(t, ix, q)); !slices.Equal(got, []string{"c/boat#1", "c/tea#1", "c/tea#0"}) {
				t.Errorf("found after the repair: %v", got)
			}
		})
	}
}
