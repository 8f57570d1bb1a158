package source

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
	"syscall"
	"unicode/utf8"
)

// A walk is one listing in the making.
type walk struct {
	*Folder
	Listing
	above []fs.FileInfo // the folders on the way down, to tell a loop
}

// Entries lists the files. The error is not nil only when ctx ends or the folder itself cannot be read; everything else
// that goes wrong is a Problem of the listing.
//
// Hidden and temporary files and folders are left out. A link to a file inside the folder is an entry. A link to a
// folder inside is not followed, because what is in it is listed where it really is; one to a folder that holds the link
// is a loop and a Problem, as is every link that leads out, an absolute one included.
func (f *Folder) Entries(ctx context.Context) (Listing, error) {
	w := &walk{Folder: f}
	if f.only != "" {
		w.file(f.only)
		return w.Listing, ctx.Err()
	}
	info, err := fs.Stat(f.fsys, ".")
	if err != nil {
		return Listing{}, fmt.Errorf("list folder %s: %w", f.uri, plain(err))
	}
	w.above = append(w.above, info)
	if err := w.dir(ctx, "."); err != nil {
		return Listing{}, fmt.Errorf("list folder %s: %w", f.uri, err)
	}
	slices.SortFunc(w.Listing.Entries, func(a, b Entry) int { return strings.Compare(a.ID, b.ID) })
	slices.SortFunc(w.Problems, func(a, b Problem) int { return strings.Compare(a.Path, b.Path) })
	return w.Listing, nil
}

// dir lists a directory and those below it.
func (w *walk) dir(ctx context.Context, dir string) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	list, err := fs.ReadDir(w.fsys, dir)
	if err != nil && dir == "." {
		return plain(err)
	}
	if err != nil {
		w.problem(dir, err) // what could be read before the error is listed all the same
	}
	for _, e := range list {
		if temporary(e.Name()) {
			continue
		}
		p := path.Join(dir, e.Name())
		if !utf8.ValidString(p) {
			w.problem(strings.ToValidUTF8(p, "\uFFFD"), ErrName)
			continue
		}
		if w.opts.excepted(p) {
			continue
		}
		if e.IsDir() {
			err = w.below(ctx, p)
		} else if e.Type()&fs.ModeSymlink != 0 {
			w.link(p)
		} else {
			w.file(p)
		}
		if err != nil && ctx.Err() != nil {
			return err
		}
	}
	return nil
}

// below lists a sub-folder.
func (w *walk) below(ctx context.Context, p string) error {
	info, err := fs.Stat(w.fsys, p)
	if err != nil {
		w.problem(p, err)
		return nil
	}
	w.above = append(w.above, info)
	defer func() { w.above = w.above[:len(w.above)-1] }()
	return w.dir(ctx, p)
}

// link lists a symbolic link when it leads to a file inside the folder.
func (w *walk) link(p string) {
	info, err := fs.Stat(w.fsys, p)
	switch {
	case err != nil:
		w.problem(p, w.linkError(p, err))
	case !info.IsDir():
		w.file(p)
	default:
		for _, above := range w.above {
			if os.SameFile(above, info) {
				w.problem(p, ErrLoop)
			}
		}
	}
}

// linkError says why a link cannot be followed. The error that os.Root gives for a way out has no name, so that is what
// remains when the others do not fit.
func (w *walk) linkError(p string, err error) error {
	target, rerr := fs.ReadLink(w.fsys, p)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("link to %s, which does not exist", target)
	case errors.Is(err, syscall.ELOOP):
		return ErrLoop
	case errors.Is(err, fs.ErrPermission), rerr != nil:
		return err
	}
	return fmt.Errorf("%w (to %s): add the folder it leads to instead", ErrOutside, target)
}

// file lists a regular file when its format is known.
func (w *walk) file(p string) {
	if !w.opts.chosen(p) {
		return
	}
	if !w.wanted(p) {
		w.Skipped++
		return
	}
	info, err := fs.Stat(w.fsys, p)
	switch {
	case err != nil:
		w.problem(p, err)
	case !info.Mode().IsRegular():
		w.problem(p, ErrSpecial)
	default:
		w.Listing.Entries = append(w.Listing.Entries, Entry{ID: p, URI: w.entryURI(p), Size: info.Size(), ModTime: info.ModTime()})
	}
}

// wanted reports whether a file is listed. One without extension, such as README, is when it begins like text.
func (w *walk) wanted(p string) bool {
	if w.opts.AllFiles || w.only != "" || Known(p) {
		return true
	}
	return extension(path.Base(p)) == "" && w.beginsLikeText(p)
}

// beginsLikeText reads the first bytes of a regular file: UTF-8 without NUL is text.
func (w *walk) beginsLikeText(p string) bool {
	info, err := fs.Stat(w.fsys, p)
	if err != nil || !info.Mode().IsRegular() || info.Size() == 0 {
		return false
	}
	file, err := w.fsys.Open(p)
	if err != nil {
		return false
	}
	defer file.Close()
	head := make([]byte, 512)
	n, err := io.ReadFull(file, head)
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) {
		return false
	}
	head = head[:n]
	for range utf8.UTFMax - 1 { // the last rune may be cut
		if len(head) > 0 && n == 512 && !utf8.Valid(head) {
			head = head[:len(head)-1]
		}
	}
	return utf8.Valid(head) && !slices.Contains(head, 0)
}

func (w *walk) problem(p string, err error) {
	w.Problems = append(w.Problems, Problem{Path: p, Err: plain(err)})
}
