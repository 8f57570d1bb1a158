package reply

import (
	"slices"
	"strings"
	"time"

	"github.com/dalil-bot/dalil/bot/internal/discord"
	"github.com/dalil-bot/dalil/corpus"
	"github.com/dalil-bot/dalil/qa"
)

// Options say how an answer is shown. The zero value shows it without buttons.
type Options struct {
	ID      string                      // what the bot keeps the answer under, for its buttons; "" for none
	Asked   string                      // the question as it was typed
	Repeat  bool                        // repeat the question, where others cannot see it
	Private bool                        // only the asker sees it
	Now     time.Time                   // for telling how old the evidence is; zero for not telling
	Changed func(qa.Quote) bool         // whether a quote's document has changed since; nil for never
	Place   func(qa.Quote) corpus.Place // where in its file a quote stands; nil for not telling
}

const (
	maxQuestion = 300                      // of a question that is repeated
	staleAfter  = 2 * 365 * 24 * time.Hour // from when on a reply says how old its newest source is
)

// Answer returns the messages of an answer or a refusal: at least one, of which the last has the buttons.
func (w *Wording) Answer(a *qa.Answer, o Options) []discord.Post {
	blocks := w.asked(a, o)
	order, shown := ordered(a)
	if a.Kind == qa.Abstention {
		blocks = append(blocks, w.refusal(a)...)
	} else {
		blocks = append(blocks, w.headline(a)...)
	}
	inConflict := false
	for _, p := range order[:shown] {
		p = o.dress(p)
		if p.role == differs && !inConflict {
			inConflict = true
			blocks = append(blocks, w.disagreement(a)...)
		}
		if p.role == misses {
			p.number = 0 // numbered lines look like an answer's
		}
		blocks = append(blocks, w.blocks(p)...)
	}
	blocks, added := w.alsoNear(blocks, order[shown:], o)
	blocks = append(blocks, w.dates(a, o)...)
	for _, code := range a.Notes {
		blocks = append(blocks, "-# "+w.line(w.note(code)))
	}
	return posts(pack(blocks, discord.MaxText), o.Private, w.buttons(a, o, len(order) > shown+added))
}

// Again returns an answer as one message, for where a button leads back to it: the first of Answer, with the buttons.
func (w *Wording) Again(a *qa.Answer, o Options) discord.Post {
	list := w.Answer(a, o)
	p := list[0]
	p.Components = list[len(list)-1].Components
	return p
}

// asked repeats the question, and says how it was understood where that differs.
func (w *Wording) asked(a *qa.Answer, o Options) []string {
	var out []string
	asked := corpus.Visible(o.Asked)
	if o.Repeat && asked != "" {
		right := first(asked, true) > 0
		out = append(out, "> "+aligned(w.isolated(clip(asked, maxQuestion), right), right))
	}
	if understood := corpus.Visible(a.Question); asked != "" && understood != "" && understood != asked {
		out = append(out, "-# "+w.line(fill(w.understood, "question", w.foreign(understood, maxQuestion))))
	}
	return out
}

// headline is the short answer with how many documents bear it out and how sure it is.
func (w *Wording) headline(a *qa.Answer) []string {
	tail := " · " + w.count(w.sources, a.Sources) + " · " + w.confidence(a.Confidence)
	const slack = 60 // asterisks, isolates and marks
	text, inert := w.short(a)
	if inert && length(text)+length(tail)+slack <= discord.MaxText {
		return []string{w.line("**" + text + "**" + tail)}
	}
	var out []string
	rest := corpus.Visible(a.Text)
	for rest != "" && len(out) < maxParts {
		var head string
		head, rest = cut(rest, discord.MaxText-length(tail)-slack)
		if head == "" {
			break
		}
		right := first(head, true) > 0
		out = append(out, aligned("**"+w.isolated(Escape(head), right)+"**", right))
	}
	if rest != "" && len(out) > 0 {
		out[len(out)-1] += " …"
	}
	return append(out, w.line(strings.TrimPrefix(tail, " · ")))
}

// short returns the short answer as markdown. Where an item runs the other way than our own words the list is put together
// here, so that each of them can be isolated.
func (w *Wording) short(a *qa.Answer) (text string, ok bool) {
	mixed := slices.ContainsFunc(a.Items, func(item qa.Item) bool { return rightText(item.Display, "") != w.right })
	if a.Kind != qa.List || !mixed {
		clean := corpus.Visible(a.Text)
		if rest, found := strings.CutPrefix(clean, "the "); found {
			clean = "The " + rest // the line begins with it
		}
		return w.isolated(Escape(clean), first(clean, true) > 0), clean != ""
	}
	values := make([]string, len(a.Items))
	for i, item := range a.Items {
		clean := corpus.Visible(item.Display)
		values[i] = w.isolated(Escape(clean), first(clean, true) > 0)
	}
	return w.join(values), true
}

// refusal says why there is no answer, and what the passages below it are.
func (w *Wording) refusal(a *qa.Answer) []string {
	sentence, ok := w.refusals[a.Reason]
	if !ok {
		sentence = w.refusals[qa.ReasonNoCandidate]
	}
	out := []string{w.line("**" + sentence + "**")}
	if len(a.Near) > 0 {
		out = append(out, w.line(w.notAnswer))
	}
	return out
}

// disagreement says who says what.
func (w *Wording) disagreement(a *qa.Answer) []string {
	var out []string
	mine := 1
	if len(a.Items) > 0 {
		mine = max(1, a.Items[0].Support)
	}
	for _, c := range a.Conflicts {
		text := fill(w.disagree,
			"these", w.count(w.says, mine), "answer", "**"+w.foreign(a.Text, maxTitle)+"**",
			"those", w.count(w.says, max(1, c.Item.Support)), "other", "**"+w.foreign(c.Item.Display, maxTitle)+"**")
		if c.Newer {
			text += w.newer
		}
		out = append(out, "⚠️ "+w.line(text+"."))
	}
	if len(out) > 0 {
		out[0] = "\n" + out[0]
	}
	return out
}

// dates says when the newest source is old, since what was true may no longer be.
func (w *Wording) dates(a *qa.Answer, o Options) []string {
	if o.Now.IsZero() || a.Kind == qa.Abstention {
		return nil
	}
	var newest time.Time
	for _, q := range a.Quotes {
		if q.Date.Published() && q.Date.Day.After(newest) {
			newest = q.Date.Day
		}
	}
	if newest.IsZero() || o.Now.Sub(newest) < staleAfter {
		return nil
	}
	return []string{"-# " + w.line(fill(w.older, "date", w.Date(newest)))}
}

// alsoNear adds sentences that bear on the question, as many as leave the reply one message, and says how many; behind other quotes that were
// left out they would be numbered wrongly, and are left to the button.
func (w *Wording) alsoNear(blocks []string, rest []piece, o Options) (all []string, added int) {
	if len(rest) == 0 || rest[0].role != relates {
		return blocks, 0
	}
	with := append(slices.Clone(blocks), "\n"+w.line("**"+w.alsoClose+"**"))
	const most, room = 2, 200 // and room for notes below
	for _, p := range rest[:min(most, len(rest))] {
		with = append(with, w.blocks(o.dress(p))...)
		if len(pack(with, discord.MaxText-room)) > 1 {
			break
		}
		blocks, added = slices.Clone(with), added+1
	}
	return blocks, added
}

// note says what a code of qa means.
func (w *Wording) note(stage string) string {
	if text, ok := w.notes[stage]; ok {
		return text
	}
	return fill(w.notes[""], "code", code(stage))
}

// buttons are what can be done with an answer.
func (w *Wording) buttons(a *qa.Answer, o Options, more bool) []discord.Component {
	if o.ID == "" {
		return nil
	}
	button := func(action Action, label, emoji string) discord.Component {
		return discord.Button{ID: ID{Action: action, Answer: o.ID}.Encode(), Label: label, Emoji: emoji}
	}
	var row []discord.Component
	refused := a.Kind == qa.Abstention
	if len(a.Quotes)+len(a.Near) > 0 {
		row = append(row, button(ActContext, w.context, ""))
	}
	if more {
		row = append(row, button(ActEvidence, w.evidence, ""))
	}
	if refused {
		row = append(row, button(ActTell, w.tell, ""))
	} else {
		row = append(row, button(ActGood, "", "👍"), button(ActBad, "", "👎"))
	}
	if o.Private {
		row = append(row, button(ActShare, w.share, ""))
	} else {
		row = append(row, button(ActDelete, w.remove, ""))
	}
	return []discord.Component{discord.Row{Items: row}}
}
