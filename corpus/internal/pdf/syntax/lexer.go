package syntax

import (
	"bytes"
	"strconv"
)

// A Lexer reads objects one after the other. Whatever the bytes are, each call moves on and the end is reached.
type Lexer struct {
	data []byte
	pos  int
	refs bool // "1 0 R" is a reference, as in files and not in content streams
}

// NewLexer returns a Lexer for the content of a stream.
func NewLexer(data []byte) *Lexer { return &Lexer{data: data} }

// Next returns the next object or Keyword, and false at the end. What makes no sense, such as a lone ">", is skipped.
func (l *Lexer) Next() (Object, bool) {
	for {
		o, end := l.object(0)
		if end == "" {
			return o, true
		}
		if end == "eof" {
			return nil, false
		}
	}
}

// Skip moves behind the next occurrence of mark, or to the end, and returns what was before it.
func (l *Lexer) Skip(mark string) []byte {
	start := l.pos
	i := bytes.Index(l.data[l.pos:], []byte(mark))
	if i < 0 {
		l.pos = len(l.data)
		return l.data[start:]
	}
	l.pos += i + len(mark)
	return l.data[start : start+i]
}

// Rest returns the bytes not yet read.
func (l *Lexer) Rest() []byte { return l.data[l.pos:] }

// object reads one object. Closing marks and the end come back as the second value.
func (l *Lexer) object(depth int) (Object, string) {
	l.space()
	if l.pos >= len(l.data) {
		return nil, "eof"
	}
	c := l.data[l.pos]
	switch {
	case c == '/':
		l.pos++
		return l.name(), ""
	case c == '(':
		l.pos++
		return l.literal(), ""
	case c == '<' && l.peek(1) == '<':
		l.pos += 2
		return l.dict(depth), ""
	case c == '<':
		l.pos++
		return l.hex(), ""
	case c == '>' && l.peek(1) == '>':
		l.pos += 2
		return nil, ">>"
	case c == '[':
		l.pos++
		return l.array(depth), ""
	case c == ']':
		l.pos++
		return nil, "]"
	case c == '+' || c == '-' || c == '.' || isDigit(c):
		return l.number(), ""
	case isDelim(c):
		l.pos++
		return nil, string(c)
	}
	return l.word(), ""
}

func (l *Lexer) peek(n int) byte {
	if l.pos+n < len(l.data) {
		return l.data[l.pos+n]
	}
	return 0
}

// space skips white space and comments.
func (l *Lexer) space() {
	for l.pos < len(l.data) {
		switch c := l.data[l.pos]; {
		case isSpace(c):
			l.pos++
		case c == '%':
			for l.pos < len(l.data) && l.data[l.pos] != '\n' && l.data[l.pos] != '\r' {
				l.pos++
			}
		default:
			return
		}
	}
}

func (l *Lexer) array(depth int) Array {
	a := Array{}
	if depth >= maxDepth {
		l.pos = len(l.data)
		return a
	}
	for {
		o, end := l.object(depth + 1)
		switch end {
		case "":
			a = append(a, o)
		case "]", "eof":
			return a
		}
	}
}

// dict reads up to ">>". A key that is no name is skipped.
func (l *Lexer) dict(depth int) Dict {
	d := Dict{}
	if depth >= maxDepth {
		l.pos = len(l.data)
		return d
	}
	for {
		key, end := l.object(depth + 1)
		if end == ">>" || end == "eof" {
			return d
		}
		name, ok := key.(Name)
		if key == Keyword("endobj") || key == Keyword("stream") { // never closed
			l.pos -= len(key.(Keyword))
			return d
		}
		if end != "" || !ok {
			continue
		}
		value, end := l.object(depth + 1)
		if end == ">>" || end == "eof" {
			return d
		}
		d[name] = value
	}
}

// number reads an integer, a real, or, where references are looked for, a reference. Numbers that only some programs
// would take, such as "--5" and "1.2.3", are read as far as they make sense.
func (l *Lexer) number() Object {
	start := l.pos
	for l.pos < len(l.data) && (isDigit(l.data[l.pos]) || l.data[l.pos] == '.' || l.data[l.pos] == '-' || l.data[l.pos] == '+') {
		l.pos++
	}
	s := string(l.data[start:l.pos])
	n, err := strconv.Atoi(s)
	if err != nil {
		return real(s)
	}
	if l.refs && n >= 0 {
		if gen, ok := l.reference(); ok {
			return Ref{n, gen}
		}
	}
	return n
}

// real reads a number with a point, or one with signs too many.
func real(s string) Object {
	if f, err := strconv.ParseFloat(s, 64); err == nil {
		return f
	}
	negative := len(s) > 0 && s[0] == '-'
	for s != "" && (s[0] == '-' || s[0] == '+') {
		s = s[1:]
	}
	for i := range len(s) {
		if s[i] == '-' || s[i] == '+' || s[i] == '.' && bytes.IndexByte([]byte(s[:i]), '.') >= 0 {
			s = s[:i]
			break
		}
	}
	f, _ := strconv.ParseFloat(s, 64)
	if negative {
		f = -f
	}
	return f
}

// reference reads " 0 R" after a number, or nothing.
func (l *Lexer) reference() (gen int, ok bool) {
	p := l.pos
	for p < len(l.data) && isSpace(l.data[p]) {
		p++
	}
	digits := p
	for p < len(l.data) && isDigit(l.data[p]) && p-digits < 6 {
		gen = gen*10 + int(l.data[p]-'0')
		p++
	}
	if digits == l.pos || digits == p {
		return 0, false
	}
	for p < len(l.data) && isSpace(l.data[p]) {
		p++
	}
	if p >= len(l.data) || l.data[p] != 'R' || p+1 < len(l.data) && !isSpace(l.data[p+1]) && !isDelim(l.data[p+1]) {
		return 0, false
	}
	l.pos = p + 1
	return gen, true
}

// word reads a keyword; true, false and null are objects.
func (l *Lexer) word() Object {
	start := l.pos
	for l.pos < len(l.data) && !isSpace(l.data[l.pos]) && !isDelim(l.data[l.pos]) {
		l.pos++
	}
	switch s := string(l.data[start:l.pos]); s {
	case "true":
		return true
	case "false":
		return false
	case "null":
		return nil
	default:
		return Keyword(s)
	}
}

func isSpace(c byte) bool {
	return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == 0
}

func isDelim(c byte) bool {
	switch c {
	case '(', ')', '<', '>', '[', ']', '{', '}', '/', '%':
		return true
	}
	return false
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }
