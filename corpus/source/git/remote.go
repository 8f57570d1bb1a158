package git

import (
	"bufio"
	"cmp"
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/dalil-bot/dalil/corpus/source"
)

// fetched is the ref under which a copy keeps what was asked for.
const fetched = "refs/dalil/head"

// A remote is the repository that a Clone copies.
type remote struct {
	url       string // without credentials
	shown     string
	user      *url.Userinfo
	proxy     *url.URL
	protocols []string
}

// Clone returns the copy, in a folder that is its own, of a repository elsewhere. The folder and the copy are made when it
// is first listed.
func Clone(rawURL, dir string, opts Options) (*Repo, error) {
	remote, err := newRemote(rawURL, opts)
	if err != nil {
		return nil, fmt.Errorf("clone: %w", err)
	}
	if err := checkRef(opts.Ref); err != nil {
		return nil, fmt.Errorf("clone %s: %w", remote.shown, err)
	}
	abs, err := filepath.Abs(dir)
	if err != nil {
		return nil, fmt.Errorf("clone %s: %w", remote.shown, err)
	}
	r := newRepo(abs, opts)
	r.remote, r.ref, r.top = remote, fetched, abs
	return r, nil
}

// newRemote checks a URL. What git takes for an option, a helper program or a local folder is none.
func newRemote(raw string, opts Options) (*remote, error) {
	// ali@example.org:team/notes.git
	short := regexp.MustCompile(`^([A-Za-z0-9_][A-Za-z0-9._-]*)@([A-Za-z0-9][A-Za-z0-9.-]*):([^:/][^:]*)$`)
	if m := short.FindStringSubmatch(strings.TrimSpace(raw)); m != nil {
		raw = "ssh://" + m[1] + "@" + m[2] + "/" + m[3]
	}
	u, err := url.Parse(strings.TrimSpace(raw))
	if err != nil {
		return nil, fmt.Errorf("%w: its form is wrong", ErrURL) // the cause would repeat it, with credentials
	}
	allowed := opts.Protocols
	if len(allowed) == 0 {
		allowed = []string{"https", "ssh"}
	}
	for _, p := range allowed {
		if !slices.Contains([]string{"https", "ssh", "http", "file"}, p) {
			return nil, fmt.Errorf("%w: %q is no protocol that can be used", ErrURL, p)
		}
	}
	local := u.Scheme == "file"
	switch {
	case !slices.Contains(allowed, u.Scheme):
		return nil, fmt.Errorf("%w: its protocol is none of %s", ErrURL, strings.Join(allowed, ", "))
	case local != (u.Hostname() == ""), strings.HasPrefix(u.Host, "-"), u.Path == "", u.RawQuery != "", u.Fragment != "":
		return nil, fmt.Errorf("%w: its form is wrong", ErrURL)
	}
	r := &remote{protocols: allowed, proxy: opts.Proxy, user: u.User}
	plain := *u
	plain.User = nil
	r.shown = plain.String()
	if u.Scheme == "ssh" && u.User != nil {
		if strings.HasPrefix(u.User.Username(), "-") {
			return nil, fmt.Errorf("%w: its form is wrong", ErrURL)
		}
		plain.User = url.User(u.User.Username()) // a name to log in with; ssh takes no password
		r.user = nil
	}
	r.url = plain.String()
	return r, nil
}

// environment tells git what must not stand in its arguments, which everyone on the machine can see.
func (r *remote) environment() []string {
	settings := [][2]string{{"http.proxy", ""}}
	if r.proxy != nil {
		settings[0][1] = r.proxy.String()
	}
	if r.user != nil {
		password, _ := r.user.Password()
		login := base64.StdEncoding.EncodeToString([]byte(r.user.Username() + ":" + password))
		settings = append(settings, [2]string{"http." + r.url + ".extraHeader", "Authorization: Basic " + login})
	}
	env := []string{"GIT_ALLOW_PROTOCOL=" + strings.Join(r.protocols, ":"), "GIT_CONFIG_COUNT=" + strconv.Itoa(len(settings))}
	for i, s := range settings {
		n := strconv.Itoa(i)
		env = append(env, "GIT_CONFIG_KEY_"+n+"="+s[0], "GIT_CONFIG_VALUE_"+n+"="+s[1])
	}
	return env
}

// fetch brings the copy up to date. What is there of a fetch that did not end is taken away first: the folder is ours alone.
func (r *Repo) fetch(ctx context.Context) error {
	ctx, cancel := context.WithTimeoutCause(ctx, r.opts.CloneTimeout, ErrTimeout)
	defer cancel()
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	if err := r.prepare(ctx); err != nil {
		return err
	}
	watched := make(chan struct{})
	go func() {
		defer close(watched)
		r.watch(ctx, stop)
	}()
	err := r.run(ctx, discard, "fetch", "--quiet", "--no-tags", "--no-recurse-submodules", "--no-write-fetch-head", "--force", "--",
		r.remote.url, "+"+cmp.Or(r.opts.Ref, "HEAD")+":"+fetched)
	cause := context.Cause(ctx)
	stop(nil)
	<-watched
	if err != nil && errors.Is(cause, source.ErrTooLarge) {
		return cause
	}
	return err
}

func discard(out *bufio.Reader) error {
	_, err := io.Copy(io.Discard, out)
	return err
}

// prepare makes an empty repository where there is none, and takes away locks and unfinished files.
func (r *Repo) prepare(ctx context.Context) error {
	if _, err := os.Stat(filepath.Join(r.dir, "HEAD")); err == nil {
		return r.tidy()
	}
	unfinished := r.dir + ".new"
	if err := errors.Join(os.RemoveAll(unfinished), os.MkdirAll(unfinished, 0o700)); err != nil {
		return err
	}
	made := newRepo(unfinished, r.opts)
	made.remote = r.remote
	if err := made.run(ctx, discard, "init", "--quiet", "--bare", "--template=", "."); err != nil {
		return err
	}
	if err := os.Remove(r.dir); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("the folder for the copy holds something else: %w", err)
	}
	return os.Rename(unfinished, r.dir)
}

// tidy takes away what a git that was killed leaves behind.
func (r *Repo) tidy() error {
	return filepath.WalkDir(r.dir, func(p string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		if strings.HasSuffix(p, ".lock") || strings.HasPrefix(e.Name(), "tmp_") {
			return os.Remove(p)
		}
		return nil
	})
}

// watch ends a fetch whose copy becomes larger than the limit.
func (r *Repo) watch(ctx context.Context, stop context.CancelCauseFunc) {
	tick := time.NewTicker(500 * time.Millisecond)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		if n := size(r.dir); n > r.opts.MaxDisk {
			stop(fmt.Errorf("%w: the copy has %d MiB so far, the limit is %d", source.ErrTooLarge, n>>20, r.opts.MaxDisk>>20))
		}
	}
}

// size returns how many bytes the files of a folder have.
func size(dir string) (n int64) {
	_ = filepath.WalkDir(dir, func(_ string, e fs.DirEntry, err error) error {
		if err != nil {
			return nil // it was just renamed
		}
		if info, err := e.Info(); err == nil && !e.IsDir() {
			n += info.Size()
		}
		return nil
	})
	return n
}
