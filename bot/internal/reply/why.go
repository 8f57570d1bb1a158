package reply

import (
	"fmt"
	"strings"

	"github.com/dalil-bot/dalil/bot/internal/discord"
	"github.com/dalil-bot/dalil/corpus"
	"github.com/dalil-bot/dalil/qa"
)

type whyWords struct {
	title, question, notKept, kind, lang, list, focus, names string
	rule, terms, passages, candidates, unknown               string
	term, support                                            string
	passageCount                                             counted
	types                                                    map[qa.Type]string
}

// Why returns a page, from 0, of how an answer came about: the question as understood, the rule that chose or refused, the
// values and passages that were considered with their scores by part, and the terms that were looked for. An answer whose
// question was not kept, or without a Why, says so and shows the rest.
func (w *Wording) Why(a *qa.Answer, o Options, page int) discord.Post {
	blocks := w.understanding(a)
	if a.Why != nil {
		blocks = append(blocks, w.section(w.why.rule), "> "+w.line(w.foreign(a.Why.Rule, 300)))
		blocks = append(blocks, w.considered(a.Why.Candidates)...)
		blocks = append(blocks, w.read(a.Why.Passages)...)
		blocks = append(blocks, w.looked(a.Why.Terms)...)
	} else {
		blocks = append(blocks, w.line(w.why.unknown))
	}
	return w.book(w.why.title, blocks, paging{page: page, id: o.turns(ActWhy), private: o.Private})
}

func (w *Wording) section(title string) string { return "\n" + w.line("**"+title+"**") }

func (w *Wording) understanding(a *qa.Answer) []string {
	field := func(name, value string) string {
		if value == "" {
			return ""
		}
		return "> " + w.line(name+" "+value)
	}
	question := w.foreign(a.Question, maxQuestion)
	if question == "" {
		question = w.why.notKept
	}
	out := []string{field(w.why.question, question)}
	if a.Why == nil {
		return out
	}
	x := a.Why.Analysis
	kind := w.why.types[x.Type]
	if kind == "" {
		kind = code(string(x.Type))
	}
	if x.List {
		kind += w.comma + w.why.list
	}
	var named []string
	for _, n := range x.Names[:min(len(x.Names), 8)] {
		named = append(named, code(n))
	}
	return append(out, field(w.why.kind, kind), field(w.why.lang, code(x.Lang)),
		field(w.why.focus, w.foreign(x.Focus, maxName)), field(w.why.names, strings.Join(named, " ")))
}

// considered lists the values that an answer was chosen from.
func (w *Wording) considered(list []qa.WhyCandidate) []string {
	if len(list) == 0 {
		return nil
	}
	out := []string{w.section(w.why.candidates)}
	for i, c := range list {
		text := number(i+1) + " · **" + w.foreign(c.Text, maxTitle) + "** · " + score(c.Score) +
			" · " + fill(w.why.support, "n", number(c.Support)) + " · " + w.foreign(c.Doc, maxTitle)
		out = append(out, w.line(text)+scores(c.Parts))
	}
	return out
}

// read lists the passages that were read.
func (w *Wording) read(list []qa.WhyPassage) []string {
	if len(list) == 0 {
		return nil
	}
	out := []string{w.section(w.why.passages)}
	for i, p := range list {
		text := number(i+1) + " · " + score(p.Score) + " · " + w.foreign(p.Doc, maxTitle)
		clean := corpus.Visible(p.Text)
		right := first(clean, true) > 0
		out = append(out, w.line(text)+"\n> "+aligned(w.isolated(clip(clean, 240), right), right)+scores(p.Parts))
	}
	return out
}

// looked lists the terms of the search.
func (w *Wording) looked(terms []corpus.TermStat) []string {
	if len(terms) == 0 {
		return nil
	}
	out := []string{w.section(w.why.terms)}
	for _, t := range terms {
		out = append(out, "> "+w.line(fill(w.why.term,
			"term", w.isolated(code(t.Term), first(t.Term, true) > 0), "field", code(t.Field), "passages", w.count(w.why.passageCount, t.DF), "idf", score(t.IDF))))
	}
	return out
}

// scores writes the additions to a score as a small line.
func scores(parts []corpus.Part) string {
	if len(parts) == 0 {
		return ""
	}
	const most = 14
	var out []string
	for _, p := range parts[:min(len(parts), most)] {
		out = append(out, fmt.Sprintf("%s %+.2f", strings.ReplaceAll(code(p.Label), "`", ""), p.Value))
	}
	text := strings.Join(out, ", ")
	if len(parts) > most {
		text += ", …"
	}
	return "\n-# " + "`" + text + "`"
}

func score(x float64) string { return fmt.Sprintf("%.2f", x) }
