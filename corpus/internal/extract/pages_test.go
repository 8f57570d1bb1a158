package extract

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"github.com/dalil-bot/dalil/corpus"
)

var update = flag.Bool("update", false, "rewrite testdata/pages with what Extract makes of them")

// TestPages compares what Extract makes of whole files with what is written below them.
func TestPages(t *testing.T) {
	files, err := filepath.Glob("testdata/pages/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no pages: %v", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			a, err := txtar.ParseFile(file)
			if err != nil || len(a.Files) != 2 {
				t.Fatalf("%d files, %v", len(a.Files), err)
			}
			doc, err := Extract(context.Background(), a.Files[0].Name, a.Files[0].Data, Hints{})
			if err != nil {
				t.Fatal(err)
			}
			checkBlocks(t, doc.Text, doc.Blocks)
			if name := a.Files[0].Name; !strings.HasSuffix(name, ".html") && doc.Text != string(a.Files[0].Data) {
				t.Error("the text is not the file's")
			}
			got := describe(doc)
			if *update {
				a.Files[1].Data = got
				if err := os.WriteFile(file, txtar.Format(a), 0o644); err != nil {
					t.Fatal(err)
				}
			} else if d := cmp.Diff(string(a.Files[1].Data), string(got)); d != "" {
				t.Error(d)
			}
		})
	}
}

// describe writes a document as a line of metadata and a line a block.
func describe(doc corpus.Document) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "title %q publisher %q author %q", doc.Title, doc.Publisher, doc.Author)
	if doc.Date.Known() {
		fmt.Fprintf(&b, " date %s %s", doc.Date.Day.Format("2006-01-02"), doc.Date.Origin)
	}
	fmt.Fprintf(&b, " lang %s\n", doc.Lang)
	for _, block := range doc.Blocks {
		kind := string(block.Kind)
		if block.Level > 0 {
			kind += fmt.Sprint(" ", block.Level)
		}
		if block.Rule != "" {
			kind += " (" + block.Rule + ")"
		}
		fmt.Fprintf(&b, "%s: %s\n", kind, strings.ReplaceAll(block.Of(doc.Text), "\n", "⏎"))
	}
	return b.Bytes()
}
