package content

import (
	"strings"

	"golang.org/x/text/encoding/charmap"

	"github.com/dalil-bot/dalil/corpus/internal/pdf/syntax"
)

// encoding returns what the codes of a simple font stand for: a base encoding and the names that differ from it. Where
// the font's own program would have to be asked, the standard one is taken.
func (r *Reader) encoding(d syntax.Dict) [256]string {
	f := r.file
	enc := f.Resolve(d["Encoding"])
	base, _ := enc.(syntax.Name)
	own, _ := enc.(syntax.Dict)
	if own != nil {
		base = f.Name(own["BaseEncoding"])
	}
	font := string(f.Name(d["BaseFont"]))
	var out [256]string
	for c := range out {
		out[c] = baseText(string(base), f.Name(d["Subtype"]) == "TrueType", byte(c))
	}
	if base == "" && (strings.Contains(font, "Symbol") && !strings.Contains(font, "Segoe")) {
		out = symbolText()
	}
	code := 0
	for _, o := range f.Array(own["Differences"]) {
		switch v := f.Resolve(o).(type) {
		case int:
			code = v
		case syntax.Name:
			if code >= 0 && code < 256 {
				out[code] = glyphName(string(v))
			}
			code++
		}
	}
	return out
}

// baseText returns what a code stands for in one of the encodings of ISO 32000-1, annex D.
func baseText(name string, trueType bool, c byte) string {
	switch {
	case name == "MacRomanEncoding":
		return string(charmap.Macintosh.DecodeByte(c))
	case name == "WinAnsiEncoding" || trueType:
		if c == 0xAD {
			return "-" // a hyphen like any other, says annex D
		}
		return string(charmap.Windows1252.DecodeByte(c))
	case c >= ' ' && c < 0x7F:
		switch c {
		case '\'':
			return "’"
		case '`':
			return "‘"
		}
		return string(rune(c))
	}
	return standardHigh[c]
}

// standardHigh is the upper half of StandardEncoding.
var standardHigh = func() map[byte]string {
	m := map[byte]string{}
	row := func(first byte, chars string) {
		for _, r := range chars {
			if r != ' ' {
				m[first] = string(r)
			}
			first++
		}
	}
	row(0xA1, "¡¢£⁄¥ƒ§¤'“«‹›ﬁﬂ –†‡· ¶•‚„”»…‰ ¿ `´ˆ˜¯˘˙¨ ˚¸ ˝˛ˇ—")
	row(0xE1, "Æ ª    ŁØŒº     æ   ı  łøœß")
	return m
}()

// symbolText is the encoding of the font Symbol as far as words and formulas need it.
func symbolText() [256]string {
	var out [256]string
	for c := range out {
		if c >= ' ' && c < 0x7F {
			out[c] = string(rune(c))
		}
	}
	for first, chars := range map[byte]string{
		'A': "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ", 'a': "αβχδεφγηιϕκλμνοπθρστυϖωξψζ",
		0xA2: "′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…",
	} {
		for _, r := range chars {
			out[first] = string(r)
			first++
		}
	}
	return out
}
