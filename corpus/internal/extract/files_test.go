package extract

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"github.com/dalil-bot/dalil/corpus"
)

// TestFiles compares what All makes of the files in testdata/files, which LibreOffice and pandoc made, with the listing
// beside each.
func TestFiles(t *testing.T) {
	files, err := filepath.Glob("testdata/files/*")
	if err != nil || len(files) == 0 {
		t.Fatalf("no files: %v", err)
	}
	for _, file := range files {
		if strings.HasSuffix(file, ".golden") {
			continue
		}
		t.Run(filepath.Base(file), func(t *testing.T) {
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			got := listing(t, filepath.Base(file), data, Hints{})
			compare(t, file+".golden", got)
		})
	}
}

// TestMade does the same with files whose parts stand in an archive that can be read: the parts are packed into a ZIP
// file, and the listing is the last of them. A part whose name ends with / stands for nothing but itself.
func TestMade(t *testing.T) {
	files, err := filepath.Glob("testdata/made/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no archives: %v", err)
	}
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".txtar")
		t.Run(name, func(t *testing.T) {
			a, err := txtar.ParseFile(file)
			if err != nil || len(a.Files) < 2 || a.Files[len(a.Files)-1].Name != "listing" {
				t.Fatalf("no listing at the end: %v", err)
			}
			last := &a.Files[len(a.Files)-1]
			got := listing(t, name, packed(t, a.Files[:len(a.Files)-1]), Hints{})
			if *update {
				last.Data = got
				if err := os.WriteFile(file, txtar.Format(a), 0o644); err != nil {
					t.Fatal(err)
				}
			} else if d := cmp.Diff(string(last.Data), string(got)); d != "" {
				t.Error(d)
			}
		})
	}
}

// packed returns the ZIP file of some parts.
func packed(t testing.TB, parts []txtar.File) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, p := range parts {
		w, err := z.CreateHeader(&zip.FileHeader{Name: p.Name, Method: zip.Deflate, Modified: time.Date(2024, 3, 5, 10, 0, 0, 0, time.UTC)})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write(p.Data); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// listing writes the documents of a file, a line a block with its place, and what could not be read.
func listing(t *testing.T, name string, data []byte, h Hints) []byte {
	t.Helper()
	var b bytes.Buffer
	err := All(context.Background(), name, data, h, func(sub string, doc corpus.Document) error {
		checkBlocks(t, doc.Text, doc.Blocks)
		if sub != "" {
			fmt.Fprintf(&b, "== %s\n", sub)
		}
		if doc.URI != "" {
			fmt.Fprintf(&b, "at %s\n", doc.URI)
		}
		first, rest, _ := strings.Cut(string(describe(doc)), "\n")
		fmt.Fprintln(&b, first)
		for i, line := range strings.Split(strings.TrimSuffix(rest, "\n"), "\n") {
			if p := doc.Blocks[i].Place; p != (corpus.Place{}) {
				line += fmt.Sprintf("  {%s", p.Kind)
				if p.Number > 0 {
					line += fmt.Sprintf(" %d", p.Number)
				}
				for _, s := range []string{p.Name, p.URL} {
					if s != "" {
						line += " " + s
					}
				}
				line += "}"
			}
			fmt.Fprintln(&b, line)
		}
		return nil
	})
	if err != nil {
		fmt.Fprintf(&b, "error: %v\n", err)
	}
	return b.Bytes()
}

// compare compares with a file, or rewrites it.
func compare(t *testing.T, file string, got []byte) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(string(want), string(got)); d != "" {
		t.Error(d)
	}
}
