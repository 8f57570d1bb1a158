package state

import (
	"fmt"
	"testing"
	"time"

	"github.com/dalil-bot/dalil/bot/internal/discord"
	"github.com/dalil-bot/dalil/qa"
)

// fill puts something of everything into a server.
func fill(t *testing.T, s *Store, server, user discord.ID) string {
	t.Helper()
	got(s.UpdateChannel(t.Context(), server, "20", func(c *Channel) error { c.Mode = Named; return nil }))(t)
	a := asks(server, answered())
	a.Asker = user
	a.Question = "Where does " + string(user) + " live?"
	id := got(s.AddAnswer(t.Context(), a))(t)
	must(t, s.AddMessages(t.Context(), id, Message{ID: discord.ID(id), Channel: "20", Role: Sent}))
	must(t, s.SetFeedback(t.Context(), Feedback{Answer: id, User: user, Reason: "reason of " + string(user)}))
	turn := Turn{Turn: qa.Turn{Question: "turn of " + string(user)}, Answer: id, Asker: user}
	must(t, s.AddTurn(t.Context(), Talk{Server: server, Channel: "20"}, turn))
	got(s.AddNote(t.Context(), Note{Server: server, User: user, Answer: id, Text: "note of " + string(user)}))(t)
	must(t, s.AddPair(t.Context(), user, Pair{Server: server, Collection: "harbour"}))
	must(t, s.Audit(t.Context(), Entry{Server: server, Actor: user, Action: "x"}))
	return id
}

func TestForget(t *testing.T) {
	for _, keep := range []Keep{KeepNone, KeepGaps, KeepAll} {
		t.Run(string(keep), func(t *testing.T) {
			s := opened(t, Options{StoreQuestions: keep})
			mine, theirs := fill(t, s, "10", "user30"), fill(t, s, "10", "user31")
			one := Forgotten{Turns: 1, Questions: 1, Feedback: 1, Notes: 1, Pairs: 1}
			same(t, "counts", got(s.Forget(t.Context(), "user30"))(t), one)
			same(t, "again", got(s.Forget(t.Context(), "user30"))(t), Forgotten{})
			same(t, "nobody", got(s.Forget(t.Context(), ""))(t), Forgotten{})
			a := got(s.Answer(t.Context(), mine))(t)
			same(t, "answer", []any{a.Asker, a.Question, a.Kept, a.Likeness}, []any{discord.ID(""), "", false, ""})
			same(t, "buttons", a.Answer.Quotes, answered().Quotes)
			for _, text := range []string{"Where does user30", "reason of user30", "turn of user30", "note of user30"} {
				same(t, text+" on disk", onDisk(t, s, text), false)
			}
			same(t, "turns", questions(t, s, Talk{Server: "10", Channel: "20"}), "turn of user31")
			same(t, "another's", got(s.Answer(t.Context(), theirs))(t).Asker, discord.ID("user31"))
			same(t, "another's feedback", len(got(s.FeedbackOn(t.Context(), theirs))(t)), 1)
			same(t, "audit log", len(got(s.AuditLog(t.Context(), "10", 0, 10))(t)), 2)
			// A vote after it must not bring the question back.
			must(t, s.SetFeedback(t.Context(), Feedback{Answer: mine, User: "40"}))
			same(t, "after a vote", got(s.Answer(t.Context(), mine))(t).Kept, false)
		})
	}
}

func TestRemovedServer(t *testing.T) {
	inBubble(t, Options{StoreQuestions: KeepAll}, func(t *testing.T, s *Store) {
		mine, theirs := fill(t, s, "10", "user30"), fill(t, s, "11", "user30")
		grace := 7 * 24 * time.Hour
		must(t, s.MarkPresent(t.Context(), "10"))
		must(t, s.MarkRemoved(t.Context(), "10"))
		must(t, s.MarkRemoved(t.Context(), "12")) // of which nothing is known
		time.Sleep(grace - time.Hour)
		must(t, s.MarkRemoved(t.Context(), "10"))
		same(t, "within the grace", len(got(s.Overdue(t.Context(), grace))(t)), 0)
		must(t, s.MarkPresent(t.Context(), "12"))
		time.Sleep(time.Hour)
		same(t, "overdue", got(s.Overdue(t.Context(), grace))(t), []discord.ID{"10"})

		must(t, s.Purge(t.Context(), "10"))
		must(t, s.Purge(t.Context(), ""))
		same(t, "settings", got(s.Server(t.Context(), "10"))(t), Server{ID: "10"})
		same(t, "rows", tally(t, s, "10"), 0)
		if _, err := s.Answer(t.Context(), mine); err == nil {
			t.Error("an answer outlived its server")
		}
		got(s.Answer(t.Context(), theirs))(t)
		same(t, "pairs", got(s.Pairs(t.Context(), "user30"))(t), []Pair{{Server: "11", Collection: "harbour"}})
		same(t, "still overdue", len(got(s.Overdue(t.Context(), grace))(t)), 0)
	})
}

// tally counts the rows of a server in all tables.
func tally(t *testing.T, s *Store, server discord.ID) int {
	t.Helper()
	sum := 0
	for _, table := range []string{"channel", "dm", "answer", "turn", "note", "audit"} {
		var n int
		must(t, s.read.QueryRowContext(t.Context(), "SELECT count(*) FROM "+table+" WHERE server = ?", server).Scan(&n))
		sum += n
	}
	return sum
}

func TestSweep(t *testing.T) {
	inBubble(t, Options{RetentionDays: 30, AuditDays: 100, MaxAnswers: 3}, func(t *testing.T, s *Store) {
		got(s.UpdateServer(t.Context(), "11", func(v *Server) error { v.RetentionDays = 60; return nil }))(t)
		fill(t, s, "10", "30")
		fill(t, s, "11", "30")
		same(t, "fresh", got(s.Sweep(t.Context()))(t), Swept{})
		time.Sleep(31 * 24 * time.Hour)
		same(t, "after 31 days", got(s.Sweep(t.Context()))(t), Swept{Answers: 1, Notes: 1})
		var messages int
		must(t, s.read.QueryRowContext(t.Context(), "SELECT count(*) FROM message").Scan(&messages))
		same(t, "messages", messages, 1)
		time.Sleep(30 * 24 * time.Hour)
		same(t, "after 61 days", got(s.Sweep(t.Context()))(t), Swept{Answers: 1, Notes: 1})
		time.Sleep(40 * 24 * time.Hour)
		same(t, "after 101 days", got(s.Sweep(t.Context()))(t), Swept{Entries: 2})
		same(t, "settings stay", got(s.Channel(t.Context(), "10", "20"))(t).Mode, Named)

		var ids []string
		for range 5 {
			ids = append(ids, got(s.AddAnswer(t.Context(), asks("10", answered())))(t))
		}
		same(t, "too many", got(s.Sweep(t.Context()))(t), Swept{Answers: 2})
		got(s.Answer(t.Context(), ids[2]))(t)
	})
}

// TestSweepManyRows needs several transactions, and gives the room back.
func TestSweepManyRows(t *testing.T) {
	inBubble(t, Options{RetentionDays: 30}, func(t *testing.T, s *Store) {
		got(s.AddAnswer(t.Context(), asks("10", answered())))(t)
		got(s.write.ExecContext(t.Context(), `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
			INSERT INTO answer SELECT 'copy' || i, server, channel, asker, made, asked, likeness, unanswered, body, why,
			collections, private FROM answer, n`, 20*sweepRows))(t)
		must(t, s.checkpoint(t.Context()))
		before := got(s.Size())(t)
		time.Sleep(31 * 24 * time.Hour)
		same(t, "swept", got(s.Sweep(t.Context()))(t).Answers, 20*sweepRows+1)
		if after := got(s.Size())(t); after > before/4 {
			t.Errorf("%d bytes before, %d after", before, after)
		}
	})
}

func TestHeldIsBounded(t *testing.T) {
	var b brief
	for i := range maxHeldTurns + 10 {
		b.addTurn(Talk{Channel: discord.ID(fmt.Sprint(i))}, Turn{})
		b.addAsked(heldAsked{owner: owner{answer: fmt.Sprint(i)}})
	}
	same(t, "held", []int{len(b.turns), len(b.asked)}, []int{maxHeldTurns, maxHeldAsked})
	if _, ok := b.askedOf("3"); ok {
		t.Error("the oldest question is held")
	}
}
