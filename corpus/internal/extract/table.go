package extract

import (
	"strings"
	"unicode"

	"github.com/dalil-bot/dalil/corpus"
	"github.com/dalil-bot/dalil/corpus/internal/segment"
)

// layoutWords is how many words a row has at most that is quoted as one. In rows beyond, cells serve to lay out text.
const layoutWords = 80

// A table is a table on its way into a text. It is written at its end, since the rows below tell whether the first names the
// columns. A row is an item that can be quoted by itself: "Name: Riverside; Beds: 40" below names, else "Riverside | 40".
type table struct {
	b    *builder
	rows []tableRow
	head []string // the names of the columns, where they are known from elsewhere
}

// A tableRow is a row of a table.
type tableRow struct {
	cells [][]para
	texts []string
	words int
	names bool   // the format says that it names the columns of those below
	look  string // tells rows that look different, "" where that is not known
	place corpus.Place
}

func (b *builder) newTable() *table { return &table{b: b} }

// row adds a row that the format says names the columns, or does not.
func (t *table) row(cells [][]para, names bool) { t.add(tableRow{cells: cells, names: names}) }

// add adds a row unless it is empty.
func (t *table) add(r tableRow) {
	r.texts = make([]string, len(r.cells))
	filled := false
	for i, c := range r.cells {
		s := cellText(c)
		if !t.b.take(len(s)) { // a cell that is said to be repeated takes room each time
			return
		}
		r.texts[i] = s
		r.words += segment.Words(s)
		filled = filled || s != ""
	}
	if filled {
		r.place = t.b.place
		t.rows = append(t.rows, r)
	}
}

// end writes the rows.
func (t *table) end() {
	place := t.b.place
	names := t.countNames()
	for i, r := range t.rows {
		if t.b.over {
			break
		}
		t.b.place = r.place
		if i < names {
			t.name(r, names < len(t.rows))
		} else {
			t.write(r)
		}
	}
	t.rows, t.b.place = nil, place
}

// countNames returns how many rows at the beginning name the columns. Where the format does not say, one does if it looks
// different from those below, or stands over figures.
func (t *table) countNames() int {
	n := 0
	for n < len(t.rows) && t.rows[n].names && len(t.rows[n].cells) > 1 && t.rows[n].words <= layoutWords {
		n++
	}
	if n > 0 || len(t.rows) < 2 || len(t.head) > 0 {
		return n
	}
	rows := make([]sheetRow, len(t.rows))
	for i, r := range t.rows {
		rows[i] = sheetRow{cells: r.texts, styles: r.look}
	}
	if namesColumns(rows[0], rows[1:], len(rows)) {
		return 1
	}
	return 0
}

// name takes a row for names of the columns. With two such rows a column is called by both. Where rows follow, which have
// the names too, nothing is found or quoted in this one.
func (t *table) name(r tableRow, follow bool) {
	p := para{kind: corpus.Item, lines: []string{rowText(nil, r.texts)}}
	if follow {
		p.kind, p.rule = corpus.Boilerplate, "column names"
	}
	t.b.add(p)
	for i, s := range r.texts {
		switch {
		case i >= len(t.head):
			t.head = append(t.head, s)
		case s != "" && s != t.head[i]:
			t.head[i] = tidy(t.head[i] + " " + s)
		}
	}
}

// write writes a row. A long one of which a cell has several paragraphs is not data but laid-out text, which is added
// paragraph by paragraph.
func (t *table) write(r tableRow) {
	most := 0
	for _, c := range r.cells {
		most = max(most, len(c))
	}
	if len(r.cells) == 1 && len(t.head) == 0 || most > 1 && r.words > layoutWords {
		for _, c := range r.cells {
			for _, p := range c {
				t.b.add(p)
			}
		}
		return
	}
	t.b.line(corpus.Item, rowText(t.head, r.texts))
}

// cellText puts the paragraphs of a cell into one line.
func cellText(paras []para) string {
	var s strings.Builder
	for _, p := range paras {
		for _, l := range p.lines {
			if l = tidy(l); l == "" {
				continue
			}
			if s.Len() > 0 {
				if !endsSentence(s.String()) && !strings.ContainsAny(lastRune(s.String()), ",،、") {
					s.WriteString(mark(s.String(), ',', '،'))
				}
				s.WriteByte(' ')
			}
			s.WriteString(l)
		}
	}
	return s.String()
}

// rowText writes the cells of a row as one line, empty ones left out.
func rowText(head, cells []string) string {
	var s strings.Builder
	for i, c := range cells {
		if c = tidy(c); c == "" {
			continue
		}
		if s.Len() > 0 && len(head) == 0 {
			s.WriteString(" | ")
		} else if s.Len() > 0 {
			s.WriteString(mark(s.String(), ';', '؛') + " ")
		}
		if i < len(head) {
			if h := strings.TrimRight(tidy(head[i]), " :："); h != "" {
				s.WriteString(h + ": ")
			}
		}
		s.WriteString(c)
	}
	return s.String()
}

// mark returns the mark of the script that a text begins in.
func mark(s string, latin, arabic rune) string {
	for _, r := range s {
		if unicode.IsLetter(r) {
			if unicode.Is(unicode.Arabic, r) {
				return string(arabic)
			}
			break
		}
	}
	return string(latin)
}
