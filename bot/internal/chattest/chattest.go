// Package chattest plays chats between people and the bot out of script files, and holds what the bot sent against what
// the script says.
//
// A script is a txtar archive with a few lines on top that say what it is about, and these files:
//
//	corpus/COLLECTION/FILE   documents, by collection
//	files/NAME               files that people can attach
//	history/CHANNEL          what was said in a channel before the bot came: lines such as "alice: Good morning."
//	config                   the world, one "key: value" a line; see worldKeys
//	chat                     events and, indented under each, everything that the bot did because of it
//
// An event is a line at column 0, such as
//
//	alice #general /ask How many vacation days do I get?
//	bob presses "Show in context"
//	carol dm says where is the office?
//	wait 15m
//	discord 429 on edit
//
// and the comment of play lists them all. Silence is an empty block. An event after "& " happens at the same moment as the
// one below it, whose block then holds what came of both. The player runs the whole chat against a fake Discord, with
// the real answerer over a real index in memory, inside a bubble that owns the clock; then the file with the blocks that
// really came about has to be equal to the script. Ids, times and references never print.
package chattest

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"
)

// Run plays every script that the pattern finds, each as a sub-test named after its file. With update it writes what came
// about into the files.
func Run(t *testing.T, pattern string, update bool) {
	t.Helper()
	paths, err := filepath.Glob(pattern)
	if err != nil || len(paths) == 0 {
		t.Fatalf("no scripts at %s (%v)", pattern, err)
	}
	for _, path := range paths {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) { run(t, path, update) })
		})
	}
}

func run(t *testing.T, path string, update bool) {
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	script := txtar.Parse(raw)
	stage := newStage(t, script)
	defer stage.close()
	for i := range script.Files {
		if f := &script.Files[i]; f.Name == "chat" {
			f.Data = stage.chat(string(f.Data))
		}
	}
	stage.report()
	got := txtar.Format(script)
	if bytes.Equal(got, raw) {
		return
	}
	if update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	t.Errorf("%s says something else (-script +played; -update rewrites):\n%s", path, cmp.Diff(string(raw), string(got)))
}

// chat plays the events of a chat and gives it back with the blocks that came about. Comments (#) and empty lines between
// blocks stay.
func (s *stage) chat(text string) []byte {
	var out strings.Builder
	lines := strings.Split(strings.TrimSuffix(text, "\n"), "\n")
	for n, line := range lines {
		switch {
		case strings.HasPrefix(line, "    "), line == "" && inside(lines[n:]):
			continue // of an earlier run
		case line == "", strings.HasPrefix(line, "#"):
			out.WriteString(line + "\n")
			continue
		}
		out.WriteString(line + "\n")
		event, atOnce := strings.CutPrefix(line, "& ")
		if err := s.play(event); err != nil {
			out.WriteString("    ! " + err.Error() + "\n")
			s.t.Errorf("%s: %v", line, err)
		}
		if atOnce {
			continue
		}
		s.settle()
		out.WriteString(s.shown())
	}
	return []byte(out.String())
}

// inside says whether an empty line is one of a block: an indented line comes after it.
func inside(lines []string) bool {
	for _, line := range lines {
		if line != "" {
			return strings.HasPrefix(line, "    ")
		}
	}
	return false
}
