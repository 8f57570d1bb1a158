package qa

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"github.com/dalil-bot/dalil/corpus"
	"github.com/dalil-bot/dalil/corpus/near"
)

// A sentence that several documents have in the same words is one piece of evidence: the best document's line stands for all,
// the others are named with it and read no more. What a later version of a document says stands for what an earlier one said in
// its place. Likeness of documents is never enough: it is sentences that are folded, and two that each have a number or a name
// which the other lacks are two pieces of evidence, however alike the documents around them are.

// A Kindred is a Library that knows which documents are copies or versions of one another. *index.Index is one.
type Kindred interface {
	// Relate returns the pairs of some documents that are copies or versions, in the order of their places in the list.
	Relate(ctx context.Context, docs []*corpus.Document) ([]near.Pair, error)
}

// A repeat is a line that another one stands for.
type repeat struct {
	line    *Line
	earlier bool // it is what an earlier version of the document said in its place
}

// A folder knows the documents of some lines.
type folder struct {
	docs []*corpus.Document // as the lines name them first
	at   map[*Line]int      // place in docs
	kin  map[[2]int]near.Kind
}

// fold takes out of the best lines those that others stand for.
func (a *Answerer) fold(ctx context.Context, lines []*Line) ([]*Line, error) {
	best := lines[:min(len(lines), relationLines)]
	f, err := a.folder(ctx, best)
	if err != nil {
		return nil, err
	}
	out := map[*Line]bool{}
	var kept []*Line
	for _, l := range f.byPreference(best) {
		i, repeats := f.among(kept, l)
		switch {
		case i < 0:
			kept = append(kept, l)
		case repeats:
			f.put(l, kept[i])
			out[l] = true
		default: // the line that is less preferred says more
			f.put(kept[i], l)
			out[kept[i]] = true
			kept[i] = l
		}
	}
	return slices.DeleteFunc(lines, func(l *Line) bool { return out[l] }), nil
}

// folder finds out what the documents of lines are to each other.
func (a *Answerer) folder(ctx context.Context, lines []*Line) (*folder, error) {
	f := &folder{at: make(map[*Line]int, len(lines)), kin: map[[2]int]near.Kind{}}
	seen := map[string]int{}
	for _, l := range lines {
		at, ok := seen[l.evidence()]
		if !ok {
			at = len(f.docs)
			seen[l.evidence()] = at
			f.docs = append(f.docs, l.doc)
		}
		f.at[l] = at
	}
	lib, ok := a.lib.(Kindred)
	if !ok || len(f.docs) < 2 {
		return f, nil
	}
	pairs, err := lib.Relate(ctx, f.docs)
	if err != nil {
		return nil, fmt.Errorf("copies and versions: %w", err)
	}
	for _, p := range pairs {
		f.kin[[2]int{p.A, p.B}] = p.Kind
		f.kin[[2]int{p.B, p.A}] = reverse(p.Kind)
	}
	return f, nil
}

func reverse(k near.Kind) near.Kind {
	switch k {
	case near.Later:
		return near.Earlier
	case near.Earlier:
		return near.Later
	}
	return k
}

// byPreference orders lines by their documents: the best document first, later versions before earlier ones.
func (f *folder) byPreference(lines []*Line) []*Line {
	rank := make([]int, len(f.docs))
	next := 1
	var visit func(doc int)
	visit = func(doc int) {
		if rank[doc] > 0 {
			return
		}
		rank[doc] = next // holds its place while later versions are visited, should the relation ever be a circle
		for other := range f.docs {
			if f.kin[[2]int{doc, other}] == near.Later {
				visit(other)
			}
		}
		next++
		rank[doc] = next
	}
	for doc := range f.docs {
		visit(doc)
	}
	out := slices.Clone(lines)
	slices.SortStableFunc(out, func(x, y *Line) int { return cmp.Compare(rank[f.at[x]], rank[f.at[y]]) })
	return out
}

// kind says what the document of l is to that of m.
func (f *folder) kind(m, l *Line) near.Kind {
	return f.kin[[2]int{f.at[m], f.at[l]}]
}

// among returns the first of some lines that stands for l, or for which l stands, with which of the two it is; -1 where there is none.
func (f *folder) among(kept []*Line, l *Line) (at int, repeats bool) {
	for i, m := range kept {
		kind := f.kind(m, l)
		least := sameText
		switch {
		case f.at[m] == f.at[l]:
			continue
		case kind != near.None:
			least = sameInCopies
		}
		k := m.folded().compare(l.folded(), least)
		switch {
		case !k.alike:
		case m.standsFor(l, kind, k.turned || k.onlyB):
			return i, true
		case l.standsFor(m, reverse(kind), k.turned || k.onlyA):
			return i, false
		}
	}
	return -1, false
}

// standsFor reports whether a line stands for one that is much like it: a copy that says nothing else, or what an earlier version
// said in its place. kind is what the other one's document is to the line's.
func (l *Line) standsFor(other *Line, kind near.Kind, differs bool) bool {
	if kind == near.Earlier && l.replaces(other) {
		return true
	}
	return kind != near.Later && !differs && l.meansTheSame(other)
}

// meansTheSame reports whether the relative dates of two lines mean the same days, as far as both documents tell.
func (l *Line) meansTheSame(m *Line) bool {
	return !l.doc.Date.Published() || !m.doc.Date.Published() || slices.Equal(l.days(), m.days())
}

// days returns what the line's relative dates mean.
func (l *Line) days() []string {
	var out []string
	found := l.finds()
	for i, v := range found.values {
		if found.when[i] != "" && l.sentence.span.Contains(v.Span) {
			out = append(out, found.when[i])
		}
	}
	return out
}

// put notes that m stands for l.
func (f *folder) put(l, m *Line) {
	earlier := f.kind(m, l) == near.Earlier
	m.repeats = append(m.repeats, repeat{l, earlier})
	for _, r := range l.repeats {
		m.repeats = append(m.repeats, repeat{r.line, r.earlier || earlier})
	}
	l.repeats = nil
}

// leastBeginning is how many words a sentence and what an earlier version said in its place have to begin with in common: a
// sentence that begins otherwise speaks of something else.
const leastBeginning = 2

// replaces reports whether a line of a later version says anew what one of an earlier version, much like it, said: both begin
// alike, most of the sentences around the earlier one stand around the later one still, and the question asks for nothing that the
// earlier one alone has, such as its year. Records of a series, which are written by one pattern, are no versions by that.
func (l *Line) replaces(earlier *Line) bool {
	for i := range leastBeginning {
		if l.from+i >= l.to || earlier.from+i >= earlier.to || l.text.Tokens[l.from+i].Fold != earlier.text.Tokens[earlier.from+i].Fold {
			return false
		}
	}
	for n := range l.cover {
		if (earlier.cover[n] > 0 || earlier.title[n]) && l.cover[n] == 0 && !l.title[n] {
			return false
		}
	}
	around, kept := 0, 0
	for _, s := range earlier.sents {
		if s == earlier.sentence || s.to == s.from {
			continue
		}
		around++
		set := earlier.wordSet(s)
		if slices.ContainsFunc(l.sents, func(other sentence) bool {
			k := set.compare(l.wordSet(other), sameText)
			return k.alike && !k.turned && !k.onlyA && !k.onlyB
		}) {
			kept++
		}
	}
	return kept > 0 && 2*kept >= around
}

// sources names the documents for which the line stands, besides its own: copies by collection and ID, then earlier versions,
// the latest first.
func (l *Line) sources() []Source {
	var out []Source
	for _, r := range l.repeats {
		d := r.line.doc
		s := Source{Collection: d.Collection, Doc: d.ID, Title: d.Title, Publisher: d.Publisher, Date: d.Date, Earlier: r.earlier}
		if r.line.evidence() != l.evidence() && !slices.ContainsFunc(out, func(o Source) bool { return o.Collection == s.Collection && o.Doc == s.Doc }) {
			out = append(out, s)
		}
	}
	slices.SortFunc(out, func(x, y Source) int {
		switch {
		case x.Earlier != y.Earlier && y.Earlier:
			return -1
		case x.Earlier != y.Earlier:
			return 1
		case x.Earlier && !x.Date.Day.Equal(y.Date.Day):
			return y.Date.Day.Compare(x.Date.Day)
		}
		return cmp.Or(cmp.Compare(x.Collection, y.Collection), cmp.Compare(x.Doc, y.Doc))
	})
	return out
}
