package segment

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// The standard leaves sentences together where no space stands between them, and where the next begins with a mark that
// could go on: a dash of dialogue, a lower-case letter of a list. What follows finds those boundaries.

// missing appends the boundaries between start and end that the standard did not see.
func (c *cutter) missing(out []int, start, end int) []int {
	for i := start + 1; i < end-1; i++ {
		j := strings.IndexAny(c.s[i:end-1], ".?!…")
		if j < 0 {
			return out
		}
		i += j
		_, n := utf8.DecodeRuneInString(c.s[i:])
		after := i + n
		switch {
		case c.s[i] == '.' && i >= start+3 && c.missingSpace(i):
			out = append(out, after)
		case n == 1 && (startsLine(c.s[after:end]) || startsPoint(c.s[after:end])) && !c.joins(start, after+1):
			out = append(out, after+1)
		case n > 1 && strings.HasSuffix(c.s[start:after], "……") && c.afterEllipsis(start, after):
			out = append(out, after)
		}
		i = after - 1
	}
	return out
}

// startsLine reports whether s is a space, a dash and a capital letter or an opening mark: the next line of a dialogue.
func startsLine(s string) bool {
	rest, ok := strings.CutPrefix(s, " —")
	if !ok {
		rest, ok = strings.CutPrefix(s, " –")
	}
	r, _ := utf8.DecodeRuneInString(strings.TrimPrefix(rest, " "))
	return ok && (unicode.IsUpper(r) || r == '¿' || r == '¡')
}

// startsPoint reports whether s is a space and the letter of the next point of a list: " b) Send it".
func startsPoint(s string) bool {
	if len(s) < 6 || s[0] != ' ' || s[1] < 'a' || s[1] > 'z' || s[2] != ')' || s[3] != ' ' {
		return false
	}
	r, _ := utf8.DecodeRuneInString(s[4:])
	return unicode.IsUpper(r)
}

// afterEllipsis reports whether a Chinese ellipsis ends a sentence: outside quotation marks, with a word after it.
func (c *cutter) afterEllipsis(start, at int) bool {
	r, _ := utf8.DecodeRuneInString(c.s[at:])
	return unicode.Is(unicode.Han, r) && !openQuote(c.s[start:at])
}

// missingSpace reports whether the full stop at i ends a word of lower-case letters and a capitalised one follows at
// once, and neither looks like a file name, an address or code.
func (c *cutter) missingSpace(i int) bool {
	s := c.s
	a, n := utf8.DecodeLastRuneInString(s[:i])
	b, _ := utf8.DecodeLastRuneInString(s[:i-n])
	x, m := utf8.DecodeRuneInString(s[i+1:])
	y, _ := utf8.DecodeRuneInString(s[i+1+m:])
	if !unicode.IsLower(a) || !unicode.IsLower(b) || !unicode.IsUpper(x) || !unicode.IsLower(y) && y != ' ' {
		return false
	}
	left := lastToken(s[:i])
	right := s[i+1:]
	if k := strings.IndexByte(right, ' '); k >= 0 {
		right = right[:k]
	}
	if strings.ContainsAny(left, "./@_\\") || strings.ContainsAny(right, "/@_\\()") {
		return false
	}
	if j := strings.IndexByte(right, '.'); j >= 0 && j+1 < len(right) { // System.Text.Json
		return false
	}
	return utf8.RuneCountInString(left) >= 3
}
