package state

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"github.com/dalil-bot/dalil/bot/internal/discord"
)

// maxChannels is Discord's own bound of channels in a server.
const maxChannels = 500

// A Mode says when the bot answers in a channel.
type Mode string

// The modes of a channel.
const (
	Off      Mode = ""         // not at all: every channel until a manager enables it
	Commands Mode = "commands" // to commands
	Named    Mode = "named"    // also when it is mentioned or replied to
	Every    Mode = "every"    // to every question
)

// A Channel is what is set for one channel of a server. Threads have no settings of their own: theirs are the parent's.
type Channel struct {
	Server      discord.ID
	ID          discord.ID
	Mode        Mode
	Collections []string // that may be asked here; none for the server's; sorted
}

// Channel returns the settings of a channel: those of one that is off where nothing was set.
func (s *Store) Channel(ctx context.Context, server, id discord.ID) (Channel, error) {
	c, err := channel(ctx, s.read, server, id)
	return c, s.fail("read channel", err)
}

// Channels returns the channels of a server for which something is set, by ID.
func (s *Store) Channels(ctx context.Context, server discord.ID) ([]Channel, error) {
	var all []Channel
	err := rows(ctx, s.read, func(r *sql.Rows) error {
		c, err := scanChannel(r)
		all = append(all, c)
		return err
	}, "SELECT server, id, mode, collections FROM channel WHERE server = ? ORDER BY id", server)
	return all, s.fail("list channels", err)
}

// UpdateChannel reads the settings of a channel, lets f change Mode and Collections and writes them, with no other change
// in between. f must not use the Store. More than 500 channels of a server are a LimitError.
func (s *Store) UpdateChannel(ctx context.Context, server, id discord.ID, f func(*Channel) error) (Channel, error) {
	var c Channel
	err := s.change(ctx, "change channel", func(tx *sql.Tx) error {
		var err error
		if c, err = channel(ctx, tx, server, id); err != nil {
			return err
		}
		if err := f(&c); err != nil {
			return err
		}
		c.Server, c.ID, c.Collections = server, id, set(c.Collections)
		if err := c.check(); err != nil {
			return err
		}
		return putChannel(ctx, tx, c)
	})
	if err != nil {
		return Channel{}, err
	}
	return c, nil
}

// DropChannel forgets the settings of a channel that is gone.
func (s *Store) DropChannel(ctx context.Context, server, id discord.ID) error {
	return s.change(ctx, "drop channel", func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, "DELETE FROM channel WHERE server = ? AND id = ?", server, id)
		return err
	})
}

func (c Channel) check() error {
	switch c.Mode {
	case Off, Commands, Named, Every:
	default:
		return fmt.Errorf("mode %q is none of commands, named, every", c.Mode)
	}
	return checkCollections(c.Collections)
}

func putChannel(ctx context.Context, tx *sql.Tx, c Channel) error {
	if c.Mode == Off && len(c.Collections) == 0 {
		_, err := tx.ExecContext(ctx, "DELETE FROM channel WHERE server = ? AND id = ?", c.Server, c.ID)
		return err
	}
	if _, err := tx.ExecContext(ctx, "INSERT INTO server (id) VALUES (?) ON CONFLICT DO NOTHING", c.Server); err != nil {
		return err
	}
	_, err := tx.ExecContext(ctx, `INSERT INTO channel (server, id, mode, collections) VALUES (?, ?, ?, ?)
		ON CONFLICT DO UPDATE SET mode = excluded.mode, collections = excluded.collections`,
		c.Server, c.ID, c.Mode, list(c.Collections))
	if err != nil {
		return err
	}
	var n int
	err = tx.QueryRowContext(ctx, "SELECT count(*) FROM channel WHERE server = ?", c.Server).Scan(&n)
	if err == nil && n > maxChannels {
		return &LimitError{What: "channels", Max: maxChannels}
	}
	return err
}

func channel(ctx context.Context, q queries, server, id discord.ID) (Channel, error) {
	c, err := scanChannel(q.QueryRowContext(ctx,
		"SELECT server, id, mode, collections FROM channel WHERE server = ? AND id = ?", server, id))
	if errors.Is(err, sql.ErrNoRows) {
		return Channel{Server: server, ID: id}, nil
	}
	return c, err
}

func scanChannel(r scanner) (Channel, error) {
	var c Channel
	var collections string
	if err := r.Scan(&c.Server, &c.ID, &c.Mode, &collections); err != nil {
		return Channel{}, err
	}
	var err error
	c.Collections, err = unlist[string](collections)
	return c, err
}
