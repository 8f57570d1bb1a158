package analysis

import (
	"strings"
	"unicode/utf8"
)

// An Analyzer makes the terms of one language. It is safe for use by several goroutines.
type Analyzer struct {
	lang  string
	stop  map[string]bool
	stem  func(fold string) []string // nil: the folded form is the term
	cache *stemCache                 // of forms; nil where nothing is known of the language
}

// For gives the analyzer of a language by its ISO 639-1 code ("ckb" for Sorani, which has none). It is never nil: for a
// language that nothing is known of, words are folded and no more. The analyzer of a language is built on first use, in up
// to some milliseconds, and kept.
func For(lang string) *Analyzer {
	if build, ok := analyzers[lang]; ok {
		return build()
	}
	return &Analyzer{lang: lang}
}

// Lang returns the language that the analyzer was asked for.
func (a *Analyzer) Lang() string { return a.lang }

// Stop reports whether a folded form is a stop word of the language. The folded forms of Symbols and Numbers never are:
// it is for Word tokens only.
func (a *Analyzer) Stop(fold string) bool { return a.stop[fold] }

// isOne reports whether t is the word for one, which is a stop word in every language: see Tokenize.
func isOne(t Token) bool { return t.Kind == Word && t.Fold == "1" }

// maxStemmed is the length in bytes of the longest word that is stemmed, some three times what any dictionary has. Longer
// ones are data or dirt, and bleve's French stemmer takes 12 seconds for 60 kB of them.
const maxStemmed = 256

// Terms gives the terms of the language's field for the tokens of a text, in their order. A token may have no term (a stop
// word) or several (an Arabic word that may begin with a preposition). Symbols and numbers are their own terms; Han and
// Kana give overlapping pairs of characters, Hangul words pairs of syllables, Thai, Lao, Burmese and Khmer triples of
// characters.
func (a *Analyzer) Terms(tokens []Token) []Term {
	terms := make([]Term, 0, len(tokens))
	for i := 0; i < len(tokens); i++ {
		t := tokens[i]
		emit := func(term string) { terms = append(terms, Term{Text: term, Token: i}) }
		switch first := firstRune(t.Fold); {
		case t.Kind != Word:
			emit(t.Fold)
		case isGram(first):
			terms, i = appendGrams(terms, tokens, i)
		case isHangul(first):
			appendSyllables(t.Fold, emit)
		case isOne(t):
		case a.cache == nil, len(t.Fold) > maxStemmed:
			emit(t.Fold)
		default:
			for _, stem := range a.cache.stems(t.Fold, a.forms) {
				emit(stem)
			}
		}
	}
	return terms
}

// forms gives the terms of a word: none for a stop word.
func (a *Analyzer) forms(fold string) []string {
	switch {
	case a.stop[fold]:
		return nil
	case a.stem == nil:
		return []string{fold}
	}
	return a.stem(fold)
}

func firstRune(s string) rune {
	if s[0] < utf8.RuneSelf {
		return rune(s[0])
	}
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

// stopSet parses stop lists, in which # and | begin a comment, and folds them as tokens are folded.
func stopSet(lists ...string) map[string]bool {
	stop := map[string]bool{}
	for _, list := range lists {
		for line := range strings.Lines(list) {
			if i := strings.IndexAny(line, "#|"); i >= 0 {
				line = line[:i]
			}
			for word := range strings.FieldsSeq(line) {
				stop[Fold(word)] = true
				for _, t := range Tokenize(word) {
					if t.Kind == Word && t.Span.Len() == len(word) {
						stop[t.Fold] = true
					}
				}
			}
		}
	}
	delete(stop, "1")
	return stop
}
