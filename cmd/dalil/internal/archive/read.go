package archive

import (
	"archive/tar"
	"bufio"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
)

// maxManifest bounds the manifest: some hundred bytes a file, for half a million files.
const maxManifest = 64 << 20

// Extract writes the files of an archive below folder, which is there and empty, and returns the manifest after every file was held
// against it. After an error the folder may hold a part of the files.
func Extract(ctx context.Context, name, folder string) (*Manifest, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	z, err := gzip.NewReader(bufio.NewReaderSize(f, 1<<16))
	if err != nil {
		return nil, ErrNoArchive
	}
	root, err := os.OpenRoot(folder)
	if err != nil {
		return nil, err
	}
	defer root.Close()
	x := &extraction{root: root}
	manifest, err := x.run(ctx, tar.NewReader(z))
	if err == nil {
		// The rest of the file has gzip's own sum.
		if _, trailing := io.Copy(io.Discard, z); trailing != nil {
			err = damaged("%w", trailing)
		}
	}
	return manifest, err
}

// An extraction holds what was extracted so far.
type extraction struct {
	root  *os.Root
	files []File
}

// run reads entries up to the manifest, which is the last.
func (x *extraction) run(ctx context.Context, in *tar.Reader) (*Manifest, error) {
	for {
		h, err := in.Next()
		switch {
		case errors.Is(err, io.EOF):
			return nil, damaged("it ends before its manifest")
		case err != nil && len(x.files) == 0 && !errors.Is(err, io.ErrUnexpectedEOF):
			return nil, ErrNoArchive
		case err != nil:
			return nil, damaged("%w", err)
		case h.Name == manifestName:
			return x.check(in)
		case h.Typeflag != tar.TypeReg || !filepath.IsLocal(filepath.FromSlash(h.Name)):
			return nil, damaged("it holds %q, which no backup does", h.Name)
		}
		if err := x.file(ctx, h.Name, in); err != nil {
			return nil, err
		}
	}
}

// file writes one file.
func (x *extraction) file(ctx context.Context, name string, in io.Reader) error {
	at := filepath.FromSlash(name)
	if err := x.root.MkdirAll(filepath.Dir(at), 0o700); err != nil {
		return err
	}
	f, err := x.root.OpenFile(at, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	sum := sha256.New()
	source := &source{Reader: reader{ctx, in}}
	n, err := io.Copy(io.MultiWriter(f, sum), source)
	if source.err != nil && ctx.Err() == nil {
		err = damaged("%s: %w", name, source.err)
	}
	if err == nil {
		err = f.Sync()
	}
	x.files = append(x.files, File{Name: name, Size: n, Hash: hex.EncodeToString(sum.Sum(nil))})
	return errors.Join(err, f.Close())
}

// A source remembers the error of reading, which is the archive's fault, where one of writing is the disk's.
type source struct {
	io.Reader
	err error
}

// Read reads and remembers.
func (s *source) Read(p []byte) (int, error) {
	n, err := s.Reader.Read(p)
	if err != nil && !errors.Is(err, io.EOF) {
		s.err = err
	}
	return n, err
}

// check holds what was extracted against the manifest.
func (x *extraction) check(in io.Reader) (*Manifest, error) {
	m := new(Manifest)
	if err := json.NewDecoder(io.LimitReader(in, maxManifest)).Decode(m); err != nil {
		return nil, damaged("its manifest: %w", err)
	}
	if m.Format != format {
		return nil, damaged("it has format %d, this program reads %d", m.Format, format)
	}
	if len(m.Files) != len(x.files) {
		return nil, damaged("it holds %d files, not %d", len(x.files), len(m.Files))
	}
	for i, f := range x.files {
		if f != m.Files[i] {
			return nil, damaged("%s is not what was backed up", f.Name)
		}
	}
	return m, nil
}
