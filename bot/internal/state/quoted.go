package state

import (
	"context"
	"database/sql"
	"fmt"

	"github.com/dalil-bot/dalil/bot/internal/discord"
	"github.com/dalil-bot/dalil/qa"
)

// A Quoted is a document made of messages that an answer holds text of.
type Quoted struct {
	Collection, Doc string
	Hash            string // of the document's text when the answer was last held against it
}

// putQuoted says which documents an answer holds text of, instead of what was said before.
func putQuoted(ctx context.Context, tx *sql.Tx, answer string, all []Quoted) error {
	if _, err := tx.ExecContext(ctx, "DELETE FROM quoted WHERE answer = ?", answer); err != nil {
		return err
	}
	for _, q := range all {
		_, err := tx.ExecContext(ctx, `INSERT INTO quoted (answer, collection, doc, hash) VALUES (?, ?, ?, ?)
			ON CONFLICT DO UPDATE SET hash = excluded.hash`, answer, q.Collection, q.Doc, q.Hash)
		if err != nil {
			return err
		}
	}
	return nil
}

// AllQuoted returns the documents of a collection that answers hold text of, by name; one is there once for each of its
// hashes.
func (s *Store) AllQuoted(ctx context.Context, collection string) ([]Quoted, error) {
	var all []Quoted
	err := rows(ctx, s.read, func(r *sql.Rows) error {
		q := Quoted{Collection: collection}
		err := r.Scan(&q.Doc, &q.Hash)
		all = append(all, q)
		return err
	}, "SELECT DISTINCT doc, hash FROM quoted WHERE collection = ? ORDER BY doc, hash", collection)
	return all, s.fail("list quoted documents", err)
}

// Quoting returns the IDs of the answers that hold text of a document as it was with a hash, the oldest first.
func (s *Store) Quoting(ctx context.Context, q Quoted) ([]string, error) {
	all, err := column[string](ctx, s.read, `SELECT answer.id FROM quoted JOIN answer ON answer.id = quoted.answer
		WHERE quoted.collection = ? AND quoted.doc = ? AND quoted.hash = ? ORDER BY answer.made, answer.rowid`, q.Collection, q.Doc, q.Hash)
	return all, s.fail("list answers that quote", err)
}

// Strip keeps of an answer what is left of it now that a document has changed, and that it was held against the document
// with that hash. Words of the question stay as they are kept.
func (s *Store) Strip(ctx context.Context, id string, left *qa.Answer, held Quoted) error {
	r, err := encode(Answer{ID: id, Answer: left})
	if err != nil {
		return s.fail("keep what is left of an answer", err)
	}
	return s.change(ctx, "keep what is left of an answer", func(tx *sql.Tx) error {
		err := one(tx.ExecContext(ctx, "UPDATE answer SET body = ?, why = ? WHERE id = ?", r.body, r.why, id))
		if err == nil {
			_, err = tx.ExecContext(ctx, "UPDATE quoted SET hash = ? WHERE answer = ? AND collection = ? AND doc = ?",
				held.Hash, id, held.Collection, held.Doc)
		}
		return err
	})
}

// A Posted is an answer that others than its asker may see in a channel, with a collection of messages that it quotes.
type Posted struct {
	Answer     string
	Channel    discord.ID
	Collection string
}

// AllPosted returns what is posted in servers out of collections of messages, the oldest first.
func (s *Store) AllPosted(ctx context.Context) ([]Posted, error) {
	var all []Posted
	err := rows(ctx, s.read, func(r *sql.Rows) error {
		var p Posted
		err := r.Scan(&p.Answer, &p.Channel, &p.Collection)
		all = append(all, p)
		return err
	}, fmt.Sprintf(`SELECT answer.id, message.channel, quoted.collection FROM quoted
		JOIN answer ON answer.id = quoted.answer JOIN message ON message.answer = answer.id
		WHERE answer.private = 0 AND answer.server <> '' AND message.role = '%s'
		GROUP BY 1, 2, 3 ORDER BY answer.made, answer.rowid, 2, 3`, Sent))
	return all, s.fail("list posted answers", err)
}
