package qa

import (
	"strings"

	"github.com/dalil-bot/dalil/corpus/analysis"
)

// evidence identifies the document that a line is evidence from.
func (l *Line) evidence() string { return l.doc.Collection + "\x00" + l.doc.ID }

// sameText is the share of words in common (Jaccard) from which two sentences are taken for one text that was copied:
// agency reports differ between papers in a few words. A different number or name is never a copy; sameWords sees to it.
const sameText = 0.8

// sameWords reports whether two sentences are copies of one.
func (l *Line) sameWords(m *Line) bool {
	a, b := l.folded(), m.folded()
	if len(a) == 0 || len(b) == 0 {
		return false
	}
	both := 0
	for word := range a {
		if b[word] {
			both++
		}
	}
	return float64(both) >= sameText*float64(len(a)+len(b)-both)
}

// folded returns the set of the line's words.
func (l *Line) folded() map[string]bool {
	set := make(map[string]bool, l.to-l.from)
	for _, token := range l.text.Tokens[l.from:l.to] {
		set[token.Fold] = true
	}
	return set
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
