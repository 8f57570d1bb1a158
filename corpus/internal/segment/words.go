package segment

import (
	"unicode/utf8"
)

// longRun is the number of bytes of an unbroken run after which it counts as another word, so that a kilobyte of base64
// is not one word.
const longRun = 64

// Words counts the words of a text: runs of anything but white space and punctuation. Scripts written without spaces
// between words count a word for two characters, which is about right for Chinese and Japanese and generous for Thai. It
// decides on sizes only, so it does without tables.
func Words(s string) int {
	words, dense, run := 0, 0, 0
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			i++
			if !asciiWord[c] {
				run = 0
				continue
			}
			if run%longRun == 0 {
				words++
			}
			run++
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		i += n
		switch {
		case isDense(r):
			dense++
			run = 0
		case isMark(r):
			run = 0
		default:
			if run%longRun == 0 {
				words++
			}
			run++
		}
	}
	return words + (dense+1)/2
}

// asciiWord are the bytes within words; an apostrophe or a hyphen between letters does not end one.
var asciiWord = func() (t [utf8.RuneSelf]bool) {
	for c := range byte(utf8.RuneSelf) {
		letter := c|0x20 >= 'a' && c|0x20 <= 'z'
		t[c] = letter || c >= '0' && c <= '9' || c == '\'' || c == '-' || c == '_'
	}
	return t
}()

// isDense reports whether r belongs to a script that puts no spaces between words: Thai, Lao, Burmese, Khmer, Kana, Han.
func isDense(r rune) bool {
	switch {
	case r < 0x0E00:
		return false
	case r <= 0x0EFF, r >= 0x1000 && r <= 0x109F, r >= 0x1780 && r <= 0x17FF:
		return true
	case r >= 0x3040 && r <= 0x30FF, r >= 0x3400 && r <= 0x9FFF:
		return true
	}
	return r >= 0xF900 && r <= 0xFAFF || r >= 0x20000 && r <= 0x3FFFF
}

// isMark reports whether r, beyond ASCII, is punctuation or white space.
func isMark(r rune) bool {
	switch {
	case r < 0xC0:
		return r != 'ª' && r != 'º' && r != 'µ'
	case r == '،', r == '؛', r == '؟', r == '۔', r == '।':
		return true
	case r >= 0x2000 && r <= 0x206F:
		return r != '\u200C' && r != '\u200D' && r != '’'
	case r >= 0x3000 && r <= 0x303F:
		return r != '々'
	}
	return r >= 0xFF01 && r <= 0xFF0F || r >= 0xFF1A && r <= 0xFF20 || r == 0xFEFF
}
