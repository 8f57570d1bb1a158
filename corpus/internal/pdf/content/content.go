// Package content runs the content streams of a PDF's pages and tells which characters stand where (ISO 32000-1,
// chapters 8 and 9).
//
// Glyphs is the door. It follows the text and graphics state through the operators, into forms and over marked content,
// and asks a font what each code stands for and how wide it is.
//
//	content.go   pages and forms
//	state.go     operators and state
//	font.go      codes, widths; cmap.go, encoding.go, names.go and widths.go are what it asks
//
// Glyphs come in the order in which they are drawn, which need not be that of reading, with positions in points from the
// upper left corner of the page as it is shown, after its rotation. Work is bounded by the limits on streams, on nested
// forms, and on glyphs of a page.
package content

import (
	"context"

	"github.com/dalil-bot/dalil/corpus/internal/pdf/syntax"
)

// A Glyph is what one code of a font draws.
type Glyph struct {
	Text string  // what it stands for, in reading order; U+FFFD when that cannot be told
	X    float64 // left end of its baseline
	Y    float64 // its baseline, counted downwards
	W    float64 // its advance
	Size float64 // height of the font
	Turn int     // quarter turns clockwise from upright; positions are those after turning the page back by as much
}

// A Page is what stands on a page.
type Page struct {
	Glyphs        []Glyph
	Picture       float64 // share of the page that its largest image covers
	Painted       int     // lines and areas that are drawn
	Width, Height float64
	Cut           bool // there is more than the limits allow
}

// Bounds of one page. The densest real pages, of telephone books and tables, have some 30,000 glyphs.
const (
	maxGlyphs = 500_000
	maxOps    = 5_000_000
	maxForms  = 12     // nested within each other
	maxRuns   = 20_000 // of forms: one drawn by many, each drawn by many, would go on for ever
)

// A Reader reads the pages of one file. It keeps the fonts that it has read, and forms.
type Reader struct {
	file  *syntax.File
	fonts map[syntax.Ref]*font
	forms map[*syntax.Stream]drawing
	kept  int // bytes of forms
}

// NewReader returns a Reader for a file.
func NewReader(f *syntax.File) *Reader {
	return &Reader{file: f, fonts: map[syntax.Ref]*font{}, forms: map[*syntax.Stream]drawing{}}
}

// Glyphs returns what stands on a page. Streams that cannot be decoded are left out; the error is that of ctx, or
// syntax.ErrTooLarge.
func (r *Reader) Glyphs(ctx context.Context, p syntax.Page) (Page, error) {
	box := p.Box
	m := matrix{1, 0, 0, -1, -box[0], box[3]} // from below upwards to from above downwards
	w, h := box[2]-box[0], box[3]-box[1]
	for range p.Rotate / 90 {
		m = m.mul(matrix{0, 1, -1, 0, h, 0})
		w, h = h, w
	}
	in := &interp{reader: r, page: Page{Width: w, Height: h}, state: state{ctm: m, scale: 1}}
	if err := in.run(ctx, r.streams(p.Dict["Contents"]), p.Resources); err != nil {
		return Page{}, err
	}
	return in.page, r.file.Err()
}

// streams returns the content of a page, which may be in pieces that end between any two tokens.
func (r *Reader) streams(o syntax.Object) []byte {
	list, ok := r.file.Resolve(o).(syntax.Array)
	if !ok {
		list = syntax.Array{o}
	}
	var out []byte
	for _, o := range list {
		s, ok := r.file.Resolve(o).(*syntax.Stream)
		if !ok {
			continue
		}
		data, err := r.file.Decode(s)
		if err != nil {
			continue
		}
		if len(list) == 1 {
			return data
		}
		out = append(append(out, data...), '\n')
	}
	return out
}

// A matrix is an affine map: x' = a*x + c*y + e, y' = b*x + d*y + f.
type matrix [6]float64

// mul returns the map that does m first and then n.
func (m matrix) mul(n matrix) matrix {
	return matrix{
		m[0]*n[0] + m[1]*n[2], m[0]*n[1] + m[1]*n[3],
		m[2]*n[0] + m[3]*n[2], m[2]*n[1] + m[3]*n[3],
		m[4]*n[0] + m[5]*n[2] + n[4], m[4]*n[1] + m[5]*n[3] + n[5],
	}
}
