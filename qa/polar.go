package qa

import "github.com/dalil-bot/dalil/corpus/analysis"

// leastPolar is the share of a question's weight that a sentence and its title must hold to say yes or no to it. Below it
// the sentence tells of something else: that the tramway was approved says nothing of the stadium.
const leastPolar = 0.7

// polar answers a question for yes or no out of the sentence that covers it best: no where the sentence negates and the
// question does not, or the reverse. A sentence that lacks a name of the question, or much else, says neither.
func (c *composer) polar() *Answer {
	var best *Line
	most := 0.0
	for _, l := range c.lines[:min(len(c.lines), readLines)] {
		cover, passage := c.coverage(l)
		if cover < leastPolar*c.in.mass() || c.lacksName(l) {
			continue
		}
		if score := cover + 0.25*passage; score > most+1e-9 {
			best, most = l, score
		}
	}
	if best == nil {
		return c.abstain(ReasonNoCandidate, nil)
	}
	no := best.negated() != c.in.negative
	candidate := &Candidate{Line: best, Span: best.place(), Kind: Polar, ID: "yes"}
	if no {
		candidate.ID = "no"
	}
	v := &value{best: candidate, members: []*Candidate{candidate}, weight: 0.5}
	a := c.answer([]*value{v}, c.confidence(v))
	if a.Kind != Abstention {
		a.Kind = YesNo
		a.Quotes[0].Marks = nil
	}
	return a
}

// lacksName reports whether a name, number or symbol of the question stands neither in the line nor in the title above it.
func (c *composer) lacksName(l *Line) bool {
	for n, u := range c.in.units {
		if (u.id != "" || c.in.text.Tokens[u.token].Kind != analysis.Word) && l.cover[n] == 0 && !l.title[n] {
			return true
		}
	}
	return false
}

// negated reports whether the line negates a statement: a negation stands among or directly before the words that the
// question holds.
func (l *Line) negated() bool {
	first, last := -1, -1
	for i := l.from; i < l.to; i++ {
		if l.match[i].unit >= 0 {
			if first < 0 {
				first = i
			}
			last = i
		}
	}
	if first < 0 {
		return false
	}
	for i := max(l.from, first-6); i <= min(l.to-1, last+3); i++ {
		if negations[l.text.Tokens[i].Fold] {
			return true
		}
	}
	return false
}
