package qa

import (
	"slices"
	"strings"
	"testing"
)

// A talk asks one question after the other and remembers them as a chat does.
type talk struct {
	t        *testing.T
	lib      Library
	answerer *Answerer
	history  []Turn
}

func (k *talk) ask(text string) *Answer {
	k.t.Helper()
	a := mustAnswer(k.t, k.lib, k.answerer, Question{Text: text, Collections: []string{"c"}, History: k.history})
	turn := Turn{Question: a.Question}
	for _, item := range a.Items {
		turn.Items = append(turn.Items, item.Display)
	}
	k.history = append(k.history, turn)
	return a
}

func talkAbout(t *testing.T, texts map[string]string) *talk {
	lib := among(t, texts)
	return &talk{t: t, lib: lib, answerer: New(lib, Options{})}
}

func TestConversation(t *testing.T) {
	k := talkAbout(t, map[string]string{
		"a.txt": "Kenya and Ghana have a grain pact with Morocco.",
		"b.txt": "Peru has a grain pact with Iceland.",
		"c.txt": "The opera house in Velden was designed by Orla Finch. It was finished in 1961 and cost 9 million crowns.",
	})
	if a := k.ask("Which countries have a grain pact with Morocco?"); !slices.Equal(ids(a), []string{"@GH", "@KE"}) {
		t.Errorf("%s %v (%s)", a.Question, ids(a), a.Why.Rule)
	}
	if a := k.ask("and with Iceland?"); !slices.Equal(ids(a), []string{"@PE"}) {
		t.Errorf("%s %v (%s)", a.Question, ids(a), a.Why.Rule)
	}
	if a := k.ask("Who designed the opera house in Velden?"); a.Text != "Orla Finch" {
		t.Errorf("%s %q (%s)", a.Question, a.Text, a.Why.Rule)
	}
	if a := k.ask("How much did it cost?"); !strings.Contains(a.Text, "9 million") {
		t.Errorf("%s %q (%s)", a.Question, a.Text, a.Why.Rule)
	}
}

func TestConversationInArabic(t *testing.T) {
	k := talkAbout(t, map[string]string{
		"أ.txt": "عقدت كينيا حوار 3+3 مع المغرب في الرباط.",
		"ب.txt": "عقدت بيرو حوار 3+3 مع أيسلندا.",
	})
	if a := k.ask("ما هي الدول التي عقدت حوار 3+3 مع المغرب؟"); !slices.Equal(ids(a), []string{"@KE"}) {
		t.Errorf("%s %v (%s)", a.Question, ids(a), a.Why.Rule)
	}
	if a := k.ask("ومع أيسلندا؟"); !slices.Equal(ids(a), []string{"@PE"}) {
		t.Errorf("%s %v (%s)", a.Question, ids(a), a.Why.Rule)
	}
}

// TestMoreOfTheSame asks who else: what was told is not told again.
func TestMoreOfTheSame(t *testing.T) {
	k := talkAbout(t, map[string]string{
		"a.txt": "Ivo Marsh won the rowing cup of Velden.",
		"b.txt": "The rowing cup of Velden was won by Tom Brill a year later.",
	})
	first := k.ask("Who won the rowing cup of Velden?")
	if first.Kind == Abstention {
		t.Fatal(first.Why.Rule)
	}
	told := k.history[0].Items
	for _, item := range k.ask("who else?").Items {
		if slices.Contains(told, item.Display) {
			t.Errorf("%s is told again", item.Display)
		}
	}
}

// TestUnderstoodStandsAlone: a question as it was understood gives the same answer without the conversation.
func TestUnderstoodStandsAlone(t *testing.T) {
	lib := sampleLibrary(t)
	answerer := New(lib, Options{})
	last := Turn{Question: "which countries have 2+2 with Japan?", Items: []string{"Russia", "United States", "Australia"}}
	for _, text := range []string{"and with Russia?", "what about India?", "where?", "when was that?", "ومع روسيا؟", "How much did the port of Marsa Nour cost?"} {
		q := Question{Text: text, Collections: []string{"sample"}, History: []Turn{last}}
		a := mustAnswer(t, lib, answerer, q)
		alone := mustAnswer(t, lib, answerer, Question{Text: a.Question, Collections: []string{"sample"}})
		if x, y := image(t, a), image(t, alone); x != y {
			t.Errorf("%q, understood as %q:\n%s", text, a.Question, firstDifference(x, y))
		}
	}
}

// TestHistoryOfOtherSubject: a question that stands alone is answered as if nothing had been said before.
func TestHistoryOfOtherSubject(t *testing.T) {
	lib := sampleLibrary(t)
	answerer := New(lib, Options{})
	history := []Turn{{Question: "Who designed the opera house?", Items: []string{"Orla Finch"}}, {Question: "كم بلغت كلفتها؟"}}
	for _, text := range sampleQuestions() {
		if len(strings.Fields(text)) < 7 {
			continue // may lean on what was said
		}
		q := Question{Text: text, Collections: []string{"sample"}}
		alone := image(t, mustAnswer(t, lib, answerer, q))
		q.History = history
		if got := image(t, mustAnswer(t, lib, answerer, q)); got != alone {
			t.Errorf("%q:\n%s", text, firstDifference(alone, got))
		}
	}
}
