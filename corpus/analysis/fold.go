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
	if fold, ok := foldTable.apply(s); ok {
		return fold
	}
	return foldRunes(s)
}

// foldTable is Fold for single characters.
var foldTable = newRuneTable(foldRunes)

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
	if bare, ok := bareTable.apply(fold); ok {
		return bare
	}
	return bareRunes(fold)
}

// bareTable is Bare for single characters.
var bareTable = newRuneTable(bareRunes)

// bareRunes is the reference that bareTable is a shortcut of.
func bareRunes(fold string) string {
	base := rune(0)
	stripped := strings.Map(func(r rune) rune {
		if isDiacritic(r) {
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

// isDiacritic reports whether r is of the blocks of combining marks that no one script owns.
func isDiacritic(r rune) bool {
	return 0x300 <= r && r <= 0x36F || 0x1AB0 <= r && r <= 0x1AFF || 0x1DC0 <= r && r <= 0x1DFF || 0x20D0 <= r && r <= 0x20FF
}
