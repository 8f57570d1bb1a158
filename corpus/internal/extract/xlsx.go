package extract

import (
	"context"
	"encoding/xml"
	"strings"
)

// xlsx reads Excel's workbooks: every row of every sheet that is shown, cells as Excel shows them.
type xlsx struct{}

// ExtractBytes reads a workbook, a template, or either with macros, which are not looked at.
func (xlsx) ExtractBytes(ctx context.Context, data []byte, h Hints) (Page, error) {
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
	r := &xlsxReader{sheets: newSheets(newBuilder(ctx, h), h), bundle: b}
	if err := r.sharedStrings(related(rels, "sharedStrings")); err != nil {
		return Page{}, err
	}
	if r.formats, err = readCellFormats(b, related(rels, "styles")); err != nil {
		return Page{}, err
	}
	if err := r.workbook(main, rels); err != nil {
		return Page{}, err
	}
	root, _ := b.relations("") // were read for the main part
	return r.page(b.readProperties(related(root, "core-properties")))
}

// An xlsxReader is a workbook being read.
type xlsxReader struct {
	*sheets
	bundle  *bundle
	strings []string // that cells refer to
	shared  int      // bytes that cells have got of them
	formats cellFormats
}

// sharedStrings reads the texts of cells, without the reading aids of East Asian ones.
func (r *xlsxReader) sharedStrings(part string) error {
	return r.bundle.optional(part, func(x *xmlReader) error {
		return x.children(func(xml.StartElement) error {
			return x.children(func(e xml.StartElement) error {
				if e.Name.Local != "si" {
					return nil
				}
				s, err := richText(x)
				r.strings = append(r.strings, s)
				return err
			}, nil)
		}, nil)
	})
}

// richText reads the text of a cell in the element that has just begun.
func richText(x *xmlReader) (string, error) {
	var s strings.Builder
	var within func(e xml.StartElement) error
	within = func(e xml.StartElement) error {
		switch e.Name.Local {
		case "t":
			return x.children(nil, func(c []byte) { s.Write(c) })
		case "r":
			return x.children(within, nil)
		}
		return nil
	}
	err := x.children(within, nil)
	return s.String(), err
}

// workbook reads the sheets in their order.
func (r *xlsxReader) workbook(main string, rels map[string]relation) error {
	type sheet struct{ name, part string }
	var shown []sheet
	err := r.bundle.xml(main, func(x *xmlReader) error {
		return x.children(func(xml.StartElement) error {
			return x.children(func(e xml.StartElement) error {
				switch e.Name.Local {
				case "workbookPr":
					r.formats.since1904 = attribute(e, "date1904") != "" && attribute(e, "date1904") != "0" && attribute(e, "date1904") != "false"
				case "sheets":
					return x.children(func(e xml.StartElement) error {
						if rel := rels[relationID(e)]; rel.kind == "worksheet" && !strings.Contains(strings.ToLower(attribute(e, "state")), "hidden") {
							shown = append(shown, sheet{attribute(e, "name"), rel.target})
						}
						return nil
					}, nil)
				}
				return nil
			}, nil)
		}, nil)
	})
	for _, s := range shown {
		if err != nil || r.rest != nil {
			return err
		}
		r.begin(s.name)
		err = r.bundle.xml(s.part, r.sheet)
	}
	return err
}

// relationID returns the r:id of an element, which may have an id of its own beside it.
func relationID(e xml.StartElement) string {
	for _, a := range e.Attr {
		if a.Name.Local == "id" && a.Name.Space != "" {
			return a.Value
		}
	}
	return ""
}

// sheet reads the rows of a sheet.
func (r *xlsxReader) sheet(x *xmlReader) error {
	return x.children(func(xml.StartElement) error {
		return x.children(func(e xml.StartElement) error {
			if e.Name.Local != "sheetData" {
				return nil
			}
			at := 0
			return x.children(func(e xml.StartElement) error {
				at = max(number(attribute(e, "r"), at+1), at+1)
				row, err := r.tableRow(x)
				if err != nil {
					return err
				}
				if row.number = at; !r.row(row) {
					return nil // the rest is gone through without keeping it
				}
				return r.err()
			}, nil)
		}, nil)
	}, nil)
}

// tableRow reads the cells of a row.
func (r *xlsxReader) tableRow(x *xmlReader) (sheetRow, error) {
	var row sheetRow
	var styles []string
	err := x.children(func(e xml.StartElement) error {
		if e.Name.Local != "c" {
			return nil
		}
		at := column(attribute(e, "r"), len(row.cells))
		s, err := r.cell(x, e)
		if s == "" || at >= maxColumns || err != nil {
			return err
		}
		for len(row.cells) <= at {
			row.cells = append(row.cells, "")
		}
		row.cells[at] = s
		styles = append(styles, attribute(e, "s"))
		return nil
	}, nil)
	row.styles = uniform(styles)
	return row, err
}

// cell returns what a cell shows. Errors such as #REF! are nothing to quote.
func (r *xlsxReader) cell(x *xmlReader, c xml.StartElement) (string, error) {
	var value, inline string
	err := x.children(func(e xml.StartElement) (err error) {
		switch e.Name.Local {
		case "v":
			value, err = x.text()
		case "is":
			inline, err = richText(x)
		}
		return err
	}, nil)
	value = strings.TrimSpace(value)
	switch attribute(c, "t") {
	case "s":
		i := number(value, -1)
		value = ""
		if i >= 0 && i < len(r.strings) && r.share(len(r.strings[i])) {
			value = r.strings[i]
		}
	case "inlineStr":
		value = inline
	case "b":
		value = map[string]string{"1": "TRUE", "0": "FALSE"}[value]
	case "e":
		value = ""
	case "d":
		value = strings.TrimSuffix(value, "T00:00:00")
	case "", "n":
		value = r.formats.show(value, number(attribute(c, "s"), 0))
	}
	lines := strings.Split(value, "\n")
	for i := range lines {
		lines[i] = tidy(lines[i])
	}
	return strings.TrimSpace(strings.Join(lines, "\n")), err
}

// share reports whether a cell may have so many bytes of a shared string: a long one may be referred to a million times.
func (r *xlsxReader) share(n int) bool {
	if r.shared += n; r.shared > r.most {
		r.over = true
	}
	return !r.over
}

// column returns the number of the column in a reference such as AB12, counted from 0.
func column(ref string, none int) int {
	n := 0
	for _, c := range []byte(ref) {
		if c|0x20 < 'a' || c|0x20 > 'z' {
			break
		}
		if n = n*26 + int(c|0x20-'a') + 1; n > maxColumns {
			return maxColumns
		}
	}
	if n == 0 {
		return none
	}
	return n - 1
}
