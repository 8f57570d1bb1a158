package qa

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"github.com/dalil-bot/dalil/corpus"
)

const (
	nearMisses   = 3 // passages shown with a refusal
	relatedLines = 3 // further sentences shown with an answer
	itemQuotes   = 3 // quotes of one item
	longestList  = 12
	supportRank  = 3    // a further quote of a single answer comes from one of the best lines: the same words elsewhere may mean another thing
	leastProper  = 0.01 // probability of all names, below which a person may be told in other words
	mergeBest    = 40   // candidates that are compared with each other
)

// A composer makes one answer of what was read.
type composer struct {
	in        *Inquiry
	lines     []*Line // best first; by what the reader sees in them, once it has read
	retrieved []*Line // as retrieval ranks them
	why       *Why
	threshold float64
	quotes    []Quote
	quoted    map[*Line]int
	claims    *claims
	aligned   map[*Line]bool // lines in which parallel lists told who holds the office asked for
}

// A value is candidates that mean the same.
type value struct {
	best    *Candidate // its most probable member, which is shown
	members []*Candidate
	bag     []string // its words, as contentWords gives them
	weight  float64  // probability mass of the members; of a list, the strength of their evidence
}

// compose chooses an answer among the candidates, which are best first, or refuses.
func (c *composer) compose(found []Candidate) *Answer {
	switch c.in.Type {
	case Polar:
		return c.polar()
	case Choice:
		return c.choose()
	}
	if c.in.Type == Country {
		list, all := c.relationList()
		c.why.considered(all)
		switch {
		case len(list) == 0 && c.in.List:
			if len(found) == 0 || found[0].read == nil || found[0].read.margin < 0 {
				return c.abstain(ReasonNoCandidate, nil)
			}
		case len(list) > 0 && !c.in.List:
			list = list[:1]
		}
		if len(list) > 0 {
			return c.answer(list, c.confidence(list[0]))
		}
		c.why.Candidates = nil
	}
	found = c.fitting(found)
	if len(found) == 0 {
		return c.abstain(ReasonNoCandidate, nil)
	}
	found = c.doubted(found)
	c.rankLines(found)
	values := merge(found[:min(len(found), mergeBest)])
	c.why.considered(values)
	chosen := c.several(values, found)
	answer := c.answer(chosen, c.confidence(chosen[0]))
	if answer.Kind == Single {
		answer.Conflicts = c.conflicts(values)
	}
	return answer
}

// fitting leaves out what cannot answer: what the question itself names, and, where the question asks for a kind of value
// that patterns recognise and the text has one, whatever holds no such value; and names that stand beside another office.
func (c *composer) fitting(found []Candidate) []Candidate {
	var out []Candidate
	if c.in.Type == Person {
		found = onlyProper(found)
	}
	year := c.in.asksYear()
	strict := strictTypes[c.in.Type] && slices.ContainsFunc(found, func(x Candidate) bool { return x.typed })
	for _, x := range found {
		if x.Kind == Country && c.names(x.ID) || strict && !x.typed || c.in.Type == Country && x.Kind != Country {
			continue
		}
		if year && x.typed {
			x = yearOf(x)
		}
		if slices.Contains(c.in.told, displayOf(&x, c.language())) {
			continue
		}
		out = append(out, x)
	}
	return c.inOrder(out)
}

// onlyProper keeps the candidates that are names as they stand, where the best lines hold any: whole runs of capitals, or what a
// pattern takes for a person.
func onlyProper(found []Candidate) []Candidate {
	var out []Candidate
	mass := 0.0
	for _, x := range found {
		if x.proper {
			out = append(out, x)
			mass += math.Exp(x.Score)
		}
	}
	if mass < leastProper {
		return found
	}
	return out
}

// strictTypes are the types of which patterns miss few values.
var strictTypes = map[Type]bool{Country: true, Date: true, Number: true, Amount: true, Duration: true}

// rankLines orders the lines that were read by the probability that the answer stands in them. What was not read stays
// behind, in its order.
func (c *composer) rankLines(found []Candidate) {
	c.retrieved = slices.Clone(c.lines)
	mass := map[*Line]float64{}
	for _, x := range found {
		mass[x.Line] += math.Exp(x.Score)
	}
	slices.SortStableFunc(c.lines, func(x, y *Line) int { return cmp.Compare(mass[y], mass[x]) })
}

// names reports whether the question names the identifier.
func (c *composer) names(id string) bool { return id != "" && slices.Contains(c.in.Names, id) }

// merge groups candidates that mean the same and orders the groups by expected overlap: each candidate is weighed by the
// probability of all that share its words, so that readings which differ in a word support each other (minimum Bayes
// risk over token F1; Kumar and Byrne, 2004).
func merge(found []Candidate) []*value {
	keys := make([]string, len(found))
	bags := make([][]string, len(found))
	for i := range found {
		bags[i] = contentWords(found[i].Text(), found[i].Line.lang)
		keys[i] = strings.Join(bags[i], " ")
		if found[i].ID != "" {
			keys[i] = string(found[i].Kind) + " " + found[i].ID
		}
	}
	risk := make([]float64, len(found))
	byKey := map[string]*value{}
	var values []*value
	for i := range found {
		for j := range found {
			same := 0.0
			if keys[i] == keys[j] {
				same = 1
			} else {
				same = overlap(bags[i], bags[j])
			}
			risk[i] += math.Exp(found[j].Score) * same
		}
		v, ok := byKey[keys[i]]
		if !ok {
			v = &value{best: &found[i], bag: bags[i]}
			byKey[keys[i]] = v
			values = append(values, v)
		}
		v.members = append(v.members, &found[i])
		v.weight = max(v.weight, risk[i])
	}
	slices.SortStableFunc(values, func(x, y *value) int { return cmp.Compare(y.weight, x.weight) })
	return values
}

// overlap is the F1 of two lists of words, 0 to 1.
func overlap(a, b []string) float64 {
	if len(a) == 0 || len(b) == 0 {
		return 0
	}
	same := 0
	used := make([]bool, len(b))
	for _, x := range a {
		for j, y := range b {
			if !used[j] && x == y {
				used[j] = true
				same++
				break
			}
		}
	}
	return 2 * float64(same) / float64(len(a)+len(b))
}

// answer makes an Answer of values that were chosen, best first, or refuses when the confidence is too low.
func (c *composer) answer(chosen []*value, confidence float64) *Answer {
	a := &Answer{
		Question: c.in.Text, Lang: c.language(), Type: c.in.Type, Kind: Single,
		Confidence: confidence, Why: c.why,
	}
	if len(chosen) > 1 {
		a.Kind = List
	}
	docs := map[string]bool{}
	for _, v := range chosen {
		item := c.item(v, a.Lang)
		a.Items = append(a.Items, item)
		for _, m := range v.members {
			docs[m.Line.evidence()] = true
		}
	}
	c.attach(a, chosen)
	a.Sources = len(docs)
	a.Text = joinItems(a.Items, a.Lang)
	if len(c.why.Candidates) == 0 {
		c.why.considered(chosen)
	}
	c.why.decided(confidence)
	if confidence < c.threshold {
		a.refuse(ReasonUnsure)
		if len(a.Near) < nearMisses {
			a.Near = c.near()
		}
	}
	return a
}

// attach gives each item its quotes: first one for each item, so that none is without, then further ones in turn; behind
// them come related sentences.
func (c *composer) attach(a *Answer, chosen []*value) {
	c.quoted = map[*Line]int{}
	if c.retrieved == nil {
		c.retrieved = c.lines
	}
	for n := range itemQuotes {
		for i, v := range chosen {
			if lines := v.lines(); n < len(lines) && (n == 0 || len(chosen) > 1 || slices.Index(c.lines, lines[n]) < supportRank) {
				a.Items[i].Quotes = append(a.Items[i].Quotes, c.quote(lines[n]))
			}
		}
	}
	for i, v := range chosen {
		for _, m := range v.members {
			if q, ok := c.quoted[m.Line]; ok && !slices.Contains(c.quotes[q].Marks, m.Span) {
				c.quotes[q].Marks = addMark(c.quotes[q].Marks, m.Span)
				if !slices.Contains(a.Items[i].Quotes, q) {
					a.Items[i].Quotes = append(a.Items[i].Quotes, q)
				}
			}
		}
	}
	a.Quotes = c.quotes
	c.relate(a)
}

// relate adds further sentences: by turns the one in which the reader sees most of the answer, and the one that retrieval
// ranks highest, which is often in the other language.
func (c *composer) relate(a *Answer) {
	for turn := 0; len(a.Related) < relatedLines; turn++ {
		lines := c.lines
		if turn%2 == 1 {
			lines = c.retrieved
		}
		i := slices.IndexFunc(lines, func(l *Line) bool {
			_, quoted := c.quoted[l]
			return !quoted && !c.told(l)
		})
		if i < 0 {
			return
		}
		a.Related = append(a.Related, lines[i].quoteOf())
		c.quoted[lines[i]] = -1
	}
}

// told reports whether a quote already says word for word what the line says.
func (c *composer) told(l *Line) bool {
	for quoted := range c.quoted {
		if quoted != l && quoted.sameWords(l) {
			return true
		}
	}
	return false
}

// lines returns the distinct lines of a value's members, best first.
func (v *value) lines() []*Line {
	var out []*Line
	for _, m := range v.members {
		if !slices.ContainsFunc(out, func(l *Line) bool { return l == m.Line || l.sameWords(m.Line) }) {
			out = append(out, m.Line)
		}
	}
	return out
}

// quote returns the index of a line's quote.
func (c *composer) quote(l *Line) int {
	if i, ok := c.quoted[l]; ok {
		return i
	}
	c.quotes = append(c.quotes, l.quoteOf())
	c.quoted[l] = len(c.quotes) - 1
	return len(c.quotes) - 1
}

func addMark(marks []corpus.Span, s corpus.Span) []corpus.Span {
	for i, m := range marks {
		if m.Contains(s) {
			return marks
		}
		if s.Contains(m) {
			marks[i] = s
			return marks
		}
	}
	marks = append(marks, s)
	slices.SortFunc(marks, func(a, b corpus.Span) int { return cmp.Compare(a.Start, b.Start) })
	return marks
}

// near returns the closest passages' best sentences, which are no answer.
func (c *composer) near() []Quote {
	var out []Quote
	for _, l := range c.lines {
		if len(out) == nearMisses {
			break
		}
		out = append(out, l.quoteOf())
	}
	return out
}

// abstain refuses before anything was composed.
func (c *composer) abstain(reason string, notes []string) *Answer {
	c.why.Rule = "refused: " + reason
	return &Answer{
		Question: c.in.Text, Lang: c.language(), Type: c.in.Type, Kind: Abstention,
		Near: c.near(), Reason: reason, Notes: notes, Why: c.why,
	}
}

// language is the one in which the answer speaks: asked for, or the question's.
func (c *composer) language() string { return cmp.Or(c.in.asked.Lang, c.in.Lang, "en") }

// quoteOf makes a quote of a line.
func (l *Line) quoteOf() Quote {
	place := l.place()
	return Quote{
		Span: place, Text: place.Of(l.doc.Text), Collection: l.doc.Collection, Doc: l.doc.ID, Title: l.doc.Title,
		Publisher: l.doc.Publisher, Date: l.doc.Date, Lang: l.lang, Context: l.view.span, Score: l.score,
		Also: l.sources(),
	}
}
