package pdf

import (
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/bidi"
	"golang.org/x/text/unicode/norm"
)

// class returns the class of a unit's first character in the Unicode Bidirectional Algorithm (UAX #9).
func class(unit string) bidi.Class {
	p, _ := bidi.LookupString(unit)
	return p.Class()
}

// unit gives a character its plain form: the shaped letters of Arabic and Latin ligatures are spelled out, marks for
// direction are dropped, which the order says already.
func unit(s string) string {
	plain := true
	for i := 0; i < len(s); i++ {
		if s[i] >= 0x80 {
			plain = false
			break
		}
	}
	if plain {
		return s
	}
	return norm.NFC.String(strings.Map(noMark, shapes(s)))
}

func noMark(r rune) rune {
	switch {
	case r >= 0x200B && r <= 0x200F && r != 0x200C, r >= 0x202A && r <= 0x202E, r >= 0x2066 && r <= 0x2069, r == 0xFEFF, r == 0:
		return -1
	}
	return r
}

// shapes spells out presentation forms.
func shapes(s string) string {
	if strings.IndexFunc(s, shaped) < 0 {
		return s
	}
	var b strings.Builder
	for _, r := range s {
		if shaped(r) {
			b.WriteString(norm.NFKC.String(string(r)))
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}

func shaped(r rune) bool {
	return r >= 0xFB00 && r <= 0xFDFB && r != 0xFD3E && r != 0xFD3F || r >= 0xFE70 && r <= 0xFEFC
}

// reading puts the units of a line, from left to right, into the order of reading: the inverse of what UAX #9 does to
// show them. rtl is the direction of the paragraph.
func reading(units []string, rtl bool) string {
	classes := make([]bidi.Class, len(units))
	right, arabic := false, false
	for i, u := range units {
		classes[i] = class(u)
		arabic = arabic || classes[i] == bidi.AL || classes[i] == bidi.AN
		right = right || arabic || classes[i] == bidi.R
	}
	if !right {
		return strings.Join(units, "")
	}
	o := order{units: units, classes: classes, arabic: arabic}
	var b strings.Builder
	if rtl {
		o.rightwards(&b, 0, len(units))
		return b.String()
	}
	for i := 0; i < len(units); {
		j := o.rightRun(i)
		if j == i {
			b.WriteString(units[i])
			i++
			continue
		}
		o.rightwards(&b, i, j)
		i = j
	}
	return b.String()
}

type order struct {
	units   []string
	classes []bidi.Class
	arabic  bool // in Arabic text, signs do not tie numbers together (rule W2)
}

// rightRun returns the end of what is written from right to left from i on in a line that goes to the right.
func (o order) rightRun(i int) int {
	end := i
	if c := o.classes[i]; c != bidi.R && c != bidi.AL {
		return i
	}
	for k := i; k < len(o.units) && o.classes[k] != bidi.L; k++ {
		if c := o.classes[k]; c == bidi.R || c == bidi.AL {
			end = k + 1
		}
	}
	return end
}

// rightwards writes the units [from, to) from the right to the left, but numbers and words of other scripts as they stand.
func (o order) rightwards(b *strings.Builder, from, to int) {
	for end := to; end > from; {
		start := o.leftRun(from, end)
		for _, u := range o.units[start:end] {
			b.WriteString(u)
		}
		end = start
	}
}

// leftRun returns the start of the longest run that ends at end and is read from left to right: words of Latin letters
// with what stands between them, or one number. It is at least one unit.
func (o order) leftRun(from, end int) int {
	switch c := o.classes[end-1]; {
	case c == bidi.L, c == bidi.EN, c == bidi.AN, c == bidi.ET && !o.arabic:
	default:
		return end - 1
	}
	start, latin := end, false
scan:
	for k := end - 1; k >= from; k-- {
		switch o.classes[k] {
		case bidi.R, bidi.AL, bidi.AN:
			break scan
		case bidi.L:
			latin = true
			start = k
		case bidi.EN:
			start = k
		}
	}
	if latin && start < end && o.classes[end-1] != bidi.ET {
		return start
	}
	return o.number(from, end)
}

// number returns the start of the number that ends at end.
func (o order) number(from, end int) int {
	digit := func(k int) bool {
		return k >= from && (o.classes[k] == bidi.EN || o.classes[k] == bidi.AN)
	}
	sign := func(k int) bool { return !o.arabic && k >= from && o.classes[k] == bidi.ET }
	k := end - 1
	if sign(k) && !digit(k-1) {
		return end - 1
	}
	for k > from {
		switch {
		case digit(k-1) || sign(k-1):
			k--
		case digit(k) && digit(k-2) && (o.classes[k-1] == bidi.CS || o.classes[k-1] == bidi.ES && !o.arabic):
			k -= 2
		default:
			return k
		}
	}
	return k
}

// brackets maps each bracket to its mirror image.
var brackets = strings.NewReplacer("(", ")", ")", "(", "[", "]", "]", "[", "{", "}", "}", "{", "«", "»", "»", "«", "‹", "›", "›", "‹", "﴾", "﴿", "﴿", "﴾")

// balance says how well brackets open before they close: pairs less those that do not pair up.
func balance(s string) int {
	const openers, closers = "([{«‹", ")]}»›"
	var stack []rune
	pairs, alone := 0, 0
	for _, r := range s {
		if strings.ContainsRune(openers, r) {
			stack = append(stack, r)
			continue
		}
		i := strings.IndexRune(closers, r)
		if i < 0 {
			continue
		}
		opener := []rune(openers)[utf8.RuneCountInString(closers[:i])]
		if n := slices.Index(stack, opener); n >= 0 {
			stack = stack[:n]
			pairs++
		} else {
			alone++
		}
	}
	return pairs - alone - len(stack)
}

// mirrored turns the brackets of a paragraph written from right to left the way that makes pairs of them. Writers note
// either what is seen or what is meant.
func mirrored(s string) string {
	if t := brackets.Replace(s); balance(t) > balance(s) {
		return t
	}
	return s
}
