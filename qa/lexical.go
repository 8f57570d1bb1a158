package qa

import (
	"cmp"
	"context"
	"math"
	"unicode/utf8"

	"github.com/dalil-bot/dalil/corpus"
	"github.com/dalil-bot/dalil/corpus/names"
	"github.com/dalil-bot/dalil/corpus/values"
)

// Lexical is the reader that needs nothing but words: it proposes every span of a few words in the best sentences and
// scores it with a linear model over the features of features.go, in the manner of the logistic-regression baseline of
// Rajpurkar et al. (SQuAD, 2016), without a parser. Its weights are reader.tsv; TestFitReader makes them.
type Lexical struct{ model *model }

// NewLexical returns the reader with its built-in weights.
func NewLexical() *Lexical { return &Lexical{builtinModel()} }

// Name implements Reader.
func (*Lexical) Name() string { return "lexical" }

const (
	readLines     = 8   // sentences that are read
	longest       = 12  // words of a candidate …
	longestReason = 30  // … and of a reason
	keepBest      = 300 // candidates that are returned: nearly all of the probability
)

// A page is a line laid out for reading.
type page struct {
	*Line
	leftGap, rightGap []int // by word of the line: words to the nearest matched word before or behind it, -1 for none
	typed             []typed
	rank              int // of the line, 0 for the best
	units             int // of the question
}

// A typed is a recognised span of words.
type typed struct {
	from, to int
	kind     Type
	id       string
	place    corpus.Span // in the passage, with signs that are part of no word, such as that of a currency
}

// A span is a candidate while it is being scored.
type span struct {
	line     *page
	from, to int
	relation int
	kind     Type
	id       string
	place    corpus.Span // in the passage, where it was recognised as a whole
	matched  int
	commas   int
}

// Read implements Reader.
func (x *Lexical) Read(ctx context.Context, in *Inquiry, lines []*Line) ([]Candidate, error) {
	var out []Candidate
	rank := 0
	for i, l := range lines[:min(len(lines), readLines)] {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if i > 0 && l.score < lines[i-1].score {
			rank = i // lines of one score, such as copies, have one rank
		}
		p := layOut(in, l, rank)
		p.spans(in, func(s *span) {
			out = append(out, x.model.score(in, s, lines[0].score))
		})
	}
	sortCandidates(out)
	normalise(out)
	return out[:min(len(out), keepBest)], nil
}

// normalise turns scores into log-probabilities over all candidates.
func normalise(list []Candidate) {
	if len(list) == 0 {
		return
	}
	sum := 0.0
	for _, c := range list {
		sum += math.Exp(c.Score - list[0].Score)
	}
	norm := list[0].Score + math.Log(sum)
	for i := range list {
		list[i].Score -= norm
	}
}

// layOut prepares a line.
func layOut(in *Inquiry, l *Line, rank int) *page {
	n := l.to - l.from
	p := &page{Line: l, rank: rank, units: len(in.units), leftGap: make([]int, n+1), rightGap: make([]int, n+1)}
	gap := -1
	for i := 0; i <= n; i++ {
		p.leftGap[i] = gap
		if i == n {
			break
		}
		if l.match[l.from+i].unit >= 0 {
			gap = 0
		} else if gap >= 0 {
			gap++
		}
	}
	gap = -1
	for i := n; i >= 0; i-- {
		if i < n && l.match[l.from+i].unit >= 0 {
			gap = 0
		} else if gap >= 0 {
			gap++
		}
		p.rightGap[i] = gap
	}
	p.recognise(in.Type)
	if in.Type == Reason {
		p.reasons()
	}
	return p
}

// typeOfName says what a country's name stands for: where a country is asked for, its capital and its people stand for it
// too, and otherwise a capital is a place and a demonym no answer of its own.
func typeOfName(wanted Type, m names.Mention) (Type, string) {
	switch {
	case wanted == Country || m.Kind == names.Country:
		return Country, m.ID
	case m.Kind == names.Capital:
		return Place, capitalPrefix + m.ID
	}
	return Thing, ""
}

// capitalPrefix makes the identifier of a capital out of its country's.
const capitalPrefix = "capital of "

// recognise collects the typed spans of the line.
func (p *page) recognise(wanted Type) {
	found := p.finds()
	add := func(s corpus.Span, kind Type, id string) {
		if from, to := p.wordsOf(s); from >= p.told && to > from {
			p.typed = append(p.typed, typed{from, to, kind, id, s})
		}
	}
	for _, m := range p.text.Mentions {
		kind, id := typeOfName(wanted, m)
		add(m.Span, kind, id)
	}
	for i, v := range found.values {
		add(v.Span, typeOfValue(v.Kind), cmp.Or(found.when[i], v.ID))
	}
	for _, m := range found.people {
		add(m.Span, Person, "")
	}
	for _, m := range found.bodies {
		add(m.Span, Organisation, "")
	}
	for _, m := range found.proper {
		add(m.Span, Thing, "")
	}
}

// reasons recognises what follows a word that gives a reason, up to the end of the clause.
func (p *page) reasons() {
	for i := p.from; i+1 < p.to; i++ {
		if context, ok := contextWords[p.text.Tokens[i].Fold]; !ok || contexts[context] != "because" {
			continue
		}
		from := i + 1
		for from < p.to && p.words[from].stop && !p.words[from].hard {
			from++
		}
		to := from
		for to < p.to && (to == from || !p.words[to].hard) && to-from < longestReason {
			to++
		}
		if to > from {
			place := corpus.Span{Start: p.text.Tokens[from].Start, End: p.text.Tokens[to-1].End}
			p.typed = append(p.typed, typed{from, to, Reason, "", place})
		}
	}
}

func typeOfValue(k values.Kind) Type {
	switch k {
	case values.Date:
		return Date
	case values.Money:
		return Amount
	case values.Duration:
		return Duration
	}
	return Number
}

// wordsOf returns the words of the line that lie in a span of the passage.
func (p *page) wordsOf(s corpus.Span) (from, to int) {
	tokens := p.text.Tokens
	from = p.from
	for from < p.to && tokens[from].End <= s.Start {
		from++
	}
	to = from
	for to < p.to && tokens[to].Start < s.End {
		to++
	}
	return from, to
}

// spans calls yield for every candidate of the line.
func (p *page) spans(in *Inquiry, yield func(*span)) {
	for from := p.told; from < p.to; from++ {
		if !p.mayBegin(from) {
			continue
		}
		s := span{line: p, from: from}
		for to := from + 1; to <= p.to && to-from <= longest; to++ {
			w := &p.words[to-1]
			if to-1 > from && w.hard {
				break
			}
			if to-1 > from && w.cut {
				s.commas++
			}
			if p.match[to-1].unit >= 0 {
				s.matched++
			}
			s.to = to
			if !p.mayEnd(to-1) || s.matched == to-from {
				continue
			}
			if from > p.from && negations[p.text.Tokens[from-1].Fold] {
				continue // "and not 1,400 metres" says what is not so
			}
			p.relate(in, &s)
			yield(&s)
		}
	}
	for _, t := range p.typed {
		if t.to-t.from > longest {
			yield(&span{line: p, from: t.from, to: t.to, relation: relationExact, kind: t.kind, id: t.id, place: t.place})
		}
	}
}

func (p *page) mayBegin(i int) bool {
	return !p.words[i].stop || p.words[i].symbol || p.words[i].upper && i > p.told
}

func (p *page) mayEnd(i int) bool {
	if p.words[i].symbol {
		return true
	}
	return !p.words[i].stop && utf8.RuneCountInString(p.text.Tokens[i].Fold) > 1
}

// relate says how the span stands to the spans that were recognised as what is asked for.
func (p *page) relate(in *Inquiry, s *span) {
	s.relation, s.kind, s.id, s.place = relationNone, Thing, "", corpus.Span{}
	for _, t := range p.typed {
		if t.to <= s.from || t.from >= s.to {
			continue
		}
		exact := t.from == s.from && t.to == s.to
		if exact && (s.id == "" || t.kind == in.Type) {
			s.kind, s.id, s.place = t.kind, t.id, t.place
		}
		relation := relationOther
		switch {
		case t.kind == Thing && t.id == "":
			if !exact || s.relation != relationNone {
				continue
			}
			relation = relationProper
		case !fits(t.kind, in.Type):
			if !exact {
				continue
			}
		case exact:
			relation = relationExact
		case t.from >= s.from && t.to <= s.to:
			relation = relationAround
		case t.from <= s.from && t.to >= s.to:
			relation = relationWithin
		default:
			relation = relationOverlap
		}
		if s.relation == relationNone || s.relation == relationProper || relation < s.relation {
			s.relation = relation
		}
	}
}

// How a span stands to one that was recognised as what is asked for; the values of the feature "type".
const (
	relationNone    = iota
	relationExact   // it is one
	relationAround  // it holds one
	relationWithin  // it is a part of one
	relationOverlap // it shares words with one
	relationOther   // it was recognised as something else
	relationProper  // it is a name of whatever kind
)

// fits reports whether what was recognised may answer what is asked for. A question that counts may be answered with any
// number but an amount of money.
func fits(kind, wanted Type) bool {
	if wanted == Number {
		return kind == Number || kind == Duration
	}
	return kind == wanted || classOf(kind) == classOf(wanted) && classOf(wanted) != classNumber && wanted != Thing
}
