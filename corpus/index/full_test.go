//go:build linux

package index

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"strings"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"github.com/dalil-bot/dalil/corpus"
)

const fullDisk = "DALIL_TEST_FULL_DISK"

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
	for i := range 100 {
		docs = append(docs, s.document(fmt.Sprint("large-", i), 10, 4))
	}
	done := make(chan error)
	go func() { done <- ix.Update(t.Context(), "c", docs) }()
	select {
	case err := <-done:
		if err == nil || !strings.Contains(err.Error(), dir) {
			t.Errorf("the error is %v", err)
		}
	case <-time.After(20 * time.Second):
		t.Fatal("writing hangs")
	}
	if got := find(t, ix, corpus.Query{Text: "grass", Lang: "en", Collections: []string{"c"}}); len(got.Hits) != 1 || got.Passages != 5 {
		t.Errorf("%d hits in %d passages after the failure", len(got.Hits), got.Passages)
	}
	if err := ix.Verify(t.Context(), "c"); err != nil {
		t.Error(err)
	}
	update(t, ix, "c", text("small", "There is room for this."))
}
