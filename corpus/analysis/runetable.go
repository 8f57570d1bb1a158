package analysis

import (
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// A runeTable maps the characters of most alphabets one by one, the common case of a mapping of text.
type runeTable [0x2000]rune

// What a runeTable gives for characters that one other character does not stand for.
const (
	drop      = -1 // nothing does
	dependent = -2 // it depends on the characters around it, or several do
)

// newRuneTable tabulates a mapping that normalises, for the characters that normalisation never joins to the one before.
func newRuneTable(mapping func(string) string) *runeTable {
	var t runeTable
	all := make([]rune, len(t))
	for i := range all {
		all[i] = rune(i)
	}
	for s := string(all); s != ""; {
		r, size := utf8.DecodeRuneInString(s)
		to := mapping(s[:size])
		only, length := utf8.DecodeRuneInString(to)
		switch alone := standsAlone(s[:size]); {
		case isDiacritic(r) || !alone && to != "":
			t[r] = dependent
		case to == "":
			t[r] = drop
		case length == len(to) && standsAlone(to):
			t[r] = only
		default:
			t[r] = dependent
		}
		s = s[size:]
	}
	return &t
}

// standsAlone reports whether normalisation never joins what s begins with to what is before it.
func standsAlone(s string) bool { return norm.NFKC.PropertiesString(s).BoundaryBefore() }

// at gives what r is mapped to. Han, Kana and Hangul are mapped to themselves.
func (t *runeTable) at(r rune) rune {
	switch {
	case int(r) < len(t):
		return t[r]
	case 0x4E00 <= r && r <= 0x9FFF, 0x3041 <= r && r <= 0x3096, 0x30A1 <= r && r <= 0x30FA, isHangul(r):
		return r
	}
	return dependent
}

// apply maps s if every character's mapping depends on nothing else. Text that stays as it is costs no memory.
func (t *runeTable) apply(s string) (string, bool) {
	i := t.unchanged(s)
	if i == len(s) {
		return s, true
	}
	var short [maxShort]byte
	out := append(short[:0], s[:i]...)
	for size := 0; i < len(s); i += size {
		r := rune(s[i])
		if size = 1; r >= utf8.RuneSelf {
			r, size = decodeRune(s, i)
		}
		switch r = t.at(r); r {
		case dependent:
			return "", false
		case drop:
		default:
			out = utf8.AppendRune(out, r)
		}
	}
	return string(out), true
}

// maxShort is how many bytes are mapped without memory for what is written on the way: more than nearly every word has.
const maxShort = 64

// unchanged gives the length of the part of s that is mapped to itself.
func (t *runeTable) unchanged(s string) int {
	for i, size := 0, 0; i < len(s); i += size {
		r := rune(s[i])
		if size = 1; r >= utf8.RuneSelf {
			r, size = decodeRune(s, i)
		}
		if t.at(r) != r {
			return i
		}
	}
	return len(s)
}

// decodeRune is utf8.DecodeRuneInString with the two bytes of most alphabets first.
func decodeRune(s string, i int) (rune, int) {
	if c := s[i]; 0xC2 <= c && c <= 0xDF && i+1 < len(s) && s[i+1]&0xC0 == 0x80 {
		return rune(c&0x1F)<<6 | rune(s[i+1]&0x3F), 2
	}
	return utf8.DecodeRuneInString(s[i:])
}
