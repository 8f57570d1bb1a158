package source

import (
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"
)

// A Folder is a tree of files. It is safe for concurrent use.
type Folder struct {
	fsys fs.FS
	root *os.Root // nil over an fs.FS
	uri  string   // prefix of every Entry.URI
	only string   // the one file it consists of, or ""
	opts Options
}

// NewFolder opens a directory, or a single file as a folder of one. Close it after use.
func NewFolder(name string, opts Options) (*Folder, error) {
	info, err := os.Stat(name)
	if err != nil {
		return nil, fmt.Errorf("open folder %s: %w", name, plain(err))
	}
	dir, only := name, ""
	if !info.IsDir() {
		dir, only = filepath.Split(filepath.Clean(name))
		if dir == "" {
			dir = "."
		}
	}
	abs, err := filepath.Abs(dir)
	if err != nil {
		return nil, fmt.Errorf("open folder %s: %w", name, err)
	}
	root, err := os.OpenRoot(abs)
	if err != nil {
		return nil, fmt.Errorf("open folder %s: %w", name, plain(err))
	}
	return &Folder{fsys: root.FS(), root: root, uri: fileURL(abs), only: only, opts: opts}, nil
}

// NewFS gives the files of an fs.FS, such as an embedded corpus. The name begins the URI of its entries.
func NewFS(fsys fs.FS, name string, opts Options) *Folder {
	return &Folder{fsys: fsys, uri: name + ":", opts: opts}
}

// Close gives up the directory.
func (f *Folder) Close() error {
	if f.root == nil {
		return nil
	}
	return f.root.Close()
}

// fileURL returns the URL of a directory, with a slash at its end.
func fileURL(abs string) string {
	p := strings.TrimSuffix(filepath.ToSlash(abs), "/") + "/"
	if !strings.HasPrefix(p, "/") {
		p = "/" + p // a drive letter
	}
	return (&url.URL{Scheme: "file", Path: p}).String()
}

// entryURI returns where the file with this ID is.
func (f *Folder) entryURI(id string) string {
	if f.root == nil {
		return f.uri + id
	}
	return f.uri + strings.TrimPrefix((&url.URL{Path: "/" + id}).EscapedPath(), "/")
}

// plain drops the operation and the path from a path error: the caller names both.
func plain(err error) error {
	if pe, ok := errors.AsType[*fs.PathError](err); ok {
		return pe.Err
	}
	return err
}
