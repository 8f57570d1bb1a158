package analysis

import (
	"strings"
	"unicode/utf8"
)

// A letterName is what the Arabic name of a Latin letter, or the Cyrillic letter itself, stands for before a number.
type letterName struct {
	latin string
	dash  bool   // also a word: stands for letters only where a dash, or nothing, comes before the number
	then  string // the one name that may follow; "" for any
	hamza bool   // a word of its own unless a hamza is written under its alef: إيه, not آية
	alone bool   // with a particle or the article before it, a word of its own: التي
}

// none follows a letter name that is too common a word to begin a row of them.
const none = "-"

// letterNames are keyed by folded form.
var letterNames = map[string]letterName{
	"اس": {latin: "s"}, "اف": {latin: "f"}, "ميغ": {latin: "mig"}, "ميج": {latin: "mig"}, "تي": {latin: "t", alone: true},
	"جي": {latin: "g", alone: true}, "اتش": {latin: "h"}, "ايه": {latin: "a", hamza: true},
	"سو": {latin: "su", dash: true}, "تو": {latin: "tu", dash: true}, "ام": {latin: "m", dash: true, then: "اتش"},
	"ان": {latin: "an", dash: true, then: none}, "بي": {latin: "b", dash: true}, "دي": {latin: "d", dash: true},
	"سي": {latin: "c", dash: true}, "كا": {latin: "ka", dash: true}, "مي": {latin: "mi", dash: true},
	"ار": {latin: "r", dash: true}, "كي": {latin: "k", dash: true},
	"с": {latin: "s", dash: true, then: none}, "т": {latin: "t", dash: true, then: none}, "су": {latin: "su"}, "ту": {latin: "tu", dash: true}, "миг": {latin: "mig"},
	"ми": {latin: "mi", dash: true}, "ка": {latin: "ka", dash: true}, "як": {latin: "yak"}, "ан": {latin: "an", dash: true},
	"ил": {latin: "il", dash: true}, "ф": {latin: "f", dash: true, then: none},
}

// maxLetterNames is how many letter names a designation may have: "إم إتش 17" has two.
const maxLetterNames = 3

// particledName gives the letter name that a particle or the article is written on to: "وإس 400", "الإف 16". Names that
// are words too are left out, and an alef must bear its hamza: فاس is a city.
func particledName(fold string) (letterName, bool) {
	if fold == "" || len(fold) > maxNumberWord || !isArabic(firstRune(fold)) {
		return letterName{}, false
	}
	rest, ok := strings.CutPrefix(fold, "ال")
	if !ok {
		first, size := utf8.DecodeRuneInString(fold)
		if !strings.ContainsRune(arabicParticles, first) {
			return letterName{}, false
		}
		rest = fold[size:]
	}
	name, ok := letterNames[rest]
	name.hamza = name.hamza || strings.HasPrefix(rest, "ا")
	return name, ok && !name.dash && !name.alone
}

// fits reports whether a word that folds to the name is spelt as the name of a letter is: the folded forms of إس (S) and
// آس (ace), of وإس and واس, of إيه (A) and آية (verse) are alike. Only أر is also written with a madda.
func (n letterName) fits(word string) bool {
	switch {
	case strings.ContainsRune(word, 'ة'):
		return false
	case !n.dash && strings.ContainsAny(word, "آ\u0653"):
		return false
	}
	return !n.hamza || strings.ContainsAny(word, "إ\u0655")
}

// designation scans letter names and a number from start on: "إس 400" is s400, "МиГ-29" is mig29.
func (s *scanner) designation(start int) (fold string, next int, ok bool) {
	var letters strings.Builder
	i := start
	then := ""
	for names := range maxLetterNames {
		end, _ := s.wordEnd(i)
		fold := Fold(s.text[i:end])
		name, ok := letterNames[fold]
		if !ok && names == 0 {
			name, ok = particledName(fold)
		}
		if !ok || then != "" && then != fold || !name.fits(s.text[i:end]) {
			return "", 0, false
		}
		letters.WriteString(name.latin)
		then = name.then
		needsDash := name.dash && names == 0
		after, space := s.skipLink(end)
		if r, _ := s.rune(after); classOf(r) == digit {
			if needsDash && space {
				return "", 0, false
			}
			fold, next = s.designated(letters.String(), after)
			return fold, next, fold != ""
		}
		if after == end || !s.letterAt(after) {
			return "", 0, false
		}
		i = after
	}
	return "", 0, false
}

// skipLink steps over what may stand between a letter name and its number: a space, a dash, or a dash between spaces. It
// reports whether it was nothing but space.
func (s *scanner) skipLink(i int) (next int, space bool) {
	for range 3 {
		r, size := s.rune(i)
		switch {
		case r == ' ' || r == 0xA0:
			space = true
		case isDash(r):
			return s.skipSpace(i + size), false
		default:
			return i, space
		}
		i += size
	}
	return i, space
}

func (s *scanner) skipSpace(i int) int {
	if r, size := s.rune(i); r == ' ' || r == 0xA0 {
		return i + size
	}
	return i
}
