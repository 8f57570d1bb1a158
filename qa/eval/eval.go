// Package eval measures answers against golden questions.
//
// A Question says what would be right, a Prediction says what was answered, and Score compares the two by measures that
// are the same for every kind of answer:
//
//	answered, abstained   shares of the answerable and of the unanswerable questions that were treated as such
//	em, f1                of single answers: equal after folding, and overlap of words
//	list_*, forbidden     of lists: every group once, and nothing that must not be named
//	quote@k, found@k      whether one of the first k quotes (or, of a refusal, closest passages) holds the evidence
//	doc@k                 whether one of the first k quotes is from a right document
//	verbatim              share of quotes that stand in their documents byte for byte
//
// Text is compared after folding: see Fold. A quote is a sentence, so one of more than LongestQuote words earns nothing.
// Lines of questions and predictions are JSON objects that are joined on their id.
package eval

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/dalil-bot/dalil/qa"
)

// A Question is a question with what would be a right answer: one of Answers, all groups of List, or none at all.
type Question struct {
	ID         string     `json:"id"`
	Lang       string     `json:"lang"`
	Text       string     `json:"question"`
	Answers    []string   `json:"answers,omitempty"`    // any one of them is right
	List       [][]string `json:"list,omitempty"`       // each group has to be named once, by any of its aliases
	Forbid     []string   `json:"forbid,omitempty"`     // names that no item may hold
	Answerable *bool      `json:"answerable,omitempty"` // false where the corpus does not tell; nil means true
	Docs       []string   `json:"docs,omitempty"`       // documents that tell
	Doc        string     `json:"doc,omitempty"`        // the one document that tells, where there are no Docs
	Evidence   []string   `json:"evidence,omitempty"`   // what a good quote holds; empty for the answers themselves
}

// Refusable reports whether the right answer is that the corpus does not tell.
func (q Question) Refusable() bool { return q.Answerable != nil && !*q.Answerable }

// golds returns every text that is part of a right answer.
func (q Question) golds() []string {
	if q.List == nil {
		return q.Answers
	}
	var all []string
	for _, group := range q.List {
		all = append(all, group...)
	}
	return all
}

// A Quote names a document and a text that is said to stand in it.
type Quote struct {
	Doc  string `json:"doc"`
	Text string `json:"text"`
}

// A Prediction is an answer in the form in which it is scored.
type Prediction struct {
	ID         string   `json:"id"`
	Answered   bool     `json:"answered"`
	Answer     string   `json:"answer"`            // stored span of a single answer, those of a list with commas, or yes or no
	Items      []string `json:"items,omitempty"`   // stored spans of a list
	Display    string   `json:"display,omitempty"` // as shown to a person
	Quotes     []Quote  `json:"quotes"`            // best first; empty on a refusal
	Near       []Quote  `json:"near"`              // closest passages of a refusal
	Confidence float64  `json:"confidence"`
	Reason     string   `json:"reason,omitempty"` // of a refusal: a code of package qa
	ElapsedMS  *float64 `json:"elapsed_ms,omitempty"`
}

// Predict puts an answer, which took elapsed to give, into the form in which it is scored.
func Predict(id string, a *qa.Answer, elapsed time.Duration) Prediction {
	ms := float64(elapsed.Microseconds()) / 1000
	p := Prediction{
		ID: id, Answered: a.Kind != qa.Abstention, Display: a.Text, Confidence: a.Confidence, Reason: a.Reason,
		Quotes: quotes(slices.Concat(a.Quotes, a.Related)), Near: quotes(a.Near), ElapsedMS: &ms,
	}
	switch {
	case !p.Answered:
		p.Display = ""
	case a.Kind == qa.List:
		for _, item := range a.Items {
			p.Items = append(p.Items, item.Text)
		}
		p.Answer = strings.Join(p.Items, ", ")
	case a.Kind == qa.YesNo || len(a.Items) == 0:
		p.Answer = a.Text
	default:
		p.Answer = a.Items[0].Text
	}
	return p
}

func quotes(from []qa.Quote) []Quote {
	out := make([]Quote, len(from))
	for i, q := range from {
		out[i] = Quote{Doc: q.Doc, Text: q.Text}
	}
	return out
}

// ReadQuestions reads questions, one JSON object a line; empty lines are skipped.
func ReadQuestions(r io.Reader) ([]Question, error) { return readLines[Question](r) }

// ReadPredictions reads predictions, one JSON object a line; empty lines are skipped.
func ReadPredictions(r io.Reader) ([]Prediction, error) { return readLines[Prediction](r) }

func readLines[T any](r io.Reader) ([]T, error) {
	const longestLine = 16 << 20 // bytes; a prediction with its quotes has a few thousand
	var all []T
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, longestLine)
	for n := 1; lines.Scan(); n++ {
		if len(lines.Bytes()) == 0 {
			continue
		}
		var one T
		if err := json.Unmarshal(lines.Bytes(), &one); err != nil {
			return nil, fmt.Errorf("line %d: %w", n, err)
		}
		all = append(all, one)
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("read lines: %w", err)
	}
	return all, nil
}
