package archive

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func write(t *testing.T, dir string, files map[string]string) {
	t.Helper()
	for name, text := range files {
		at := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(at), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(at, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// read returns the files below a folder.
func read(t *testing.T, dir string) map[string]string {
	t.Helper()
	files := map[string]string{}
	err := filepath.Walk(dir, func(at string, info os.FileInfo, err error) error {
		if err != nil || info.IsDir() {
			return err
		}
		raw, err := os.ReadFile(at)
		rel, _ := filepath.Rel(dir, at)
		files[filepath.ToSlash(rel)] = string(raw)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// pack writes an archive of files and returns its name.
func pack(t *testing.T, files map[string]string) string {
	t.Helper()
	from, name := t.TempDir(), filepath.Join(t.TempDir(), "a.tar.gz")
	write(t, from, files)
	w, err := Create(name, "test")
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Add(t.Context(), from, "", func(name string) bool { return strings.HasPrefix(name, "not") }); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(name); err == nil {
		t.Error("the archive has its name before it is finished")
	}
	if _, err := w.Finish(); err != nil {
		t.Fatal(err)
	}
	return name
}

func sample() map[string]string {
	return map[string]string{"a.txt": "one", "b/c/d.bin": strings.Repeat("\x00two", 9000), "empty": "", "ü/نص.txt": "three"}
}

func TestArchiveComesBack(t *testing.T) {
	files := sample()
	files["not/this"], files["not"+"-that"] = "x", "y"
	name, to := pack(t, files), t.TempDir()
	m, err := Extract(t.Context(), name, to)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(sample(), read(t, to)); diff != "" {
		t.Errorf("files (-want +got):\n%s", diff)
	}
	if len(m.Files) != 4 || m.Bytes() != 3+5+36000 || m.Program != "test" || m.Made.IsZero() {
		t.Errorf("manifest: %+v", m)
	}
	if info, err := os.Stat(name); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("others may read the archive: %v, %v", info.Mode(), err)
	}
	if _, err := Extract(t.Context(), name, to); err == nil {
		t.Error("files are extracted over others")
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Extract(ctx, name, t.TempDir()); !errors.Is(err, context.Canceled) {
		t.Errorf("called off: %v", err)
	}
}

func TestArchiveDamaged(t *testing.T) {
	whole, err := os.ReadFile(pack(t, sample()))
	if err != nil {
		t.Fatal(err)
	}
	try := func(raw []byte) error {
		name := filepath.Join(t.TempDir(), "x")
		if err := os.WriteFile(name, raw, 0o600); err != nil {
			t.Fatal(err)
		}
		_, err := Extract(t.Context(), name, t.TempDir())
		return err
	}
	told := func(err error) bool { return errors.Is(err, ErrDamaged) || errors.Is(err, ErrNoArchive) }
	for n := 0; n < len(whole); n += 31 {
		if err := try(whole[:n]); !told(err) {
			t.Errorf("cut short to %d of %d bytes: %v", n, len(whole), err)
		}
	}
	for at := 10; at < len(whole); at += 29 {
		garbled := bytes.Clone(whole)
		garbled[at] ^= 0x55
		if err := try(garbled); !told(err) {
			t.Errorf("byte %d of %d garbled: %v", at, len(whole), err)
		}
	}
	if err := try([]byte("just some text")); !errors.Is(err, ErrNoArchive) {
		t.Errorf("another file: %v", err)
	}
}

func TestArchiveOfAnother(t *testing.T) {
	tests := []struct {
		name    string
		entries []tar.Header
	}{
		{"no manifest", []tar.Header{{Name: "a", Typeflag: tar.TypeReg}}},
		{"out of the folder", []tar.Header{{Name: "../a", Typeflag: tar.TypeReg}}},
		{"absolute", []tar.Header{{Name: "/tmp/a", Typeflag: tar.TypeReg}}},
		{"a link", []tar.Header{{Name: "a", Linkname: "/etc/passwd", Typeflag: tar.TypeSymlink}}},
		{"a hard link", []tar.Header{{Name: "a", Linkname: "b", Typeflag: tar.TypeLink}}},
		{"twice", []tar.Header{{Name: "a", Typeflag: tar.TypeReg}, {Name: "a", Typeflag: tar.TypeReg}}},
		{"an empty manifest", []tar.Header{{Name: manifestName, Typeflag: tar.TypeReg}}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			name, to := filepath.Join(t.TempDir(), "x"), t.TempDir()
			f, err := os.Create(name)
			if err != nil {
				t.Fatal(err)
			}
			z := gzip.NewWriter(f)
			w := tar.NewWriter(z)
			for _, h := range tt.entries {
				if err := w.WriteHeader(&h); err != nil {
					t.Fatal(err)
				}
			}
			if err := errors.Join(w.Close(), z.Close(), f.Close()); err != nil {
				t.Fatal(err)
			}
			if _, err := Extract(t.Context(), name, to); err == nil {
				t.Error("it is taken")
			}
		})
	}
}

func TestDiscard(t *testing.T) {
	dir := t.TempDir()
	w, err := Create(filepath.Join(dir, "a"), "test")
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Discard(); err != nil {
		t.Fatal(err)
	}
	if left := read(t, dir); len(left) > 0 {
		t.Errorf("%v are left", left)
	}
}
