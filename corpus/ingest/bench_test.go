package ingest

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/dalil-bot/dalil/corpus"
	"github.com/dalil-bot/dalil/corpus/index"
	"github.com/dalil-bot/dalil/corpus/source"
)

// BenchmarkUnchanged syncs 100,000 files of 200 folders of which none has changed.
func BenchmarkUnchanged(b *testing.B) {
	const files, folders = 100_000, 200
	dir := b.TempDir()
	old := time.Now().Add(-time.Hour)
	for i := range files {
		path := filepath.Join(dir, fmt.Sprintf("folder-%03d", i%folders), fmt.Sprintf("note-%06d.txt", i))
		if i < folders {
			if err := os.Mkdir(filepath.Dir(path), 0o700); err != nil {
				b.Fatal(err)
			}
		}
		if err := os.WriteFile(path, fmt.Appendf(nil, "Drawer number %d holds the receipts of the year %d.\n", i, 1900+i%120), 0o600); err != nil {
			b.Fatal(err)
		}
		if err := os.Chtimes(path, old, old); err != nil {
			b.Fatal(err)
		}
	}
	ix, err := index.Open(b.TempDir(), index.Options{})
	if err != nil {
		b.Fatal(err)
	}
	defer ix.Close()
	memory := new(Memory)
	sync := func() Report {
		folder, err := source.NewFolder(dir, source.Options{})
		if err != nil {
			b.Fatal(err)
		}
		defer folder.Close()
		r, err := Sync(b.Context(), ix, Source{Collection: collection, Name: dir, Files: folder}, Options{Memory: memory})
		if err != nil {
			b.Fatal(err)
		}
		return r
	}
	stockIndex(b, ix, dir)
	for b.Loop() {
		if r := sync(); r.Unchanged != files {
			b.Fatalf("%d files are unchanged", r.Unchanged)
		}
	}
}

// stockIndex puts a document of one word for each file into an index, as if it had been read.
func stockIndex(b *testing.B, ix *index.Index, dir string) {
	b.Helper()
	folder, err := source.NewFolder(dir, source.Options{})
	if err != nil {
		b.Fatal(err)
	}
	defer folder.Close()
	listing, err := folder.Entries(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	for part := range slices.Chunk(listing.Entries, 10_000) {
		var change index.Change
		for _, e := range part {
			sum := sha256.Sum256([]byte(e.ID))
			hash := hex.EncodeToString(sum[:])
			doc := &corpus.Document{ID: e.ID, URI: e.URI, Title: e.ID, Lang: "en", Text: "Receipts", Hash: hash}
			change.Put = append(change.Put, index.Entry{Doc: doc, State: index.State{Source: dir, Size: e.Size, ModTime: e.ModTime, Hash: hash}})
		}
		if err := ix.Apply(b.Context(), collection, change); err != nil {
			b.Fatal(err)
		}
	}
}
