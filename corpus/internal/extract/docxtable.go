package extract

import "encoding/xml"

// table reads a table row by row.
func (r *docxReader) table(x *xmlReader) error {
	t := r.newTable()
	defer t.end()
	return x.children(func(e xml.StartElement) error { return r.rows(x, e, t) }, nil)
}

// rows reads a row, or rows that are wrapped.
func (r *docxReader) rows(x *xmlReader, e xml.StartElement, t *table) error {
	switch e.Name.Local {
	case "tr":
		return r.tableRow(x, t)
	case "tblPr", "tblGrid", "del", "moveFrom", "sdtPr":
		return nil
	}
	return x.children(func(e xml.StartElement) error { return r.rows(x, e, t) }, nil)
}

// tableRow reads a row. Rows that repeat on each page name the columns of those below.
func (r *docxReader) tableRow(x *xmlReader, t *table) error {
	var row tableRow
	deleted := false
	r.slight = false
	var inRow func(e xml.StartElement) error
	inRow = func(e xml.StartElement) error {
		switch e.Name.Local {
		case "trPr":
			return x.children(func(e xml.StartElement) error {
				row.names = row.names || e.Name.Local == "tblHeader" && isOn(e)
				deleted = deleted || e.Name.Local == "del"
				return nil
			}, nil)
		case "tc":
			cell, span, err := r.cell(x)
			row.cells = append(row.cells, cell)
			for ; span > 1 && len(row.cells) < maxColumns; span-- {
				row.cells = append(row.cells, nil)
			}
			return err
		case "sdtPr":
			return nil
		}
		return x.children(inRow, nil)
	}
	if err := x.children(inRow, nil); err != nil || deleted {
		return err
	}
	if !r.slight {
		row.look = "bold"
	}
	t.add(row)
	return r.err()
}

// cell reads a cell and how many columns it spans.
func (r *docxReader) cell(x *xmlReader) (cell []para, span int, err error) {
	r.hold()
	span = 1
	err = x.children(func(e xml.StartElement) error {
		switch e.Name.Local {
		case "tcPr":
			return x.children(func(e xml.StartElement) error {
				if e.Name.Local == "gridSpan" {
					span = number(attribute(e, "val"), 1)
				}
				return nil
			}, nil)
		case "p":
			return r.paragraph(x)
		case "tbl":
			return r.table(x)
		}
		return r.body(x)
	}, nil)
	return r.release(), span, err
}
