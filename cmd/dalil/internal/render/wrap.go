package render

import (
	"strings"
	"unicode"

	"golang.org/x/text/width"
)

// wrap breaks a line at spaces so that no piece is wider than columns, further pieces standing as far in as the first. What
// is isolated or styled across a break is closed before it and opened again behind it: a terminal takes each of its lines
// for a paragraph of its own. A word wider than a line stays whole.
func wrap(line string, columns int) string {
	if columns <= 0 || Width(line) <= columns {
		return line
	}
	indent := line[:len(line)-len(strings.TrimLeft(line, " "))]
	var out strings.Builder
	out.WriteString(indent)
	at, isolated, style := len(indent), false, ""
	for i, word := range strings.Split(line[len(indent):], " ") {
		n := Width(word)
		switch {
		case i == 0:
		case at+1+n > columns && at > len(indent):
			out.WriteString(closing(isolated, style) + "\n" + indent + opening(isolated, style))
			at = len(indent)
		default:
			out.WriteByte(' ')
			at++
		}
		out.WriteString(word)
		at += n
		isolated, style = state(word, isolated, style)
	}
	return out.String()
}

// state returns what is open behind a word.
func state(word string, isolated bool, style string) (bool, string) {
	if i := strings.LastIndexAny(word, isolate+popIsolate); i >= 0 {
		isolated = strings.HasPrefix(word[i:], isolate)
	}
	if i := strings.LastIndexByte(word, '\x1b'); i >= 0 {
		style = ""
		for _, s := range []string{bold, dim} {
			if strings.HasPrefix(word[i:], s) {
				style = s
			}
		}
	}
	return isolated, style
}

func closing(isolated bool, style string) string {
	s := ""
	if isolated {
		s = popIsolate
	}
	if style != "" {
		s += normal
	}
	return s
}

func opening(isolated bool, style string) string {
	if isolated {
		return style + isolate
	}
	return style
}

// Width returns how many columns a text takes on a terminal.
func Width(text string) int {
	n := 0
	escape := false
	for _, r := range text {
		switch {
		case escape:
			escape = r != 'm'
		case r == '\x1b':
			escape = true
		case unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf):
		default:
			n++
			if kind := width.LookupRune(r).Kind(); kind == width.EastAsianWide || kind == width.EastAsianFullwidth {
				n++
			}
		}
	}
	return n
}
