package state

import (
	"context"
	"database/sql"

	"github.com/dalil-bot/dalil/bot/internal/discord"
)

// maxPairs is how many collections a person can ask in direct messages.
const maxPairs = 10

// A Pair is a collection of a server's that somebody chose to ask in direct messages. Whether the person may still do so
// is to be checked at each question: membership, roles and Server.DMs change.
type Pair struct {
	Server     discord.ID
	Collection string
}

// Pairs returns what a person chose, by server and collection.
func (s *Store) Pairs(ctx context.Context, user discord.ID) ([]Pair, error) {
	var all []Pair
	err := rows(ctx, s.read, func(r *sql.Rows) error {
		var p Pair
		err := r.Scan(&p.Server, &p.Collection)
		all = append(all, p)
		return err
	}, "SELECT server, collection FROM dm WHERE user = ? ORDER BY server, collection", user)
	return all, s.fail("read choice for direct messages", err)
}

// AddPair adds to what a person chose; what was chosen already changes nothing. More than 10 are a LimitError.
func (s *Store) AddPair(ctx context.Context, user discord.ID, p Pair) error {
	if err := checkCollections([]string{p.Collection}); err != nil {
		return err
	}
	return s.change(ctx, "choose for direct messages", func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, "INSERT INTO dm (user, server, collection) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
			user, p.Server, p.Collection)
		if err != nil {
			return err
		}
		var n int
		err = tx.QueryRowContext(ctx, "SELECT count(*) FROM dm WHERE user = ?", user).Scan(&n)
		if err == nil && n > maxPairs {
			return &LimitError{What: "collections", Max: maxPairs}
		}
		return err
	})
}

// DropPair takes a collection out of what a person chose; with Collection "" all those of the server.
func (s *Store) DropPair(ctx context.Context, user discord.ID, p Pair) error {
	return s.change(ctx, "choose for direct messages", func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, "DELETE FROM dm WHERE user = ?1 AND server = ?2 AND (?3 = '' OR collection = ?3)",
			user, p.Server, p.Collection)
		return err
	})
}
