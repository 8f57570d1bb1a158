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
	"هما", "كما", "تين", "تان", "تها", "تهم", "تنا", "يين", "يون", "يان", "يات", "ته", "ها", "ان", "ات", "ون", "ين", "يه", "هم", "هن", "نا", "يا", "وا", "ه", "ي", "ا",
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
	if body, ok := cutArticle(fold); ok {
		// The first letters of ألمانيا are cut as an article, so those of الألماني must be too.
		if strings.HasPrefix(body, "ال") {
			body, _ = cutArticle(body)
		}
		return body, ""
	}
	first, size := utf8.DecodeRuneInString(fold)
	rest = fold[size:]
	if !strings.ContainsRune(arabicParticles, first) || utf8.RuneCountInString(rest) < minArabicStem || arabicWhole[arabicStem(fold)] {
		return fold, ""
	}
	return fold, rest
}

// cutArticle cuts the article, with what is written before it, off a word of which enough is left.
func cutArticle(fold string) (string, bool) {
	for _, article := range arabicArticles {
		if body, ok := strings.CutPrefix(fold, article); ok && utf8.RuneCountInString(body) >= minArabicStem {
			return body, true
		}
	}
	return fold, false
}

// arabicSpelling gives one spelling of names that newspapers write in two ways.
func arabicSpelling(fold string) string {
	if strings.Contains(fold, "اميرك") {
		return strings.Replace(fold, "اميرك", "امريك", 1)
	}
	return fold
}

// arabicStem strips suffixes from a word without prefixes, and gives the singular's stem for a broken plural, also one
// with a pronoun; not for one with another ending, for مدني (civil) is not of مدن (cities).
func arabicStem(word string) string {
	if singular, ok := brokenPlurals[word]; ok {
		return singular
	}
	for _, pronoun := range arabicPronouns {
		plural, ok := strings.CutSuffix(word, pronoun)
		if !ok {
			continue
		}
		if stem, glide := cutAny(plural, "او", "اي"); glide {
			// Before a pronoun the hamza of وزراء sits on a letter that folding leaves.
			plural = stem + "اء"
		}
		if singular, ok := brokenPlurals[plural]; ok {
			return singular
		}
	}
	return arabicSuffixFree(word)
}

func cutAny(word string, suffixes ...string) (string, bool) {
	for _, suffix := range suffixes {
		if stem, ok := strings.CutSuffix(word, suffix); ok {
			return stem, true
		}
	}
	return word, false
}

// arabicPronouns are the possessive pronouns that are written on to a noun.
var arabicPronouns = []string{"هما", "ها", "هم", "هن", "نا", "ه"}

// arabicSuffixFree strips at most two suffixes.
func arabicSuffixFree(word string) string {
	for range 2 {
		word = cutArabicSuffix(word)
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
