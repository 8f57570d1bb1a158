package main

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/dalil-bot/dalil/corpus"
)

// outdate makes the collections of a home those of a version that analysed words in another way.
func (p post) outdate(collections ...string) {
	p.Helper()
	for _, name := range collections {
		path := p.path(".local/share/dalil/collections/" + name + "/root.bolt")
		raw, err := os.ReadFile(path)
		if err != nil {
			p.Fatal(err)
		}
		older := bytes.ReplaceAll(raw, []byte(`"terms":1,`), []byte(`"terms":0,`))
		if bytes.Equal(raw, older) {
			p.Fatalf("%s does not tell its version", path)
		}
		if err := os.WriteFile(path, older, 0o600); err != nil {
			p.Fatal(err)
		}
	}
}

// leftOver returns what lies in the folder of the collections beside these.
func (p post) leftOver(collections ...string) (other []string) {
	p.Helper()
	entries, err := os.ReadDir(p.path(".local/share/dalil/collections"))
	if err != nil {
		p.Fatal(err)
	}
	for _, e := range entries {
		if !strings.Contains(strings.Join(collections, " "), e.Name()) {
			other = append(other, e.Name())
		}
	}
	return other
}

// A collection of another version is built anew by whichever command comes first.
func TestOutdated(t *testing.T) {
	p := newPost(t, "  archive: {folder: ~/archive, collection: articles}\n  notes: {folder: ~/notes, collection: notes}\n")
	p.file("archive/ferry.txt", "Olga Venn runs the ferry to Skarn.\n")
	p.file("notes/mill.txt", "Ada Moss keeps the mill in Torp.\n")
	p.run(0, "sync")

	p.outdate("articles")
	p.wants(p.run(0, "ask", "Who runs the ferry to Skarn?"), `collection "articles" was made by another version`, "Olga Venn")
	if out := p.run(0, "ask", "Who runs the ferry to Skarn?"); strings.Contains(out, "another version") {
		t.Errorf("it is said again:\n%s", out)
	}
	p.outdate("articles")
	p.file("archive/inn.txt", "Cleo Ames keeps the inn in Rask.\n")
	p.wants(p.run(0, "sync"), `collection "articles" was made by another version`, "archive: 2 added", "notes: 0 added, 0 updated, 0 removed, 1 unchanged")
	p.wants(p.run(0, "ask", "Who keeps the inn in Rask?"), "Cleo Ames")
	p.wants(p.run(0, "verify"), "articles: ", "notes: ")
	if other := p.leftOver("articles", "notes"); len(other) > 0 {
		t.Errorf("left over: %v", other)
	}
}

// serve builds anew at its start what no source would bring it to, and answers out of everything else meanwhile.
func TestServeRenews(t *testing.T) {
	p := newPost(t, "  archive: {folder: ~/archive, collection: articles, every: 0s, watch: off}\n  notes: {folder: ~/notes, collection: notes, every: 0s, watch: off}\n")
	p.file("archive/ferry.txt", "Olga Venn runs the ferry to Skarn.\n")
	p.file("notes/mill.txt", "Ada Moss keeps the mill in Torp.\n")
	p.run(0, "sync")
	p.outdate("articles")
	a, lib := p.open(io.Discard)
	documents := a.newShelf(lib)
	asked := func() (names []string) { // what may be asked on Discord
		all, err := documents.Collections(t.Context())
		if err != nil {
			t.Error(err)
		}
		for _, c := range all {
			names = append(names, c.Name)
		}
		return names
	}
	finds := func(collection, words string) bool {
		r, err := lib.Search(t.Context(), corpus.Query{Text: words, Lang: "en", Collections: []string{collection}})
		return err == nil && len(r.Hits) > 0
	}
	if finds("articles", "ferry") || !finds("notes", "mill") {
		t.Error("the outdated collection is searched, or the other one is not")
	}
	if diff := cmp.Diff([]string{"notes"}, asked()); diff != "" {
		t.Errorf("on Discord (-want +got):\n%s", diff)
	}
	ctx, cancel := context.WithCancel(t.Context())
	wait := a.keepSources(ctx, documents)
	soon(t, "the outdated collection is searched", func() bool {
		if !finds("notes", "mill") {
			t.Error("the other collection is not searched meanwhile")
		}
		return finds("articles", "ferry")
	})
	if diff := cmp.Diff([]string{"articles", "notes"}, asked()); diff != "" {
		t.Errorf("on Discord, built anew (-want +got):\n%s", diff)
	}
	cancel()
	wait()
}

// Who kills a program that builds a collection anew finds the old one there, with all of its documents.
func TestKilledRenewal(t *testing.T) {
	asked, hold := make(chan struct{}, 10), make(chan struct{})
	server := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {
		asked <- struct{}{}
		<-hold
	}))
	defer server.Close()
	defer close(hold)
	p := newPost(t, "  archive: {folder: ~/archive}\n")
	p.file("archive/ferry.txt", "Olga Venn runs the ferry to Skarn.\n")
	p.run(0, "sync")
	p.outdate(defaultCollection)
	// A source that was never read is read while the collection is built anew, and its server keeps that waiting.
	writeFile(t, p.path(".config/dalil/config.yaml"), "web: {private: [127.0.0.0/8]}\nsources:\n  archive: {folder: ~/archive}\n  page: {url: '"+server.URL+"/page'}\n")
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(program, "sync")
	cmd.Env = []string{"HOME=" + p.home, asProgram + "=1"}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	<-asked
	if _, err := os.Stat(p.path(filepath.Join(".local/share/dalil/collections", ".build-"+defaultCollection))); err != nil {
		t.Errorf("nothing is being built: %v", err)
	}
	_, _ = cmd.Process.Kill(), cmd.Wait()
	writeFile(t, p.path(".config/dalil/config.yaml"), "sources:\n  archive: {folder: ~/archive}\n")
	p.wants(p.run(0, "ask", "Who runs the ferry to Skarn?"), "another version", "Olga Venn")
	p.wants(p.run(0, "verify"), defaultCollection+": ")
	if other := p.leftOver(defaultCollection); len(other) > 0 {
		t.Errorf("left over: %v", other)
	}
}
