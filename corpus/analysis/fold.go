package analysis

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// arabicFold folds the Arabic block, U+0600 to U+06FF.
var arabicFold = func() (t [256]rune) {
	for i := range t {
		r := rune(0x600 + i)
		t[i] = r
		switch slowClass(r) {
		case digit:
			t[i] = '0' + rune(digitValue(r))
		case mark, invisible:
			t[i] = drop
		}
	}
	for from, to := range map[rune]rune{
		'آ': 'ا', 'أ': 'ا', 'إ': 'ا', 'ٱ': 'ا', 'ٲ': 'ا', 'ٳ': 'ا', 'ى': 'ي', 'ة': 'ه', 'ؤ': 'و', 'ئ': 'ي',
		'ی': 'ي', 'ې': 'ي', 'ک': 'ك', 'ہ': 'ه', 'ھ': 'ه', 'ۀ': 'ه', 'ۂ': 'ه', 'ۃ': 'ه',
		0x675: 'ا', 0x676: 'و', 0x677: 'و', 0x678: 'ي', 0x674: drop, 0x640: drop,
	} {
		t[from-0x600] = to
	}
	return t
}()

// Fold gives the folded form of s: NFKC, lower case, decimal digits of every script in ASCII, without invisible
// characters (category Cf), Arabic vowel signs, tatweel and Hebrew points. Of Arabic letters one spelling is left: آأإٱ
// are ا, ى and Persian ی are ي, ة is ه, ؤ is و, ئ is ي, Persian ک is ك. Persian گ, چ, پ and ژ stay, for they tell Persian
// words apart. Latin diacritics stay too, since stemmers and stop lists are spelt with them: Bare removes them. Turkish İ
// and I are both i, because no text says which language a name in it is of; ς is σ, ё is е, curly apostrophes are
// straight, and bytes that are not UTF-8 become U+FFFD. Spaces and punctuation stay. Fold(Fold(s)) is Fold(s).
func Fold(s string) string {
	i, size := 0, 0
	for ; i < len(s); i += size {
		if c := s[i]; c < utf8.RuneSelf {
			if 'A' <= c && c <= 'Z' {
				break
			}
			size = 1
			continue
		}
		var r rune
		if r, size = utf8.DecodeRuneInString(s[i:]); simpleFold(r) != r {
			break
		}
	}
	if i == len(s) {
		return s
	}
	if fold, ok := foldSimple(s, i); ok {
		return fold
	}
	return foldRunes(s)
}

// What simpleFold gives for characters without a folded form of one character of their own.
const (
	drop      = -1 // nothing
	dependent = -2 // depends on the characters around it, or is several
)

// foldTable has the folded forms of the characters of most alphabets, where they do not depend on others.
var foldTable = func() (t [0x2000]rune) {
	for i := range t {
		t[i] = dependent
		switch fold := []rune(foldRunes(string(rune(i)))); {
		case len(fold) == 0 && foldRune(rune(i)) == drop:
			t[i] = drop
		case len(fold) == 1 && norm.NFKC.PropertiesString(string(rune(i))).BoundaryBefore() &&
			norm.NFKC.PropertiesString(string(fold)).BoundaryBefore():
			t[i] = fold[0]
		}
	}
	return t
}()

func simpleFold(r rune) rune {
	switch {
	case int(r) < len(foldTable):
		return foldTable[r]
	case 0x4E00 <= r && r <= 0x9FFF, 0x3041 <= r && r <= 0x3096, 0x30A1 <= r && r <= 0x30FA, isHangul(r):
		return r
	}
	return dependent
}

// foldSimple folds s, of which the first n bytes are folded, if every character's form depends on nothing else.
func foldSimple(s string, n int) (string, bool) {
	out := make([]byte, n, len(s))
	copy(out, s)
	for i := n; i < len(s); {
		if c := s[i]; c < utf8.RuneSelf {
			if 'A' <= c && c <= 'Z' {
				c += 'a' - 'A'
			}
			out = append(out, c)
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		if r = simpleFold(r); r == dependent {
			return "", false
		}
		if r != drop {
			out = utf8.AppendRune(out, r)
		}
		i += size
	}
	return string(out), true
}

// foldRunes is the reference that the tables are a shortcut of. Lower-casing may give what NFKC changes, and the other way
// round; two rounds reach the end of it.
func foldRunes(s string) string {
	s = strings.ToValidUTF8(s, "\uFFFD")
	for range 2 {
		s = norm.NFKC.String(strings.Map(foldRune, norm.NFKC.String(s)))
	}
	return s
}

func foldRune(r rune) rune {
	switch {
	case r < utf8.RuneSelf:
		return unicode.ToLower(r)
	case 0x600 <= r && r <= 0x6FF:
		return arabicFold[r-0x600]
	case isApostrophe(r):
		return '\''
	case r == 'ς':
		return 'σ'
	case r == 'ё' || r == 'Ё':
		return 'е'
	case 0x591 <= r && r <= 0x5C7 && unicode.IsMark(r), 0x8D3 <= r && r <= 0x8FF && unicode.IsMark(r):
		return drop
	case 0xFE00 <= r && r <= 0xFE0F, 0xE0100 <= r && r <= 0xE01EF:
		return drop // variation selectors
	case unicode.Is(unicode.Cf, r):
		return drop
	case unicode.Is(unicode.Nd, r):
		return '0' + rune(digitValue(r))
	}
	return unicode.ToLower(r)
}

// bareLetters are Latin letters that do not decompose into a base and a mark.
var bareLetters = strings.NewReplacer("ß", "ss", "æ", "ae", "œ", "oe", "ø", "o", "ł", "l", "đ", "d", "ð", "d", "þ", "th", "ı", "i", "ŋ", "ng", "ħ", "h")

// Bare gives a folded form without the diacritics of Latin and Greek letters, as people without the keyboard write it:
// são is sao, łódź is lodz, straße is strasse. Other scripts stay as they are.
func Bare(fold string) string {
	ascii := true
	for i := 0; i < len(fold) && ascii; i++ {
		ascii = fold[i] < utf8.RuneSelf
	}
	if ascii {
		return fold
	}
	if r, _ := utf8.DecodeRuneInString(fold); isArabic(r) {
		return fold
	}
	base := rune(0)
	stripped := strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			if unicode.In(base, unicode.Latin, unicode.Greek) {
				return drop
			}
			return r
		}
		base = r
		return r
	}, norm.NFD.String(fold))
	return norm.NFC.String(bareLetters.Replace(stripped))
}
