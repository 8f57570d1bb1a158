package state

import (
	"context"
	"crypto/rand"
	"database/sql"
	"errors"
	"strings"
	"time"

	"github.com/dalil-bot/dalil/bot/internal/discord"
	"github.com/dalil-bot/dalil/qa"
)

const (
	// idLength characters of base32 are 50 random bits: among 50,000 answers the chance of guessing one is below 1 in
	// 20,000 million, and a custom id of 100 characters has much room left.
	idLength    = 10
	maxLikeness = 200 // bytes
	maxRecent   = 100 // answers returned at once
)

// An Answer is what was said to a question, for its buttons and for why.
type Answer struct {
	ID          string     // 10 lower-case letters and digits
	Server      discord.ID // "" for a direct message
	Channel     discord.ID
	Asker       discord.ID // "" after the asker had it forgotten
	Time        time.Time  // when it was added
	Question    string     // as it was asked; "" where it was not kept
	Likeness    string     // equal for questions that are alike; "" where the question was not kept
	Kept        bool       // whether words of the question were kept
	Collections []string   // that were asked
	Private     bool       // only the asker saw it
	Quoted      []Quoted   // documents made of messages that it holds text of; written, not read
	Answer      *qa.Answer // where the question was not kept, without its words in Question and Why.Analysis, Why.Terms
}

// AddAnswer keeps an answer and returns its new ID. Question, Likeness and the question's words in Answer are kept as far
// as the server's Keep allows; Kept and Time are not read. ID is read by ReplaceAnswer only. Of Answer.Why the first 10
// passages and 20 candidates are kept; an Answer that is larger than 256 KiB even without its Related and Near is a
// LimitError.
func (s *Store) AddAnswer(ctx context.Context, a Answer) (string, error) {
	r, err := encode(a)
	if err != nil {
		return "", s.fail("keep answer", err)
	}
	err = s.change(ctx, "keep answer", func(tx *sql.Tx) error {
		keep, err := s.keepsQuestion(ctx, tx, &r)
		if err != nil {
			return err
		}
		stored := r.as(keep)
		for { // a second round is as likely as guessing an ID
			a.ID = strings.ToLower(rand.Text()[:idLength])
			err := one(tx.ExecContext(ctx, `INSERT INTO answer (`+answerColumns+`, unanswered)
				VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING`,
				a.ID, a.Server, a.Channel, a.Asker, millis(time.Now()), stored.asked, stored.likeness, r.body, r.why,
				list(a.Collections), a.Private, r.unanswered))
			if errors.Is(err, ErrNotFound) {
				continue
			}
			if err == nil && !keep {
				s.hold(a, r)
			}
			if err == nil {
				err = putQuoted(ctx, tx, a.ID, a.Quoted)
			}
			return err
		}
	})
	if err != nil {
		return "", err
	}
	return a.ID, nil
}

// ReplaceAnswer puts another answer in the place of the one with a.ID, because its question was edited. Server, Channel,
// Asker, Time and messages stay, turns and feedback of the former one go.
func (s *Store) ReplaceAnswer(ctx context.Context, a Answer) error {
	r, err := encode(a)
	if err != nil {
		return s.fail("replace answer", err)
	}
	return s.change(ctx, "replace answer", func(tx *sql.Tx) error {
		err := tx.QueryRowContext(ctx, "SELECT server, asker FROM answer WHERE id = ?", a.ID).Scan(&a.Server, &a.Asker)
		if err != nil {
			return err
		}
		r.server = a.Server
		keep, err := s.keepsQuestion(ctx, tx, &r)
		if err != nil {
			return err
		}
		stored := r.as(keep)
		_, err = tx.ExecContext(ctx, `UPDATE answer SET asked = ?, likeness = ?, unanswered = ?, body = ?, why = ?,
			collections = ?, private = ? WHERE id = ?`, stored.asked, stored.likeness, r.unanswered, r.body, r.why,
			list(a.Collections), a.Private, a.ID)
		if err != nil {
			return err
		}
		s.brief.drop(func(o owner) bool { return o.answer == a.ID })
		if !keep {
			s.hold(a, r)
		}
		if err := putQuoted(ctx, tx, a.ID, a.Quoted); err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, "DELETE FROM feedback WHERE answer = ?1; DELETE FROM turn WHERE answer = ?1", a.ID)
		return err
	})
}

// keepsQuestion says whether the words of a question go into the file, and takes them out of r where not even memory may
// hold them.
func (s *Store) keepsQuestion(ctx context.Context, tx *sql.Tx, r *record) (bool, error) {
	v, err := server(ctx, tx, r.server)
	if err != nil {
		return false, err
	}
	switch s.keeps(v) {
	case KeepAll:
		return true, nil
	case KeepGaps:
		return r.unanswered, nil
	default:
		r.asked, r.likeness = "", ""
		return false, nil
	}
}

// hold keeps the words of a question in memory, for a vote that may make a gap of it.
func (s *Store) hold(a Answer, r record) {
	if r.asked != "" {
		s.brief.addAsked(heldAsked{owner{a.Server, a.Asker, a.ID}, r.asked, r.likeness})
	}
}

const answerColumns = `id, server, channel, asker, made, asked, likeness, body, why, collections, private`

// Answer returns the answer with an ID, or ErrNotFound.
func (s *Store) Answer(ctx context.Context, id string) (Answer, error) {
	a, err := scanAnswer(s.read.QueryRowContext(ctx, "SELECT "+answerColumns+" FROM answer WHERE id = ?", id))
	return a, s.fail("read answer", err)
}

// Recent returns a person's newest answers in a channel, newest first, at most 100.
func (s *Store) Recent(ctx context.Context, channel, asker discord.ID, limit int) ([]Answer, error) {
	var all []Answer
	err := rows(ctx, s.read, func(r *sql.Rows) error {
		a, err := scanAnswer(r)
		all = append(all, a)
		return err
	}, "SELECT "+answerColumns+" FROM answer WHERE asker = ? AND channel = ? ORDER BY made DESC, rowid DESC LIMIT ?",
		asker, channel, min(max(limit, 0), maxRecent))
	return all, s.fail("list answers", err)
}

// SetPrivate says who may see an answer from now on: only its asker, or all in its channel.
func (s *Store) SetPrivate(ctx context.Context, id string, private bool) error {
	return s.change(ctx, "share answer", func(tx *sql.Tx) error {
		return one(tx.ExecContext(ctx, "UPDATE answer SET private = ? WHERE id = ?", private, id))
	})
}

// DeleteAnswer forgets an answer with its messages, feedback, notes and turns. One that is not there is no error.
func (s *Store) DeleteAnswer(ctx context.Context, id string) error {
	return s.change(ctx, "delete answer", func(tx *sql.Tx) error {
		s.brief.drop(func(o owner) bool { return o.answer == id })
		_, err := tx.ExecContext(ctx, `DELETE FROM turn WHERE answer = ?1; DELETE FROM note WHERE answer = ?1;
			DELETE FROM answer WHERE id = ?1`, id)
		return err
	})
}

// one returns ErrNotFound where a statement changed no row.
func one(r sql.Result, err error) error {
	if err != nil {
		return err
	}
	n, err := r.RowsAffected()
	if err == nil && n == 0 {
		return ErrNotFound
	}
	return err
}

func scanAnswer(r scanner) (Answer, error) {
	var a Answer
	var made int64
	var rec record
	var collections string
	err := r.Scan(&a.ID, &a.Server, &a.Channel, &a.Asker, &made, &rec.asked, &rec.likeness, &rec.body, &rec.why,
		&collections, &a.Private)
	if err != nil {
		return Answer{}, err
	}
	a.Time, a.Likeness = moment(made), rec.likeness
	var failed error
	a.Collections, failed = unlist[string](collections)
	return a, errors.Join(failed, rec.decode(&a))
}
