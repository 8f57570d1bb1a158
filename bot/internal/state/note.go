package state

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"github.com/dalil-bot/dalil/bot/internal/discord"
)

const (
	maxNote    = 8000 // bytes
	maxNotes   = 1000 // of a server, the newest
	maxEntries = 500  // notes or entries of the audit log returned at once
)

// A Note is what somebody wants the managers of a server to know.
type Note struct {
	ID      int64 // grows
	Server  discord.ID
	Channel discord.ID
	User    discord.ID
	Answer  string // that it is about; may be ""
	Text    string
	Time    time.Time
}

// AddNote keeps a note and reports whether it is the person's first about the answer; a second one is not kept. ID and Time
// are not read, Text is cut at 8,000 bytes.
func (s *Store) AddNote(ctx context.Context, n Note) (bool, error) {
	first := true
	err := s.change(ctx, "keep note", func(tx *sql.Tx) error {
		err := one(tx.ExecContext(ctx, `INSERT INTO note (server, channel, user, answer, body, made)
			VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
			n.Server, n.Channel, n.User, n.Answer, cut(n.Text, maxNote), millis(time.Now())))
		if errors.Is(err, ErrNotFound) {
			first = false
			return nil
		}
		return err
	})
	return first && err == nil, err
}

// Notes returns a server's notes with an ID below before, newest first, at most 500. 0 begins with the newest.
func (s *Store) Notes(ctx context.Context, server discord.ID, before int64, limit int) ([]Note, error) {
	var all []Note
	err := rows(ctx, s.read, func(r *sql.Rows) error {
		n := Note{Server: server}
		var made int64
		err := r.Scan(&n.ID, &n.Channel, &n.User, &n.Answer, &n.Text, &made)
		n.Time = moment(made)
		all = append(all, n)
		return err
	}, `SELECT id, channel, user, answer, body, made FROM note
		WHERE server = ?1 AND (?2 <= 0 OR id < ?2) ORDER BY id DESC LIMIT ?3`, server, before, page(limit))
	return all, s.fail("list notes", err)
}

// DropNote removes a note of a server that was dealt with. One that is not there is no error.
func (s *Store) DropNote(ctx context.Context, server discord.ID, id int64) error {
	return s.change(ctx, "drop note", func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, "DELETE FROM note WHERE server = ? AND id = ?", server, id)
		return err
	})
}

// page returns how many rows to read.
func page(limit int) int { return min(max(limit, 0), maxEntries) }
