package extract

import (
	"context"
	"encoding/xml"
	"strings"
)

// ods reads LibreOffice's spreadsheets: every row of every sheet that is shown, cells as they are shown.
type ods struct{}

// ExtractBytes reads a spreadsheet or a template.
func (ods) ExtractBytes(ctx context.Context, data []byte, h Hints) (Page, error) {
	b, err := openODF(ctx, data, h)
	if err != nil {
		return Page{}, err
	}
	r := &odsReader{sheets: newSheets(newBuilder(ctx, h), h), hidden: map[string]bool{}}
	if err := b.xml("content.xml", r.document); err != nil {
		return Page{}, err
	}
	return r.page(b.readProperties("meta.xml"))
}

// page returns the sheets as a page.
func (s *sheets) page(m properties) (Page, error) {
	s.end()
	page, err := s.builder.page()
	if err != nil {
		return Page{}, err
	}
	page.Bare, page.Rest = true, s.rest
	m.describe(&page)
	return page, nil
}

// An odsReader is a spreadsheet being read.
type odsReader struct {
	*sheets
	hidden map[string]bool // styles of sheets that are not shown
}

func (r *odsReader) document(x *xmlReader) error {
	return x.children(func(xml.StartElement) error {
		return x.children(func(e xml.StartElement) error {
			switch e.Name.Local {
			case "automatic-styles":
				return x.children(func(e xml.StartElement) error {
					name := attribute(e, "name")
					return x.children(func(p xml.StartElement) error {
						if p.Name.Local == "table-properties" && attribute(p, "display") == "false" {
							r.hidden[name] = true
						}
						return nil
					}, nil)
				}, nil)
			case "body":
				return x.children(func(xml.StartElement) error {
					return x.children(func(e xml.StartElement) error { return r.sheet(x, e) }, nil)
				}, nil)
			}
			return nil
		}, nil)
	}, nil)
}

// sheet reads a sheet.
func (r *odsReader) sheet(x *xmlReader, e xml.StartElement) error {
	if e.Name.Local != "table" || r.hidden[attribute(e, "style-name")] {
		return nil
	}
	r.begin(attribute(e, "name"))
	number := 1
	err := x.children(func(e xml.StartElement) error { return r.tableRows(x, e, &number) }, nil)
	r.end()
	return err
}

// tableRows reads a row, or rows that are grouped. Repetitions of empty rows are counted, not made.
func (r *odsReader) tableRows(x *xmlReader, e xml.StartElement, at *int) error {
	switch e.Name.Local {
	case "table-row":
		row, err := r.tableRow(x)
		if err != nil {
			return err
		}
		times := max(number(attribute(e, "number-rows-repeated"), 1), 1)
		for i := range times {
			row.number = *at + i
			if row.filled() == 0 || !r.row(row) {
				break
			}
		}
		*at += times
		return r.err()
	case "table-row-group", "table-rows", "table-header-rows":
		return x.children(func(e xml.StartElement) error { return r.tableRows(x, e, at) }, nil)
	}
	return nil
}

// tableRow reads the cells of a row.
func (r *odsReader) tableRow(x *xmlReader) (sheetRow, error) {
	var row sheetRow
	var styles []string
	err := x.children(func(e xml.StartElement) error {
		if e.Name.Local != "table-cell" && e.Name.Local != "covered-table-cell" {
			return nil
		}
		s, err := cellLines(x)
		for n := number(attribute(e, "number-columns-repeated"), 1); n > 0 && len(row.cells) < maxColumns; n-- {
			row.cells = append(row.cells, s)
		}
		if s != "" {
			styles = append(styles, attribute(e, "style-name"))
		}
		return err
	}, nil)
	row.styles = uniform(styles)
	return row, err
}

// uniform returns the style that all cells have, "" where they differ.
func uniform(styles []string) string {
	for _, s := range styles {
		if s != styles[0] {
			return ""
		}
	}
	if len(styles) == 0 {
		return ""
	}
	return styles[0]
}

// cellLines returns the text of a cell, a line a paragraph. Its comment is none of it.
func cellLines(x *xmlReader) (string, error) {
	var lines []string
	err := x.children(func(e xml.StartElement) error {
		if e.Name.Local != "p" {
			return nil
		}
		var line strings.Builder
		var within func(e xml.StartElement) error
		chars := func(s []byte) { line.Write(s) }
		within = func(e xml.StartElement) error {
			switch e.Name.Local {
			case "s", "tab", "line-break":
				line.WriteByte(' ')
			}
			return x.children(within, chars)
		}
		err := x.children(within, chars)
		lines = append(lines, tidy(line.String()))
		return err
	}, nil)
	return strings.TrimSpace(strings.Join(lines, "\n")), err
}
