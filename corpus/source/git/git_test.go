package git

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/dalil-bot/dalil/corpus/source"
)

// A desk is a repository that a test works on.
type desk struct {
	*testing.T
	dir  string
	hour int
}

func newDesk(t *testing.T) *desk {
	t.Helper()
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("the git program is not installed")
	}
	t.Setenv("HOME", t.TempDir()) // no settings of whoever runs the test
	t.Setenv("XDG_CONFIG_HOME", "")
	d := &desk{T: t, dir: t.TempDir()}
	d.git("init", "-q", "-b", "main", ".")
	return d
}

// git calls git in the repository.
func (d *desk) git(args ...string) string {
	d.Helper()
	at := fmt.Sprintf("2026-01-01T%02d:00:00Z", d.hour)
	cmd := exec.Command("git", append([]string{"-C", d.dir, "-c", "user.name=Ali", "-c", "user.email=ali@example.org", "-c", "commit.gpgSign=false",
		"-c", "protocol.file.allow=always"}, args...)...)
	cmd.Env = append(cmd.Environ(), "GIT_CONFIG_NOSYSTEM=1", "GIT_AUTHOR_DATE="+at, "GIT_COMMITTER_DATE=2026-02-01T00:00:00Z")
	out, err := cmd.CombinedOutput()
	if err != nil {
		d.Fatalf("git %v: %v\n%s", args, err, out)
	}
	return strings.TrimSpace(string(out))
}

// write writes files, given as pairs of name and text.
func (d *desk) write(files ...string) {
	d.Helper()
	for i := 0; i < len(files); i += 2 {
		name := filepath.Join(d.dir, files[i])
		if err := errors.Join(os.MkdirAll(filepath.Dir(name), 0o700), os.WriteFile(name, []byte(files[i+1]), 0o600)); err != nil {
			d.Fatal(err)
		}
	}
}

// commit commits files, each time an hour later, and returns the commit.
func (d *desk) commit(files ...string) string {
	d.Helper()
	d.hour++
	d.write(files...)
	d.git("add", "-A")
	d.git("commit", "-q", "-m", "change")
	return d.git("rev-parse", "HEAD")
}

func (d *desk) open(dir string, opts Options) *Repo {
	d.Helper()
	r, err := Open(d.Context(), dir, opts)
	if err != nil {
		d.Fatal(err)
	}
	d.Cleanup(func() { r.Close() })
	return r
}

func (d *desk) clone(opts Options) *Repo {
	d.Helper()
	opts.Protocols = []string{"file"}
	r, err := Clone("file://"+d.dir, filepath.Join(d.TempDir(), "copy"), opts)
	if err != nil {
		d.Fatal(err)
	}
	d.Cleanup(func() { r.Close() })
	return r
}

// list lists a repository and gives it in short: path, hour of the author date and commit.
func (d *desk) list(r *Repo) (source.Listing, []string) {
	d.Helper()
	l, err := r.Entries(d.Context())
	if err != nil {
		d.Fatal(err)
	}
	var short []string
	for _, e := range l.Entries {
		_, commit, _ := strings.Cut(e.Version, "@")
		line := e.ID
		if !e.ModTime.IsZero() {
			line += fmt.Sprintf(" %dh", e.ModTime.Hour())
		}
		short = append(short, line+" "+commit[:min(len(commit), 7)])
	}
	for _, p := range l.Problems {
		short = append(short, "problem "+p.Path)
	}
	if l.Skipped > 0 {
		short = append(short, fmt.Sprintf("skipped %d", l.Skipped))
	}
	return l, short
}

func (d *desk) check(r *Repo, want ...string) source.Listing {
	d.Helper()
	l, got := d.list(r)
	if diff := cmp.Diff(want, got); diff != "" {
		d.Errorf("listing (-want +got):\n%s", diff)
	}
	return l
}

func (d *desk) read(r *Repo, id, want string) {
	d.Helper()
	c, err := r.Read(d.Context(), source.Entry{ID: id})
	if err != nil || string(c.Data) != want {
		d.Errorf("%s: %q, %v", id, c.Data, err)
	}
}

func TestEntries(t *testing.T) {
	d := newDesk(t)
	first := d.commit("a.md", "one", "docs/دليل.txt", "نص", "docs/b c.md", "bee", "README", "read me", "Makefile", "all:", "x.png", "\x89PNG",
		".hidden.md", "no", ".github/x.md", "no", "big.md", strings.Repeat("a", 100), "empty.md", "")
	second := d.commit("a.md", "two")
	d.write("a.md", "not committed", "new.md", "not tracked")
	r := d.open(d.dir, Options{MaxSize: 50})
	l := d.check(r, "README 1h "+first[:7], "a.md 2h "+second[:7], "docs/b c.md 1h "+first[:7], "docs/دليل.txt 1h "+first[:7],
		"empty.md 1h "+first[:7], "problem big.md", "skipped 2")
	if !errors.Is(l.Problems[0].Err, source.ErrTooLarge) || !l.Unknown("big.md") || l.Unknown("a.md") || l.Partial {
		t.Errorf("problems %v", l.Problems)
	}
	d.read(r, "a.md", "two")
	d.read(r, "docs/دليل.txt", "نص")
	d.read(r, "empty.md", "")
	d.read(r, "docs/b c.md", "bee")
	if _, err := r.Read(t.Context(), source.Entry{ID: "new.md"}); err == nil {
		t.Error("a file that is not committed was read")
	}
	if e := l.Entries[2]; e.URI != "file://"+d.dir+"/docs/b%20c.md" || e.Size != 3 {
		t.Errorf("entry %+v", e)
	}
	d.check(d.open(filepath.Join(d.dir, "docs"), Options{}), "docs/b c.md 1h "+first[:7], "docs/دليل.txt 1h "+first[:7])
	d.check(d.open(d.dir, Options{Under: "docs/"}), "docs/b c.md 1h "+first[:7], "docs/دليل.txt 1h "+first[:7])
	d.check(d.open(d.dir, Options{Ref: first, Keep: func(p string) bool { return p == "a.md" }}), "a.md 1h "+first[:7])
	d.check(d.open(filepath.Join(d.dir, ".git"), Options{Keep: func(p string) bool { return p == "a.md" }}), "a.md 2h "+second[:7])
}

// What a merge, a move, a revert and a branch do to versions and dates.
func TestHistory(t *testing.T) {
	d := newDesk(t)
	d.commit("a.md", "1", "b.md", "1", "c.md", "1")
	d.git("checkout", "-q", "-b", "side")
	side := d.commit("b.md", "2", "c.md", "2")
	d.git("checkout", "-q", "main")
	d.commit("b.md", "3")
	d.git("merge", "-q", "--no-commit", "-s", "ours", "side")
	merged := d.commit("a.md", "evil", "b.md", "4", "c.md", "2")
	d.git("mv", "a.md", "z.md")
	moved := d.commit()
	r := d.open(d.dir, Options{})
	l := d.check(r, "b.md 4h "+merged[:7], "c.md 2h "+side[:7], "z.md 5h "+moved[:7])
	again := d.check(r, "b.md 4h "+merged[:7], "c.md 2h "+side[:7], "z.md 5h "+moved[:7])
	if diff := cmp.Diff(l, again); diff != "" {
		t.Errorf("two listings of one commit differ:\n%s", diff)
	}
	d.git("rm", "-q", "b.md")
	d.commit()
	d.check(r, "c.md 2h "+side[:7], "z.md 5h "+moved[:7])
	d.git("branch", "-D", "side")
	d.git("tag", "v1", merged)
	d.check(d.open(d.dir, Options{Ref: "v1"}), "a.md 4h "+merged[:7], "b.md 4h "+merged[:7], "c.md 2h "+side[:7])
}

func TestClone(t *testing.T) {
	d := newDesk(t)
	first := d.commit("a.md", "one", "b.md", "bee")
	r := d.clone(Options{})
	d.check(r, "a.md 1h "+first[:7], "b.md 1h "+first[:7])
	d.read(r, "a.md", "one")
	second := d.commit("a.md", "two")
	d.check(r, "a.md 2h "+second[:7], "b.md 1h "+first[:7])
	d.read(r, "a.md", "two")
	d.git("reset", "-q", "--hard", first) // history is rewritten
	third := d.commit("c.md", "see")
	d.check(r, "a.md 1h "+first[:7], "b.md 1h "+first[:7], "c.md 3h "+third[:7])
	for _, left := range []string{"shallow.lock", "refs/dalil/head.lock", "objects/pack/tmp_pack_x"} { // of a git that was killed
		if err := os.WriteFile(filepath.Join(r.dir, left), nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	fourth := d.commit("c.md", "sea")
	l := d.check(r, "a.md 1h "+first[:7], "b.md 1h "+first[:7], "c.md 4h "+fourth[:7])
	if want := "file://" + d.dir + "#c.md"; l.Entries[2].URI != want {
		t.Errorf("URI %s", l.Entries[2].URI)
	}
	d.check(d.clone(Options{Ref: "main", Under: "c.md"}), "c.md 4h "+fourth[:7])
	if _, err := d.clone(Options{Ref: "nowhere"}).Entries(t.Context()); err == nil {
		t.Error("a branch that is not there was listed")
	}
	if err := os.RemoveAll(d.dir); err != nil {
		t.Fatal(err)
	}
	if l, err := r.Entries(t.Context()); err == nil {
		t.Errorf("a repository that is gone lists %v", l)
	}
	d.read(r, "c.md", "sea")
}

// A copy of which only the newest commits are there knows no dates for what is older.
func TestShallow(t *testing.T) {
	d := newDesk(t)
	d.commit("a.md", "one")
	d.commit("b.md", "bee")
	last := d.commit("c.md", "see")
	dir := filepath.Join(t.TempDir(), "copy")
	d.git("clone", "-q", "--bare", "--depth=2", "file://"+d.dir, dir)
	d.check(d.open(dir, Options{}), "a.md ", "b.md ", "c.md 3h "+last[:7])
}

// Nothing that a repository brings is executed, followed or shown to git as an option.
func TestHostileRepository(t *testing.T) {
	d := newDesk(t)
	d.git("init", "-q", filepath.Join(d.dir, "sub"))
	d.write("sub/x.md", "x")
	d.git("-C", filepath.Join(d.dir, "sub"), "add", ".")
	d.git("-C", filepath.Join(d.dir, "sub"), "commit", "-q", "-m", "x")
	if err := os.Symlink("/etc/passwd", filepath.Join(d.dir, "passwd.txt")); err != nil {
		t.Skip(err)
	}
	d.commit("-x.md", "option", "--output=y.md", "option", "a\nb.md", "line", "\x01.md", "one", "c\xff.md", "bytes",
		"big.md", "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 9\n", ".gitattributes", "*.md filter=run diff=run\n")
	ran := filepath.Join(t.TempDir(), "ran")
	script := filepath.Join(t.TempDir(), "script")
	if err := os.WriteFile(script, []byte("#!/bin/sh\ntouch "+ran+"\n"), 0o700); err != nil {
		t.Fatal(err)
	}
	config := fmt.Sprintf("[core]\nfsmonitor=%[1]s\npager=%[1]s\nsshCommand=%[1]s\naskPass=%[1]s\nalternateRefsCommand=%[1]s\neditor=%[1]s\n"+
		"[filter \"run\"]\nsmudge=%[1]s\nprocess=%[1]s\n[diff]\nexternal=%[1]s\n[diff \"run\"]\ntextconv=%[1]s\ncommand=%[1]s\n"+
		"[gpg]\nprogram=%[1]s\n[credential]\nhelper=%[1]s\n[uploadpack]\npackObjectsHook=%[1]s\n[log]\nshowSignature=true\n"+
		"[remote \"origin\"]\nurl=ext::%[1]s\npromisor=true\n", script)
	known, err := os.ReadFile(filepath.Join(d.dir, ".git", "config"))
	if err != nil {
		t.Fatal(err)
	}
	d.write(".git/config", string(known)+config)
	for _, name := range []string{"GIT_DIR", "GIT_EXTERNAL_DIFF", "GIT_SSH_COMMAND", "GIT_PAGER"} {
		t.Setenv(name, script)
	}
	r, err := Open(t.Context(), d.dir, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	_, got := d.list(r)
	for i, line := range got {
		got[i], _, _ = strings.Cut(line, " 1h")
	}
	want := []string{"\x01.md", "--output=y.md", "-x.md", "a\nb.md", "big.md", "problem c\uFFFD.md"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("listing (-want +got):\n%s", diff)
	}
	d.read(r, "a\nb.md", "line")
	d.read(r, "--output=y.md", "option")
	if _, err := r.Read(t.Context(), source.Entry{ID: "big.md"}); !errors.Is(err, ErrLFS) {
		t.Errorf("error %v of a file in LFS", err)
	}
	blob := r.blobs["-x.md"].hash
	if err := os.Remove(filepath.Join(d.dir, ".git", "objects", blob[:2], blob[2:])); err != nil {
		t.Fatal(err)
	}
	r.reader.close()
	if c, err := r.Read(t.Context(), source.Entry{ID: "-x.md"}); err == nil {
		t.Errorf("a missing object: %q", c.Data)
	}
	d.read(r, "a\nb.md", "line")
	if _, err := os.Stat(ran); err == nil {
		t.Error("a program that the repository names was run")
	}
}

func TestOpenFails(t *testing.T) {
	d := newDesk(t)
	if _, err := Open(t.Context(), t.TempDir(), Options{}); !errors.Is(err, ErrNoRepo) {
		t.Errorf("an empty folder: %v", err)
	}
	if _, err := Open(t.Context(), filepath.Join(d.dir, "none"), Options{}); err == nil {
		t.Error("no folder: no error")
	}
	if _, err := Open(t.Context(), d.dir, Options{Program: "dalil-has-no-such-git"}); !errors.Is(err, ErrNoGit) {
		t.Errorf("no git: %v", err)
	}
	if l, err := d.open(d.dir, Options{}).Entries(t.Context()); err == nil {
		t.Errorf("a repository without commits lists %v", l)
	}
	for _, ref := range []string{"--output=x", "main..side", "a b", "a:b", "a@{1}", "HEAD~1", "*"} {
		if _, err := Open(t.Context(), d.dir, Options{Ref: ref}); err == nil {
			t.Errorf("%q was taken for a branch", ref)
		}
	}
}

func TestURLs(t *testing.T) {
	for raw, want := range map[string]string{
		"https://github.com/team/notes.git":    "https://github.com/team/notes.git",
		"https://ali:hunter2@example.org/n":    "https://example.org/n",
		"git@example.org:team/notes.git":       "ssh://example.org/team/notes.git",
		"ssh://git@example.org:2222/notes":     "ssh://example.org:2222/notes",
		"http://example.org/notes":             "",
		"file:///srv/notes":                    "",
		"/srv/notes":                           "",
		"../notes":                             "",
		"ext::sh -c touch% /tmp/x":             "",
		"--upload-pack=touch /tmp/x":           "",
		"ssh://-oProxyCommand=touch/x":         "",
		"ssh://-oProxyCommand=x@example.org/y": "",
		"-oProxyCommand=x@example.org:y":       "",
		"https:///notes":                       "",
		"https://example.org":                  "",
		"https://example.org/x?y":              "",
		"git://example.org/notes":              "",
		"https://ali:hunter2@exam ple.org/%zz": "",
	} {
		r, err := Clone(raw, t.TempDir(), Options{})
		switch {
		case want == "" && !errors.Is(err, ErrURL):
			t.Errorf("%q: %v", raw, err)
		case want != "" && (err != nil || r.name() != want):
			t.Errorf("%q: %v", raw, err)
		case err != nil && strings.Contains(err.Error(), "hunter2"):
			t.Errorf("error %v", err)
		}
	}
	if _, err := Clone("https://example.org/x", t.TempDir(), Options{Protocols: []string{"https", "ext"}}); !errors.Is(err, ErrURL) {
		t.Errorf("protocol ext: %v", err)
	}
}

// Credentials are in no argument; the environment has them.
func TestCredentials(t *testing.T) {
	r, err := Clone("https://ali:hunter2@example.org/notes", t.TempDir(), Options{})
	if err != nil {
		t.Fatal(err)
	}
	cmd := r.command(t.Context(), "fetch", r.remote.url)
	if args := strings.Join(cmd.Args, " "); strings.Contains(args, "hunter2") || strings.Contains(args, "ali") {
		t.Errorf("arguments %s", args)
	}
	env := strings.Join(cmd.Env, "\n")
	if !strings.Contains(env, "=http.https://example.org/notes.extraHeader") || !strings.Contains(env, "Authorization: Basic YWxpOmh1bnRlcjI=") {
		t.Errorf("environment %s", env)
	}
}

func TestQuiet(t *testing.T) {
	got := quiet([]string{"PATH=/bin", "GIT_DIR=/x", "https_proxy=x", "ALL_PROXY=x", "SSH_ASKPASS=x", "LC_MESSAGES=ar", "HOME=/h", "SSH_AUTH_SOCK=/s"})
	if diff := cmp.Diff([]string{"PATH=/bin", "HOME=/h", "SSH_AUTH_SOCK=/s"}, got); diff != "" {
		t.Error(diff)
	}
}

func TestLinks(t *testing.T) {
	for repository, want := range map[string]string{
		"https://github.com/team/notes.git": "https://github.com/team/notes/blob/c0/a/b%20%3F.md",
		"ssh://github.com/team/notes.git":   "https://github.com/team/notes/blob/c0/a/b%20%3F.md",
		"https://gitlab.com/a/b/notes/":     "https://gitlab.com/a/b/notes/-/blob/c0/a/b%20%3F.md",
		"https://codeberg.org/team/notes":   "https://codeberg.org/team/notes/src/commit/c0/a/b%20%3F.md",
		"https://git.example.org/notes":     "https://git.example.org/notes#a/b%20%3F.md",
	} {
		r := &Repo{remote: &remote{shown: repository}}
		if got := r.link("c0", "a/b ?.md"); got != want {
			t.Errorf("%s: %s", repository, got)
		}
	}
	r := &Repo{remote: &remote{}, opts: Options{Link: "https://wiki.example/{path}?at={commit}"}}
	if got := r.link("c0", "a.md"); got != "https://wiki.example/a.md?at=c0" {
		t.Errorf("own template: %s", got)
	}
}

// A git that hangs is ended with what it has started, in time.
func TestTimeouts(t *testing.T) {
	d := newDesk(t)
	d.commit("a.md", "one")
	script := filepath.Join(t.TempDir(), "git")
	if err := os.WriteFile(script, []byte("#!/bin/sh\nsleep 60 &\nsleep 60\n"), 0o700); err != nil {
		t.Fatal(err)
	}
	start := time.Now()
	if _, err := Open(t.Context(), d.dir, Options{Program: script, Timeout: 50 * time.Millisecond}); !errors.Is(err, ErrTimeout) {
		t.Errorf("error %v", err)
	}
	r := d.clone(Options{CloneTimeout: 50 * time.Millisecond, Program: script})
	if _, err := r.Entries(t.Context()); !errors.Is(err, ErrTimeout) {
		t.Errorf("error %v", err)
	}
	r = d.open(d.dir, Options{})
	d.list(r)
	r.reader.close()
	r.opts.Program, r.opts.Timeout = script, 50*time.Millisecond
	if _, err := r.Read(t.Context(), source.Entry{ID: "a.md"}); !errors.Is(err, ErrTimeout) {
		t.Errorf("error %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := r.Entries(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
	if took := time.Since(start); took > 5*time.Second {
		t.Errorf("it took %v", took)
	}
}

func TestDisk(t *testing.T) {
	d := newDesk(t)
	d.commit("a.md", "one")
	script := filepath.Join(t.TempDir(), "git")
	text := "#!/bin/sh\ncase \"$*\" in *' fetch '*) head -c 2000000 /dev/zero > '" + filepath.Join(t.TempDir(), "unused") + "'; cd \"$2\"; head -c 2000000 /dev/zero > x; sleep 60;; *) exec git \"$@\";; esac\n"
	if err := os.WriteFile(script, []byte(text), 0o700); err != nil {
		t.Fatal(err)
	}
	r := d.clone(Options{Program: script, MaxDisk: 1 << 20})
	if _, err := r.Entries(t.Context()); !errors.Is(err, source.ErrTooLarge) {
		t.Errorf("error %v", err)
	}
}

func TestFields(t *testing.T) {
	long := strings.Repeat("long/", 2000)
	r := bufio.NewReaderSize(strings.NewReader("a\x00"+long+"\x00\x00cut"), 16)
	for _, want := range []string{"a", long, ""} {
		if got, err := readField(r); got != want || err != nil {
			t.Errorf("%.20q, %v; want %.20q", got, err, want)
		}
	}
	if got, err := readField(r); !errors.Is(err, io.EOF) {
		t.Errorf("%q, %v", got, err)
	}
	if got, err := readField(bufio.NewReader(zeros{})); !errors.Is(err, errField) {
		t.Errorf("%d bytes, %v", len(got), err)
	}
}

// zeros gives digits without end.
type zeros struct{}

func (zeros) Read(p []byte) (int, error) { return copy(p, "000000000000000000000000"), nil }

// FuzzHeader: what is taken for the beginning of a commit has a hash and no time to come.
func FuzzHeader(f *testing.F) {
	f.Add("\x01" + strings.Repeat("a", 40) + "\t1700000000")
	f.Add("\x01x\t1")
	f.Fuzz(func(t *testing.T, field string) {
		c, ok := header(field)
		if ok && (len(c.commit) < 40 || c.time.After(time.Now())) {
			t.Errorf("%q: %+v", field, c)
		}
	})
}
