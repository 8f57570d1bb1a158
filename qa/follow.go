package qa

import (
	"slices"
	"strings"

	"github.com/dalil-bot/dalil/corpus/analysis"
	"github.com/dalil-bot/dalil/corpus/names"
)

// A question that leans on the one before it is made to stand alone, by its wording and nothing else:
//
//	which countries have 2+2 with Japan?   and with Australia?   → which countries have 2+2 with Australia?
//	when was the treaty signed?            by whom?              → by whom? the treaty signed
//	who met Kishida?                       who else?             → who met Kishida?, what was answered left out
//
// The rest is left as it is: a question that names what it is about stands alone already.

// pronouns point back at what was asked or answered before, as folded forms.
var pronouns = words(`it its they them their he him his she her that this these those there then so
	ذلك تلك هذا هذه هناك عندها حينها منه منها معه معها معهم فيه فيها عنه عنها به بها له لها لهم هم`)

// leadIns begin a question that goes on with the one before it.
var leadIns = words(`and also what's about how ok then وماذا وعن ومع ومن وفي والي وماهي وكيف ومتي واين ولماذا وكم و`)

// elseWords ask for more of the same.
var elseWords = words(`else other others another more غير غيرهم غيرها اخر اخري اخرون ايضا سوي`)

// follow makes a question stand alone with what the conversation adds, and returns what was answered already and is not
// asked for again.
func follow(q Question) (Question, []string) {
	if len(q.History) == 0 {
		return q, nil
	}
	last := q.History[len(q.History)-1]
	lang := analysis.Detect(q.Text, analysis.Detect(last.Question, q.Lang))
	f := fragment{text: q.Text, lang: lang, tokens: analysis.Tokenize(q.Text)}
	f.look()
	switch {
	case len(f.tokens) == 0 || !f.leans():
		return q, nil
	case f.more && len(f.content) <= 1:
		q.Text = last.Question
		return q, last.Items
	}
	if text, ok := f.replaceName(last.Question); ok {
		q.Text = text
		return q, nil
	}
	q.Text = f.withContext(last)
	return q, nil
}

// A fragment is a question that may lean on the one before it.
type fragment struct {
	text    string
	lang    string
	tokens  []analysis.Token
	named   []names.Mention
	content []int // tokens that say something
	asks    bool
	points  bool // it holds a pronoun
	leads   bool // it begins like a continuation
	more    bool // it asks for more of the same
}

func (f *fragment) look() {
	f.named = names.Find(f.text, f.tokens, f.lang)
	analyser := analysis.For(f.lang)
	how := ask(f.text, f.tokens, f.lang)
	f.asks = len(how.asks) > 0
	for i, token := range f.tokens {
		f.points = f.points || pronouns[token.Fold]
		f.more = f.more || elseWords[token.Fold]
		if !how.asks[i] && !analyser.Stop(token.Fold) && !pronouns[token.Fold] && !elseWords[token.Fold] {
			f.content = append(f.content, i)
		}
	}
	if len(f.tokens) > 0 {
		f.leads = leadIns[f.tokens[0].Fold] && (f.tokens[0].Fold != "how" || len(f.tokens) > 1 && f.tokens[1].Fold == "about")
		f.leads = f.leads || len(f.tokens) > 1 && f.tokens[0].Fold == "what" && f.tokens[1].Fold == "about"
	}
}

// leans reports whether the fragment needs what was said before.
func (f *fragment) leans() bool {
	switch {
	case f.leads, len(f.content) == 0:
		return true
	case f.points, f.more:
		return len(f.content) <= 3 && len(f.named) == 0
	}
	return len(f.content) == 1 && len(f.named) == 0
}

// replaceName puts the fragment's only name in the place of one in the question before it: the one behind the same
// preposition, or the last.
func (f *fragment) replaceName(before string) (string, bool) {
	if len(f.named) != 1 || f.asks && !f.leads || len(f.content) > f.named[0].Last-f.named[0].First {
		return "", false
	}
	tokens := analysis.Tokenize(before)
	old := names.Find(before, tokens, analysis.Detect(before, f.lang))
	if len(old) == 0 {
		return "", false
	}
	pick := old[len(old)-1]
	if i := f.named[0].First; i > 0 {
		for _, m := range old {
			if m.First > 0 && tokens[m.First-1].Fold == f.tokens[i-1].Fold {
				pick = m
			}
		}
	}
	return before[:pick.Start] + f.named[0].Of(f.text) + before[pick.End:], true
}

// withContext puts behind the fragment what the question before it was about: its words but those that ask, and what was
// answered where that was one thing. A fragment that does not ask takes over what was asked.
func (f *fragment) withContext(last Turn) string {
	lang := analysis.Detect(last.Question, f.lang)
	tokens := analysis.Tokenize(last.Question)
	how := ask(last.Question, tokens, lang)
	analyser := analysis.For(lang)
	var asking, about []string
	for i, token := range tokens {
		text := token.Of(last.Question)
		switch {
		case how.asks[i]:
			asking = append(asking, text)
		case i == how.focus && f.asks:
		case !analyser.Stop(token.Fold) && !slices.Contains(about, text):
			about = append(about, text)
		}
	}
	parts := []string{strings.TrimSpace(f.text)}
	if !f.asks {
		parts = slices.Insert(parts, 0, strings.Join(asking, " "))
	}
	parts = append(parts, strings.Join(about, " "))
	if len(last.Items) == 1 && f.points {
		parts = append(parts, last.Items[0])
	}
	return strings.TrimSpace(strings.Join(parts, " "))
}
