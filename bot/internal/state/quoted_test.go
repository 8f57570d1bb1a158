package state

import (
	"errors"
	"testing"

	"github.com/dalil-bot/dalil/bot/internal/discord"
)

func TestQuoted(t *testing.T) {
	s := opened(t, Options{StoreQuestions: KeepAll})
	day := Quoted{"desk", "desk/1", "aaa"}
	keep := func(server discord.ID, channel discord.ID, private bool, quoted ...Quoted) string {
		a := asks(server, answered())
		a.Private, a.Quoted = private, quoted
		id := got(s.AddAnswer(t.Context(), a))(t)
		must(t, s.AddMessages(t.Context(), id, Message{ID: "m" + channel, Channel: channel, Role: Sent}, Message{ID: "q" + channel, Channel: "9", Role: Asked}))
		return id
	}
	posted := keep("10", "20", false, day, Quoted{"desk", "desk/2", "bbb"}, day)
	private := keep("10", "21", true, day)
	direct := keep("", "22", false, Quoted{"notes", "notes/1", "ccc"})

	same(t, "quoted", got(s.AllQuoted(t.Context(), "desk"))(t), []Quoted{day, {"desk", "desk/2", "bbb"}})
	same(t, "quoted of nothing", got(s.AllQuoted(t.Context(), "else"))(t), []Quoted(nil))
	same(t, "quoting", len(got(s.Quoting(t.Context(), day))(t)), 2)
	same(t, "quoting notes", got(s.Quoting(t.Context(), Quoted{"notes", "notes/1", "ccc"}))(t), []string{direct})
	same(t, "posted", got(s.AllPosted(t.Context()))(t), []Posted{{posted, "20", "desk"}})

	left := answered()
	left.Related, left.Why.Passages = nil, nil
	must(t, s.Strip(t.Context(), posted, left, Quoted{"desk", "desk/1", "new"}))
	read := got(s.Answer(t.Context(), posted))(t)
	same(t, "what is left", [3]int{len(read.Answer.Quotes), len(read.Answer.Related), len(read.Answer.Why.Passages)}, [3]int{1, 0, 0})
	same(t, "the question of what is left", read.Question, "when does the ferry leave?")
	same(t, "quoting, after one was held against the new text", got(s.Quoting(t.Context(), day))(t), []string{private})

	again := asks("10", answered())
	again.ID = private
	must(t, s.ReplaceAnswer(t.Context(), again))
	same(t, "quoting, after the question was edited", got(s.Quoting(t.Context(), day))(t), []string(nil))
	must(t, s.DeleteAnswer(t.Context(), posted))
	same(t, "quoted, after the answer is gone", got(s.AllQuoted(t.Context(), "desk"))(t), []Quoted(nil))
	if err := s.Strip(t.Context(), posted, left, day); !errors.Is(err, ErrNotFound) {
		t.Errorf("strip a deleted answer: %v", err)
	}
}
