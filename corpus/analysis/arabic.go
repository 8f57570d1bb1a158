package analysis

import (
	"strings"
	"unicode/utf8"
)

// minArabicStem is how many letters an Arabic stem keeps: as many as most roots have.
const minArabicStem = 3

// arabicArticles are the article with what may be written before it, longest first. Nothing but an article begins so, or
// so rarely that stripping it from documents and questions alike does no harm (المانيا).
var arabicArticles = []string{"وبال", "وكال", "فبال", "ولال", "ولل", "وال", "بال", "كال", "فال", "لال", "لل", "ال"}

// arabicSuffixes are inflections, longest first; at most two are stripped, so that الياباني and اليابان meet.
var arabicSuffixes = []string{
	"هما", "كما", "تين", "تان", "يات", "ها", "ان", "ات", "ون", "ين", "يه", "هم", "هن", "نا", "يا", "وا", "ه", "ي", "ا",
}

// arabicParticles are one-letter words that are written on to the next: and, with, for, so. The letters also begin words
// (وزير, بلد), so that both readings become terms; ك is left out, which is rarely a particle without the article.
const arabicParticles = "وبلف"

// arabicStems gives the light stems of a folded Arabic word: the one without its article and inflections, and where it
// may begin with a particle, the one without that too.
func arabicStems(fold string) []string {
	if !isArabic(firstRune(fold)) {
		return []string{Bare(fold)}
	}
	body, rest := arabicParts(fold)
	stem := arabicStem(body)
	if rest == "" {
		return []string{stem}
	}
	if other := arabicStem(rest); other != stem {
		return []string{stem, other}
	}
	return []string{stem}
}

// arabicParts gives a word without its article, and where it has none but may begin with a particle, what follows that.
func arabicParts(fold string) (body, rest string) {
	fold = arabicSpelling(fold)
	for _, article := range arabicArticles {
		if body, ok := strings.CutPrefix(fold, article); ok && utf8.RuneCountInString(body) >= minArabicStem {
			return body, ""
		}
	}
	first, size := utf8.DecodeRuneInString(fold)
	rest = fold[size:]
	if !strings.ContainsRune(arabicParticles, first) || utf8.RuneCountInString(rest) < minArabicStem || arabicWhole[arabicStem(fold)] {
		return fold, ""
	}
	return fold, rest
}

// arabicSpelling gives one spelling of names that newspapers write in two ways.
func arabicSpelling(fold string) string {
	if strings.Contains(fold, "اميرك") {
		return strings.Replace(fold, "اميرك", "امريك", 1)
	}
	return fold
}

// arabicStem strips suffixes from a word without prefixes, and gives the singular's stem for a broken plural.
func arabicStem(word string) string {
	if singular, ok := brokenPlurals[word]; ok {
		return singular
	}
	for range 2 {
		shorter := cutArabicSuffix(word)
		if shorter == word {
			break
		}
		word = shorter
		if singular, ok := brokenPlurals[word]; ok {
			return singular
		}
	}
	return word
}

func cutArabicSuffix(word string) string {
	for _, suffix := range arabicSuffixes {
		if stem, ok := strings.CutSuffix(word, suffix); ok && utf8.RuneCountInString(stem) >= minArabicStem {
			return stem
		}
	}
	return word
}
