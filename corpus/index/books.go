package index

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/dalil-bot/dalil/corpus/terms"

	api "github.com/blevesearch/bleve_index_api"
)

// booksKey is where scorch keeps the bookkeeping of a collection.
const booksKey = "dalil.books"

// books is the bookkeeping of a collection. It is written in the same batch as the records that it counts.
type books struct {
	Format    int                   `json:"format"`
	Terms     int                   `json:"terms"`
	Changes   uint64                `json:"changes"` // made so far
	Next      uint64                `json:"next"`    // number of the document that is written next
	Documents int                   `json:"documents"`
	Passages  int                   `json:"passages"`
	Bytes     int64                 `json:"bytes"` // of text
	Fields    map[string]fieldCount `json:"fields"`
	Sources   map[string]sourceBook `json:"sources"`
	Vectors   vectorBook            `json:"vectors,omitzero"`
}

// A sourceBook says what a source has brought, and when it was last gone through as a whole.
type sourceBook struct {
	Documents int       `json:"documents"`
	Seen      time.Time `json:"seen,omitzero"`
}

// A fieldCount says how much of a field the live passages hold. Passages without a term in the field do not count.
type fieldCount struct {
	Passages int `json:"passages"`
	Tokens   int `json:"tokens"`
}

func newBooks() *books {
	return &books{Format: FormatVersion, Terms: terms.Version, Fields: map[string]fieldCount{}, Sources: map[string]sourceBook{}}
}

// add counts a document in, or out where sign is -1.
func (b *books) add(i *Info, sign int) {
	b.Documents += sign
	b.Passages += sign * i.Passages
	b.Bytes += int64(sign) * int64(i.Bytes)
	source := b.Sources[clean(i.State.Source)]
	source.Documents += sign
	b.Sources[clean(i.State.Source)] = source
	if i.vectors {
		b.Vectors.add(i.Passages, sign)
	}
	for name, f := range i.fields {
		sum := b.Fields[name]
		sum.Passages += sign * f.Passages
		sum.Tokens += sign * f.Tokens
		if sum == (fieldCount{}) {
			delete(b.Fields, name)
		} else {
			b.Fields[name] = sum
		}
	}
}

func readBooks(r api.IndexReader) (*books, error) {
	raw, err := r.GetInternal([]byte(booksKey))
	if err != nil {
		return nil, err
	}
	if raw == nil {
		return nil, errors.New("its bookkeeping is missing")
	}
	b := new(books)
	if err := json.Unmarshal(raw, b); err != nil {
		return nil, fmt.Errorf("its bookkeeping: %w", err)
	}
	if b.Fields == nil {
		b.Fields = map[string]fieldCount{}
	}
	if b.Sources == nil {
		b.Sources = map[string]sourceBook{}
	}
	return b, nil
}

// complete fills in what the bookkeeping knows of a document.
func (b *books) complete(i *Info) {
	if i.Lost {
		return
	}
	i.LastSeen = i.Since
	if seen := b.Sources[clean(i.State.Source)].Seen; seen.After(i.LastSeen) {
		i.LastSeen = seen
	}
}

// clean brings a name into the form in which it may stand in the bookkeeping, which is JSON.
func clean(name string) string { return strings.ToValidUTF8(name, "\uFFFD") }
