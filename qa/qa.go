// Package qa answers questions out of a corpus, with evidence.
//
// A question goes down and an answer comes back:
//
//	analyse   what is asked for, about what, in which language
//	retrieve  rankings of passages, fused, rescored, near-duplicates folded
//	read      each passage gives candidates: spans with a score, never prose
//	compose   equal candidates merge; support and conflict are counted; one answer, a list, yes or no, or an abstention
//	verify    every quote is compared byte for byte with the stored document; what fails is dropped
//
// The invariants: for every quote q of an answer, the document's text from q.Start to q.End is q.Text; an answer has at
// least one quote, and each of its items names one; an abstention has none, only near misses. No answer is not an error.
// The same question over the same state of the same collections gives the same answer.
package qa

import (
	"context"
	"time"

	"github.com/dalil-bot/dalil/corpus"
)

// A Library is where evidence comes from.
type Library interface {
	// Search returns the passages that the query finds, best first. See corpus.Query for what may influence them.
	Search(ctx context.Context, q corpus.Query) (*corpus.Result, error)
	// Document returns one document, or corpus.ErrNotFound.
	Document(ctx context.Context, collection, id string) (*corpus.Document, error)
}

// A Question is what somebody asks.
type Question struct {
	Text        string    `json:"text"`
	Lang        string    `json:"lang,omitempty"` // language of the answer's own words; "" for the question's
	Collections []string  `json:"collections"`    // the permitted set
	Since       time.Time `json:"since,omitzero"` // only documents of that day or later
	Until       time.Time `json:"until,omitzero"` // only documents of that day or earlier
	History     []Turn    `json:"history,omitempty"`
}

// A Turn is an earlier question of the same conversation with what was answered.
type Turn struct {
	Question string   `json:"question"` // as understood, so that it stands alone
	Items    []string `json:"items"`    // what was answered, as displayed
}

// A Kind is the shape of an answer.
type Kind string

// The kinds of answers.
const (
	Single     Kind = "single"
	List       Kind = "list"
	YesNo      Kind = "yes-no"
	Abstention Kind = "abstention"
)

// An Answer is what the corpus says to a question, or that it says nothing.
type Answer struct {
	Question   string     `json:"question"`            // as understood: with what the conversation adds
	Lang       string     `json:"lang"`                // language of Text and of the items' displayed forms
	Type       Type       `json:"type"`                // what was asked for
	Kind       Kind       `json:"kind"`                // what came out
	Text       string     `json:"text"`                // the short answer as displayed; "" for an abstention
	Items      []Item     `json:"items,omitempty"`     // one for a single answer or yes/no
	Quotes     []Quote    `json:"quotes,omitempty"`    // best first; each supports an item
	Related    []Quote    `json:"related,omitempty"`   // further sentences that bear on the question, best first; they support no item
	Near       []Quote    `json:"near,omitempty"`      // of an abstention: the closest passages, which are no answer
	Confidence float64    `json:"confidence"`          // estimated probability of being right, 0 to 1; see Threshold
	Sources    int        `json:"sources"`             // documents that support the answer, near-duplicates counted once
	Conflicts  []Conflict `json:"conflicts,omitempty"` // other values that documents give for the same thing
	Reason     string     `json:"reason,omitempty"`    // of an abstention: a code, see the Reason constants
	Notes      []string   `json:"notes,omitempty"`     // codes of what was cut short, such as a stage that ran out of time
	Why        *Why       `json:"-"`                   // how it came about
}

// Reasons for an abstention.
const (
	ReasonEmptyQuestion = "empty-question" // nothing in the question to look for
	ReasonEmptyCorpus   = "empty-corpus"   // no passages in the permitted set
	ReasonNothingFound  = "nothing-found"  // no passage shares a word with the question
	ReasonNoCandidate   = "no-candidate"   // passages were found, none holds what was asked for
	ReasonUnsure        = "unsure"         // the best candidate stayed below the threshold
	ReasonUnverified    = "unverified"     // no quote of the answer was found in its stored document
)

// An Item is one value of an answer: a stored span, with a form to show.
type Item struct {
	Text    string  `json:"text"`         // the span as stored in the best quote
	Display string  `json:"display"`      // countries, dates, numbers and amounts in the answer's language, the rest as stored
	ID      string  `json:"id,omitempty"` // what makes equal values equal, such as "@RU" or "2013-11-02"
	Quotes  []int   `json:"quotes"`       // indexes into Answer.Quotes, best first, at least one
	Support int     `json:"support"`      // documents that say so, near-duplicates counted once
	Score   float64 `json:"score"`
}

// A Quote is a sentence copied out of a stored document.
type Quote struct {
	corpus.Span               // in the document's text
	Text        string        `json:"text"` // the document's text from Start to End, byte for byte
	Collection  string        `json:"collection"`
	Doc         string        `json:"doc"`   // the document's ID
	Title       string        `json:"title"` // the document's
	Publisher   string        `json:"publisher,omitempty"`
	Date        corpus.Date   `json:"date"`
	Lang        string        `json:"lang"`            // of the passage
	Marks       []corpus.Span `json:"marks,omitempty"` // in the document's text, within the quote: the answer's words
	Context     corpus.Span   `json:"context"`         // the passage around it
	Score       float64       `json:"score"`
	Also        []Source      `json:"also,omitempty"` // documents for which the quote stands too: copies, then earlier versions
}

// A Source is a document of which another one's quote stands for what it says.
type Source struct {
	Collection string      `json:"collection"`
	Doc        string      `json:"doc"` // its ID
	Title      string      `json:"title"`
	Publisher  string      `json:"publisher,omitempty"`
	Date       corpus.Date `json:"date"`
	Earlier    bool        `json:"earlier,omitempty"` // an earlier version, which may have said something else in the quote's place
}

// A Conflict is another value that documents give where one was expected.
type Conflict struct {
	Item   Item    `json:"item"` // its Quotes index Quotes below
	Quotes []Quote `json:"quotes"`
	Newer  bool    `json:"newer"` // whether its newest document is newer than the answer's newest one; both dates are known
}

// A Why tells how an answer came about, for people.
type Why struct {
	Analysis   Analysis          `json:"analysis"`
	Terms      []corpus.TermStat `json:"terms"`
	Passages   []WhyPassage      `json:"passages"`
	Candidates []WhyCandidate    `json:"candidates"`
	Rule       string            `json:"rule"` // what chose or refused, with its figures
	Threshold  float64           `json:"threshold"`

	signals     signals // behind the confidence
	calibration *calibration
	doubts      []doubt
}

// A WhyPassage is a passage that was considered.
type WhyPassage struct {
	Doc   string        `json:"doc"`
	Span  corpus.Span   `json:"span"`
	Text  string        `json:"text"` // its best sentence
	Score float64       `json:"score"`
	Parts []corpus.Part `json:"parts"`
	Read  []corpus.Part `json:"read,omitempty"` // what an encoder says of it as a whole, where one has read it
}

// A WhyCandidate is a value that was considered.
type WhyCandidate struct {
	Text    string        `json:"text"`
	ID      string        `json:"id,omitempty"`
	Doc     string        `json:"doc"`
	Span    corpus.Span   `json:"span"`
	Score   float64       `json:"score"`
	Parts   []corpus.Part `json:"parts"`
	Support int           `json:"support"`
}
