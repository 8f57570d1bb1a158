package main

import (
	"bytes"
	"context"
	"database/sql"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A backup is made by the process that owns the index, while the state is being written to.
func TestBackupOfARunningServe(t *testing.T) {
	home := t.TempDir()
	docs := filepath.Join(home, "docs")
	if err := os.MkdirAll(docs, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(docs, "ferry.txt"), []byte("Olga Venn runs the ferry to Skarn.\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if code, _, wrong := runs(t, home, "index", docs); code != 0 {
		t.Fatal(wrong)
	}
	a := &app{streams: streams{strings.NewReader(""), &bytes.Buffer{}, &bytes.Buffer{}}, env: environment{"HOME": home},
		given: flagValues{}, log: slog.New(slog.DiscardHandler), config: defaults()}
	lib, err := a.openLibrary(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer lib.Close()
	l, err := listenLocal(a.dataFolder())
	if err != nil {
		t.Fatal(err)
	}
	server := &http.Server{Handler: a.localHandler(lib)}
	go server.Serve(l)
	defer server.Close()
	stop := keepWriting(t, filepath.Join(a.dataFolder(), "state.db"))
	leftover := filepath.Join(a.dataFolder(), frozenPrefix+"0-1")
	if err := os.Mkdir(leftover, 0o700); err != nil {
		t.Fatal(err)
	}

	file := filepath.Join(home, "copy.tar.gz")
	for range 3 {
		if code, _, wrong := runs(t, home, "backup", "--force", file); code != 0 {
			t.Fatal(wrong)
		}
	}
	stop()
	if _, err := os.Stat(leftover); err == nil {
		t.Error("what a killed backup has left is still there")
	}
	if left, _ := filepath.Glob(filepath.Join(a.dataFolder(), frozenPrefix+"*")); len(left) > 0 {
		t.Errorf("%v are left", left)
	}
	if code, _, wrong := runs(t, home, "restore", "--force", file); code != 1 || !strings.Contains(wrong, "has it open") {
		t.Errorf("a restore under a running serve: exit %d, %s", code, wrong)
	}
	if code, out, wrong := runs(t, home, "verify"); code != 0 || !strings.Contains(out, "1 documents") {
		t.Errorf("verify under a running serve: exit %d, %s", code, wrong)
	}
	other := filepath.Join(home, "other")
	if code, _, wrong := runs(t, home, "restore", "--data", other, file); code != 0 {
		t.Fatal(wrong)
	}
	if n, sum := rowsOf(t, filepath.Join(other, "state.db")); n == 0 || sum != n*(n-1)/2 {
		t.Errorf("the restored state has %d rows, which add up to %d", n, sum)
	}
	if code, out, wrong := runs(t, home, "ask", "--data", other, "Who runs the ferry to Skarn?"); code != 0 || !strings.HasPrefix(out, "Olga Venn") {
		t.Errorf("ask: exit %d, %s%s", code, out, wrong)
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
