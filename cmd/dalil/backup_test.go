package main

import (
	"context"
	"database/sql"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A backup is made by the process that owns the index, while the state is being written to.
func TestBackupOfARunningServe(t *testing.T) {
	p := newPost(t, "")
	p.file("docs/ferry.txt", "Olga Venn runs the ferry to Skarn.\n")
	p.run(0, "index", "docs")
	a, lib := p.open(io.Discard)
	p.serve(a, lib)
	stop := keepWriting(t, filepath.Join(a.dataFolder(), "state.db"))
	leftover := filepath.Join(a.dataFolder(), frozenPrefix+"0-1")
	if err := os.Mkdir(leftover, 0o700); err != nil {
		t.Fatal(err)
	}

	for range 3 {
		p.run(0, "backup", "--force", "copy.tar.gz")
	}
	stop()
	if _, err := os.Stat(leftover); err == nil {
		t.Error("what a killed backup has left is still there")
	}
	if left, _ := filepath.Glob(filepath.Join(a.dataFolder(), frozenPrefix+"*")); len(left) > 0 {
		t.Errorf("%v are left", left)
	}
	p.wants(p.run(1, "restore", "--force", "copy.tar.gz"), "has it open")
	p.wants(p.run(0, "verify"), ": 1 document, 1 passage: ")
	p.run(0, "restore", "--data", "other", "copy.tar.gz")
	if n, sum := rowsOf(t, p.path("other/state.db")); n == 0 || sum != n*(n-1)/2 {
		t.Errorf("the restored state has %d rows, which add up to %d", n, sum)
	}
	if out := p.run(0, "ask", "--data", "other", "Who runs the ferry to Skarn?"); !strings.HasPrefix(out, "Olga Venn") {
		t.Errorf("ask: %s", out)
	}
}

// keepWriting adds the numbers from 0 on to a table, in as many transactions, until what it returns is called.
func keepWriting(t *testing.T, path string) (stop func()) {
	t.Helper()
	db, err := sql.Open("sqlite", path+"?_pragma=journal_mode(WAL)&_pragma=busy_timeout(5000)")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.Exec("CREATE TABLE n (i INTEGER)"); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error)
	go func() {
		var err error
		for i := 0; ctx.Err() == nil && err == nil; i++ {
			_, err = db.Exec("INSERT INTO n VALUES (?)", i)
		}
		done <- err
	}()
	return func() {
		t.Helper()
		cancel()
		if err := <-done; err != nil {
			t.Error(err)
		}
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	}
}

func rowsOf(t *testing.T, path string) (n, sum int) {
	t.Helper()
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if err := db.QueryRow("SELECT count(*), coalesce(sum(i), 0) FROM n").Scan(&n, &sum); err != nil {
		t.Fatal(err)
	}
	return n, sum
}
