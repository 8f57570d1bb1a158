package extract

import (
	"context"
	"encoding/xml"
	"fmt"
	"strings"

	"github.com/dalil-bot/dalil/corpus"
)

// pptx reads PowerPoint's slides in the order in which they are shown: the title, then shapes, tables, diagrams, then what
// the speaker noted. Numbers, dates and footers that every slide repeats are left out.
type pptx struct{}

// ExtractBytes reads a presentation, a show or a template, or one with macros, which are not looked at.
func (pptx) ExtractBytes(ctx context.Context, data []byte, h Hints) (Page, error) {
	b, err := openBundle(ctx, data, h)
	if err != nil {
		return Page{}, err
	}
	main, err := b.mainPart()
	if err != nil {
		return Page{}, err
	}
	slides, err := slideParts(b, main)
	if err != nil {
		return Page{}, err
	}
	r := &pptxReader{builder: newBuilder(ctx, h), bundle: b}
	var rest error
	for i, part := range slides {
		if limit := h.Limits.withDefaults().Pages; i == limit {
			rest = tooMuch("the slides after %d are beyond the limit", limit)
			break
		}
		if err := r.slide(i+1, part); err != nil {
			return Page{}, fmt.Errorf("slide %d: %w", i+1, err)
		}
	}
	page, err := r.builder.page()
	if err != nil {
		return Page{}, err
	}
	page.Rest = rest
	root, _ := b.relations("") // were read for the main part
	b.readProperties(related(root, "core-properties")).describe(&page)
	return page, nil
}

// slideParts returns the slides in their order.
func slideParts(b *bundle, main string) ([]string, error) {
	rels, err := b.relations(main)
	if err != nil {
		return nil, err
	}
	var parts []string
	err = b.xml(main, func(x *xmlReader) error {
		return x.children(func(xml.StartElement) error {
			return x.children(func(e xml.StartElement) error {
				if e.Name.Local != "sldIdLst" {
					return nil
				}
				return x.children(func(e xml.StartElement) error {
					if rel := rels[relationID(e)]; rel.kind == "slide" {
						parts = append(parts, rel.target)
					}
					return nil
				}, nil)
			}, nil)
		}, nil)
	})
	return parts, err
}

// A pptxReader is a presentation being read.
type pptxReader struct {
	*builder
	bundle *bundle
	notes  bool // of the speaker
}

// slide reads a slide with what belongs to it.
func (r *pptxReader) slide(n int, part string) error {
	r.place = corpus.Place{Kind: corpus.Slide, Number: n}
	rels, err := r.bundle.relations(part)
	if err != nil {
		return err
	}
	r.hold()
	err = r.bundle.xml(part, r.shapes)
	if diagram := related(rels, "diagramData"); err == nil && diagram != "" {
		err = r.bundle.optional(diagram, r.diagram)
	}
	if notes := related(rels, "notesSlide"); err == nil && notes != "" {
		r.notes = true
		err = r.bundle.optional(notes, r.shapes)
		r.notes = false
	}
	r.releaseTitled()
	if err == nil {
		err = r.err()
	}
	return err
}

// shapes reads the shapes in the element that has just begun, however they are grouped.
func (r *pptxReader) shapes(x *xmlReader) error {
	return x.children(func(e xml.StartElement) error {
		switch e.Name.Local {
		case "sp":
			return r.shape(x)
		case "tbl":
			return r.table(x)
		case "Fallback", "extLst", "timing":
			return nil
		}
		return r.shapes(x)
	}, nil)
}

// shape reads a shape by what it holds the place of.
func (r *pptxReader) shape(x *xmlReader) error {
	holder, placed := "", false
	return x.children(func(e xml.StartElement) error {
		switch e.Name.Local {
		case "nvSpPr":
			var walk func(e xml.StartElement) error
			walk = func(e xml.StartElement) error {
				if e.Name.Local == "ph" {
					holder, placed = attribute(e, "type"), true
				}
				return x.children(walk, nil)
			}
			return x.children(walk, nil)
		case "txBody":
			r.hold()
			err := r.paragraphs(x, placed && (holder == "" || holder == "body" || holder == "obj"))
			r.keep(holder, r.release())
			return err
		}
		return nil
	}, nil)
}

// keep adds the text of a shape that holds the place of something.
func (r *pptxReader) keep(holder string, text []para) {
	switch {
	case holder == "sldNum", holder == "dt", holder == "ftr", holder == "hdr", r.notes && holder != "body":
	case holder == "title", holder == "ctrTitle":
		r.headline(text)
	default:
		for _, p := range text {
			if r.notes {
				p.kind = corpus.Paragraph
			}
			r.add(p)
		}
	}
}

// paragraphs reads paragraphs. In the body of a slide they are items of a list unless they say that they are not.
func (r *pptxReader) paragraphs(x *xmlReader, body bool) error {
	return x.children(func(e xml.StartElement) error {
		if e.Name.Local != "p" {
			return nil
		}
		p, err := slidePara(x, body)
		r.add(p)
		return err
	}, nil)
}

// slidePara reads a paragraph.
func slidePara(x *xmlReader, item bool) (para, error) {
	var p para
	var line strings.Builder
	var within func(e xml.StartElement) error
	within = func(e xml.StartElement) error {
		switch e.Name.Local {
		case "pPr":
			return x.children(func(e xml.StartElement) error {
				switch e.Name.Local {
				case "buNone":
					item = false
				case "buChar", "buAutoNum", "buBlip":
					item = true
				}
				return nil
			}, nil)
		case "t":
			return x.children(nil, func(s []byte) { line.Write(s) })
		case "br":
			p.lines = append(p.lines, line.String())
			line.Reset()
			return nil
		case "tab":
			line.WriteByte(' ')
			return nil
		case "rPr", "endParaRPr", "Fallback":
			return nil
		}
		return x.children(within, nil)
	}
	err := x.children(within, nil)
	p.lines = append(p.lines, line.String())
	if item {
		p.kind = corpus.Item
	}
	return p, err
}

// table reads a table row by row. Its first row names the columns where the table says so.
func (r *pptxReader) table(x *xmlReader) error {
	t := r.newTable()
	defer t.end()
	names := false
	return x.children(func(e xml.StartElement) error {
		switch e.Name.Local {
		case "tblPr":
			names = attribute(e, "firstRow") == "1" || attribute(e, "firstRow") == "true"
		case "tr":
			var cells [][]para
			err := x.children(func(e xml.StartElement) error {
				if e.Name.Local != "tc" {
					return nil
				}
				r.hold()
				err := x.children(func(e xml.StartElement) error {
					if e.Name.Local == "txBody" {
						return r.paragraphs(x, false)
					}
					return nil
				}, nil)
				cells = append(cells, r.release())
				return err
			}, nil)
			t.row(cells, names)
			names = false
			return err
		}
		return nil
	}, nil)
}

// diagram reads the points of a diagram.
func (r *pptxReader) diagram(x *xmlReader) error {
	return x.children(func(e xml.StartElement) error {
		if e.Name.Local == "t" {
			return r.paragraphs(x, true)
		}
		return r.diagram(x)
	}, nil)
}
