package corpus

import (
	"strings"
	"unicode"
)

// Visible returns text as one line that shows what it holds, for a person to read: runs of white space become a space;
// control and format characters (those that steer directions among them), private-use characters, blank letters and
// invalid bytes are gone. The joiners of Persian, Indic scripts and emoji stay. It is for showing: what is stored and
// quoted keeps all of its bytes.
func Visible(text string) string {
	var b strings.Builder
	b.Grow(len(text))
	space := false
	for _, r := range text {
		switch {
		case unicode.IsSpace(r):
			space = true
			continue
		case !IsVisible(r):
			continue
		}
		if space && b.Len() > 0 {
			b.WriteByte(' ')
		}
		space = false
		b.WriteRune(r)
	}
	return b.String()
}

// IsVisible reports whether a character is one that a reader can see, or a joiner.
func IsVisible(r rune) bool {
	switch r {
	case '\u200c', '\u200d':
		return true
	case unicode.ReplacementChar, '\u115f', '\u1160', '\u3164', '\uffa0', '\u034f', '\u2800': // the last are blank
		return false
	}
	return unicode.IsGraphic(r) && !unicode.Is(unicode.Co, r)
}
