package content

import (
	"context"
	"math"
	"strings"
	"unicode"

	"github.com/dalil-bot/dalil/corpus/internal/pdf/syntax"
)

// state is what q keeps and Q brings back.
type state struct {
	ctm     matrix
	font    *font
	size    float64
	char    float64 // added after each glyph
	word    float64 // added after each space of one byte
	scale   float64 // horizontally, 1 is usual
	leading float64
	rise    float64
}

// An interp runs the content of one page.
type interp struct {
	reader *Reader
	page   Page
	state  state
	stack  []state
	tm     matrix // of the text; where the next glyph goes
	line   matrix // where its line began
	args   []syntax.Object
	ops    int
	forms  int // on the way
	runs   int // of forms so far
	marks  []mark
}

// A mark is marked content that is open.
type mark struct {
	actual string // replaces what is drawn within
	has    bool
	first  int // glyphs before it
}

// run runs a content stream with its resources.
func (in *interp) run(ctx context.Context, data []byte, res syntax.Dict) error {
	l := syntax.NewLexer(data)
	in.args = in.args[:0]
	for {
		o, more := l.Next()
		if !more {
			return nil
		}
		op, ok := o.(syntax.Keyword)
		if !ok {
			if len(in.args) < 64 {
				in.args = append(in.args, o)
			}
			continue
		}
		if in.ops++; in.ops%1024 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		if in.ops > maxOps || len(in.page.Glyphs) > maxGlyphs {
			in.page.Cut = true
			return nil
		}
		var err error
		switch op {
		case "BI":
			in.inlineImage(l)
		case "Do":
			err = in.do(ctx, res)
		default:
			in.operate(op, res)
		}
		if err != nil {
			return err
		}
		in.args = in.args[:0]
	}
}

// num returns the i-th argument of n, counted so that what stands before them is ignored.
func (in *interp) num(i, n int) float64 {
	if i += len(in.args) - n; i < 0 || i >= len(in.args) {
		return 0
	}
	switch v := in.args[i].(type) {
	case int:
		return float64(v)
	case float64:
		return v
	}
	return 0
}

func (in *interp) last() syntax.Object {
	if len(in.args) == 0 {
		return nil
	}
	return in.args[len(in.args)-1]
}

func (in *interp) six() matrix {
	var m matrix
	for i := range m {
		m[i] = in.num(i, 6)
	}
	return m
}

func (in *interp) operate(op syntax.Keyword, res syntax.Dict) {
	switch op {
	case "q":
		if len(in.stack) < 512 {
			in.stack = append(in.stack, in.state)
		}
	case "Q":
		if n := len(in.stack); n > 0 {
			in.state, in.stack = in.stack[n-1], in.stack[:n-1]
		}
	case "cm":
		in.state.ctm = in.six().mul(in.state.ctm)
	case "gs":
		in.graphics(res)
	case "BDC", "BMC":
		in.open(op, res)
	case "EMC":
		in.close()
	case "f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "sh":
		in.page.Painted++
	default:
		in.text(op, res)
	}
}

// text does the operators of text objects.
func (in *interp) text(op syntax.Keyword, res syntax.Dict) {
	s := &in.state
	switch op {
	case "BT":
		in.tm, in.line = matrix{1, 0, 0, 1, 0, 0}, matrix{1, 0, 0, 1, 0, 0}
	case "Tf":
		s.size = in.num(1, 2)
		if len(in.args) >= 2 {
			name, _ := in.args[len(in.args)-2].(syntax.Name)
			s.font = in.reader.font(in.reader.file.Dict(res["Font"])[name])
		}
	case "Tc":
		s.char = in.num(0, 1)
	case "Tw":
		s.word = in.num(0, 1)
	case "Tz":
		s.scale = in.num(0, 1) / 100
	case "TL":
		s.leading = in.num(0, 1)
	case "Ts":
		s.rise = in.num(0, 1)
	case "Td":
		in.move(in.num(0, 2), in.num(1, 2))
	case "TD":
		s.leading = -in.num(1, 2)
		in.move(in.num(0, 2), in.num(1, 2))
	case "Tm":
		in.tm = in.six()
		in.line = in.tm
	case "T*":
		in.move(0, -s.leading)
	default:
		in.show(op)
	}
}

func (in *interp) move(x, y float64) {
	in.line = matrix{1, 0, 0, 1, x, y}.mul(in.line)
	in.tm = in.line
}

// show does the operators that draw.
func (in *interp) show(op syntax.Keyword) {
	switch op {
	case "Tj":
		in.draw(in.last())
	case "'":
		in.move(0, -in.state.leading)
		in.draw(in.last())
	case "\"":
		in.state.word, in.state.char = in.num(0, 3), in.num(1, 3)
		in.move(0, -in.state.leading)
		in.draw(in.last())
	case "TJ":
		list, _ := in.last().(syntax.Array)
		for _, o := range list {
			switch v := o.(type) {
			case int:
				in.shift(-float64(v) / 1000 * in.state.size)
			case float64:
				in.shift(-v / 1000 * in.state.size)
			default:
				in.draw(o)
			}
		}
	}
}

// shift moves along the line by an amount of text space, before horizontal scaling.
func (in *interp) shift(d float64) {
	if in.state.font != nil && in.state.font.vertical {
		in.tm = matrix{1, 0, 0, 1, 0, d}.mul(in.tm)
		return
	}
	in.tm = matrix{1, 0, 0, 1, d * in.state.scale, 0}.mul(in.tm)
}

// draw draws a string.
func (in *interp) draw(o syntax.Object) {
	raw, _ := o.(syntax.String)
	s := &in.state
	if s.font == nil {
		return
	}
	for c := range s.font.codes(string(raw)) {
		if len(in.page.Glyphs) > maxGlyphs {
			return
		}
		advance := c.width*s.size + s.char
		if c.space {
			advance += s.word
		}
		in.glyph(c.text, c.width*s.size*s.scale)
		if s.font.vertical {
			advance = -s.size + s.char
		}
		in.shift(advance)
	}
}

// glyph notes a glyph at the present place.
func (in *interp) glyph(text string, width float64) {
	m := matrix{1, 0, 0, 1, 0, in.state.rise}.mul(in.tm).mul(in.state.ctm)
	text = clean(text)
	size := math.Abs(in.state.size) * math.Hypot(m[2], m[3])
	if text == "" || !(size > 0.5 && size < 5000) { // too small to be seen, or no number
		return
	}
	g := Glyph{Text: text, Size: size, W: math.Abs(width) * math.Hypot(m[0], m[1])}
	g.X, g.Y = m[4], m[5]
	dx, dy := m[0]*sign(in.state.size), m[1]*sign(in.state.size)
	w, h := in.page.Width, in.page.Height
	switch {
	case math.Abs(dx) >= math.Abs(dy) && dx < 0:
		g.Turn, g.X, g.Y = 2, w-g.X, h-g.Y
	case math.Abs(dx) >= math.Abs(dy):
	case dy > 0:
		g.Turn, g.X, g.Y, w, h = 1, g.Y, w-g.X, h, w
	default:
		g.Turn, g.X, g.Y, w, h = 3, h-g.Y, g.X, h, w
	}
	if width < 0 {
		g.X -= g.W
	}
	if g.X+g.W < -2 || g.X > w+2 || g.Y < -2 || g.Y-size > h+2 || g.X != g.X || g.Y != g.Y {
		return // off the page
	}
	in.page.Glyphs = append(in.page.Glyphs, g)
}

func sign(f float64) float64 {
	if f < 0 {
		return -1
	}
	return 1
}

// clean drops what is no character of a text, and gives the bullets and letters of symbol fonts, which are private
// characters, their usual ones.
func clean(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\t' || r == '\n' || r == '\r' || r == '\u00A0':
			return ' '
		case unicode.IsControl(r):
			return -1
		case r >= 0xF020 && r <= 0xF07E:
			return r - 0xF000
		case r >= 0xE000 && r <= 0xF8FF:
			if b, ok := bullets[r]; ok {
				return b
			}
			return -1
		}
		return r
	}, s)
}

// bullets are those of the fonts Symbol and Wingdings.
var bullets = map[rune]rune{0xF0B7: '•', 0xF0A7: '▪', 0xF0A8: '▫', 0xF0D8: '➢', 0xF0FC: '✓', 0xF0E0: '→', 0xF0B0: '°', 0xF0AE: '→', 0xF0D7: '·'}
