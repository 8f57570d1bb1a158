package values

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// fold appends the form under which the lexicon knows a word: lower case, accents and vowel signs of Latin, Greek, Arabic
// and Hebrew gone, the spellings of alef, yeh, kaf and teh marbuta made one. It is coarser than analysis.Fold, which
// serves retrieval: here only the few hundred words of the tables have to be told apart.
func fold(dst []byte, s string) []byte {
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			if 'A' <= c && c <= 'Z' {
				c += 'a' - 'A'
			}
			dst = append(dst, c)
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		i += n
		if r = foldRune(r); r >= 0 {
			dst = utf8.AppendRune(dst, r)
		}
	}
	return dst
}

// foldRune returns the folded rune, or -1 for one that is dropped.
func foldRune(r rune) rune {
	switch {
	case r >= 0x64b && r <= 0x65f, r == 0x670, r == 0x640, r >= 0x591 && r <= 0x5c7, r >= 0x300 && r <= 0x36f,
		r == 0x200c, r == 0x200d, r == 0x200e, r == 0x200f, r == 0xfeff, r == 0x93c:
		return -1
	case r == 'أ', r == 'إ', r == 'آ', r == 'ٱ':
		return 'ا'
	case r == 'ى', r == 'ی':
		return 'ي'
	case r == 'ة':
		return 'ه'
	case r == 'ک':
		return 'ك'
	case r == 'ı', r == 'İ':
		return 'i'
	case r == 'ё':
		return 'е'
	case r >= 0xc0 && r <= 0x24f, r >= 0x370 && r <= 0x3ff, r >= 0x1e00 && r <= 0x1fff:
		return base(r)
	}
	if r >= 0x5d0 && r <= 0x6ff {
		return r // Hebrew and Arabic have no case
	}
	return unicode.ToLower(r)
}

// base lowers a Latin or Greek letter and takes its accents off.
func base(r rune) rune {
	var buf [utf8.UTFMax]byte
	n := utf8.EncodeRune(buf[:], r)
	if d := norm.NFD.Properties(buf[:n]).Decomposition(); d != nil {
		r, _ = utf8.DecodeRune(d)
	}
	if r = unicode.ToLower(r); r == 'ς' {
		r = 'σ'
	}
	return r
}

// digit returns the value of a decimal digit of the scripts that the tables know, or -1.
func digit(r rune) int {
	for _, zero := range [...]rune{'0', '٠', '۰', '०', '๐', '০', '０'} {
		if r >= zero && r <= zero+9 {
			return int(r - zero)
		}
	}
	return -1
}

// wordRune reports whether a rune is part of a word. Superscript two and three belong to units such as km².
func wordRune(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z'
	}
	if r >= 0x621 && r <= 0x65f || r >= 0x430 && r <= 0x44f || r >= 0x671 && r <= 0x6d3 {
		return true
	}
	switch r {
	case '²', '³', '°', '℃', '℉', 0x200c, 0x640:
		return true
	}
	return unicode.IsLetter(r) || unicode.IsMark(r)
}

// standalone reports whether a rune is a word by itself: Chinese and Japanese characters and Hangul syllables, among
// which only those of dates, numbers and units matter.
func standalone(r rune) bool {
	return r >= 0x4e00 && r <= 0x9fff || r >= 0xac00 && r <= 0xd7a3
}

func arabic(r rune) bool { return r >= 0x600 && r <= 0x6ff }
