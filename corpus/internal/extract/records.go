package extract

import (
	"context"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/dalil-bot/dalil/corpus"
	"github.com/dalil-bot/dalil/corpus/internal/segment"
	"github.com/dalil-bot/dalil/corpus/values"
)

// Columns name the columns of tables of records, or the fields of JSON. Where Text names one that a file has, each of its
// records is a document. The zero value has the columns looked for: see records.
type Columns struct {
	Text                                   []string
	ID, Title, Author, Date, Address, Lang string
}

// A records is a table whose rows may be documents. They are when a column is a text, which is one that half of the rows
// fill, with proseColumn words on average; what the columns are called tells the rest. Otherwise the table is one document,
// an item a row.
type records struct {
	columns []string // "" where a column has no name
	rows    []sheetRow
	chosen  Columns
}

// proseColumn is how many words the cells of a column of text have on average. Names and labels have fewer than six, and
// sentences more than twelve.
const proseColumn = 12

// roles are what columns of records are called by people and programs, the more telling ones first.
var roles = struct{ text, title, author, date, id, address, lang []string }{
	text:    strings.Fields("text body content answer message article passage context description details summary abstract comment note notes النص المحتوى الإجابة الجواب الوصف التفاصيل"),
	title:   strings.Fields("title headline subject question heading topic name العنوان الموضوع السؤال الاسم"),
	author:  strings.Fields("author creator writer by from reporter الكاتب المؤلف"),
	date:    strings.Fields("date published published_at publication_date pubdate created created_at timestamp time updated updated_at modified التاريخ"),
	id:      strings.Fields("id _id uuid guid key slug number المعرف الرقم"),
	address: strings.Fields("url link permalink uri href address الرابط"),
	lang:    strings.Fields("lang language locale اللغة"),
}

// A plan says which column is what; -1 for none.
type plan struct {
	text                                   []int
	id, title, author, date, address, lang int
}

// plan chooses the columns; ok is false where the rows are no documents.
func (r *records) plan() (p plan, ok bool) {
	taken := map[int]bool{}
	find := func(chosen string, names []string) int {
		if chosen != "" {
			names = []string{chosen}
		}
		for _, called := range []func(string) string{strings.TrimSpace, lastName} {
			for _, name := range names {
				for i, c := range r.columns {
					if !taken[i] && strings.EqualFold(called(c), name) {
						taken[i] = true
						return i
					}
				}
			}
		}
		return -1
	}
	for _, name := range r.chosen.Text {
		if i := find(name, nil); i >= 0 {
			p.text = append(p.text, i)
		}
	}
	if len(p.text) == 0 {
		for i := range r.columns {
			if r.isProse(i) {
				p.text = append(p.text, i)
				taken[i] = true
			}
		}
	}
	if len(p.text) == 0 {
		return p, false
	}
	p.title, p.author, p.date = find(r.chosen.Title, roles.title), find(r.chosen.Author, roles.author), find(r.chosen.Date, roles.date)
	p.address, p.lang = find(r.chosen.Address, roles.address), find(r.chosen.Lang, roles.lang)
	if p.id = find(r.chosen.ID, roles.id); !r.distinct(p.id) {
		p.id = -1
	}
	p.text = r.byRole(p.text)
	return p, true
}

// lastName returns the name of a field without those of the objects around it.
func lastName(column string) string { return column[strings.LastIndexByte(column, '.')+1:] }

// byRole puts the columns of text in the order of the file, but a question before its answer.
func (r *records) byRole(text []int) []int {
	for k, i := range text {
		if isOneOf(r.columns[i], roles.title) {
			return append(append([]int{i}, text[:k]...), text[k+1:]...)
		}
	}
	return text
}

func isOneOf(name string, names []string) bool {
	for _, n := range names {
		if strings.EqualFold(strings.TrimSpace(name), n) {
			return true
		}
	}
	return false
}

// isProse reports whether a column is text, by its first rows.
func (r *records) isProse(i int) bool {
	if r.columns[i] == "" || isOneOf(r.columns[i], roles.address) {
		return false
	}
	const looked = 200
	words, filled := 0, 0
	rows := r.rows[:min(len(r.rows), looked)]
	for _, row := range rows {
		if s := row.cell(i); s != "" {
			filled++
			words += segment.Words(s[:cutRune(s, 4000)])
		}
	}
	return filled*2 >= len(rows) && filled > 0 && words >= proseColumn*filled
}

// distinct reports whether a column has another value in every row, each fit for a name.
func (r *records) distinct(i int) bool {
	if i < 0 {
		return false
	}
	seen := make(map[string]bool, len(r.rows))
	for _, row := range r.rows {
		s := row.cell(i)
		if s == "" || seen[s] || len(s) > 200 || strings.ContainsAny(s, "/\n") {
			return false
		}
		seen[s] = true
	}
	return true
}

// cell returns a cell, "" where the row has none.
func (r sheetRow) cell(i int) string {
	if i < 0 || i >= len(r.cells) {
		return ""
	}
	return strings.TrimSpace(r.cells[i])
}

// read makes documents of the rows, or one of all.
func (r *records) read(ctx context.Context, w *walk, p part) error {
	plan, ok := r.plan()
	if !ok {
		return r.sheet(ctx, w, p)
	}
	for _, row := range r.rows {
		sub := strconv.Itoa(row.number)
		if id := tidy(row.cell(plan.id)); id != "" && id != "." && id != ".." { // those would be another place
			sub = id
		}
		q := part{sub: path.Join(p.sub, sub), name: p.name, hints: p.hints, depth: p.depth}
		page, err := r.page(ctx, row, plan, p.hints)
		if err == nil {
			err = w.page(q, page)
		}
		if err := w.note(ctx, q.sub, err); err != nil {
			return err
		}
	}
	return nil
}

// page makes a document of a row: the title, the texts, and what else the row says as one item.
func (r *records) page(ctx context.Context, row sheetRow, c plan, h Hints) (Page, error) {
	b := newBuilder(ctx, h)
	b.place = corpus.Place{Kind: corpus.Row, Number: row.number}
	title := tidy(row.cell(c.title))
	b.line(corpus.Title, title)
	for k, i := range c.text {
		s := row.cell(i)
		if len(c.text) > 1 && s != "" && (k > 0 || c.title < 0) {
			b.add(para{kind: corpus.Heading, level: 2, lines: []string{r.columns[i]}})
		}
		if isMarkup(s) {
			b.html(s)
		} else {
			b.prose(s)
		}
	}
	var head, rest []string
	used := append([]int{c.id, c.title, c.address, c.lang}, c.text...)
	for i := range max(len(r.columns), len(row.cells)) {
		if slices.Contains(used, i) {
			continue
		}
		name := ""
		if i < len(r.columns) {
			name = lastName(r.columns[i])
		}
		value := row.cell(i)
		if _, err := strconv.Atoi(value); i == c.date && err == nil {
			continue // seconds since 1970 are nothing to read
		}
		head, rest = append(head, name), append(rest, value)
	}
	b.line(corpus.Item, rowText(head, rest))
	page, err := b.page()
	page.Title, page.Author, page.Lang, page.Headed = title, tidy(row.cell(c.author)), languageCode(row.cell(c.lang)), true
	page.Day = dayOf(row.cell(c.date))
	if address := row.cell(c.address); strings.HasPrefix(address, "https://") || strings.HasPrefix(address, "http://") {
		page.URL = address
	}
	return page, err
}

// dayOf reads a date, which may be seconds or milliseconds since 1970.
func dayOf(s string) time.Time {
	if n, err := strconv.ParseInt(s, 10, 64); err == nil && (len(s) == 10 || len(s) == 13) {
		if len(s) == 13 {
			n /= 1000
		}
		return time.Unix(n, 0).UTC().Truncate(24 * time.Hour)
	}
	day, _ := values.ParseDay(s)
	return day
}

// isMarkup reports whether a text is a piece of HTML.
func isMarkup(s string) bool {
	return strings.Contains(s, "</p>") || strings.Contains(s, "<br") || strings.Contains(s, "</div>") || strings.Contains(s, "</li>")
}

// sheet makes one document of all rows.
func (r *records) sheet(ctx context.Context, w *walk, p part) error {
	s := newSheets(newBuilder(ctx, p.hints), p.hints)
	s.begin("")
	s.known = r.columns
	for _, row := range r.rows {
		if !s.row(row) {
			break
		}
	}
	page, err := s.page(properties{})
	if err != nil {
		return err
	}
	return w.page(p, page)
}
