package source

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"
)

// tree writes files below a new folder; a value that begins with "->" makes a link.
func tree(t *testing.T, files map[string]string) string {
	t.Helper()
	root := t.TempDir()
	for name, text := range files {
		p := filepath.Join(root, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(p), 0o755); err != nil {
			t.Fatal(err)
		}
		var err error
		if target, ok := strings.CutPrefix(text, "->"); ok {
			err = os.Symlink(target, p)
		} else {
			err = os.WriteFile(p, []byte(text), 0o644)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	return root
}

func list(t *testing.T, root string, opts Options) (*Folder, Listing) {
	t.Helper()
	f, err := NewFolder(root, opts)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	l, err := f.Entries(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return f, l
}

func ids(l Listing) []string {
	var out []string
	for _, e := range l.Entries {
		out = append(out, e.ID)
	}
	return out
}

func TestEntries(t *testing.T) {
	root := tree(t, map[string]string{
		"b.txt": "b", "a/z.MD": "z", "a/a.html": "a", "a-b.htm": "x", "sub/deep/er/n.markdown": "n",
		"photo.jpg": "jpg", "data.log": "a,b", "README": "plain words", "binary": "\x7fELF\x00\x01", "1. Intro": "text",
		".hidden.txt": "h", ".git/config.txt": "g", "~$lock.txt": "l", "b.txt~": "old", "#b.txt#": "auto", "x.tmp": "t",
		"empty": "", "empty.txt": "",
	})
	tests := []struct {
		name    string
		opts    Options
		want    []string
		skipped int
	}{
		{"known formats and text without extension", Options{},
			[]string{"1. Intro", "README", "a-b.htm", "a/a.html", "a/z.MD", "b.txt", "empty.txt", "sub/deep/er/n.markdown"}, 4},
		{"all files", Options{AllFiles: true},
			[]string{"1. Intro", "README", "a-b.htm", "a/a.html", "a/z.MD", "b.txt", "binary", "data.log", "empty", "empty.txt", "photo.jpg", "sub/deep/er/n.markdown"}, 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, l := list(t, root, tt.opts)
			if d := cmp.Diff(tt.want, ids(l)); d != "" {
				t.Error(d)
			}
			if l.Skipped != tt.skipped || len(l.Problems) != 0 {
				t.Errorf("skipped %d, want %d; problems %v", l.Skipped, tt.skipped, l.Problems)
			}
		})
	}
}

func TestEntriesLinks(t *testing.T) {
	out := tree(t, map[string]string{"secret.txt": "secret"})
	root := tree(t, map[string]string{
		"real/a.txt": "a", "in.txt": "->real/a.txt", "linked": "->real", "real/up": "->..", "real/self": "->.",
		"ring1.txt": "->ring2.txt", "ring2.txt": "->ring1.txt", "gone.txt": "->nothing.txt",
		"out.txt": "->" + filepath.Join(out, "secret.txt"), "outdir": "->" + out,
	})
	f, l := list(t, root, Options{})
	if d := cmp.Diff([]string{"in.txt", "real/a.txt"}, ids(l)); d != "" {
		t.Error(d)
	}
	want := map[string]error{
		"gone.txt": nil, "out.txt": ErrOutside, "outdir": ErrOutside, "real/self": ErrLoop, "real/up": ErrLoop,
		"ring1.txt": ErrLoop, "ring2.txt": ErrLoop,
	}
	for _, p := range l.Problems {
		cause, ok := want[p.Path]
		if !ok || cause != nil && !errors.Is(p, cause) {
			t.Errorf("problem %v, want %v", p, cause)
		}
		delete(want, p.Path)
	}
	if len(want) != 0 {
		t.Errorf("no problem reported for %v", want)
	}
	if c, err := f.Read(context.Background(), Entry{ID: "out.txt"}); err == nil {
		t.Errorf("read %q through a link that leads out", c.Data)
	}
	if c, err := f.Read(context.Background(), Entry{ID: "in.txt"}); err != nil || string(c.Data) != "a" {
		t.Errorf("read %q, %v through a link inside", c.Data, err)
	}
}

func TestEntriesOfAFile(t *testing.T) {
	root := tree(t, map[string]string{"a.txt": "a", "notes.log": "log"})
	f, l := list(t, filepath.Join(root, "notes.log"), Options{})
	if d := cmp.Diff([]string{"notes.log"}, ids(l)); d != "" {
		t.Fatal(d)
	}
	if c, err := f.Read(context.Background(), l.Entries[0]); err != nil || string(c.Data) != "log" {
		t.Errorf("read %q, %v", c.Data, err)
	}
}

func TestEntriesNotUTF8(t *testing.T) {
	root := t.TempDir()
	if err := os.WriteFile(filepath.Join(root, "caf\xe9.txt"), nil, 0o644); err != nil {
		t.Skip("the file system refuses names that are not UTF-8")
	}
	_, l := list(t, root, Options{})
	if len(l.Entries) != 0 || len(l.Problems) != 1 || !errors.Is(l.Problems[0], ErrName) {
		t.Errorf("entries %v, problems %v", l.Entries, l.Problems)
	}
}

func TestNewFolderErrors(t *testing.T) {
	_, err := NewFolder(filepath.Join(t.TempDir(), "nowhere"), Options{})
	if !errors.Is(err, fs.ErrNotExist) || !strings.Contains(err.Error(), "nowhere") {
		t.Errorf("error %v", err)
	}
}

func TestURI(t *testing.T) {
	root := tree(t, map[string]string{"a b/#1 50%.txt": "x"})
	_, l := list(t, root, Options{})
	if len(l.Entries) != 1 || !strings.HasSuffix(l.Entries[0].URI, "/a%20b/%231%2050%25.txt") || !strings.HasPrefix(l.Entries[0].URI, "file:///") {
		t.Errorf("entries %v", l.Entries)
	}
}

// badFS fails on one folder and one file.
type badFS struct{ fstest.MapFS }

func (b badFS) ReadDir(name string) ([]fs.DirEntry, error) {
	if name == "locked" {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrPermission}
	}
	return b.MapFS.ReadDir(name)
}

func TestNewFS(t *testing.T) {
	f := NewFS(badFS{fstest.MapFS{
		"ok.txt": {Data: []byte("fine")}, "locked/a.txt": {Data: []byte("a")}, "pipe.txt": {Mode: fs.ModeNamedPipe},
	}}, "sample", Options{})
	l, err := f.Entries(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	if len(l.Entries) != 1 || l.Entries[0].URI != "sample:ok.txt" {
		t.Errorf("entries %v", l.Entries)
	}
	want := []Problem{{"locked", fs.ErrPermission}, {"pipe.txt", ErrSpecial}}
	if d := cmp.Diff(want, l.Problems, cmp.Comparer(func(a, b error) bool { return a.Error() == b.Error() })); d != "" {
		t.Error(d)
	}
	if !l.Unknown("locked/a.txt") || !l.Unknown("pipe.txt") || l.Unknown("ok.txt") || l.Unknown("locked2") {
		t.Error("Unknown does not tell what the problems hide")
	}
	if c, err := f.Read(context.Background(), l.Entries[0]); err != nil || string(c.Data) != "fine" {
		t.Errorf("read %q, %v", c.Data, err)
	}
	if err := f.Close(); err != nil {
		t.Error(err)
	}
}

func TestReadLimit(t *testing.T) {
	root := tree(t, map[string]string{"small.txt": "12345", "big.txt": "123456"})
	f, l := list(t, root, Options{MaxSize: 5})
	for _, e := range l.Entries {
		c, err := f.Read(context.Background(), e)
		if e.ID == "small.txt" {
			if err != nil || string(c.Data) != "12345" {
				t.Errorf("read %q, %v", c.Data, err)
			}
		} else if !errors.Is(err, ErrTooLarge) || !strings.Contains(err.Error(), "big.txt") || !strings.Contains(err.Error(), "6 bytes, the limit is 5 bytes") {
			t.Errorf("error %v", err)
		}
	}
}

func TestReadAtMost(t *testing.T) {
	tests := []struct {
		name         string
		have         int
		stat, limit  int64
		wantTooLarge bool
	}{
		{"as listed", 100, 100, 100, false},
		{"grown within the limit", 9000, 100, 9000, false},
		{"grown beyond the limit", 9001, 100, 9000, true},
		{"shrunk", 10, 100, 100, false},
		{"size unknown", 5000, 0, 1 << 20, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			in := bytes.Repeat([]byte("x"), tt.have)
			got, err := readAtMost(bytes.NewReader(in), tt.stat, tt.limit)
			if errors.Is(err, ErrTooLarge) != tt.wantTooLarge {
				t.Fatalf("error %v", err)
			}
			if err == nil && !bytes.Equal(got, in) {
				t.Errorf("read %d bytes of %d", len(got), len(in))
			}
		})
	}
}

func TestContextEnds(t *testing.T) {
	f := NewFS(fstest.MapFS{"a.txt": {}}, "x", Options{})
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := f.Entries(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("Entries: %v", err)
	}
	if _, err := f.Read(ctx, Entry{ID: "a.txt"}); !errors.Is(err, context.Canceled) {
		t.Errorf("Read: %v", err)
	}
}

func TestAPartialListingKnowsNothingOfTheRest(t *testing.T) {
	l := Listing{Entries: []Entry{{ID: "new"}}}
	if l.Unknown("old") {
		t.Error("a whole listing does not know that an entry is gone")
	}
	if l.Partial = true; !l.Unknown("old") {
		t.Error("a partial listing takes an entry for gone")
	}
}

// growing files are longer each time that they are looked at while they are open, some number of times.
type growing struct {
	fstest.MapFS
	times int
}

type growingFile struct {
	fs.File
	fsys *growing
}

func (g *growing) Open(name string) (fs.File, error) {
	f, err := g.MapFS.Open(name)
	return growingFile{f, g}, err
}

func (f growingFile) Stat() (fs.FileInfo, error) {
	info, err := f.File.Stat()
	if f.fsys.times--; f.fsys.times < 0 {
		return info, err
	}
	return laterInfo{info, time.Unix(int64(f.fsys.times), 0)}, err
}

type laterInfo struct {
	fs.FileInfo
	at time.Time
}

func (i laterInfo) ModTime() time.Time { return i.at }

func TestReadWhileItIsWritten(t *testing.T) {
	for times, wrong := range map[int]bool{0: false, 2: false, 4: false, 100: true} {
		f := NewFS(&growing{fstest.MapFS{"a.txt": {Data: []byte("words")}}, times}, "x", Options{})
		c, err := f.Read(context.Background(), Entry{ID: "a.txt"})
		if errors.Is(err, ErrChanging) != wrong || !wrong && string(c.Data) != "words" {
			t.Errorf("a file that changes %d times: %q, %v", times, c.Data, err)
		}
	}
}
