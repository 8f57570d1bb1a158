package state

import (
	"context"
	"database/sql"
	"encoding/json"
	"slices"
	"time"

	"github.com/dalil-bot/dalil/bot/internal/discord"
	"github.com/dalil-bot/dalil/qa"
)

const (
	// TalkTime is how long a turn is remembered.
	TalkTime = 30 * time.Minute
	// TalkTurns is how many turns of a conversation are remembered, the newest.
	TalkTurns = 6

	maxTurnQuestion = 4000 // bytes
	maxTurnItems    = 50
	maxTurnItem     = 300 // bytes
)

// A Talk names a conversation: a thread or a direct-message channel, or one person in a channel.
type Talk struct {
	Server  discord.ID // "" for direct messages
	Channel discord.ID
	User    discord.ID // "" where all who write there share the conversation
}

// A Turn is a question of a conversation with what was answered.
type Turn struct {
	qa.Turn
	Answer string     // the ID of the Answer, with which the turn goes away
	Asker  discord.ID // who asked, and can have it forgotten
	Time   time.Time  // when it was added
}

// AddTurn remembers a turn for 30 minutes, as long as fewer than 6 came after it. It outlives a restart where the server
// keeps all questions; else it is in memory only. Time is not read. A question is cut at 4,000 bytes, items after the
// 50th are left out.
func (s *Store) AddTurn(ctx context.Context, t Talk, turn Turn) error {
	turn.Time = moment(millis(time.Now()))
	turn.Question = cut(turn.Question, maxTurnQuestion)
	turn.Items = slices.Clone(turn.Items[:min(len(turn.Items), maxTurnItems)])
	for i, item := range turn.Items {
		turn.Items[i] = cut(item, maxTurnItem)
	}
	body, err := json.Marshal(turn.Turn)
	if err != nil {
		return s.fail("remember turn", err)
	}
	return s.change(ctx, "remember turn", func(tx *sql.Tx) error {
		v, err := server(ctx, tx, t.Server)
		if err != nil {
			return err
		}
		if s.keeps(v) != KeepAll {
			s.brief.addTurn(t, turn)
			return nil
		}
		return putTurn(ctx, tx, t, turn, string(body))
	})
}

func putTurn(ctx context.Context, tx *sql.Tx, t Talk, turn Turn, body string) error {
	_, err := tx.ExecContext(ctx, `INSERT INTO turn (server, channel, user, asker, answer, made, body)
		VALUES (?, ?, ?, ?, ?, ?, ?)`, t.Server, t.Channel, t.User, turn.Asker, turn.Answer, millis(turn.Time), body)
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, `DELETE FROM turn WHERE id IN (SELECT id FROM turn
		WHERE server = ? AND channel = ? AND user = ? ORDER BY id DESC LIMIT -1 OFFSET ?)`,
		t.Server, t.Channel, t.User, TalkTurns)
	return err
}

// Turns returns what is remembered of a conversation, oldest first.
func (s *Store) Turns(ctx context.Context, t Talk) ([]Turn, error) {
	since := time.Now().Add(-TalkTime)
	var turns []Turn
	err := rows(ctx, s.read, func(r *sql.Rows) error {
		var turn Turn
		var made int64
		var body string
		if err := r.Scan(&turn.Asker, &turn.Answer, &made, &body); err != nil {
			return err
		}
		turn.Time = moment(made)
		turns = append(turns, turn)
		return json.Unmarshal([]byte(body), &turns[len(turns)-1].Turn)
	}, `SELECT asker, answer, made, body FROM turn WHERE server = ? AND channel = ? AND user = ? AND made > ?
		ORDER BY id`, t.Server, t.Channel, t.User, millis(since))
	if err != nil {
		return nil, s.fail("recall turns", err)
	}
	// Both hold turns only where the setting changed within the last half hour.
	turns = append(turns, s.brief.talk(t, since)...)
	slices.SortStableFunc(turns, func(a, b Turn) int { return a.Time.Compare(b.Time) })
	return turns[max(0, len(turns)-TalkTurns):], nil
}

// EndTalk forgets a conversation.
func (s *Store) EndTalk(ctx context.Context, t Talk) error {
	return s.change(ctx, "forget turns", func(tx *sql.Tx) error {
		s.brief.dropTurns(func(h heldTurn) bool { return h.talk == t })
		_, err := tx.ExecContext(ctx, "DELETE FROM turn WHERE server = ? AND channel = ? AND user = ?",
			t.Server, t.Channel, t.User)
		return err
	})
}
