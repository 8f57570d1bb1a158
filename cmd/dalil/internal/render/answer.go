package render

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/dalil-bot/dalil/corpus"
	"github.com/dalil-bot/dalil/corpus/names"
	"github.com/dalil-bot/dalil/qa"
)

// shownQuotes is how many quotes are shown where nothing asks for more: the best one, and two that bear it out.
const shownQuotes = 3

// Answer writes an answer with its quotes, or why there is none with the passages that came closest. The question as it
// was asked is repeated where it was understood as another one.
func Answer(w io.Writer, asked string, a *qa.Answer, o Options) error {
	p := newPage(a.Lang, o)
	understood := corpus.Visible(a.Question)
	cut := slices.Contains(a.Notes, qa.NoteCut) && strings.HasPrefix(corpus.Visible(asked), understood)
	if understood != "" && !cut && understood != corpus.Visible(asked) {
		p.lines(p.styled(dim, p.words.understood+" "+p.foreign(a.Question)))
	}
	if a.Kind == qa.Abstention {
		p.refusal(a)
	} else {
		p.answer(a)
	}
	for _, code := range a.Notes {
		p.lines("", p.words.note(code))
	}
	return p.flush(w)
}

func (p *page) refusal(a *qa.Answer) {
	sentence, ok := p.words.refusals[a.Reason]
	if !ok {
		sentence = p.words.refusals[qa.ReasonNoCandidate]
	}
	p.lines(p.isolated(sentence))
	if len(a.Near) > 0 {
		p.lines("", p.styled(dim, p.isolated(p.words.near)))
	}
	for i, q := range a.Near[:min(shownQuotes, len(a.Near))] {
		p.quote(strconv.Itoa(i+1), "", q)
	}
}

func (p *page) answer(a *qa.Answer) {
	p.lines(p.styled(bold, p.headline(a)) + " · " + p.words.sources(a.Sources))
	p.WriteByte('\n')
	shown := quotesToShow(a)
	for n, i := range shown {
		p.quote(strconv.Itoa(n+1), p.label(a, i), a.Quotes[i])
	}
	if more := len(a.Quotes) - len(shown); more > 0 {
		p.lines(p.styled(dim, p.words.more(more)))
	}
	for _, c := range a.Conflicts {
		p.conflict(c)
	}
}

// headline returns the short answer. Where items run the other way than our own words, the list is put together here, so
// that each of them can be isolated.
func (p *page) headline(a *qa.Answer) string {
	mixed := slices.ContainsFunc(a.Items, func(item qa.Item) bool { return rightToLeft(item.Display) != p.words.rightToLeft })
	if a.Kind != qa.List || !mixed || !p.opts.Isolate {
		text := a.Text
		if rest, ok := strings.CutPrefix(text, "the "); ok {
			text = "The " + rest // the line begins with it
		}
		return p.foreign(text)
	}
	values := make([]string, len(a.Items))
	for i, item := range a.Items {
		values[i] = p.foreign(p.inText(item))
	}
	return p.words.join(values)
}

// inText returns an item as it stands in a sentence: "the United States".
func (p *page) inText(item qa.Item) string {
	if !p.words.arabic && names.Article(item.ID) {
		return "the " + item.Display
	}
	return item.Display
}

// label names the items of a list that a quote speaks for; a single answer needs none.
func (p *page) label(a *qa.Answer, quote int) string {
	if a.Kind != qa.List {
		return ""
	}
	var values []string
	for _, item := range a.Items {
		if slices.Contains(item.Quotes, quote) {
			values = append(values, p.foreign(item.Display))
		}
	}
	return strings.Join(values, p.words.comma)
}

// quotesToShow returns the best quote of each item, filled up with the best others.
func quotesToShow(a *qa.Answer) []int {
	var shown []int
	for _, item := range a.Items {
		if len(item.Quotes) > 0 && !slices.Contains(shown, item.Quotes[0]) {
			shown = append(shown, item.Quotes[0])
		}
	}
	for i := range a.Quotes {
		if len(shown) < shownQuotes && !slices.Contains(shown, i) {
			shown = append(shown, i)
		}
	}
	slices.Sort(shown)
	return shown
}

func (p *page) conflict(c qa.Conflict) {
	value := p.styled(bold, p.foreign(c.Item.Display))
	if c.Newer {
		value += " (" + p.words.newer + ")"
	}
	p.lines("", fmt.Sprintf(p.words.disagree, value)+" · "+p.words.sources(c.Item.Support))
	for _, q := range c.Quotes[:min(1, len(c.Quotes))] {
		p.quote("≠", "", q)
	}
}

// quote writes a quote with its number and what it speaks for, and below it where it stands.
func (p *page) quote(number, label string, q qa.Quote) {
	head := "[" + number + "] "
	if label != "" {
		head += p.styled(bold, label) + " "
	}
	p.lines(head+p.quoted(q), "    – "+p.whence(q))
	if also := p.also(q.Also); also != "" {
		p.lines("      " + p.styled(dim, also))
	}
}

// namedSources is how many further documents are named below a quote.
const namedSources = 4

// also names the documents for which a quote stands besides its own.
func (p *page) also(all []qa.Source) string {
	var copies, earlier []string
	for _, s := range all {
		name := p.foreign(cmp.Or(s.Title, s.Doc))
		if s.Title != "" {
			name += " · " + p.foreign(s.Doc)
		}
		if s.Earlier && s.Date.Published() {
			name += " (" + p.words.date(s.Date.Day) + ")"
		}
		if s.Earlier {
			earlier = append(earlier, name)
		} else {
			copies = append(copies, name)
		}
	}
	var parts []string
	for _, kind := range []struct {
		word  string
		names []string
	}{{p.words.alsoIn, copies}, {p.words.earlier, earlier}} {
		if len(kind.names) == 0 {
			continue
		}
		shown := strings.Join(kind.names[:min(namedSources, len(kind.names))], p.words.comma)
		if more := len(kind.names) - namedSources; more > 0 {
			shown += fmt.Sprintf(" (+%d)", more)
		}
		parts = append(parts, kind.word+" "+shown)
	}
	return strings.Join(parts, p.words.semicolon)
}

// quoted returns the sentence between the quotation marks of its language, with the answer's words set off.
func (p *page) quoted(q qa.Quote) string {
	open, shut := "“", "”"
	if q.Lang == "ar" || q.Lang == "" && rightToLeft(q.Text) {
		open, shut = "«", "»"
	}
	emphasis := func(s string) string { return p.styled(bold, s) }
	return p.isolated(open + marked(q.Text, q.Start, q.Marks, emphasis) + shut)
}

// marked returns a cleaned text, which begins at the offset start of its document, with the spans in marks set off.
func marked(text string, start int, marks []corpus.Span, emphasis func(string) string) string {
	var b strings.Builder
	at := 0
	for _, m := range marks {
		from, to := max(0, m.Start-start), min(len(text), m.End-start)
		if from < at || from >= to {
			continue // overlapping or outside: the text matters more than its emphasis
		}
		b.WriteString(keepEnds(text[at:from]))
		b.WriteString(emphasis(keepEnds(text[from:to])))
		at = to
	}
	b.WriteString(keepEnds(text[at:]))
	return strings.TrimSpace(b.String())
}

// keepEnds cleans a piece of a line, and keeps a space at either end.
func keepEnds(piece string) string {
	clean := corpus.Visible(piece)
	trimmed := strings.TrimLeft(piece, " \t\r\n\u00a0")
	if len(trimmed) < len(piece) {
		clean = " " + clean
	}
	if clean != " " && strings.TrimRight(trimmed, " \t\r\n\u00a0") != trimmed {
		clean += " "
	}
	return clean
}

// whence says where a quote stands: title, publisher, date, and the document's ID.
func (p *page) whence(q qa.Quote) string {
	var parts []string
	for _, s := range []string{q.Title, q.Publisher} {
		if s = p.foreign(s); s != "" {
			parts = append(parts, s)
		}
	}
	if q.Date.Published() {
		parts = append(parts, p.words.date(q.Date.Day))
	}
	place := p.styled(dim, p.foreign(q.Doc))
	if len(parts) == 0 {
		return place
	}
	return strings.Join(parts, p.words.comma) + " · " + place
}
