package values

import "strings"

// numericDate reads a date of three numbers with the same separator: year first, or day and month before the year. What
// stands next to it must not go on: 192.168.10.2013 is no date, nor is 02-11-2013-55.
func (l *lexer) numericDate(it *item) bool {
	a, end := digitsAt(l.text, it.start)
	if len(a) == 0 || len(a) == 3 || len(a) > 4 || end >= len(l.text) {
		return false
	}
	sep := l.text[end]
	if !strings.ContainsRune("-/.", rune(sep)) {
		return false
	}
	b, end := digitsAt(l.text, end+1+l.blank(end+1, sep))
	if len(b) == 0 || len(b) > 2 || end >= len(l.text) || l.text[end] != sep {
		return false
	}
	c, end := digitsAt(l.text, end+1+l.blank(end+1, sep))
	if len(a) == 4 && (len(c) == 0 || len(c) > 2) || len(a) < 4 && len(c) != 4 && !shortYear(a, b, c) || l.goesOn(it.start, end, sep) {
		return false
	}
	it.class, it.end, it.a, it.b, it.c = dateItem, end, atoi(a), atoi(b), atoi(c)
	if len(a) == 4 {
		return it.a >= 1000 && day(it.a, it.b, it.c)
	}
	if len(c) == 2 {
		it.c = centuryOf(it.c)
	}
	it.slash = it.a <= 12 && it.b <= 12
	return it.c >= 1000 && (day(it.c, it.b, it.a) || day(it.c, it.a, it.b) && sep != '.')
}

// centuryOf gives a year of two digits its century, with the pivot of POSIX strptime.
func centuryOf(year int) int {
	if year < 70 {
		return year + 2000
	}
	return year + 1900
}

// blank returns the length of the single space that German, Czech and Korean write after the point of a date.
func (l *lexer) blank(pos int, sep byte) int {
	if sep == '.' && pos < len(l.text) && l.text[pos] == ' ' {
		return 1
	}
	return 0
}

// shortYear accepts 02/11/13 and 02.11.13, but not 1.2.13, which is a version or a section.
func shortYear(a, b, c string) bool { return len(a) == 2 && len(b) == 2 && len(c) == 2 }

// goesOn reports whether the digits are part of something longer.
func (l *lexer) goesOn(start, end int, sep byte) bool {
	if start > 0 && (l.text[start-1] == sep || strings.IndexByte("+-./=_", l.text[start-1]) >= 0) {
		return true
	}
	if end+1 < len(l.text) && strings.IndexByte("-/.", l.text[end]) >= 0 && digitAt(l.text, end+1) {
		return true
	}
	return end < len(l.text) && (l.text[end] == '_' || l.text[end] == '%')
}

// day reports whether there is such a day between the years 1 and 2600, Buddhist years included.
func day(y, m, d int) bool {
	return y >= 1 && y <= 2600 && m >= 1 && m <= 12 && d >= 1 && d <= monthDays(y, m)
}

func monthDays(y, m int) int {
	switch m {
	case 2:
		if y%4 == 0 && (y%100 != 0 || y%400 == 0) {
			return 29
		}
		return 28
	case 4, 6, 9, 11:
		return 30
	}
	return 31
}
