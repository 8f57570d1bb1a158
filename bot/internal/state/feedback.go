package state

import (
	"context"
	"database/sql"
	"time"

	"github.com/dalil-bot/dalil/bot/internal/discord"
)

const maxReason = 2000 // bytes

// A Feedback is what one person thinks of an answer.
type Feedback struct {
	Answer string
	User   discord.ID
	Up     bool
	Reason string // may be ""
	Time   time.Time
}

// SetFeedback keeps what a person thinks, in the place of what the same one thought before. Time is not read, Reason is cut
// at 2,000 bytes. The first vote down makes a gap of the answer, the last one withdrawn takes it back. An answer that is
// not kept is ErrNotFound.
func (s *Store) SetFeedback(ctx context.Context, f Feedback) error {
	return s.change(ctx, "keep feedback", func(tx *sql.Tx) error {
		var of discord.ID
		if err := tx.QueryRowContext(ctx, "SELECT server FROM answer WHERE id = ?", f.Answer).Scan(&of); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, `INSERT INTO feedback (answer, user, up, reason, made) VALUES (?, ?, ?, ?, ?)
			ON CONFLICT DO UPDATE SET up = excluded.up, reason = excluded.reason, made = excluded.made`,
			f.Answer, f.User, f.Up, cut(f.Reason, maxReason), millis(time.Now()))
		if err != nil {
			return err
		}
		return s.keepQuestionOfGap(ctx, tx, of, f)
	})
}

// keepQuestionOfGap brings a question into the file when a vote down has made a gap of it, and out of it when no vote down
// is left, where the server keeps the questions of gaps only.
func (s *Store) keepQuestionOfGap(ctx context.Context, tx *sql.Tx, of discord.ID, f Feedback) error {
	v, err := server(ctx, tx, of)
	if err != nil || s.keeps(v) != KeepGaps {
		return err
	}
	if f.Up {
		return s.withdraw(ctx, tx, f.Answer)
	}
	held, ok := s.brief.askedOf(f.Answer)
	if !ok {
		return nil
	}
	_, err = tx.ExecContext(ctx, "UPDATE answer SET asked = ?, likeness = ? WHERE id = ? AND asked = ''",
		held.asked, held.likeness, f.Answer)
	return err
}

func (s *Store) withdraw(ctx context.Context, tx *sql.Tx, answer string) error {
	_, err := tx.ExecContext(ctx, "UPDATE answer SET asked = '', likeness = '' WHERE id = ? AND "+noGap, answer)
	return err
}

// noGap selects answers that are no gaps.
const noGap = `asked <> '' AND unanswered = 0
	AND NOT EXISTS (SELECT 1 FROM feedback WHERE feedback.answer = answer.id AND up = 0)`

// FeedbackOn returns what people think of an answer, oldest first.
func (s *Store) FeedbackOn(ctx context.Context, answer string) ([]Feedback, error) {
	var all []Feedback
	err := rows(ctx, s.read, func(r *sql.Rows) error {
		f := Feedback{Answer: answer}
		var made int64
		err := r.Scan(&f.User, &f.Up, &f.Reason, &made)
		f.Time = moment(made)
		all = append(all, f)
		return err
	}, "SELECT user, up, reason, made FROM feedback WHERE answer = ? ORDER BY made, user", answer)
	return all, s.fail("read feedback", err)
}

// A Count is how much went on in a server.
type Count struct {
	Answers    int // refusals too
	Unanswered int // refusals where there was something to look in
	Up, Down   int // votes
}

// Count returns how much went on in a server since then.
func (s *Store) Count(ctx context.Context, server discord.ID, since time.Time) (Count, error) {
	var c Count
	err := s.read.QueryRowContext(ctx, `SELECT count(*), coalesce(sum(unanswered), 0) FROM answer
		WHERE server = ? AND made >= ?`, server, millis(since)).Scan(&c.Answers, &c.Unanswered)
	if err != nil {
		return Count{}, s.fail("count answers", err)
	}
	err = s.read.QueryRowContext(ctx, `SELECT coalesce(sum(up), 0), coalesce(sum(1 - up), 0) FROM feedback
		JOIN answer ON answer.id = feedback.answer WHERE server = ? AND answer.made >= ?`,
		server, millis(since)).Scan(&c.Up, &c.Down)
	return c, s.fail("count votes", err)
}
