package qa

import (
	"cmp"
	"math"
	"slices"

	"github.com/dalil-bot/dalil/corpus/analysis"
)

// longestPart is how many words a member of an enumeration may have; a longer piece between two commas is a clause.
const longestPart = 8

// leastEnumeration is the least probability of an enumeration, as a share of the best value's, at which it is taken for the
// answer to a question that asks for several things.
const leastEnumeration = 0.4

// several returns the values of the answer: those of a list where the question asks for one, the best value and what stands
// in one enumeration of names with it where the question leaves open how many things it asks for or the best value is an
// enumeration itself, and otherwise the best value alone.
func (c *composer) several(values []*value, found []Candidate) []*value {
	if c.in.List {
		return c.list(values, found)
	}
	best := values[0]
	open := c.in.mayBeSeveral()
	if run, _ := c.around(best.best, found); run != nil && run.allNames() && (open || run.within(best.best)) {
		if list := c.members(run, best.weight); len(list) > 0 {
			return list
		}
	}
	if open && found[0].read == nil {
		return c.further(values) // an encoder knows better than probabilities whether one thing or several are asked for
	}
	return values[:1]
}

// list returns the values of a list: what an encoder takes for its members, or the members of the enumeration in which the
// reader sees the most of the answer.
func (c *composer) list(values []*value, found []Candidate) []*value {
	best := values[0]
	if r := c.announcement(found); r != nil && c.in.Type != Country {
		if list := c.valuesOf(r, best.weight); len(list) > 1 {
			return list
		}
	}
	var chosen *run
	mass := 0.0
	for i := range found {
		e, m := c.around(&found[i], found)
		if e != nil && len(e.parts) == c.in.Count {
			m *= fullFactor
		}
		if e != nil && m > mass {
			chosen, mass = e, m
		}
	}
	told := chosen != nil && mass >= leastEnumeration*best.weight
	members := c.listed(found)
	if c.in.Count > 0 && len(members) > c.in.Count {
		members = members[:c.in.Count]
	}
	if len(members) > 1 && !(told && len(chosen.parts) > len(members)) {
		return members // an encoder overlooks a member sooner than a comma does
	}
	if told {
		if list := c.members(chosen, best.weight); len(list) > 0 {
			return list // else the question names them all
		}
	}
	return c.further(values)
}

// fullFactor is what an enumeration of as many members as the question asks for counts more than another one.
const fullFactor = 1.25

// leastMember is the least probability of a member of a list, as an encoder sees it.
const leastMember = 0.5

// listed returns the spans of the passage that answers best which an encoder takes for members of a list of answers; nil where
// no encoder read the passages. What other passages say in the same words supports them.
func (c *composer) listed(found []Candidate) []*value {
	if found[0].read == nil {
		return nil
	}
	var members []Candidate
	for _, x := range found {
		if x.member >= leastMember {
			members = append(members, x)
		}
	}
	slices.SortStableFunc(members, func(x, y Candidate) int { return cmp.Compare(y.member, x.member) })
	var out []*value
	for i := range members {
		if x := &members[i]; x.Line.reading == found[0].Line.reading {
			out = include(out, x)
		}
	}
	for i := range members {
		if x := &members[i]; x.Line.reading != found[0].Line.reading {
			support(out, x)
		}
	}
	return out
}

// include adds a member to a list, unless it shares words with one that is in it.
func include(list []*value, x *Candidate) []*value {
	bag := contentWords(x.Text(), x.Line.lang)
	for _, v := range list {
		if v.best.Line == x.Line && v.best.Span.Start < x.Span.End && x.Span.Start < v.best.Span.End {
			return list
		}
	}
	if same := sameBag(list, bag); same != nil {
		same.members = append(same.members, x)
		return list
	}
	if len(list) == longestList {
		return list
	}
	return append(list, &value{best: x, members: []*Candidate{x}, bag: bag, weight: x.member})
}

// support adds a member of another passage to that of the list which says the same.
func support(list []*value, x *Candidate) {
	if same := sameBag(list, contentWords(x.Text(), x.Line.lang)); same != nil {
		same.members = append(same.members, x)
	}
}

// sameBag returns the value most of whose words are these.
func sameBag(list []*value, bag []string) *value {
	i := slices.IndexFunc(list, func(v *value) bool { return overlap(v.bag, bag) > 0.5 })
	if i < 0 {
		return nil
	}
	return list[i]
}

// furtherShare is the least weight of a further value of a list, as a share of the best one's.
const furtherShare = 0.4

// further returns the best value with those beside it that are names or values of the kind asked for too, nearly as
// probable, and of other words.
func (c *composer) further(values []*value) []*value {
	out := values[:1:1]
	for _, v := range values[1:] {
		if len(out) == longestList || v.weight < furtherShare*values[0].weight || !v.best.proper || !values[0].best.proper {
			continue
		}
		if !slices.ContainsFunc(out, func(o *value) bool { return overlap(o.bag, v.bag) > 0 }) {
			out = append(out, v)
		}
	}
	return out
}

// A run is an enumeration: the words of its members in a line.
type run struct {
	line  *Line
	parts [][2]int
}

// around returns the enumeration in which a candidate stands, nil where there is none, with the probability of the
// candidates that lie in it.
func (c *composer) around(x *Candidate, found []Candidate) (*run, float64) {
	from, to := x.Line.wordsAt(x)
	parts := x.Line.members(from, to)
	if len(parts) < 2 {
		return nil, 0
	}
	whole := x.Line.view.quote(parts[0][0], parts[len(parts)-1][1])
	mass := 0.0
	if c.in.focus >= 0 && x.Line.labelled(c.in, parts) {
		mass = 1
	}
	for _, y := range found {
		if y.Line == x.Line && whole.Contains(y.Span) {
			mass += math.Exp(y.Score)
		}
	}
	return &run{x.Line, parts}, mass
}

// labelled reports whether the noun asked for stands in an enumeration or right behind it: "Aland, Bland and Cland islands".
func (l *Line) labelled(in *Inquiry, parts [][2]int) bool {
	for i := parts[0][0]; i <= parts[len(parts)-1][1] && i < l.to; i++ {
		if unit := l.match[i].unit; unit >= 0 && in.units[unit].focus {
			return true
		}
	}
	return false
}

// within reports whether a candidate holds three members of an enumeration or more; two may be the name of one firm.
func (r *run) within(x *Candidate) bool {
	held := 0
	for _, p := range r.parts {
		if x.Span.Contains(r.line.view.quote(p[0], p[1])) {
			held++
		}
	}
	return held > 2
}

// asTagged cuts the first member of an enumeration down to where an encoder sees an answer begin, since other words of the
// sentence stand before it ("the club beat offers from Leeds, Bari and Gent"), and leaves out members at its ends in which it
// sees none, while it sees them in others.
func (r *run) asTagged() {
	tags := r.line.tags
	if tags == nil {
		return
	}
	begins := func(p [2]int) (at int) {
		at = p[0]
		for i := p[0] + 1; i < p[1]; i++ {
			if tags[i].begin > tags[at].begin {
				at = i
			}
		}
		return at
	}
	most := 0.0
	for _, p := range r.parts {
		most = max(most, tags[begins(p)].begin)
	}
	unlikely := func(p [2]int) bool { return tags[begins(p)].begin < most*unlikelyMember }
	for most > leastMember && len(r.parts) > 2 && unlikely(r.parts[0]) {
		r.parts = r.parts[1:]
	}
	for most > leastMember && len(r.parts) > 2 && unlikely(r.parts[len(r.parts)-1]) {
		r.parts = r.parts[:len(r.parts)-1]
	}
	if at := begins(r.parts[0]); tags[at].begin > leastBegin {
		r.parts[0][0] = at
	}
	r.parts = r.line.trimmed(r.parts)
}

// The probability that a member begins at a word, from which an enumeration is cut down to it, and that no member begins in a
// part, as a share of the likeliest one's.
const (
	leastBegin     = 0.3
	unlikelyMember = 0.02
)

// members makes values of an enumeration's members.
func (c *composer) members(r *run, weight float64) []*value {
	r.asTagged()
	if c.in.Type == Country {
		return c.countries(r, weight)
	}
	return c.valuesOf(r, weight)
}

// valuesOf makes a value of each part of an enumeration.
func (c *composer) valuesOf(r *run, weight float64) []*value {
	var out []*value
	l := r.line
	for _, p := range r.parts {
		x := &Candidate{Line: l, Span: l.view.quote(p[0], p[1]), Kind: Thing}
		for _, m := range l.text.Mentions {
			if l.inDocument(m.Span) == x.Span {
				x.Kind, x.ID = typeOfName(c.in.Type, m)
			}
		}
		if !c.names(x.ID) && len(out) < longestList {
			out = append(out, &value{best: x, members: []*Candidate{x}, weight: weight})
		}
	}
	return out
}

// countries makes values of the countries in an enumeration.
func (c *composer) countries(r *run, weight float64) []*value {
	var out []*value
	for _, m := range r.line.text.Mentions {
		if m.First >= r.parts[0][0] && m.Last <= r.parts[len(r.parts)-1][1] && !c.names(m.ID) && len(out) < longestList {
			x := &Candidate{Line: r.line, Span: r.line.inDocument(m.Span), Kind: Country, ID: m.ID}
			out = append(out, &value{best: x, members: []*Candidate{x}, weight: weight})
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
func (r *run) allNames() bool {
	for _, p := range r.parts {
		if !r.line.words[p[0]].upper || p[1]-p[0] > 5 || !r.line.words[p[1]-1].upper {
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
	if n := len(out) - 1; n > 0 && l.beginsClause(out[0][0], out[n][1]) {
		out = out[:n]
	}
	joined := slices.ContainsFunc(out[1:], func(p [2]int) bool { return l.joinsWith(p[0]) })
	if out = l.trimmed(out); !joined && l.apposition(out) {
		return nil
	}
	return out
}

// apposition reports whether parts between commas, without a conjunction, may be no enumeration: "Amina Odera, a physician, came
// first" has them of several kinds.
func (l *Line) apposition(parts [][2]int) bool {
	upper := 0
	for _, p := range parts {
		if l.words[p[0]].upper {
			upper++
		}
	}
	return len(parts) < 3 || upper > 0 && upper < len(parts)
}

// beginsClause reports whether the last member of an enumeration is really the subject of a clause that follows: an
// auxiliary stands behind it, and the enumeration does not begin the sentence, as a subject of several members would.
func (l *Line) beginsClause(first, end int) bool {
	return end < l.to && auxiliaries[l.text.Tokens[end].Fold] && first > l.from && !l.words[first].hard
}

// separates reports whether word i begins a new member: a comma or a conjunction stands before it.
func (l *Line) separates(i int) bool {
	if i <= l.from || i >= l.to {
		return false
	}
	return l.words[i].cut && !l.words[i].hard || l.joinsWith(i)
}

// joinsWith reports whether word i is a conjunction or begins with one.
func (l *Line) joinsWith(i int) bool { return l.words[i].wa || isAnd(l.text.Tokens[i].Fold) }

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
		p = l.nameIn(p)
		if p[1] > p[0] {
			out = append(out, p)
		}
	}
	return out
}

// nameIn cuts a member that holds one run of capitals down to it: "the actor Adil Haddad" names Adil Haddad.
func (l *Line) nameIn(p [2]int) [2]int {
	from, to := -1, -1
	for i := p[0]; i < p[1]; i++ {
		if !l.words[i].upper {
			continue
		}
		if from < 0 {
			from = i
		} else if i > to && !l.joins(to, i) {
			return p // two names in one member
		}
		to = i + 1
	}
	if from < 0 || from == l.from {
		return p
	}
	return [2]int{from, to}
}

// joins reports whether only words that stand within names lie between two capitals.
func (l *Line) joins(from, to int) bool {
	for i := from; i < to; i++ {
		if fold := l.text.Tokens[i].Fold; fold != "of" && fold != "the" && fold != "de" && fold != "von" && fold != "al" && fold != "bin" {
			return false
		}
	}
	return true
}
