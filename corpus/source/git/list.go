package git

import (
	"context"
	"errors"
	"fmt"
	"path"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/dalil-bot/dalil/corpus/source"
)

// A change is the last commit that touched a file.
type change struct {
	commit string
	time   time.Time
}

// list lists the files of the commit that the ref means now.
func (r *Repo) list(ctx context.Context) (source.Listing, error) {
	if r.remote != nil {
		if err := r.fetch(ctx); err != nil {
			return source.Listing{}, err
		}
	}
	r.reader.close() // it may hold packs that are no more
	limited, cancel := context.WithTimeoutCause(ctx, r.opts.Timeout, ErrTimeout)
	defer cancel()
	out, err := r.output(limited, "rev-parse", "--verify", "--quiet", "--end-of-options", r.ref+"^{commit}")
	if err != nil && limited.Err() == nil {
		return source.Listing{}, fmt.Errorf("%q is no branch, tag or commit of it: %w", r.ref, err)
	} else if err != nil {
		return source.Listing{}, err
	}
	w := &walk{repo: r, commit: strings.TrimSpace(out), blobs: map[string]blob{}}
	if err := w.tree(limited); err != nil {
		return source.Listing{}, err
	}
	changes, err := w.history(limited)
	if err != nil && (ctx.Err() != nil || !errors.Is(err, ErrTimeout)) {
		return source.Listing{}, err // a history that takes too long leaves the oldest files without a date
	}
	for i := range w.Entries {
		e := &w.Entries[i]
		c := changes[e.ID]
		e.ModTime = c.time
		e.Version = w.blobs[e.ID].hash + "@" + c.commit
	}
	r.mu.Lock()
	r.blobs = w.blobs
	r.mu.Unlock()
	return w.Listing, nil
}

// A walk is one listing in the making.
type walk struct {
	source.Listing
	repo   *Repo
	commit string
	blobs  map[string]blob

	// where the reading of the history is
	at     change
	first  bool // the next name is the first of its commit
	found  map[string]change
	oldest map[string]bool // commits that tell nothing
}

// tree lists the files. Links are not followed and submodules not looked into.
func (w *walk) tree(ctx context.Context) error {
	args := []string{"ls-tree", "-r", "-z", "--long", "--full-tree", w.commit}
	if under := w.repo.opts.Under; under != "" {
		args = append(args, "--", under)
	}
	return w.repo.fields(ctx, func(line string) error {
		facts, p, found := strings.Cut(line, "\t")
		f := strings.Fields(facts) // mode, type, hash, size
		if !found || len(f) != 4 {
			return fmt.Errorf("git ls-tree: unexpected line %.80q", line)
		}
		if f[0] != "100644" && f[0] != "100755" && f[0] != "100664" {
			return nil
		}
		size, err := strconv.ParseInt(f[3], 10, 64)
		if err != nil {
			return fmt.Errorf("git ls-tree: unexpected line %.80q", line)
		}
		w.file(p, blob{hash: f[2], size: size})
		return nil
	}, args...)
}

// file lists one file when it is wanted.
func (w *walk) file(p string, b blob) {
	opts := w.repo.opts
	if hidden(p) || opts.Keep != nil && !opts.Keep(p) {
		return
	}
	switch {
	case !utf8.ValidString(p):
		w.problem(strings.ToValidUTF8(p, "\uFFFD"), source.ErrName)
	case !opts.AllFiles && !known(p):
		w.Skipped++
	case b.size > opts.MaxSize:
		w.problem(p, fmt.Errorf("%w: %d bytes, the limit is %d", source.ErrTooLarge, b.size, opts.MaxSize))
	default:
		w.blobs[p] = b
		w.Entries = append(w.Entries, source.Entry{ID: p, URI: w.repo.link(w.commit, p), Size: b.size})
	}
}

func (w *walk) problem(p string, err error) {
	w.Problems = append(w.Problems, source.Problem{Path: p, Err: err})
}

// hidden reports whether a file, or a folder that it is in, has a name that begins with a dot.
func hidden(p string) bool { return strings.HasPrefix(p, ".") || strings.Contains(p, "/.") }

// known reports whether a file is of a known format. One without an extension is when its name is in capitals, as README is.
func known(p string) bool {
	base := path.Base(p)
	return source.Known(base) || !strings.Contains(base, ".") && base == strings.ToUpper(base) && base != strings.ToLower(base)
}

// errAllFound ends the reading of a history.
var errAllFound = errors.New("all files are found")

// history finds the last commit that touched each file that is listed. Of a merge, only what it has from none of its parents
// counts. In a shallow copy the oldest commits look as if they had made everything: they tell nothing.
func (w *walk) history(ctx context.Context) (map[string]change, error) {
	found := make(map[string]change, len(w.blobs))
	if len(w.blobs) == 0 {
		return found, nil
	}
	oldest, err := w.repo.oldest(ctx)
	if err != nil {
		return found, err
	}
	args := []string{
		"log", "-z", "-c", "--format=%x01%H%x09%at", "--name-only", "--no-renames", "--no-ext-diff", "--no-textconv", w.commit, "--",
	}
	if under := w.repo.opts.Under; under != "" {
		args = append(args, under)
	}
	w.found, w.oldest = found, oldest
	err = w.repo.fields(ctx, w.touched, args...)
	if errors.Is(err, errAllFound) {
		err = nil
	}
	return found, err
}

// touched takes one field of the log: the line that begins a commit, or the name of a file that it touched.
func (w *walk) touched(field string) error {
	if c, ok := header(field); ok {
		w.at, w.first = c, true
		return nil
	}
	if field == "" {
		return nil
	}
	if w.first {
		field, w.first = strings.TrimPrefix(field, "\n"), false
	}
	if _, listed := w.blobs[field]; !listed || w.oldest[w.at.commit] {
		return nil
	}
	if _, again := w.found[field]; !again {
		w.found[field] = w.at
	}
	if len(w.found) == len(w.blobs) {
		return errAllFound
	}
	return nil
}

// header reads the line that begins a commit: a 1, the commit's hash, a tab, and the author date in seconds.
func header(field string) (change, bool) {
	rest, ok := strings.CutPrefix(field, "\x01")
	if !ok {
		return change{}, false
	}
	hash, seconds, ok := strings.Cut(rest, "\t")
	n, err := strconv.ParseInt(strings.TrimSpace(seconds), 10, 64)
	if !ok || err != nil || len(hash) < 40 || strings.Trim(hash, "0123456789abcdef") != "" {
		return change{}, false
	}
	c := change{commit: hash}
	if t := time.Unix(n, 0).UTC(); n > 0 && !t.After(time.Now()) {
		c.time = t
	}
	return c, true
}

// oldest returns the commits of a shallow copy whose parents are missing.
func (r *Repo) oldest(ctx context.Context) (map[string]bool, error) {
	out, err := r.output(ctx, "rev-parse", "--is-shallow-repository")
	if err != nil || strings.TrimSpace(out) != "true" {
		return nil, err
	}
	cut := map[string]bool{}
	err = r.fields(ctx, func(field string) error {
		for line := range strings.Lines(field) {
			hash, parents, _ := strings.Cut(strings.TrimSpace(line), " ")
			if parents == "" {
				cut[hash] = true
			}
		}
		return nil
	}, "log", "-z", "--format=%H %P", "--max-parents=0", r.ref)
	return cut, err
}
