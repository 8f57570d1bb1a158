package reply

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/dalil-bot/dalil/corpus"
	"github.com/dalil-bot/dalil/qa"
)

const (
	maxParts     = 3   // messages that one quote may take; what is behind them, about 4,000 characters, is left out and said so
	maxTitle     = 120 // of a title as written
	maxPublisher = 60
	blockRoom    = 1700 // of a quote with its source: the rest of a message is for what stands above it
	maxName      = 80   // of an item over its quote, a collection or a file
)

// A run is a piece of a cleaned line.
type run struct {
	text string
	bold bool
}

// runs divides a stored text, which begins at the offset start of its document, into cleaned pieces, bold where the marks
// are. White space at the ends of bold pieces is left outside them, and bold pieces with nothing between them are one, since
// markdown would not read them.
func runs(text string, start int, marks []corpus.Span) []run {
	marks = slices.SortedFunc(slices.Values(marks), func(a, b corpus.Span) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(b.End, a.End))
	})
	var b builder
	at := 0
	for _, m := range marks {
		from, to := max(at, m.Start-start), min(len(text), m.End-start)
		if from >= to || !boundary(text, from) || !boundary(text, to) {
			continue // outside: the text matters more than its emphasis
		}
		b.add(text[at:from], false)
		b.add(text[from:to], true)
		at = to
	}
	b.add(text[at:], false)
	return b.out
}

func boundary(s string, i int) bool { return i == len(s) || utf8.RuneStart(s[i]) }

// builder cleans pieces of a line one after the other, with one space wherever there is white space.
type builder struct {
	out   []run
	space bool // white space came before, and something before that
}

func (b *builder) add(piece string, bold bool) {
	clean := corpus.Visible(piece)
	if clean == "" {
		b.space = b.space || strings.ContainsFunc(piece, unicode.IsSpace)
		return
	}
	r, _ := utf8.DecodeRuneInString(strings.TrimLeftFunc(piece, hidden))
	b.space = b.space || unicode.IsSpace(r)
	gap := ""
	if b.space && len(b.out) > 0 {
		gap = " "
	}
	last := len(b.out) - 1
	switch {
	case last >= 0 && b.out[last].bold == bold:
		b.out[last].text += gap + clean
	case last >= 0 && bold:
		b.out[last].text += gap
		b.out = append(b.out, run{clean, true})
	default:
		b.out = append(b.out, run{gap + clean, bold})
	}
	r, _ = utf8.DecodeLastRuneInString(strings.TrimRightFunc(piece, hidden))
	b.space = unicode.IsSpace(r)
}

// hidden reports whether corpus.Visible drops a character and leaves no space for it.
func hidden(r rune) bool { return !unicode.IsSpace(r) && !corpus.IsVisible(r) }

// markdown writes runs.
func markdown(rs []run) string {
	var b strings.Builder
	for _, r := range rs {
		if r.bold {
			b.WriteString("**" + Escape(r.text) + "**")
		} else {
			b.WriteString(Escape(r.text))
		}
	}
	return b.String()
}

// divide cuts runs into parts that are at most limit long as markdown, of which it makes at most a few.
func divide(rs []run, limit, most int) [][]run {
	var out [][]run
	var part []run
	left := limit
	for len(rs) > 0 && len(out) < most {
		r := rs[0]
		room := left
		if r.bold {
			room -= len("****")
		}
		head, tail := cut(r.text, max(room, 0))
		if head != "" {
			part = append(part, run{head, r.bold})
		}
		if tail == "" {
			left, rs = left-length(markdown(part[len(part)-1:])), rs[1:]
			continue
		}
		if len(part) == 0 {
			return out // not even one character fits into a whole part
		}
		out, part, left = append(out, trimEnd(part)), nil, limit
		rs = slices.Concat([]run{{tail, r.bold}}, rs[1:])
	}
	if len(part) > 0 {
		out = append(out, trimEnd(part))
	}
	return out
}

func trimEnd(part []run) []run {
	if n := len(part) - 1; n >= 0 {
		part[n].text = strings.TrimRight(part[n].text, " ")
	}
	return part
}

// quotation puts a part of a sentence between the marks of its language, the ellipses of a part outside them.
func quotation(body string, q qa.Quote, before, after bool) string {
	open, shut := "“", "”"
	if q.Lang == "ar" || q.Lang == "fa" || q.Lang == "" && hasRight(q.Text) {
		open, shut = "«", "»"
	}
	if before {
		open = "… " + open
	}
	if after {
		shut += " …"
	}
	return open + body + shut
}

// blocks writes a quote with its number, what it speaks for and where it stands: one block, or several for a sentence that
// fills more than a message.
func (w *Wording) blocks(p piece) []string {
	head := p.head(w)
	right := rightText(p.quote.Text, p.quote.Lang)
	rs := runs(p.quote.Text, p.quote.Start, p.quote.Marks)
	const signs = 40 // the bar, quotation marks, ellipses, isolates, spaces and line ends
	limit := blockRoom - length(head) - length(w.source(p, fill(w.part, "i", "99", "n", "99"), w.shortened)) - signs
	parts := divide(rs, limit, maxParts+1)
	short := len(parts) > maxParts
	if short {
		parts = parts[:maxParts]
	}
	out := make([]string, 0, len(parts))
	for i, part := range parts {
		body := quotation(markdown(part), p.quote, i > 0, i < len(parts)-1 || short)
		var notes []string
		if len(parts) > 1 {
			notes = append(notes, fill(w.part, "i", number(i+1), "n", number(len(parts))))
		}
		if short && i == len(parts)-1 {
			notes = append(notes, w.shortened)
		}
		text := "> " + aligned(head+w.isolated(body, right), right) + "\n" + w.source(p, notes...)
		out = append(out, text)
	}
	return out
}

// source says where a quote stands: title, publisher, date, and the page or whatever places its format has.
func (w *Wording) source(p piece, notes ...string) string {
	q := p.quote
	title := w.foreign(q.Title, maxTitle)
	if title == "" {
		title = w.foreign(q.Doc, maxTitle)
	}
	parts := []string{title}
	if publisher := w.foreign(q.Publisher, maxPublisher); publisher != "" {
		parts = append(parts, publisher)
	}
	if day := w.day(q.Date); day != "" {
		parts = append(parts, day)
	}
	if where := w.whence(p.place, q.Title); where != "" {
		parts = append(parts, where)
	}
	if p.changed {
		notes = append([]string{w.changed}, notes...)
	}
	var line strings.Builder
	line.WriteString("– " + strings.Join(parts, w.comma))
	for _, n := range append(w.alsoNames(q.Also), notes...) {
		line.WriteString(" · " + n)
	}
	return "-# " + w.line(line.String())
}
