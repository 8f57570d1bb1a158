package eval

import (
	"strings"
	"unicode"

	"golang.org/x/text/cases"
	"golang.org/x/text/language"
	"golang.org/x/text/unicode/norm"
)

// Fold returns the words of a text in the form in which texts are compared: Unicode NFKC, lower case, without
// punctuation, without English and Arabic articles and Arabic diacritics, with one form each of alef, yeh, kaf and teh
// marbuta, and with every script's digits as 0 to 9. The signs $ € £ % + are kept.
func Fold(text string) []string {
	text = cases.Lower(language.Und).String(norm.NFKC.String(text))
	words := strings.Fields(strings.Map(foldRune, text))
	kept := words[:0]
	for _, w := range words {
		switch w {
		case "a", "an", "the":
		default:
			kept = append(kept, withoutArticle(w))
		}
	}
	return kept
}

// foldRune returns the form of r that is compared, a space where it separates words, or -1 where it says nothing.
func foldRune(r rune) rune {
	switch r {
	case 'أ', 'إ', 'آ', 'ٱ':
		return 'ا'
	case 'ى', 'ی':
		return 'ي'
	case 'ک':
		return 'ك'
	case 'ة':
		return 'ه'
	case '$', '€', '£', '%', '+':
		return r
	}
	switch {
	case isArabicMark(r), unicode.Is(unicode.Cf, r):
		return -1
	case unicode.Is(unicode.Nd, r):
		return '0' + digitValue(r)
	case unicode.In(r, unicode.L, unicode.M, unicode.N, unicode.Z):
		return r
	}
	return ' ' // punctuation, symbols, control characters and what is not assigned
}

// isArabicMark reports whether r is a short vowel or another mark on Arabic letters, or the sign that stretches a word.
func isArabicMark(r rune) bool {
	return r >= 0x0610 && r <= 0x061a || r >= 0x064b && r <= 0x065f || r == 0x0670 || r == 0x0640
}

// digitValue returns the value of a decimal digit: Unicode encodes them in runs of ten that begin with zero.
func digitValue(r rune) rune {
	for _, t := range unicode.Nd.R16 {
		if r >= rune(t.Lo) && r <= rune(t.Hi) {
			return (r - rune(t.Lo)) % 10
		}
	}
	for _, t := range unicode.Nd.R32 {
		if r >= rune(t.Lo) && r <= rune(t.Hi) {
			return (r - rune(t.Lo)) % 10
		}
	}
	return 0
}

// withoutArticle returns an Arabic word without its article, where more than two letters are left.
func withoutArticle(word string) string {
	if rest, ok := strings.CutPrefix(word, "ال"); ok && runes(rest) > 2 {
		return rest
	}
	return word
}

// bare returns a folded Arabic word without a one-letter prefix (and, then, by, for, as) and the article behind it, which
// after the prefix for is one letter.
func bare(word string) string {
	letters := []rune(word)
	if len(letters) <= 3 || !strings.ContainsRune("وفبلك", letters[0]) || !isArabic(letters[1]) {
		return word
	}
	letters = letters[1:]
	for _, article := range []string{"ال", "ل"} {
		if rest, ok := strings.CutPrefix(string(letters), article); ok && runes(rest) > 2 {
			return rest
		}
	}
	return string(letters)
}

func isArabic(r rune) bool { return r >= 0x0600 && r <= 0x06ff }

func runes(s string) int { return len([]rune(s)) }
