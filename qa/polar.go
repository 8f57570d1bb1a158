package qa

import (
	"slices"
	"strings"

	"github.com/dalil-bot/dalil/corpus/analysis"
	"github.com/dalil-bot/dalil/corpus/values"
)

const (
	// leastPolar is the share of a question's weight that a sentence must hold to say yes or no to it, what it is about in
	// the words around it. Below it the sentence tells of something else: that the tramway was approved says nothing of the
	// stadium.
	leastPolar = 0.7
	// leastSaid is the same for the words that are no names: a sentence that only names the town says neither.
	leastSaid = 0.5
	// mostUnsaid is the share of one word among those that are no names, which may stand neither in the sentence nor in its
	// opposite: a sentence on an accident does not say whether somebody died in it.
	mostUnsaid = 0.3
	// nameAround is what a name counts that stands in the title or in the passage and not in the sentence, which goes on
	// speaking of it.
	nameAround = 0.8
)

// A ruling is what a line says to a question for yes or no.
type ruling struct {
	line  *Line
	no    bool
	score float64
}

// polar answers a question for yes or no out of the sentence that covers it best: no where the sentence negates, denies or
// says the opposite, and the question does not, or the reverse. A sentence that lacks a name of the question, or much else,
// says neither.
func (c *composer) polar() *Answer {
	names := c.in.namedUnits()
	var best ruling
	for _, l := range c.lines[:min(len(c.lines), readLines)] {
		if r, ok := c.rule(l, names); ok && r.score > best.score+1e-9 {
			best = r
		}
	}
	if best.line == nil {
		return c.abstain(ReasonNoCandidate, nil)
	}
	candidate := &Candidate{Line: best.line, Span: best.line.place(), Kind: Polar, ID: "yes"}
	if best.no {
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

// namedUnits returns the units that are names, numbers or symbols, or a part of a name.
func (in *Inquiry) namedUnits() []bool {
	out := make([]bool, len(in.units))
	for n, u := range in.units {
		out[n] = u.id != "" || in.text.Tokens[u.token].Kind != analysis.Word
	}
	for _, claim := range in.nameClaims() {
		for _, n := range claim.units {
			out[n] = true
		}
	}
	return out
}

// rule says what a line says, and whether it says anything.
func (c *composer) rule(l *Line, names []bool) (ruling, bool) {
	if c.lacksName(l) {
		return ruling{}, false
	}
	sides, opposed := c.in.sidesIn(l)
	var held, said, sayable float64
	for n, u := range c.in.units {
		if !names[n] {
			sayable += u.weight
		}
	}
	for n, u := range c.in.units {
		own := l.cover[n]
		if sides[n] {
			own = 1
		} else if own == 0 && c.in.Lang == "ar" && l.begins(u.fold) {
			own = nameAround
		}
		switch {
		case names[n] && own < nameAround && (l.title[n] || l.strength(n) > 0):
			own = nameAround
		case !names[n]:
			if own == 0 && (u.weight > mostUnsaid*sayable || c.in.Lang == "ar" && c.in.verbFirst(n)) {
				return ruling{}, false
			}
			said += u.weight * own
			if l.title[n] {
				own = max(own, 0.5)
			}
		}
		held += u.weight * own
	}
	if held < leastPolar*c.in.mass() || said < leastSaid*sayable {
		return ruling{}, false
	}
	_, passage := c.coverage(l)
	asked := c.in.negative && c.in.Lang != "en" // "didn't they sign?" asks whether they signed
	no := (l.negated() != opposed) != asked
	return ruling{l, no, held + 0.25*passage}, true
}

// begins reports whether a word of the line goes on behind a word of the question: "signed it" behind "signed" in Arabic.
func (l *Line) begins(fold string) bool {
	if len(fold) < 2*4 {
		return false
	}
	for i := l.from; i < l.to; i++ {
		if rest, ok := strings.CutPrefix(l.text.Tokens[i].Fold, fold); ok && len(rest) <= 2*2 {
			return true
		}
	}
	return false
}

// lightVerbs say little themselves.
var lightVerbs = words(`جاء جاءت جا اجا اجت اجي تم تمت صار صارت حصل حصلت قام قامت وصل وصلت`)

// verbFirst reports whether a unit is the first word of an Arabic question behind what asks, where the verb stands that the
// question is about.
func (in *Inquiry) verbFirst(n int) bool {
	if lightVerbs[in.units[n].fold] {
		return false
	}
	for i := range in.units[n].token {
		if !in.asks[i] && !isFiller(in.text.Tokens[i]) {
			return false
		}
	}
	return true
}

// lacksName reports whether the line lacks something that the question names: a country, number or symbol that neither the line
// nor the title has; a day or a month; another name of which line and title lack most.
func (c *composer) lacksName(l *Line) bool {
	for n, u := range c.in.units {
		token := c.in.text.Tokens[u.token]
		switch {
		case l.cover[n] > 0 || u.weight == 0:
		case c.in.dated(token):
			return true
		case !l.title[n] && (u.id != "" || token.Kind != analysis.Word):
			return true
		}
	}
	for _, claim := range c.in.nameClaims() {
		sum, whole := 0.0, 0.0
		for _, n := range claim.units {
			whole += c.in.units[n].weight
			if l.cover[n] > 0 || l.title[n] {
				sum += c.in.units[n].weight
			}
		}
		if l.lang == c.in.Lang && sum < leastName*whole {
			return true
		}
	}
	return false
}

// dated reports whether a word of the question is one of a date, of which another one says nothing.
func (in *Inquiry) dated(token analysis.Token) bool {
	return token.Kind == analysis.Word && slices.ContainsFunc(in.values, func(v values.Value) bool {
		return v.Kind == values.Date && v.Contains(token.Span)
	})
}

// denials turn round what follows them as a negation does.
var denials = words(`refused refuses refuse denied denies deny rejected failed fails neither declined ruled nobody نفي نفت ينفي تنفي رفض رفضت يرفض ترفض
	امتنع امتنعت فشل فشلت استبعد استبعدت مش مو موب`)

// negated reports whether the line negates a statement: a negation or a denial stands among or directly before the words that the
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
		fold := l.text.Tokens[i].Fold
		if negations[fold] || l.match[i].unit < 0 && (denials[fold] || l.lang == "ar" && anyForm(fold, denials)) || l.excepted(i) {
			return true
		}
	}
	return false
}

// exceptives leave out what follows them.
var exceptives = words(`except excluding excepting عدا باستثناء`)

// excepted reports whether word i leaves out a word of the question: "daily except Fridays".
func (l *Line) excepted(i int) bool {
	if !exceptives[l.text.Tokens[i].Fold] {
		return false
	}
	for j := i + 1; j < min(l.to, i+4); j++ {
		if l.match[j].unit >= 0 {
			return true
		}
	}
	return false
}
