package names

import (
	"strings"
	"unicode/utf8"

	"github.com/dalil-bot/dalil/corpus/analysis"
)

// SamePerson reports whether two names, in one script, may be the same person's: surnames agree, and so do given names
// where both have one. Spellings may differ a little: Sergei and Sergey, Zelensky and Zelenskyy, سيرغي and سيرجي. Different
// given names never agree, also where they are close (Maria and Mario), and a surname alone agrees with the same spelling
// only. A given name alone is taken for a surname.
func SamePerson(a, b string) bool {
	x, y := nameWords(a), nameWords(b)
	if len(x) == 0 || len(y) == 0 {
		return false
	}
	if strings.Join(x, " ") == strings.Join(y, " ") {
		return true
	}
	if chainOf(x, y) || chainOf(y, x) {
		return true
	}
	sx, sy := x[len(x)-1], y[len(y)-1]
	if len(x) == 1 || len(y) == 1 {
		return spelling(sx) == spelling(sy)
	}
	return sameSurname(spelling(sx), spelling(sy)) && sameGiven(x[0], y[0])
}

// nameWords gives the folded words of a name without titles, diacritics and the article of an Arabic surname.
func nameWords(name string) []string {
	var out []string
	for _, tok := range analysis.Tokenize(name) {
		fold := analysis.Bare(tok.Fold)
		if latinTitles[fold] || arabicHeads[fold] || numerals[fold] {
			continue
		}
		if isArabic(fold) && len(fold) > len(article)+4 {
			fold = strings.TrimPrefix(fold, article)
		}
		out = append(out, fold)
	}
	return out
}

// chainOf reports whether long begins with all of short and short holds بن or bin, as محمد بن سلمان آل سعود does.
func chainOf(short, long []string) bool {
	if len(short) < 3 || len(long) <= len(short) {
		return false
	}
	chain := false
	for i, w := range short {
		if long[i] != w {
			return false
		}
		chain = chain || i > 0 && (w == "بن" || w == "bin" || w == "ibn")
	}
	return chain
}

// spellings are letters that transliterations choose between.
var spellings = strings.NewReplacer("ks", "x", "ck", "k", "c", "k", "ph", "f", "ei", "y", "ey", "y", "ai", "y", "ay", "y", "iy", "y", "yy", "y", "ii", "y",
	"oo", "u", "ou", "u", "ee", "i", "kh", "h", "tch", "ch", "غ", "ج", "ق", "ج", "ڤ", "ف", "ث", "ت", "ط", "ت", "ظ", "ز", "ذ", "ز")

// spelling gives one spelling to a word: letters of equal sound become one, double letters single.
func spelling(word string) string {
	var b strings.Builder
	before := rune(-1)
	for _, r := range spellings.Replace(word) {
		if r == 'i' {
			r = 'y'
		}
		if r != before {
			b.WriteRune(r)
		}
		before = r
	}
	return b.String()
}

// Names of these many letters may differ in one letter, or in two.
const (
	oneLetter  = 5
	twoLetters = 8
)

// sameSurname compares two spellings.
func sameSurname(a, b string) bool {
	if a == b {
		return true
	}
	n := min(utf8.RuneCountInString(a), utf8.RuneCountInString(b))
	switch {
	case n >= twoLetters:
		return distance(a, b) <= 2
	case n >= oneLetter:
		return distance(a, b) <= 1
	}
	return false
}

// sameGiven compares given names: an initial agrees with every name that begins with it; otherwise consonants and the
// last letter have to agree, and vowels may differ in one or two letters.
func sameGiven(a, b string) bool {
	ra, _ := utf8.DecodeRuneInString(a)
	rb, _ := utf8.DecodeRuneInString(b)
	if utf8.RuneCountInString(a) == 1 || utf8.RuneCountInString(b) == 1 {
		return ra == rb
	}
	x, y := spelling(a), spelling(b)
	if x == y {
		return true
	}
	n := min(utf8.RuneCountInString(a), utf8.RuneCountInString(b))
	if n < 4 || consonants(x) != consonants(y) || lastRune(x) != lastRune(y) {
		return false
	}
	limit := 1
	if n >= oneLetter {
		limit = 2
	}
	return distance(x, y) <= limit
}

func lastRune(s string) rune {
	r, _ := utf8.DecodeLastRuneInString(s)
	return r
}

func consonants(word string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune("aeiouyhاوي", r) {
			return -1
		}
		return r
	}, word)
}

// distance is the number of letters inserted, deleted or changed between two words (Levenshtein).
func distance(a, b string) int {
	x, y := []rune(a), []rune(b)
	row := make([]int, len(y)+1)
	for j := range row {
		row[j] = j
	}
	for i, r := range x {
		diagonal := row[0]
		row[0] = i + 1
		for j, q := range y {
			cost := diagonal
			if r != q {
				cost++
			}
			diagonal = row[j+1]
			row[j+1] = min(cost, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(y)]
}
