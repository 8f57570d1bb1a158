package ingest

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/dalil-bot/dalil/corpus"
	"github.com/dalil-bot/dalil/corpus/index"
	"github.com/dalil-bot/dalil/corpus/source"
)

// Environment of the child process of TestKilledAtAnyMoment.
const (
	killIndex = "DALIL_TEST_KILL_INDEX"
	killFiles = "DALIL_TEST_KILL_FILES"
)

// TestMain lets the test's own program be the child that is killed.
func TestMain(m *testing.M) {
	if dir := os.Getenv(killIndex); dir != "" {
		if err := keepSyncing(dir, os.Getenv(killFiles)); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
	os.Exit(m.Run())
}

// story is the text of a file in a round: one that is cut short, or mixed with another one, is seen by its own words.
func story(name string, round int) string {
	line := fmt.Sprintf("This is line %%d of file %s as it was written in round %d of the test.\n\n", name, round)
	var b strings.Builder
	for i := range 3 + (len(name)+round)%5 {
		fmt.Fprintf(&b, line, i)
	}
	return b.String()
}

// isStory reports whether text is the story of a file in some round.
func isStory(name, text string) bool {
	var round int
	_, rest, _ := strings.Cut(text, " in round ")
	if _, err := fmt.Sscan(rest, &round); err != nil {
		return false
	}
	return text == story(name, round)
}

// keepSyncing changes files and syncs them, round by round, until it is killed.
func keepSyncing(dir, files string) error {
	ix, err := index.Open(dir, index.Options{})
	if err != nil {
		return err
	}
	folder, err := source.NewFolder(files, source.Options{})
	if err != nil {
		return err
	}
	fmt.Println("ready")
	for round := int(time.Now().UnixMilli() % 1e9); ; round++ {
		for i := range 40 {
			name := fmt.Sprintf("file-%02d.txt", i)
			path := filepath.Join(files, name)
			if (i+round)%6 == 0 {
				err = os.RemoveAll(path)
			} else if (i+round)%2 == 0 {
				err = os.WriteFile(path, []byte(story(name, round)), 0o600)
			}
			if err != nil {
				return err
			}
		}
		r := newRun(ix, Source{Collection: collection, Name: "files", Files: folder}, Options{Force: true})
		r.batch = limits{passages: 3, bytes: 1000, entry: 2000}
		if _, err := r.sync(context.Background()); err != nil {
			return err
		}
	}
}

func TestKilledAtAnyMoment(t *testing.T) {
	dir, files := t.TempDir(), t.TempDir()
	rng := rand.New(rand.NewPCG(1, 2))
	kills := 12
	if testing.Short() {
		kills = 3
	}
	most := 0
	for range kills {
		kill(t, dir, files, time.Duration(rng.IntN(300))*time.Millisecond)
		most = max(most, checkStories(t, dir))
	}
	if most == 0 {
		t.Error("nothing was ever written")
	}
}

// kill runs the child for a while and kills it.
func kill(t *testing.T, dir, files string, after time.Duration) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), os.Args[0])
	cmd.Env = append(os.Environ(), killIndex+"="+dir, killFiles+"="+files)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	if line, err := bufio.NewReader(out).ReadString('\n'); err != nil || line != "ready\n" {
		t.Fatalf("the child says %q, %v", line, err)
	}
	time.Sleep(after)
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	if err := cmd.Wait(); cmd.ProcessState.Exited() {
		t.Fatalf("the child ended by itself: %v", err)
	}
}

// checkStories opens the index and compares everything in it with what files have held. It returns the number of documents.
func checkStories(t *testing.T, dir string) int {
	t.Helper()
	ix, err := index.Open(dir, index.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer ix.Close()
	infos, err := ix.Documents(t.Context(), collection)
	if errors.Is(err, corpus.ErrNotFound) {
		return 0
	}
	if err := errors.Join(err, ix.Verify(t.Context(), collection)); err != nil {
		t.Fatal(err)
	}
	for _, i := range infos {
		doc, err := ix.Document(t.Context(), collection, i.ID)
		if err != nil {
			t.Fatal(err)
		}
		if !isStory(i.ID, doc.Text) {
			t.Errorf("%s holds %q", i.ID, doc.Text)
		}
		r, err := ix.Search(t.Context(), corpus.Query{Text: "file " + i.ID, Lang: "en", Collections: []string{collection}})
		if err != nil || len(r.Hits) == 0 {
			t.Errorf("%s is not found: %v", i.ID, err)
		}
	}
	return len(infos)
}
