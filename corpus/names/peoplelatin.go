package names

import (
	"strings"
	"unicode/utf8"

	"github.com/dalil-bot/dalil/corpus/analysis"
)

// A latinReader finds people in runs of capitalised words.
type latinReader struct {
	runner
	known []*Mention
}

// maxNameWords is how many words a person's name has at most, particles and initials counted.
const maxNameWords = 6

func latinPeople(text string, toks []analysis.Token, known []*Mention) []Mention {
	r := latinReader{runner{text, toks}, known}
	var out []Mention
	for i := 0; i < len(toks); {
		last := r.run(i)
		if last == i {
			i++
			continue
		}
		for i < last {
			m, next := r.person(i, last)
			if m.Last > 0 {
				out = append(out, m)
			}
			i = next
		}
	}
	return out
}

// person reads one name at the head of the run [first, last) and gives where to go on.
func (r latinReader) person(first, last int) (Mention, int) {
	titled := first > 0 && r.joined(first) && isTitle(r.toks[first-1].Fold)
	i := first
	for i < last && (r.titleAt(i) || r.known[i] != nil && r.beforeTitle(i, last)) {
		titled = titled || isTitle(r.toks[i].Fold)
		i++
	}
	end := i
	for end < last && end-i < maxNameWords && r.nameWord(end, i) {
		end++
	}
	for end > i && connectors[r.toks[end-1].Fold] {
		end--
	}
	next := max(end, i, first+1)
	if end == i || !r.isPerson(i, end, last, titled) {
		// The words behind may still be a name: "Monday Barack Obama".
		return Mention{}, next
	}
	m := mentionOf(r.text, r.toks, i, end, Person)
	m.ID = key(r.toks, stem{r.toks[i].Fold, 0}, i, end)
	return m, next
}

// titleAt reports whether token i is a title; as a given name too, such as Dean or Major, only where it is no full name's
// first word.
func (r latinReader) titleAt(i int) bool {
	fold := r.toks[i].Fold
	return isTitle(fold) || titleLinks[fold] && i > 0 && latinTitles[r.toks[i-1].Fold]
}

// beforeTitle reports whether a nationality or a country at token i leads to a title: "Russian Foreign Minister".
func (r latinReader) beforeTitle(i, last int) bool {
	end := r.known[i].Last
	return end < last && latinTitles[r.toks[end].Fold] || i > 0 && latinTitles[r.toks[i-1].Fold]
}

// nameWord reports whether token i may go on a name that began at first.
func (r latinReader) nameWord(i, first int) bool {
	tok := r.toks[i]
	if tok.Kind != analysis.Word && !r.initials(i) || calendar[tok.Fold] || tok.Fold == "of" || tok.Fold == "the" || tok.Fold == "and" || tok.Fold == "for" {
		return false
	}
	if k := r.known[i]; k != nil && (k.Last-k.First > 1 || i == first || k.Kind == Demonym) {
		return false
	}
	return i == first || !latinTitles[tok.Fold]
}

// isPerson weighs the evidence that tokens [i, end) name a person.
func (r latinReader) isPerson(i, end, last int, titled bool) bool {
	words, initials, particles := 0, 0, 0
	for j := i; j < end; j++ {
		fold := r.toks[j].Fold
		switch {
		case notPerson[fold] || orgWords[fold]:
			return false
		case utf8.RuneCountInString(fold) == 1 || r.initials(j):
			initials++
		case nameParticles[fold] && j > i && j+1 < end:
			particles++
		case !numerals[fold]:
			words++
		}
	}
	if end < last && notPerson[r.toks[end].Fold] {
		return false
	}
	if k := r.known[end-1]; k != nil && end-1 > i && !(surnames[r.toks[end-1].Fold] && latinGiven[r.toks[i].Fold]) {
		return false
	}
	if words == 0 || words == 1 && allCaps(r.toks[i].Of(r.text)) && !r.initials(i) {
		return false
	}
	if titled {
		return true
	}
	if words+particles < 2 && !(words == 1 && initials > 0 && (r.initial(i) || r.initials(i))) {
		return false
	}
	return latinGiven[analysis.Bare(r.toks[i].Fold)] || initials > 0 && words <= 3 || particles > 0 && r.nameParticle(i, end) ||
		words <= 3 && end == last && r.speaks(end)
}

// initials reports whether token i is several initials written together, as in J.R.R. Tolkien.
func (r latinReader) initials(i int) bool {
	tok := r.toks[i]
	return tok.Kind == analysis.Symbol && len(tok.Fold) <= 3 && strings.HasSuffix(tok.Of(r.text), ".") && r.known[i] == nil
}

// isTitle reports whether a word is a title or a trade, which many end alike.
func isTitle(fold string) bool {
	return latinTitles[fold] || strings.HasSuffix(fold, "ologist") || strings.HasSuffix(fold, "ographer") || strings.HasSuffix(fold, "ician")
}

// nameParticle reports whether a particle within the name is one of people's: "de la" is of places too.
func (r latinReader) nameParticle(i, end int) bool {
	for j := i + 1; j+1 < end; j++ {
		if personParticles[r.toks[j].Fold] {
			return true
		}
	}
	return false
}

// speaks reports whether what is behind the name at token i is what people do: said, who, was born.
func (r latinReader) speaks(i int) bool {
	for ; i < len(r.toks) && i > 0; i++ {
		if gap := r.text[r.toks[i-1].End:r.toks[i].Start]; gap != " " && gap != ", " {
			return false
		}
		fold := r.toks[i].Fold
		if personVerbs[fold] {
			return true
		}
		if fold != "was" && fold != "had" && fold != "has" && fold != "also" {
			return false
		}
	}
	return false
}
