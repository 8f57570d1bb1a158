//go:build linux

package index

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"golang.org/x/sys/unix"
)

// What the system does not let be opened now is not damaged: nobody is to build a collection anew that is sound.
func TestTooManyOpenFiles(t *testing.T) {
	dir := t.TempDir()
	ix := openTest(t, dir)
	update(t, ix, "c", islands()...)
	ix.Close()
	ix = openTest(t, dir)
	for free := range 3 { // for the root file, and for a segment
		release := takeFiles(t, free)
		_, err := ix.Documents(t.Context(), "c")
		release()
		if bad := new(DamagedError); err != nil && (errors.As(err, &bad) || !errors.Is(err, syscall.EMFILE)) || err == nil && free < 2 {
			t.Errorf("with room for %d files: %v", free, err)
		}
	}
	if all, err := ix.Documents(t.Context(), "c"); err != nil || len(all) != 3 {
		t.Errorf("afterwards: %d documents, %v", len(all), err)
	}
}

// takeFiles opens files until this process may open no more than some, and returns what closes them.
func takeFiles(t *testing.T, free int) (release func()) {
	t.Helper()
	var before unix.Rlimit
	if err := unix.Getrlimit(unix.RLIMIT_NOFILE, &before); err != nil {
		t.Skip(err)
	}
	if err := unix.Setrlimit(unix.RLIMIT_NOFILE, &unix.Rlimit{Cur: 200, Max: before.Max}); err != nil {
		t.Skip(err)
	}
	var taken []*os.File
	for {
		f, err := os.Open(os.DevNull)
		if err != nil {
			break
		}
		taken = append(taken, f)
	}
	for range free {
		last := len(taken) - 1
		taken[last].Close()
		taken = taken[:last]
	}
	return func() {
		for _, f := range taken {
			f.Close()
		}
		if err := unix.Setrlimit(unix.RLIMIT_NOFILE, &before); err != nil {
			t.Error(err)
		}
	}
}

func TestFilesOfAnotherProgram(t *testing.T) {
	dir := t.TempDir()
	ix := openTest(t, dir)
	update(t, ix, "c", islands()...)
	ix.Close()
	f, err := os.Open(filepath.Join(dir, "collections", "c", "root.bolt"))
	if err != nil {
		t.Fatal(err)
	}
	if err := unix.Flock(int(f.Fd()), unix.LOCK_EX); err != nil {
		t.Fatal(err)
	}
	ix = openTest(t, dir)
	_, err = ix.Documents(t.Context(), "c")
	if bad := new(DamagedError); err == nil || errors.As(err, &bad) || !strings.Contains(err.Error(), "another program") {
		t.Errorf("while another program has them: %v", err)
	}
	f.Close()
	if all, err := ix.Documents(t.Context(), "c"); err != nil || len(all) != 3 {
		t.Errorf("afterwards: %d documents, %v", len(all), err)
	}
}
