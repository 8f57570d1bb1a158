package qa

import (
	"cmp"
	"math"
	"slices"

	"github.com/dalil-bot/dalil/corpus/analysis"
	"github.com/dalil-bot/dalil/corpus/names"
	"github.com/dalil-bot/dalil/corpus/values"
)

// Lists of countries are made from the relation that the question names: "which countries have 2+2 with Japan?" is
// answered by the countries that stand close to 2+2 and Japan in a clause, not by all that the sentence mentions. A
// mention's strength is the product of how much of the topic its sentence holds, whether the countries that the question
// names are there too, and how directly the mention is tied to the topic; a country's strength adds up over documents as
// a noisy-or (Pearl, 1988), so that two weak mentions in two papers can make one good one.
const (
	relationLines  = 60   // sentences that are searched for mentions: a country may stand in a document of its own
	mostCountries  = 50   // of a list
	leastTopic     = 0.4  // share of the topic that a sentence must hold
	leastStrength  = 0.3  // of a country that is listed …
	leastShare     = 0.45 // … and as a share of the strongest one's
	perWord        = 0.04 // strength lost for each word between mention and topic
	perComma       = 0.3
	perClause      = 0.45
	objectStrength = 0.3  // of a mention that follows the topic without a word that ties it
	ownerStrength  = 0.5  // of a mention that only says whose something is
	above          = 0.6  // of a named country that stands in the title but not in the sentence
	elsewhere      = 0.28 // of one that stands elsewhere in the passage
	looseParty     = 0.4  // of a named country that stands in the sentence and is not tied to the topic
	absent         = 0.05
	backward       = 0.8 // of a word of the topic that the passage has and the sentence refers back to
	viaFocus       = 0.8 // of a mention that is tied to the noun asked for: "the fourth country with which …"
)

// pointers refer back, together with a noun, to what was said before: "talks in this format".
var pointers = words(`this that these those such same similar هذا هذه ذلك تلك مماثل مماثله مماثلا نفس نفسه ذاته ذاتها كهذه كهذا`)

// breakers begin a clause that speaks of something else.
var breakers = words(`while whereas amid against because although though despite but unlike contain counter deter
	فضلا بسبب رغم بينما ضد لكن ولكن لمواجهه مواجهه احتواء اذ حيث`)

// ties are words that tie what follows them to what stands before.
var ties = words(`with between and by among of include includes including are were like plus join joined joins
	مع بين و سوي الا هي هم وهي من شملت تشمل تضم وتضم`)

// seas are words that make a country's name a part of another name.
var seas = words(`sea ocean gulf strait peninsula river channel بحر خليج مضيق شبه نهر قناه`)

// standsFor is how surely a form names the country itself: its people and its capital may mean something else.
var standsFor = map[names.Type]float64{names.Country: 1, names.Capital: 0.9, names.Demonym: 0.8}

// A tie is one mention of a country with its strength.
type tie struct {
	candidate Candidate
	strength  float64
}

// relationList returns the countries that stand in the relation asked for, strongest first, and all that were considered.
func (c *composer) relationList() (kept, all []*value) {
	byID := map[string][]tie{}
	var order []string
	for _, l := range c.lines[:min(len(c.lines), relationLines)] {
		topic := c.topic(l)
		if topic < leastTopic {
			continue
		}
		for _, m := range l.text.Mentions {
			if m.First < l.told || m.Last > l.to || c.names(m.ID) || slices.Contains(c.in.told, names.Display(m.ID, c.language())) {
				continue
			}
			strength := topic * c.company(l) * c.directness(l, m) * standsFor[m.Kind]
			if strength <= 0.02 {
				continue
			}
			if byID[m.ID] == nil {
				order = append(order, m.ID)
			}
			byID[m.ID] = append(byID[m.ID], tie{Candidate{
				Line: l, Span: l.inDocument(m.Span), Kind: Country, ID: m.ID, Score: math.Log(strength),
			}, strength})
		}
	}
	return accept(order, byID)
}

// accept adds up strengths and keeps the countries that are strong enough.
func accept(order []string, byID map[string][]tie) (kept, all []*value) {
	for _, id := range order {
		list := byID[id]
		slices.SortStableFunc(list, func(a, b tie) int { return cmp.Compare(b.strength, a.strength) })
		v := &value{best: &list[0].candidate}
		rest := 1.0
		seen := map[string]bool{}
		for i := range list {
			if doc := list[i].candidate.Line.evidence(); !seen[doc] {
				seen[doc] = true
				rest *= 1 - list[i].strength
			}
			if list[i].strength >= 0.5*list[0].strength {
				v.members = append(v.members, &list[i].candidate)
			}
		}
		v.weight = 1 - rest
		all = append(all, v)
	}
	slices.SortStableFunc(all, func(a, b *value) int { return cmp.Compare(b.weight, a.weight) })
	for _, v := range all {
		if len(kept) < mostCountries && v.weight >= leastStrength && v.weight >= leastShare*all[0].weight {
			kept = append(kept, v)
		}
	}
	return kept, all
}

// topic is the share of what the question is about, names and the noun asked for apart, that a sentence holds. A question
// of nothing but names has those for its topic.
func (c *composer) topic(l *Line) float64 {
	held, mass := 0.0, 0.0
	back := l.pointsBack()
	for n, u := range c.in.units {
		if u.id != "" || u.focus {
			continue
		}
		mass += u.weight
		cover := l.cover[n]
		if back && c.in.text.Tokens[u.token].Kind != analysis.Word && l.has(n) {
			cover = max(cover, backward)
		}
		held += u.weight * cover
	}
	if mass == 0 {
		return 1
	}
	return held / mass
}

// pointsBack reports whether a sentence refers back to what was said before it.
func (l *Line) pointsBack() bool {
	for i := l.from; i < l.to; i++ {
		if pointers[l.text.Tokens[i].Fold] {
			return true
		}
	}
	return false
}

// company is how far the countries that the question names are there.
func (c *composer) company(l *Line) float64 {
	f := 1.0
	for n, u := range c.in.units {
		switch {
		case u.id == "":
		case l.cover[n] > 0:
			f *= c.party(l, u.id)
		case l.title[n]:
			f *= above
		case l.has(n):
			f *= elsewhere
		default:
			f *= absent
		}
	}
	return f
}

// party is 1 where a country that the question names takes part in what the sentence tells: it stands before a word of the
// topic, or behind a word that ties it. Elsewhere it is looseParty: in "talks with Kenya before Ghana" Ghana takes no part.
func (c *composer) party(l *Line, id string) float64 {
	topic := l.from // the topic's last word
	for i := l.from; i < l.to; i++ {
		if unit := l.match[i].unit; unit >= 0 && c.in.units[unit].id == "" {
			topic = i
		}
	}
	for _, m := range l.text.Mentions {
		if m.ID == id && m.First >= l.from && m.Last <= l.to && (m.First <= topic || l.tiedBefore(m.First)) {
			return 1
		}
	}
	return looseParty
}

// directness is how closely a mention is tied to the nearest word of the topic, 0 to 1.
func (c *composer) directness(l *Line, m names.Mention) float64 {
	if partOfName(l, m) || m.First > l.from && negations[l.text.Tokens[m.First-1].Fold] {
		return 0
	}
	best := 0.0
	for i := l.from; i < l.to; i++ {
		unit := l.match[i].unit
		if unit < 0 || i >= m.First && i < m.Last {
			continue
		}
		d := tied(l, m, i)
		if c.in.units[unit].focus {
			if !l.counted(i) {
				continue
			}
			d *= viaFocus
		}
		if c.in.units[unit].id != "" {
			d *= 0.8 // the topic ties more than the other party does
		}
		best = max(best, d)
	}
	if owner(l, m) {
		best *= ownerStrength
	}
	return best
}

// counted reports whether an ordinal stands before the noun at word i: "the fourth country".
func (l *Line) counted(i int) bool {
	if i == l.from {
		return false
	}
	before := l.text.Tokens[i-1].Span
	return slices.ContainsFunc(l.finds().values, func(v values.Value) bool { return v.Kind == values.Ordinal && v.Contains(before) })
}

// tied is the strength of a mention by the word at one place of the topic.
func tied(l *Line, m names.Mention, at int) float64 {
	from, to := m.Last, at // words between
	if at < m.First {
		from, to = at+1, m.First
	}
	if l.denies(from, to) {
		return 0
	}
	d := 1.0
	for i := from; i <= to && i < l.to; i++ {
		switch w := l.words[i]; {
		case w.colon:
		case w.hard:
			d -= perClause
		case w.cut && !l.enumerates(i):
			d -= perComma
		}
		if i < to {
			d -= perWord
			if breakers[l.text.Tokens[i].Fold] {
				d -= perClause
			}
		}
	}
	if at < m.First && !l.tiedBefore(m.First) {
		d *= objectStrength
	}
	return max(d, 0)
}

// exceptions turn a negation round: "no country but Japan".
var exceptions = words(`but except besides only than سوي الا غير عدا`)

// denies reports whether words [from, to) of a sentence negate: "Japan has no treaty", but not "none other than Japan", and
// not "Japan, not Korea, has a treaty", where what is negated stands between commas.
func (l *Line) denies(from, to int) bool {
	negated := false
	for i := from; i < to && i < l.to; i++ {
		fold := l.text.Tokens[i].Fold
		if exceptions[fold] {
			return false
		}
		negated = negated || negations[fold] && !l.words[i].cut
	}
	return negated
}

// enumerates reports whether the comma before word i stands in an enumeration of countries.
func (l *Line) enumerates(i int) bool {
	near := 0
	for _, m := range l.text.Mentions {
		if m.First >= i && m.First <= i+2 || m.Last <= i && m.Last >= i-1 {
			near++
		}
	}
	return near >= 2
}

// tiedBefore reports whether a word that ties stands before the mention at word i, with nothing but countries, articles
// and conjunctions between.
func (l *Line) tiedBefore(i int) bool {
	for steps := 0; i > l.from && steps < 6; steps++ {
		if l.words[i].colon {
			return true
		}
		i--
		fold := l.text.Tokens[i].Fold
		switch {
		case fold == "the" || fold == "and" || fold == "و":
		case l.isCountry(i):
		default:
			return ties[fold] && (!l.words[i].cut || l.words[i].hard) // behind a comma "with" begins something else
		}
	}
	return i == l.from
}

func (v *view) isCountry(i int) bool {
	for _, m := range v.text.Mentions {
		if i >= m.First && i < m.Last {
			return true
		}
	}
	return false
}

// partOfName reports whether the mention is a part of a longer name, as in "East China Sea" and بحر الصين.
func partOfName(l *Line, m names.Mention) bool {
	return m.Last < l.to && seas[l.text.Tokens[m.Last].Fold] || m.First > l.from && seas[l.text.Tokens[m.First-1].Fold]
}

// owner reports whether the mention only says whose something is: "China's military presence".
func owner(l *Line, m names.Mention) bool {
	end := l.text.Tokens[m.Last-1].End
	text := l.text.Tokens[m.Last-1].Of(l.text.Source)
	return end > m.End || len(text) > 2 && (text[len(text)-2:] == "'s" || len(text) > 4 && text[len(text)-4:] == "’s")
}
