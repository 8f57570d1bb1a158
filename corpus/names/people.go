package names

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/dalil-bot/dalil/corpus/analysis"
)

// People returns the persons whom text names, without their titles. The ID is the folded name; where a surname alone
// stands in a text that has one full name with it, it is the full name's.
//
// In scripts with capitals a name is a run of capitalised words that has evidence: a title or a trade before it (President,
// Dr., singer), a common given name, initials, a particle such as bin or van, or a verb of speech after it. In Arabic it is
// what follows a title, with ministry and nationality between them (وزير الخارجية الياباني فوميو كيشيدا), or a common given
// name, or what stands around بن. Known limits: names of other forms are missed, as are nicknames and given names alone; an
// unlisted verb behind an Arabic name is taken for the surname; teams and places named after people are taken for them.
func People(text string, toks []analysis.Token, lang string) []Mention {
	known := knownAt(text, toks, lang)
	out := latinPeople(text, toks, known)
	out = append(out, arabicPeople(text, toks, known)...)
	out = append(out, surnamesAlone(text, toks, out)...)
	slices.SortFunc(out, func(a, b Mention) int { return a.First - b.First })
	return out
}

// knownAt gives for each token the mention of the table that it is in, countries and organisations alike.
func knownAt(text string, toks []analysis.Token, lang string) []*Mention {
	known := make([]*Mention, len(toks))
	newScanner(text, toks, lang).scan(func(m Mention) {
		for i := m.First; i < m.Last; i++ {
			known[i] = &m
		}
	})
	return known
}

// key is the folded form of tokens [first, last) of a text, the first without what the clitics are.
func key(toks []analysis.Token, first stem, from, last int) string {
	var b strings.Builder
	b.WriteString(analysis.Bare(first.fold))
	for _, tok := range toks[from+1 : last] {
		b.WriteByte(' ')
		b.WriteString(analysis.Bare(tok.Fold))
	}
	return b.String()
}

// minSurname is the least number of letters of a surname that is recognised alone.
const minSurname = 3

// surnamesAlone finds the surnames of people elsewhere in the text. A surname that two of them bear counts for itself.
func surnamesAlone(text string, toks []analysis.Token, people []Mention) []Mention {
	full := make(map[string]string)
	taken := make(map[int]bool)
	for _, p := range people {
		for i := p.First; i < p.Last; i++ {
			taken[i] = true
		}
		if p.Last-p.First < 2 {
			continue
		}
		surname := toks[p.Last-1].Fold
		if utf8.RuneCountInString(surname) < minSurname || numerals[surname] || notAlone(toks[p.Last-2].Fold, surname) {
			continue
		}
		if id, ok := full[surname]; ok && id != p.ID {
			full[surname] = analysis.Bare(surname)
			continue
		}
		full[surname] = p.ID
	}
	if len(full) == 0 {
		return nil
	}
	var out []Mention
	r := runner{text, toks}
	for i, tok := range toks {
		if taken[i] {
			continue
		}
		arabic := isArabic(tok.Fold)
		if !arabic && !r.capital(i) || r.partOfName(i) {
			continue
		}
		for _, st := range bareStems(text, tok, arabic) {
			if id, ok := full[st.fold]; ok {
				m := mentionOf(text, toks, i, i+1, Person)
				m.Start, m.ID = st.start, id
				out = append(out, m)
				break
			}
		}
	}
	return out
}

// notAlone reports whether the last word of a name is none that names somebody on its own: of a compound such as عبد الله,
// a given name, a title, a preposition.
func notAlone(before, surname string) bool {
	return compounds[before] || arabicParticles[before] && isArabic(before) && before != "ال" || faithNames[surname] || arabicGiven[surname] || arabicStops[surname] ||
		latinTitles[surname] || latinGiven[surname] || notPerson[surname]
}

// bareStems gives a token as it is, and in Arabic without clitics too.
func bareStems(text string, tok analysis.Token, arabic bool) []stem {
	if !arabic {
		return []stem{{tok.Fold, tok.Start}}
	}
	return stems(text, tok, make([]stem, 0, 6))
}

// partOfName reports whether a capitalised word stands directly beside token i in its run, so that the word is more likely
// part of another name; titles do not count.
func (r runner) partOfName(i int) bool {
	if isArabic(r.toks[i].Fold) {
		return false
	}
	if i+1 < len(r.toks) && r.joined(i+1) && r.capital(i+1) {
		return true
	}
	return i > 0 && r.joined(i) && r.capital(i-1) && !latinTitles[r.toks[i-1].Fold] && !functionWords[r.toks[i-1].Fold]
}
