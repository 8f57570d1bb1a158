package analysis

import "strings"

// Shared gives the terms of the field that all languages have in common, in the order of tokens: folded words without
// Latin diacritics and elided articles, unstemmed, without the stop words of English and Arabic; Arabic words without
// their article, and both readings of one that may begin with a particle (وروسيا is also روسيا); numbers and symbols as
// they are; grams as in Analyzer.Terms.
func Shared(tokens []Token) []Term {
	en, ar := For("en"), For("ar")
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
		case isOne(t), en.Stop(t.Fold), ar.Stop(t.Fold):
		case isArabic(first):
			body, rest := arabicParts(t.Fold)
			emit(body)
			if rest != "" {
				emit(rest)
			}
		default:
			emit(Bare(strings.ReplaceAll(cutElision(t.Fold), "'", "")))
		}
	}
	return terms
}
