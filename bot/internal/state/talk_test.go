package state

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/dalil-bot/dalil/bot/internal/discord"
	"github.com/dalil-bot/dalil/qa"
)

func questions(t *testing.T, s *Store, talk Talk) string {
	t.Helper()
	var all []string
	for _, turn := range got(s.Turns(t.Context(), talk))(t) {
		all = append(all, turn.Question)
	}
	return strings.Join(all, " ")
}

func TestTurns(t *testing.T) {
	for _, keep := range []Keep{KeepNone, KeepGaps, KeepAll} {
		t.Run(string(keep), func(t *testing.T) {
			inBubble(t, Options{StoreQuestions: keep}, func(t *testing.T, s *Store) {
				talk := Talk{Server: "10", Channel: "20", User: "30"}
				add := func(talk Talk, q string, asker discord.ID) {
					must(t, s.AddTurn(t.Context(), talk, Turn{Turn: qa.Turn{Question: q, Items: []string{q + "!"}}, Asker: asker}))
				}
				for i := range 8 {
					add(talk, fmt.Sprint("q", i), "30")
					time.Sleep(5 * time.Minute)
				}
				add(Talk{Channel: "40"}, "dm", "30")
				add(Talk{Server: "10", Channel: "20"}, "thread", "31")
				same(t, "after 40 minutes", questions(t, s, talk), "q3 q4 q5 q6 q7")
				same(t, "items", got(s.Turns(t.Context(), talk))(t)[0].Items, []string{"q3!"})
				same(t, "swept", got(s.Sweep(t.Context()))(t).Turns <= 3, true)
				same(t, "after a sweep", questions(t, s, talk), "q3 q4 q5 q6 q7")
				for i := range 8 {
					add(talk, fmt.Sprint("r", i), "30")
				}
				same(t, "the newest", questions(t, s, talk), "r2 r3 r4 r5 r6 r7")
				must(t, s.EndTalk(t.Context(), talk))
				same(t, "ended", questions(t, s, talk), "")
				same(t, "direct message", questions(t, s, Talk{Channel: "40"}), "dm")
				same(t, "thread", questions(t, s, Talk{Server: "10", Channel: "20"}), "thread")
			})
		})
	}
}

func TestTurnSize(t *testing.T) {
	s := opened(t, Options{StoreQuestions: KeepAll})
	turn := Turn{Turn: qa.Turn{Question: strings.Repeat("سؤال", 5000), Items: make([]string, 80)}}
	turn.Items[0] = strings.Repeat("x", 1000)
	must(t, s.AddTurn(t.Context(), Talk{}, turn))
	read := got(s.Turns(t.Context(), Talk{}))(t)[0]
	same(t, "lengths", []int{len(read.Question), len(read.Items), len(read.Items[0])},
		[]int{maxTurnQuestion, maxTurnItems, maxTurnItem})
	same(t, "the caller's own", len(turn.Items[0]), 1000)
}

func TestTurnGoesWithAnswer(t *testing.T) {
	for _, keep := range []Keep{KeepNone, KeepAll} {
		s := opened(t, Options{StoreQuestions: keep})
		id := got(s.AddAnswer(t.Context(), asks("10", answered())))(t)
		talk := Talk{Server: "10", Channel: "20"}
		must(t, s.AddTurn(t.Context(), talk, Turn{Turn: qa.Turn{Question: "gone"}, Answer: id}))
		must(t, s.AddTurn(t.Context(), talk, Turn{Turn: qa.Turn{Question: "stays"}, Answer: "another"}))
		must(t, s.DeleteAnswer(t.Context(), id))
		same(t, string(keep), questions(t, s, talk), "stays")
	}
}

func TestFeedback(t *testing.T) {
	s := opened(t, Options{})
	id := got(s.AddAnswer(t.Context(), asks("10", answered())))(t)
	for _, f := range []Feedback{
		{Answer: id, User: "31", Up: true},
		{Answer: id, User: "32", Reason: "wrong harbour"},
		{Answer: id, User: "31", Reason: strings.Repeat("é", maxReason)},
	} {
		must(t, s.SetFeedback(t.Context(), f))
	}
	all := got(s.FeedbackOn(t.Context(), id))(t)
	if len(all) != 2 || all[0].Up || all[1].Up || len(all[0].Reason)+len(all[1].Reason) != maxReason+len("wrong harbour") {
		t.Errorf("feedback %+v", all)
	}
	got(s.AddAnswer(t.Context(), asks("10", refused())))(t)
	same(t, "counted", got(s.Count(t.Context(), "10", time.Time{}))(t), Count{Answers: 2, Unanswered: 1, Down: 2})
	same(t, "elsewhere", got(s.Count(t.Context(), "11", time.Time{}))(t), Count{})
	same(t, "later", got(s.Count(t.Context(), "10", time.Now().Add(time.Hour)))(t), Count{})
}

// TestVoteMakesGap votes on an answer whose question the server keeps for gaps only.
func TestVoteMakesGap(t *testing.T) {
	s := opened(t, Options{StoreQuestions: KeepGaps})
	id := got(s.AddAnswer(t.Context(), asks("10", answered())))(t)
	vote := func(user discord.ID, up bool) {
		must(t, s.SetFeedback(t.Context(), Feedback{Answer: id, User: user, Up: up}))
	}
	gaps := func() int { return len(got(s.Gaps(t.Context(), "10", time.Time{}, time.Now().Add(time.Hour)))(t)) }
	kept := func() bool { return got(s.Answer(t.Context(), id))(t).Kept }
	same(t, "before", []any{kept(), gaps()}, []any{false, 0})
	vote("31", true)
	same(t, "after a vote up", []any{kept(), gaps()}, []any{false, 0})
	vote("31", false)
	vote("32", false)
	same(t, "after votes down", []any{kept(), gaps()}, []any{true, 1})
	vote("31", true)
	same(t, "one is left", []any{kept(), gaps()}, []any{true, 1})
	vote("32", true)
	same(t, "none is left", []any{kept(), gaps()}, []any{false, 0})
}

func TestGaps(t *testing.T) {
	inBubble(t, Options{StoreQuestions: KeepGaps}, func(t *testing.T, s *Store) {
		// The bubble's clock begins on Saturday, 1 January 2000.
		ask := func(server discord.ID, question, likeness string) string {
			a := asks(server, refused())
			a.Question, a.Likeness = question, likeness
			return got(s.AddAnswer(t.Context(), a))(t)
		}
		ask("10", "Night ferry?", "ferry night")
		last := ask("10", "Is there a ferry at night?", "ferry night")
		for _, user := range []discord.ID{"31", "32", "32"} {
			got(s.AddNote(t.Context(), Note{Server: "10", User: user, Answer: last}))(t)
		}
		ask("10", "Price of a dog?", "dog price")
		ask("11", "Secret?", "secret")
		empty := refused()
		empty.Reason = qa.ReasonEmptyQuestion
		got(s.AddAnswer(t.Context(), asks("10", empty)))(t)
		time.Sleep(3 * 24 * time.Hour)
		keeping(t, s, "12", KeepNone)
		ask("12", "Hidden one?", "hidden one")
		ask("12", "Hidden two?", "hidden two")
		id := got(s.AddAnswer(t.Context(), asks("10", answered())))(t)
		must(t, s.SetFeedback(t.Context(), Feedback{Answer: id, User: "31"}))

		first, second := time.Date(1999, 12, 27, 0, 0, 0, 0, time.UTC), time.Date(2000, 1, 3, 0, 0, 0, 0, time.UTC)
		begin := time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)
		all := got(s.Gaps(t.Context(), "10", first, time.Now().Add(time.Hour)))(t)
		if len(all) != 3 {
			t.Fatalf("gaps %+v", all)
		}
		same(t, "newest week", all[0], Gap{Week: second, Likeness: "ferry leave", Question: "when does the ferry leave?",
			Answer: id, Asked: 1, Down: 1, Last: begin.Add(72 * time.Hour)})
		same(t, "asked most", all[1], Gap{Week: first, Likeness: "ferry night", Question: "Is there a ferry at night?",
			Answer: last, Asked: 2, Unanswered: 2, Told: 2, Last: begin})
		same(t, "asked once", all[2].Question, "Price of a dog?")
		same(t, "within", len(got(s.Gaps(t.Context(), "10", second, time.Now().Add(time.Hour)))(t)), 1)

		hidden := got(s.Gaps(t.Context(), "12", first, time.Now().Add(time.Hour)))(t)
		if len(hidden) != 1 || hidden[0].Asked != 2 || hidden[0].Question != "" || hidden[0].Likeness != "" {
			t.Errorf("gaps of questions that were not kept: %+v", hidden)
		}
	})
}

func TestNotes(t *testing.T) {
	s := opened(t, Options{})
	n := Note{Server: "10", Channel: "20", User: "30", Answer: "a", Text: "please add the winter timetable"}
	same(t, "first", got(s.AddNote(t.Context(), n))(t), true)
	same(t, "again", got(s.AddNote(t.Context(), n))(t), false)
	n.Answer = ""
	same(t, "without an answer", got(s.AddNote(t.Context(), n))(t), true)
	same(t, "once more", got(s.AddNote(t.Context(), n))(t), true)
	all := got(s.Notes(t.Context(), "10", 0, 10))(t)
	if len(all) != 3 || all[0].ID < all[1].ID || all[2].Text != n.Text {
		t.Errorf("notes %+v", all)
	}
	same(t, "elsewhere", len(got(s.Notes(t.Context(), "11", 0, 10))(t)), 0)
	must(t, s.DropNote(t.Context(), "11", all[0].ID))
	must(t, s.DropNote(t.Context(), "10", all[1].ID))
	same(t, "left", len(got(s.Notes(t.Context(), "10", 0, 10))(t)), 2)
}
