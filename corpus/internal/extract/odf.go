package extract

import (
	"context"
	"encoding/xml"
	"fmt"
	"strings"

	"github.com/dalil-bot/dalil/corpus"
)

// odf reads what LibreOffice saves: texts (odt) and slides (odp). Paragraphs with their styles, lists, tables row by row,
// and then the notes in the order of their marks; changes that were taken back, comments and indexes are left out.
type odf struct{}

// ExtractBytes reads a document or a template.
func (odf) ExtractBytes(ctx context.Context, data []byte, h Hints) (Page, error) {
	b, err := openODF(ctx, data, h)
	if err != nil {
		return Page{}, err
	}
	r := &odfReader{builder: newBuilder(ctx, h), styles: map[string]string{}}
	if err := b.xml("content.xml", r.document); err != nil {
		return Page{}, err
	}
	for _, n := range r.notes {
		r.add(n)
	}
	page, err := r.builder.page()
	if err != nil {
		return Page{}, err
	}
	page.Title = r.title()
	b.readProperties("meta.xml").describe(&page)
	return page, nil
}

// openODF opens an OpenDocument file that is not encrypted.
func openODF(ctx context.Context, data []byte, h Hints) (*bundle, error) {
	b, err := openBundle(ctx, data, h)
	if err != nil {
		return nil, err
	}
	encrypted := false
	err = b.optional("META-INF/manifest.xml", func(x *xmlReader) error {
		var walk func(e xml.StartElement) error
		walk = func(e xml.StartElement) error {
			encrypted = encrypted || e.Name.Local == "encryption-data"
			return x.children(walk, nil)
		}
		return x.children(walk, nil)
	})
	if err == nil && encrypted {
		err = ErrEncrypted
	}
	return b, err
}

// An odfReader is a document being read.
type odfReader struct {
	*builder
	styles map[string]string // automatic style: the one that it is based on
	notes  []para
	lists  int  // lists around
	named  bool // a paragraph has come that is styled as the heading of a table
	slide  int
}

// document reads the whole content.
func (r *odfReader) document(x *xmlReader) error {
	return x.children(func(xml.StartElement) error {
		return x.children(func(e xml.StartElement) error {
			switch e.Name.Local {
			case "automatic-styles":
				return x.children(func(e xml.StartElement) error {
					if attribute(e, "family") == "paragraph" {
						r.styles[attribute(e, "name")] = attribute(e, "parent-style-name")
					}
					return nil
				}, nil)
			case "body":
				return r.body(x)
			}
			return nil
		}, nil)
	}, nil)
}

// body reads paragraphs, lists and tables.
func (r *odfReader) body(x *xmlReader) error {
	if err := r.err(); err != nil {
		return err
	}
	item := false // the first paragraph of the item has come
	return x.children(func(e xml.StartElement) error {
		switch e.Name.Local {
		case "h":
			return r.heading(x, e)
		case "p":
			kind := corpus.Paragraph
			if r.lists > 0 && !item {
				kind = corpus.Item
			}
			item = true
			return r.paragraph(x, r.styled(para{kind: kind}, attribute(e, "style-name")))
		case "list":
			r.lists++
			defer func() { r.lists-- }()
			return r.body(x)
		case "table":
			return r.table(x)
		case "page":
			return r.onSlide(x)
		case "tracked-changes", "annotation", "forms", "sequence-decls", "variable-decls", "user-field-decls", "settings":
			return nil
		case "table-of-content", "alphabetical-index", "illustration-index", "table-index":
			return r.index(x)
		case "title", "desc":
			return nil // what describes a picture to a program
		}
		return r.body(x)
	}, nil)
}

// styled gives a paragraph the kind of its style.
func (r *odfReader) styled(p para, style string) para {
	if parent := r.styles[style]; parent != "" {
		style = parent
	}
	switch style = strings.ReplaceAll(style, "_20_", " "); {
	case style == "Title" && len(r.blocks) == 0:
		p.kind = corpus.Title
	case style == "Title":
		p.kind, p.level = corpus.Heading, 1
	case style == "Table Heading":
		r.named = true
	case strings.HasPrefix(style, "List") && p.kind == corpus.Paragraph && r.lists > 0:
		p.kind = corpus.Item
	}
	return p
}

func (r *odfReader) heading(x *xmlReader, e xml.StartElement) error {
	p := r.styled(para{}, attribute(e, "style-name"))
	if p.kind != corpus.Title {
		p.kind, p.level = corpus.Heading, min(number(attribute(e, "outline-level"), 1), 6)
	}
	return r.paragraph(x, p)
}

// onSlide reads a slide. Its first title comes first wherever it stands.
func (r *odfReader) onSlide(x *xmlReader) error {
	r.slide++
	r.place = corpus.Place{Kind: corpus.Slide, Number: r.slide}
	r.hold()
	err := x.children(func(e xml.StartElement) error {
		class := attribute(e, "class")
		switch {
		case e.Name.Local == "notes":
			return r.body(x)
		case class == "date-time", class == "footer", class == "page-number", class == "header":
			return nil
		case class == "title":
			r.hold()
			err := r.body(x)
			r.headline(r.release())
			return err
		}
		return r.body(x)
	}, nil)
	r.releaseTitled()
	return err
}

// index reads a table of contents as what it is.
func (r *odfReader) index(x *xmlReader) error {
	r.hold()
	err := r.body(x)
	for _, p := range r.release() {
		p.kind, p.level, p.rule = corpus.Boilerplate, 0, "table of contents"
		r.add(p)
	}
	return err
}

// paragraph reads a paragraph or heading; text boxes that hang on it come after it.
func (r *odfReader) paragraph(x *xmlReader, p para) error {
	q := &odfPara{para: p}
	err := r.inline(x, q)
	q.lines = append(q.lines, q.line.String())
	r.add(q.para)
	for _, held := range q.held {
		r.add(held)
	}
	return err
}

// An odfPara is a paragraph being read.
type odfPara struct {
	para
	line strings.Builder
	held []para
}

// inline reads what a paragraph consists of.
func (r *odfReader) inline(x *xmlReader, p *odfPara) error {
	return x.children(func(e xml.StartElement) error {
		switch e.Name.Local {
		case "s":
			p.line.WriteByte(' ')
		case "tab":
			p.line.WriteByte('\t')
		case "line-break":
			p.lines = append(p.lines, p.line.String())
			p.line.Reset()
		case "note":
			return r.note(x)
		case "annotation", "annotation-end", "tracked-changes", "script", "ruby-text", "title", "desc":
		case "text-box", "object":
			r.hold()
			err := r.body(x)
			p.held = append(p.held, r.release()...)
			return err
		default:
			return r.inline(x, p)
		}
		return nil
	}, func(s []byte) { p.line.Write(s) })
}

// note keeps the body of a footnote or endnote for the end.
func (r *odfReader) note(x *xmlReader) error {
	lists := r.lists
	r.lists = 0
	defer func() { r.lists = lists }()
	return x.children(func(e xml.StartElement) error {
		if e.Name.Local != "note-body" {
			return nil
		}
		r.hold()
		err := r.body(x)
		r.notes = append(r.notes, r.release()...)
		return err
	}, nil)
}

// table reads a table row by row.
func (r *odfReader) table(x *xmlReader) error {
	t := r.newTable()
	defer t.end()
	lists := r.lists
	r.lists = 0
	defer func() { r.lists = lists }()
	return x.children(func(e xml.StartElement) error { return r.rows(x, e, t, false) }, nil)
}

// rows reads a row, or rows that are grouped.
func (r *odfReader) rows(x *xmlReader, e xml.StartElement, t *table, names bool) error {
	switch e.Name.Local {
	case "table-row":
		row := tableRow{names: names}
		r.named = false
		err := x.children(func(e xml.StartElement) error {
			r.hold()
			err := r.body(x)
			row.cells = append(row.cells, r.release())
			for n := number(attribute(e, "number-columns-repeated"), 1); n > 1 && len(row.cells) < maxColumns; n-- {
				row.cells = append(row.cells, row.cells[len(row.cells)-1])
			}
			return err
		}, nil)
		if r.named {
			row.look = "heading"
		}
		t.add(row)
		if err == nil {
			err = r.err()
		}
		return err
	case "table-header-rows":
		names = true
	case "table-columns", "table-column", "table-column-group", "table-header-columns", "shapes", "forms", "title", "desc":
		return nil
	}
	return x.children(func(e xml.StartElement) error { return r.rows(x, e, t, names) }, nil)
}

// odfFormats are the media types of OpenDocument that can be read, without their common beginning.
func odfFormat(kind string) (format, error) {
	switch strings.TrimSuffix(kind, "-template") {
	case "text", "text-master", "text-web", "presentation":
		return binaryFormat{odf{}}, nil
	case "spreadsheet":
		return binaryFormat{ods{}}, nil
	}
	return nil, fmt.Errorf("%w: it is an OpenDocument %.40s", ErrNotText, kind)
}
