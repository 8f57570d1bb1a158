package state

import (
	"database/sql"
	"errors"
	"fmt"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// ErrNotFound is returned for an answer that is not kept, or no longer.
var ErrNotFound = errors.New("not found")

// A LimitError says that there would be more of something than is kept.
type LimitError struct {
	What string // plural, such as "roles"
	Max  int
}

func (e *LimitError) Error() string { return fmt.Sprintf("more than %d %s", e.Max, e.What) }

// A DamagedError says that a state file cannot be read, and what to do about it.
type DamagedError struct {
	Path string
	Err  error
}

func (e *DamagedError) Error() string {
	return fmt.Sprintf("state file %s is damaged (%v): stop dalil, move the file and those beside it that end in -wal and "+
		"-shm away, then put a backup in its place or start without one; settings of servers are set anew, documents are safe",
		e.Path, e.Err)
}

// Unwrap returns what SQLite said.
func (e *DamagedError) Unwrap() error { return e.Err }

// A NewerError says that a later version of Dalil has written the state file.
type NewerError struct {
	Path         string
	Found, Known int // versions of the schema
}

func (e *NewerError) Error() string {
	return fmt.Sprintf("state file %s has schema version %d and this dalil knows versions up to %d: "+
		"use the newer dalil that wrote it, or name another file", e.Path, e.Found, e.Known)
}

// fail returns err with what was done to which file. Damage and a full disk get their remedies.
func (s *Store) fail(operation string, err error) error {
	if err == nil {
		return nil
	}
	if errors.Is(err, sql.ErrNoRows) || errors.Is(err, ErrNotFound) {
		return fmt.Errorf("%s: %w", operation, ErrNotFound)
	}
	var e *sqlite.Error
	if errors.As(err, &e) {
		switch e.Code() & 0xff { // the low byte is the primary result code (sqlite.org/rescode.html)
		case sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB:
			return fmt.Errorf("%s: %w", operation, &DamagedError{Path: s.path, Err: err})
		case sqlite3.SQLITE_FULL:
			return fmt.Errorf("%s: no room on the disk of %s, make some: %w", operation, s.path, err)
		case sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM:
			return fmt.Errorf("%s: state file %s or its folder cannot be written, let dalil's user write both: %w",
				operation, s.path, err)
		}
		return fmt.Errorf("%s in state file %s: %w", operation, s.path, err)
	}
	return fmt.Errorf("%s: %w", operation, err)
}
