package source

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/fsnotify/fsnotify"
)

// A lookout watches a folder with short times.
type lookout struct {
	*testing.T
	dir string
	w   *Watch
	fs  chan *fsnotify.Watcher // that were made
}

func newLookout(t *testing.T, name string, opts WatchOptions) *lookout {
	t.Helper()
	l := &lookout{T: t, dir: t.TempDir(), fs: make(chan *fsnotify.Watcher, 10)}
	opts.Quiet, opts.Longest = 30*time.Millisecond, 200*time.Millisecond
	if opts.Interval == 0 {
		opts.Interval = time.Minute
	}
	if opts.notifier == nil {
		opts.notifier = func() (*fsnotify.Watcher, error) {
			n, err := fsnotify.NewWatcher()
			l.fs <- n
			return n, err
		}
	}
	if opts.remote == nil {
		opts.remote = func(string) string { return "" }
	}
	if name != "" {
		l.write(name, "first")
	}
	l.w = NewWatch(t.Context(), filepath.Join(l.dir, name), opts)
	return l
}

func (l *lookout) write(name, text string) {
	l.Helper()
	path := filepath.Join(l.dir, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		l.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		l.Fatal(err)
	}
}

// told wants a change to be told soon, or none for a while.
func (l *lookout) told(want bool, when string) {
	l.Helper()
	wait := 5 * time.Second
	if !want {
		wait = 120 * time.Millisecond
	}
	select {
	case <-l.w.Changes():
		if !want {
			l.Errorf("%s: a change is told", when)
		}
	case <-time.After(wait):
		if want {
			l.Errorf("%s: no change is told; %s", when, l.w.How())
		}
	}
}

func TestWatch(t *testing.T) {
	l := newLookout(t, "", WatchOptions{Except: []string{"drafts"}})
	l.told(true, "at the beginning")
	l.write("a.txt", "a")
	l.told(true, "a new file")
	l.told(false, "nothing")
	l.write("deep/er/b.txt", "b")
	l.told(true, "a file in new folders")
	l.write("deep/er/b.txt", "b again")
	l.told(true, "a change far below")
	if err := os.Rename(filepath.Join(l.dir, "deep"), filepath.Join(l.dir, "moved")); err != nil {
		t.Fatal(err)
	}
	l.told(true, "a folder that is renamed")
	l.write("moved/er/c.txt", "c")
	l.told(true, "a file below the new name")
	l.write(".a.txt.swp", "x")
	l.write("moved/~$c.docx", "x")
	l.write("moved/a.txt~", "x")
	l.write("drafts/d.txt", "x")
	l.told(false, "temporary files, and what is left out")
	if err := os.RemoveAll(filepath.Join(l.dir, "moved")); err != nil {
		t.Fatal(err)
	}
	l.told(true, "a folder that is removed")
	if err := os.Chmod(filepath.Join(l.dir, "a.txt"), 0o640); err != nil {
		t.Fatal(err)
	}
	l.told(false, "other permissions")
	for range 20 { // somebody copies a large file: told before the end, but not each time
		l.write("large.txt", strings.Repeat("x", 100))
		time.Sleep(15 * time.Millisecond)
	}
	l.told(true, "a file that is being written")
}

func TestWatchOfAFile(t *testing.T) {
	l := newLookout(t, "a.txt", WatchOptions{})
	l.told(true, "at the beginning")
	l.write("b.txt", "b")
	l.told(false, "another file")
	l.write("a.txt", "again")
	l.told(true, "the file")
}

func TestWatchOfANameAlone(t *testing.T) {
	l := newLookout(t, "a.txt", WatchOptions{})
	l.told(true, "at the beginning")
	t.Chdir(l.dir)
	l.w = NewWatch(t.Context(), "a.txt", WatchOptions{Quiet: 30 * time.Millisecond})
	l.told(true, "at the beginning")
	l.write("b.txt", "b")
	l.told(false, "another file")
	l.write("a.txt", "again")
	l.told(true, "the file")
}

func TestWatchOverflow(t *testing.T) {
	l := newLookout(t, "", WatchOptions{})
	l.told(true, "at the beginning")
	n := <-l.fs
	n.Errors <- fsnotify.ErrEventOverflow
	l.told(true, "events that were lost")
	l.write("deep/a.txt", "a")
	l.told(true, "afterwards")
}

func TestWatchingFails(t *testing.T) {
	for _, test := range []struct {
		name string
		opts WatchOptions
		how  string
	}{
		{"as configured", WatchOptions{Poll: true}, "looked for every 40ms: as the configuration says"},
		{"too many folders", WatchOptions{notifier: func() (*fsnotify.Watcher, error) { return nil, syscall.ENOSPC }}, "raise fs.inotify.max_user_watches"},
		{"too many watches", WatchOptions{notifier: func() (*fsnotify.Watcher, error) { return nil, syscall.EMFILE }}, "max_user_instances"},
		{"another machine", WatchOptions{remote: func(string) string { return "NFS" }}, "changes on a disk of the kind NFS are not told"},
	} {
		t.Run(test.name, func(t *testing.T) {
			test.opts.Interval = 40 * time.Millisecond
			l := newLookout(t, "", test.opts)
			l.told(true, "once")
			l.told(true, "twice")
			if how := l.w.How(); !strings.Contains(how, test.how) {
				t.Errorf("it says %q", how)
			}
		})
	}
}

func TestAFolderThatIsAway(t *testing.T) {
	l := newLookout(t, "", WatchOptions{Interval: 40 * time.Millisecond})
	l.told(true, "at the beginning")
	if err := os.Rename(l.dir, l.dir+"-away"); err != nil {
		t.Fatal(err)
	}
	l.told(true, "the folder is away")
	for range 100 {
		if strings.Contains(l.w.How(), "no such file") {
			break
		}
		time.Sleep(10 * time.Millisecond)
	}
	if how := l.w.How(); !strings.Contains(how, "no such file") {
		t.Errorf("it says %q", how)
	}
	l.write("a.txt", "another disk")
	for range 100 {
		if l.w.How() == "watched" {
			break
		}
		l.told(true, "the folder is back")
	}
	if how := l.w.How(); how != "watched" {
		t.Errorf("it says %q", how)
	}
}
