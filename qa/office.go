package qa

import (
	"slices"
	"strings"

	"github.com/dalil-bot/dalil/corpus/names"
)

// An office is what is said of a position that a person holds: the position, its field, whose it is, and whether it is the
// position itself. "Who is the foreign minister of Peru?" asks for another person than "Peru's trade minister" names.
type office struct {
	posts     map[string]bool // words for the position
	fields    []string        // "foreign", "trade", in both languages the same
	countries []string        // identifiers
	places    []string        // folded words behind "of" that name no country
	deputy    bool
	former    bool
}

// postTable lists words for the same position, by line.
var postTable = []map[string]bool{
	words(`minister ministers secretary وزير وزيره الوزير وزيرا`),
	words(`president presidents رئيس رييس الرييس رئيسه رييسه`),
	words(`mayor mayors عمده عميد`),
	words(`governor governors محافظ حاكم والي امير`),
	words(`ambassador ambassadors سفير سفيره`),
	words(`king queen emperor monarch ملك ملكه امبراطور`),
	words(`chancellor مستشار`),
	words(`head director chief chairman chairwoman chairperson ceo boss مدير رييس`),
	words(`coach manager مدرب`),
	words(`spokesman spokeswoman spokesperson متحدث المتحدث ناطق`),
}

// fieldTable lists the words of a minister's field.
var fieldTable = map[string]string{
	"foreign": `foreign external خارجيه`, "defence": `defence defense دفاع حربيه`, "interior": `interior home داخليه`,
	"finance": `finance finances treasury exchequer ماليه خزانه`, "economy": `economy economic economics اقتصاد اقتصاديه`,
	"trade": `trade commerce تجاره`, "industry": `industry industrial صناعه`, "justice": `justice عدل عدليه`,
	"health": `health صحه`, "education": `education تعليم تربيه`, "energy": `energy power طاقه كهرباء`,
	"oil": `oil petroleum نفط بترول`, "agriculture": `agriculture farming زراعه`, "transport": `transport transportation نقل مواصلات`,
	"environment": `environment climate بييه مناخ`, "culture": `culture cultural ثقافه`, "sport": `sport sports youth رياضه شباب`,
	"labour": `labour labor employment عمل`, "tourism": `tourism سياحه اثار`, "information": `information media اعلام`,
	"housing": `housing اسكان`, "planning": `planning تخطيط`, "security": `security امن`, "science": `science research بحث علوم`,
	"prime": `prime premier وزراء حكومه`, "parliament": `parliament speaker برلمان نواب`,
}

var fields = func() map[string]string {
	table := map[string]string{}
	for field, list := range fieldTable {
		for word := range strings.FieldsSeq(list) {
			table[word] = field
		}
	}
	return table
}()

var (
	deputies = words(`deputy vice assistant acting نايب مساعد وكيل ناءب`)
	formers  = words(`former ex late then previous سابق اسبق راحل`)
	wordOf   = words(`of in`)
)

// officeReach is how many words an office's field and country may stand from its word.
const officeReach = 5

// officeAsked returns the office that the question asks for, or nil.
func (in *Inquiry) officeAsked() *office {
	p := &phrase{lang: in.Lang}
	for _, token := range in.text.Tokens {
		p.folds = append(p.folds, token.Fold)
		p.breaks = append(p.breaks, false)
	}
	p.mentions = in.text.Mentions
	for i := range p.folds {
		for _, posts := range postTable {
			if anyForm(p.folds[i], posts) {
				return p.office(i, 0, len(p.folds), posts)
			}
		}
	}
	return nil
}

// contradicts reports whether the words beside a candidate say that it holds another office than the one asked for.
func (o *office) contradicts(x *Candidate) bool {
	l := x.Line
	p := &phrase{lang: l.lang}
	for i := l.from; i < l.to; i++ {
		p.folds = append(p.folds, l.text.Tokens[i].Fold)
		p.breaks = append(p.breaks, l.words[i].cut)
	}
	for _, m := range l.text.Mentions {
		if m.First >= l.from && m.Last <= l.to {
			m.First, m.Last = m.First-l.from, m.Last-l.from
			p.mentions = append(p.mentions, m)
		}
	}
	from, to := l.wordsAt(x)
	if from == to {
		return false
	}
	first, last := from-l.from, to-1-l.from
	if p.onlyPeople(first, last) {
		return true
	}
	switch at := p.postOf(first, last, o.posts); {
	case at < 0:
		return false
	case at >= first && at <= last:
		return o.differs(p.office(at, 0, last+1, o.posts))
	case at < first:
		return o.differs(p.office(at, 0, first, o.posts))
	default:
		return o.differs(p.office(at, last+1, len(p.folds), o.posts))
	}
}

// onlyPeople reports whether words first to last are the adjective of a country and nothing else: nobody's name.
func (p *phrase) onlyPeople(first, last int) bool {
	return slices.ContainsFunc(p.mentions, func(m names.Mention) bool {
		return m.Kind == names.Demonym && m.First <= first && m.Last > last
	})
}

// differs reports whether what is known of both offices tells them apart.
func (o *office) differs(other *office) bool {
	apart := func(a, b []string) bool {
		return len(a) > 0 && len(b) > 0 && !slices.ContainsFunc(a, func(x string) bool {
			return slices.ContainsFunc(b, func(y string) bool { return x == y || misspelt(x, y) })
		})
	}
	return apart(o.fields, other.fields) || apart(o.countries, other.countries) || apart(o.places, other.places) ||
		other.deputy && !o.deputy || other.former && !o.former
}

// A phrase is the words of a question or a sentence in which an office is named.
type phrase struct {
	lang     string
	folds    []string
	breaks   []bool // by word: punctuation stands before it
	mentions []names.Mention
}

// postOf finds the word of the office that the person at words first to last holds: among them, before them without punctuation
// between, or right behind them as an apposition. It is -1 where there is none.
func (p *phrase) postOf(first, last int, posts map[string]bool) int {
	for i := first; i <= last; i++ {
		if anyForm(p.folds[i], posts) {
			return i
		}
	}
	for i := first - 1; i >= 0 && i >= first-officeReach-1; i-- {
		if p.breaks[i+1] && !(i+1 == first && i+officeReach >= first) {
			break
		}
		if anyForm(p.folds[i], posts) {
			return i
		}
	}
	if last+1 < len(p.folds) && p.breaks[last+1] {
		for i := last + 1; i < len(p.folds) && i <= last+officeReach && (i == last+1 || !p.breaks[i]); i++ {
			if anyForm(p.folds[i], posts) {
				return i
			}
		}
	}
	return -1
}

// office reads the words beside a post, within words [least, most).
func (p *phrase) office(at, least, most int, posts map[string]bool) *office {
	o := &office{posts: posts}
	from, to := at, at+1
	for from > least && at-from < officeReach && !p.breaks[from] {
		from--
	}
	for to < most && to-at <= officeReach && !p.breaks[to] {
		to++
	}
	for i := from; i < to; i++ {
		for _, form := range bareForms(p.folds[i]) {
			if field, ok := fields[form]; ok && (p.lang != "ar" || i > at) && !slices.Contains(o.fields, field) {
				o.fields = append(o.fields, field)
			}
			o.deputy = o.deputy || deputies[form] && i < at
			o.former = o.former || formers[form]
		}
	}
	for _, m := range p.mentions {
		if m.First >= from && m.Last <= to && !slices.Contains(o.countries, m.ID) {
			o.countries = append(o.countries, m.ID)
		}
	}
	o.places = p.placeOf(at)
	return o
}

// placeOf returns the words of the place behind "mayor of". Countries are compared by what they are, not by their words.
func (p *phrase) placeOf(at int) []string {
	if p.lang != "en" || at+2 >= len(p.folds) || !wordOf[p.folds[at+1]] {
		return nil
	}
	i := at + 2
	if p.folds[i] == "the" {
		i++
	}
	if i >= len(p.folds) || p.breaks[i] {
		return nil
	}
	for _, m := range p.mentions {
		if i >= m.First && i < m.Last && m.Kind != names.Capital {
			return nil
		}
	}
	if _, isField := fields[p.folds[i]]; isField {
		return nil
	}
	return p.folds[i : i+1]
}

func anyForm(fold string, set map[string]bool) bool {
	return slices.ContainsFunc(bareForms(fold), func(form string) bool { return set[form] })
}
