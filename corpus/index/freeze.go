package index

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

// Freeze puts the present state of a collection into the folder below dir that the collection has below an index's own: Open finds
// it there. Files that never change are linked where the file system can, so that it takes no room and next to no time;
// searches and writes go on. What is there already is an error.
func (ix *Index) Freeze(ctx context.Context, collection, dir string) error {
	c, err := ix.collection(collection, false)
	if err != nil {
		return err
	}
	if c.dir == "" {
		return fmt.Errorf("collection %q: it is in memory", collection)
	}
	to := filepath.Join(dir, "collections", filepath.Base(c.dir))
	if err := os.MkdirAll(filepath.Dir(to), 0o700); err != nil {
		return err
	}
	if err := os.Mkdir(to, 0o700); err != nil {
		return err
	}
	if err := guarded(func() error { return c.freeze(to) }); err != nil {
		return errors.Join(fmt.Errorf("collection %q: copying: %w", collection, err), os.RemoveAll(to))
	}
	return ctx.Err()
}

// freeze copies the state that the last write left. No other write goes on meanwhile, so that all of it is in files.
func (c *collection) freeze(to string) error {
	c.writer.Lock()
	defer c.writer.Unlock()
	s, err := c.snapshot()
	if err != nil {
		return err
	}
	defer s.Close()
	r := s.store.CopyReader() // which keeps the files from being merged away meanwhile
	err = r.CopyTo(&folder{from: c.dir, to: to})
	changes := fmt.Appendln(nil, s.books.Changes)
	return errors.Join(err, r.CloseCopyReader(), os.WriteFile(filepath.Join(to, lastFile), changes, 0o600))
}

// A folder is where scorch copies to.
type folder struct{ from, to string }

// GetWriter links a segment and returns nil, or returns the file into which to write. Scorch puts a folder before the name.
func (f *folder) GetWriter(path string) (io.WriteCloser, error) {
	name := filepath.Base(path)
	to := filepath.Join(f.to, name)
	if filepath.Ext(name) == ".zap" && os.Link(filepath.Join(f.from, name), to) == nil {
		return nil, nil
	}
	return os.OpenFile(to, os.O_CREATE|os.O_EXCL|os.O_RDWR, 0o600)
}
