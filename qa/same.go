package qa

import (
	"strings"

	"github.com/dalil-bot/dalil/corpus/analysis"
)

// evidence identifies the document that a line is evidence from.
func (l *Line) evidence() string { return l.doc.Collection + "\x00" + l.doc.ID }

// sameText is the share of words in common (Jaccard) from which two sentences are taken for one text that was copied:
// agency reports differ between papers in a few words. Of documents that are copies of each other as a whole, sameInCopies is
// enough.
const (
	sameText     = 0.8
	sameInCopies = 0.5
)

// A wordSet is the words of a sentence, folded, each with how much it says.
type wordSet map[string]saying

// A saying is how much a word says, and so what its lack in another sentence means.
type saying int

const (
	silent saying = iota // a function word
	says                 // a word of which the other sentence may have another form
	exact                // a number, a symbol, a part of a name
	turns                // a negation: without it the sentence says the reverse
)

// A likeness compares the words of two sentences.
type likeness struct {
	alike  bool // they share enough words; what follows is false where they do not
	onlyA  bool // the first says something that the other one does not
	onlyB  bool // the second does
	turned bool // one negates what the other says
}

// compare compares two sentences, which are alike from some share of words in common.
func (a wordSet) compare(b wordSet, least float64) likeness {
	if shorter, longer := min(len(a), len(b)), max(len(a), len(b)); shorter == 0 || float64(shorter) < least*float64(longer) {
		return likeness{}
	}
	both := 0
	for word := range a {
		if _, ok := b[word]; ok {
			both++
		}
	}
	if float64(both) < least*float64(len(a)+len(b)-both) {
		return likeness{}
	}
	onlyA, turnedA := a.beyond(b)
	onlyB, turnedB := b.beyond(a)
	return likeness{alike: true, onlyA: onlyA, onlyB: onlyB, turned: turnedA || turnedB}
}

// leastSpelling is how alike two words have to be spelt to be forms of one. The names Muhammad and Mahmoud, in Arabic, have 0.4.
const leastSpelling = 0.6

// beyond reports whether a sentence says something that another one does not, and whether it has a negation that the other lacks.
func (a wordSet) beyond(b wordSet) (says, turned bool) {
	for word, much := range a {
		if _, ok := b[word]; ok || much == silent {
			continue
		}
		if much == turns {
			turned = true
		}
		says = says || much == exact || !b.hasForm(word)
	}
	return says, turned
}

func (a wordSet) hasForm(word string) bool {
	g := gramsOf(word)
	for other, much := range a {
		if much == says && g.alike(gramsOf(other)) >= leastSpelling {
			return true
		}
	}
	return false
}

// sameWords reports whether two sentences are copies of one: one of them may say more, but not each another thing.
func (l *Line) sameWords(m *Line) bool {
	k := l.folded().compare(m.folded(), sameText)
	return k.alike && !k.turned && !(k.onlyA && k.onlyB)
}

// folded returns the line's words.
func (l *Line) folded() wordSet {
	if l.set == nil {
		l.set = l.view.wordSet(l.sentence)
	}
	return l.set
}

func (v *view) wordSet(s sentence) wordSet {
	set := make(wordSet, s.to-s.from)
	for i := s.from; i < s.to; i++ {
		fold := v.text.Tokens[i].Fold
		set[fold] = max(set[fold], v.saying(i, i == s.from))
	}
	return set
}

// saying says how much a word says. A capital at the beginning of a sentence makes no name.
func (v *view) saying(i int, begins bool) saying {
	switch w := &v.words[i]; {
	case negations[v.text.Tokens[i].Fold]:
		return turns
	case w.symbol, w.upper && !begins, v.isCountry(i):
		return exact
	case w.stop:
		return silent
	}
	return says
}

// contentWords returns the folded words of a span, without articles, and for Arabic without the article in front: what
// has to be equal for two spans to be the same value.
func contentWords(text, lang string) []string {
	var out []string
	for _, token := range analysis.Tokenize(text) {
		word := token.Fold
		switch {
		case lang == "en" && (word == "the" || word == "a" || word == "an"):
			continue
		case strings.HasPrefix(word, "ال") && len(word) > 4*2:
			word = word[len("ال"):]
		}
		out = append(out, word)
	}
	return out
}
