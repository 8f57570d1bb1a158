package qa

import (
	"slices"
	"strings"

	"github.com/dalil-bot/dalil/corpus"
	"github.com/dalil-bot/dalil/corpus/analysis"
)

// An option is one of the two answers that a question offers: "in the kitchen or in the warehouse?". It is a range of the question's
// tokens.
type option struct{ from, to int }

// longestOption is how many tokens one may have.
const longestOption = 6

// orWords stand between two options. The Arabic أم is also a part of names, which choose sees where a text has them; أو asks for
// yes or no.
var orWords = words(`or ام`)

// choice makes a question for yes or no one for a choice, where two options end it and something stands before them.
func (a *asker) choice() {
	n := len(a.tokens)
	for at := n - 2; at > 1 && at >= n-1-longestOption; at-- {
		if !orWords[a.fold(at)] {
			continue
		}
		right := option{at + 1, n}
		left := option{a.begins(at, right), at}
		if left.from > 1 && a.alike(left, right) && !a.interrupted(left.from, n) {
			a.kind, a.options, a.asks[at] = Choice, []option{left, right}, true
		}
		return
	}
}

// begins returns where the option before "or" begins: at the word with which the other one begins, else at the number where
// that begins with one, else so that both have as many words.
func (a *asker) begins(or int, right option) int {
	words := right.to - right.from
	for i := or - 1; i >= max(or-words-1, 0); i-- {
		same := a.fold(i) == a.fold(right.from)
		if same || a.tokens[right.from].Kind == analysis.Number && a.tokens[i].Kind == analysis.Number {
			return i
		}
	}
	return or - words
}

// alike reports whether two options look like answers to one question: they begin with the same word or with numbers, or are
// names of as many words, or one word each, which in Arabic both have the article or both have not.
func (a *asker) alike(x, y option) bool {
	first, second := a.tokens[x.from], a.tokens[y.from]
	switch {
	case negations[second.Fold]:
		return false // "or not"
	case first.Fold == second.Fold, first.Kind == analysis.Number && second.Kind == analysis.Number:
		return true
	}
	single := x.to-x.from == 1 && y.to-y.from == 1 && hasArticle(first.Fold) == hasArticle(second.Fold)
	return single || a.capitals(x) && a.capitals(y)
}

// capitals reports whether each word of an option begins with a capital.
func (a *asker) capitals(o option) bool {
	for _, token := range a.tokens[o.from:o.to] {
		if !isUpper(token.Of(a.text)) {
			return false
		}
	}
	return true
}

// interrupted reports whether punctuation stands between two of the tokens [from, to).
func (a *asker) interrupted(from, to int) bool {
	for i := from + 1; i < to; i++ {
		if a.breaks(i) {
			return true
		}
	}
	return false
}

func hasArticle(fold string) bool {
	for _, form := range bareForms(fold) {
		if strings.HasPrefix(form, "ال") {
			return true
		}
	}
	return false
}

// mostOther and leastOwn are the shares of its own words' weight that the option which is not chosen may have in a sentence, and
// that the chosen one must.
const (
	mostOther = 0.3
	leastOwn  = 0.7
)

// choose answers with the option that stands in the sentence which says the rest of the question best, where the other option
// does not stand there. Where sentences have both options, it was a question for yes or no.
func (c *composer) choose() *Answer {
	own := c.in.ownUnits()
	weights := c.in.setAside(own)
	names := c.in.namedUnits()
	var best ruling
	var span corpus.Span
	picked := -1
	both := false
	for _, l := range c.lines[:min(len(c.lines), readLines)] {
		n := pick(l, own, weights)
		if n < 0 {
			both = both || n == pickBoth
			continue
		}
		if r, ok := c.rule(l, names); ok && !r.no && r.score > best.score+1e-9 {
			best, picked, span = r, n, c.optionIn(l, c.in.options[n])
		}
	}
	rest := c.in.mass()
	if both && picked < 0 && rest > 0 {
		for n := range c.in.units {
			c.in.units[n].weight = weights[n]
		}
		c.in.Type = Polar
		return c.polar()
	}
	if picked < 0 || rest == 0 {
		return c.abstain(ReasonNoCandidate, nil)
	}
	for _, n := range own[picked] {
		c.in.units[n].weight = weights[n]
	}
	x := &Candidate{Line: best.line, Span: span, Kind: Thing}
	for _, m := range best.line.text.Mentions {
		if best.line.inDocument(m.Span) == x.Span {
			x.Kind, x.ID = typeOfName(Thing, m)
		}
	}
	v := &value{best: x, members: []*Candidate{x}, weight: 0.5}
	return c.answer([]*value{v}, c.confidence(v))
}

// ownUnits returns for each option the units that the other one has not.
func (in *Inquiry) ownUnits() [2][]int {
	var out [2][]int
	for i, o := range in.options {
		other := in.options[1-i]
		for n, u := range in.units {
			if u.token >= o.from && u.token < o.to && !in.says(other, u) {
				out[i] = append(out[i], n)
			}
		}
	}
	return out
}

// says reports whether an option has what a unit stands for.
func (in *Inquiry) says(o option, u unit) bool {
	if u.id != "" {
		return slices.ContainsFunc(in.units, func(other unit) bool {
			return other.id == u.id && other.token >= o.from && other.token < o.to
		})
	}
	return slices.ContainsFunc(in.text.Tokens[o.from:o.to], func(t analysis.Token) bool { return t.Fold == u.fold })
}

// setAside takes the weight from the units of both options, since they are asked for and not looked for, and from words that the
// second repeats. It returns what all had.
func (in *Inquiry) setAside(own [2][]int) []float64 {
	weights := make([]float64, len(in.units))
	for n, u := range in.units {
		weights[n] = u.weight
	}
	for _, n := range own[0] {
		in.units[n].weight = 0
	}
	for n, u := range in.units {
		if u.token >= in.options[1].from {
			in.units[n].weight = 0
		}
	}
	return weights
}

// What pick returns where a line has no option's words, or both.
const (
	pickNone = -1
	pickBoth = -2
)

// pick returns the option whose words a line has.
func pick(l *Line, own [2][]int, weights []float64) int {
	var share [2]float64
	for i, units := range own {
		held, whole := 0.0, 0.0
		for _, n := range units {
			held += weights[n] * l.cover[n]
			whole += weights[n]
		}
		if whole > 0 {
			share[i] = held / whole
		}
	}
	for i := range share {
		if share[i] >= leastOwn && share[1-i] <= mostOther {
			return i
		}
	}
	if min(share[0], share[1]) >= leastOwn {
		return pickBoth
	}
	return pickNone
}

// optionIn returns where the words of an option stand in a line that has some: the longest stretch of them with at most two others
// between two.
func (c *composer) optionIn(l *Line, o option) corpus.Span {
	var best, at [2]int
	for i := l.from; i < l.to; i++ {
		u := l.match[i].unit
		if u < 0 || !c.in.says(o, c.in.units[u]) {
			continue
		}
		if at[1] == 0 || i-at[1] > 2 {
			at[0] = i
		}
		at[1] = i + 1
		if at[1]-at[0] > best[1]-best[0] {
			best = at
		}
	}
	return l.quote(best[0], best[1])
}
