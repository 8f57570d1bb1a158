package qa

import (
	"slices"

	"github.com/dalil-bot/dalil/corpus/analysis"
)

// longestPart is how many words a member of an enumeration may have; a longer piece between two commas is a clause.
const longestPart = 8

// enumeration returns the values of a list: the members of the enumeration in which the best candidate stands, or that
// candidate alone.
func (c *composer) enumeration(values []*value) []*value {
	best := values[0].best
	l := best.Line
	from, to := l.wordsAt(best)
	parts := l.members(from, to)
	if len(parts) < 2 || !c.in.List && !l.allNames(parts) {
		return values[:1]
	}
	var out []*value
	for _, p := range parts {
		x := &Candidate{Line: l, Span: l.view.quote(p[0], p[1]), Kind: Thing, Score: best.Score}
		if x.Span == best.Span {
			x = best
		}
		for _, m := range l.text.Mentions {
			if l.inDocument(m.Span) == x.Span {
				x.Kind, x.ID = Country, m.ID
			}
		}
		if !c.names(x.ID) && len(out) < longestList {
			out = append(out, &value{best: x, members: []*Candidate{x}, weight: values[0].weight})
		}
	}
	return out
}

// mayBeSeveral reports whether the question leaves open how many things it asks for, as "who wrote …" does: it has no
// noun in the singular, no "is the" and no "first".
func (in *Inquiry) mayBeSeveral() bool {
	switch in.Type {
	case Person, Place, Organisation, Thing:
	default:
		return false
	}
	if in.focus >= 0 {
		return false
	}
	for i, token := range in.text.Tokens {
		if singulars[token.Fold] && i > 0 && in.asks[i-1] {
			return false
		}
		if token.Fold == "first" || token.Fold == "only" {
			return false
		}
	}
	return true
}

// singulars are forms of to be that follow the word that asks when one thing is asked for.
var singulars = words(`is was s`)

// allNames reports whether each member of an enumeration is a name: a few words with a capital letter in front.
func (l *Line) allNames(parts [][2]int) bool {
	for _, p := range parts {
		if !l.words[p[0]].upper || p[1]-p[0] > 5 || !l.words[p[1]-1].upper {
			return false
		}
	}
	return true
}

// wordsAt returns the words of a candidate.
func (l *Line) wordsAt(x *Candidate) (from, to int) {
	from = l.from
	for from < l.to && l.view.span.Start+l.text.Tokens[from].End <= x.Span.Start {
		from++
	}
	to = from
	for to < l.to && l.view.span.Start+l.text.Tokens[to].Start < x.Span.End {
		to++
	}
	return from, to
}

// members returns the members of the enumeration around words [from, to), in order.
func (l *Line) members(from, to int) [][2]int {
	var out [][2]int
	left, right := from, to
	for left > l.from && !l.separates(left) && !l.closes(left-1) && to-left < longestPart {
		left--
	}
	for right < l.to && !l.separates(right) && !l.closes(right) && right-left < longestPart {
		right++
	}
	// the candidate itself may hold separators
	for at := left; at < right; {
		end := at + 1
		for end < right && !l.separates(end) {
			end++
		}
		out = append(out, [2]int{at, end})
		at = end
	}
	for left > l.from && l.separates(left) {
		start := left - 1
		for start > l.from && !l.separates(start) && !l.closes(start-1) && left-start < longestPart {
			start--
		}
		if left-start >= longestPart || l.closes(left-1) && left-1 == start {
			break
		}
		out = slices.Insert(out, 0, [2]int{start, left})
		if !l.separates(start) {
			break
		}
		left = start
	}
	for right < l.to && l.separates(right) {
		end := right + 1
		for end < l.to && !l.separates(end) && !l.closes(end) && end-right < longestPart {
			end++
		}
		if end-right >= longestPart {
			break
		}
		out = append(out, [2]int{right, end})
		right = end
	}
	return l.trimmed(out)
}

// separates reports whether word i begins a new member: a comma or a conjunction stands before it.
func (l *Line) separates(i int) bool {
	if i <= l.from || i >= l.to {
		return false
	}
	return l.words[i].cut && !l.words[i].hard || l.words[i].wa || isAnd(l.text.Tokens[i].Fold)
}

func isAnd(fold string) bool { return fold == "and" || fold == "or" || fold == "و" || fold == "او" }

// closes reports whether word i cannot be part of a member of an enumeration, such as a form of to be.
func (l *Line) closes(i int) bool {
	if l.words[i].hard && i > l.from {
		return true
	}
	fold := l.text.Tokens[i].Fold
	if auxiliaries[fold] || breakers[fold] {
		return true
	}
	w := l.words[i]
	return w.stop && !isAnd(fold) && fold != "the" && fold != "of" && fold != "a" && fold != "an"
}

// trimmed strips conjunctions and function words from the ends of members and leaves out what is then empty.
func (l *Line) trimmed(parts [][2]int) [][2]int {
	var out [][2]int
	for _, p := range parts {
		for p[0] < p[1] && (isAnd(l.text.Tokens[p[0]].Fold) || l.words[p[0]].stop && l.text.Tokens[p[0]].Kind == analysis.Word) {
			p[0]++
		}
		for p[1] > p[0] && l.words[p[1]-1].stop {
			p[1]--
		}
		if p[1] > p[0] {
			out = append(out, p)
		}
	}
	return out
}
