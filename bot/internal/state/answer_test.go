package state

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/dalil-bot/dalil/bot/internal/discord"
	"github.com/dalil-bot/dalil/corpus"
	"github.com/dalil-bot/dalil/qa"
)

func TestAnswerKept(t *testing.T) {
	s := opened(t, Options{StoreQuestions: KeepAll})
	want := asks("10", answered())
	want.Private = true
	want.ID = got(s.AddAnswer(t.Context(), want))(t)
	if len(want.ID) != idLength || strings.ToLower(want.ID) != want.ID {
		t.Errorf("ID %q", want.ID)
	}
	read := got(s.Answer(t.Context(), want.ID))(t)
	if time.Since(read.Time) > time.Minute {
		t.Errorf("time %v", read.Time)
	}
	want.Time, want.Kept = read.Time, true
	same(t, "answer", read, want)

	must(t, s.SetPrivate(t.Context(), want.ID, false))
	same(t, "shared", got(s.Answer(t.Context(), want.ID))(t).Private, false)
	must(t, s.DeleteAnswer(t.Context(), want.ID))
	must(t, s.DeleteAnswer(t.Context(), want.ID))
	for what, err := range map[string]error{
		"read":  func() error { _, err := s.Answer(t.Context(), want.ID); return err }(),
		"share": s.SetPrivate(t.Context(), want.ID, false),
		"vote":  s.SetFeedback(t.Context(), Feedback{Answer: want.ID, User: "30"}),
		"add":   s.AddMessages(t.Context(), want.ID, Message{ID: "1", Role: Sent}),
		"put":   s.ReplaceAnswer(t.Context(), want),
	} {
		if !errors.Is(err, ErrNotFound) {
			t.Errorf("%s a deleted answer: %v", what, err)
		}
	}
}

// TestQuestionsKept looks into the files for the words of questions, which is what the setting promises.
func TestQuestionsKept(t *testing.T) {
	tests := []struct {
		keep              Keep
		answered, refused bool // whether their questions are kept
	}{
		{KeepNone, false, false},
		{KeepGaps, false, true},
		{"", false, true},
		{KeepAll, true, true},
	}
	for _, test := range tests {
		t.Run(string(test.keep), func(t *testing.T) {
			s := opened(t, Options{})
			keeping(t, s, "10", test.keep)
			for _, sub := range []struct {
				answer *qa.Answer
				kept   bool
			}{{answered(), test.answered}, {refused(), test.refused}} {
				id := got(s.AddAnswer(t.Context(), asks("10", sub.answer)))(t)
				must(t, s.AddTurn(t.Context(), Talk{Server: "10"}, Turn{Turn: qa.Turn{Question: sub.answer.Question}, Answer: id}))
				read := got(s.Answer(t.Context(), id))(t)
				same(t, "kept", read.Kept, sub.kept)
				same(t, "on disk", onDisk(t, s, sub.answer.Question), sub.kept)
				if sub.kept {
					continue
				}
				same(t, "likeness", read.Likeness, "")
				same(t, "term on disk", onDisk(t, s, "ferri"), false)
				same(t, "quotes", read.Answer.Quotes, sub.answer.Quotes)
				same(t, "passages", read.Answer.Why.Passages, sub.answer.Why.Passages)
				same(t, "candidates", read.Answer.Why.Candidates, sub.answer.Why.Candidates)
			}
			same(t, "turns", len(got(s.Turns(t.Context(), Talk{Server: "10"}))(t)), 2)
		})
	}
}

func TestNarrowingKeep(t *testing.T) {
	tests := []struct {
		keep              Keep
		answered, refused bool
	}{{KeepNone, false, false}, {KeepGaps, false, true}, {KeepAll, true, true}}
	for _, test := range tests {
		t.Run(string(test.keep), func(t *testing.T) {
			s := opened(t, Options{})
			keeping(t, s, "10", KeepAll)
			keeping(t, s, "11", KeepAll)
			one := got(s.AddAnswer(t.Context(), asks("10", answered())))(t)
			other := got(s.AddAnswer(t.Context(), asks("10", refused())))(t)
			elsewhere := got(s.AddAnswer(t.Context(), asks("11", answered())))(t)
			keeping(t, s, "10", test.keep)
			same(t, "answered", got(s.Answer(t.Context(), one))(t).Kept, test.answered)
			same(t, "refused", got(s.Answer(t.Context(), other))(t).Kept, test.refused)
			same(t, "on disk", onDisk(t, s, refused().Question), test.refused)
			same(t, "of another server", got(s.Answer(t.Context(), elsewhere))(t).Kept, true)
		})
	}
}

// TestOptionsNarrow changes what the operator keeps, over a restart.
func TestOptionsNarrow(t *testing.T) {
	s := opened(t, Options{StoreQuestions: KeepAll})
	id := got(s.AddAnswer(t.Context(), asks("", answered())))(t)
	s.options.StoreQuestions = KeepNone
	got(s.Sweep(t.Context()))(t)
	same(t, "kept", got(s.Answer(t.Context(), id))(t).Kept, false)
	same(t, "on disk", onDisk(t, s, answered().Question), false)
}

func TestReplaceAnswer(t *testing.T) {
	for _, keep := range []Keep{KeepAll, KeepGaps} {
		t.Run(string(keep), func(t *testing.T) {
			s := opened(t, Options{StoreQuestions: keep})
			a := asks("10", refused())
			a.ID = got(s.AddAnswer(t.Context(), a))(t)
			must(t, s.AddMessages(t.Context(), a.ID, Message{ID: "100", Channel: "20", Role: Asked}))
			must(t, s.AddTurn(t.Context(), Talk{Server: "10"}, Turn{Answer: a.ID}))
			must(t, s.SetFeedback(t.Context(), Feedback{Answer: a.ID, User: "31"}))
			before := got(s.Answer(t.Context(), a.ID))(t)

			edited := Answer{ID: a.ID, Question: "When?", Collections: []string{"rules"}, Answer: answered()}
			must(t, s.ReplaceAnswer(t.Context(), edited))
			read, role, err := s.AnswerOf(t.Context(), "100")
			must(t, err)
			same(t, "role", role, Asked)
			same(t, "of whom", []any{read.Server, read.Channel, read.Asker, read.Time},
				[]any{before.Server, before.Channel, before.Asker, before.Time})
			same(t, "text", read.Answer.Text, "noon")
			same(t, "collections", read.Collections, []string{"rules"})
			same(t, "kept", read.Kept, keep == KeepAll)
			must(t, s.checkpoint(t.Context()))
			same(t, "former question on disk", onDisk(t, s, refused().Question), false)
			same(t, "turns", len(got(s.Turns(t.Context(), Talk{Server: "10"}))(t)), 0)
			same(t, "feedback", len(got(s.FeedbackOn(t.Context(), a.ID))(t)), 0)
		})
	}
}

func TestMessages(t *testing.T) {
	s := opened(t, Options{})
	id := got(s.AddAnswer(t.Context(), asks("10", answered())))(t)
	asked := Message{ID: "99", Channel: "20", Role: Asked}
	first, second := Message{ID: "100", Channel: "20", Role: Sent}, Message{ID: "1000", Channel: "21", Role: Sent}
	must(t, s.AddMessages(t.Context(), id, second, first))
	must(t, s.AddMessages(t.Context(), id, asked, first))
	same(t, "messages", got(s.Messages(t.Context(), id))(t), []Message{asked, first, second})
	a, role, err := s.AnswerOf(t.Context(), "1000")
	must(t, err)
	same(t, "found", []string{a.ID, string(role)}, []string{id, string(Sent)})
	must(t, s.DropMessage(t.Context(), "1000"))
	if _, _, err := s.AnswerOf(t.Context(), "1000"); !errors.Is(err, ErrNotFound) {
		t.Errorf("a dropped message: %v", err)
	}
	var many []Message
	for i := range maxMessages {
		many = append(many, Message{ID: discord.ID(fmt.Sprint(5000 + i)), Role: Sent})
	}
	var limit *LimitError
	if err := s.AddMessages(t.Context(), id, many...); !errors.As(err, &limit) {
		t.Errorf("too many: %v", err)
	}
	must(t, s.DeleteAnswer(t.Context(), id))
	if _, _, err := s.AnswerOf(t.Context(), "100"); !errors.Is(err, ErrNotFound) {
		t.Errorf("a message of a deleted answer: %v", err)
	}
}

func TestRecent(t *testing.T) {
	s := opened(t, Options{})
	var ids []string
	for i := range 3 {
		a := asks("10", answered())
		ids = append(ids, got(s.AddAnswer(t.Context(), a))(t))
		a.Channel = discord.ID(fmt.Sprint("other", i))
		got(s.AddAnswer(t.Context(), a))(t)
	}
	var found []string
	for _, a := range got(s.Recent(t.Context(), "20", "30", 2))(t) {
		found = append(found, a.ID)
	}
	same(t, "recent", found, []string{ids[2], ids[1]})
}

func TestAnswerSize(t *testing.T) {
	s := opened(t, Options{StoreQuestions: KeepAll})
	large := answered()
	for range 2000 {
		large.Related = append(large.Related, large.Quotes[0])
		large.Why.Passages = append(large.Why.Passages, large.Why.Passages[0])
		large.Why.Terms = append(large.Why.Terms, corpus.TermStat{Term: "x"})
	}
	a := asks("10", large)
	a.Question = strings.Repeat("؟", 20_000)
	read := got(s.Answer(t.Context(), got(s.AddAnswer(t.Context(), a))(t)))(t)
	why := read.Answer.Why
	same(t, "lengths", []int{len(read.Question), len(read.Answer.Related), len(why.Passages), len(why.Terms)},
		[]int{maxQuestion, 0, maxPassages, maxTerms})
	same(t, "the caller's own", len(large.Why.Passages), 2001)

	large.Text = strings.Repeat("x", maxBody)
	var limit *LimitError
	if _, err := s.AddAnswer(t.Context(), a); !errors.As(err, &limit) {
		t.Errorf("too large: %v", err)
	}
	if _, err := s.AddAnswer(t.Context(), Answer{}); err == nil {
		t.Error("nothing was kept as an answer")
	}
}

func TestOddText(t *testing.T) {
	s := opened(t, Options{StoreQuestions: KeepAll})
	odd := []string{"", "a\x00b", "a\xff\xfeb", "\u202eabc", "'; DROP TABLE answer; --", strings.Repeat("😀", 6000)}
	for _, q := range odd {
		a := asks("10", answered())
		a.Question = q
		read := got(s.Answer(t.Context(), got(s.AddAnswer(t.Context(), a))(t)))(t)
		same(t, "question", read.Question, cut(q, maxQuestion))
	}
}
