package names

import (
	"strings"
	"unicode/utf8"

	"github.com/dalil-bot/dalil/corpus"
	"github.com/dalil-bot/dalil/corpus/analysis"
)

// An arabicReader finds people in Arabic, which has no capitals: behind titles and by given names.
type arabicReader struct {
	text  string
	toks  []analysis.Token
	known []*Mention
}

func arabicPeople(text string, toks []analysis.Token, known []*Mention) []Mention {
	r := arabicReader{text, toks, known}
	var out []Mention
	for i := 0; i < len(toks); {
		if !isArabic(toks[i].Fold) {
			i++
			continue
		}
		ms, next := r.people(i)
		out = append(out, ms...)
		i = max(next, i+1)
	}
	return out
}

// people reads what begins with token i: a title and the names behind it, or a name that begins with a given name.
func (r arabicReader) people(i int) ([]Mention, int) {
	for _, st := range stems(r.text, r.toks[i], make([]stem, 0, 6)) {
		if plural := pluralHeads[st.fold]; plural || arabicHeads[st.fold] {
			at, modified := r.modifiers(i + 1)
			if !modified && !plural && !strings.HasPrefix(st.fold, article) && !strings.HasPrefix(st.fold, toArticle) && !bareHeads[st.fold] {
				continue // a minister of nothing: وزير on its own
			}
			if ms, next := r.names(at, plural); len(ms) > 0 {
				return ms, next
			}
			return nil, i + 1
		}
	}
	if m, ok := r.given(i); ok {
		return []Mention{m}, m.Last
	}
	return nil, i + 1
}

// maxModifiers is how many words may stand between a title and a name: وزير الخارجية والتعاون الدولي المصري السابق.
const maxModifiers = 7

// modifiers steps over the words between a title and a name that begin with token i.
func (r arabicReader) modifiers(i int) (next int, any bool) {
	for n := 0; n < maxModifiers && i < len(r.toks) && r.near(i); n++ {
		if k := r.known[i]; k != nil && k.First == i {
			i, any = k.Last, true
			continue
		}
		fold := r.toks[i].Fold
		conjoined := strings.TrimPrefix(fold, "و")
		if !arabicModifiers[fold] && !arabicModifiers[conjoined] && !arabicModifiers[strings.TrimPrefix(conjoined, "لل")] {
			break
		}
		i++
		any = true
	}
	return i, any
}

// near reports whether token i stands behind the one before it with nothing but a space, or a comma or quotation mark
// and a space, between them.
func (r arabicReader) near(i int) bool {
	if i == 0 || i >= len(r.toks) || !isArabic(r.toks[i].Fold) || r.toks[i].Kind != analysis.Word {
		return false
	}
	switch r.text[r.toks[i-1].End:r.toks[i].Start] {
	case " ", "\u00a0", "، ", ", ", " \"", ". ", "\" ", ": ":
		return true
	}
	return false
}

// adjacent reports whether only a space stands before token i.
func (r arabicReader) adjacent(i int) bool {
	return r.near(i) && r.text[r.toks[i-1].End:r.toks[i].Start] == " "
}

// names reads the name at token i, and where several are announced those joined to it by و.
func (r arabicReader) names(i int, plural bool) ([]Mention, int) {
	if !r.near(i) {
		return nil, i
	}
	m, ok := r.name(i, stem{r.toks[i].Fold, r.toks[i].Start})
	if !ok {
		return nil, i
	}
	out := []Mention{m}
	for plural && r.adjacent(m.Last) {
		st, ok := cut(r.text, r.toks[m.Last], stem{r.toks[m.Last].Fold, r.toks[m.Last].Start}, "و")
		if !ok {
			break
		}
		if m, ok = r.name(m.Last, st); !ok {
			break
		}
		out = append(out, m)
	}
	return out, out[len(out)-1].Last
}

// name reads a name of which st is the first word, at token i: a given name, a chain of بن and the like, a surname.
func (r arabicReader) name(i int, st stem) (Mention, bool) {
	if !r.first(i, st) {
		return Mention{}, false
	}
	last := i + 1
	words := 1
	if compounds[st.fold] {
		if last == len(r.toks) || !r.adjacent(last) {
			return Mention{}, false
		}
		last++
	}
	for last < len(r.toks) && words < 4 && r.adjacent(last) && !r.loneSurname(st, words) {
		if next := r.chain(last); next > last {
			last = next
			words++
			continue
		}
		if words >= 2 && !arabicGiven[r.toks[last-1].Fold] || !r.surname(last, st) {
			break
		}
		last++
		words++
	}
	m := Mention{Span: corpus.Span{Start: st.start, End: r.toks[last-1].End}, First: i, Last: last, Kind: Person}
	m.ID = key(r.toks, st, i, last)
	return m, true
}

// chain gives the end of what goes on a name without being its surname, or last: بن with a name, عبد with one, الدين.
func (r arabicReader) chain(last int) int {
	fold := r.toks[last].Fold
	switch {
	case faithNames[fold]:
		return last + 1
	case !arabicParticles[fold] && !compounds[fold] || last+1 == len(r.toks) || !r.adjacent(last+1) || arabicStops[r.toks[last+1].Fold]:
		return last
	case arabicParticles[fold] && compounds[r.toks[last+1].Fold] && last+2 < len(r.toks) && r.adjacent(last+2):
		return last + 3
	}
	return last + 2
}

// loneSurname reports whether the name so far is a surname that newspapers use alone, so that nothing follows it.
func (r arabicReader) loneSurname(st stem, words int) bool {
	return words == 1 && famousSurnames[st.fold]
}

// first reports whether st, at token i, may begin a name.
func (r arabicReader) first(i int, st stem) bool {
	if isPreposition(st.fold, r.toks[i].Of(r.text)) {
		return false
	}
	if famousSurnames[st.fold] || arabicGiven[st.fold] || compounds[st.fold] {
		return true
	}
	if strings.HasPrefix(st.fold, "و") && !waNames[st.fold] {
		return false
	}
	return r.nameLike(i, st.fold) && !strings.HasPrefix(st.fold, article)
}

// surname reports whether token i may be the word of a name behind its first one.
func (r arabicReader) surname(i int, first stem) bool {
	fold := r.toks[i].Fold
	if famousSurnames[fold] || arabicGiven[fold] {
		return true
	}
	if !r.nameLike(i, fold) {
		return false
	}
	if strings.HasPrefix(fold, article) {
		return arabicGiven[first.fold] || compounds[first.fold]
	}
	// A word that begins with و is more likely joined to the name than part of it.
	return !strings.HasPrefix(fold, "و") || waNames[fold]
}

// nameLike reports whether a word is none of those that names are not made of.
func (r arabicReader) nameLike(i int, fold string) bool {
	raw := r.toks[i].Of(r.text)
	if utf8.RuneCountInString(fold) < 3 || strings.ContainsRune(raw, tanwin) || isPreposition(fold, raw) || isVerbal(fold) || arabicStops[fold] || arabicModifiers[fold] || arabicHeads[fold] || pluralHeads[fold] || arabicOrgs[fold] {
		return false
	}
	if k := r.known[i]; k != nil && k.Start == r.toks[i].Start {
		return false
	}
	for _, clitic := range []string{"و", "ف", "ب", "ل", "ك"} {
		rest, ok := strings.CutPrefix(fold, clitic)
		if ok && (arabicStops[rest] || arabicHeads[rest] || pluralHeads[rest] || arabicModifiers[rest] || arabicOrgs[rest] ||
			arabicGiven[rest] || strings.HasPrefix(rest, article) || strings.HasPrefix(rest, "ل") && clitic == "ل") {
			return false
		}
	}
	// The past tense with a pronoun, and verbs behind the marks of the future.
	return !strings.HasPrefix(fold, "سي") || len(fold) > 10 || arabicGiven[fold] || fold == "سيغل"
}

// tanwin marks an indefinite accusative, which names do not have.
const tanwin = '\u064b'

// isPreposition reports whether a word is the preposition على and not the name علي, which fold alike.
func isPreposition(fold, raw string) bool { return fold == "علي" && strings.HasSuffix(raw, "ى") }

// isVerbal reports whether a short word begins like a verb of the present and is not a known name.
func isVerbal(fold string) bool {
	return (strings.HasPrefix(fold, "ي") || strings.HasPrefix(fold, "ت")) && utf8.RuneCountInString(fold) <= 5 && !arabicGiven[fold] && !famousSurnames[fold]
}

// given reads a name that begins with a given name, without a title before it. What follows has to look like a name too.
func (r arabicReader) given(i int) (Mention, bool) {
	for _, st := range stems(r.text, r.toks[i], make([]stem, 0, 6)) {
		if !arabicGiven[st.fold] && !(compounds[st.fold] && st.fold != "ابن" && st.fold != "ابو") {
			if !(i+1 < len(r.toks) && r.toks[i+1].Fold == "بن" && r.adjacent(i+1) && r.nameLike(i, st.fold)) {
				continue
			}
		}
		if st.fold == "علي" && strings.HasSuffix(r.toks[i].Of(r.text), "ى") || weakGiven[st.fold] && !r.namesFollow(i+1) {
			continue
		}
		m, ok := r.name(i, st)
		if ok && m.Last-m.First > 1 {
			return m, true
		}
	}
	return Mention{}, false
}

// namesFollow reports whether token i is a given name, بن or the like, as it has to be behind a given name that is a common
// word as well.
func (r arabicReader) namesFollow(i int) bool {
	return i < len(r.toks) && r.adjacent(i) &&
		(arabicGiven[r.toks[i].Fold] || compounds[r.toks[i].Fold] || arabicParticles[r.toks[i].Fold] || famousSurnames[r.toks[i].Fold])
}
