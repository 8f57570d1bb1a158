package extract

import (
	"strings"
	"unicode"

	"github.com/dalil-bot/dalil/corpus"
	"github.com/dalil-bot/dalil/corpus/internal/segment"
)

// layoutWords is how many words a row has at most that is quoted as one. In rows beyond, cells serve to lay out text.
const layoutWords = 80

// A table is a table on its way into a text, row by row. A row is an item that can be quoted by itself: "Name: Riverside;
// Beds: 40" below a row that names the columns, else "Riverside | 40".
type table struct {
	b       *builder
	head    []string
	named   *para // the row of names, which is not added before it is known whether there are others
	started bool
}

func (b *builder) newTable() *table { return &table{b: b} }

// row adds a row; names says that it names the columns of those below. A long row of which a cell has several paragraphs is
// not data but laid-out text, which is added paragraph by paragraph.
func (t *table) row(cells [][]para, names bool) {
	words, most, filled := 0, 0, 0
	texts := make([]string, len(cells))
	for i, c := range cells {
		texts[i] = cellText(c)
		words += segment.Words(texts[i])
		most = max(most, len(c))
		if texts[i] != "" {
			filled++
		}
	}
	if filled == 0 {
		return
	}
	if names && !t.started && len(cells) > 1 && words <= layoutWords {
		t.names(texts)
		return
	}
	t.started = true
	if t.named != nil {
		t.named.kind, t.named.rule = corpus.Boilerplate, "column names"
		t.end()
	}
	if len(cells) == 1 && len(t.head) == 0 || most > 1 && words > layoutWords {
		for _, c := range cells {
			for _, p := range c {
				t.b.add(p)
			}
		}
		return
	}
	t.b.line(corpus.Item, rowText(t.head, texts))
}

// names takes a row as the names of columns. With two such rows a column is called by both.
func (t *table) names(texts []string) {
	line := rowText(nil, texts)
	if t.named == nil {
		t.head = texts
		t.named = &para{kind: corpus.Item, lines: []string{line}, place: t.b.place}
		return
	}
	t.named.lines = append(t.named.lines, line)
	for i, s := range texts {
		switch {
		case i >= len(t.head):
			t.head = append(t.head, s)
		case s != "" && s != t.head[i]:
			t.head[i] = tidy(t.head[i] + " " + s)
		}
	}
}

// end adds a row of names below which there was none.
func (t *table) end() {
	if t.named != nil {
		t.b.add(*t.named)
		t.named = nil
	}
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
