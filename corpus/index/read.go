package index

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/dalil-bot/dalil/corpus"

	"github.com/blevesearch/bleve/v2/index/scorch"
	api "github.com/blevesearch/bleve_index_api"
)

// Document returns a document, or corpus.ErrNotFound. It is shared with other callers and read-only.
func (ix *Index) Document(ctx context.Context, collection, id string) (*corpus.Document, error) {
	var doc *corpus.Document
	err := ix.view(ctx, collection, func(s *snapshot) error {
		info, err := s.mustInfo(id)
		if err == nil {
			doc, err = ix.document(s, info.number)
		}
		return err
	})
	return doc, err
}

// Documents returns what is known of every document of a collection without reading their texts, sorted by ID.
func (ix *Index) Documents(ctx context.Context, collection string) ([]Info, error) {
	var infos []Info
	err := ix.view(ctx, collection, func(s *snapshot) error {
		return s.infos(func(i *Info) error {
			s.books.complete(i)
			infos = append(infos, *i)
			return ctx.Err()
		})
	})
	slices.SortFunc(infos, func(a, b Info) int { return strings.Compare(a.ID, b.ID) })
	return infos, err
}

// Stats says how much there is in a collection.
type Stats struct {
	Collection string         `json:"collection"`
	Documents  int            `json:"documents"`
	Passages   int            `json:"passages"`
	Bytes      int64          `json:"bytes"`    // of text
	Terms      map[string]int `json:"terms"`    // tokens by field
	Segments   int            `json:"segments"` // pieces that the inverted index is in at the moment
}

// Stats returns how much there is in a collection, or corpus.ErrNotFound.
func (ix *Index) Stats(ctx context.Context, collection string) (Stats, error) {
	st := Stats{Collection: collection, Terms: map[string]int{}}
	err := ix.view(ctx, collection, func(s *snapshot) error {
		st.Documents, st.Passages, st.Bytes = s.books.Documents, s.books.Passages, s.books.Bytes
		st.Segments = len(s.Segments())
		for name, f := range s.books.Fields {
			st.Terms[name] = f.Tokens
		}
		return nil
	})
	return st, err
}

// view calls f with the present state of a collection. What f finds unreadable becomes a DamagedError.
func (ix *Index) view(ctx context.Context, name string, f func(*snapshot) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	c, err := ix.collection(name, false)
	if err != nil {
		return err
	}
	s, err := c.snapshot()
	if err != nil {
		return err
	}
	defer s.Close()
	return c.explain(guarded(func() error { return f(s) }))
}

// document returns the document of that number out of the cache or the snapshot.
func (ix *Index) document(s *snapshot, number uint64) (*corpus.Document, error) {
	key := documentKey{s.store, number}
	if doc := ix.cache.get(key); doc != nil {
		return doc, nil
	}
	raw, err := s.stored(textKey(number), textField)
	if err != nil {
		return nil, err
	}
	if raw == nil {
		return nil, unreadable("the text of document %d is missing", number)
	}
	doc, err := decodeDocument(raw, s.name)
	if err != nil {
		return nil, unreadable("%w", err)
	}
	ix.cache.put(key, doc)
	return doc, nil
}

// info returns what is known of a document, nil where there is none of that ID.
func (s *snapshot) info(id string) (*Info, error) {
	if s.books.Documents == 0 {
		return nil, nil
	}
	raw, err := s.stored(infoKey(id), infoField)
	if err != nil || raw == nil {
		return nil, err
	}
	info, err := decodeInfo(raw)
	if err != nil {
		return nil, unreadable("%w", err)
	}
	s.books.complete(info)
	return info, nil
}

// mustInfo returns what is known of a document, or corpus.ErrNotFound.
func (s *snapshot) mustInfo(id string) (*Info, error) {
	info, err := s.info(id)
	if err == nil && info == nil {
		err = fmt.Errorf("document %q: %w", id, corpus.ErrNotFound)
	}
	return info, err
}

// stored returns a stored field of the record of that key, nil where there is none.
func (s *snapshot) stored(key, name string) ([]byte, error) {
	doc, err := s.Document(key)
	if err != nil || doc == nil {
		return nil, err
	}
	var value []byte
	doc.VisitFields(func(f api.Field) {
		if f.Name() == name {
			value = f.Value()
		}
	})
	s.store.touch(2*around + len(value)) // the key's list, and the record
	return value, nil
}

// infos calls f with every info, in no particular order.
func (s *snapshot) infos(f func(*Info) error) error {
	for _, seg := range s.Segments() {
		dict, err := seg.Segment().Dictionary(infoField)
		if err != nil {
			return err
		}
		list, err := dict.PostingsList([]byte(infoTerm), seg.Deleted(), nil)
		if err != nil {
			return err
		}
		for it := list.Iterator(false, false, false, nil); ; {
			p, err := it.Next()
			if err != nil {
				return err
			}
			if p == nil {
				break
			}
			if err := visitInfo(seg, p.Number(), f); err != nil {
				return err
			}
			s.store.touch(around)
		}
	}
	return nil
}

// visitInfo calls f with the info of a record of a segment.
func visitInfo(seg *scorch.SegmentSnapshot, number uint64, f func(*Info) error) error {
	var info *Info
	var bad error
	// The visitor always goes on: returning false puts scorch's buffer back into its pool twice.
	err := seg.VisitDocument(number, func(name string, _ byte, value []byte, _ []uint64) bool {
		if name == infoField {
			info, bad = decodeInfo(value)
		}
		return true
	})
	switch {
	case err != nil:
		return err
	case bad != nil:
		return unreadable("%w", bad)
	case info == nil:
		return unreadable("the record of a document is missing")
	}
	return f(info)
}
