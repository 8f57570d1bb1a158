package ingest

import (
	"bufio"
	"context"
	"errors"
	"flag"
	"fmt"
	"maps"
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

// killTimes is how often TestKilledAtAnyMoment kills: 200 takes some minutes.
var killTimes = flag.Int("kills", 6, "how often a sync is killed")

// Environment of the child process of TestKilledAtAnyMoment.
const (
	killIndex = "DALIL_TEST_KILL_INDEX"
	killFiles = "DALIL_TEST_KILL_FILES"
)

// TestMain lets the test's own program be the child that is killed, or one that reads files.
func TestMain(m *testing.M) {
	if done, err := readForOthers(); done {
		if err != nil {
			os.Exit(1)
		}
		os.Exit(0)
	}
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
	// The first of all is killed when there is something to lose.
	names, err := ix.Collections()
	if err != nil {
		return err
	}
	fresh := len(names) == 0
	if !fresh {
		fmt.Println("ready")
	}
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
		if err := os.WriteFile(filepath.Join(files, "letters.txt"), []byte(letters(round)), 0o600); err != nil {
			return err
		}
		if err := syncOrRebuild(ix, folder, round); err != nil {
			return err
		}
		if fresh {
			fmt.Println("ready")
			fresh = false
		}
	}
}

// syncOrRebuild syncs the files, and builds the collection anew now and then.
func syncOrRebuild(ix *index.Index, folder *source.Folder, round int) error {
	ctx := context.Background()
	into := ix
	var rebuild *index.Rebuild
	if round%4 == 0 {
		var err error
		if rebuild, err = ix.Rebuild(collection); err != nil {
			return err
		}
		into = rebuild.Index
	}
	r := newRun(into, Source{Collection: collection, Name: "files", Files: folder}, Options{Force: true, Extractor: linewise{}})
	r.batch = limits{passages: 3, bytes: 1000, entry: 1 << 20}
	if _, err := r.sync(ctx); err != nil {
		return err
	}
	if rebuild != nil {
		return rebuild.Commit(ctx)
	}
	return nil
}

// letters is the text of a file of several documents, of which each round has other ones.
func letters(round int) string {
	var b strings.Builder
	for i := round % 3; i < 8+round%5; i++ {
		fmt.Fprintf(&b, "%d: Letter %d was written in round %d of the test.\n", i, i, round)
	}
	return b.String()
}

// checkLetters compares the documents of that file with what it held in some round: all of them, and of no other.
func checkLetters(t *testing.T, got map[string]string) {
	t.Helper()
	if len(got) == 0 {
		return
	}
	round := -1
	for _, text := range got {
		_, rest, _ := strings.Cut(text, " in round ")
		if _, err := fmt.Sscan(rest, &round); err != nil {
			t.Fatalf("a letter says %q", text)
		}
		break
	}
	want := map[string]string{}
	for line := range strings.Lines(letters(round)) {
		sub, text, _ := strings.Cut(strings.TrimSpace(line), ": ")
		want["letters.txt#"+sub] = text
	}
	if !maps.Equal(got, want) {
		t.Errorf("of the letters of round %d there are %v", round, got)
	}
}

func TestKilledAtAnyMoment(t *testing.T) {
	dir, files := t.TempDir(), t.TempDir()
	rng := rand.New(rand.NewPCG(1, 2))
	kills := *killTimes
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
	found := map[string]string{}
	for _, i := range infos {
		doc, err := ix.Document(t.Context(), collection, i.ID)
		if err != nil {
			t.Fatal(err)
		}
		if strings.HasPrefix(i.ID, "letters.txt") {
			found[i.ID] = doc.Text
			continue
		}
		if !isStory(i.ID, doc.Text) {
			t.Errorf("%s holds %q", i.ID, doc.Text)
		}
		r, err := ix.Search(t.Context(), corpus.Query{Text: "file " + i.ID, Lang: "en", Collections: []string{collection}})
		if err != nil || len(r.Hits) == 0 {
			t.Errorf("%s is not found: %v", i.ID, err)
		}
	}
	checkLetters(t, found)
	return len(infos)
}
