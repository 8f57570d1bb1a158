package main

import (
	"log/slog"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/dalil-bot/dalil/qa/neural"
	"github.com/dalil-bot/dalil/qa/neural/model"
)

func TestMemoryLimit(t *testing.T) {
	file := func(text string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(text)} }
	for _, test := range []struct {
		name string
		root fstest.MapFS
		want int64
	}{
		{"no control groups", fstest.MapFS{}, math.MaxInt64},
		{"none that limits", fstest.MapFS{"proc/self/cgroup": file("0::/a\n"), "sys/fs/cgroup/a/memory.max": file("max\n")}, math.MaxInt64},
		{"its own", fstest.MapFS{"proc/self/cgroup": file("0::/\n"), "sys/fs/cgroup/memory.max": file("1048576\n")}, 1 << 20},
		{"one above", fstest.MapFS{"proc/self/cgroup": file("3:cpu:/x\n0::/a/b\n"), "sys/fs/cgroup/a/memory.max": file("4096\n"),
			"sys/fs/cgroup/a/b/memory.max": file("8192\n")}, 4096},
		{"a path that leads out", fstest.MapFS{"proc/self/cgroup": file("0::/../../etc\n")}, math.MaxInt64},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := memoryLimit(test.root); got != test.want {
				t.Errorf("%d, not %d", got, test.want)
			}
		})
	}
}

// TestDecide: who reads is settled without loading the binary's weights, and what is wrong with a file is said at once.
func TestDecide(t *testing.T) {
	damaged := filepath.Join(t.TempDir(), "damaged.weights")
	if err := os.WriteFile(damaged, []byte("DALILNN\nand no more"), 0o600); err != nil {
		t.Fatal(err)
	}
	_, none := model.Describe()
	for _, test := range []struct {
		name   string
		reader readerSettings
		memory int64
		why    string // "-" where it depends on the machine
		err    string
	}{
		{"lexical", readerSettings{Use: "lexical"}, math.MaxInt64, "it is configured so", ""},
		{"too little memory", readerSettings{Use: "auto"}, 64 << 20, "the process may use 64 MB, and the neural one needs 160", ""},
		{"enough", readerSettings{Use: "auto"}, math.MaxInt64, "", ""},
		{"neural whatever the memory", readerSettings{Use: "neural"}, 1, "", ""},
		{"a damaged file", readerSettings{Use: "auto", Model: damaged}, math.MaxInt64, "", "the file is damaged"},
		{"no file", readerSettings{Use: "auto", Model: damaged + "x"}, math.MaxInt64, "", "no such file"},
	} {
		t.Run(test.name, func(t *testing.T) {
			if test.reader.Use != "lexical" && (none != nil && test.reader.Model == "" || neural.Kernel() == "go") {
				t.Skip("this binary or this processor has no neural reader")
			}
			e := &encoder{log: slog.New(slog.DiscardHandler)}
			why, err := e.decide(test.reader, test.memory)
			if why != test.why {
				t.Errorf("%q, not %q", why, test.why)
			}
			if (err == nil) != (test.err == "") || err != nil && !strings.Contains(err.Error(), test.err) {
				t.Errorf("error %v, not %q", err, test.err)
			}
			if e.model != nil {
				t.Error("weights were loaded")
			}
		})
	}
}
