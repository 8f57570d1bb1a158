package analysis

import (
	"unicode"
	"unicode/utf8"
)

// A class says what a rune does to a token.
type class uint8

const (
	separator class = iota
	letter
	digit     // a decimal digit of any script
	mark      // continues a token, never begins one
	invisible // within a token only, and not in its folded form
	gram      // a letter of a script written without spaces: a token of its own
)

// classTable spares text of most alphabets the look into Unicode's tables.
var classTable = func() (t [0x2000]class) {
	for r := range t {
		t[r] = slowClass(rune(r))
	}
	return t
}()

func classOf(r rune) class {
	switch {
	case int(r) < len(classTable):
		return classTable[r]
	case 0x4E00 <= r && r <= 0x9FFF, 0x3041 <= r && r <= 0x3096, 0x30A1 <= r && r <= 0x30FA:
		return gram
	case 0xAC00 <= r && r <= 0xD7A3:
		return letter
	}
	return slowClass(r)
}

func slowClass(r rune) class {
	switch {
	case r == utf8.RuneError, r == 0xFDFA, r == 0xFDFB, isApostrophe(r):
		// U+FDFA and U+FDFB are whole Arabic sentences in one character; an apostrophe is a letter to Unicode if it
		// is U+02BC.
		return separator
	case r == 0xFF9E, r == 0xFF9F:
		// Half-width voicing marks are letters to Unicode.
		return mark
	case unicode.IsLetter(r), unicode.Is(unicode.Nl, r):
		if isGram(r) {
			return gram
		}
		return letter
	case unicode.Is(unicode.Nd, r):
		return digit
	case unicode.IsMark(r):
		return mark
	case unicode.Is(unicode.Cf, r):
		return invisible
	}
	return separator
}

// isGram reports whether r belongs to a script that is written without spaces between words.
func isGram(r rune) bool { return isCJK(r) || isSoutheastAsian(r) }

// isCJK reports whether r is Han or Kana.
func isCJK(r rune) bool {
	switch {
	case r < 0x2E80:
		return false
	case r <= 0x2FDF, // radicals
		0x3005 <= r && r <= 0x3007,
		0x3021 <= r && r <= 0x3029,
		0x3031 <= r && r <= 0x312F, // Kana and Bopomofo
		0x31A0 <= r && r <= 0x31FF,
		0x3400 <= r && r <= 0x4DBF,
		0x4E00 <= r && r <= 0x9FFF,
		0xF900 <= r && r <= 0xFAFF,
		0xFF66 <= r && r <= 0xFF9F,
		0x1B000 <= r && r <= 0x1B16F,
		0x20000 <= r && r <= 0x3FFFF:
		return true
	}
	return false
}

// isSoutheastAsian reports whether r is Thai, Lao, Burmese or Khmer.
func isSoutheastAsian(r rune) bool {
	return 0xE00 <= r && r <= 0xEFF || 0x1000 <= r && r <= 0x109F || 0x1780 <= r && r <= 0x17FF ||
		0xA9E0 <= r && r <= 0xA9FF || 0xAA60 <= r && r <= 0xAA7F
}

// isHangul reports whether r is a Korean syllable.
func isHangul(r rune) bool { return 0xAC00 <= r && r <= 0xD7A3 }

// isArabic reports whether r is a letter of the Arabic block.
func isArabic(r rune) bool { return 0x620 <= r && r <= 0x6FF }

// digitValue gives the value of a decimal digit. Unicode keeps the digits of a script together, from zero to nine, and
// begins every range of them with a zero.
func digitValue(r rune) byte {
	if r < utf8.RuneSelf {
		return byte(r - '0')
	}
	for _, t := range unicode.Nd.R16 {
		if rune(t.Lo) <= r && r <= rune(t.Hi) {
			return byte((r - rune(t.Lo)) % 10)
		}
	}
	for _, t := range unicode.Nd.R32 {
		if rune(t.Lo) <= r && r <= rune(t.Hi) {
			return byte((r - rune(t.Lo)) % 10)
		}
	}
	return 0
}

// isDash reports whether r is a hyphen, a dash or a minus.
func isDash(r rune) bool { return r == '-' || r > 0x7F && unicode.Is(unicode.Pd, r) || r == 0x2212 }

// isApostrophe reports whether r may stand for an apostrophe.
func isApostrophe(r rune) bool { return r == '\'' || r == 0x2019 || r == 0x2BC || r == 0xFF07 }
