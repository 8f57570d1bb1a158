package index

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"runtime/debug"
	"syscall"

	"github.com/dalil-bot/dalil/corpus"
)

// ErrClosed is returned by the methods of an index that was closed.
var ErrClosed = errors.New("the index is closed")

// A LockedError says that another process owns the index.
type LockedError struct {
	Dir string
	PID int // of that process; 0 where it cannot be told
}

func (e *LockedError) Error() string {
	if e.PID == 0 {
		return fmt.Sprintf("index %s: another process has it open; stop that one first, or name another index", e.Dir)
	}
	return fmt.Sprintf("index %s: process %d has it open; stop that one first, or name another index", e.Dir, e.PID)
}

// A VersionError says that a collection was written by another version of the program and has to be built anew.
type VersionError struct {
	Collection string
	Dir        string
	Have, Want string // format and analyser, as "format 1, terms 2"
	Terms      bool   // its format is this program's: a Rebuild can take all of its documents over
}

func (e *VersionError) Error() string {
	return fmt.Sprintf("index %s: collection %q was built with %s, this program needs %s; rebuild it with: dalil index --rebuild --collection %s DIR",
		e.Dir, e.Collection, e.Have, e.Want, e.Collection)
}

// A DamagedError says that a collection's files are not what was written.
type DamagedError struct {
	Collection string
	Dir        string
	Err        error
}

func (e *DamagedError) Error() string {
	return fmt.Sprintf("index %s: collection %q is damaged (%v); rebuild it out of its documents with: dalil index --rebuild --collection %s DIR",
		e.Dir, e.Collection, e.Err, e.Collection)
}

func (e *DamagedError) Unwrap() error { return e.Err }

// guarded runs f and turns a panic into an error: scorch indexes into mapped files without checking what stands there, and
// a file that was cut short faults when it is read.
func guarded(f func() error) (err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		if r := recover(); r != nil {
			err = &panicError{r}
		}
	}()
	return f()
}

// A panicError is a recovered panic.
type panicError struct{ value any }

func (e *panicError) Error() string { return fmt.Sprintf("unreadable files: %v", e.value) }

// An unreadableError is about records that are missing or not what was written.
type unreadableError struct{ error }

func (e *unreadableError) Unwrap() error { return e.error }

func unreadable(format string, args ...any) error {
	return &unreadableError{fmt.Errorf(format, args...)}
}

// explain says of which collection an error of reading is. The collection is damaged, unless the error is of those that an
// undamaged one gives: scorch passes on what its libraries say of garbled bytes, in no particular form.
func (c *collection) explain(err error) error {
	if err == nil {
		return nil
	}
	for _, sound := range []error{corpus.ErrNotFound, ErrClosed, context.Canceled, context.DeadlineExceeded, fs.ErrPermission} {
		if errors.Is(err, sound) {
			return fmt.Errorf("collection %q: %w", c.name, err)
		}
	}
	if _, ok := errors.AsType[syscall.Errno](err); ok {
		return fmt.Errorf("collection %q: %w", c.name, err) // such as too many open files
	}
	return &DamagedError{Collection: c.name, Dir: c.dir, Err: err}
}
