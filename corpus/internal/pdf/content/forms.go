package content

import (
	"bytes"
	"context"
	"math"

	"github.com/dalil-bot/dalil/corpus/internal/pdf/syntax"
)

// do draws a form, or counts an image.
func (in *interp) do(ctx context.Context, res syntax.Dict) error {
	f := in.reader.file
	name, _ := in.last().(syntax.Name)
	s, ok := f.Resolve(f.Dict(res["XObject"])[name]).(*syntax.Stream)
	if !ok {
		return nil
	}
	if f.Name(s.Dict["Subtype"]) == "Image" {
		in.picture()
		return nil
	}
	if f.Name(s.Dict["Subtype"]) != "Form" || in.forms >= maxForms {
		return nil
	}
	if in.runs++; in.runs > maxRuns {
		in.page.Cut = true
		return nil
	}
	data, silent, err := in.reader.form(s)
	if err != nil {
		return f.Err()
	}
	if silent {
		in.page.Painted += 10 // some lines and areas
		return nil
	}
	before, depth, marks := in.state, len(in.stack), len(in.marks)
	if m := f.Array(s.Dict["Matrix"]); len(m) == 6 {
		var form matrix
		for i := range form {
			form[i] = f.Number(m[i])
		}
		in.state.ctm = form.mul(in.state.ctm)
	}
	if own := f.Dict(s.Dict["Resources"]); own != nil {
		res = own
	}
	tm, line := in.tm, in.line
	in.forms++
	err = in.run(ctx, data, res)
	in.forms--
	in.tm, in.line = tm, line
	in.state, in.stack = before, in.stack[:min(depth, len(in.stack))]
	in.marks = in.marks[:min(marks, len(in.marks))]
	return err
}

// A drawing is what a form's stream decodes to.
type drawing struct {
	data   []byte
	silent bool // it neither shows text nor draws forms or images
}

// maxKept bounds what is kept of the forms of a file: letterheads and logos, which every page draws.
const maxKept = 32 << 20

// form decodes a form, once for those that fit.
func (r *Reader) form(s *syntax.Stream) (data []byte, silent bool, err error) {
	if d, ok := r.forms[s]; ok {
		return d.data, d.silent, nil
	}
	if data, err = r.file.Decode(s); err != nil {
		return nil, false, err
	}
	silent = !bytes.Contains(data, []byte("BT")) && !bytes.Contains(data, []byte("Do")) && !bytes.Contains(data, []byte("BI"))
	kept := drawing{data: data, silent: silent}
	if silent {
		kept.data = nil
	}
	if r.kept += len(kept.data) + 64; r.kept <= maxKept {
		r.forms[s] = kept
	}
	return data, silent, nil
}

// picture notes an image, which fills the unit square.
func (in *interp) picture() {
	m := in.state.ctm
	share := math.Abs(m[0]*m[3]-m[1]*m[2]) / max(in.page.Width*in.page.Height, 1)
	in.page.Picture = max(in.page.Picture, share)
}

// inlineImage skips an image that stands in the content itself. Its bytes end where EI stands between white space and
// what follows is content again.
func (in *interp) inlineImage(l *syntax.Lexer) {
	in.picture()
	l.Skip("ID")
	for {
		body := l.Skip("EI")
		rest := l.Rest()
		if len(rest) == 0 {
			return
		}
		starts := len(body) == 0 || bytes.IndexByte([]byte(" \n\r\t"), body[len(body)-1]) >= 0
		ends := bytes.IndexByte([]byte(" \n\r\t"), rest[0]) >= 0
		if starts && ends && printable(rest[:min(len(rest), 12)]) {
			return
		}
	}
}

func printable(b []byte) bool {
	for _, c := range b {
		if c >= 0x7F || c < ' ' && c != '\n' && c != '\r' && c != '\t' {
			return false
		}
	}
	return true
}

// graphics takes over the font of a dictionary of graphics state.
func (in *interp) graphics(res syntax.Dict) {
	f := in.reader.file
	name, _ := in.last().(syntax.Name)
	if set := f.Array(f.Dict(f.Dict(res["ExtGState"])[name])["Font"]); len(set) == 2 {
		in.state.font, in.state.size = in.reader.font(set[0]), f.Number(set[1])
	}
}

// open begins marked content. Where it says what it stands for, that replaces the glyphs within: writers do so for words
// that they hyphenated, and for ligatures.
func (in *interp) open(op syntax.Keyword, res syntax.Dict) {
	m := mark{first: len(in.page.Glyphs)}
	if op == "BDC" {
		f := in.reader.file
		props := in.last()
		if name, ok := props.(syntax.Name); ok {
			props = f.Dict(res["Properties"])[name]
		}
		if s, ok := f.Resolve(f.Dict(props)["ActualText"]).(syntax.String); ok {
			m.actual, m.has = clean(s.Text()), true
		}
	}
	if len(in.marks) < 256 {
		in.marks = append(in.marks, m)
	}
}

// close ends marked content: its glyphs become one, from the first to the last, on the line of the first.
func (in *interp) close() {
	n := len(in.marks)
	if n == 0 {
		return
	}
	m := in.marks[n-1]
	in.marks = in.marks[:n-1]
	if !m.has || m.first >= len(in.page.Glyphs) || len(m.actual) > 1000 {
		return
	}
	within := in.page.Glyphs[m.first:]
	g := within[0]
	left, right := g.X, g.X+g.W
	for _, o := range within[1:] {
		if o.Turn != g.Turn || o.Y-g.Y > g.Size/2 || g.Y-o.Y > g.Size/2 {
			return // over several lines: which part is where is not told
		}
		left, right = min(left, o.X), max(right, o.X+o.W)
	}
	in.page.Glyphs = in.page.Glyphs[:m.first]
	if m.actual != "" {
		g.Text, g.X, g.W = m.actual, left, right-left
		in.page.Glyphs = append(in.page.Glyphs, g)
	}
}
