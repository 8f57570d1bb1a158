package extract

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Widths in characters at which text is wrapped by hand or by a mail program. Lines beyond are paragraphs.
const (
	minWidth = 40
	maxWidth = 130
)

// A wrap says how a text is wrapped: width 0 when it is not.
type wrap struct {
	text  string
	width int
}

// wrapping finds out whether lines are wrapped. A line was wrapped when the first word of the next would not have fitted
// into the width, which is that of the longest line with a line right below it. A text is wrapped when that holds for two
// of three such lines, and there are three, or one goes on in lower case.
func wrapping(text string, ls []line) wrap {
	w := wrap{text: text}
	for i := 1; i < len(ls); i++ {
		if w.candidate(ls[i-1], ls[i]) {
			w.width = max(w.width, ls[i-1].runes+ls[i-1].indent)
		}
	}
	if w.width < minWidth || w.width > maxWidth {
		w.width = 0
		return w
	}
	all, full, lower := 0, 0, 0
	for i := 1; i < len(ls); i++ {
		if !w.candidate(ls[i-1], ls[i]) {
			continue
		}
		all++
		if w.full(ls[i-1], ls[i]) {
			full++
			if w.goesOn(ls[i]) {
				lower++
			}
		}
	}
	if full*3 < all*2 || full < 3 && lower == 0 {
		w.width = 0
	}
	return w
}

// candidate reports whether b could be the continuation of a: it is right below and begins no item.
func (w wrap) candidate(a, b line) bool {
	return !b.blank && b.marker == 0 && !isRule(b.Of(w.text)) && !isRule(a.Of(w.text)) && a.runes >= minWidth/2
}

// full reports whether the first word of b would not have fitted onto a.
func (w wrap) full(a, b line) bool {
	body := b.Of(w.text)
	word := strings.IndexAny(body, " \t")
	if word < 0 {
		word = len(body)
	}
	return a.indent+a.runes+1+utf8.RuneCountInString(body[:word]) > w.width
}

// goesOn reports whether a line begins with a lower-case letter.
func (w wrap) goesOn(l line) bool {
	r, _ := utf8.DecodeRuneInString(l.Of(w.text))
	return unicode.IsLower(r)
}

// continues reports whether line b belongs to the paragraph or item that a is part of.
func (w wrap) continues(a, b line) bool {
	switch {
	case b.blank || b.marker > 0:
		return false
	case w.width > 0:
		return w.full(a, b) && a.runes >= minWidth/2 || a.marker > 0 && b.indent > a.indent
	case a.marker > 0 && b.indent >= a.indent+2:
		return true // the second line of an item, hung below the first
	}
	return w.goesOn(b) && !endsSentence(a.Of(w.text)) && a.runes >= minWidth/2 && a.runes <= maxWidth
}
