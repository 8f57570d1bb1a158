package qa

import (
	"slices"

	"github.com/dalil-bot/dalil/corpus/names"
)

// A sentence may tell offices and their holders in parallel lists: "the finance and trade ministers of Peru, A and B", or "Finance
// Minister A, Trade Minister B and their Kenyan counterparts, C and D". Names in such lists belong to offices by their place in
// the order alone: D is the trade minister of Kenya, however near to "Kenyan" the others stand.

// counterpart and counterparts are words for one and for those who hold the same office elsewhere, as folded forms.
var counterpart = words(`counterpart نظير نظيره نظيرها نظيرهما نظيرهم`)

var counterparts = words(`counterparts
	نظيريه نظيريها نظيريهما نظيريهم نظيراه نظيراها نظيراهما نظرايه نظرايها نظرايهم نظرايهما نظراوه نظراوهم نظراوهما نظراءهم`)

// A stretch is words [from, to) of a line.
type stretch struct{ from, to int }

func (s stretch) overlaps(t stretch) bool { return s.from < t.to && t.from < s.to }

// A parallel is two lists of one order: pieces of text that hold an office each, in order, and the names of the second list. The
// offices may come in more pieces than there are names, the names of their own holders among them.
type parallel struct {
	pieces  []stretch
	members []stretch
	country string // whose the second list is, where it is another country than that of the first; "" for unknown
	other   bool   // the second list holds the same offices elsewhere
}

// inOrder leaves out, of the sentences that tell offices and names in parallel lists, the names that do not stand at the place of
// the office asked for, where a candidate does.
func (c *composer) inOrder(found []Candidate) []Candidate {
	office := slices.ContainsFunc(c.in.units, func(u unit) bool {
		noun, ok := lookupNoun(u.fold)
		return ok && noun.kind == Person
	})
	if !office || c.in.Type != Person && c.in.Type != Definition {
		return found
	}
	type answer struct{ target, whole stretch }
	of := map[*Line]*answer{}
	c.aligned = map[*Line]bool{}
	for i := range found {
		l := found[i].Line
		if _, seen := of[l]; seen {
			continue
		}
		of[l] = nil
		p := l.parallelOf()
		if p == nil {
			continue
		}
		target, ok := c.placeIn(l, p)
		whole := stretch{p.pieces[0].from, p.members[len(p.members)-1].to}
		if ok && slices.ContainsFunc(found, func(x Candidate) bool {
			from, to := l.wordsAt(&x)
			return x.Line == l && target.overlaps(stretch{from, to})
		}) {
			of[l] = &answer{target, whole}
			c.aligned[l] = true
		}
	}
	return slices.DeleteFunc(found, func(x Candidate) bool {
		a := of[x.Line]
		if a == nil {
			return false
		}
		from, to := x.Line.wordsAt(&x)
		at := stretch{from, to}
		return at.overlaps(a.whole) && (from < a.target.from || to > a.target.to)
	})
}

// placeIn returns where in parallel lists the holder of the office asked for stands.
func (c *composer) placeIn(l *Line, p *parallel) (stretch, bool) {
	piece, ok := c.deciding(l, p)
	if !ok {
		return stretch{}, false
	}
	n := len(p.members)
	back := len(p.pieces) - 1 - piece // pieces behind it
	if !p.other {
		return p.members[n-1-back%n], back < n
	}
	named, its := false, false // whether the question names a country, and the one of the second list
	for _, u := range c.in.units {
		named = named || u.id != ""
		its = its || u.id != "" && u.id == p.country
	}
	switch {
	case its:
		return p.members[n-1-back%n], true
	case named && p.country != "":
		return p.pieces[len(p.pieces)-1-back%n], true // of the first list: it may name the holders behind the offices
	}
	return stretch{}, false
}

// deciding returns the piece that holds what tells the office asked for from the others, in the nearest list that does: a word of
// the question that is no country and no word for any holder of an office, such as "minister".
func (c *composer) deciding(l *Line, p *parallel) (int, bool) {
	n := len(p.members)
	for end := len(p.pieces); end > 0 && end > len(p.pieces)-2*n; end -= n {
		at, pieces := 0, 0
		for i := max(0, end-n); i < end; i++ {
			if c.tellsOffice(l, p.pieces[i]) {
				at = i
				pieces++
			}
		}
		if pieces > 0 {
			return at, pieces == 1
		}
	}
	return 0, false
}

func (c *composer) tellsOffice(l *Line, piece stretch) bool {
	for unit, u := range c.in.units {
		if noun, ok := lookupNoun(u.fold); u.id == "" && !(ok && noun.kind == Person) && l.holds(piece, unit) {
			return true
		}
	}
	return false
}

// holds reports whether a unit of the question stands in a stretch.
func (l *Line) holds(s stretch, unit int) bool {
	return slices.ContainsFunc(l.match[s.from:s.to], func(m match) bool { return m.unit == unit })
}

// parallelOf finds parallel lists in a line, nil where there are none.
func (l *Line) parallelOf() *parallel {
	for i := l.from; i < l.to; i++ {
		for _, form := range bareForms(l.text.Tokens[i].Fold) {
			if counterpart[form] || counterparts[form] {
				return l.elsewhere(i, counterparts[form])
			}
		}
	}
	for i := l.from; i < l.to; i++ {
		if noun, ok := lookupNoun(l.text.Tokens[i].Fold); ok && noun.plural && noun.kind == Person && l.lang != "ar" {
			if p := l.appositions(i); p != nil {
				return p
			}
		}
	}
	return nil
}

// elsewhere reads the lists around a word for one counterpart or several.
func (l *Line) elsewhere(at int, several bool) *parallel {
	p := &parallel{other: true, pieces: l.cutUp(l.from, at)}
	for n := len(p.pieces); n > 0 && !l.saysSomething(p.pieces[n-1]); n-- {
		p.pieces = p.pieces[:n-1]
	}
	start := at + 1
	for start < l.to && (l.isCountry(start) || l.words[start].stop) {
		start++
	}
	first := at
	for first > l.from && first > at-2 && l.isCountry(first-1) {
		first-- // "their Kenyan counterparts"
	}
	for _, m := range l.text.Mentions {
		if m.First >= first && m.Last <= start && m.Kind != names.Capital {
			p.country = m.ID
		}
	}
	p.members = l.namesFrom(start)
	if !several {
		p.members = p.members[:min(1, len(p.members))]
	}
	if n := len(p.members); n == 0 || n > len(p.pieces) || several && n == 1 {
		return nil
	}
	return p
}

// appositions reads "the finance and trade ministers of Peru, A and B", whose plural is at a place.
func (l *Line) appositions(at int) *parallel {
	p := &parallel{}
	start := at + 1
	for start < l.to && !l.words[start].cut {
		start++
	}
	if p.members = l.namesFrom(start); len(p.members) < 2 {
		return nil
	}
	if p.pieces = l.cutUp(l.from, start); len(p.pieces) < len(p.members) {
		return nil
	}
	p.pieces = p.pieces[len(p.pieces)-len(p.members):]
	if last := p.pieces[len(p.pieces)-1]; at < last.from || at >= last.to {
		return nil
	}
	return p
}

// cutUp cuts words into pieces at commas and conjunctions.
func (l *Line) cutUp(from, to int) []stretch {
	var out []stretch
	for at := from; at < to; {
		end := at + 1
		for end < to && !l.separates(end) && !l.words[end].hard {
			end++
		}
		piece := stretch{at, end}
		if last := len(out) - 1; last >= 0 && l.lang == "ar" && !l.holdsOffice(piece) {
			out[last].to = end // a letter that looks like a conjunction, or a word that is joined to another one
		} else {
			out = append(out, piece)
		}
		at = end
	}
	return out
}

// holdsOffice reports whether a piece has a word for the holder of an office.
func (l *Line) holdsOffice(s stretch) bool {
	for i := s.from; i < s.to; i++ {
		if noun, ok := lookupNoun(l.text.Tokens[i].Fold); ok && noun.kind == Person {
			return true
		}
	}
	return false
}

// namesFrom returns the members of a list of names that begins at a word.
func (l *Line) namesFrom(at int) []stretch {
	var out []stretch
	for at < l.to {
		from := at
		if isAnd(l.text.Tokens[from].Fold) && from+1 < l.to {
			from++
		}
		if l.closes(from) || l.lang != "ar" && !l.words[from].upper {
			break
		}
		end := from + 1
		for end < l.to && !l.separates(end) && !l.closes(end) && (l.lang == "ar" || l.words[end].upper || l.particle(end)) {
			end++
		}
		out = append(out, stretch{from, end})
		if end == l.to || !l.separates(end) {
			break
		}
		at = end
	}
	return out
}

// particle reports whether a word stands within a name: "Amina al Odera".
func (l *Line) particle(i int) bool {
	return i+1 < l.to && l.words[i+1].upper && !l.separates(i+1)
}

// saysSomething reports whether a piece holds more than function words and countries; where there are capitals, a name.
func (l *Line) saysSomething(s stretch) bool {
	for i := s.from; i < s.to; i++ {
		if w := l.words[i]; !w.stop && !l.isCountry(i) && (w.upper || l.lang == "ar") {
			return true
		}
	}
	return false
}
