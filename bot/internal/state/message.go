package state

import (
	"context"
	"database/sql"

	"github.com/dalil-bot/dalil/bot/internal/discord"
)

// maxMessages is how many messages one answer can have: its parts, what was shared of it and the asker's own.
const maxMessages = 20

// A Role says what a message is to an answer.
type Role string

// The roles of messages.
const (
	Asked Role = "asked" // it holds the question
	Sent  Role = "sent"  // it holds the answer or a part of it
)

// A Message is one that belongs to an answer, so that an edit or a deletion of the one can be followed on the other.
type Message struct {
	ID      discord.ID
	Channel discord.ID
	Role    Role
}

// AddMessages says which messages belong to an answer. A message belongs to one answer, the last that it was added to. An
// answer that is not kept is ErrNotFound, and more than 20 messages are a LimitError.
func (s *Store) AddMessages(ctx context.Context, answer string, messages ...Message) error {
	return s.change(ctx, "keep messages", func(tx *sql.Tx) error {
		var id string
		if err := tx.QueryRowContext(ctx, "SELECT id FROM answer WHERE id = ?", answer).Scan(&id); err != nil {
			return err
		}
		for _, m := range messages {
			_, err := tx.ExecContext(ctx, `INSERT INTO message (id, channel, answer, role) VALUES (?, ?, ?, ?)
				ON CONFLICT (id) DO UPDATE SET channel = excluded.channel, answer = excluded.answer, role = excluded.role`,
				m.ID, m.Channel, answer, m.Role)
			if err != nil {
				return err
			}
		}
		var n int
		err := tx.QueryRowContext(ctx, "SELECT count(*) FROM message WHERE answer = ?", answer).Scan(&n)
		if err == nil && n > maxMessages {
			return &LimitError{What: "messages of an answer", Max: maxMessages}
		}
		return err
	})
}

// Messages returns the messages of an answer: those that hold the question, then those that hold the answer, each from the
// oldest on.
func (s *Store) Messages(ctx context.Context, answer string) ([]Message, error) {
	var all []Message
	err := rows(ctx, s.read, func(r *sql.Rows) error {
		var m Message
		err := r.Scan(&m.ID, &m.Channel, &m.Role)
		all = append(all, m)
		return err
	}, "SELECT id, channel, role FROM message WHERE answer = ? ORDER BY role, length(id), id", answer)
	return all, s.fail("list messages", err)
}

// AnswerOf returns the answer that a message belongs to, and what the message is to it, or ErrNotFound.
func (s *Store) AnswerOf(ctx context.Context, message discord.ID) (Answer, Role, error) {
	var id string
	var role Role
	err := s.read.QueryRowContext(ctx, "SELECT answer, role FROM message WHERE id = ?", message).Scan(&id, &role)
	if err != nil {
		return Answer{}, "", s.fail("find answer of message", err)
	}
	a, err := s.Answer(ctx, id)
	return a, role, err
}

// DropMessage says that a message is gone. One that belongs to no answer is no error.
func (s *Store) DropMessage(ctx context.Context, id discord.ID) error {
	return s.change(ctx, "drop message", func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, "DELETE FROM message WHERE id = ?", id)
		return err
	})
}
