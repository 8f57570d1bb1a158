package qa

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"

	"github.com/dalil-bot/dalil/corpus"
	"github.com/dalil-bot/dalil/qa/neural"
)

// A PassageReader is what Neural reads with; *neural.Model is one.
type PassageReader interface {
	Read(ctx context.Context, question string, passages []string) ([]neural.Reading, error)
}

// Neural is the reader that knows what a sentence says: a small encoder reads the best passages in one batch and says of
// each token how well an answer would begin or end there, and of each passage whether it answers at all. The spans are the
// lexical reader's, and its score is one part of theirs, so that patterns (what is a date, what is a name) and meaning come
// together; see mixture.
type Neural struct {
	passages PassageReader
	lexical  *Lexical
	mix      mixture
}

// NewNeural returns the reader over a model.
func NewNeural(m PassageReader) *Neural {
	return &Neural{passages: m, lexical: NewLexical(), mix: defaultMixture}
}

// Name implements Reader.
func (*Neural) Name() string { return "neural" }

// neuralPassages is how many passages are read: with eight the answers were as good in four sets of five and took a third longer.
const neuralPassages = 6

// Parts of a span's score. The first three are the encoder's.
const (
	mixSpan    = iota // log-probability of the span's first and last token in the passage, "none" among the choices
	mixMargin         // by how much the passage's best span beats "none", in logits
	mixAnswers        // log-odds that the passage answers
	mixLexical        // the lexical reader's score, log-odds
	mixParts
)

var mixNames = [mixParts]string{"span", "margin", "answers", "lexical"}

// A mixture weighs the parts.
type mixture [mixParts]float64

// defaultMixture was fitted by TestFitMixture on questions whose articles the encoder was not trained on, and then halved:
// flatter probabilities let readings that differ in a word support each other (see merge).
var defaultMixture = mixture{mixSpan: 1.4, mixMargin: 0.47, mixAnswers: 0.6, mixLexical: 0.67}

// Read implements Reader.
func (x *Neural) Read(ctx context.Context, in *Inquiry, lines []*Line) ([]Candidate, error) {
	if len(lines) == 0 {
		return nil, nil
	}
	papers, err := x.read(ctx, in, lines)
	if err != nil {
		return nil, err
	}
	var out []Candidate
	for _, p := range papers {
		for _, l := range p.lines {
			page := layOut(in, l.Line, l.rank)
			propose := func(core *span, from, to int) {
				c := x.lexical.model.score(in, core, lines[0].score)
				if from != core.from || to != core.to {
					c.Span = page.quote(from, to)
				}
				p.mix(&c, &span{line: page, from: from, to: to}, x.mix)
				out = append(out, c)
			}
			page.spans(in, func(s *span) { propose(s, s.from, s.to) })
			p.wider(in, page, propose)
		}
	}
	sortCandidates(out)
	normalise(out)
	return out[:min(len(out), keepBest)], nil
}

// read has the encoder read the passages in which the best lines stand.
func (x *Neural) read(ctx context.Context, in *Inquiry, lines []*Line) ([]*paper, error) {
	papers := papersOf(lines, neuralPassages)
	texts := make([]string, len(papers))
	for i, p := range papers {
		texts[i] = p.text.Source
	}
	readings, err := x.passages.Read(ctx, in.Text, texts)
	if err != nil {
		return nil, fmt.Errorf("neural reader: %w", err)
	}
	for i, p := range papers {
		p.take(&readings[i])
	}
	return papers, nil
}

// A paper is a passage that the encoder reads, with its lines.
type paper struct {
	*reading
	lines []ranked

	answers     float64   // log-odds
	margin      float64   // logits
	first, last []float64 // by word: log-probability that an answer begins or ends there
}

// A ranked is a line with its rank among all.
type ranked struct {
	*Line
	rank int
}

// An odds holds the probabilities that a word begins a member of a list, and that it goes on with one.
type odds struct{ begin, inside float64 }

// papersOf returns the passages of the best lines, at most n.
func papersOf(lines []*Line, n int) []*paper {
	var out []*paper
	of := map[*reading]*paper{}
	rank := 0
	for i, l := range lines {
		if i > 0 && l.score < lines[i-1].score {
			rank = i
		}
		p := of[l.reading]
		if p == nil && len(out) < n {
			p = &paper{reading: l.reading}
			of[l.reading] = p
			out = append(out, p)
		}
		if p != nil {
			p.lines = append(p.lines, ranked{l, rank})
		}
	}
	return out
}

// take turns what the encoder says of tokens into what it says of words.
func (p *paper) take(r *neural.Reading) {
	n := len(p.text.Tokens)
	p.answers = float64(r.Answers)
	p.first, p.last, p.tags = make([]float64, n), make([]float64, n), make([]odds, n)
	firsts, lasts := float64(r.Null)/2, float64(r.Null)/2
	sumFirst, sumLast := newLogSum(firsts), newLogSum(lasts)
	for _, t := range r.Tokens {
		sumFirst.add(float64(t.First))
		sumLast.add(float64(t.Last))
	}
	at := 0
	for i, word := range p.text.Tokens {
		p.first[i], p.last[i] = math.Inf(-1), math.Inf(-1)
		for at < len(r.Tokens) && r.Tokens[at].End <= word.Start {
			at++
		}
		for k := at; k < len(r.Tokens) && r.Tokens[k].Start < word.End; k++ {
			t := &r.Tokens[k]
			p.first[i] = max(p.first[i], float64(t.First)-sumFirst.value())
			p.last[i] = max(p.last[i], float64(t.Last)-sumLast.value())
			if k == at {
				p.tags[i] = oddsOf(t.Tags)
			}
		}
	}
	p.margin = p.bestSpan() + sumFirst.value() + sumLast.value() - float64(r.Null)
}

// bestSpan is the highest log-probability of a span within a line.
func (p *paper) bestSpan() float64 {
	best := math.Inf(-1)
	for _, l := range p.lines {
		first := math.Inf(-1)
		for i := l.from; i < l.to; i++ {
			first = max(first, p.first[i])
			best = max(best, first+p.last[i])
		}
	}
	return max(best, leastLog)
}

// leastLog stands for the logarithm of what the encoder did not read: the end of a passage too long for it.
const leastLog = -30

// mix adds the encoder's parts to a candidate that the lexical reader has scored.
func (p *paper) mix(c *Candidate, s *span, m mixture) {
	span := max(p.first[s.from]+p.last[s.to-1], leastLog)
	values := [mixParts]float64{mixSpan: span, mixMargin: p.margin, mixAnswers: p.answers, mixLexical: c.Score}
	c.Score = 0
	c.Parts = c.Parts[:0:0]
	for i, v := range values {
		c.Parts = append(c.Parts, corpus.Part{Label: mixNames[i], Value: m[i] * v})
		c.Score += m[i] * v
	}
	c.read = &evidence{answers: p.answers, margin: p.margin}
	c.member = p.memberOdds(s.from, s.to, s.line.to)
}

// memberOdds is the probability that words [from, to) are one member of a list, as far as the encoder's tags say: the
// weakest of them decides.
func (p *paper) memberOdds(from, to, end int) float64 {
	out := p.tags[from].begin
	for i := from + 1; i < to; i++ {
		out = min(out, p.tags[i].inside)
	}
	if to < end {
		out = min(out, 1-p.tags[to].inside)
	}
	return out
}

func oddsOf(tags [3]float32) odds {
	sum := newLogSum(float64(tags[0]))
	sum.add(float64(tags[1]))
	sum.add(float64(tags[2]))
	return odds{math.Exp(float64(tags[1]) - sum.value()), math.Exp(float64(tags[2]) - sum.value())}
}

// A logSum adds numbers given as logarithms.
type logSum struct{ top, sum float64 }

func newLogSum(x float64) logSum { return logSum{x, 1} }

func (s *logSum) add(x float64) {
	if x > s.top {
		s.sum, s.top = s.sum*math.Exp(s.top-x), x
	}
	s.sum += math.Exp(x - s.top)
}

func (s *logSum) value() float64 { return s.top + math.Log(s.sum) }

// sortCandidates puts candidates in order, best first, ties by place.
func sortCandidates(list []Candidate) {
	slices.SortFunc(list, func(a, b Candidate) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(a.Line.doc.Collection, b.Line.doc.Collection),
			cmp.Compare(a.Line.doc.ID, b.Line.doc.ID), cmp.Compare(a.Span.Start, b.Span.Start), cmp.Compare(a.Span.End, b.Span.End))
	})
}
