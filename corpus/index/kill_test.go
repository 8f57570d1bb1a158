package index

import (
	"bufio"
	"context"
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/dalil-bot/dalil/corpus"
)

var kills = flag.Int("kills", 6, "how often TestKilled kills")

// killed is the folder in which the child process of TestKilled works.
const killed = "DALIL_TEST_KILLED"

// TestKilled kills a process that writes, at random moments, and looks at what is there then: all that the process was told is
// written, of the change that was under way either everything or nothing, and everything as Verify wants it. Every fifth change
// builds the collection anew, and vectors are filled in on the way. For two hundred times: go test -run Killed -kills 200
func TestKilled(t *testing.T) {
	if dir := os.Getenv(killed); dir != "" {
		t.Fatal(writeOn(dir))
	}
	if testing.Short() {
		*kills = 2
	}
	dir := t.TempDir()
	rng := rand.New(rand.NewPCG(uint64(*kills), 2))
	last := -1
	for range *kills {
		last = killOnce(t, dir, last, rng)
	}
	if last < *kills/2 {
		t.Errorf("only %d changes were written", last+1)
	}
	t.Logf("%d changes survived %d kills", last+1, *kills)
}

// killOnce lets a child make some changes, kills it a moment later, and returns the number of the last change that is there.
func killOnce(t *testing.T, dir string, before int, rng *rand.Rand) int {
	t.Helper()
	changes, after := rng.IntN(6), time.Duration(rng.IntN(40_000))*time.Microsecond
	cmd := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestKilled$")
	cmd.Env = append(os.Environ(), killed+"="+dir)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	told := before
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		if _, err := fmt.Sscanf(lines.Text(), "wrote %d", &told); err != nil && lines.Text() != "ready" {
			t.Fatalf("the child says %q", lines.Text())
		}
		if changes == 0 {
			time.AfterFunc(after, func() { cmd.Process.Kill() })
		}
		changes--
	}
	if cmd.Wait(); cmd.ProcessState.Exited() {
		t.Fatal("the child ended by itself")
	}
	last := checkWritten(t, dir)
	if last < told || last > told+1 {
		t.Fatalf("change %d is there, the process was told of %d", last, told)
	}
	return last
}

// checkWritten compares the index with what it has to hold after the change that it says was the last.
func checkWritten(t *testing.T, dir string) int {
	t.Helper()
	ix := openTest(t, dir)
	defer ix.Close()
	infos, err := ix.Documents(t.Context(), "c")
	if errors.Is(err, corpus.ErrNotFound) {
		return -1
	}
	if err := errors.Join(err, ix.Verify(t.Context(), "c")); err != nil {
		t.Fatal(err)
	}
	last := -1
	got := map[string]string{}
	for _, i := range infos {
		doc, err := ix.Document(t.Context(), "c", i.ID)
		if err != nil {
			t.Fatal(err)
		}
		if got[i.ID] = doc.Text; i.ID == "last" {
			fmt.Sscanf(doc.Text, "Change %d.", &last)
		}
	}
	if diff := cmp.Diff(written(last), got); diff != "" {
		t.Fatalf("after change %d (-want +got):\n%s", last, diff)
	}
	return last
}

// changeNumber returns a change, always the same for a number.
func changeNumber(n int) Change {
	rng := rand.New(rand.NewPCG(uint64(n), 7))
	c := Change{Put: []Entry{{Doc: text("last", fmt.Sprintf("Change %d.", n))}}}
	for i := range 12 {
		id := fmt.Sprintf("d%02d", i)
		switch rng.IntN(4) {
		case 0:
			s := fmt.Sprintf("This is document %s as of change %d. ", id, n)
			c.Put = append(c.Put, Entry{Doc: text(id, strings.Repeat(s, 1+rng.IntN(3)), s)})
		case 1:
			c.Remove = append(c.Remove, id)
		case 2:
			c.Touch = append(c.Touch, Touch{ID: id, State: State{Size: int64(n)}})
		}
	}
	return c
}

// written returns what documents there are after a change, and their texts.
func written(last int) map[string]string {
	all := map[string]string{}
	for n := range last + 1 {
		c := changeNumber(n)
		for _, e := range c.Put {
			all[e.Doc.ID] = e.Doc.Text
		}
		for _, id := range c.Remove {
			delete(all, id)
		}
	}
	return all
}

// writeOn makes change after change until it is killed.
func writeOn(dir string) error {
	ctx := context.Background()
	ix, err := Open(dir, Options{})
	if err != nil {
		return err
	}
	n := 0
	if doc, err := ix.Document(ctx, "c", "last"); err == nil {
		fmt.Sscanf(doc.Text, "Change %d.", &n)
		n++
	}
	fmt.Println("ready")
	for ; ; n++ {
		if n%5 == 4 {
			err = rebuildWith(ctx, ix, changeNumber(n))
		} else {
			err = ix.Apply(ctx, "c", changeNumber(n))
		}
		if err != nil {
			return err
		}
		fmt.Println("wrote", n)
		if _, err := ix.Embed(ctx, "c", toy, 6); err != nil {
			return err
		}
	}
}

// rebuildWith makes a change by building the collection anew with it.
func rebuildWith(ctx context.Context, ix *Index, change Change) error {
	r, err := ix.Rebuild("c")
	if err != nil {
		return err
	}
	left, err := r.Left(ctx)
	if err != nil {
		return err
	}
	if err := r.Adopt(ctx, names(left)); err != nil {
		return err
	}
	if err := r.Apply(ctx, "c", change); err != nil {
		return err
	}
	return r.Commit(ctx)
}
