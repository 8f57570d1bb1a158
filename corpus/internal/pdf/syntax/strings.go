package syntax

import (
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

func (l *Lexer) name() Name {
	var b []byte
	for l.pos < len(l.data) {
		c := l.data[l.pos]
		if isSpace(c) || isDelim(c) {
			break
		}
		l.pos++
		if c == '#' && unhex(l.peek(0)) >= 0 && unhex(l.peek(1)) >= 0 {
			c = byte(unhex(l.peek(0))<<4 | unhex(l.peek(1)))
			l.pos += 2
		}
		b = append(b, c)
	}
	return Name(b)
}

// hex reads a string in hexadecimal up to ">". What is no digit is skipped.
func (l *Lexer) hex() String {
	var b []byte
	half := -1
	for l.pos < len(l.data) {
		c := l.data[l.pos]
		l.pos++
		if c == '>' {
			break
		}
		switch d := unhex(c); {
		case d < 0:
		case half < 0:
			half = d
		default:
			b = append(b, byte(half<<4|d))
			half = -1
		}
	}
	if half >= 0 {
		b = append(b, byte(half<<4))
	}
	return String(b)
}

func unhex(c byte) int {
	switch {
	case isDigit(c):
		return int(c - '0')
	case c >= 'a' && c <= 'f':
		return int(c-'a') + 10
	case c >= 'A' && c <= 'F':
		return int(c-'A') + 10
	}
	return -1
}

// literal reads a string in brackets, which may hold balanced brackets and escapes.
func (l *Lexer) literal() String {
	var b []byte
	for depth := 1; l.pos < len(l.data); {
		c := l.data[l.pos]
		l.pos++
		switch c {
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				return String(b)
			}
		case '\\':
			b = l.escape(b)
			continue
		case '\r':
			if l.peek(0) == '\n' {
				l.pos++
			}
			c = '\n'
		}
		b = append(b, c)
	}
	return String(b)
}

// escape reads what stands behind a backslash and appends what it means.
func (l *Lexer) escape(b []byte) []byte {
	if l.pos >= len(l.data) {
		return b
	}
	c := l.data[l.pos]
	l.pos++
	switch c {
	case 'n':
		return append(b, '\n')
	case 'r':
		return append(b, '\r')
	case 't':
		return append(b, '\t')
	case 'b':
		return append(b, '\b')
	case 'f':
		return append(b, '\f')
	case '\r':
		if l.peek(0) == '\n' {
			l.pos++
		}
		return b
	case '\n':
		return b
	}
	if c < '0' || c > '7' {
		return append(b, c)
	}
	n := int(c - '0')
	for range 2 {
		if d := l.peek(0); d >= '0' && d <= '7' {
			n = n*8 + int(d-'0')
			l.pos++
		}
	}
	return append(b, byte(n))
}

// Text decodes a text string, such as a title: UTF-16 or UTF-8 with a byte-order mark, PDFDocEncoding without.
func (s String) Text() string {
	switch {
	case strings.HasPrefix(string(s), "\xFE\xFF"):
		return UTF16(string(s[2:]))
	case strings.HasPrefix(string(s), "\xFF\xFE"):
		b := []byte(s[2:])
		for i := 0; i+1 < len(b); i += 2 {
			b[i], b[i+1] = b[i+1], b[i]
		}
		return UTF16(string(b))
	case strings.HasPrefix(string(s), "\xEF\xBB\xBF"):
		return strings.ToValidUTF8(string(s[3:]), "\uFFFD")
	}
	var b strings.Builder
	for i := range len(s) {
		b.WriteRune(docEncoding(s[i]))
	}
	return b.String()
}

// UTF16 decodes big-endian UTF-16. What is no character becomes U+FFFD.
func UTF16(s string) string {
	units := make([]uint16, len(s)/2)
	for i := range units {
		units[i] = uint16(s[2*i])<<8 | uint16(s[2*i+1])
	}
	return string(utf16.Decode(units))
}

// docEncoding is PDFDocEncoding: Latin-1 but for two rows (ISO 32000-1, table D.2).
func docEncoding(c byte) rune {
	const low, high = "˘ˇˆ˙˝˛˚˜", "•†‡…—–ƒ⁄‹›−‰„“”‘’‚™ﬁﬂŁŒŠŸŽıłœšž\uFFFD€"
	switch {
	case c >= 0x18 && c < 0x20:
		return []rune(low)[c-0x18]
	case c >= 0x80 && c <= 0xA0:
		return []rune(high)[c-0x80]
	case c == 0x7F || c == 0xAD:
		return utf8.RuneError
	}
	return rune(c)
}
