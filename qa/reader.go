package qa

import (
	"context"

	"github.com/dalil-bot/dalil/corpus"
)

// A Reader reads sentences against a question and proposes spans that may answer it. It gives spans of stored bytes,
// never prose; TestReaders holds what every implementation must keep.
type Reader interface {
	// Name is what why calls it, such as "lexical".
	Name() string
	// Read returns candidates out of the lines, which are best first. Each candidate lies in one line. The same input
	// gives the same candidates in the same order.
	Read(ctx context.Context, in *Inquiry, lines []*Line) ([]Candidate, error)
}

// A Candidate is a span that may answer a question.
type Candidate struct {
	Line   *Line
	Span   corpus.Span // in the document
	Kind   Type        // what the span was recognised as, or Thing
	ID     string      // canonical identifier where there is one, such as "@RU" or "2013-11-02"
	Score  float64     // log-odds against the other candidates of the question; comparable within one Read only
	Parts  []corpus.Part
	proper bool // it is a name as a whole
	typed  bool // it is or holds a span that was recognised as what is asked for

	read   *evidence // what the encoder says of the passage; nil where no encoder read it
	member float64   // probability that it is one member of a list of answers, as far as an encoder says, 0 to 1
}

// An evidence is what an encoder says of a passage as a whole.
type evidence struct {
	answers float64 // log-odds that it answers
	margin  float64 // by how much its best span beats that there is none, in logits
}

// Text returns the candidate's words as stored.
func (c *Candidate) Text() string { return c.Span.Of(c.Line.doc.Text) }
