package source

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"syscall"
	"time"

	"github.com/fsnotify/fsnotify"
)

// What WatchOptions have where they do not say.
const (
	DefaultQuiet    = 500 * time.Millisecond
	DefaultLongest  = 30 * time.Second
	DefaultInterval = 30 * time.Second
)

// WatchOptions say how a folder is watched. The zero value works.
type WatchOptions struct {
	Poll     bool          // look now and then, without the help of the operating system
	Quiet    time.Duration // how long nothing must have happened before a change is told; 0 means DefaultQuiet
	Longest  time.Duration // after which it is told though things go on happening; 0 means DefaultLongest
	Interval time.Duration // between two looks, and between attempts to watch a folder that is away; 0 means DefaultInterval
	Except   []string      // patterns of what does not matter, as in Options

	notifier func() (*fsnotify.Watcher, error) // but in tests fsnotify.NewWatcher
	remote   func(dir string) string           // but in tests remoteSystem
}

// A Watch tells that something below a folder may have changed. It knows nothing of what: whoever is told lists the folder.
//
// Folders that come are watched too, moves and deletions are changes like others, and hidden and temporary files are none. Where the
// operating system cannot watch (a disk on another machine, more folders than it allows) a change is told after every Interval, and
// How says why. A folder that is away is waited for.
type Watch struct {
	dir     string
	only    string // the one file that matters, or ""
	opts    WatchOptions
	changes chan struct{}

	mu  sync.Mutex
	how string
}

// NewWatch watches a directory, or a single file, until ctx ends.
func NewWatch(ctx context.Context, name string, opts WatchOptions) *Watch {
	if opts.Quiet <= 0 {
		opts.Quiet = DefaultQuiet
	}
	if opts.Longest <= 0 {
		opts.Longest = DefaultLongest
	}
	if opts.Interval <= 0 {
		opts.Interval = DefaultInterval
	}
	if opts.notifier == nil {
		opts.notifier = fsnotify.NewWatcher
	}
	if opts.remote == nil {
		opts.remote = remoteSystem
	}
	w := &Watch{dir: filepath.Clean(name), opts: opts, changes: make(chan struct{}, 1)}
	if info, err := os.Stat(name); err == nil && !info.IsDir() {
		w.dir, w.only = filepath.Split(w.dir)
		w.dir = filepath.Clean(w.dir) // of a name alone, the folder that this process is in
	}
	go w.run(ctx)
	return w
}

// Changes tells changes. Several that nobody has received are one.
func (w *Watch) Changes() <-chan struct{} { return w.changes }

// How says in a few words how changes are noticed.
func (w *Watch) How() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.how
}

func (w *Watch) say(how string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.how = how
}

// tell tells a change.
func (w *Watch) tell() {
	select {
	case w.changes <- struct{}{}:
	default: // the last one has not been received yet
	}
}

// run watches as long as that works, and again from the beginning when it does no more.
func (w *Watch) run(ctx context.Context) {
	for ctx.Err() == nil {
		reason := "as the configuration says"
		if !w.opts.Poll {
			if system := w.opts.remote(w.dir); system != "" {
				reason = "changes on a disk of the kind " + system + " are not told"
			} else if err := w.watch(ctx); err == nil {
				continue // the folder is another one now
			} else {
				reason = watchFailure(err)
			}
		}
		w.say(fmt.Sprintf("looked for every %v: %s", w.opts.Interval, reason))
		select {
		case <-ctx.Done():
		case <-time.After(w.opts.Interval):
			w.tell()
		}
	}
}

// watchFailure says why a folder cannot be watched.
func watchFailure(err error) string {
	switch {
	case errors.Is(err, syscall.ENOSPC):
		return "the system watches no more folders; raise fs.inotify.max_user_watches"
	case errors.Is(err, syscall.EMFILE):
		return "the system watches no more folders; raise fs.inotify.max_user_instances or the limit of open files"
	}
	return plain(err).Error()
}

// watch tells changes until ctx ends, watching fails, or the folder is no longer the one that it was.
func (w *Watch) watch(ctx context.Context) error {
	notifier, err := w.opts.notifier()
	if err != nil {
		return err
	}
	defer notifier.Close()
	before, err := os.Stat(w.dir)
	if err == nil {
		err = w.add(notifier, w.dir)
	}
	if err != nil {
		return err
	}
	w.say("watched")
	w.tell() // whatever happened before the folder was watched
	calm := newCalm(w.opts)
	defer calm.stop()
	look := time.NewTicker(w.opts.Interval)
	defer look.Stop()
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case e, ok := <-notifier.Events:
			if !ok {
				return fsnotify.ErrClosed
			}
			if w.matters(e) {
				calm.disturb()
			}
			if err := w.follow(notifier, e); err != nil {
				return err
			}
		case err := <-notifier.Errors:
			if !errors.Is(err, fsnotify.ErrEventOverflow) {
				return err
			}
			calm.disturb()
			if err := w.add(notifier, w.dir); err != nil { // folders may have come unseen
				return err
			}
		case <-calm.fires():
			calm.stop()
			w.tell()
		case <-look.C:
			if now, err := os.Stat(w.dir); err != nil || !os.SameFile(before, now) {
				w.tell()
				return err // nil where another folder, or another disk, is in its place
			}
		}
	}
}

// follow watches a folder that has come.
func (w *Watch) follow(notifier *fsnotify.Watcher, e fsnotify.Event) error {
	if !e.Has(fsnotify.Create) || w.only != "" || !w.matters(e) {
		return nil
	}
	info, err := os.Lstat(e.Name)
	if err != nil || !info.IsDir() {
		return nil // a file, or gone again
	}
	return w.add(notifier, e.Name)
}

// matters reports whether an event is about something that a listing would show.
func (w *Watch) matters(e fsnotify.Event) bool {
	name := filepath.Base(e.Name)
	if e.Op == fsnotify.Chmod || temporary(name) || w.only != "" && name != w.only {
		return false
	}
	id, err := filepath.Rel(w.dir, e.Name)
	o := Options{Except: w.opts.Except}
	return err != nil || !o.excepted(filepath.ToSlash(id))
}

// add watches a folder and all below it. Each is watched before it is read, so that what comes meanwhile is seen in one of the
// two ways. Folders that are gone again or may not be read are passed over: the listing reports them.
func (w *Watch) add(notifier *fsnotify.Watcher, dir string) error {
	if dir != w.dir && !w.matters(fsnotify.Event{Name: dir, Op: fsnotify.Create}) {
		return nil
	}
	if err := notifier.Add(dir); err != nil {
		if dir != w.dir && (errors.Is(err, fs.ErrNotExist) || errors.Is(err, fs.ErrPermission)) {
			return nil
		}
		return err
	}
	if w.only != "" {
		return nil
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil
	}
	for _, e := range entries {
		if e.IsDir() {
			if err := w.add(notifier, filepath.Join(dir, e.Name())); err != nil {
				return err
			}
		}
	}
	return nil
}

// A calm waits until nothing has happened for a while, but not for ever.
type calm struct {
	quiet, longest time.Duration
	timer          *time.Timer // nil while there is nothing to wait for
	since          time.Time   // of the first thing that happened
}

func newCalm(opts WatchOptions) *calm { return &calm{quiet: opts.Quiet, longest: opts.Longest} }

// disturb notes that something happened.
func (c *calm) disturb() {
	if c.timer == nil {
		c.since = time.Now()
		c.timer = time.NewTimer(c.quiet)
		return
	}
	c.timer.Reset(max(0, min(c.quiet, c.longest-time.Since(c.since))))
}

// fires is received from when it is time.
func (c *calm) fires() <-chan time.Time {
	if c.timer == nil {
		return nil
	}
	return c.timer.C
}

func (c *calm) stop() {
	if c.timer != nil {
		c.timer.Stop()
		c.timer = nil
	}
}
