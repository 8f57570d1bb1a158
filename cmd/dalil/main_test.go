package main

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"strings"
	"syscall"
	"testing"

	"github.com/dalil-bot/dalil/corpus/index"
)

// runHere runs the program in this process.
func runHere(ctx context.Context, t *testing.T, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	var out, errors bytes.Buffer
	code = run(ctx, args, streams{strings.NewReader(""), &out, &errors}, []string{"HOME=" + t.TempDir()})
	return code, out.String(), errors.String()
}

func TestSecondProcess(t *testing.T) {
	dir := t.TempDir()
	if code, _, stderr := runHere(t.Context(), t, "index", "--data", dir, "../../corpus/sample/articles"); code != 0 {
		t.Fatal(stderr)
	}
	ix, err := index.Open(dir, index.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer ix.Close()
	code, _, stderr := runHere(t.Context(), t, "ask", "--data", dir, "who?")
	if code != 1 || !strings.Contains(stderr, "has it open; stop that one first") || strings.Count(stderr, "\n") != 1 {
		t.Errorf("exit code %d, %q", code, stderr)
	}
}

func TestInterrupted(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	code, _, stderr := runHere(ctx, t, "ask", "who?")
	if code != 1 || stderr != "dalil: interrupted; what was finished is kept\n" {
		t.Errorf("exit code %d, %q", code, stderr)
	}
}

func TestReport(t *testing.T) {
	for _, test := range []struct {
		name string
		err  error
		code int
		want string
	}{
		{"none", nil, 0, ""},
		{"usage", usageError{fmt.Errorf("wrong")}, 2, "dalil: wrong\n"},
		{"full disk", fmt.Errorf("index x: %w", &fs.PathError{Op: "write", Path: "y", Err: syscall.ENOSPC}), 1,
			"dalil: index x: write y: no space left on device; free some space and run it again: what was finished is kept\n"},
		{"not allowed", fmt.Errorf("open folder x: %w", syscall.EACCES), 1, "dalil: open folder x: permission denied; check who may read and write it\n"},
		{"several lines", fmt.Errorf("a\nb\x1b[2J"), 1, "dalil: a; b[2J\n"},
	} {
		t.Run(test.name, func(t *testing.T) {
			var stderr bytes.Buffer
			a := &app{streams: streams{err: &stderr}}
			if code := a.report(test.err); code != test.code || stderr.String() != test.want {
				t.Errorf("exit code %d, %q; want %d, %q", code, stderr.String(), test.code, test.want)
			}
		})
	}
}
