package source

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
)

// attempts is how often a file is read that is written to meanwhile.
const attempts = 3

// Read returns what is in an entry now. It reads at most the limit: a larger file, or one that has grown since it was
// listed, is ErrTooLarge. One that is written to while it is read is read again, and is ErrChanging when that goes on.
func (f *Folder) Read(ctx context.Context, e Entry) (Content, error) {
	err := ErrChanging
	for range attempts {
		if err := ctx.Err(); err != nil {
			return Content{}, err
		}
		var data []byte
		if data, err = f.read(e.ID); err == nil {
			return Content{Data: data}, nil
		}
		if !errors.Is(err, ErrChanging) {
			break
		}
	}
	return Content{}, fmt.Errorf("read %s: %w", e.ID, err)
}

// read reads a file once.
func (f *Folder) read(id string) ([]byte, error) {
	info, err := fs.Stat(f.fsys, id) // before opening: opening a named pipe waits for a writer
	if err != nil {
		return nil, plain(err)
	}
	if !info.Mode().IsRegular() {
		return nil, ErrSpecial
	}
	file, err := f.fsys.Open(id)
	if err != nil {
		return nil, plain(err)
	}
	defer file.Close()
	before, err := file.Stat()
	if err != nil {
		return nil, plain(err)
	}
	limit := f.opts.MaxSize
	if limit <= 0 {
		limit = DefaultMaxSize
	}
	data, err := readAtMost(file, before.Size(), limit)
	if err != nil {
		return nil, err
	}
	after, err := file.Stat()
	if err != nil {
		return nil, plain(err)
	}
	if after.Size() != before.Size() || !after.ModTime().Equal(before.ModTime()) {
		return nil, ErrChanging
	}
	return data, nil
}

// readAtMost reads size bytes or however many there are now, and refuses more than limit.
func readAtMost(r io.Reader, size, limit int64) ([]byte, error) {
	if size > limit {
		return nil, fmt.Errorf("%w: %s, the limit is %s; split it or raise the limit", ErrTooLarge, megabytes(size), megabytes(limit))
	}
	data := make([]byte, 0, size+1)
	for {
		n, err := r.Read(data[len(data):cap(data)])
		data = data[:len(data)+n]
		switch {
		case int64(len(data)) > limit:
			return nil, fmt.Errorf("%w: it grew beyond the limit of %s", ErrTooLarge, megabytes(limit))
		case errors.Is(err, io.EOF):
			return data, nil
		case err != nil:
			return nil, plain(err)
		}
		if len(data) == cap(data) {
			data = slices.Grow(data, 4096)
		}
	}
}

func megabytes(n int64) string {
	if n < 1<<20 {
		return fmt.Sprintf("%d bytes", n)
	}
	return fmt.Sprintf("%.1f MiB", float64(n)/(1<<20))
}
