package analysis

import (
	"strings"
	"unicode/utf8"

	"github.com/dalil-bot/dalil/corpus"
)

// number scans the token that begins with the digit at start: a numeral, a sum, or a word such as 20th. Groups of digits
// that make no one number, as in 02.11.2013, become a token each.
func (s *scanner) number(start int) int {
	groups := s.groups(start)
	fold, ok := joinGroups(s.text, groups)
	if !ok {
		for _, g := range groups {
			s.add(Number, g.Span, trimZeros(asciiDigits(g.Of(s.text))))
		}
		return groups[len(groups)-1].End
	}
	end := groups[len(groups)-1].End
	if next, ok := s.alphanumeric(start, end); ok {
		return next
	}
	if sum, next, ok := s.sum(fold, end); ok {
		s.add(Symbol, corpus.Span{Start: start, End: next}, sum)
		return next
	}
	s.add(Number, corpus.Span{Start: start, End: end}, fold)
	return end
}

// A digitGroup is a run of digits with the separator before it, 0 for the first.
type digitGroup struct {
	corpus.Span
	sep rune
}

// groups gives the runs of digits from start on that single separators join.
func (s *scanner) groups(start int) []digitGroup {
	groups := []digitGroup{{Span: corpus.Span{Start: start, End: s.digitsEnd(start)}}}
	for {
		end := groups[len(groups)-1].End
		sep, size := s.rune(end)
		if !isDigitSeparator(sep) {
			return groups
		}
		next := end + size
		if r, _ := s.rune(next); classOf(r) != digit {
			return groups
		}
		groups = append(groups, digitGroup{Span: corpus.Span{Start: next, End: s.digitsEnd(next)}, sep: sep})
	}
}

// isDigitSeparator reports whether r may stand between the digits of a number: comma, point, the Arabic decimal and
// thousands separators, apostrophes (Switzerland), no-break and thin spaces (France, SI).
func isDigitSeparator(r rune) bool {
	switch r {
	case ',', '.', '٫', '٬', '\'', 0x2019, 0xA0, 0x202F, 0x2009:
		return true
	}
	return false
}

func (s *scanner) digitsEnd(i int) int {
	for {
		r, size := s.rune(i)
		if classOf(r) != digit {
			return i
		}
		i += size
	}
}

// joinGroups gives the number that groups of digits are together, in ASCII with a decimal point, and false where they are
// not one number. A single comma before three digits separates thousands, a single point never does.
func joinGroups(text string, groups []digitGroup) (string, bool) {
	last := len(groups) - 1
	if last == 0 {
		return trimZeros(asciiDigits(groups[0].Of(text))), true
	}
	decimal := groups[last].sep == '٫' || groups[last].sep == '.' && last == 1
	if s := groups[last].sep; s == '.' || s == ',' {
		decimal = decimal || last > 1 && s != groups[last-1].sep
	}
	whole := groups
	switch {
	case decimal:
		whole = groups[:last]
	case !isThousands(text, groups):
		if last > 1 || groups[1].sep != ',' || digitCount(text, groups[1]) > 2 {
			return "", false
		}
		// 24,4 as most of Europe writes it.
		decimal, whole = true, groups[:1]
	}
	if len(whole) > 1 && !isThousands(text, whole) {
		return "", false
	}
	var b strings.Builder
	for _, g := range whole {
		b.WriteString(asciiDigits(g.Of(text)))
	}
	number := trimZeros(b.String())
	if decimal {
		number += "." + asciiDigits(groups[last].Of(text))
	}
	return number, true
}

// isThousands reports whether one separator splits all groups and all but the first have three digits.
func isThousands(text string, groups []digitGroup) bool {
	if digitCount(text, groups[0]) > 3 {
		return false
	}
	for _, g := range groups[1:] {
		if g.sep != groups[1].sep || g.sep == '٫' || digitCount(text, g) != 3 {
			return false
		}
	}
	return true
}

func digitCount(text string, g digitGroup) int { return utf8.RuneCountInString(g.Of(text)) }

// asciiDigits gives a run of digits in ASCII.
func asciiDigits(s string) string {
	if s[0] < utf8.RuneSelf && s[len(s)-1] < utf8.RuneSelf {
		return Fold(s)
	}
	var b strings.Builder
	for _, r := range s {
		b.WriteByte('0' + digitValue(r))
	}
	return b.String()
}

func trimZeros(s string) string {
	if s[0] != '0' || len(s) == 1 {
		return s
	}
	if s = strings.TrimLeft(s, "0"); s == "" {
		return "0"
	}
	return s
}

// units are what may follow a numeral without a space and still be a word of its own: 10km is 10 and km, 5G is not.
var units = map[string]bool{
	"km": true, "m": true, "cm": true, "mm": true, "kg": true, "mg": true, "kw": true, "mw": true, "gw": true, "kwh": true,
	"mb": true, "gb": true, "tb": true, "hz": true, "khz": true, "mhz": true, "ghz": true, "mph": true, "kmh": true,
	"am": true, "pm": true, "mn": true, "bn": true, "tn": true, "ft": true, "lb": true, "lbs": true, "usd": true, "eur": true,
	"million": true, "billion": true, "years": true, "days": true, "hours": true, "percent": true,
}

// alphanumeric scans a numeral with Latin letters on its end, such as 20th, as one Symbol, unless the letters are a unit.
func (s *scanner) alphanumeric(start, end int) (next int, ok bool) {
	r, _ := s.rune(end)
	if r >= 0x250 || classOf(r) != letter {
		return 0, false
	}
	wordEnd, digits := s.wordEnd(end)
	fold := foldToken(s.text[end:wordEnd])
	if !digits && units[fold] {
		return 0, false
	}
	span := corpus.Span{Start: start, End: wordEnd}
	s.add(Symbol, span, foldToken(span.Of(s.text)))
	return wordEnd, true
}
