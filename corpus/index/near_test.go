package index

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/dalil-bot/dalil/corpus"
	"github.com/dalil-bot/dalil/corpus/near"
)

// rules is a text of some length with a sentence of its own.
func rules(own string) []string {
	return []string{
		"The reading room opens at nine and closes at six on working days. Visitors leave their bags at the door.",
		"Books that stand behind the desk are given out by the librarian and stay in the room. " + own,
		"Children under ten come with a grown-up person, who answers for them.",
	}
}

func TestKin(t *testing.T) {
	ix := openTest(t, "")
	named := func(d *corpus.Document, title string) *corpus.Document {
		d.Title = title
		return d
	}
	update(t, ix, "c",
		named(dated(text("2023", rules("A fine is two coins.")...), "2023-01-01"), "House rules 2023"),
		named(dated(text("2024", rules("A fine is three coins.")...), "2024-01-01"), "House rules 2024"),
		named(text("copy", rules("A fine is two coins.")...), "Rules of the house"),
		text("other", "A boat crosses the river every hour.", "Tickets cost one coin."),
		text("empty"))
	update(t, ix, "secret", named(text("copy", rules("A fine is two coins!")...), "Copied"))

	kin := func(id string, collections ...string) []string {
		t.Helper()
		doc, err := ix.Document(t.Context(), "c", id)
		if err != nil {
			t.Fatal(err)
		}
		found, err := ix.Kin(t.Context(), collections, doc)
		if err != nil {
			t.Fatal(err)
		}
		var out []string
		for _, k := range found {
			out = append(out, fmt.Sprintf("%s %s/%s", k.Kind, k.Doc.Collection, k.Doc.ID))
		}
		return out
	}
	for _, tt := range []struct {
		id          string
		collections []string
		want        []string
	}{
		{"2023", []string{"c"}, []string{"copy c/copy", "later c/2024"}},
		{"2024", []string{"c", "c"}, []string{"earlier c/2023", "copy c/copy"}},
		{"copy", []string{"c", "secret"}, []string{"copy c/2023", "copy secret/copy", "copy c/2024"}},
		{"2023", nil, nil},
		{"other", []string{"c"}, nil},
		{"empty", []string{"c"}, nil},
	} {
		if diff := cmp.Diff(tt.want, kin(tt.id, tt.collections...)); diff != "" {
			t.Errorf("kin of %s in %v (-want +got):\n%s", tt.id, tt.collections, diff)
		}
	}

	var docs []*corpus.Document
	for _, id := range []string{"other", "2024", "empty", "2023"} {
		doc, err := ix.Document(t.Context(), "c", id)
		if err != nil {
			t.Fatal(err)
		}
		docs = append(docs, doc)
	}
	pairs, err := ix.Relate(t.Context(), docs)
	if err != nil || len(pairs) != 1 || pairs[0].A != 1 || pairs[0].B != 3 || pairs[0].Kind != near.Earlier {
		t.Errorf("pairs: %+v, %v", pairs, err)
	}

	// What a document was before is nobody's kin.
	update(t, ix, "c", text("2023", "All the rules are gone."))
	if diff := cmp.Diff([]string{"copy c/copy"}, kin("2024", "c")); diff != "" {
		t.Errorf("kin after a change (-want +got):\n%s", diff)
	}
	if pairs, err := ix.Relate(t.Context(), docs); err != nil || len(pairs) != 0 {
		t.Errorf("pairs after a change: %+v, %v", pairs, err)
	}
	if err := ix.Verify(t.Context(), "c"); err != nil {
		t.Error(err)
	}
}

// Of many copies the best are named, and no more documents are read for that.
func TestManyCopies(t *testing.T) {
	ix := openTest(t, "")
	var docs []*corpus.Document
	for i := range 3 * maxKin {
		docs = append(docs, text(fmt.Sprintf("copy-%03d", i), rules("A fine is two coins.")...))
	}
	update(t, ix, "c", docs...)
	docs[9].Collection = "c"
	found, err := ix.Kin(t.Context(), []string{"c"}, docs[9])
	if err != nil || len(found) != maxKin || found[0].Doc.ID != "copy-000" || found[maxKin-1].Doc.ID != "copy-050" {
		t.Errorf("%d copies, %v", len(found), err)
	}
	if read := len(ix.cache.byKey); read > maxKin {
		t.Errorf("%d documents were read", read)
	}
}

func BenchmarkKin(b *testing.B) {
	ix, err := Open(b.TempDir(), Options{})
	if err != nil {
		b.Fatal(err)
	}
	defer ix.Close()
	s := newSynthesizer(4, benchWords)
	for i := range 10 {
		var docs []*corpus.Document
		for j := range 200 {
			docs = append(docs, s.document(fmt.Sprint(i, "-", j), 2, 4))
		}
		copied := *docs[7]
		copied.ID = strings.Repeat("c", i+1)
		if err := ix.Update(b.Context(), "c", append(docs, &copied)); err != nil {
			b.Fatal(err)
		}
	}
	doc, err := ix.Document(b.Context(), "c", "0-7")
	if err != nil {
		b.Fatal(err)
	}
	b.Run("kin", func(b *testing.B) {
		for b.Loop() {
			if found, err := ix.Kin(b.Context(), []string{"c"}, doc); err != nil || len(found) != 1 {
				b.Fatal(len(found), err)
			}
		}
	})
	b.Run("relate 30", func(b *testing.B) {
		var docs []*corpus.Document
		for j := range 30 {
			d, err := ix.Document(b.Context(), "c", fmt.Sprint("3-", j))
			if err != nil {
				b.Fatal(err)
			}
			docs = append(docs, d)
		}
		for b.Loop() {
			if _, err := ix.Relate(b.Context(), docs); err != nil {
				b.Fatal(err)
			}
		}
	})
}
