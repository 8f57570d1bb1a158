package qa

import (
	"strings"

	"github.com/dalil-bot/dalil/corpus/analysis"
)

// evidence identifies the document that a line is evidence from: of a copied sentence, the one that shows it best.
func (l *Line) evidence() string {
	if l.original != nil {
		return l.original.evidence()
	}
	return l.doc.Collection + "\x00" + l.doc.ID
}

// findCopies finds, among the best lines, those that another document has too and better, so that a report which several
// papers took over is one piece of evidence.
func findCopies(lines []*Line) {
	best := lines[:min(len(lines), relationLines)]
	for i, l := range best {
		for _, m := range best[:i] {
			if m.doc != l.doc && l.sameWords(m) {
				l.original = m
				break
			}
		}
	}
}

// sameText is the share of words in common (Jaccard) from which two sentences are taken for one text that was copied:
// agency reports differ between papers in a few words. A different number or name is never a copy; sameWords sees to it.
const sameText = 0.8

// sameWords reports whether two sentences are copies of one.
func (l *Line) sameWords(m *Line) bool {
	a, b := l.folded(), m.folded()
	if shorter, longer := min(len(a), len(b)), max(len(a), len(b)); shorter == 0 || float64(shorter) < sameText*float64(longer) {
		return false
	}
	both, exchanged := 0, false
	for word, special := range a {
		if _, ok := b[word]; ok {
			both++
		} else if special {
			exchanged = true
		}
	}
	if float64(both) < sameText*float64(len(a)+len(b)-both) {
		return false
	}
	if exchanged {
		for word, special := range b {
			if _, ok := a[word]; !ok && special {
				return false // each has a number or name that the other lacks
			}
		}
	}
	return true
}

// folded returns the set of the line's words, each with whether it is a number, a symbol or part of a name.
func (l *Line) folded() map[string]bool {
	if l.set == nil {
		l.set = make(map[string]bool, l.to-l.from)
		for i := l.from; i < l.to; i++ {
			w := &l.words[i]
			fold := l.text.Tokens[i].Fold
			l.set[fold] = l.set[fold] || w.symbol || w.upper && i > l.from || l.isCountry(i)
		}
	}
	return l.set
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
