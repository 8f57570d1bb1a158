package main

import (
	"bytes"
	"context"
	"io"
	"log/slog"
	"os"
	"testing"
	"time"

	"github.com/dalil-bot/dalil/bot"
)

// soon waits until something is so.
func soon(t *testing.T, what string, ok func() bool) {
	t.Helper()
	for range 500 {
		if ok() {
			return
		}
		time.Sleep(20 * time.Millisecond)
	}
	t.Error("it never happens:", what)
}

// TestSourcesAreKept does what serve does, without Discord: folders are watched, and other processes reach the same keeper.
func TestSourcesAreKept(t *testing.T) {
	if testing.Short() {
		t.Skip("waits for the watch of a folder")
	}
	p := newPost(t, "  archive: {folder: ~/archive, watch: auto}\n  later: {folder: ~/later, watch: off}\n")
	p.file("archive/ferry.txt", "Olga Venn runs the ferry to Skarn.\n")
	p.file("later/mill.txt", "Ada Moss keeps the mill in Torp.\n")
	var log bytes.Buffer
	a, lib := p.open(&log)
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	documents := a.newShelf(lib)
	wait := a.keepSources(ctx, documents)
	has := func(id string) func() bool {
		return func() bool { _, err := lib.Document(ctx, defaultCollection, id); return err == nil }
	}
	soon(t, "the folders are indexed", func() bool { return has("ferry.txt")() && has("mill.txt")() })
	p.file("archive/new/inn.txt", "Cleo Ames keeps the inn in Rask.\n")
	soon(t, "a new file is seen", has("new/inn.txt"))
	if err := os.Remove(p.path("archive/ferry.txt")); err != nil {
		t.Fatal(err)
	}
	soon(t, "a file that is gone is seen", func() bool { return !has("ferry.txt")() })

	p.serve(a, lib)
	p.file("later/port.txt", "The port of Vind closes at dusk.\n")
	p.wants(p.run(0, "sync", "--dry-run", "later"), "    new        port.txt\n")
	p.wants(p.run(0, "sync"), "later: 1 added, 0 updated, 0 removed, 1 unchanged\n")
	p.wants(p.run(0, "sources", "archive"), "    changes, where dalil serve runs: watched\n", "    next, where dalil serve runs: ")
	p.wants(p.run(0, "index", "--rebuild"), "archive: 1 added", "later: 2 added")
	p.file("later/pier.txt", "The pier of Vind is closed.\n")
	if sum, err := documents.Sync(ctx, defaultCollection); err != nil || sum.Added != 1 {
		t.Errorf("a manager's sync: %+v, %v", sum, err)
	}
	if _, err := documents.Sync(ctx, "nothing"); err == nil {
		t.Error("a collection without sources is synced")
	} else if _, ok := err.(*bot.UploadError); !ok {
		t.Error(err)
	}
	cancel()
	wait()
	if log.Len() > 0 {
		t.Errorf("the log says: %s", log.String())
	}
}

// A folder that was given to dalil index is watched like one of the configuration, until its documents are forgotten.
func TestFoldersByHandAreWatched(t *testing.T) {
	if testing.Short() {
		t.Skip("waits for the watch of a folder")
	}
	p := newPost(t, "")
	p.file("hand/ferry.txt", "Olga Venn runs the ferry to Skarn.\n")
	p.run(0, "index", "hand")
	a, lib := p.open(io.Discard)
	ctx, cancel := context.WithCancel(t.Context())
	wait := a.keepSources(ctx, a.newShelf(lib))
	hand := byHand(p.path("hand"), defaultCollection)
	soon(t, "the folder is watched", func() bool { return a.keeperOf(lib.Index).memory(&hand).Watched == "watched" })
	p.file("hand/inn.txt", "Cleo Ames keeps the inn in Rask.\n")
	soon(t, "a new file is seen", func() bool { _, err := lib.Document(ctx, defaultCollection, "inn.txt"); return err == nil })
	cancel()
	wait()
}

func TestFetchedSourcesWaitAfterARestart(t *testing.T) {
	p := newPost(t, "  wires: {feed: 'https://news.example/x', every: 1h}\n")
	s := &schedule{keeper: newKeeper(nil, p.path("data"), slog.New(slog.DiscardHandler), nil)}
	src := sourceSettings{Name: "wires", Kind: "feed", Every: length(time.Hour), Collection: "c"}
	if got := s.firstWait(&src); got != 0 {
		t.Errorf("a source that was never fetched waits %v", got)
	}
	for _, test := range []struct {
		name  string
		ended time.Duration // ago
		error string
		want  time.Duration
	}{
		{"a while ago", 20 * time.Minute, "", 40 * time.Minute},
		{"long ago", 20 * time.Hour, "", 0},
		{"in the future", -5 * time.Hour, "", time.Hour},
		{"in vain", time.Minute, "no route to host", 0},
	} {
		m := s.keeper.memory(&src)
		m.Last.Ended, m.Last.Error = time.Now().Add(-test.ended), test.error
		if err := m.Write(s.keeper.memoryFile(&src)); err != nil {
			t.Fatal(err)
		}
		if got := s.firstWait(&src); got < test.want-time.Minute || got > test.want {
			t.Errorf("%s: it waits %v, want %v", test.name, got, test.want)
		}
	}
}
