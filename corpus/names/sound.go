package names

import (
	"strings"
)

// A Sound is how a name sounds as far as both Arabic and Latin letters tell: its consonants, of which those count as one that
// the other script writes alike, and the vowels that may be spoken between them. Arabic writes only the long ones. Comparing
// classes of letters across the scripts is Freeman's, Condon's and Ackerman's (2006).
type Sound struct {
	consonants [maxSound]byte
	vowels     [maxSound + 1]vowels // before the first consonant, between two, and behind the last
	n          int
	latin      bool
}

// maxSound is how many consonants are looked at.
const maxSound = 12

// vowels is a set of those that both scripts tell apart.
type vowels uint8

const (
	vowelA vowels = 1 << iota
	vowelI
	vowelU
)

// SoundOf returns the sound of a folded word (analysis.Fold), in Arabic or Latin letters. Other letters have none.
func SoundOf(fold string) Sound {
	var s Sound
	switch {
	case fold == "":
	case isArabic(fold):
		s.arabic(fold)
	case fold[0] >= 'a' && fold[0] <= 'z':
		s.latin = true
		s.western(fold)
	}
	return s
}

// Known reports whether there is enough of a sound to compare.
func (s *Sound) Known() bool { return s.n >= 2 }

// Sure reports whether there is so much of it that few other words sound alike.
func (s *Sound) Sure() bool { return s.n >= 4 }

// Like reports whether one name may be the other in the other script. Two of the same script are never alike; nor are
// names of fewer than two consonants, or of two or three with no vowel that both scripts write: Malik is not ملك.
func (s *Sound) Like(t *Sound) bool {
	if s.latin == t.latin || s.n < 2 || s.n != t.n || s.consonants != t.consonants {
		return false
	}
	latin, arabic := s, t
	if t.latin {
		latin, arabic = t, s
	}
	written := s.Sure()
	for i := 1; i <= s.n; i++ {
		if arabic.vowels[i]&^latin.vowels[i] != 0 {
			return false
		}
		written = written || arabic.vowels[i] != 0
	}
	return written
}

func (s *Sound) consonant(c byte) {
	if s.n < maxSound {
		s.consonants[s.n] = c
		s.n++
	}
}

func (s *Sound) vowel(v vowels) { s.vowels[s.n] |= v }

// arabicSounds are the consonants of Arabic letters. Some stand for several, and so do Latin letters for them.
var arabicSounds = map[rune]byte{
	'ب': 'b', 'پ': 'b', 'ت': 't', 'ث': 't', 'ط': 't', 'ج': 'g', 'غ': 'g', 'گ': 'g', 'چ': 'S', 'ح': 'h', 'ه': 'h', 'خ': 'x',
	'د': 'd', 'ذ': 'd', 'ض': 'd', 'ر': 'r', 'ز': 'z', 'ظ': 'z', 'س': 's', 'ص': 's', 'ش': 'S', 'ف': 'f', 'ڤ': 'f', 'ق': 'k', 'ك': 'k',
	'ل': 'l', 'م': 'm', 'ن': 'n',
}

func (s *Sound) arabic(word string) {
	last := len(word) - 2 // Arabic letters have two bytes
	for i, r := range word {
		switch c := arabicSounds[r]; {
		case c == 't' && strings.HasPrefix(word[i:], "تش"):
		case c == 'h' && i == last: // ة is folded to it
			s.vowel(vowelA)
		case c != 0:
			s.consonant(c)
		case r == 'و' && i == 0:
			s.consonant('w')
		case r == 'ي' && i == 0:
			s.consonant('y')
		case r == 'و':
			s.vowel(vowelU)
		case r == 'ي':
			s.vowel(vowelI)
		case r == 'ا':
			s.vowel(vowelA)
		}
	}
}

// western holds the consonants of Latin letters that are not their own, the longest first.
var western = []struct {
	letters string
	sound   string
}{
	{"sch", "S"}, {"tch", "S"}, {"sh", "S"}, {"ch", "S"}, {"kh", "x"}, {"gh", "g"}, {"dj", "g"}, {"th", "t"}, {"dh", "d"}, {"ph", "f"},
	{"ck", "k"}, {"qu", "k"}, {"ce", "s"}, {"ci", "s"}, {"cy", "s"}, {"x", "ks"}, {"c", "k"}, {"q", "k"}, {"j", "g"}, {"p", "b"}, {"v", "f"},
}

// westernVowels are what a Latin vowel may be in Arabic: long a, i or u.
var westernVowels = map[byte]vowels{
	'a': vowelA | vowelI, 'e': vowelI, 'i': vowelI | vowelA, 'y': vowelI | vowelA, 'o': vowelU | vowelA, 'u': vowelU | vowelA, 'w': vowelU,
}

func (s *Sound) western(word string) {
	for i := 0; i < len(word); {
		n, sound := westernAt(word[i:])
		c := word[i]
		switch {
		case i > 0 && n == 1 && c == word[i-1]:
		case n > 1 && westernVowels[word[i+1]] != 0 && c == 'c': // ce, ci, cy: the vowel is spoken
			s.consonant('s')
			s.vowel(westernVowels[word[i+1]])
		case (c == 'w' || c == 'y') && i == 0:
			s.consonant(c)
		case westernVowels[c] != 0:
			s.vowel(westernVowels[c])
		case c == 'h' && i+1 == len(word):
		case c >= 'a' && c <= 'z':
			for _, x := range []byte(sound) {
				s.consonant(x)
			}
		}
		i += n
	}
}

// westernAt returns how many letters make the next sound, and the sound.
func westernAt(rest string) (int, string) {
	for _, w := range western {
		if strings.HasPrefix(rest, w.letters) {
			return len(w.letters), w.sound
		}
	}
	return 1, rest[:1]
}
