package content

import (
	"iter"

	"github.com/dalil-bot/dalil/corpus/internal/pdf/syntax"
)

// A code is what one code of a string draws.
type code struct {
	text  string
	width float64 // of a font of size 1
	space bool    // the byte 32, which word spacing applies to
}

// A font says what the codes of its strings stand for.
type font struct {
	unicode  *cmap               // codes to characters, which the file tells; nil when it does not
	names    [256]string         // what the codes of a simple font stand for otherwise
	widths   map[int]float64     // by code, or by number in the character collection
	fallback float64             // width of other codes
	decode   func(string) string // codes that are those of a charset: multi-byte; nil when they are not
	space    *cmap               // how codes of a composite font are cut and numbered; nil for a simple font
	vertical bool
}

// font returns the font that an object is, nil when it is none.
func (r *Reader) font(o syntax.Object) *font {
	ref, indirect := o.(syntax.Ref)
	if f, ok := r.fonts[ref]; ok && indirect {
		return f
	}
	var f *font
	if d := r.file.Dict(o); d != nil {
		f = r.newFont(d)
	}
	if indirect {
		r.fonts[ref] = f
	}
	return f
}

func (r *Reader) newFont(d syntax.Dict) *font {
	f := &font{widths: map[int]float64{}}
	if s, ok := r.file.Resolve(d["ToUnicode"]).(*syntax.Stream); ok {
		if data, err := r.file.Decode(s); err == nil {
			f.unicode = parseCmap(data)
		}
	}
	if r.file.Name(d["Subtype"]) == "Type0" {
		r.composite(f, d)
	} else {
		r.simple(f, d)
	}
	return f
}

// simple reads a font with codes of one byte.
func (r *Reader) simple(f *font, d syntax.Dict) {
	file := r.file
	unit := 0.001
	if file.Name(d["Subtype"]) == "Type3" {
		if m := file.Array(d["FontMatrix"]); len(m) == 6 {
			unit = file.Number(m[0])
		}
	}
	f.names = r.encoding(d)
	descriptor := file.Dict(d["FontDescriptor"])
	f.fallback = file.Number(descriptor["MissingWidth"]) * unit
	widths, first := file.Array(d["Widths"]), file.Int(d["FirstChar"])
	for i, w := range widths[:min(len(widths), 256)] {
		f.widths[first+i] = file.Number(w) * unit
	}
	if len(widths) == 0 {
		f.standardWidths(string(file.Name(d["BaseFont"])))
	}
}

// composite reads a font with codes of several bytes.
func (r *Reader) composite(f *font, d syntax.Dict) {
	file := r.file
	var below syntax.Dict
	if a := file.Array(d["DescendantFonts"]); len(a) > 0 {
		below = file.Dict(a[0])
	}
	f.fallback = 1
	if w, ok := below["DW"]; ok {
		f.fallback = file.Number(w) / 1000
	}
	f.readWidths(file, file.Array(below["W"]))
	f.space = twoBytes()
	switch enc := file.Resolve(d["Encoding"]).(type) {
	case syntax.Name:
		f.predefined(string(enc))
	case *syntax.Stream:
		if data, err := file.Decode(enc); err == nil {
			f.space = parseCmap(data)
		}
		f.vertical = file.Int(enc.Dict["WMode"]) == 1
	}
}

// readWidths reads "12 [500 600]" and "20 30 500".
func (f *font) readWidths(file *syntax.File, w syntax.Array) {
	for len(w) >= 2 {
		first := file.Int(w[0])
		if list, ok := file.Resolve(w[1]).(syntax.Array); ok {
			for i, n := range list[:min(len(list), 1<<16)] {
				f.widths[first+i] = file.Number(n) / 1000
			}
			w = w[2:]
			continue
		}
		if len(w) < 3 {
			return
		}
		width := file.Number(w[2]) / 1000
		for c := first; c <= min(file.Int(w[1]), first+1<<16) && len(f.widths) < 1<<17; c++ {
			f.widths[c] = width
		}
		w = w[3:]
	}
}

// codes cuts a string into codes.
func (f *font) codes(s string) iter.Seq[code] {
	if f.space == nil {
		return f.bytes(s)
	}
	return func(yield func(code) bool) {
		for s != "" {
			n := f.space.length(s)
			c, cid := number(s[:n]), 0
			if c, ok := f.space.cid(c, n); ok {
				cid = c
			}
			width, ok := f.widths[cid]
			if !ok {
				width = f.fallback
			}
			if !yield(code{text: f.text(s[:n], c), width: width, space: n == 1 && s[0] == ' '}) {
				return
			}
			s = s[n:]
		}
	}
}

// bytes cuts a string of a simple font.
func (f *font) bytes(s string) iter.Seq[code] {
	return func(yield func(code) bool) {
		for i := range len(s) {
			width, ok := f.widths[int(s[i])]
			if !ok {
				width = f.fallback
			}
			if !yield(code{text: f.text(s[i:i+1], int(s[i])), width: width, space: s[i] == ' '}) {
				return
			}
		}
	}
}

// text returns what a code stands for.
func (f *font) text(raw string, c int) string {
	if f.unicode != nil {
		if s, ok := f.unicode.text(c, len(raw)); ok {
			return s
		}
	}
	switch {
	case f.space == nil:
		return f.names[c]
	case f.decode != nil:
		return f.decode(raw)
	}
	return "\uFFFD"
}

// number reads big-endian bytes.
func number(s string) int {
	n := 0
	for i := range len(s) {
		n = n<<8 | int(s[i])
	}
	return n
}
