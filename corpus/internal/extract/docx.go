package extract

import (
	"context"
	"encoding/xml"
	"strings"

	"github.com/dalil-bot/dalil/corpus"
)

// docx reads what Word saves: paragraphs with their styles, lists, tables row by row, then footnotes and endnotes in the
// order of their marks. What was deleted, hidden or is the instruction of a field is left out, and so are headers, footers
// and comments. Pages are those that Word noted when it last laid the document out.
type docx struct{}

// ExtractBytes reads a document, a template, or either with macros, which are not looked at.
func (docx) ExtractBytes(ctx context.Context, data []byte, h Hints) (Page, error) {
	b, err := openBundle(ctx, data, h)
	if err != nil {
		return Page{}, err
	}
	main, err := b.mainPart()
	if err != nil {
		return Page{}, err
	}
	rels, err := b.relations(main)
	if err != nil {
		return Page{}, err
	}
	styles, err := readDocxStyles(b, related(rels, "styles"))
	if err != nil {
		return Page{}, err
	}
	numbers, err := readDocxNumbers(b, related(rels, "numbering"))
	if err != nil {
		return Page{}, err
	}
	r := &docxReader{builder: newBuilder(ctx, h), styles: styles, numbers: numbers, page: 1}
	r.place = corpus.Place{Kind: corpus.Page, Number: 1}
	if err := b.xml(main, func(x *xmlReader) error { return r.hunt(x, "body") }); err != nil {
		return Page{}, err
	}
	for i, kind := range []string{"footnotes", "endnotes"} {
		if err := r.addNotes(b, related(rels, kind), r.noted[i]); err != nil {
			return Page{}, err
		}
	}
	if r.page == 1 {
		r.unpaged()
	}
	page, err := r.builder.page()
	if err != nil {
		return Page{}, err
	}
	page.Title = r.title()
	rels, _ = b.relations("") // were read above
	b.readProperties(related(rels, "core-properties")).describe(&page)
	return page, nil
}

// A docxReader is a document being read.
type docxReader struct {
	*builder
	styles  map[string]docxStyle
	numbers docxNumbers
	page    int
	noted   [2][]note // marks of footnotes and endnotes
	fields  []bool    // the fields around: whether their result has begun
	slight  bool      // text has come that is not bold
}

// A note is the mark of a footnote in the text.
type note struct {
	id    string
	place corpus.Place
}

// unpaged takes the page from all blocks.
func (b *builder) unpaged() {
	for i := range b.blocks {
		if b.blocks[i].Place.Kind == corpus.Page {
			b.blocks[i].Place = corpus.Place{}
		}
	}
}

// title returns the text of a title at the top, or of the only heading of the first level where it begins the document.
func (b *builder) title() string {
	if b.first != "" || len(b.blocks) == 0 {
		return b.first
	}
	for i, k := range b.blocks {
		if (k.Kind == corpus.Heading && k.Level == 1) != (i == 0) {
			return ""
		}
	}
	return b.blocks[0].Of(b.text.String())
}

// hunt reads the bodies of text within the element that has just begun.
func (r *docxReader) hunt(x *xmlReader, name string) error {
	return x.children(func(e xml.StartElement) error {
		switch e.Name.Local {
		case name:
			return r.body(x)
		case "Fallback":
			return nil // says again what the choice before it says
		}
		return r.hunt(x, name)
	}, nil)
}

// body reads paragraphs and tables.
func (r *docxReader) body(x *xmlReader) error {
	if err := r.err(); err != nil {
		return err
	}
	return x.children(func(e xml.StartElement) error {
		switch e.Name.Local {
		case "p":
			return r.paragraph(x)
		case "tbl":
			return r.table(x)
		case "del", "moveFrom", "sectPr", "Fallback", "sdtPr":
			return nil
		}
		return r.body(x) // what wraps paragraphs: content controls, insertions, custom XML
	}, nil)
}

// A docxPara is a paragraph being read.
type docxPara struct {
	para
	line  strings.Builder
	style docxStyle
	held  []para // paragraphs of text boxes, which come after the one that they hang on
}

func (p *docxPara) breakLine() {
	p.lines = append(p.lines, p.line.String())
	p.line.Reset()
}

// paragraph reads a paragraph.
func (r *docxReader) paragraph(x *xmlReader) error {
	p := &docxPara{}
	p.place = r.place
	if err := r.inline(x, p); err != nil {
		return err
	}
	p.breakLine()
	s := p.style
	switch {
	case s.contents:
		p.kind, p.rule = corpus.Boilerplate, "table of contents"
	case s.title:
		p.kind = corpus.Title
	case s.level > 0:
		p.kind, p.level = corpus.Heading, s.level
	case s.list:
		p.kind = corpus.Item
	}
	if p.kind == corpus.Title && len(r.blocks) > 0 {
		p.kind, p.level = corpus.Heading, 1
	}
	if s.list && !p.empty() {
		if n := r.numbers.next(s.number, s.step); n != "" {
			p.lines[0] = n + " " + strings.TrimLeft(p.lines[0], " \t")
		}
	}
	r.add(p.para)
	for _, held := range p.held {
		r.add(held)
	}
	return r.err()
}

// inline reads what a paragraph consists of.
func (r *docxReader) inline(x *xmlReader, p *docxPara) error {
	return x.children(func(e xml.StartElement) error {
		switch e.Name.Local {
		case "pPr":
			return r.paragraphProperties(x, p)
		case "r":
			return r.run(x, p)
		case "del", "moveFrom", "sdtPr", "fldData", "rt", "Fallback":
			return nil
		case "oMath", "oMathPara":
			s, err := x.text()
			p.line.WriteString(s)
			return err
		}
		return r.inline(x, p) // links, insertions, fields, content controls
	}, nil)
}

// paragraphProperties reads the style of a paragraph and what it sets on its own.
func (r *docxReader) paragraphProperties(x *xmlReader, p *docxPara) error {
	var own docxStyle
	err := x.children(func(e xml.StartElement) error {
		if e.Name.Local == "pStyle" {
			p.style = r.styles[attribute(e, "val")]
			return nil
		}
		return own.property(x, e)
	}, nil)
	p.style.override(own)
	return err
}

// run reads a run of text.
func (r *docxReader) run(x *xmlReader, p *docxPara) error {
	hidden, bold := false, false
	shown := func() bool { return !hidden && (len(r.fields) == 0 || r.fields[len(r.fields)-1]) }
	return x.children(func(e xml.StartElement) error {
		switch e.Name.Local {
		case "rPr":
			return x.children(func(e xml.StartElement) error {
				switch e.Name.Local {
				case "vanish":
					hidden = isOn(e)
				case "b":
					bold = isOn(e)
				}
				return nil
			}, nil)
		case "t":
			return x.children(nil, func(s []byte) {
				if shown() {
					p.line.Write(s)
					r.slight = r.slight || !bold && strings.TrimSpace(string(s)) != ""
				}
			})
		case "fldChar":
			r.field(attribute(e, "fldCharType"))
		case "footnoteReference":
			r.noted[0] = append(r.noted[0], note{attribute(e, "id"), p.place})
		case "endnoteReference":
			r.noted[1] = append(r.noted[1], note{attribute(e, "id"), p.place})
		case "drawing", "pict", "object", "AlternateContent":
			return r.boxed(x, p)
		case "ruby":
			return r.inline(x, p)
		default:
			r.mark(e, p)
		}
		return nil
	}, nil)
}

// mark reads the elements that stand for a character or a break.
func (r *docxReader) mark(e xml.StartElement, p *docxPara) {
	switch e.Name.Local {
	case "tab":
		p.line.WriteByte('\t')
	case "noBreakHyphen":
		p.line.WriteByte('-')
	case "cr":
		p.breakLine()
	case "br":
		if t := attribute(e, "type"); t != "page" && t != "column" {
			p.breakLine()
		}
	case "lastRenderedPageBreak":
		r.page++
		r.place.Number = r.page
		if strings.TrimSpace(p.line.String()) == "" && len(p.lines) == 0 {
			p.place.Number = r.page
		}
	}
}

// field follows a field from its instruction to its result.
func (r *docxReader) field(kind string) {
	n := len(r.fields)
	switch {
	case kind == "begin" && n < xmlDepth:
		r.fields = append(r.fields, false)
	case kind == "separate" && n > 0:
		r.fields[n-1] = true
	case kind == "end" && n > 0:
		r.fields = r.fields[:n-1]
	}
}

// boxed reads text boxes. Their text comes after the paragraph.
func (r *docxReader) boxed(x *xmlReader, p *docxPara) error {
	r.hold()
	fields := r.fields
	r.fields = nil
	err := r.hunt(x, "txbxContent")
	r.fields = fields
	p.held = append(p.held, r.release()...)
	return err
}

// addNotes adds notes in the order of their marks.
func (r *docxReader) addNotes(b *bundle, part string, marks []note) error {
	if part == "" || len(marks) == 0 || !b.has(part) {
		return nil
	}
	notes := map[string][]para{}
	err := b.xml(part, func(x *xmlReader) error {
		return x.children(func(xml.StartElement) error {
			return x.children(func(e xml.StartElement) error {
				r.hold()
				err := r.body(x)
				notes[attribute(e, "id")] = r.release()
				return err
			}, nil)
		}, nil)
	})
	for _, m := range marks {
		for _, p := range notes[m.id] {
			p.place = m.place
			r.add(p)
		}
		delete(notes, m.id)
	}
	return err
}
