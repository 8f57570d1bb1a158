package qa

import (
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/dalil-bot/dalil/corpus/analysis"
	"github.com/dalil-bot/dalil/corpus/names"
)

// A doubt is a reason, told by words alone, for which a candidate is not what the question asks for: its document never
// speaks of what the question names, it holds another office than the one asked for, or its sentence says nothing of the
// attribute. A reader sees that a passage is about a mayor; only a comparison sees that it is the mayor of another town.
type doubt string

const (
	doubtName      doubt = "name"      // no passage of the document speaks of something that the question names
	doubtOffice    doubt = "office"    // the sentence says that the person holds another office
	doubtKind      doubt = "kind"      // it is no sum of money, which is asked for
	doubtAttribute doubt = "attribute" // the sentence has no word of the attribute that is asked for
)

// What a doubt costs a candidate against the others, as log-odds, and by which factor it lowers the confidence of an answer:
// so far that an answer of which the reader is certain stays below the threshold.
const (
	doubtCost   = 5
	doubtFactor = 0.15
)

// leastName is the share of a name's weight that a document must hold to speak of what it names: "Clinton" of "Bill Clinton".
const leastName = 0.5

// A nameClaim is something that the question names, as the units that stand for it.
type nameClaim struct {
	units []int
	id    string // of a country
	any   bool   // texts of every language spell it alike: a country, a code
}

// claims are what a question demands of its answer beyond its type.
type claims struct {
	names      []nameClaim
	office     *office
	attributes []*attribute
}

// newClaims reads them off a question.
func newClaims(in *Inquiry) *claims {
	c := &claims{names: in.nameClaims(), attributes: in.attributesAsked()}
	if in.Type == Person || in.Type == Definition {
		c.office = in.officeAsked()
	}
	return c
}

// nameClaims finds what the question names: countries, codes, in Latin script runs of capitals, in Arabic what a pattern takes
// for a name. A question all in capitals or all in small letters shows no names by its letters.
func (in *Inquiry) nameClaims() []nameClaim {
	at := map[int]int{} // token to unit; a word that was said before has none that could match
	for _, table := range []map[string]int{in.own, in.shared} {
		for _, n := range table {
			at[in.units[n].token] = n
		}
	}
	var out []nameClaim
	for n, u := range in.units {
		if u.id != "" && !in.onlyPeople(u.id) || in.text.Tokens[u.token].Kind == analysis.Symbol && isCode(u.fold) {
			out = append(out, nameClaim{units: []int{n}, id: u.id, any: true})
		}
	}
	for _, m := range in.namesWritten() {
		var units []int
		for i := m.First; i < m.Last; i++ {
			if n, ok := at[i]; ok && in.units[n].id == "" && i != in.focus && !isAcronym(in.text.Tokens[i].Of(in.text.Source)) {
				units = append(units, n)
			}
		}
		if len(units) > 0 && !in.isValue(m) {
			out = append(out, nameClaim{units: units})
		}
	}
	return out
}

// namesWritten returns the names that the question's letters or a pattern show.
func (in *Inquiry) namesWritten() []names.Mention {
	text, tokens := in.text.Source, in.text.Tokens
	if in.Lang == "ar" {
		return names.People(text, tokens, in.Lang)
	}
	upper, lower := 0, 0
	for _, token := range tokens[min(1, len(tokens)):] {
		if isUpper(token.Of(text)) {
			upper++
		} else if token.Kind == analysis.Word {
			lower++
		}
	}
	if upper == 0 || lower == 0 || in.Lang == "de" {
		return nil // title case, small letters; German writes every noun so
	}
	var out []names.Mention
	for _, m := range names.ProperNouns(text, tokens) {
		if m.First > 0 {
			out = append(out, m)
		}
	}
	return out
}

// isValue reports whether a date or a number covers a name: "March 2014".
func (in *Inquiry) isValue(m names.Mention) bool {
	for _, v := range in.values {
		if v.Start <= m.Start && v.End >= m.End {
			return true
		}
	}
	return false
}

// isUpper reports whether a word begins with a capital.
func isUpper(word string) bool {
	first, _ := utf8.DecodeRuneInString(word)
	return unicode.IsUpper(first)
}

// isCode reports whether a folded word is letters and digits behind them: "qz8501", but not "1700s".
func isCode(s string) bool {
	return s != "" && s[0] >= 'a' && s[0] <= 'z' && strings.ContainsAny(s, "0123456789")
}

// onlyPeople reports whether the question names a country by its people or the adjective only: a text on a French author may
// say nothing of France.
func (in *Inquiry) onlyPeople(id string) bool {
	for _, m := range in.text.Mentions {
		if m.ID == id && m.Kind != names.Demonym {
			return false
		}
	}
	return true
}

// doubted lowers the candidates that there is a doubt about and puts them in order again.
func (c *composer) doubted(found []Candidate) []Candidate {
	any := false
	for i := range found {
		if n := len(c.doubts(&found[i])); n > 0 {
			found[i].Score -= doubtCost * float64(n)
			any = true
		}
	}
	if any {
		sortCandidates(found)
		normalise(found)
	}
	return found
}

// doubts returns what speaks against a candidate.
func (c *composer) doubts(x *Candidate) []doubt {
	var out []doubt
	if c.claims == nil {
		c.claims = newClaims(c.in)
		c.claims.names = slices.DeleteFunc(c.claims.names, func(n nameClaim) bool { return n.weight(c.in) == 0 })
	}
	for _, n := range c.claims.names {
		if (n.any || x.Line.lang == c.in.Lang) && c.held(x.Line, n) < leastName {
			out = append(out, doubtName)
		}
	}
	if o := c.claims.office; o != nil && x.Kind != Polar && !c.aligned[x.Line] && o.contradicts(x) {
		out = append(out, doubtOffice)
	}
	for _, a := range c.claims.attributes {
		if !a.shownBy(x.Line) {
			out = append(out, doubtAttribute)
		}
	}
	if c.in.Type == Amount && !x.typed && !strings.ContainsAny(x.Text(), digits) {
		out = append(out, doubtKind)
	}
	return out
}

// digits are those that documents in English and Arabic write numbers with.
const digits = "0123456789٠١٢٣٤٥٦٧٨٩"

func (n nameClaim) weight(in *Inquiry) float64 {
	sum := 0.0
	for _, u := range n.units {
		sum += in.units[u].weight
	}
	return sum
}

// held is the share of a name's weight that the passages found of a line's document hold, or what stands above them.
func (c *composer) held(l *Line, n nameClaim) float64 {
	best := 0.0
	for _, other := range c.lines {
		if other.doc != l.doc && (other.doc.ID != l.doc.ID || other.doc.Collection != l.doc.Collection) {
			continue
		}
		sum := 0.0
		for _, u := range n.units {
			if other.title[u] {
				sum += c.in.units[u].weight
			} else {
				sum += c.in.units[u].weight * min(1, math.Max(other.cover[u], other.strength(u)))
			}
		}
		best = max(best, sum)
	}
	return best / n.weight(c.in)
}

// sureness is the factor by which the doubts about a value lower the confidence in it.
func (c *composer) sureness(v *value) float64 {
	c.why.doubts = c.doubts(v.best)
	return math.Pow(doubtFactor, float64(min(len(c.why.doubts), 1)))
}
