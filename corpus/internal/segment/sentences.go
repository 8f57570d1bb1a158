package segment

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/sentences"

	"github.com/dalil-bot/dalil/corpus"
)

// Sentences returns the sentences of one block of text, in order, without white space or invisible characters at either
// end. Line breaks within the block are spaces: the block is one paragraph, perhaps wrapped. The language chooses
// abbreviations and the words that begin sentences; "" is read as English. Pieces without a letter or a digit go to the
// sentence before them.
func Sentences(text string, span corpus.Span, lang string) []corpus.Span {
	s := flatten(span.Of(text))
	c := cutter{s: s, words: wordsOf(lang), ordinals: ordinalPoint(lang)}
	var out []corpus.Span
	start := 0
	for _, end := range c.boundaries() {
		piece := trim(s, corpus.Span{Start: start, End: end})
		start = end
		switch {
		case piece.Len() == 0:
		case !hasWord(piece.Of(s)):
			if len(out) > 0 {
				out[len(out)-1].End = piece.End
			}
		default:
			out = appendShort(out, s, piece)
		}
	}
	for i := range out {
		out[i].Start += span.Start
		out[i].End += span.Start
	}
	return out
}

// flatten replaces line breaks and other controls by spaces of the same length, because the standard ends a sentence at
// every line break.
func flatten(s string) string {
	for i := range len(s) {
		if isBreak(s, i) == 0 {
			continue
		}
		b := []byte(s)
		for ; i < len(b); i++ {
			for n := isBreak(s, i); n > 0; n-- {
				b[i+n-1] = ' '
			}
		}
		return string(b)
	}
	return s
}

// isBreak returns the length of the control character, NEL, line or paragraph separator at i, 0 when there is none.
func isBreak(s string, i int) int {
	switch c := s[i]; {
	case c < ' ', c == 0x7F:
		return 1
	case c == 0xC2 && i+1 < len(s) && s[i+1] == 0x85:
		return 2
	case c == 0xE2 && i+2 < len(s) && s[i+1] == 0x80 && (s[i+2] == 0xA8 || s[i+2] == 0xA9):
		return 3
	}
	return 0
}

// blank reports whether r is white space or invisible: direction marks, zero-width space, byte-order mark, soft hyphen.
func blank(r rune) bool {
	switch {
	case r == ' ', r == '\n':
		return true
	case r < 0xA0:
		return r < ' '
	case r < 0x2000:
		return r == 0xA0 || r == 0xAD || r == 0x061C || r == 0x1680
	case r <= 0x206F:
		return r <= 0x200B || r == 0x200E || r == 0x200F || r >= 0x2028 && r <= 0x202F || r >= 0x205F
	}
	return r == 0x3000 || r == 0xFEFF
}

// trim drops what is blank at both ends.
func trim(text string, s corpus.Span) corpus.Span {
	for s.Start < s.End {
		r, n := utf8.DecodeRuneInString(text[s.Start:s.End])
		if !blank(r) {
			break
		}
		s.Start += n
	}
	for s.Start < s.End {
		r, n := utf8.DecodeLastRuneInString(text[s.Start:s.End])
		if !blank(r) {
			break
		}
		s.End -= n
	}
	return s
}

func trimLeft(s string) string  { return strings.TrimLeftFunc(s, blank) }
func trimRight(s string) string { return strings.TrimRightFunc(s, blank) }

// hasWord reports whether s holds a letter or a digit.
func hasWord(s string) bool {
	for _, r := range s {
		if r < utf8.RuneSelf && asciiWord[r] && r != '-' && r != '\'' && r != '_' {
			return true
		}
		if r >= utf8.RuneSelf && (unicode.IsLetter(r) || unicode.IsNumber(r)) {
			return true
		}
	}
	return false
}

// A cutter finds the boundaries of sentences in a flattened block.
type cutter struct {
	s        string
	words    *lexicon
	ordinals bool // "2. Mai": a point after a number makes it an ordinal
}

// boundaries returns where sentences end, the last at the end of the text.
func (c *cutter) boundaries() []int {
	var out []int
	for start := 0; start < len(c.s); {
		stop, next := stretch(c.s[start:])
		out = append(c.within(out, start, start+stop), start+next)
		start += next
	}
	return out
}

// within appends the boundaries before the end of a stretch.
func (c *cutter) within(out []int, start, stop int) []int {
	base := start
	for it := sentences.FromString(c.s[base:stop]); it.Next(); {
		end := base + it.End()
		if end < stop {
			end = c.shift(start, end)
			if end <= start || c.joins(start, end) {
				continue
			}
		}
		out = c.missing(out, start, end)
		if end < stop {
			out = append(out, end)
			start = end
		}
	}
	return out
}

// maxGap is how many characters that are of no word may follow a full stop before its sentence ends, whatever comes next: from each of
// them the standard looks ahead for a letter, which takes time that grows with the square of their number.
const maxGap = 128

// stretch returns the end of what is looked at as a whole from the beginning of s, and where the next such piece begins: behind a
// gap after a full stop that is too wide.
func stretch(s string) (stop, next int) {
	gap := -1 // characters since the last full stop; -1 where none came, or a word has come since
	for i := 0; i < len(s); {
		r, n := rune(s[i]), 1
		if r >= utf8.RuneSelf {
			r, n = utf8.DecodeRuneInString(s[i:])
		}
		i += n
		switch {
		case r == '.', r == '\u2024', r == '\uFE52', r == '\uFF0E':
			gap = 0
		case gap < 0:
		case startsSomething(r):
			gap = -1
		default:
			if gap++; gap == maxGap {
				return i, len(s) - len(strings.TrimLeftFunc(s[i:], func(r rune) bool { return !startsSomething(r) }))
			}
		}
	}
	return len(s), len(s)
}

// startsSomething reports whether r is of a word, or ends a sentence.
func startsSomething(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsNumber(r) || strings.ContainsRune(".!?\u2024\uFE52\uFF0E", r)
}
