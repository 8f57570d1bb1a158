package sandbox

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/dalil-bot/dalil/corpus"
	"github.com/dalil-bot/dalil/corpus/internal/extract"
)

// asChild makes the test's own program a child whose extractor does what a file's name says.
const asChild = "DALIL_TEST_CHILD"

func TestMain(m *testing.M) {
	if memory := os.Getenv(asChild); memory != "" {
		n, _ := strconv.ParseInt(memory, 10, 64)
		if err := serve(context.Background(), newPipe(os.Stdin, os.Stdout), n, misbehave); err != nil {
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// misbehave is an extractor that does what the file's name says.
func misbehave(ctx context.Context, name string, data []byte, h extract.Hints, yield func(string, corpus.Document) error) error {
	switch name {
	case "spin":
		for n := 0; ; n++ {
			if n < 0 {
				return nil
			}
		}
	case "sleep":
		<-ctx.Done()
		select {}
	case "panic":
		panic("no such page")
	case "far panic":
		go func() { panic("in another goroutine") }()
		select {}
	case "exit":
		os.Exit(3)
	case "deep":
		return fmt.Errorf("%d", deep(0))
	case "slices":
		var all [][]byte
		for {
			all = append(all, make([]byte, 1<<20))
			all[len(all)-1][0] = 1
		}
	case "block":
		b := make([]byte, 4<<30)
		for i := 0; i < len(b); i += 4096 {
			b[i] = 1
		}
		return fmt.Errorf("%d", b[len(b)/2])
	case "grandchild":
		cmd := exec.Command("/bin/sleep", "60")
		_ = cmd.Start()
		_ = os.WriteFile(string(data), []byte(strconv.Itoa(cmd.Process.Pid)), 0o600)
		select {}
	case "environment":
		dir, _ := os.Getwd()
		return yield("", corpus.Document{Title: strings.Join(os.Environ(), " "), Author: dir})
	case "count":
		for i := range 5 {
			time.Sleep(60 * time.Millisecond)
			if err := yield(strconv.Itoa(i), corpus.Document{ID: strconv.Itoa(i)}); err != nil {
				return err
			}
		}
		return nil
	}
	return extract.All(ctx, name, data, h, yield)
}

func newPool(t *testing.T, opts Options) *Pool {
	t.Helper()
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	if opts.Memory == 0 {
		opts.Memory = 256 << 20
	}
	opts.Command = []string{program}
	opts.Env = []string{asChild + "=" + strconv.FormatInt(opts.Memory, 10)}
	p := New(opts)
	t.Cleanup(func() { p.Close() })
	return p
}

// collect returns what a file gives.
func collect(t *testing.T, read reader, name, data string) (map[string]corpus.Document, error) {
	t.Helper()
	docs := map[string]corpus.Document{}
	h := extract.Hints{ModTime: time.Date(2020, 5, 1, 10, 0, 0, 0, time.UTC)}
	err := read(t.Context(), name, []byte(data), h, func(sub string, doc corpus.Document) error {
		docs[sub] = doc
		return nil
	})
	return docs, err
}

const good = "The ferry\n\nThe ferry leaves at nine. It comes back at five.\n\nالعبّارة تعود في الخامسة مساءً."

func TestEqualToThisProcess(t *testing.T) {
	t.Parallel()
	p := newPool(t, Options{})
	for _, test := range []struct{ name, data string }{
		{"a.txt", good},
		{"a.md", "---\ntitle: Ferry\ndate: 2013-11-02\n---\n# Times\n\n- nine\n- five\n"},
		{"a.html", "<html><title>Ferry</title><body><h1>Times</h1><p>It leaves at nine and comes back at five.</p></body></html>"},
		{"empty.txt", " \n"},
		{"binary.txt", "\x00\x01\x02\x03\x04\x05"},
		{"picture.png", "\x89PNG\r\n\x1a\n\x00\x00"},
	} {
		t.Run(test.name, func(t *testing.T) {
			want, wantErr := collect(t, extract.All, test.name, test.data)
			got, err := collect(t, p.Extract, test.name, test.data)
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("documents (-want +got):\n%s", diff)
			}
			if fmt.Sprint(err) != fmt.Sprint(wantErr) {
				t.Errorf("error is %v, want %v", err, wantErr)
			}
			for name, kind := range kinds() {
				if errors.Is(err, kind) != errors.Is(wantErr, kind) {
					t.Errorf("error is %s: %v", name, errors.Is(err, kind))
				}
			}
		})
	}
}

func TestHostileFiles(t *testing.T) {
	t.Parallel() // most of the time goes into waiting for limits
	tests := []struct {
		name string
		want error
		text string
	}{
		{"spin", ErrTime, "extract spin: too slow to read: it takes longer than 400ms"},
		{"sleep", ErrTime, "extract sleep: too slow to read: it takes longer than 400ms"},
		{"panic", ErrCrash, "extract panic: breaks its extractor: panic: no such page"},
		{"far panic", ErrCrash, "extract far panic: breaks its extractor: panic: in another goroutine"},
		{"exit", ErrCrash, "extract exit: breaks its extractor: exit status 3"},
		{"deep", ErrCrash, "extract deep: breaks its extractor: fatal error: stack overflow"},
		{"slices", ErrMemory, "extract slices: too large to read: it takes more than 256 MiB of memory"},
	}
	if runtime.GOOS == "linux" {
		tests = append(tests, tests[len(tests)-1])
		tests[len(tests)-1].name, tests[len(tests)-1].text = "block", strings.Replace(tests[len(tests)-2].text, "slices", "block", 1)
	}
	slow, quick := newPool(t, Options{Time: time.Minute}), newPool(t, Options{Time: 400 * time.Millisecond})
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			p := slow
			if test.want == ErrTime {
				p = quick
			}
			docs, err := collect(t, p.Extract, test.name, good)
			if !errors.Is(err, test.want) || err.Error() != test.text || len(docs) > 0 {
				t.Errorf("error is %v, %d documents", err, len(docs))
			}
			if docs, err := collect(t, slow.Extract, "after.txt", good); err != nil || docs[""].Text != good {
				t.Errorf("the file after it: %v", err)
			}
		})
	}
}

func TestTimeIsADocuments(t *testing.T) {
	t.Parallel()
	p := newPool(t, Options{Time: time.Second})
	docs := 0
	err := p.Extract(t.Context(), "count", nil, extract.Hints{}, func(string, corpus.Document) error {
		docs++
		time.Sleep(250 * time.Millisecond) // is not the file's
		return nil
	})
	if err != nil || docs != 5 {
		t.Errorf("%d documents, %v", docs, err)
	}
}

func TestYieldsErrorComesBack(t *testing.T) {
	t.Parallel()
	p := newPool(t, Options{})
	stop := errors.New("enough")
	err := p.Extract(t.Context(), "count", nil, extract.Hints{}, func(sub string, _ corpus.Document) error {
		if sub == "1" {
			return stop
		}
		return nil
	})
	if err != stop {
		t.Errorf("error is %v", err)
	}
	if docs, err := collect(t, p.Extract, "count", ""); err != nil || len(docs) != 5 {
		t.Errorf("the file after it: %d documents, %v", len(docs), err)
	}
}

func TestCalledOff(t *testing.T) {
	t.Parallel()
	p := newPool(t, Options{})
	ctx, cancel := context.WithCancel(t.Context())
	time.AfterFunc(100*time.Millisecond, cancel)
	if err := p.Extract(ctx, "spin", nil, extract.Hints{}, nil); !errors.Is(err, context.Canceled) {
		t.Errorf("error is %v", err)
	}
	if _, err := collect(t, p.Extract, "after.txt", good); err != nil {
		t.Errorf("the file after it: %v", err)
	}
}

func TestManyAtOnce(t *testing.T) {
	t.Parallel()
	p := newPool(t, Options{Children: 3})
	var group sync.WaitGroup
	for i := range 60 {
		group.Go(func() {
			if i%20 == 7 {
				if _, err := collect(t, p.Extract, "exit", ""); !errors.Is(err, ErrCrash) {
					t.Errorf("exit: %v", err)
				}
				return
			}
			text := fmt.Sprintf("%s Number %d.", good, i)
			if docs, err := collect(t, p.Extract, "a.txt", text); err != nil || docs[""].Text != text {
				t.Errorf("file %d: %v", i, err)
			}
		})
	}
	group.Wait()
}

func TestNoEnvironmentAndNeutralFolder(t *testing.T) {
	t.Parallel()
	p := newPool(t, Options{})
	docs, err := collect(t, p.Extract, "environment", "")
	if err != nil {
		t.Fatal(err)
	}
	if env := docs[""].Title; !strings.HasPrefix(env, asChild) || strings.Contains(env, " ") {
		t.Errorf("environment is %q", env)
	}
	want, _ := filepath.EvalSymlinks(os.TempDir())
	if got, _ := filepath.EvalSymlinks(docs[""].Author); got != want {
		t.Errorf("folder is %q, want %q", got, want)
	}
}

func TestGrandchildrenEndToo(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		t.Skip("no process groups")
	}
	file := filepath.Join(t.TempDir(), "pid")
	p := newPool(t, Options{Time: 500 * time.Millisecond})
	if _, err := collect(t, p.Extract, "grandchild", file); !errors.Is(err, ErrTime) {
		t.Fatal(err)
	}
	pid, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if alive(string(pid)) {
		t.Errorf("process %s is still there", pid)
	}
}

// alive reports whether a process runs, as /proc tells; one that has ended and was not waited for does not.
func alive(pid string) bool {
	for range 50 {
		stat, err := os.ReadFile("/proc/" + pid + "/stat")
		if err != nil || strings.Contains(string(stat), ") Z ") {
			return false
		}
		time.Sleep(10 * time.Millisecond)
	}
	return true
}

func TestIdleChildrenEnd(t *testing.T) {
	t.Parallel()
	p := newPool(t, Options{Idle: 50 * time.Millisecond})
	if _, err := collect(t, p.Extract, "a.txt", good); err != nil {
		t.Fatal(err)
	}
	c := <-p.slots
	p.slots <- c
	select {
	case <-c.waited:
	case <-time.After(5 * time.Second):
		t.Error("the child is still there")
	}
	if _, err := collect(t, p.Extract, "a.txt", good); err != nil {
		t.Errorf("a file after the rest: %v", err)
	}
}

func TestClosed(t *testing.T) {
	t.Parallel()
	p := newPool(t, Options{})
	if _, err := collect(t, p.Extract, "a.txt", good); err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(p.Close(), p.Close()); err != nil {
		t.Fatal(err)
	}
	if _, err := collect(t, p.Extract, "a.txt", good); !errors.Is(err, ErrClosed) {
		t.Errorf("error is %v", err)
	}
}

func TestNoSuchProgram(t *testing.T) {
	t.Parallel()
	p := New(Options{Command: []string{filepath.Join(t.TempDir(), "none")}})
	defer p.Close()
	if _, err := collect(t, p.Extract, "a.txt", good); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("error is %v", err)
	}
}

// deep calls itself without end.
func deep(n int) int {
	var room [64]int
	if n < 0 {
		return n
	}
	room[n%64] = n
	return deep(n+1) + room[(n+1)%64]
}

// TestEndsWithItsParent closes what a child reads from, as the system does when the parent ends.
func TestEndsWithItsParent(t *testing.T) {
	t.Parallel()
	p := newPool(t, Options{})
	c, err := start(p.opts)
	if err != nil {
		t.Fatal(err)
	}
	if err := c.pipe.write(requestFrame, request{Name: "sleep"}, ""); err != nil {
		t.Fatal(err)
	}
	if err := c.stdin.Close(); err != nil {
		t.Fatal(err)
	}
	select {
	case <-c.waited:
	case <-time.After(10 * time.Second):
		t.Error("the child is still there")
		c.kill()
	}
}
