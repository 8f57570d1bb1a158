package main

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/dalil-bot/dalil/corpus/index"
	"github.com/dalil-bot/dalil/corpus/ingest"
	"github.com/dalil-bot/dalil/corpus/source"
)

func TestReadersKnowNoSecret(t *testing.T) {
	env := newEnvironment([]string{"PATH=/bin", "DALIL_DISCORD_TOKEN=secret", "HOME=/home/x", "TMPDIR=/var/tmp", "AWS_SECRET_ACCESS_KEY=k"})
	if got, want := env.forReaders(), []string{"PATH=/bin", "TMPDIR=/var/tmp"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestIndexedInOtherProcesses(t *testing.T) {
	pool := newSandbox(newEnvironment(os.Environ()), defaultLimits())
	defer pool.Close()
	folder := t.TempDir()
	err := errors.Join(
		os.WriteFile(filepath.Join(folder, "ferry.txt"), []byte("The ferry leaves at nine in the morning.\n"), 0o600),
		os.WriteFile(filepath.Join(folder, "odd.txt"), []byte("\x00\x01\x02\x03\x04\x05\x06"), 0o600))
	if err != nil {
		t.Fatal(err)
	}
	files, err := source.NewFolder(folder, source.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer files.Close()
	ix, err := index.Open("", index.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer ix.Close()
	report, err := ingest.Sync(t.Context(), ix, ingest.Source{Collection: "c", Name: "n", Files: files}, ingest.Options{Extractor: pool})
	if err != nil || report.Added != 1 || len(report.Failed) != 1 || !strings.HasPrefix(report.Failed[0].Error(), "odd.txt: extract odd.txt: not text: ") {
		t.Errorf("report is %+v, %v", report, err)
	}
}
