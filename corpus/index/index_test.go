package index

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/dalil-bot/dalil/corpus"
)

// text makes a document of English paragraphs, each of which is a passage of its own with sentences that end in a full stop.
func text(id string, paragraphs ...string) *corpus.Document {
	d := &corpus.Document{ID: id, URI: "file:///" + id, Title: strings.ToUpper(id), Lang: "en", Text: strings.Join(paragraphs, "\n\n")}
	at := 0
	for _, p := range paragraphs {
		span := corpus.Span{Start: at, End: at + len(p)}
		d.Blocks = append(d.Blocks, corpus.Block{Span: span, Kind: corpus.Paragraph})
		passage := corpus.Passage{Span: span, Lang: "en"}
		for s := range strings.SplitAfterSeq(p, ". ") {
			passage.Sentences = append(passage.Sentences, corpus.Span{Start: at, End: at + len(strings.TrimRight(s, " "))})
			at += len(s)
		}
		d.Passages = append(d.Passages, passage)
		at = span.End + 2
	}
	sum := sha256.Sum256([]byte(d.Text))
	d.Hash = hex.EncodeToString(sum[:])
	return d
}

func dated(d *corpus.Document, day string) *corpus.Document {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		panic(err)
	}
	d.Date = corpus.Date{Day: t, Origin: corpus.DateMeta}
	return d
}

func openTest(t *testing.T, dir string) *Index {
	t.Helper()
	ix, err := Open(dir, Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { ix.Close() })
	return ix
}

func update(t *testing.T, ix *Index, collection string, docs ...*corpus.Document) {
	t.Helper()
	if err := ix.Update(t.Context(), collection, docs); err != nil {
		t.Fatal(err)
	}
}

func find(t *testing.T, ix *Index, q corpus.Query) *corpus.Result {
	t.Helper()
	r, err := ix.Search(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// places returns the hits of a result as "collection/document#passage".
func places(r *corpus.Result) []string {
	var out []string
	for _, h := range r.Hits {
		out = append(out, fmt.Sprintf("%s/%s#%d", h.Doc.Collection, h.Doc.ID, h.Passage))
	}
	return out
}

func islands() []*corpus.Document {
	return []*corpus.Document{
		dated(text("tea", "The tea house opens at nine. Guests sit by the river.", "Green tea costs two coins."), "2020-05-01"),
		dated(text("boat", "A boat crosses the river every hour. Tickets cost one coin.", "The captain drinks tea."), "2021-06-02"),
		text("hill", "Nothing but grass grows on the hill."),
	}
}

func TestSearch(t *testing.T) {
	for _, dir := range []string{"", t.TempDir()} {
		ix := openTest(t, dir)
		update(t, ix, "isle", islands()...)
		update(t, ix, "other", text("far", "Tea grows in the mountains."))
		tests := []struct {
			name string
			q    corpus.Query
			want []string
		}{
			{"two passages", corpus.Query{Text: "river", Lang: "en", Collections: []string{"isle"}}, []string{"isle/tea#0", "isle/boat#0"}},
			{"stem", corpus.Query{Text: "boats crossing", Lang: "en", Collections: []string{"isle"}}, []string{"isle/boat#0"}},
			{"no such word", corpus.Query{Text: "volcano", Lang: "en", Collections: []string{"isle"}}, nil},
			{"empty question", corpus.Query{Lang: "en", Collections: []string{"isle"}}, nil},
			{"no collections", corpus.Query{Text: "tea", Lang: "en"}, nil},
			{"another language finds by shared words", corpus.Query{Text: "boat", Lang: "ar", Collections: []string{"isle"}}, []string{"isle/boat#0"}},
			{"other collection", corpus.Query{Text: "tea mountains", Lang: "en", Collections: []string{"other"}}, []string{"other/far#0"}},
			{"collections named twice", corpus.Query{Text: "grass mountains", Lang: "en", Collections: []string{"other", "isle", "other"}}, []string{"other/far#0", "isle/hill#0"}},
			{"limit", corpus.Query{Text: "river", Lang: "en", Collections: []string{"isle"}, Limit: 1}, []string{"isle/tea#0"}},
			{"since", corpus.Query{Text: "tea", Lang: "en", Collections: []string{"isle"}, Since: day("2021-06-02")}, []string{"isle/boat#1"}},
			{"until", corpus.Query{Text: "tea grass", Lang: "en", Collections: []string{"isle"}, Until: day("2020-05-01")}, []string{"isle/tea#1", "isle/tea#0"}},
			{"between", corpus.Query{Text: "tea", Lang: "en", Collections: []string{"isle"}, Since: day("2020-05-02"), Until: day("2021-06-01")}, nil},
		}
		for _, tt := range tests {
			t.Run(fmt.Sprintf("%s/disk=%t", tt.name, dir != ""), func(t *testing.T) {
				if diff := cmp.Diff(tt.want, places(find(t, ix, tt.q))); diff != "" {
					t.Errorf("hits (-want +got):\n%s", diff)
				}
			})
		}
	}
}

func day(s string) time.Time {
	d, err := time.Parse(time.DateOnly, s)
	if err != nil {
		panic(err)
	}
	return d
}

func TestDocumentsComeBackAsTheyWere(t *testing.T) {
	dir := t.TempDir()
	ix := openTest(t, dir)
	doc := dated(text("tea", "Tea is hot. It steams.", "شاي. وقهوة."), "2020-05-01")
	doc.Publisher, doc.Author = "The Kettle", "A. Leaf"
	doc.Passages[1].Lang = "ar"
	doc.Passages[1].Heading = corpus.Span{Start: 0, End: 11}
	doc.Blocks[0].Level = 3
	doc.Blocks[1].Kind, doc.Blocks[1].Rule = corpus.Item, "no rule"
	state := State{Source: "/tea", Size: 40, ModTime: time.Unix(1e9, 12345).UTC(), Hash: "not a hash"}
	if err := ix.Apply(t.Context(), "c", Change{Put: []Entry{{Doc: doc, State: state}}}); err != nil {
		t.Fatal(err)
	}
	want := *doc
	want.Collection = "c"
	check := func(ix *Index) {
		t.Helper()
		got, err := ix.Document(t.Context(), "c", "tea")
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(&want, got); diff != "" {
			t.Errorf("document (-want +got):\n%s", diff)
		}
		infos, err := ix.Documents(t.Context(), "c")
		if err != nil || len(infos) != 1 {
			t.Fatalf("%d documents, %v", len(infos), err)
		}
		i := infos[0]
		if !i.State.Same(state) || i.State != state || i.Hash != doc.Hash || i.Passages != 2 || i.Bytes != len(doc.Text) {
			t.Errorf("info is %+v", i)
		}
	}
	check(ix)
	if err := ix.Close(); err != nil {
		t.Fatal(err)
	}
	check(openTest(t, dir))
}

func TestChanges(t *testing.T) {
	ix := openTest(t, t.TempDir())
	update(t, ix, "c", islands()...)
	update(t, ix, "c", text("tea", "Only coffee is left."))
	if got := places(find(t, ix, corpus.Query{Text: "tea", Lang: "en", Collections: []string{"c"}})); len(got) != 1 {
		t.Errorf("tea is found at %v", got)
	}
	if err := ix.Remove(t.Context(), "c", []string{"boat", "unknown"}); err != nil {
		t.Fatal(err)
	}
	if _, err := ix.Document(t.Context(), "c", "boat"); !errors.Is(err, corpus.ErrNotFound) {
		t.Errorf("a removed document gives %v", err)
	}
	if err := ix.Apply(t.Context(), "c", Change{Touch: []Touch{{"hill", State{Size: 7}}, {"hill", State{Size: 8}}, {"unknown", State{}}}}); err != nil {
		t.Fatal(err)
	}
	infos, err := ix.Documents(t.Context(), "c")
	if err != nil || len(infos) != 2 || infos[0].ID != "hill" || infos[0].State.Size != 8 || infos[1].ID != "tea" {
		t.Errorf("documents are %+v, %v", infos, err)
	}
	if err := ix.Verify(t.Context(), "c"); err != nil {
		t.Error(err)
	}
	st, err := ix.Stats(t.Context(), "c")
	if err != nil || st.Documents != 2 || st.Passages != 2 {
		t.Errorf("stats are %+v, %v", st, err)
	}
}

func TestErrors(t *testing.T) {
	dir := t.TempDir()
	ix := openTest(t, dir)
	update(t, ix, "c", islands()...)
	ctx := t.Context()
	canceled, cancel := context.WithCancel(ctx)
	cancel()
	crooked := text("crooked", "شاي.")
	crooked.Passages[0].End--
	crooked.Passages[0].Sentences[0].End -= 2
	crooked.Passages[0].Start++
	search := func(ctx context.Context, collections ...string) error {
		_, err := ix.Search(ctx, corpus.Query{Text: "tea", Lang: "en", Collections: collections})
		return err
	}
	if err := search(ctx, "c", "d"); !errors.Is(err, corpus.ErrNotFound) {
		t.Errorf("an unknown collection gives %v", err)
	}
	if err := search(canceled, "c"); !errors.Is(err, context.Canceled) {
		t.Errorf("a search that was called off gives %v", err)
	}
	if err := ix.Update(canceled, "c", islands()); !errors.Is(err, context.Canceled) {
		t.Errorf("an update that was called off gives %v", err)
	}
	if err := ix.Remove(ctx, "d", []string{"x"}); !errors.Is(err, corpus.ErrNotFound) {
		t.Errorf("removing from an unknown collection gives %v", err)
	}
	if err := ix.Update(ctx, "c", []*corpus.Document{text("new", "New."), crooked}); err == nil || !strings.Contains(err.Error(), "crooked") {
		t.Errorf("a span within a rune gives %v", err)
	}
	if _, err := ix.Document(ctx, "c", "new"); !errors.Is(err, corpus.ErrNotFound) {
		t.Errorf("half of an update went in: %v", err)
	}
	if err := ix.Update(ctx, "", islands()); err == nil {
		t.Error("a collection without a name is accepted")
	}
	if err := ix.DropCollection("d"); !errors.Is(err, corpus.ErrNotFound) {
		t.Errorf("dropping an unknown collection gives %v", err)
	}
	ix.Close()
	if err := search(ctx, "c"); !errors.Is(err, ErrClosed) {
		t.Errorf("a closed index gives %v", err)
	}
}

func TestCollections(t *testing.T) {
	dir := t.TempDir()
	ix := openTest(t, dir)
	names := []string{"General", "general", "a/b", "..", "أخبار", "news-2024"}
	for _, name := range names {
		update(t, ix, name, text("only in "+name, "Some words."))
	}
	if err := ix.DropCollection("a/b"); err != nil {
		t.Fatal(err)
	}
	ix.Close()
	ix = openTest(t, dir)
	got, err := ix.Collections()
	if diff := cmp.Diff([]string{"..", "General", "general", "news-2024", "أخبار"}, got); err != nil || diff != "" {
		t.Errorf("%v; collections (-want +got):\n%s", err, diff)
	}
	for _, name := range got {
		if _, err := ix.Document(t.Context(), name, "only in "+name); err != nil {
			t.Error(err)
		}
	}
}

func TestOneOwner(t *testing.T) {
	dir := t.TempDir()
	ix := openTest(t, dir)
	_, err := Open(dir, Options{})
	if locked := new(LockedError); !errors.As(err, &locked) || locked.PID != os.Getpid() {
		t.Fatalf("a second open gives %v", err)
	}
	ix.Close()
	openTest(t, dir)
}

func TestLeftOversAreSwept(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{newPrefix + "c", oldPrefix + "d"} {
		if err := os.MkdirAll(filepath.Join(dir, "collections", name), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	ix := openTest(t, dir)
	entries, err := os.ReadDir(ix.collectionsDir())
	if err != nil || len(entries) != 0 {
		t.Errorf("left over: %v, %v", entries, err)
	}
}
