package index

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/dalil-bot/dalil/corpus"
)

func TestDamageIsSaidAndMended(t *testing.T) {
	tests := []struct {
		name   string
		damage func(t *testing.T, dir string)
	}{
		{"root file cut short", func(t *testing.T, dir string) { truncate(t, filepath.Join(dir, "root.bolt"), 100) }},
		{"root file emptied", func(t *testing.T, dir string) { truncate(t, filepath.Join(dir, "root.bolt"), 0) }},
		{"root file garbled behind its head", func(t *testing.T, dir string) { overwriteAll(t, filepath.Join(dir, "root.bolt"), 8192) }},
		{"root file garbled", func(t *testing.T, dir string) { garble(t, filepath.Join(dir, "root.bolt")) }},
		{"root file gone", func(t *testing.T, dir string) { remove(t, filepath.Join(dir, "root.bolt")) }},
		{"segment cut short", func(t *testing.T, dir string) { truncate(t, segments(t, dir)[0], 50) }},
		{"segment emptied", func(t *testing.T, dir string) { truncate(t, segments(t, dir)[0], 0) }},
		{"segment garbled", func(t *testing.T, dir string) { garble(t, segments(t, dir)[0]) }},
		{"first records garbled", func(t *testing.T, dir string) { overwrite(t, segments(t, dir)[0], 37) }},
		{"second records garbled", func(t *testing.T, dir string) { overwrite(t, segments(t, dir)[0], 74) }},
		{"segment gone", func(t *testing.T, dir string) { remove(t, segments(t, dir)[0]) }},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			dir := t.TempDir()
			ix := openTest(t, dir)
			update(t, ix, "c", islands()...)
			update(t, ix, "sound", islands()...)
			ix.Close()
			tt.damage(t, filepath.Join(dir, "collections", "c"))

			ix = openTest(t, dir)
			_, err := ix.Search(t.Context(), corpus.Query{Text: "tea", Lang: "en", Collections: []string{"c"}})
			err = errors.Join(err, ix.Verify(t.Context(), "c"))
			if bad := new(DamagedError); !errors.As(err, &bad) || !strings.Contains(err.Error(), dir) || !strings.Contains(err.Error(), "--rebuild") {
				t.Errorf("the error is %v", err)
			}
			_, first := ix.Documents(t.Context(), "c")
			if _, again := ix.Documents(t.Context(), "c"); fmt.Sprint(again) != fmt.Sprint(first) { // such as for a lock that was not given back
				t.Errorf("the error is %v, and then %v", first, again)
			}
			if got := find(t, ix, corpus.Query{Text: "grass", Lang: "en", Collections: []string{"sound"}}); len(got.Hits) != 1 {
				t.Error("damage in one collection stands in the way of another")
			}
			if err := ix.DropCollection("c"); err != nil {
				t.Fatal(err)
			}
			update(t, ix, "c", islands()...)
			if err := ix.Verify(t.Context(), "c"); err != nil {
				t.Error(err)
			}
		})
	}
}

// overwrite puts other bytes into a segment's stored records, where snappy looks for lengths.
func overwrite(t *testing.T, path string, at int64) {
	t.Helper()
	f, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if _, err := f.WriteAt([]byte(strings.Repeat("\xa5\x3c", 30)), at); err != nil {
		t.Fatal(err)
	}
}

// overwriteAll garbles a file from some place on.
func overwriteAll(t *testing.T, path string, from int) {
	t.Helper()
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for i := from; i < len(raw); i++ {
		raw[i] ^= byte(i*31 + 5)
	}
	if err := os.WriteFile(path, raw, 0o600); err != nil {
		t.Fatal(err)
	}
}

func segments(t *testing.T, dir string) []string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "*.zap"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no segments in %s, %v", dir, err)
	}
	return files
}

func truncate(t *testing.T, path string, size int64) {
	t.Helper()
	if err := os.Truncate(path, size); err != nil {
		t.Fatal(err)
	}
}

func remove(t *testing.T, path string) {
	t.Helper()
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
}

func garble(t *testing.T, path string) {
	t.Helper()
	overwriteAll(t, path, 0)
}

func TestAnotherVersionHasToBeRebuilt(t *testing.T) {
	dir := t.TempDir()
	ix := openTest(t, dir)
	update(t, ix, "c", islands()...)
	old, err := json.Marshal(&books{Format: FormatVersion, Terms: -1})
	if err != nil {
		t.Fatal(err)
	}
	if err := ix.open["c"].store.SetInternal([]byte(booksKey), old); err != nil {
		t.Fatal(err)
	}
	ix.Close()
	ix = openTest(t, dir)
	_, err = ix.Documents(t.Context(), "c")
	if other := new(VersionError); !errors.As(err, &other) || !strings.Contains(err.Error(), "--rebuild") {
		t.Errorf("the error is %v", err)
	}
	if err := ix.DropCollection("c"); err != nil {
		t.Fatal(err)
	}
	update(t, ix, "c", islands()...)
}

func FuzzRecords(f *testing.F) {
	doc := dated(text("tea", "Tea is hot. It steams.", "Coffee is black."), "2020-05-01")
	f.Add(encodeDocument(doc))
	f.Add(encodeInfo(&Info{ID: "tea", Passages: 2, fields: map[string]fieldCount{"en": {2, 5}}}))
	f.Fuzz(func(t *testing.T, b []byte) {
		if doc, err := decodeDocument(b, "c"); err == nil {
			for _, p := range doc.Passages {
				for _, s := range p.Sentences {
					_ = s.Of(doc.Text)
				}
			}
			if again, err := decodeDocument(encodeDocument(doc), "c"); err != nil || again.Text != doc.Text {
				t.Errorf("a document does not come back: %v", err)
			}
		}
		if info, err := decodeInfo(b); err == nil {
			if again, err := decodeInfo(encodeInfo(info)); err != nil || again.ID != info.ID {
				t.Errorf("an info does not come back: %v", err)
			}
		}
	})
}

func FuzzDirName(f *testing.F) {
	for _, s := range []string{"general", "General", "a/b", "..", "", "أخبار", "%41", "a\x00b"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, name string) {
		dir, err := dirName(name)
		if err != nil {
			return
		}
		if back, ok := collectionName(dir); !ok || back != name {
			t.Errorf("%q becomes %q and then %q", name, dir, back)
		}
		if strings.ContainsAny(dir, `/\.:`) || dir != strings.ToLower(dir) {
			t.Errorf("%q is no safe folder name", dir)
		}
	})
}

// What a document is said to take is about what it takes.
func TestFootprint(t *testing.T) {
	doc := text("rows", "Row.")
	end := corpus.Span{Start: 4, End: 4}
	for range 10_000 {
		doc.Blocks = append(doc.Blocks, doc.Blocks[0])
		doc.Passages = append(doc.Passages, corpus.Passage{Span: end, Sentences: []corpus.Span{end, end, end}})
	}
	encoded := encodeDocument(doc)
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	decoded, err := decodeDocument(encoded, "c")
	runtime.ReadMemStats(&after)
	if err != nil {
		t.Fatal(err)
	}
	took, said := float64(after.TotalAlloc-before.TotalAlloc), float64(footprint(decoded))
	if said < 0.8*took || said > 1.2*took {
		t.Errorf("%.0f bytes are said to be %.0f", took, said)
	}
}

func TestCacheIsBounded(t *testing.T) {
	doc := text("tea", "Tea is hot.")
	size := footprint(doc)
	c := newDocumentCache(3 * size)
	s := &store{}
	for n := range uint64(5) {
		c.put(documentKey{s, n}, doc)
		c.get(documentKey{s, 0})
	}
	if c.size != 3*size || c.used.Len() != 3 || len(c.byKey) != 3 {
		t.Errorf("%d bytes, %d documents and %d keys are kept", c.size, c.used.Len(), len(c.byKey))
	}
	if c.get(documentKey{s, 0}) == nil || c.get(documentKey{s, 1}) != nil || c.get(documentKey{&store{}, 0}) != nil {
		t.Error("what is kept is not what was used last")
	}
}
