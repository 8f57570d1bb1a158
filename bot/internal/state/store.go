package state

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

// Options say what holds where a server sets nothing. The zero value works.
type Options struct {
	StoreQuestions Keep // of servers that set nothing and of direct messages; "" means KeepGaps
	RetentionDays  int  // of answers, feedback and notes; 0 means 90
	AuditDays      int  // of the audit log; 0 means 365
	MaxAnswers     int  // answers kept of each server, the newest; 0 means 50,000
}

func (o Options) withDefaults() Options {
	if o.StoreQuestions == "" {
		o.StoreQuestions = KeepGaps
	}
	if o.RetentionDays == 0 {
		o.RetentionDays = 90
	}
	if o.AuditDays == 0 {
		o.AuditDays = 365
	}
	if o.MaxAnswers == 0 {
		o.MaxAnswers = 50_000
	}
	return o
}

// A Store is an open state file. It may be used by many goroutines at once: changes go through one connection, one after
// another, and readers see the last change that was finished.
type Store struct {
	path    string
	options Options
	write   *sql.DB // one connection
	read    *sql.DB
	brief   brief // what is not for the file
}

// Open opens the state file at a path, or makes it, its folder too, and brings it to the schema of this binary. A damaged
// file gives a DamagedError, one that a later version wrote a NewerError; neither changes it.
func Open(ctx context.Context, path string, o Options) (*Store, error) {
	if !o.StoreQuestions.valid() {
		return nil, fmt.Errorf("open state file %s: store_questions %q is none of none, gaps, all", path, o.StoreQuestions)
	}
	return open(ctx, path, o, migrations())
}

func open(ctx context.Context, path string, o Options, steps fs.FS) (*Store, error) {
	path, err := filepath.Abs(path)
	if err != nil {
		return nil, fmt.Errorf("open state file: %w", err)
	}
	if err := prepare(path); err != nil {
		return nil, fmt.Errorf("open state file %s: %w", path, err)
	}
	s := &Store{path: path, options: o.withDefaults()}
	if s.write, err = sql.Open("sqlite", dsn(path, writing)); err != nil {
		return nil, fmt.Errorf("open state file %s: %w", path, err)
	}
	s.write.SetMaxOpenConns(1)
	if s.read, err = sql.Open("sqlite", dsn(path, reading)); err != nil {
		return nil, errors.Join(fmt.Errorf("open state file %s: %w", path, err), s.write.Close())
	}
	s.read.SetMaxOpenConns(readers)
	s.read.SetMaxIdleConns(readers)
	if err := s.begin(ctx, steps); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

// begin makes sure that the file is whole and ours, and migrates it.
func (s *Store) begin(ctx context.Context, steps fs.FS) error {
	if err := s.check(ctx); err != nil {
		return s.fail("open", err)
	}
	if err := s.migrate(ctx, steps); err != nil {
		return s.fail("open", err)
	}
	return nil
}

// Path returns the absolute path of the state file.
func (s *Store) Path() string { return s.path }

// Close ends all work on the file. What was changed is in the file itself afterwards, -wal and -shm are gone.
func (s *Store) Close() error {
	err := errors.Join(s.read.Close(), s.write.Close())
	if err != nil {
		return fmt.Errorf("close state file %s: %w", s.path, err)
	}
	return nil
}

// Size returns the bytes on disk, with what is beside the file.
func (s *Store) Size() (int64, error) {
	var sum int64
	for _, suffix := range suffixes {
		info, err := os.Stat(s.path + suffix)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return 0, fmt.Errorf("measure state file: %w", err)
		}
		sum += info.Size()
	}
	return sum, nil
}

// change runs f in one transaction, which is undone where f returns an error.
func (s *Store) change(ctx context.Context, operation string, f func(*sql.Tx) error) error {
	tx, err := s.write.BeginTx(ctx, nil)
	if err != nil {
		return s.fail(operation, err)
	}
	if err := f(tx); err != nil {
		return s.fail(operation, errors.Join(err, undo(tx)))
	}
	return s.fail(operation, tx.Commit())
}

// undo rolls back. That a transaction is gone already, with its context, is no error.
func undo(tx *sql.Tx) error {
	if err := tx.Rollback(); !errors.Is(err, sql.ErrTxDone) {
		return err
	}
	return nil
}

// queries is what a statement can be run on.
type queries interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// rows runs a query and scans each row.
func rows(ctx context.Context, q queries, scan func(*sql.Rows) error, query string, args ...any) error {
	r, err := q.QueryContext(ctx, query, args...)
	if err != nil {
		return err
	}
	for r.Next() {
		if err := scan(r); err != nil {
			return errors.Join(err, r.Close())
		}
	}
	return errors.Join(r.Err(), r.Close())
}

// column runs a query for one column of text.
func column[T ~string](ctx context.Context, q queries, query string, args ...any) ([]T, error) {
	var all []T
	err := rows(ctx, q, func(r *sql.Rows) error {
		var v T
		err := r.Scan(&v)
		all = append(all, v)
		return err
	}, query, args...)
	return all, err
}

func millis(t time.Time) int64 { return t.UnixMilli() }

// moment is the reverse of millis, in UTC.
func moment(ms int64) time.Time { return time.UnixMilli(ms).UTC() }
