package state

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"github.com/dalil-bot/dalil/bot/internal/discord"
)

// A transaction of a sweep removes that many rows, or gives back that many pages of 4 KiB, at most, so that a question never
// waits long for it: 100 answers take about 30 ms, most of it to overwrite them.
const (
	sweepRows  = 100
	sweepPages = 256
)

// Swept is how many rows a sweep removed.
type Swept struct {
	Answers, Turns, Notes, Entries, Keys int
}

// Sweep removes what is too old or too much: answers and notes beyond their server's retention, with their messages and
// feedback; turns after 30 minutes; entries of the audit log beyond its retention; keys after a day; and what is beyond
// the number that is kept of each server. It also removes questions that the settings no longer keep. It is to run about
// hourly, and can be called off at any time.
func (s *Store) Sweep(ctx context.Context) (Swept, error) {
	var swept Swept
	now := time.Now()
	servers, err := s.holders(ctx)
	if err != nil {
		return swept, err
	}
	for _, id := range servers {
		if err := s.sweepServer(ctx, id, now, &swept); err != nil {
			return swept, err
		}
	}
	s.brief.dropTurns(func(h heldTurn) bool { return !h.turn.Time.After(now.Add(-TalkTime)) })
	err = s.sweepAll(ctx, []removal{
		{&swept.Turns, "turn", "made <= ?", []any{millis(now.Add(-TalkTime))}},
		{&swept.Keys, "once", "made <= ?", []any{millis(now.Add(-onceTime))}},
		{&swept.Entries, "audit", "made < ?", []any{millis(now.AddDate(0, 0, -s.options.AuditDays))}},
	})
	if err != nil {
		return swept, err
	}
	if err := s.shrink(ctx); err != nil {
		return swept, err
	}
	return swept, s.checkpoint(ctx)
}

// shrink gives the room of what was removed back to the disk.
func (s *Store) shrink(ctx context.Context) error {
	for free := -1; free != 0; {
		err := s.change(ctx, "give back room", func(tx *sql.Tx) error {
			if _, err := tx.ExecContext(ctx, fmt.Sprintf("PRAGMA incremental_vacuum(%d)", sweepPages)); err != nil {
				return err
			}
			before := free
			err := tx.QueryRowContext(ctx, "PRAGMA freelist_count").Scan(&free)
			if free == before {
				free = 0 // nothing moves, whatever the reason
			}
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// holders returns the servers of which there are rows, and "" for direct messages, in order.
func (s *Store) holders(ctx context.Context) ([]discord.ID, error) {
	all, err := column[discord.ID](ctx, s.read, `SELECT server FROM answer UNION SELECT server FROM turn UNION SELECT server FROM note
		UNION SELECT server FROM audit ORDER BY 1`)
	return all, s.fail("list servers", err)
}

func (s *Store) sweepServer(ctx context.Context, id discord.ID, now time.Time, swept *Swept) error {
	v, err := s.Server(ctx, id)
	if err != nil {
		return err
	}
	days := v.RetentionDays
	if days == 0 {
		days = s.options.RetentionDays
	}
	until := millis(now.AddDate(0, 0, -days))
	err = s.sweepAll(ctx, []removal{
		{&swept.Answers, "answer", "server = ? AND made < ?", []any{id, until}},
		{&swept.Notes, "note", "server = ? AND made < ?", []any{id, until}},
		{&swept.Answers, "answer", beyond("answer", "made"), []any{id, s.options.MaxAnswers}},
		{&swept.Notes, "note", beyond("note", "id"), []any{id, maxNotes}},
		{&swept.Entries, "audit", beyond("audit", "id"), []any{id, maxAudited}},
	})
	if err != nil {
		return err
	}
	return s.change(ctx, "forget questions", func(tx *sql.Tx) error { return s.keepOnly(ctx, tx, id, s.keeps(v)) })
}

// beyond selects the rows of a server after a number of the newest.
func beyond(table, order string) string {
	return "rowid IN (SELECT rowid FROM " + table +
		" WHERE server = ? ORDER BY " + order + " DESC, rowid DESC LIMIT -1 OFFSET ?)"
}

// A removal is what a sweep takes out of a table.
type removal struct {
	n            *int
	table, where string
	args         []any
}

func (s *Store) sweepAll(ctx context.Context, removals []removal) error {
	for _, r := range removals {
		for {
			n, err := s.sweepSome(ctx, r)
			if err != nil {
				return err
			}
			*r.n += n
			if n < sweepRows {
				break
			}
		}
	}
	return nil
}

func (s *Store) sweepSome(ctx context.Context, r removal) (int, error) {
	key := "rowid"
	if r.table == "once" {
		key = "key" // that table has no rowid
	}
	query := "DELETE FROM " + r.table + " WHERE " + key + " IN (SELECT " + key + " FROM " + r.table +
		" WHERE " + r.where + " LIMIT ?)"
	var n int
	err := s.change(ctx, "sweep", func(tx *sql.Tx) error {
		var err error
		n, err = affected(tx.ExecContext(ctx, query, append(r.args[:len(r.args):len(r.args)], sweepRows)...))
		return err
	})
	return n, err
}

// keepOnly removes from the file the words of a server's questions that are not to be kept.
func (s *Store) keepOnly(ctx context.Context, tx *sql.Tx, id discord.ID, keep Keep) error {
	if keep == KeepAll {
		return nil
	}
	which := noGap
	if keep == KeepNone {
		which = "asked <> ''"
		s.brief.dropAsked(func(o owner) bool { return o.server == id })
	}
	_, err := tx.ExecContext(ctx, "UPDATE answer SET asked = '', likeness = '' WHERE server = ? AND "+which, id)
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, "DELETE FROM turn WHERE server = ?", id)
	return err
}
