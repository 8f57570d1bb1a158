//go:build linux

package index

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"github.com/dalil-bot/dalil/corpus"
)

const fullDisk = "DALIL_TEST_FULL_DISK"

// hangs is how long something takes that hangs, and nothing else on a machine that has much else to do.
const hangs = 5 * time.Minute

// TestFullDisk has a child process of this test write to a disk that is full: files may not grow beyond 200 kB.
func TestFullDisk(t *testing.T) {
	if dir := os.Getenv(fullDisk); dir != "" {
		writeToFullDisk(t, dir)
		return
	}
	dir := t.TempDir()
	ix := openTest(t, dir)
	update(t, ix, "c", islands()...)
	ix.Close()
	cmd := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestFullDisk$", "-test.v")
	cmd.Env = append(os.Environ(), fullDisk+"="+dir)
	out, err := cmd.CombinedOutput()
	if err != nil || !bytes.Contains(out, []byte("PASS")) {
		t.Fatalf("%v\n%s", err, out)
	}
	ix = openTest(t, dir)
	if err := ix.Verify(t.Context(), "c"); err != nil {
		t.Error(err)
	}
}

func writeToFullDisk(t *testing.T, dir string) {
	signal.Ignore(unix.SIGXFSZ)
	limit := unix.Rlimit{Cur: 200_000, Max: 200_000}
	if err := unix.Setrlimit(unix.RLIMIT_FSIZE, &limit); err != nil {
		t.Skip(err)
	}
	ix := openTest(t, dir)
	s := newSynthesizer(9, 3000)
	var docs []*corpus.Document
	for i := range 50 {
		docs = append(docs, s.document(fmt.Sprint("large-", i), 10, 4))
	}
	done := make(chan error)
	go func() { done <- ix.Update(t.Context(), "c", docs) }()
	select {
	case err := <-done:
		if err == nil || !strings.Contains(err.Error(), dir) {
			t.Errorf("the error is %v", err)
		}
	case <-time.After(hangs):
		t.Fatal("writing hangs")
	}
	if got := find(t, ix, corpus.Query{Text: "grass", Lang: "en", Collections: []string{"c"}}); len(got.Hits) != 1 || got.Passages != 5 {
		t.Errorf("%d hits in %d passages after the failure", len(got.Hits), got.Passages)
	}
	if err := ix.Verify(t.Context(), "c"); err != nil {
		t.Error(err)
	}
	update(t, ix, "c", text("small", "There is room for this."))

	// A rebuild for which there is no room leaves everything as it was.
	r, err := ix.Rebuild("c")
	if err != nil {
		t.Fatal(err)
	}
	if err := r.Update(t.Context(), "c", docs); err == nil {
		t.Error("a rebuild writes more than there is room for")
	}
	if err := r.Abort(); err != nil {
		t.Error(err)
	}
	if all, err := ix.Documents(t.Context(), "c"); err != nil || len(all) != 4 {
		t.Errorf("%d documents after a rebuild that failed, %v", len(all), err)
	}
}

// TestReadOnly opens an index in a folder that cannot be written to.
func TestReadOnly(t *testing.T) {
	if os.Geteuid() == 0 {
		t.Skip("root may write everywhere")
	}
	dir := t.TempDir()
	ix := openTest(t, dir)
	update(t, ix, "c", islands()...)
	ix.Close()
	at := filepath.Join(dir, "collections", "c")
	if err := os.Chmod(at, 0o500); err != nil {
		t.Fatal(err)
	}
	defer func() {
		all, _ := filepath.Glob(filepath.Join(dir, "collections", ".*"))
		for _, at := range append(all, at) {
			os.Chmod(at, 0o700)
		}
	}()
	ix = openTest(t, dir)
	if err := ix.Update(t.Context(), "c", []*corpus.Document{text("new", "No way.")}); err == nil || !strings.Contains(err.Error(), dir) {
		t.Errorf("writing: %v", err)
	}
	if got := find(t, ix, corpus.Query{Text: "grass", Lang: "en", Collections: []string{"c"}}); len(got.Hits) != 1 {
		t.Errorf("%d hits after a write that failed", len(got.Hits))
	}
	r, err := ix.Rebuild("c")
	if err == nil {
		update(t, r.Index, "c", text("new", "Aside."))
		err = r.Commit(t.Context())
	}
	if err != nil {
		t.Errorf("a rebuild beside a folder that cannot be written to: %v", err)
	}
	ix.Close()
	if err := openTest(t, dir).Verify(t.Context(), "c"); err != nil {
		t.Error(err)
	}
}
