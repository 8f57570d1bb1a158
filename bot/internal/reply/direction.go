package reply

import (
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/bidi"

	"github.com/dalil-bot/dalil/corpus"
)

// The characters of the Unicode bidirectional algorithm (UAX #9) that are put in: first strong isolate, pop directional
// isolate, and the marks that are letters of one direction without a shape.
const (
	isolate     = "\u2068"
	popIsolate  = "\u2069"
	leftMark    = "\u200e"
	rightMark   = "\u200f"
	rightScript = "ar ckb dv fa he ps sd ug ur yi"
)

// rightLang reports whether a language is written from right to left.
func rightLang(lang string) bool {
	return lang != "" && slices.Contains(strings.Fields(rightScript), lang)
}

// direction of a letter: 1 for right to left, -1 for left to right, 0 for none.
func direction(r rune) int {
	switch {
	case r < 0x80 && !(r|0x20 >= 'a' && r|0x20 <= 'z'):
		return 0
	case r < 0x0590:
		p, _ := bidi.LookupRune(r)
		if p.Class() == bidi.L {
			return -1
		}
		return 0
	}
	p, _ := bidi.LookupRune(r)
	switch p.Class() {
	case bidi.R, bidi.AL:
		return 1
	case bidi.L:
		return -1
	}
	return 0
}

// hasRight reports whether text has a letter that is written from right to left.
func hasRight(text string) bool {
	return strings.ContainsFunc(text, func(r rune) bool { return direction(r) > 0 })
}

// first returns the direction of the first letter, inside isolates or (as the algorithm says) outside them only.
func first(text string, inside bool) int {
	depth := 0
	for _, r := range text {
		switch {
		case r == 0x2068 && !inside:
			depth++
		case r == 0x2069 && depth > 0:
			depth--
		case depth == 0 && direction(r) != 0:
			return direction(r)
		}
	}
	return 0
}

// rightText reports whether a text in a language reads from right to left. Without a language its first letter decides.
func rightText(text, lang string) bool {
	if lang == "" {
		return first(text, true) > 0
	}
	return rightLang(lang) && hasRight(text)
}

// aligned makes a line run in the direction wanted, with a mark at an end where that is needed. Some clients give each line
// the direction of its first letter, and look for that inside isolates or not; others lay out all lines from left to right.
// A line from right to left that begins and ends with a letter or mark of that direction reads the same in all of them.
func aligned(line string, right bool) string {
	if !right {
		return led(line, false)
	}
	bare := strings.Trim(line, "*_")
	if r, _ := utf8.DecodeRuneInString(bare); direction(r) <= 0 {
		line = rightMark + line
	}
	if r, _ := utf8.DecodeLastRuneInString(bare); direction(r) <= 0 {
		line += rightMark
	}
	return line
}

// led puts a mark before a text whose first letter is not of the direction wanted.
func led(text string, right bool) string {
	in, out := first(text, true), first(text, false)
	switch {
	case right && (in <= 0 || out <= 0):
		return rightMark + text
	case !right && (in > 0 || out > 0):
		return leftMark + text
	}
	return text
}

// isolated wraps a piece that reads in a direction of its own, inside a line that runs right to left or has a letter that
// does; elsewhere it returns the piece as it is.
func (w *Wording) isolated(piece string, right bool) string {
	if piece == "" || !w.right && !hasRight(piece) {
		return piece
	}
	return isolate + led(piece, right) + popIsolate
}

// foreign returns a text that is not ours, such as a title or a name: cleaned, inert, isolated, and at most limit long as
// written; a longer one ends in an ellipsis.
func (w *Wording) foreign(text string, limit int) string {
	clean := corpus.Visible(text)
	return w.isolated(clip(clean, limit-4), first(clean, true) > 0)
}

// line returns a line of our own words.
func (w *Wording) line(s string) string { return aligned(s, w.right) }
