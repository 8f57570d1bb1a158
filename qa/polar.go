package qa

// polar answers a question for yes or no out of the sentence that covers it best: no where the sentence negates and the
// question does not, or the reverse.
func (c *composer) polar() *Answer {
	var best *Line
	most := 0.0
	for _, l := range c.lines[:min(len(c.lines), readLines)] {
		cover, passage := c.coverage(l)
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
