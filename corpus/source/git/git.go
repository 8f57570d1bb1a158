// Package git gives the files of a Git repository, as one commit has them, as a source of documents. It needs the git
// program.
//
// A Repo is a repository on this machine (Open), with or without a work tree, or the copy of one elsewhere (Clone), which
// is brought up to date before it is listed. Only what is committed is read; the work tree, its changes and its untracked
// files are not looked at.
//
// These things hold:
//
//   - Nothing in a repository is executed: no hooks, filters, pagers, signature checks or submodules, and the environment's
//     GIT_ variables do not count. Nothing of it is checked out, so that no path or link in it leads anywhere.
//   - git never asks anybody anything. Credentials in a URL reach git by its environment: they are in no argument, file or
//     error.
//   - A Clone speaks https and ssh and nothing else unless told so, follows no redirect, uses no proxy but a configured
//     one, and has limits of time and of space on the disk.
//   - Every call of git ends when its context does or its time is up, with all processes that it has started.
//
// The server of a Clone is whatever the configuration names: there is no guard on its address.
//
// A Version is the blob's hash, an "@" and the hash of the last commit that touched the file; ModTime is that commit's
// author date.
package git

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/url"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/dalil-bot/dalil/corpus/source"
)

// What Options have where they do not say.
const (
	DefaultTimeout      = 2 * time.Minute
	DefaultCloneTimeout = 15 * time.Minute
	DefaultMaxDisk      = 2 << 30
)

// Why a repository or a file of it cannot be read, beside those of package source. Tested with errors.Is.
var (
	ErrNoGit   = errors.New("the git program is not installed")
	ErrNoRepo  = errors.New("not a Git repository")
	ErrURL     = errors.New("not the URL of a Git repository that may be used")
	ErrLFS     = errors.New("its content lies in Git LFS, which is not read")
	ErrTimeout = errors.New("git took too long")
)

// Options say what is read of a repository. The zero value reads the known formats at HEAD.
type Options struct {
	Ref      string            // branch, tag or commit; "" for HEAD, of a Clone that of its server
	Under    string            // folder; "" for the whole repository
	MaxSize  int64             // largest file in bytes; 0 means source.DefaultMaxSize
	AllFiles bool              // files of every extension, not only those of source.Known
	Keep     func(string) bool // tells by its path whether a file is taken; nil takes all
	Link     string            // URI of a file, with {commit} and {path} in it; "" for one made of where the repository is
	Timeout  time.Duration     // for listing, and for reading one file; 0 means DefaultTimeout
	Program  string            // name or path of git; "" means git

	// Of a Clone only.
	Protocols    []string      // among https, ssh, http and file; none means https and ssh
	Proxy        *url.URL      // nil for none, whatever the environment says
	MaxDisk      int64         // largest copy in bytes; 0 means DefaultMaxDisk
	CloneTimeout time.Duration // for bringing the copy up to date; 0 means DefaultCloneTimeout
}

// A Repo is a repository as a source. The ID of an entry is its path in the repository. It is safe for concurrent use.
// Close it after use.
type Repo struct {
	opts   Options
	dir    string
	ref    string  // what is listed
	remote *remote // nil for one on this machine

	fetching sync.Mutex
	mu       sync.Mutex
	top      string // folder of the work tree, or of the repository where it has none
	blobs    map[string]blob
	reader   reader
}

// A blob is a file as the listing found it.
type blob struct {
	hash string
	size int64
}

// Open returns the repository at a folder. Of a folder inside a work tree, only what is below that folder is listed.
func Open(ctx context.Context, dir string, opts Options) (*Repo, error) {
	abs, err := filepath.Abs(dir)
	if err != nil {
		return nil, fmt.Errorf("open repository %s: %w", dir, err)
	}
	r := newRepo(abs, opts)
	if err := r.locate(ctx); err != nil {
		return nil, fmt.Errorf("open repository %s: %w", dir, err)
	}
	return r, nil
}

func newRepo(dir string, opts Options) *Repo {
	opts.MaxSize = cmp.Or(opts.MaxSize, source.DefaultMaxSize)
	opts.Timeout = cmp.Or(opts.Timeout, DefaultTimeout)
	opts.CloneTimeout = cmp.Or(opts.CloneTimeout, DefaultCloneTimeout)
	opts.MaxDisk = cmp.Or(opts.MaxDisk, DefaultMaxDisk)
	opts.Program = cmp.Or(opts.Program, "git")
	opts.Under = strings.Trim(filepath.ToSlash(opts.Under), "/")
	r := &Repo{opts: opts, dir: dir, ref: cmp.Or(opts.Ref, "HEAD"), blobs: map[string]blob{}}
	r.reader.repo = r
	return r
}

// locate finds the top of a work tree.
func (r *Repo) locate(ctx context.Context) error {
	if err := checkRef(r.ref); err != nil {
		return err
	}
	out, err := r.output(ctx, "rev-parse", "--is-bare-repository", "--is-inside-work-tree", "--absolute-git-dir")
	if err != nil {
		return err
	}
	lines := strings.Split(strings.TrimSuffix(out, "\n"), "\n")
	if len(lines) != 3 {
		return ErrNoRepo
	}
	if lines[1] != "true" {
		r.top = lines[2]
		return nil
	}
	if out, err = r.output(ctx, "rev-parse", "--show-toplevel"); err != nil {
		return err
	}
	r.top = strings.TrimSuffix(out, "\n")
	if out, err = r.output(ctx, "rev-parse", "--show-prefix"); err != nil {
		return err
	}
	prefix := strings.TrimSuffix(out, "\n")
	r.opts.Under = strings.Trim(prefix+r.opts.Under, "/")
	r.dir = r.top // paths count from there
	return nil
}

// checkRef refuses what git would take for something else than the name of a branch, tag or commit.
func checkRef(ref string) error {
	bad := func(c rune) bool { return c <= ' ' || c == 0x7f || strings.ContainsRune("~^:?*[\\", c) }
	if strings.HasPrefix(ref, "-") || strings.Contains(ref, "..") || strings.Contains(ref, "@{") || strings.ContainsFunc(ref, bad) {
		return fmt.Errorf("%q is no branch, tag or commit", ref)
	}
	return nil
}

// Close ends the processes that read.
func (r *Repo) Close() error {
	r.reader.close()
	return nil
}

// Entries lists the files of the commit. A Clone is brought up to date first; that it cannot be is an error, since what is
// not there any more cannot be told then. A file that is too large, or whose name is not valid UTF-8, is a Problem.
func (r *Repo) Entries(ctx context.Context) (source.Listing, error) {
	r.fetching.Lock()
	defer r.fetching.Unlock()
	l, err := r.list(ctx)
	if err != nil {
		return source.Listing{}, fmt.Errorf("list repository %s: %w", r.name(), err)
	}
	slices.SortFunc(l.Entries, func(a, b source.Entry) int { return strings.Compare(a.ID, b.ID) })
	slices.SortFunc(l.Problems, func(a, b source.Problem) int { return strings.Compare(a.Path, b.Path) })
	return l, nil
}

// name is what a repository is called in errors.
func (r *Repo) name() string {
	if r.remote != nil {
		return r.remote.shown
	}
	return r.dir
}

// Read returns a file as the last listing found it.
func (r *Repo) Read(ctx context.Context, e source.Entry) (source.Content, error) {
	r.mu.Lock()
	b, known := r.blobs[e.ID]
	r.mu.Unlock()
	if !known {
		return source.Content{}, fmt.Errorf("read %s: it is not in the commit that was listed", e.ID)
	}
	data, err := r.reader.read(ctx, b)
	if err != nil {
		return source.Content{}, fmt.Errorf("read %s: %w", e.ID, err)
	}
	if strings.HasPrefix(string(data[:min(len(data), 64)]), "version https://git-lfs.github.com/spec/") {
		return source.Content{}, fmt.Errorf("read %s: %w", e.ID, ErrLFS)
	}
	return source.Content{Data: data}, nil
}
