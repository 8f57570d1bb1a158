package extract

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"path"
	"strconv"
	"strings"

	"github.com/dalil-bot/dalil/corpus/internal/segment"
)

// jsonFile is JSON of a shape that is known: a record a line, a list of records, or an export of Discord.
type jsonFile struct{}

func (jsonFile) read(ctx context.Context, w *walk, p part) error {
	text, err := p.text()
	if err != nil {
		return err
	}
	data := bytes.TrimSpace([]byte(text))
	if x, ok := discordExport(data); ok {
		return x.read(ctx, w, p)
	}
	c := &collector{at: map[string]int{}}
	if ext := strings.ToLower(path.Ext(p.name)); ext != ".jsonl" && ext != ".ndjson" && json.Valid(data) {
		err = c.list(ctx, data)
	} else {
		err = c.lines(ctx, w, p, text)
	}
	if err != nil {
		return err
	}
	if len(c.rows) == 0 {
		return fmt.Errorf("%w: it is JSON without a list of records", ErrNotText)
	}
	r := &records{columns: c.columns, rows: c.rows, chosen: p.hints.Columns}
	return r.read(ctx, w, p)
}

// A collector makes rows of objects. Columns are the fields of all objects in the order in which they first come; those of
// objects within are called by both names.
type collector struct {
	columns []string
	at      map[string]int
	rows    []sheetRow
}

// badLines is how many lines are named that are no JSON; the others are counted.
const badLines = 10

// lines reads an object a line.
func (c *collector) lines(ctx context.Context, w *walk, p part, text string) error {
	bad := 0
	var last error
	n := 0
	for line := range strings.Lines(text) {
		n++
		if n%256 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		if line = strings.TrimSpace(line); line == "" {
			continue
		}
		if err := c.object(json.RawMessage(line), n); err != nil {
			last = err
			if bad++; bad <= badLines {
				w.failed = append(w.failed, &PartError{File: w.name, Part: path.Join(p.sub, "line "+strconv.Itoa(n)), Err: err})
			}
		}
	}
	if len(c.rows) == 0 && bad > 0 {
		w.failed = w.failed[:len(w.failed)-min(bad, badLines)]
		return last
	}
	if bad > badLines {
		w.failed = append(w.failed, &PartError{File: w.name, Part: path.Join(p.sub, "other lines"), Err: fmt.Errorf("%w: %d more are no JSON objects", ErrDamaged, bad-badLines)})
	}
	return nil
}

// list reads a list of objects, or the first list of them in an object that is no record itself.
func (c *collector) list(ctx context.Context, data []byte) error {
	switch data[0] {
	case '{':
		return c.wrapped(ctx, data)
	case '[':
	default:
		return nil
	}
	d := json.NewDecoder(bytes.NewReader(data))
	if _, err := d.Token(); err != nil {
		return jsonError(err)
	}
	for n := 1; d.More(); n++ {
		if n%256 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		var v json.RawMessage
		if err := d.Decode(&v); err != nil {
			return jsonError(err)
		}
		if v[0] != '{' {
			return nil // a list of something else
		}
		if err := c.object(v, n); err != nil {
			return err
		}
	}
	return nil
}

// wrapped reads the list of records in an object, or the object as the only record where it holds a text of its own.
func (c *collector) wrapped(ctx context.Context, data []byte) error {
	fields, err := fieldsOf(data)
	if err != nil {
		return err
	}
	for _, f := range fields {
		if v := bytes.TrimSpace(f.value); v[0] == '"' && segment.Words(scalar(v)) >= proseColumn {
			return c.object(data, 1)
		}
	}
	for _, f := range fields {
		if v := bytes.TrimSpace(f.value); v[0] == '[' {
			if err := c.list(ctx, v); err != nil || len(c.rows) > 0 {
				return err
			}
		}
	}
	return nil
}

// object adds an object as a row.
func (c *collector) object(v json.RawMessage, n int) error {
	row := sheetRow{number: n}
	if err := c.fields(&row, v, "", 0); err != nil {
		return err
	}
	if row.filled() > 0 {
		c.rows = append(c.rows, row)
	}
	return nil
}

// fields adds the fields of an object to a row.
func (c *collector) fields(row *sheetRow, v json.RawMessage, within string, depth int) error {
	fields, err := fieldsOf(v)
	if err != nil {
		return err
	}
	for _, f := range fields {
		value := bytes.TrimSpace(f.value)
		name := f.name
		if within != "" {
			name = within + "." + f.name
		}
		if value[0] == '{' && depth < 4 {
			if err := c.fields(row, value, name, depth+1); err != nil {
				return err
			}
			continue
		}
		if s := scalar(value); s != "" {
			c.set(row, name, s)
		}
	}
	return nil
}

// set puts a value into its column.
func (c *collector) set(row *sheetRow, name, s string) {
	i, ok := c.at[name]
	if !ok {
		if i = len(c.columns); i >= maxColumns {
			return
		}
		c.at[name] = i
		c.columns = append(c.columns, name)
	}
	for len(row.cells) <= i {
		row.cells = append(row.cells, "")
	}
	row.cells[i] = s
}

// A field is a field of an object.
type field struct {
	name  string
	value json.RawMessage
}

// fieldsOf returns the fields of an object in their order, which a map would lose.
func fieldsOf(v json.RawMessage) ([]field, error) {
	d := json.NewDecoder(bytes.NewReader(v))
	if t, err := d.Token(); err != nil || t != json.Delim('{') {
		if err == nil {
			err = errors.New("it is no object")
		}
		return nil, jsonError(err)
	}
	var fields []field
	for d.More() {
		t, err := d.Token()
		if err != nil {
			return nil, jsonError(err)
		}
		f := field{name: fmt.Sprint(t)}
		if err := d.Decode(&f.value); err != nil {
			return nil, jsonError(err)
		}
		fields = append(fields, f)
	}
	if _, err := d.Token(); err != nil {
		return nil, jsonError(err)
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return nil, jsonError(errors.New("something follows it on its line"))
	}
	return fields, nil
}

// scalar returns what a value shows: texts and numbers as they are, a list of them one after the other.
func scalar(v json.RawMessage) string {
	switch v[0] {
	case '"':
		var s string
		if json.Unmarshal(v, &s) != nil {
			return ""
		}
		return s
	case '[':
		var list []json.RawMessage
		if json.Unmarshal(v, &list) != nil {
			return ""
		}
		var parts []string
		long := false
		for _, e := range list {
			if e[0] == '{' || e[0] == '[' {
				continue // structure within lists has no place in a row
			}
			s := scalar(e)
			long = long || len(s) > 80
			parts = append(parts, s)
		}
		if long {
			return strings.Join(parts, "\n\n")
		}
		return strings.Join(parts, ", ")
	case 'n', '{':
		return ""
	}
	return string(v)
}

func jsonError(err error) error {
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return fmt.Errorf("%w: it breaks off", ErrDamaged)
	}
	return fmt.Errorf("%w: JSON: %w", ErrDamaged, err)
}
