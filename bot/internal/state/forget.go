package state

import (
	"context"
	"database/sql"
	"time"

	"github.com/dalil-bot/dalil/bot/internal/discord"
)

// Forgotten is how much of a person's was removed.
type Forgotten struct {
	Turns     int // of conversations
	Questions int // words of them, and whose they were; the answers stay for their buttons
	Feedback  int
	Notes     int
	Pairs     int // chosen for direct messages
}

// Forget removes what is a person's: turns, the words of questions and who asked them, feedback, notes, and the choice for
// direct messages. Answers stay without a name. What the person did as a manager stays in the audit log, until it is too
// old.
func (s *Store) Forget(ctx context.Context, user discord.ID) (Forgotten, error) {
	var f Forgotten
	if user == "" {
		return f, nil // the asker of what was forgotten before
	}
	err := s.change(ctx, "forget", func(tx *sql.Tx) error {
		steps := []struct {
			n     *int
			query string
		}{
			{&f.Turns, "DELETE FROM turn WHERE asker = ?"},
			{&f.Questions, "UPDATE answer SET asked = '', likeness = '', asker = '' WHERE asker = ?"},
			{&f.Feedback, "DELETE FROM feedback WHERE user = ?"},
			{&f.Notes, "DELETE FROM note WHERE user = ?"},
			{&f.Pairs, "DELETE FROM dm WHERE user = ?"},
		}
		for _, step := range steps {
			n, err := affected(tx.ExecContext(ctx, step.query, user))
			if err != nil {
				return err
			}
			*step.n = n
		}
		f.Turns += s.brief.drop(func(o owner) bool { return o.user == user })
		return nil
	})
	if err != nil {
		return Forgotten{}, err
	}
	return f, s.checkpoint(ctx)
}

// checkpoint brings changes out of the -wal file into the main one and empties it, so that what was deleted is nowhere on
// disk. Where somebody reads at the moment it does what it can, and the next one does the rest.
func (s *Store) checkpoint(ctx context.Context) error {
	var busy, pages, moved int
	err := s.write.QueryRowContext(ctx, "PRAGMA wal_checkpoint(TRUNCATE)").Scan(&busy, &pages, &moved)
	return s.fail("clear log", err)
}

// MarkRemoved says that the bot was removed from a server now. Its settings and answers stay until they are purged; a
// second time changes nothing.
func (s *Store) MarkRemoved(ctx context.Context, id discord.ID) error {
	return s.change(ctx, "mark server as removed", func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `INSERT INTO server (id, removed) VALUES (?, ?)
			ON CONFLICT DO UPDATE SET removed = excluded.removed WHERE removed = 0`, id, millis(time.Now()))
		return err
	})
}

// MarkPresent says that the bot is in a server, again or still.
func (s *Store) MarkPresent(ctx context.Context, id discord.ID) error {
	v, err := s.Server(ctx, id)
	if err != nil || v.Removed.IsZero() {
		return err // nearly always, and at each start for each server
	}
	return s.change(ctx, "mark server as present", func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, "UPDATE server SET removed = 0 WHERE id = ?", id)
		return err
	})
}

// Overdue returns the servers that the bot was removed from at least that long ago, by ID. The caller removes their
// documents and then purges them, so that a process killed in between begins again.
func (s *Store) Overdue(ctx context.Context, grace time.Duration) ([]discord.ID, error) {
	all, err := column[discord.ID](ctx, s.read, "SELECT id FROM server WHERE removed <> 0 AND removed <= ? ORDER BY id", millis(time.Now().Add(-grace)))
	return all, s.fail("list removed servers", err)
}

// Purge removes all that is a server's: settings, channels, choices for direct messages, answers with messages and
// feedback, turns, notes and its audit log.
func (s *Store) Purge(ctx context.Context, id discord.ID) error {
	if id == "" {
		return nil // direct messages are no server's
	}
	err := s.change(ctx, "purge server", func(tx *sql.Tx) error {
		for _, query := range []string{
			"DELETE FROM server WHERE id = ?",
			"DELETE FROM dm WHERE server = ?",
			"DELETE FROM answer WHERE server = ?",
			"DELETE FROM turn WHERE server = ?",
			"DELETE FROM note WHERE server = ?",
			"DELETE FROM audit WHERE server = ?",
			"DELETE FROM registration WHERE scope = ?",
		} {
			if _, err := tx.ExecContext(ctx, query, id); err != nil {
				return err
			}
		}
		s.brief.drop(func(o owner) bool { return o.server == id })
		return nil
	})
	if err != nil {
		return err
	}
	return s.checkpoint(ctx)
}

// affected returns the number of rows that a statement changed.
func affected(r sql.Result, err error) (int, error) {
	if err != nil {
		return 0, err
	}
	n, err := r.RowsAffected()
	return int(n), err
}
