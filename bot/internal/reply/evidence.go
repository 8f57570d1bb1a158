package reply

import (
	"slices"
	"strings"

	"github.com/dalil-bot/dalil/bot/internal/discord"
	"github.com/dalil-bot/dalil/corpus"
	"github.com/dalil-bot/dalil/qa"
)

// A role is what a quote is to an answer.
type role int

const (
	supports role = iota // bears out an item
	differs              // gives another value
	relates              // bears on the question, supports no item
	misses               // of a refusal: no answer
)

// A piece is a quote with its place in an answer.
type piece struct {
	number  int // from 1, over all the evidence of an answer; 0 for none
	role    role
	items   []string // what it speaks for, where that has to be said
	quote   qa.Quote
	changed bool
	place   corpus.Place
}

// head is what stands before the quotation marks.
func (p piece) head(w *Wording) string {
	parts := make([]string, 0, 2)
	if p.number > 0 {
		parts = append(parts, number(p.number))
	}
	if len(p.items) > 0 {
		parts = append(parts, w.names(p.items))
	}
	if len(parts) == 0 {
		return ""
	}
	return "**" + strings.Join(parts, " · ") + "** "
}

// names lists a few names over a quote.
func (w *Wording) names(list []string) string {
	const most = 4
	var out []string
	for _, s := range list[:min(len(list), most)] {
		out = append(out, w.foreign(s, maxName))
	}
	text := strings.Join(out, w.comma)
	if len(list) > most {
		text += " …"
	}
	if len(list) > 1 {
		return w.isolated(text, w.right) // the line may be a quote's, of the other direction
	}
	return text
}

// Quotes returns all the quotes of an answer in the order in which they are numbered, from 0 here and from 1 in messages:
// those that a reply shows, other values, the rest, and sentences that support nothing. View.Quote is an index into it.
func Quotes(a *qa.Answer) []qa.Quote {
	order, _ := ordered(a)
	out := make([]qa.Quote, len(order))
	for i, p := range order {
		out[i] = p.quote
	}
	return out
}

const (
	leastQuotes  = 3    // shown with an answer where there are as many: the best one and two that bear it out
	longestReply = 5000 // characters of the quotes that an answer shows at once: three or four messages, then a button
)

// ordered numbers the evidence of an answer, and says how many of it the reply shows.
func ordered(a *qa.Answer) (order []piece, shown int) {
	var rest []piece
	size := 0
	for _, p := range candidates(a) {
		if size += length(Escape(corpus.Visible(p.quote.Text))) + maxTitle + maxPublisher; len(order) == 0 || size <= longestReply {
			order = append(order, p)
		} else {
			rest = append(rest, p)
		}
	}
	chosen := choice(a)
	for i, q := range a.Quotes {
		if !slices.Contains(chosen, i) {
			rest = append(rest, piece{role: supports, quote: q, items: speaksFor(a, i)})
		}
	}
	for _, c := range a.Conflicts {
		for _, q := range c.Quotes[min(1, len(c.Quotes)):] {
			rest = append(rest, conflicting(c, q))
		}
	}
	shown = len(order)
	order = append(order, rest...)
	for _, q := range a.Related {
		if slices.ContainsFunc(order, func(p piece) bool { return sameQuote(p.quote, q) }) {
			continue // said by another value already
		}
		order = append(order, piece{role: relates, quote: q})
	}
	for i := range order {
		order[i].number = i + 1
	}
	return order, shown
}

func sameQuote(a, b qa.Quote) bool {
	return a.Span == b.Span && a.Doc == b.Doc && a.Collection == b.Collection
}

// candidates are what a reply would show at once: the best quote of each item filled up with the best others, and one of
// each other value; or the near misses.
func candidates(a *qa.Answer) []piece {
	var out []piece
	for _, i := range choice(a) {
		out = append(out, piece{role: supports, quote: a.Quotes[i], items: speaksFor(a, i)})
	}
	for _, c := range a.Conflicts {
		if len(c.Quotes) > 0 {
			out = append(out, conflicting(c, c.Quotes[0]))
		}
	}
	if a.Kind == qa.Abstention {
		for _, q := range a.Near[:min(leastQuotes, len(a.Near))] {
			q.Marks = nil // words in bold would pass for an answer
			out = append(out, piece{role: misses, quote: q})
		}
	}
	return out
}

func conflicting(c qa.Conflict, q qa.Quote) piece {
	return piece{role: differs, quote: q, items: []string{"≠ " + c.Item.Display}}
}

// choice returns the best quote of each item, filled up with the best others.
func choice(a *qa.Answer) []int {
	var out []int
	for _, item := range a.Items {
		if len(item.Quotes) > 0 && item.Quotes[0] < len(a.Quotes) && !slices.Contains(out, item.Quotes[0]) {
			out = append(out, item.Quotes[0])
		}
	}
	for i := range a.Quotes {
		if len(out) < leastQuotes && !slices.Contains(out, i) {
			out = append(out, i)
		}
	}
	slices.Sort(out)
	return out
}

// speaksFor names the items of a list that a quote bears out; a single answer needs no names.
func speaksFor(a *qa.Answer, quote int) []string {
	if a.Kind != qa.List {
		return nil
	}
	var out []string
	for _, item := range a.Items {
		if slices.Contains(item.Quotes, quote) {
			out = append(out, item.Display)
		}
	}
	return out
}

// Evidence returns a page, from 0, of the quotes that the answer's reply left out; where it left out none, of all of them.
// A page beyond the last is the last one.
func (w *Wording) Evidence(a *qa.Answer, o Options, page int) discord.Post {
	order, shown := ordered(a)
	if shown == len(order) {
		shown = 0
	}
	var blocks []string
	for i, p := range order[shown:] {
		p = o.dress(p)
		if p.role == relates && (i == 0 || order[shown+i-1].role != relates) {
			blocks = append(blocks, "\n"+w.line("**"+w.alsoClose+"**"))
		}
		blocks = append(blocks, w.blocks(p)...)
	}
	if len(blocks) == 0 {
		blocks = []string{w.line(w.nothingMore)}
	}
	return w.book(w.moreTitle, blocks, paging{page: page, id: o.turns(ActEvidence), back: o.ID, private: o.Private})
}

// turns is what buttons carry that turn pages behind an answer: nothing where the answer is not kept.
func (o Options) turns(a Action) ID {
	if o.ID == "" {
		return ID{}
	}
	return ID{Action: a, Answer: o.ID}
}

// paging says which page of a book is wanted and what its buttons carry.
type paging struct {
	page    int
	id      ID     // of the buttons that turn pages, with the page as Arg; no Action for none
	back    string // answer of the button that leads back; "" for none
	private bool
	room    int // characters of a page, for lists, which read better on a phone when short; 0 for as many as there is room for
}

// book shows one page of blocks under a title, with buttons that turn pages.
func (w *Wording) book(title string, blocks []string, p paging) discord.Post {
	head := w.line("**" + title + "**")
	const signs = 40 // the number of the page
	room := discord.MaxText - length(head) - signs
	if p.room > 0 {
		room = min(room, p.room)
	}
	pages := pack(blocks, room)
	n := min(max(p.page, 0), max(len(pages)-1, 0))
	if len(pages) > 1 {
		head += " · " + fill(w.page, "i", number(n+1), "n", number(len(pages)))
	}
	text := head
	if len(pages) > 0 {
		text += "\n" + pages[n]
	}
	post := discord.Post{Text: text, Private: p.private}
	var buttons []discord.Component
	if len(pages) > 1 && p.id.Action != "" {
		buttons = append(buttons, turn(w.previous, p.id, n-1, len(pages)), turn(w.next, p.id, n+1, len(pages)))
	}
	if p.back != "" {
		buttons = append(buttons, discord.Button{ID: ID{Action: ActBack, Answer: p.back}.Encode(), Label: w.back})
	}
	if len(buttons) > 0 {
		post.Components = []discord.Component{discord.Row{Items: buttons}}
	}
	return post
}

// turn is the button to another page, which cannot be pressed where there is none.
func turn(label string, id ID, to, pages int) discord.Button {
	id.Arg = number(to)
	return discord.Button{ID: id.Encode(), Label: label, Disabled: to < 0 || to >= pages}
}
