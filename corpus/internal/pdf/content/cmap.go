package content

import (
	"cmp"
	"slices"

	"github.com/dalil-bot/dalil/corpus/internal/pdf/syntax"
)

// A cmap maps codes: to characters (ToUnicode), or to numbers of glyphs (the encoding of a composite font).
type cmap struct {
	spaces []codespace
	texts  map[int]string
	ranges []codeRange // in order of lo
	cids   []codeRange
	ident  bool // the number is the code
}

// A codespace is a range of codes with a length in bytes.
type codespace struct{ n, lo, hi int }

// A codeRange maps lo to to, lo+1 to the next one, and so on up to hi.
type codeRange struct {
	lo, hi int
	to     string // of characters, UTF-16
	cid    int
}

// maxMappings bounds what is kept of one cmap: all of Unicode's first plane, twice.
const maxMappings = 1 << 17

// twoBytes is the cmap Identity-H.
func twoBytes() *cmap {
	return &cmap{spaces: []codespace{{2, 0, 0xFFFF}}, ident: true}
}

// parseCmap reads a cmap. It is a PostScript program, of which only the lists matter.
func parseCmap(data []byte) *cmap {
	m := &cmap{texts: map[int]string{}}
	l := syntax.NewLexer(data)
	var args []syntax.Object
	for {
		o, ok := l.Next()
		if !ok {
			break
		}
		op, ok := o.(syntax.Keyword)
		if !ok {
			if len(args) < maxMappings {
				args = append(args, o)
			}
			continue
		}
		m.list(string(op), args)
		args = args[:0]
	}
	byLow := func(a, b codeRange) int { return cmp.Compare(a.lo, b.lo) }
	slices.SortStableFunc(m.ranges, byLow)
	slices.SortStableFunc(m.cids, byLow)
	return m
}

// list reads what stands before the keyword that ends a list.
func (m *cmap) list(end string, args []syntax.Object) {
	switch end {
	case "endcodespacerange":
		for ; len(args) >= 2; args = args[2:] {
			lo, hi := str(args[0]), str(args[1])
			if n := len(lo); n >= 1 && n <= 4 && len(hi) == n && len(m.spaces) < 100 {
				m.spaces = append(m.spaces, codespace{n, number(lo), number(hi)})
			}
		}
	case "endbfchar":
		for ; len(args) >= 2; args = args[2:] {
			if code := str(args[0]); len(code) <= 4 && len(m.texts) < maxMappings {
				m.texts[number(code)] = utf16(args[1])
			}
		}
	case "endbfrange":
		for ; len(args) >= 3; args = args[3:] {
			m.textRange(str(args[0]), str(args[1]), args[2])
		}
	case "endcidchar":
		for ; len(args) >= 2; args = args[2:] {
			m.addCid(str(args[0]), str(args[0]), args[1])
		}
	case "endcidrange":
		for ; len(args) >= 3; args = args[3:] {
			m.addCid(str(args[0]), str(args[1]), args[2])
		}
	}
}

func str(o syntax.Object) string {
	s, _ := o.(syntax.String)
	return string(s)
}

// utf16 returns what a code stands for; some writers put a name of a character there.
func utf16(o syntax.Object) string {
	switch v := o.(type) {
	case syntax.String:
		if len(v) == 1 {
			return string(rune(v[0]))
		}
		return syntax.UTF16(string(v))
	case syntax.Name:
		return glyphName(string(v))
	}
	return ""
}

func (m *cmap) textRange(lo, hi string, to syntax.Object) {
	if len(lo) > 4 || len(hi) > 4 || number(hi) < number(lo) || len(m.ranges) >= maxMappings {
		return
	}
	switch v := to.(type) {
	case syntax.String:
		if len(v) == 1 {
			v = "\x00" + v
		}
		m.ranges = append(m.ranges, codeRange{lo: number(lo), hi: number(hi), to: string(v)})
	case syntax.Array:
		for i, o := range v {
			if c := number(lo) + i; c <= number(hi) && len(m.texts) < maxMappings {
				m.texts[c] = utf16(o)
			}
		}
	}
}

func (m *cmap) addCid(lo, hi string, to syntax.Object) {
	cid, ok := to.(int)
	if ok && len(lo) <= 4 && len(hi) <= 4 && len(m.cids) < maxMappings {
		m.cids = append(m.cids, codeRange{lo: number(lo), hi: number(hi), cid: cid})
	}
}

// text returns what a code stands for. An empty mapping is none.
func (m *cmap) text(code, _ int) (string, bool) {
	if s, ok := m.texts[code]; ok {
		return s, s != ""
	}
	r, ok := find(m.ranges, code)
	if !ok || len(r.to) < 2 {
		return "", false
	}
	b := []byte(r.to)
	n := len(b)
	last := int(b[n-2])<<8 | int(b[n-1])
	last += code - r.lo
	b[n-2], b[n-1] = byte(last>>8), byte(last)
	return syntax.UTF16(string(b)), true
}

// cid returns the number of a code's glyph.
func (m *cmap) cid(code, _ int) (int, bool) {
	if m.ident {
		return code, true
	}
	r, ok := find(m.cids, code)
	return r.cid + code - r.lo, ok
}

// find returns the range that holds a code. Where ranges overlap, which they should not, it is the one that begins last.
func find(ranges []codeRange, code int) (codeRange, bool) {
	i, _ := slices.BinarySearchFunc(ranges, code+1, func(r codeRange, c int) int { return cmp.Compare(r.lo, c) })
	if i == 0 || ranges[i-1].hi < code {
		return codeRange{}, false
	}
	return ranges[i-1], true
}

// length returns how many bytes the first code of a string has.
func (m *cmap) length(s string) int {
	for n := 1; n <= min(4, len(s)); n++ {
		c := number(s[:n])
		for _, space := range m.spaces {
			if space.n == n && space.lo <= c && c <= space.hi {
				return n
			}
		}
	}
	shortest := 4
	for _, space := range m.spaces {
		shortest = min(shortest, space.n)
	}
	if len(m.spaces) == 0 {
		shortest = 2
	}
	return min(shortest, len(s))
}
