package webpage

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A shape is what a text looks like, whatever it says.
type shape struct {
	words   int // a word for two characters in scripts without spaces
	letters int
	digits  int
	capital int // words that begin with one
	marks   int // that end sentences
	commas  int
	odd     int // marks that stand in menus and between links more than in text

	ends     bool // with a mark that ends a sentence
	sentence bool // it is long and punctuated enough to be running text
}

const (
	endMarks = ".!?؟。…！？"
	commas   = ",،;؛、，"
	oddMarks = "|»«›‹©→←•·@/>#*"
)

// shapeOf counts what is in a text.
func shapeOf(s string) shape {
	var h shape
	between, dense := true, 0
	for _, r := range s {
		switch {
		case unicode.IsLetter(r):
			h.letters++
			if isDense(r) {
				dense++
			}
			if between {
				h.words++
				if unicode.IsUpper(r) {
					h.capital++
				}
			}
			between = false
			continue
		case unicode.IsDigit(r):
			h.digits++
			if between {
				h.words++
			}
			between = false
			continue
		case r == '\'', r == '’', r == '-', r >= 0x300 && unicode.Is(unicode.Mn, r):
			continue
		case strings.ContainsRune(endMarks, r):
			h.marks++
		case strings.ContainsRune(commas, r):
			h.commas++
		case strings.ContainsRune(oddMarks, r):
			h.odd++
		}
		between = true
	}
	h.words += dense / 2
	last, _ := utf8.DecodeLastRuneInString(strings.TrimRight(s, `"'”’»›)]“ `))
	h.ends = strings.ContainsRune(endMarks+":", last)
	h.sentence = h.words >= 10 && (h.ends || h.marks+h.commas > 0)
	return h
}

// isDense reports whether r is of a script that puts no spaces between words.
func isDense(r rune) bool { return r >= 0x2E80 && r <= 0xFFDC || r >= 0x0E00 && r <= 0x0EFF }
