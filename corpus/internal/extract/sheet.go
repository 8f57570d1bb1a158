package extract

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/dalil-bot/dalil/corpus"
	"github.com/dalil-bot/dalil/corpus/internal/segment"
)

// A sheetRow is a row of a sheet or table that is not empty.
type sheetRow struct {
	number int      // counted from 1, as the program shows it
	cells  []string // as a person sees them
	styles string   // tells rows that look different, "" where that is not known
}

// filled counts the cells that are not empty.
func (r sheetRow) filled() int {
	n := 0
	for _, c := range r.cells {
		if c != "" {
			n++
		}
	}
	return n
}

// A sheets is a file of sheets on its way into a text. Rows with nothing between them are a table of its own, whose first
// row may name the columns.
type sheets struct {
	*builder
	name   string
	rows   []sheetRow // of the table that is being read
	left   int        // rows that may still come
	known  []string   // the names of the columns, where they are known
	enough int        // rows of mere words below which the first of a table is taken for names
	rest   error      // what is not read
}

func newSheets(b *builder, h Hints) *sheets {
	return &sheets{builder: b, left: h.Limits.withDefaults().Rows, enough: 4}
}

// numbered tells names of sheets that programs give.
var numbered = regexp.MustCompile(`(?i)^(sheet|tabelle|feuil\pL*|hoja|foglio|лист|planilha|ورقة)\s*\d*$`)

// begin begins a sheet. A name that a person gave is a heading.
func (s *sheets) begin(name string) {
	s.end()
	s.name = tidy(name)
	s.forget()
	s.place = s.at(0)
	if s.name != "" && !numbered.MatchString(s.name) {
		s.line(corpus.Heading, s.name)
	}
}

// at returns the place of a row.
func (s *sheets) at(row int) corpus.Place {
	return corpus.Place{Kind: corpus.Row, Number: row, Name: s.name}
}

// row takes the next row of the sheet and reports whether more are wanted.
func (s *sheets) row(r sheetRow) bool {
	for len(r.cells) > 0 && r.cells[len(r.cells)-1] == "" {
		r.cells = r.cells[:len(r.cells)-1]
	}
	if len(r.cells) == 0 {
		return s.rest == nil
	}
	if n := len(s.rows); n > 0 && s.rows[n-1].number+1 < r.number {
		s.end()
	}
	if s.left--; s.left < 0 && s.rest == nil {
		s.rest = tooMuch("the rows from %d of %q on are beyond the limit", r.number, s.name)
	}
	if s.rest != nil {
		return false
	}
	s.rows = append(s.rows, r)
	return true
}

// end writes the table that was read.
func (s *sheets) end() {
	rows := s.rows
	s.rows = nil
	width := 0
	for _, r := range rows {
		width = max(width, r.filled())
	}
	for len(rows) > 0 && width > 1 && rows[0].filled() == 1 && s.known == nil { // a caption
		s.single(rows[0])
		rows = rows[1:]
	}
	t := s.newTable()
	t.head = s.known
	names := s.known == nil && len(rows) > 1 && namesColumns(rows[0], rows[1:], s.enough)
	for i, r := range rows {
		s.place = s.at(r.number)
		switch {
		case r.filled() == 1 && s.known == nil && !(names && width > 1):
			s.single(r)
		case !names && s.known == nil && r.filled() == 2 && isLabel(r):
			s.line(corpus.Item, strings.TrimRight(first(r.cells), " :")+": "+r.cells[len(r.cells)-1])
		default:
			t.row(paraCells(r.cells), names && i == 0)
			if !names { // each row may be of another kind
				t.end()
			}
		}
	}
	t.end()
}

// single writes a row of one cell.
func (s *sheets) single(r sheetRow) {
	s.place = s.at(r.number)
	for _, c := range r.cells {
		if c != "" {
			s.add(para{lines: strings.Split(c, "\n")})
		}
	}
}

// first returns the first cell that is not empty.
func first(cells []string) string {
	for _, c := range cells {
		if c != "" {
			return c
		}
	}
	return ""
}

// isLabel reports whether a row is a label with its value.
func isLabel(r sheetRow) bool {
	label := first(r.cells)
	return r.cells[0] == label && !isFigure(label) && segment.Words(label) <= 5 && !isTerminal(label) && len(r.cells) == 2
}

// paraCells makes a paragraph of each cell.
func paraCells(cells []string) [][]para {
	paras := make([][]para, len(cells))
	for i, c := range cells {
		if c != "" {
			paras[i] = []para{{lines: strings.Split(c, "\n")}}
		}
	}
	return paras
}

// namesColumns reports whether a row names the columns of those below it: short texts, no two the same, over all columns;
// and the rows below look otherwise. They do when they are styled otherwise, when a column has figures, or in a wider table
// of enough rows when no name occurs again in its column. Two columns may as well be labels and values, so there all values
// must be figures.
func namesColumns(head sheetRow, below []sheetRow, enough int) bool {
	most := 0
	for _, r := range below {
		most = max(most, r.filled())
	}
	if !couldName(head.cells) || head.filled() < 2 || head.filled()*3 < most*2 {
		return false
	}
	if head.styles != below[0].styles && (len(below) == 1 || below[0].styles == below[1].styles) {
		return true
	}
	figures := false
	for i := range head.cells {
		n, all, again := columnFigures(i, head.cells[i], below)
		if again {
			return false
		}
		figures = figures || all > 0 && (n == all || len(head.cells) > 2 && n*2 > all)
	}
	return figures || len(head.cells) > 2 && len(below) >= enough
}

// columnFigures counts the figures in a column and the cells that are filled, and reports whether its name occurs again.
func columnFigures(i int, name string, rows []sheetRow) (figures, filled int, again bool) {
	for _, r := range rows {
		if s := r.cell(i); s != "" {
			filled++
			again = again || s == name
			if isFigure(s) {
				figures++
			}
		}
	}
	return figures, filled, again
}

// couldName reports whether cells could be names of columns.
func couldName(cells []string) bool {
	seen := map[string]bool{}
	for _, c := range cells {
		if c == "" {
			continue
		}
		if isFigure(c) || utf8.RuneCountInString(c) > 60 || segment.Words(c) > 8 || seen[c] || strings.HasSuffix(c, ".") {
			return false
		}
		seen[c] = true
	}
	return len(seen) > 0
}

// isFigure reports whether a cell holds a number, an amount or a date, perhaps with a short unit.
func isFigure(s string) bool {
	digits, letters := 0, 0
	for _, r := range s {
		switch {
		case unicode.IsDigit(r):
			digits++
		case unicode.IsLetter(r):
			letters++
		}
	}
	return digits > 0 && letters <= 3
}
