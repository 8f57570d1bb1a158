package archive

import (
	"archive/tar"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"time"
)

// A Writer writes an archive.
type Writer struct {
	path     string
	file     *os.File
	gzip     *gzip.Writer
	tar      *tar.Writer
	manifest Manifest
}

// Create begins an archive. It stands under its name only once Finish has returned; the file for it is the owner's alone.
func Create(name, program string) (*Writer, error) {
	f, err := os.OpenFile(name+".part", os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return nil, err
	}
	// More effort than the least gains little: a segment of 32.6 MB becomes 22.4 MB in 1.2 s, or 21.9 MB in 2.6 s.
	z, err := gzip.NewWriterLevel(f, gzip.BestSpeed)
	if err != nil {
		return nil, errors.Join(err, f.Close())
	}
	m := Manifest{Format: format, Made: time.Now().UTC().Truncate(time.Second), Program: program}
	return &Writer{path: name, file: f, gzip: z, tar: tar.NewWriter(z), manifest: m}, nil
}

// Add puts the files of a folder into the archive, under the same names below prefix, in the order of their names. Where skip is not
// nil, files and folders for whose name it returns true are left out. Links and other special files are too.
func (w *Writer) Add(ctx context.Context, folder, prefix string, skip func(name string) bool) error {
	return filepath.WalkDir(folder, func(at string, e fs.DirEntry, err error) error {
		if err != nil || ctx.Err() != nil {
			return errors.Join(err, ctx.Err())
		}
		rel, err := filepath.Rel(folder, at)
		if err != nil || rel == "." {
			return err
		}
		name := filepath.ToSlash(rel)
		switch {
		case skip != nil && skip(name) && e.IsDir():
			return fs.SkipDir
		case skip != nil && skip(name), e.IsDir(), !e.Type().IsRegular():
			return nil
		}
		return w.add(ctx, at, path.Join(prefix, name))
	})
}

// add puts one file into the archive. One that is gone meanwhile is passed over.
func (w *Writer) add(ctx context.Context, at, name string) error {
	f, err := os.Open(at)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return err
	}
	h := &tar.Header{Name: name, Mode: 0o600, Size: info.Size(), ModTime: info.ModTime().Truncate(time.Second), Typeflag: tar.TypeReg}
	if err := w.tar.WriteHeader(h); err != nil {
		return err
	}
	sum := sha256.New()
	n, err := io.CopyN(io.MultiWriter(w.tar, sum), reader{ctx, f}, info.Size())
	if errors.Is(err, io.EOF) {
		return fmt.Errorf("%s was cut short to %d bytes while it was read; try again", at, n)
	}
	if err != nil {
		return err
	}
	w.manifest.Files = append(w.manifest.Files, File{Name: name, Size: n, Hash: hex.EncodeToString(sum.Sum(nil))})
	return nil
}

// A reader ends with its context.
type reader struct {
	ctx context.Context
	io.Reader
}

// Read reads, unless the context has ended.
func (r reader) Read(p []byte) (int, error) {
	if err := r.ctx.Err(); err != nil {
		return 0, err
	}
	return r.Reader.Read(p)
}

// Finish writes the manifest, has everything reach the disk, and gives the archive its name.
func (w *Writer) Finish() (*Manifest, error) {
	raw, err := json.Marshal(w.manifest)
	if err == nil {
		h := &tar.Header{Name: manifestName, Mode: 0o600, Size: int64(len(raw)), ModTime: w.manifest.Made, Typeflag: tar.TypeReg}
		err = w.tar.WriteHeader(h)
	}
	if err == nil {
		_, err = w.tar.Write(raw)
	}
	if err == nil {
		err = errors.Join(w.tar.Close(), w.gzip.Close(), w.file.Sync())
	}
	if err != nil {
		return nil, errors.Join(err, w.Discard())
	}
	if err := w.file.Close(); err != nil {
		return nil, err
	}
	return &w.manifest, os.Rename(w.file.Name(), w.path)
}

// Discard gives an archive up.
func (w *Writer) Discard() error {
	return errors.Join(w.file.Close(), os.Remove(w.file.Name()))
}
