package main

import (
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

func writeFile(t *testing.T, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// A post is a home with a configuration, in which the program is run.
type post struct {
	*testing.T
	home string
}

// newPost makes a home; the configuration begins with the sources.
func newPost(t *testing.T, sources string) post {
	p := post{t, t.TempDir()}
	writeFile(t, p.path(".config/dalil/config.yaml"), "sources:\n"+sources)
	t.Chdir(p.home)
	return p
}

func (p post) path(name string) string { return filepath.Join(p.home, name) }

// file writes a file that was saved a while ago.
func (p post) file(name, text string) {
	p.Helper()
	writeFile(p.T, p.path(name), text)
	old := time.Now().Add(-time.Hour)
	if err := os.Chtimes(p.path(name), old, old); err != nil {
		p.Fatal(err)
	}
}

func (p post) remove(names ...string) {
	p.Helper()
	for _, name := range names {
		if err := os.RemoveAll(p.path(name)); err != nil {
			p.Fatal(err)
		}
	}
}

// run runs the program and returns what it wrote, the errors behind the output.
func (p post) run(want int, args ...string) string {
	p.Helper()
	code, out, wrong := runs(p.T, p.home, args...)
	if code != want {
		p.Errorf("dalil %s: exit %d, want %d\n%s%s", strings.Join(args, " "), code, want, out, wrong)
	}
	return strings.ReplaceAll(out+wrong, p.home, "~")
}

// open opens what serve does, without Discord, until the end of the test.
func (p post) open(log io.Writer) (*app, *library) {
	p.Helper()
	a := &app{streams: streams{strings.NewReader(""), io.Discard, io.Discard}, env: newEnvironment([]string{"HOME=" + p.home}), given: flagValues{}}
	if err := a.configure(); err != nil {
		p.Fatal(err)
	}
	a.log = slog.New(slog.NewTextHandler(log, &slog.HandlerOptions{Level: slog.LevelWarn}))
	lib, err := a.openOwn()
	if err != nil {
		p.Fatal(err)
	}
	p.Cleanup(lib.close)
	return a, lib
}

// serve carries out what other processes want of an open index, until the end of the test.
func (p post) serve(a *app, lib *library) {
	p.Helper()
	l, err := listenLocal(a.dataFolder())
	if err != nil {
		p.Fatal(err)
	}
	server := a.server(p.Context(), a.localHandler(lib))
	var serving sync.WaitGroup
	serving.Go(func() { _ = server.Serve(l) }) // until it is closed
	p.Cleanup(func() { server.Close(); serving.Wait() })
}

func (p post) wants(got string, wants ...string) {
	p.Helper()
	for _, want := range wants {
		if !strings.Contains(got, want) {
			p.Errorf("%q is not in:\n%s", want, got)
		}
	}
}

const twoSources = `
  archive:
    folder: ~/archive
    collection: articles
  notes:
    folder: ~/notes
    grace: 24h
    prefix: notes/
`

func TestSyncCommand(t *testing.T) {
	p := newPost(t, twoSources)
	p.file("archive/ferry.txt", "Olga Venn runs the ferry to Skarn.\n")
	p.file("archive/mill.txt", "Ada Moss keeps the mill in Torp.\n")
	p.file("notes/mill.txt", "The mill in Torp needs a new wheel.\n")
	p.file("hand/inn.txt", "Cleo Ames keeps the inn in Rask.\n")

	out := p.run(0, "sync", "--dry-run")
	p.wants(out, "archive: 2 new, 0 changed", "    new        ferry.txt\n", "notes: 1 new", "Nothing is done yet")
	p.wants(p.run(1, "ask", "--collection", "articles", "Who?"), "not found")
	p.wants(p.run(0, "sync"), "archive: 2 added, 0 updated, 0 removed, 0 unchanged\nnotes: 1 added")
	p.wants(p.run(0, "ask", "Who runs the ferry to Skarn?"), "Olga Venn")
	p.wants(p.run(0, "show", "notes/mill.txt"), "wheel")

	// A folder that is indexed by hand is a source too.
	p.wants(p.run(0, "index", "hand"), "~/hand: 1 added")
	p.wants(p.run(0, "sync"), "archive: 0 added, 0 updated, 0 removed, 2 unchanged\n", "~/hand: 0 added, 0 updated, 0 removed, 1 unchanged")
	p.wants(p.run(0, "sync", "hand"), "~/hand: 0 added")
	p.wants(p.run(2, "sync", "hend"), `there is no source "hend"; there are: archive, notes, ~/hand`)

	// A grace, a move, and a file that cannot be read.
	p.remove("notes/mill.txt")
	p.file("archive/old/mill.txt", "Ada Moss keeps the mill in Torp.\n")
	p.remove("archive/mill.txt")
	p.file("archive/broken.txt", "\x00\x01\x02\x03\x00\x00\x00")
	out = p.run(0, "sync", "archive", "notes")
	p.wants(out, "archive: 1 added, 0 updated, 1 removed, 1 unchanged, 1 of those removed only moved\n",
		"notes: 0 added, 0 updated, 0 removed, 0 unchanged, 1 leaving after the grace\n", "dalil: not indexed: broken.txt: ")
	out = p.run(0, "sync", "archive")
	p.wants(out, "dalil: not indexed: broken.txt: ", "(tried once, again from ", "now with --retry)")
	p.wants(p.run(0, "sync", "--retry", "archive"), "not indexed: broken.txt")

	out = p.run(0, "sources")
	p.wants(out, "SOURCE", "archive ", "1 file is not in", "1 document leaving", "fine")
	out = p.run(0, "sources", "archive", "notes")
	p.wants(out, "archive: folder in collection articles, 2 documents\n", "    not in: broken.txt: ", "(tried 2 times, again from ", "    vanished: mill.txt\n")
	var health []sourceHealth
	if err := json.Unmarshal([]byte(p.run(0, "sources", "--json")), &health); err != nil || len(health) != 3 || health[0].Documents != 2 {
		t.Errorf("health is %+v, %v", health, err)
	}
}

func TestSyncHoldsBack(t *testing.T) {
	p := newPost(t, twoSources)
	for i := range 9 {
		p.file(fmt.Sprintf("archive/%d.txt", i), fmt.Sprintf("Drawer number %d holds the receipts.\n", i))
	}
	p.file("notes/a.txt", "The mill in Torp needs a new wheel.\n")
	p.run(0, "sync")
	p.remove("archive/0.txt", "archive/1.txt", "archive/2.txt", "archive/3.txt", "archive/4.txt")
	p.wants(p.run(0, "sync", "--dry-run", "archive"), "    held back  0.txt\n")
	out := p.run(1, "sync")
	p.wants(out, "0 removed, 4 unchanged, 5 held back\n", "dalil: archive: 5 documents have vanished at once and are kept", "notes: 0 added")
	p.wants(p.run(0, "sources"), "5 documents held back")
	p.wants(p.run(1, "index", "--collection", "articles", "archive"), "5 held back") // the same source, whatever it is called
	p.wants(p.run(0, "sync", "--yes"), "archive: 0 added, 0 updated, 5 removed, 4 unchanged\n")

	// A link that leads out is no document, and stays to be seen.
	if err := os.Symlink("/etc/hostname", p.path("notes/out.txt")); err == nil {
		p.wants(p.run(0, "sync", "notes"), "not indexed: out.txt: link leads out")
		p.wants(p.run(0, "sources", "notes"), "    not in: out.txt: link leads out")
	}

	// A folder that is gone takes nothing with it, and does not stand in the way of others.
	p.remove("archive")
	out = p.run(1, "sync")
	p.wants(out, "dalil: archive: open folder ~/archive: no such file or directory", "notes: 0 added, 0 updated, 0 removed, 1 unchanged\n",
		"not every source could be brought up to date")
	p.wants(p.run(0, "sources"), "failed: open folder ~/archive")
	p.wants(p.run(0, "show", "8.txt"), "Drawer number 8")
}

func TestRebuildCommand(t *testing.T) {
	p := newPost(t, twoSources)
	p.file("archive/ferry.txt", "Olga Venn runs the ferry to Skarn.\n")
	p.file("archive/mill.txt", "Ada Moss keeps the mill in Torp.\n")
	p.file("hand/inn.txt", "Cleo Ames keeps the inn in Rask.\n")
	p.file("other/port.txt", "The port of Vind closes at dusk.\n")
	p.remove("notes")
	p.run(1, "sync") // of notes there is nothing
	p.run(0, "index", "--collection", "articles", "hand", "other")

	// Everything is read again, but what cannot be read is taken over.
	p.remove("other")
	out := p.run(1, "index", "--rebuild", "--collection", "articles")
	p.wants(out, "archive: 2 added", "~/hand: 1 added", "dalil: ~/other: open folder ~/other: no such file")
	p.wants(p.run(0, "show", "port.txt"), "closes at dusk")
	p.wants(p.run(0, "sync", "archive", "hand"), "archive: 0 added, 0 updated, 0 removed, 2 unchanged\n~/hand: 0 added, 0 updated, 0 removed, 1 unchanged")

	// Out of one folder alone, and what the configuration has for the collection.
	out = p.run(0, "index", "--rebuild", "--collection", "articles", "hand")
	p.wants(out, "~/hand: 1 added", "archive: 2 added")
	p.wants(p.run(1, "show", "port.txt"), "not found")
	p.wants(p.run(2, "index"), "usage: dalil index")
	p.wants(p.run(2, "index", "--rebuild", "--forget", "hand"), "do not go together")
}

func TestColumns(t *testing.T) {
	p := newPost(t, "  table: {folder: ~/table}\n")
	var rows strings.Builder
	rows.WriteString("headline,body,remark\n")
	for i := range 4 {
		fmt.Fprintf(&rows, "Row %d,The harbour master said on day %d of the year that the new pier would be ready before the winter storms.,"+
			"Nobody who was there on day %d has said in public that anything else was to be expected of him.\n", i, i, i)
	}
	p.file("table/notes.csv", rows.String())
	p.wants(p.run(0, "sync"), "table: 4 added")
	p.wants(p.run(0, "show", "notes.csv#2"), "Nobody")
	config := p.path(".config/dalil/config.yaml")
	writeFile(t, config, "sources:\n  table:\n    folder: ~/table\n    columns: {text: body, title: headline}\n")
	p.wants(p.run(0, "sync"), "table: 0 added, 4 updated")
	p.wants(p.run(0, "show", "notes.csv#2"), "harbour master", "remark: Nobody")
	p.wants(p.run(0, "sync"), "0 updated, 0 removed, 4 unchanged")
}
