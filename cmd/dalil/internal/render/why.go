package render

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/dalil-bot/dalil/corpus"
	"github.com/dalil-bot/dalil/qa"
)

// How much of an explanation is shown: what had a chance to become the answer. --json has all of it.
const (
	shownPassages   = 10
	shownCandidates = 15
)

// Why writes how an answer came about: what was understood, the terms looked for, the passages and candidates with the
// parts of their scores, and the rule that chose or refused. It is written in English, whatever the answer's language.
func Why(w io.Writer, a *qa.Answer, o Options) error {
	p := newPage("en", o)
	if a.Why == nil {
		p.lines("nothing is known about how this answer came about")
		return p.flush(w)
	}
	p.analysis(a.Why.Analysis)
	p.terms(a.Why.Terms)
	p.passages(a.Why.Passages)
	p.candidates(a.Why.Candidates)
	p.section("rule")
	p.lines("  "+p.foreign(a.Why.Rule), fmt.Sprintf("  confidence %.3f, threshold %.3f", a.Confidence, a.Why.Threshold))
	if a.Kind == qa.Abstention {
		p.lines("  refused: " + a.Reason)
	} else {
		p.lines("  answered: " + p.foreign(a.Text))
	}
	return p.flush(w)
}

func (p *page) section(name string) {
	if p.Len() > 0 {
		p.WriteByte('\n')
	}
	p.lines(p.styled(bold, name))
}

func (p *page) analysis(n qa.Analysis) {
	p.section("question")
	shape := string(n.Type)
	if n.List {
		shape = "list of " + shape
	}
	if n.Count > 0 {
		shape += ", " + strconv.Itoa(n.Count)
	}
	p.lines("  "+p.foreign(n.Text), "  language "+n.Lang+", asks for: "+shape)
	if n.Focus != "" {
		p.lines("  focus: " + p.foreign(n.Focus))
	}
	if len(n.Names) > 0 {
		p.lines("  names: " + p.foreign(strings.Join(n.Names, " ")))
	}
}

func (p *page) terms(terms []corpus.TermStat) {
	p.section("terms")
	for _, t := range terms {
		p.lines(fmt.Sprintf("  %-8s df %-6d idf %6.3f  %s", t.Field, t.DF, t.IDF, p.foreign(t.Term)))
	}
}

func (p *page) passages(passages []qa.WhyPassage) {
	p.section(fmt.Sprintf("passages (%d)", len(passages)))
	for i, s := range passages[:min(shownPassages, len(passages))] {
		p.lines(fmt.Sprintf("%3d. %.3f  %s %s", i+1, s.Score, p.foreign(s.Doc), at(s.Span)))
		p.parts(s.Parts)
		p.read(s.Read)
		p.lines("     " + p.foreign(s.Text))
	}
}

// read writes what an encoder says of a passage: the log-odds that it answers, and by how many logits its best span beats
// that there is none.
func (p *page) read(parts []corpus.Part) {
	if len(parts) > 0 {
		p.lines("     " + p.styled(dim, "read: "+join(parts)))
	}
}

func (p *page) candidates(candidates []qa.WhyCandidate) {
	p.section(fmt.Sprintf("candidates (%d)", len(candidates)))
	for i, c := range candidates[:min(shownCandidates, len(candidates))] {
		value := p.styled(bold, p.foreign(c.Text))
		if c.ID != "" {
			value += " = " + p.foreign(c.ID)
		}
		p.lines(fmt.Sprintf("%3d. %.3f  %s · support %d · %s %s", i+1, c.Score, value, c.Support, p.foreign(c.Doc), at(c.Span)))
		p.parts(c.Parts)
	}
}

// at writes a span in the form in which show --at takes it.
func at(s corpus.Span) string { return fmt.Sprintf("%d:%d", s.Start, s.End) }

// parts writes a score by its parts, on a line of its own.
func (p *page) parts(parts []corpus.Part) {
	if len(parts) == 0 {
		return
	}
	p.lines("     " + p.styled(dim, join(parts)))
}

func join(parts []corpus.Part) string {
	pieces := make([]string, len(parts))
	for i, part := range parts {
		pieces[i] = fmt.Sprintf("%s %+.3f", part.Label, part.Value)
	}
	return strings.Join(pieces, "  ")
}
