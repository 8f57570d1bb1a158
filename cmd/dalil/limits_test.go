package main

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/dalil-bot/dalil/corpus/ingest"
)

// Every key of the extractors' limits reaches them.
func TestLimitKeys(t *testing.T) {
	var l limits
	for i, s := range l.settings() {
		if err := s.value.Set(fmt.Sprint(i+1) + map[bool]string{true: "s"}[s.key == "limits.time"]); err != nil {
			t.Fatal(err)
		}
	}
	want := ingest.Limits{Documents: 2, Text: 3, Part: 4, Total: 4, Ratio: 5, Depth: 6, Pages: 7, Rows: 8, Parts: 9}
	if diff := cmp.Diff(want, l.extraction()); diff != "" {
		t.Errorf("limits (-want +got):\n%s", diff)
	}
}

// A file and a collection at their limits are in; the next one is named, with the limit, and nothing that was in goes.
func TestLimitsAtTheBorder(t *testing.T) {
	p := newPost(t, "  archive: {folder: ~/archive, columns: {text: [text]}}\n")
	p.file("archive/a.txt", "Tea is hot.\n")
	p.file("archive/b.txt", "Ice is cold.\n")
	p.wants(p.run(0, "sync", "--limits-file-size", "13B"), "archive: 2 added")
	p.file("archive/b.txt", "Ice is colder.\n")
	p.wants(p.run(0, "sync", "--limits-file-size", "14B"), "archive: 0 added, 0 updated, 0 removed, 1 unchanged", "not indexed: b.txt: ")
	p.wants(p.run(0, "sync", "--limits-file-size", "15B"), "archive: 0 added, 1 updated, 0 removed, 1 unchanged")
	p.file("archive/c.jsonl", "{\"text\": \"Tar is black.\"}\n{\"text\": \"Tin is grey.\"}\n")
	p.wants(p.run(0, "sync", "--limits-documents", "3"), "archive: 0 added", "not indexed: c.jsonl: too many documents: a collection may have 3")
	p.wants(p.run(0, "sync", "--limits-documents", "4"), "archive: 2 added")
	p.file("archive/d.jsonl", "{\"text\": \"Sea is blue.\"}\n{\"text\": \"Sky is blue.\"}\n")
	p.wants(p.run(0, "sync", "--limits-file-documents", "1"), "more than 1 documents in one file")
	p.file("archive/e.txt", "Salt is white.\n")
	p.wants(p.run(1, "sync", "--limits-disk", "1KiB"), "no room for more documents", "limits.disk is 1.0 KiB")
	p.wants(p.run(0, "ask", "How hot is tea?", "--threshold", "0"), "Tea is hot.")
}

// The data folder may be as large as limits.disk, and not larger.
func TestRoomAtTheBorder(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "file"), make([]byte, 1000), 0o600); err != nil {
		t.Fatal(err)
	}
	for most, room := range map[quota]bool{0: true, 999: false, 1000: true, 1001: true} {
		if err := (&limits{Disk: most}).room(dir); (err == nil) != room {
			t.Errorf("with limits.disk %v: %v", &most, err)
		}
	}
}
