package near

import (
	"cmp"
	"slices"
	"unicode"

	"github.com/dalil-bot/dalil/corpus"
	"github.com/dalil-bot/dalil/corpus/analysis"
)

// CopyAt is the similarity from which two documents are taken for copies or versions of one. Measured on 504 paragraphs of 100
// words and more, English and Arabic (TestThreshold): the 126,756 pairs of different ones reach 0.27 at most; of copies with every
// twentieth word changed all are found, with every tenth 0.976; of texts of ten paragraphs with three of them exchanged 0.97,
// with five 0.14.
const CopyAt = 0.4

// A Kind says what one document is to another.
type Kind string

// The kinds of relations.
const (
	None    Kind = ""        // nothing that could be told
	Copy    Kind = "copy"    // the same text, but for some words
	Later   Kind = "later"   // a later version of the other one
	Earlier Kind = "earlier" // an earlier version of the other one
)

// A Relation says what a document is to another.
type Relation struct {
	Kind       Kind
	Similarity float64 // from CopyAt to 1; 0 with None
}

// A Kin is a document with what it is to another one.
type Kin struct {
	Doc *corpus.Document // shared and read-only
	Relation
}

// Relate says what b is to a, whose sketches have the similarity. Of two that are nearly alike, the one with the later date is a later
// version where the titles are the same but for numbers and the texts are not equal. Dates of one origin are compared only, or
// such as both say when a document was published: a file is often saved later than it was written.
func Relate(a, b *corpus.Document, similarity float64) Relation {
	if similarity < CopyAt {
		return Relation{}
	}
	r := Relation{Kind: Copy, Similarity: similarity}
	comparable := a.Date.Known() && b.Date.Known() && a.Date.Published() == b.Date.Published()
	if comparable && a.Hash != b.Hash && !a.Date.Day.Equal(b.Date.Day) && sameTitle(a.Title, b.Title) {
		if r.Kind = Earlier; b.Date.Day.After(a.Date.Day) {
			r.Kind = Later
		}
	}
	return r
}

// sameTitle reports whether titles have the same words, numbers and versions such as "v2" aside.
func sameTitle(a, b string) bool {
	x, y := titleWords(a), titleWords(b)
	return len(x) > 0 && slices.Equal(x, y)
}

func titleWords(title string) []string {
	var words []string
	for _, t := range analysis.Tokenize(title) {
		if t.Kind != analysis.Number && !isVersion(t.Fold) {
			words = append(words, t.Fold)
		}
	}
	return words
}

// isVersion reports whether a word counts a version: v2, rev3, 2a.
func isVersion(word string) bool {
	letters, digits := 0, 0
	for _, r := range word {
		if unicode.IsDigit(r) {
			digits++
		} else {
			letters++
		}
	}
	return digits > 0 && letters <= 3
}

// A Pair is a relation between two documents of a list: what the one at B is to the one at A, which comes before it.
type Pair struct {
	A, B int
	Relation
}

// Pairs returns the pairs of documents that have something to do with each other, in the order of A, then B. A document has the
// sketch at its place.
func Pairs(docs []*corpus.Document, sketches []Sketch) []Pair {
	var all []Pair
	for b := range docs {
		for a := range b {
			if r := Relate(docs[a], docs[b], sketches[a].Similarity(sketches[b])); r.Kind != None {
				all = append(all, Pair{A: a, B: b, Relation: r})
			}
		}
	}
	slices.SortFunc(all, func(p, q Pair) int { return cmp.Or(cmp.Compare(p.A, q.A), cmp.Compare(p.B, q.B)) })
	return all
}
