package qa

import (
	"context"
	"fmt"
	"strings"
)

// Options set up an Answerer. The zero value is what dalil runs with when nothing is configured.
type Options struct {
	Reader    Reader   // nil for the lexical one
	Embedder  Embedder // nil for no retrieval by vectors
	Threshold float64  // confidence below which there is no answer, 0 to 1; 0 for DefaultThreshold
	Lang      string   // language taken for a question that does not tell its own, such as a bare name; "" for English
	Views     int      // passages kept prepared for reading; 0 for 4096, about 20 MB
}

// An Answerer answers questions out of a library. It is safe for concurrent use.
type Answerer struct {
	lib       Library
	reader    Reader
	embedder  Embedder
	threshold float64
	lang      string
	views     *viewCache
	rank      ranking
}

// New returns an Answerer over a library.
func New(lib Library, o Options) *Answerer {
	a := &Answerer{lib: lib, reader: o.Reader, embedder: o.Embedder, threshold: o.Threshold, lang: o.Lang, views: newViewCache(o.Views), rank: defaultRanking}
	if a.reader == nil {
		a.reader = NewLexical()
	}
	if a.threshold == 0 {
		a.threshold = DefaultThreshold
	}
	if a.lang == "" {
		a.lang = "en"
	}
	return a
}

// longestQuestion is how much of a question is read, in bytes; what is behind that is left out, and Notes says so.
const longestQuestion = 1000

// Notes of an answer.
const (
	NoteCut     = "question-cut" // the question was longer than what is read of one
	NoteVectors = "vectors"      // some passages have no vector yet, and could be found by their words only
)

// Ask answers a question. An abstention is an Answer, not an error; errors are those of the library and of ctx.
func (a *Answerer) Ask(ctx context.Context, q Question) (*Answer, error) {
	var notes []string
	q.Text = strings.ToValidUTF8(q.Text, "")
	if len(q.Text) > longestQuestion {
		q.Text = strings.ToValidUTF8(q.Text[:longestQuestion], "")
		notes = append(notes, NoteCut)
	}
	q, told := follow(q)
	in := newInquiry(q, a.lang)
	in.told = told
	c := &composer{in: in, why: &Why{Analysis: in.Analysis, Threshold: a.threshold}, threshold: a.threshold}
	if len(in.units) == 0 {
		return c.abstain(ReasonEmptyQuestion, notes), nil
	}
	lines, result, err := a.retrieve(ctx, in)
	if err != nil {
		return nil, fmt.Errorf("retrieve: %w", err)
	}
	if in.unseen > 0 {
		notes = append(notes, NoteVectors)
	}
	c.lines = lines
	c.why.retrieved(result, lines)
	switch {
	case result.Passages == 0:
		return c.abstain(ReasonEmptyCorpus, notes), nil
	case len(lines) == 0:
		return c.abstain(ReasonNothingFound, notes), nil
	}
	found, err := a.reader.Read(ctx, in, lines)
	if err != nil {
		return nil, fmt.Errorf("read: %w", err)
	}
	c.why.read(lines, found)
	return a.verify(ctx, c.compose(found), notes)
}
