package state

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"time"
)

const (
	// onceTime is how long a key is known. Discord replays events of minutes, and an interaction lives for 15.
	onceTime = 24 * time.Hour
	maxKey   = 200 // bytes; a longer key stands for itself by its hash
)

// Once reports whether it is asked for a key for the first time within a day. Of several that ask at once, one is the
// first. The key of what somebody does to the outside world is asked for before it is done: a process that was killed in
// between leaves the thing undone rather than done twice.
func (s *Store) Once(ctx context.Context, key string) (bool, error) {
	now := time.Now()
	first := true
	err := s.change(ctx, "run once", func(tx *sql.Tx) error {
		err := one(tx.ExecContext(ctx, `INSERT INTO once (key, made) VALUES (?, ?)
			ON CONFLICT DO UPDATE SET made = excluded.made WHERE made <= ?`,
			short(key), millis(now), millis(now.Add(-onceTime))))
		if errors.Is(err, ErrNotFound) {
			first = false
			return nil
		}
		return err
	})
	return first && err == nil, err
}

// Undone says that what a key stands for was not done after all, for certain: whoever asks for the key next is the first.
func (s *Store) Undone(ctx context.Context, key string) error {
	return s.change(ctx, "undo", func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, "DELETE FROM once WHERE key = ?", short(key))
		return err
	})
}

func short(key string) string {
	if key != cut(key, maxKey) {
		sum := sha256.Sum256([]byte(key))
		return "sha256:" + hex.EncodeToString(sum[:])
	}
	return key
}

// Registration returns the hash of the commands that were registered last in a scope, such as a server or "global"; "" for
// none.
func (s *Store) Registration(ctx context.Context, scope string) (string, error) {
	var hash string
	err := s.read.QueryRowContext(ctx, "SELECT hash FROM registration WHERE scope = ?", short(scope)).Scan(&hash)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	return hash, s.fail("read command registration", err)
}

// SetRegistration keeps the hash of the commands that are registered in a scope now; "" for none.
func (s *Store) SetRegistration(ctx context.Context, scope, hash string) error {
	return s.change(ctx, "keep command registration", func(tx *sql.Tx) error {
		if hash == "" {
			_, err := tx.ExecContext(ctx, "DELETE FROM registration WHERE scope = ?", short(scope))
			return err
		}
		_, err := tx.ExecContext(ctx, `INSERT INTO registration (scope, hash) VALUES (?, ?)
			ON CONFLICT DO UPDATE SET hash = excluded.hash`, short(scope), cut(hash, maxKey))
		return err
	})
}
