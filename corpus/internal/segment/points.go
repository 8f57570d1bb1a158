package segment

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// abbreviated reports whether the full stop after before belongs to an abbreviation, an initial, an acronym or a number
// and the sentence goes on with right.
func (c *cutter) abbreviated(before, right string) bool {
	token := lastToken(before)
	rest := strings.TrimSuffix(before, token)
	token = strings.TrimLeft(token, openers+"*_")
	if token == "" || len(token) > 24 {
		return false
	}
	word := firstWord(right)
	if counted(token, rest) {
		return false
	}
	if c.words.abbreviation(token, right, word) {
		return true
	}
	runes := utf8.RuneCountInString(token)
	switch {
	case isDigits(token):
		return runes <= 3 && isBlank(rest) || c.ordinals && runes <= 2 && unicode.IsUpper(firstLetter(right)) && !c.words.starts(word)
	case isDotted(token):
		return c.acronym(token, right, word)
	case arabicLetters[strings.TrimPrefix(token, "و")]:
		return !arabicLetters[lastToken(trimRight(rest))]
	case runes == 1:
		return c.initial(token, trimRight(rest), right)
	}
	return false
}

// datesOnly are words that make no sentence with a year: "В 1812 г. Наполеон".
var datesOnly = set("в с до от около после к на по за")

// counted reports whether a token is a unit or an era after a number, in a script whose short abbreviations stand before
// names as well: "1999 г." and "2010 م." may end a sentence, "г. Москва" and "م. سالم" do not.
func counted(token, rest string) bool {
	r, n := utf8.DecodeRuneInString(token)
	if len(token) > 2*n || !unicode.In(r, unicode.Cyrillic, unicode.Arabic) {
		return false
	}
	number := lastToken(trimRight(rest))
	last, _ := utf8.DecodeLastRuneInString(number)
	lead := trimRight(strings.TrimSuffix(trimRight(rest), number))
	return unicode.IsDigit(last) && !datesOnly[strings.ToLower(lead)]
}

// acronym decides about U.S. and p.m.: they go on unless a word follows that begins sentences.
func (c *cutter) acronym(token, right, word string) bool {
	if low := strings.ToLower(token); low == "p.m" || low == "a.m" {
		return word == strings.ToUpper(word) && len(word) > 1 || c.words.days[word]
	}
	return word != "" && !c.words.starts(word) || word == "" && startsWord(right)
}

// initial decides about a single letter. A Latin, Greek or Cyrillic capital is an initial after a name or another
// initial, or before one. An Arabic letter is a title or an initial.
func (c *cutter) initial(token, rest, right string) bool {
	r, _ := utf8.DecodeRuneInString(token)
	prev := lastToken(rest)
	first, _ := utf8.DecodeRuneInString(strings.TrimLeft(prev, openers+"*_"))
	switch {
	case unicode.Is(unicode.Arabic, r):
		return true
	case isInitial(right):
		return true // "J. R. Hart", "z. B."
	case isBlank(rest) && unicode.IsLower(r):
		return true // a list marker: "a. First"
	case firstWord(right) == prev:
		return false // "It was Plan B. Plan A had failed."
	case !unicode.IsUpper(r) || r == 'I' || !unicode.IsUpper(firstLetter(right)) || c.words.starts(firstWord(right)):
		return false
	}
	return prev == "" || unicode.IsUpper(first) || isInitial(prev)
}

// isBlank reports whether there is nothing to see in s, as far as a rule looks back.
func isBlank(s string) bool { return len(s) <= lookBack && trimLeft(s) == "" }

// isInitial reports whether s begins with one letter and a full stop.
func isInitial(s string) bool {
	r, n := utf8.DecodeRuneInString(s)
	return unicode.IsLetter(r) && strings.HasPrefix(s[n:], ".")
}

// lastToken returns what stands after the last space of s, which is not looked for for ever.
func lastToken(s string) string {
	s = s[max(0, len(s)-128):]
	i := strings.LastIndexFunc(s, func(r rune) bool { return blank(r) || r == '—' || r == '–' })
	if i < 0 {
		return s
	}
	_, n := utf8.DecodeRuneInString(s[i:])
	return s[i+n:]
}

// firstWord returns the letters that s begins with, after opening quotes.
func firstWord(s string) string {
	s = strings.TrimLeft(s, openers+"*_")
	for i, r := range s {
		if !unicode.IsLetter(r) && r != '’' && r != '\'' {
			return s[:i]
		}
	}
	return s
}

func isDigits(s string) bool {
	for _, r := range s {
		if !unicode.IsDigit(r) {
			return false
		}
	}
	return s != ""
}

// isDotted reports whether s, without its last point, is single letters parted by points or hyphens: U.S, J.-P, т.е.
func isDotted(s string) bool {
	if !strings.ContainsAny(s, ".") || utf8.RuneCountInString(s) > 9 {
		return false
	}
	for part := range strings.FieldsFuncSeq(s, func(r rune) bool { return r == '.' || r == '-' }) {
		r, n := utf8.DecodeRuneInString(part)
		if n != len(part) || !unicode.IsLetter(r) {
			return false
		}
	}
	return true
}
