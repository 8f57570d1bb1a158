package extract

import (
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"
)

// csvFile is a table as text: commas, semicolons, tabs or bars part the cells.
type csvFile struct{}

func (csvFile) read(ctx context.Context, w *walk, p part) error {
	text, err := p.text()
	if err != nil {
		return err
	}
	said := rune(0)
	if rest, ok := strings.CutPrefix(text, "sep="); ok && len(rest) > 1 && (rest[1] == '\n' || rest[1] == '\r') { // Excel's own hint
		said = rune(rest[0])
		_, text, _ = strings.Cut(text, "\n")
	}
	if said == 0 {
		said = separator(text, p.name)
	}
	rows, err := csvRows(ctx, text, said)
	if err != nil {
		return err
	}
	r := &records{rows: rows, chosen: p.hints.Columns}
	if len(rows) > 1 && r.takeHead() {
		return r.read(ctx, w, p)
	}
	return r.sheet(ctx, w, p)
}

// takeHead takes the first row for the names of columns where it looks like that, or has one that was asked for.
func (r *records) takeHead() bool {
	head := r.rows[0].cells
	named := false
	for _, want := range r.chosen.Text {
		named = named || isOneOf(want, head)
	}
	if !named && !namesColumns(r.rows[0], r.rows[1:], 1) && !(couldName(head) && r.hasRoles(head)) {
		return false
	}
	r.columns, r.rows = head, r.rows[1:]
	return true
}

// hasRoles reports whether one of the names is that of a text or title, as people and programs call them.
func (r *records) hasRoles(head []string) bool {
	for _, name := range head {
		if isOneOf(name, roles.text) || isOneOf(name, roles.title) {
			return true
		}
	}
	return false
}

// csvRows reads the rows. Quotes are taken as they come; where a lone one would swallow much of the file, none is.
func csvRows(ctx context.Context, text string, comma rune) ([]sheetRow, error) {
	rows, err := parseCSV(ctx, text, comma)
	if errors.Is(err, errSwallowed) {
		err = nil
		rows = nil
		for i, line := range strings.Split(text, "\n") {
			cells := strings.Split(strings.TrimRight(line, "\r"), string(comma))
			for k := range cells {
				cells[k] = strings.TrimSpace(strings.Trim(cells[k], `"`))
			}
			if (sheetRow{cells: cells}).filled() > 0 {
				rows = append(rows, sheetRow{number: i + 1, cells: cells})
			}
		}
	}
	return rows, err
}

// errSwallowed says that a quote was not closed where it should have been.
var errSwallowed = errors.New("a quote goes on for too long")

// quotedLines is how many lines a quoted cell has at most.
const quotedLines = 500

// parseCSV reads the rows with their numbers as a spreadsheet counts them: blank lines count, and lines within a cell do not.
func parseCSV(ctx context.Context, text string, comma rune) ([]sheetRow, error) {
	r := csv.NewReader(strings.NewReader(text))
	r.Comma, r.LazyQuotes, r.FieldsPerRecord, r.ReuseRecord = comma, true, -1, true
	var rows []sheetRow
	number, next := 0, 1 // of the row, and the line after it
	for {
		record, err := r.Read()
		if errors.Is(err, io.EOF) {
			return rows, nil
		}
		if err != nil {
			return nil, fmt.Errorf("%w: %w", ErrDamaged, err)
		}
		if len(rows)%1024 == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		start, _ := r.FieldPos(0)
		number += start - next + 1
		row := sheetRow{number: number, cells: make([]string, len(record))}
		for i, c := range record {
			if strings.Count(c, "\n") > quotedLines {
				return nil, errSwallowed
			}
			row.cells[i] = strings.TrimSpace(strings.ReplaceAll(c, "\r\n", "\n"))
		}
		last := len(record) - 1
		next, _ = r.FieldPos(last)
		next += strings.Count(record[last], "\n") + 1
		if row.filled() > 0 {
			rows = append(rows, row)
		}
	}
}

// separator returns the character that parts cells: the one of which the first rows have most nearly the same number, the
// one of the file's name before others.
func separator(text, name string) rune {
	head := text[:cutRune(text, 64<<10)]
	if i := strings.LastIndexByte(head, '\n'); i > 0 && len(head) < len(text) {
		head = head[:i]
	}
	candidates := ",;\t|"
	if strings.EqualFold(path.Ext(name), ".tsv") {
		candidates = "\t,;|"
	}
	best, score := rune(candidates[0]), 0.0
	for _, c := range candidates {
		if s := regular(head, c); s > score {
			best, score = c, s
		}
	}
	return best
}

// regular says how regular the rows are when a character parts them: the share of rows with the commonest number of cells,
// 0 where that is one.
func regular(text string, comma rune) float64 {
	r := csv.NewReader(strings.NewReader(text))
	r.Comma, r.LazyQuotes, r.FieldsPerRecord, r.ReuseRecord = comma, true, -1, true
	counts := map[int]int{}
	rows, most, cells := 0, 0, 0
	for rows < 50 {
		record, err := r.Read()
		if err != nil {
			break
		}
		rows++
		counts[len(record)]++
		if n := counts[len(record)]; n > most || n == most && len(record) > cells {
			most, cells = n, len(record)
		}
	}
	if rows == 0 || cells < 2 {
		return 0
	}
	return float64(most) / float64(rows) * (1 - 1/float64(cells+8))
}
