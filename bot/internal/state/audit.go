package state

import (
	"context"
	"database/sql"
	"time"

	"github.com/dalil-bot/dalil/bot/internal/discord"
)

const (
	maxAction  = 100     // bytes
	maxDetail  = 2000    // bytes
	maxAudited = 100_000 // entries of a server, the newest
)

// An Entry of the audit log says who did what, when and where.
type Entry struct {
	ID      int64      // grows
	Server  discord.ID // "" for what concerns none
	Channel discord.ID // may be ""
	Actor   discord.ID // "" for the bot itself
	Action  string     // a code such as "channel.enable"
	Detail  string     // what was changed, without text of documents and questions
	Time    time.Time
}

// Audit appends to the audit log. ID and Time are not read; Action is cut at 100 bytes, Detail at 2,000. Entries are never
// changed, and go away with age or with their server only.
func (s *Store) Audit(ctx context.Context, e Entry) error {
	return s.change(ctx, "write audit log", func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `INSERT INTO audit (server, channel, actor, action, detail, made)
			VALUES (?, ?, ?, ?, ?, ?)`,
			e.Server, e.Channel, e.Actor, cut(e.Action, maxAction), cut(e.Detail, maxDetail), millis(time.Now()))
		return err
	})
}

// AuditLog returns a server's entries with an ID below before, newest first, at most 500. 0 begins with the newest.
func (s *Store) AuditLog(ctx context.Context, server discord.ID, before int64, limit int) ([]Entry, error) {
	var all []Entry
	err := rows(ctx, s.read, func(r *sql.Rows) error {
		e := Entry{Server: server}
		var made int64
		err := r.Scan(&e.ID, &e.Channel, &e.Actor, &e.Action, &e.Detail, &made)
		e.Time = moment(made)
		all = append(all, e)
		return err
	}, `SELECT id, channel, actor, action, detail, made FROM audit
		WHERE server = ?1 AND (?2 <= 0 OR id < ?2) ORDER BY id DESC LIMIT ?3`, server, before, page(limit))
	return all, s.fail("read audit log", err)
}
