package values

import "github.com/dalil-bot/dalil/corpus"

// A finder reads values off the items of a text.
type finder struct {
	items      []item
	lang       langs
	monthFirst bool  // numeric dates of this text have the month first where both orders are possible
	prev       match // the value before, whose list this one may go on
	from       int   // the item that is being tried: a blank line before it is of no matter
}

func newFinder(text, lang string) *finder {
	l := newLexer(text, lang)
	f := &finder{items: l.run(), lang: l.lang}
	f.monthFirst = lang == "en-US" || f.provesMonthFirst()
	return f
}

// provesMonthFirst reports whether the text has a numeric date that is possible only month first, and none that is
// possible only day first.
func (f *finder) provesMonthFirst() bool {
	proof := false
	for i := range f.items {
		if it := &f.items[i]; it.class == dateItem && it.a < 1000 && !it.slash {
			if it.a > 12 {
				return false
			}
			proof = true
		}
	}
	return proof
}

// A match is a value in items.
type match struct {
	kind       Kind
	id         string
	rel        Relative
	start, end int // bytes
	next       int // the item after it
}

func (m match) value() Value {
	return Value{Span: corpus.Span{Start: m.start, End: m.end}, Kind: m.kind, ID: m.id, Relative: m.rel}
}

// longest tries every rule at an item. The longest match wins, and of equally long ones the first.
func (f *finder) longest(i int) (match, bool) {
	if !f.starts(i) {
		return match{}, false
	}
	f.from = i
	var best match
	for _, rule := range [...]func(*finder, int) (match, bool){
		(*finder).date, (*finder).relative, (*finder).period, (*finder).quantity, (*finder).ordinal, (*finder).timeOfDay,
	} {
		if m, ok := rule(f, i); ok && m.next > best.next {
			best = m
		}
	}
	return best, best.next > 0
}

// starts reports whether a value may begin with an item, so that most words cost nothing.
func (f *finder) starts(i int) bool {
	it := &f.items[i]
	switch it.class {
	case wordItem:
		return it.word != nil && it.word.kinds&starters != 0
	case punctItem:
		return it.punct("%٪-−") || symbolCurrency(it.r) != ""
	}
	return it.class != breakItem
}

// outside stands for what is not there. It is never written to.
var outside = item{class: breakItem}

// at returns an item, or a break outside the text and where a blank line stands before it.
func (f *finder) at(i int) *item {
	if i < 0 || i >= len(f.items) {
		return &outside
	}
	return &f.items[i]
}

// after returns the item that goes on what stands before it: not across a blank line.
func (f *finder) after(i int) *item {
	it := f.at(i)
	if it.gap && i > f.from {
		return &outside
	}
	return it
}

// role returns the first role of a kind that the word at an item has in the text's language.
func (f *finder) role(i int, kind roleKind) (role, bool) {
	it := f.after(i)
	if it.class != wordItem || !it.has(kind) {
		return role{}, false
	}
	for _, r := range it.word.roles {
		if r.kind == kind && r.native(f.lang) {
			return r, true
		}
	}
	return role{}, false
}

func (f *finder) is(i int, kind roleKind) bool {
	_, ok := f.role(i, kind)
	return ok
}

// dash reports whether a range can go on over the punctuation at an item.
func (f *finder) dash(i int) bool {
	it := f.after(i)
	return it.punct("–—~〜－−") || it.punct("-‑") && (it.glued == f.at(i+1).glued)
}

// joins returns the item after a word or sign that joins the ends of a range, or i where there is none. An Arabic
// "and" is written onto the second end and so takes no item.
func (f *finder) joins(i int, between bool) (next int, ok bool) {
	switch {
	case between && f.at(i).conj:
		return i, true
	case !between && f.after(i).punct("-") && f.after(i+1).punct("-") && f.at(i+1).glued: // "1972 -- 1973"
		return i + 2, true
	case between && f.is(i, roleAnd), !between && f.is(i, roleTo), !between && f.dash(i):
		return i + 1, true
	}
	return i, false
}

// ordinal reads a place in a row: "12th", "third", "الثالث".
func (f *finder) ordinal(i int) (match, bool) {
	n, next, ok := f.ordinalAt(i)
	if !ok {
		return match{}, false
	}
	return f.match(Ordinal, "#"+itoa(n), i, next), true
}

func (f *finder) ordinalAt(i int) (n, next int, ok bool) {
	it := f.at(i)
	if it.class == numberItem && it.digits > 0 && it.digits < 6 && f.after(i+1).glued {
		if r, ok := f.role(i+1, roleSuffix); ok && r.n == 0 && r.id == "" {
			n, _ := it.num.integer()
			return int(n), i + 2, true
		}
	}
	if r, ok := f.role(i, roleOrdinal); ok {
		return int(r.n), i + 1, true
	}
	return 0, i, false
}

// match covers the items from i up to next.
func (f *finder) match(k Kind, id string, i, next int) match {
	return match{kind: k, id: id, start: f.items[i].start, end: f.items[next-1].end, next: next}
}
