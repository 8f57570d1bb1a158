package values

import (
	"strings"
	"unicode/utf8"
)

// number reads the longest numeral, numeric date or time at the start of the item.
func (l *lexer) number(it *item) {
	if l.numericDate(it) || l.clock(it) {
		return
	}
	it.class = numberItem
	groups, seps, end := l.groups(it.start)
	it.end = end
	if groups == nil {
		it.class = breakItem
		return
	}
	if len(groups) == 1 {
		it.digits = len(groups[0])
	}
	d, ok := l.interpret(groups, seps)
	if !ok {
		it.class = breakItem
		return
	}
	it.num = d
}

// digitsAt reads a run of digits of any script as ASCII.
func digitsAt(s string, pos int) (digits string, end int) {
	end = pos
	for end < len(s) && s[end] >= '0' && s[end] <= '9' {
		end++
	}
	if end > pos && (end == len(s) || s[end] < utf8.RuneSelf) {
		return s[pos:end], end
	}
	var out []byte
	end = pos
	for end < len(s) {
		r, n := utf8.DecodeRuneInString(s[end:])
		v := digit(r)
		if v < 0 {
			break
		}
		out = append(out, byte('0'+v))
		end += n
	}
	return string(out), end
}

// groups reads digits with separators between them: point, comma, their Arabic forms, and spaces before exactly three
// digits. It stops before a separator that no digit follows.
func (l *lexer) groups(pos int) (groups []string, seps []rune, end int) {
	g, end := digitsAt(l.text, pos)
	groups = append(groups, g)
	for {
		sep, n := utf8.DecodeRuneInString(l.text[end:])
		if !l.separator(sep) {
			return groups, seps, end
		}
		g, next := digitsAt(l.text, end+n)
		if g == "" || spaced(sep) && (len(g) != 3 || len(groups[len(groups)-1]) > 3) {
			return groups, seps, end
		}
		if sep == '،' && (len(g) != 3 || len(groups[len(groups)-1]) > 3) {
			return groups, seps, end // an Arabic comma parts the members of a list, but in 1،648،195
		}
		if sep == ',' && len(g) != 3 && l.group == ',' && !indian(groups, seps, g) {
			return groups, seps, end // "in 5,6 or 7" is a list
		}
		groups, seps, end = append(groups, g), append(seps, sep), next
		if len(groups) > 8 {
			return nil, nil, end
		}
	}
}

// indian reports whether g may go on a number such as 12,34,567.
func indian(groups []string, seps []rune, g string) bool {
	return len(g) == 2 && len(groups[0]) <= 2 && (len(groups) == 1 || len(groups[len(groups)-1]) == 2 && seps[0] == ',')
}

func (l *lexer) separator(r rune) bool {
	switch r {
	case '.', ',', '٫', '٬', '،', 0xa0, 0x202f, 0x2009:
		return true
	case ' ':
		return l.lang != everywhere && l.lang&spaceGroups != 0
	}
	return false
}

func spaced(r rune) bool { return r == ' ' || r == 0xa0 || r == 0x202f || r == 0x2009 }

// interpret decides which separators part thousands and which one is the decimal point. One separator before exactly
// three digits is open: the language decides, and in Arabic, where both habits are found, it parts thousands.
func (l *lexer) interpret(groups []string, seps []rune) (decimal, bool) {
	last := len(groups) - 1
	switch {
	case last == 0:
		return newDecimal(groups[0], "")
	case uniform(seps) && (last > 1 || spaced(seps[0]) || seps[0] == '٬' || seps[0] == '،' || l.thousands(groups, seps[0])):
		if !grouped(groups) {
			return decimal{}, false
		}
		return newDecimal(strings.Join(groups, ""), "")
	case seps[last-1] == '.' || seps[last-1] == ',' || seps[last-1] == '٫':
		if last > 1 && (!uniform(seps[:last-1]) || !grouped(groups[:last])) {
			return decimal{}, false
		}
		return newDecimal(strings.Join(groups[:last], ""), groups[last])
	}
	return decimal{}, false
}

// thousands reports whether a single separator parts thousands.
func (l *lexer) thousands(groups []string, sep rune) bool {
	if len(groups[1]) != 3 || len(groups[0]) > 3 || groups[0] == "0" {
		return false
	}
	return sep == ',' && l.group != '.' || sep == '.' && l.group != ','
}

func uniform(seps []rune) bool {
	for _, s := range seps {
		if s != seps[0] {
			return false
		}
	}
	return true
}

// grouped reports whether the groups after the first have three digits, or two in the middle as in India.
func grouped(groups []string) bool {
	last := len(groups) - 1
	if len(groups[0]) > 3 || len(groups[last]) != 3 {
		return false
	}
	for _, g := range groups[1:last] {
		if len(g) != 3 && len(g) != 2 {
			return false
		}
	}
	return true
}

// clock reads hours and minutes. A single digit for the hour is left to what follows: "9:30 pm" is a time, "3:16" a verse.
func (l *lexer) clock(it *item) bool {
	h, end := digitsAt(l.text, it.start)
	if len(h) > 2 || end >= len(l.text) || l.text[end] != ':' {
		return false
	}
	end++
	if halfDay(l.text[end:]) { // "2: 00 pm"
		end++
	}
	m, end := digitsAt(l.text, end)
	if len(m) != 2 || atoi(h) > 23 || atoi(m) > 59 {
		return false
	}
	it.class, it.end, it.a, it.b, it.c, it.digits = timeItem, end, atoi(h), atoi(m), 0, len(h)
	if end < len(l.text) && l.text[end] == ':' {
		if s, e := digitsAt(l.text, end+1); len(s) == 2 && atoi(s) < 60 {
			it.end, it.c = e, atoi(s)
		}
	}
	return true
}

// halfDay recognises minutes that a space parts from their hour, by the am or pm after them.
func halfDay(s string) bool {
	return len(s) > 5 && s[0] == ' ' && digitAt(s, 1) && digitAt(s, 2) && s[3] == ' ' && (s[4]|0x20 == 'a' || s[4]|0x20 == 'p') && (s[5] == '.' || s[5]|0x20 == 'm')
}

// atoi reads at most six digits.
func atoi(s string) int {
	n := 0
	for i := 0; i < len(s) && i < 6; i++ {
		n = n*10 + int(s[i]-'0')
	}
	return n
}
