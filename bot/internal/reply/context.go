package reply

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/dalil-bot/dalil/bot/internal/discord"
	"github.com/dalil-bot/dalil/corpus"
	"github.com/dalil-bot/dalil/qa"
)

// A View says what of an answer's documents is shown.
type View struct {
	Quote int // index into Quotes
	Page  int // of the document, from 0; negative for the page that the quote begins on
}

// Arg writes the view as the argument of a button.
func (v View) Arg() string {
	if v.Page < 0 {
		return number(v.Quote)
	}
	return number(v.Quote) + "." + number(v.Page)
}

// ParseView reads the argument of a button. An empty one is the first quote. Anything that Arg does not write gives ErrID.
func ParseView(arg string) (View, error) {
	if arg == "" {
		return View{Page: -1}, nil
	}
	quote, page, paged := strings.Cut(arg, ".")
	v := View{Page: -1}
	var err error
	if v.Quote, err = strconv.Atoi(quote); err != nil {
		return View{}, ErrID
	}
	if paged {
		if v.Page, err = strconv.Atoi(page); err != nil {
			return View{}, ErrID
		}
	}
	if v.Quote < 0 || v.Arg() != arg {
		return View{}, ErrID
	}
	return v, nil
}

// Context returns the page of a document that a quote stands on, whole paragraphs with the quote in bold, with buttons to
// the text before and after it, to the quotes before and after it, and back. A quote that the answer does not have gives
// the notice TooOld; a document that no longer has the quote gives the quote alone and says so.
func (w *Wording) Context(a *qa.Answer, doc *corpus.Document, v View, o Options) discord.Post {
	order, _ := ordered(a)
	if v.Quote < 0 || v.Quote >= len(order) {
		return w.Notice(Notice{Code: TooOld})
	}
	p := order[v.Quote]
	q := p.quote
	if doc == nil || q.Start < 0 || q.End > len(doc.Text) || q.Start > q.End || q.Of(doc.Text) != q.Text {
		p.changed = true
		texts := pack(append([]string{w.line(w.quoteGone)}, w.blocks(p)...), discord.MaxText)
		return discord.Post{Text: texts[0], Private: o.Private, Components: w.around(v, 0, 1, len(order), o)}
	}
	pages := leaf(doc, q.Span)
	at := slices.IndexFunc(pages, func(page []unit) bool {
		return slices.ContainsFunc(page, func(u unit) bool { return u.Start <= q.Start && q.Start < u.End })
	})
	at = max(at, 0)
	n := at
	if v.Page >= 0 {
		n = min(v.Page, max(len(pages)-1, 0))
	}
	stands := q.Start
	if n != at {
		stands = pages[n][0].Start
	}
	lines := []string{w.overview(doc, PlaceAt(doc, stands), n, len(pages))}
	if len(pages) > 0 {
		lines = append(lines, w.paragraphs(doc, pages[n], q.Span))
	}
	shownView := View{Quote: v.Quote, Page: n}
	return discord.Post{
		Text: strings.Join(lines, "\n"), Private: o.Private,
		Components: w.around(shownView, at, len(pages), len(order), o),
	}
}

// overview names the document, the place in its file, and the page of ours.
func (w *Wording) overview(doc *corpus.Document, at corpus.Place, n, pages int) string {
	title := w.foreign(doc.Title, maxTitle)
	if title == "" {
		title = w.foreign(doc.ID, maxTitle)
	}
	var parts []string
	if s := w.foreign(doc.Publisher, maxPublisher); s != "" {
		parts = append(parts, s)
	}
	if s := w.foreign(doc.Author, maxPublisher); s != "" {
		parts = append(parts, s)
	}
	if s := w.day(doc.Date); s != "" {
		parts = append(parts, s)
	}
	if s := w.whence(at, doc.Title); s != "" {
		parts = append(parts, s)
	}
	if pages > 1 {
		parts = append(parts, fill(w.page, "i", number(n+1), "n", number(pages)))
	}
	text := w.line("**" + title + "**")
	if len(parts) > 0 {
		text += "\n-# " + w.line(strings.Join(parts, " · "))
	}
	if address := link(doc.URI); address != "" {
		text += "\n-# " + w.line(address)
	}
	return text
}

// paragraphs writes units as lines with a bar, with what of the quote stands in them in bold. Between paragraphs is a blank
// line, but not between the items of a list.
func (w *Wording) paragraphs(doc *corpus.Document, page []unit, quote corpus.Span) string {
	var b strings.Builder
	var before corpus.Kind
	for _, u := range page {
		line := u.line(doc.Text, quote)
		switch {
		case line == "":
			continue
		case b.Len() == 0:
		case before == corpus.Item && u.kind == corpus.Item:
			b.WriteString("\n")
		default:
			b.WriteString("\n> \n")
		}
		before = u.kind
		b.WriteString("> " + line)
	}
	return b.String()
}

// marker is what markdown writes before a heading or an item. It is shown as what it stands for.
var marker = regexp.MustCompile(`^\s*(?:#{1,6}|[-*+•])\s+`)

// line writes a unit, "" where there is nothing to be seen in it.
func (u unit) line(text string, quote corpus.Span) string {
	at := u.Span
	if u.kind == corpus.Heading || u.kind == corpus.Item {
		if m := marker.FindString(at.Of(text)); m != "" && !u.cutBefore {
			at.Start += len(m)
		}
	}
	var marks []corpus.Span
	if m := (corpus.Span{Start: max(at.Start, quote.Start), End: min(at.End, quote.End)}); m.Start < m.End {
		marks = append(marks, m)
	}
	line := markdown(runs(at.Of(text), at.Start, marks))
	switch {
	case line == "":
		return ""
	case u.kind == corpus.Heading:
		line = "__" + line + "__"
	case u.kind == corpus.Item && !u.cutBefore:
		line = "• " + line
	}
	if u.cutBefore {
		line = "… " + line
	}
	if u.cutAfter {
		line += " …"
	}
	return aligned(line, first(corpus.Visible(at.Of(text)), true) > 0)
}

// around are the buttons of a page of a document.
func (w *Wording) around(v View, quotePage, pages, quotes int, o Options) []discord.Component {
	if o.ID == "" {
		return nil
	}
	button := func(to View, label string, ok bool) discord.Component {
		return discord.Button{ID: ID{ActContext, o.ID, to.Arg()}.Encode(), Label: label, Disabled: !ok}
	}
	var first, second []discord.Component
	if pages > 1 {
		before, after := View{v.Quote, max(v.Page-1, 0)}, View{v.Quote, v.Page + 1}
		if v.Page > 0 {
			first = append(first, button(before, w.before, true))
		}
		if v.Page < pages-1 {
			first = append(first, button(after, w.after, true))
		}
	}
	first = append(first, discord.Button{ID: ID{Action: ActBack, Answer: o.ID}.Encode(), Label: w.back})
	for to := v.Quote - 1; to <= v.Quote+1; to++ {
		if to >= 0 && to < quotes && (to != v.Quote || v.Page != quotePage) {
			second = append(second, button(View{to, -1}, fill(w.thisQuote, "n", number(to+1)), true))
		}
	}
	out := []discord.Component{discord.Row{Items: first}}
	if len(second) > 0 {
		out = append(out, discord.Row{Items: second})
	}
	return out
}
