package index

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/dalil-bot/dalil/corpus"

	api "github.com/blevesearch/bleve_index_api"
)

func names(infos []Info) []string {
	var out []string
	for _, i := range infos {
		out = append(out, i.ID)
	}
	return out
}

func commit(t *testing.T, r *Rebuild) {
	t.Helper()
	if err := r.Commit(t.Context()); err != nil {
		t.Fatal(err)
	}
}

func begin(t *testing.T, ix *Index) *Rebuild {
	t.Helper()
	r, err := ix.Rebuild("c")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { r.Abort() })
	return r
}

func TestRebuild(t *testing.T) {
	for _, dir := range []string{"", t.TempDir()} {
		t.Run(map[bool]string{true: "memory", false: "disk"}[dir == ""], func(t *testing.T) {
			ix := openTest(t, dir)
			putAt(t, ix, 1, text("tea", "Tea is hot."), text("ice", "Ice is cold."), text("far", "Far away."), text("gone", "Gone."))
			putAt(t, ix, 2, text("tea", "Tea is warm."))
			apply(t, ix, Change{Seen: []string{"shelf"}, Lost: []string{"ice"}, At: noon(3)})
			before := map[string]Info{"tea": infoOf(t, ix, "tea"), "ice": infoOf(t, ix, "ice")}

			r := begin(t, ix)
			if _, err := ix.Rebuild("c"); !errors.Is(err, ErrRebuilding) {
				t.Errorf("a second one: %v", err)
			}
			put := Change{Put: []Entry{{Doc: text("tea", "Tea is warm."), State: State{Source: "shelf"}}}, At: noon(4)}
			if err := r.Apply(t.Context(), "c", put); err != nil {
				t.Fatal(err)
			}
			left, err := r.Left(t.Context())
			if diff := cmp.Diff([]string{"far", "gone", "ice"}, names(left)); diff != "" || err != nil {
				t.Errorf("left (-want +got):\n%s%v", diff, err)
			}
			if err := r.Adopt(t.Context(), []string{"ice", "far", "unknown"}); err != nil {
				t.Fatal(err)
			}
			// What is written meanwhile is answered at once, and is not lost.
			putAt(t, ix, 5, text("new", "Coffee is new."), text("far", "Far and wide."))
			apply(t, ix, Change{Remove: []string{"gone"}})
			q := corpus.Query{Text: "coffee gone", Lang: "en", Collections: []string{"c"}}
			if got := places(find(t, ix, q)); !slices.Equal(got, []string{"c/new#0"}) {
				t.Errorf("while it is rebuilt: %v", got)
			}
			commit(t, r)
			if err := ix.Verify(t.Context(), "c"); err != nil {
				t.Fatal(err)
			}
			all, _ := ix.Documents(t.Context(), "c")
			if diff := cmp.Diff([]string{"far", "ice", "new", "tea"}, names(all)); diff != "" {
				t.Errorf("documents (-want +got):\n%s", diff)
			}
			if got := places(find(t, ix, q)); !slices.Equal(got, []string{"c/new#0"}) {
				t.Errorf("after it was rebuilt: %v", got)
			}
			for id, want := range before {
				if diff := cmp.Diff(want, infoOf(t, ix, id), cmpopts.IgnoreUnexported(Info{}, Version{})); diff != "" {
					t.Errorf("%s (-want +got):\n%s", id, diff)
				}
			}
			if doc, v, err := ix.DocumentVersion(t.Context(), "c", "tea", before["tea"].Earlier[0].Hash); err != nil || v.Current() || doc.Text != "Tea is hot." {
				t.Errorf("an earlier text after the rebuild: %v, %v", doc, err)
			}
			if err := r.Commit(t.Context()); !errors.Is(err, ErrClosed) {
				t.Errorf("a second Commit: %v", err)
			}
			putAt(t, ix, 6, text("later", "Cocoa is last."))
			commit(t, begin(t, ix))
			if all, _ := ix.Documents(t.Context(), "c"); len(all) != 0 {
				t.Errorf("an empty rebuild leaves %v", names(all))
			}
		})
	}
}

func TestRebuildOfWhatCannotBeRead(t *testing.T) {
	dir := t.TempDir()
	ix := openTest(t, dir)
	update(t, ix, "c", islands()...)
	ix.Close()
	garble(t, filepath.Join(dir, "collections", "c", "root.bolt"))
	ix = openTest(t, dir)
	r := begin(t, ix)
	if left, err := r.Left(t.Context()); len(left) > 0 || err != nil {
		t.Errorf("%v are left, %v", left, err)
	}
	update(t, r.Index, "c", text("tea", "Tea again."))
	commit(t, r)
	if err := ix.Verify(t.Context(), "c"); err != nil {
		t.Error(err)
	}
}

// A collection whose terms are those of another version is built anew out of its own texts.
func TestRebuildOfOtherTerms(t *testing.T) {
	dir := t.TempDir()
	ix := openTest(t, dir)
	putAt(t, ix, 1, text("tea", "Tea was cold."))
	putAt(t, ix, 2, islands()...)
	embedAll(t, ix, "c", toy)
	want := infoOf(t, ix, "tea")
	tamper(t, ix, func(s *snapshot, b *api.Batch) {
		s.books.Terms = -1
		raw, err := json.Marshal(s.books)
		if err != nil {
			t.Fatal(err)
		}
		b.SetInternal([]byte(booksKey), raw)
	})
	ix.Close()
	ix = openTest(t, dir)
	other := new(VersionError)
	if _, err := ix.Documents(t.Context(), "c"); !errors.As(err, &other) || !other.Terms {
		t.Fatalf("before: %v", err)
	}
	r := begin(t, ix)
	if _, err := ix.Documents(t.Context(), "c"); !errors.As(err, &other) {
		t.Errorf("meanwhile: %v", err)
	}
	left, err := r.Left(t.Context())
	if err != nil || len(left) != 3 {
		t.Fatal(left, err)
	}
	if err := r.Adopt(t.Context(), names(left)); err != nil {
		t.Fatal(err)
	}
	commit(t, r)
	if err := ix.Verify(t.Context(), "c"); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, infoOf(t, ix, "tea"), cmpopts.IgnoreUnexported(Info{}, Version{})); diff != "" {
		t.Errorf("tea (-want +got):\n%s", diff)
	}
	if _, missing, err := ix.Missing(t.Context(), "c", toy.name, 1); err != nil || missing != 0 {
		t.Errorf("%d passages have lost their vectors, %v", missing, err)
	}
	ix.Close()
	ix = openTest(t, dir)
	if err := ix.Verify(t.Context(), "c"); err != nil {
		t.Fatal(err)
	}
}

func TestRebuildCalledOff(t *testing.T) {
	ix := openTest(t, t.TempDir())
	r := begin(t, ix)
	if err := r.Abort(); err != nil {
		t.Fatal(err)
	}
	if names, _ := ix.Collections(); len(names) != 0 {
		t.Errorf("an aborted rebuild of nothing leaves %v", names)
	}
	update(t, ix, "c", islands()...)
	r = begin(t, ix)
	update(t, r.Index, "c", text("x", "X."))
	if err := r.Abort(); err != nil {
		t.Fatal(err)
	}
	r = begin(t, ix)
	if err := ix.DropCollection("c"); err != nil {
		t.Fatal(err)
	}
	if err := r.Commit(t.Context()); !errors.Is(err, corpus.ErrNotFound) {
		t.Errorf("the collection was removed meanwhile: %v", err)
	}
	update(t, ix, "c", islands()...)
	r = begin(t, ix)
	ix.Close()
	if err := r.Update(t.Context(), "c", islands()); !errors.Is(err, ErrClosed) {
		t.Errorf("the index was closed meanwhile: %v", err)
	}
	r.Abort()
	if left, _ := filepath.Glob(filepath.Join(ix.collectionsDir(), ".*")); len(left) > 0 {
		t.Errorf("%v are left over", left)
	}
}

// TestRebuildCutShort puts folders as a crash leaves them at each step of an exchange.
func TestRebuildCutShort(t *testing.T) {
	tests := []struct {
		name    string
		renames [][2]string
		want    string
	}{
		{"before", nil, "old"},
		{"between", [][2]string{{"c", ".swap-c"}}, "old"},
		{"after", [][2]string{{"c", ".swap-c"}, {".build-c/collections/c", "c"}}, "new"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			dir := t.TempDir()
			ix := openTest(t, dir)
			update(t, ix, "c", text("old", "This is old."))
			r := begin(t, ix)
			update(t, r.Index, "c", text("new", "This is new."))
			ix.Close()
			for _, names := range tt.renames {
				at := filepath.Join(dir, "collections")
				if err := os.Rename(filepath.Join(at, names[0]), filepath.Join(at, names[1])); err != nil {
					t.Fatal(err)
				}
			}
			ix = openTest(t, dir)
			all, err := ix.Documents(t.Context(), "c")
			if err != nil || !slices.Equal(names(all), []string{tt.want}) {
				t.Errorf("documents %v, %v", names(all), err)
			}
			entries, _ := os.ReadDir(filepath.Join(dir, "collections"))
			if len(entries) != 1 {
				t.Errorf("%v are left over", entries)
			}
		})
	}
}

// TestRebuildWhileSearching swaps collections again and again under searches, each of which has to see one of the two whole.
func TestRebuildWhileSearching(t *testing.T) {
	ix := openTest(t, t.TempDir())
	fill := func(ix *Index, word string) {
		var docs []*corpus.Document
		for i := range 20 {
			docs = append(docs, text(word+strings.Repeat("i", i), "The "+word+" dragon."))
		}
		update(t, ix, "c", docs...)
	}
	fill(ix, "old")
	ctx, cancel := context.WithCancel(t.Context())
	failed := make(chan error, 1)
	go func() {
		defer close(failed)
		for ctx.Err() == nil {
			r, err := ix.Search(context.Background(), corpus.Query{Text: "dragon", Lang: "en", Collections: []string{"c"}})
			if err != nil || len(r.Hits) != 20 || r.Hits[0].Doc.ID[:3] != r.Hits[19].Doc.ID[:3] {
				failed <- errors.Join(err, fmt.Errorf("not one whole collection: %v of %d", places(r), r.Passages))
				return
			}
		}
	}()
	for i := range 6 {
		r := begin(t, ix)
		fill(r.Index, []string{"new", "old"}[i%2])
		commit(t, r)
	}
	cancel()
	if err := <-failed; err != nil {
		t.Error(err)
	}
}
