package state

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
)

//go:embed migrations
var embedded embed.FS

// migrations returns the steps of the schema, as files NNNN_name.sql without gaps from 0001 on. A file that was released
// never changes: what follows goes into the next one.
func migrations() fs.FS {
	steps, err := fs.Sub(embedded, "migrations")
	if err != nil {
		panic(err) // the folder is embedded above
	}
	return steps
}

// migrate runs the steps that the file does not have yet, each in a transaction of its own with the new version.
func (s *Store) migrate(ctx context.Context, steps fs.FS) error {
	names, err := fs.Glob(steps, "*.sql")
	if err != nil {
		return err
	}
	var version int
	if err := s.write.QueryRowContext(ctx, "PRAGMA user_version").Scan(&version); err != nil {
		return err
	}
	if version > len(names) {
		return &NewerError{Path: s.path, Found: version, Known: len(names)}
	}
	for i := version; i < len(names); i++ {
		if err := s.step(ctx, steps, names[i], i+1); err != nil {
			return fmt.Errorf("migrate to version %d: %w", i+1, err)
		}
	}
	return nil
}

func (s *Store) step(ctx context.Context, steps fs.FS, name string, version int) error {
	var number int
	if _, err := fmt.Sscanf(name, "%04d_", &number); err != nil || number != version {
		return fmt.Errorf("step %s stands where number %04d belongs", name, version)
	}
	text, err := fs.ReadFile(steps, name)
	if err != nil {
		return err
	}
	tx, err := s.write.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	if err := run(ctx, tx, string(text), version); err != nil {
		return errors.Join(err, undo(tx))
	}
	return tx.Commit()
}

// run runs one step, unless another process was faster.
func run(ctx context.Context, tx *sql.Tx, text string, version int) error {
	var found int
	if err := tx.QueryRowContext(ctx, "PRAGMA user_version").Scan(&found); err != nil || found >= version {
		return err
	}
	mark := fmt.Sprintf(";\nPRAGMA application_id = %d;\nPRAGMA user_version = %d;", application, version)
	_, err := tx.ExecContext(ctx, text+mark)
	return err
}
