// Package corpus holds the words of what Dalil knows: documents, their blocks, passages and sentences, and the questions
// that an index of them answers. The sub-packages do the work, each one stage of a document's way up:
//
//	source   a folder gives bytes with a name and a modification time; source/web, source/feed and source/git do so for pages,
//	         feeds and repositories
//	extract  bytes become a text with blocks, a title, a publisher, an author and a date (internal), in the child processes of
//	         sandbox
//	segment  blocks become passages and sentences, boilerplate is marked (internal)
//	index    documents go in whole or not at all; passages come out ranked, by their words or by vectors
//	ingest   keeps an index in step with a source
//
// Beside them stand the packages that say what words mean, used for documents and questions alike: analysis (tokens,
// folding, stems, language), names (countries, people, organisations), values (dates, numbers, amounts) and terms, which
// puts the three together; and near, which tells copies and later versions of documents.
//
// Two invariants hold everywhere. A document's text never changes after it was extracted, and every span is a half-open
// range of byte offsets into it that begins and ends on a rune boundary. A boilerplate block is part of no passage, so
// that it is neither found nor quoted.
package corpus

import (
	"errors"
	"time"
)

// ErrNotFound is returned for a document, a collection or an index that does not exist.
var ErrNotFound = errors.New("not found")

// A Span is the half-open range [Start, End) of byte offsets into a document's text.
type Span struct {
	Start int `json:"start"`
	End   int `json:"end"`
}

// Of returns the text that the span covers.
func (s Span) Of(text string) string { return text[s.Start:s.End] }

// Len returns the length in bytes.
func (s Span) Len() int { return s.End - s.Start }

// Contains reports whether t lies within s.
func (s Span) Contains(t Span) bool { return s.Start <= t.Start && t.End <= s.End }

// A Kind says what a block is.
type Kind string

// The kinds of blocks.
const (
	Title       Kind = "title"       // the document's own title, where it stands in the text
	Heading     Kind = "heading"     // a heading over what follows
	Paragraph   Kind = "paragraph"   // running text
	Item        Kind = "item"        // an item of a list, or a row of a table
	Boilerplate Kind = "boilerplate" // navigation, calls to action, comment sections: kept, never indexed or quoted
)

// A Block is one piece of a document's structure. Blocks are in order, do not overlap, and hold every non-space
// character of the text.
type Block struct {
	Span
	Kind  Kind   `json:"kind"`
	Level int    `json:"level,omitempty"` // of a heading, 1 to 6
	Rule  string `json:"rule,omitempty"`  // of boilerplate: the rule that marked it, for people
	Place Place  `json:"place,omitzero"`  // where it stands in the file, where the format has such places
}

// A PlaceKind says what a Place counts.
type PlaceKind string

// The kinds of places.
const (
	Page    PlaceKind = "page"    // Number
	Slide   PlaceKind = "slide"   // Number
	Row     PlaceKind = "row"     // Number, in the sheet called Name where there are sheets
	Chapter PlaceKind = "chapter" // Number and perhaps Name
	Message PlaceKind = "message" // URL is the link to it
)

// A Place says where in its file a block stands, so that a person can turn to it. Its zero value says nothing.
type Place struct {
	Kind   PlaceKind `json:"kind"`
	Number int       `json:"number,omitempty"` // counted from 1; 0 where there is none
	Name   string    `json:"name,omitempty"`   // of the sheet or chapter
	URL    string    `json:"url,omitempty"`    // that leads to the place itself
}

// A Passage is what retrieval ranks: neighbouring sentences of a paragraph, or of a few short ones.
type Passage struct {
	Span
	Lang      string `json:"lang"`      // language of the passage, as in Document.Lang
	Heading   Span   `json:"heading"`   // the nearest heading above it; empty where there is none
	Sentences []Span `json:"sentences"` // in order; each is quotable on its own, without white space around it
}

// DateOrigin says how a document's date was found, best first.
type DateOrigin string

// The origins of a date.
const (
	DateMeta   DateOrigin = "meta"   // front matter or the page's own metadata
	DateByline DateOrigin = "byline" // a date line at the top or bottom of the text
	DateURL    DateOrigin = "url"    // a path such as /2013/11/02/
	DateFile   DateOrigin = "file"   // the file's modification time: when it was saved, not when it was published
)

// A Date is the day on which a document was published. Its zero value means that none is known.
type Date struct {
	Day    time.Time  `json:"day"` // midnight UTC of that day
	Origin DateOrigin `json:"origin"`
}

// Known reports whether there is a date.
func (d Date) Known() bool { return !d.Day.IsZero() }

// Published reports whether there is a date of publication, which a file's modification time is not.
func (d Date) Published() bool { return d.Known() && d.Origin != DateFile }

// A Document is a text with what is known about it.
type Document struct {
	Collection string    `json:"collection"`
	ID         string    `json:"id"`  // unique in its collection: a slash-separated path, or a URL
	URI        string    `json:"uri"` // where it was read
	Title      string    `json:"title"`
	Publisher  string    `json:"publisher,omitempty"`
	Author     string    `json:"author,omitempty"`
	Date       Date      `json:"date"`
	Lang       string    `json:"lang"` // ISO 639-1, "" where it cannot be told
	Text       string    `json:"text"` // valid UTF-8; for plain text the file's own bytes, without a byte-order mark
	Hash       string    `json:"hash"` // SHA-256 of Text in hexadecimal
	Blocks     []Block   `json:"blocks"`
	Passages   []Passage `json:"passages"`
}

// A Query asks an index for passages. The same query over the same state of the same collections gives the same result.
type Query struct {
	Collections []string    // the permitted set: nothing outside it has any influence on the result
	Text        string      // the words looked for
	Lang        string      // their language
	Also        []QueryTerm // terms of other languages that stand for some of the words
	Since       time.Time   // only documents of that day or later; zero for no limit
	Until       time.Time   // only documents of that day or earlier; zero for no limit
	Limit       int         // passages wanted, at most 1000; 0 means 50
}

// A QueryTerm is a term of one language's field, as analysis.For(Lang) gives it.
type QueryTerm struct {
	Lang   string
	Text   string
	Weight float64 // factor on what the term adds to a score, above 0 and at most 1
}

// A Hit is a passage that an index found.
type Hit struct {
	Doc     *Document // shared and read-only
	Passage int       // index into Doc.Passages
	Score   float64   // sum of Parts; comparable within one result only
	Parts   []Part
}

// A Part is one labelled addition to a score.
type Part struct {
	Label string  `json:"label"`
	Value float64 `json:"value"`
}

// A TermStat says how a term of a query is spread over the permitted set.
type TermStat struct {
	Field string  `json:"field"` // index field: a language, or "shared"
	Term  string  `json:"term"`
	DF    int     `json:"df"`  // passages that hold it
	IDF   float64 `json:"idf"` // ln(1 + (N-DF+0.5)/(DF+0.5))
}

// A Result is what an index has to say to a query.
type Result struct {
	Hits     []Hit      // best first; ties by collection, document and offset
	Terms    []TermStat // the query's terms, in its order
	Passages int        // N: passages in the permitted set
}
