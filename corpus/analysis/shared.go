package analysis

import (
	"strings"
	"sync"
)

// Shared gives the terms of the field that all languages have in common, in the order of tokens: folded words without
// Latin diacritics and elided articles, unstemmed, without the stop words of English and Arabic; Arabic words without
// their article, and both readings of one that may begin with a particle (وروسيا is also روسيا); numbers and symbols as
// they are; grams as in Analyzer.Terms.
func Shared(tokens []Token) []Term {
	cache := sharedCache()
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
		case len(t.Fold) > maxStemmed:
			for _, form := range sharedForms(t.Fold) {
				emit(form)
			}
		default:
			for _, form := range cache.stems(t.Fold, sharedForms) {
				emit(form)
			}
		}
	}
	return terms
}

// sharedCache keeps sharedForms of recent words.
var sharedCache = sync.OnceValue(newStemCache)

// sharedForms gives a word's terms of the shared field: none for a stop word.
func sharedForms(fold string) []string {
	switch {
	case For("en").Stop(fold), For("ar").Stop(fold):
		return nil
	case isArabic(firstRune(fold)):
		body, rest := arabicParts(fold)
		if rest == "" {
			return []string{body}
		}
		return []string{body, rest}
	}
	return []string{Bare(strings.ReplaceAll(cutElision(fold), "'", ""))}
}
