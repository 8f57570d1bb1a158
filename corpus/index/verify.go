package index

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	api "github.com/blevesearch/bleve_index_api"
)

// Verify reads a whole collection and compares what it holds with what it says of itself: that every document decodes, has
// the text that its hash names and exactly its passages in the inverted index, that there is no passage without a document, and
// that the bookkeeping equals a recount. What disagrees is joined into a DamagedError.
func (ix *Index) Verify(ctx context.Context, collection string) error {
	return ix.view(ctx, collection, func(s *snapshot) error {
		v := &verifier{ix: ix, s: s, counted: newBooks(), live: map[uint64]*Info{}}
		for _, step := range []func(context.Context) error{v.documents, v.passages, v.recount} {
			if err := step(ctx); err != nil {
				return err
			}
		}
		if len(v.wrong) > 0 {
			return unreadable("%w", errors.Join(v.wrong...))
		}
		return nil
	})
}

// A verifier goes through one state of a collection.
type verifier struct {
	ix      *Index
	s       *snapshot
	counted *books
	live    map[uint64]*Info
	texts   int // that the infos name, earlier ones with them
	wrong   []error
}

func (v *verifier) say(format string, args ...any) {
	v.wrong = append(v.wrong, fmt.Errorf(format, args...))
}

// documents compares every document with its info.
func (v *verifier) documents(ctx context.Context) error {
	return v.s.infos(func(i *Info) error {
		if v.live[i.number] != nil || i.number >= v.s.books.Next {
			v.say("document %q has the number %d, which is not its own", i.ID, i.number)
		}
		v.live[i.number] = i
		v.counted.add(i, 1)
		v.texts += 1 + len(i.Earlier)
		if err := v.earlier(i); err != nil {
			return err
		}
		raw, err := v.s.stored(textKey(i.number), textField)
		if err != nil {
			return err
		}
		if raw == nil {
			v.say("document %q has no text", i.ID)
			return nil
		}
		doc, err := decodeDocument(raw, v.s.name)
		if err != nil {
			v.say("document %q: %w", i.ID, err)
			return nil
		}
		sum := sha256.Sum256([]byte(doc.Text))
		if doc.ID != i.ID || len(doc.Passages) != i.Passages || len(doc.Text) != i.Bytes || doc.Hash != i.Hash {
			v.say("document %q is another one than its info says", i.ID)
		}
		if doc.Hash != "" && doc.Hash != hex.EncodeToString(sum[:]) {
			v.say("document %q has another text than its hash says", i.ID)
		}
		return ctx.Err()
	})
}

// earlier compares the earlier texts of a document with their hashes.
func (v *verifier) earlier(i *Info) error {
	for _, old := range i.Earlier {
		raw, err := v.s.stored(textKey(old.number), textField)
		if err != nil {
			return err
		}
		doc, err := decodeDocument(raw, v.s.name)
		switch {
		case err != nil:
			v.say("document %q, text until %s: %w", i.ID, old.Until.Format(time.DateOnly), err)
		case doc.Hash != old.Hash || doc.ID != i.ID || old.number >= v.s.books.Next:
			v.say("document %q, text until %s: it is another one", i.ID, old.Until.Format(time.DateOnly))
		}
	}
	return nil
}

// passages compares the keys of the inverted index with the documents.
func (v *verifier) passages(ctx context.Context) error {
	found := map[uint64]int{}
	texts := 0
	all, err := v.s.DocIDReaderAll()
	if err != nil {
		return err
	}
	defer all.Close()
	for {
		id, err := all.Next()
		if err != nil || id == nil {
			v.missing(found, texts)
			return err
		}
		key, err := v.s.ExternalID(id)
		if err != nil {
			return err
		}
		switch key[0] {
		case passagePrefix:
			number, passage, id, err := parsePassageKey(key)
			if err != nil {
				return err
			}
			if i := v.live[number]; i == nil || i.ID != id || passage >= i.Passages {
				v.say("passage %d of document %q belongs to nothing", passage, id)
			}
			found[number]++
		case textPrefix:
			texts++
		}
		if err := ctx.Err(); err != nil {
			return err
		}
	}
}

// missing says which documents have passages too few or too many. Keys are unique, so that numbers tell.
func (v *verifier) missing(found map[uint64]int, texts int) {
	for _, number := range slices.Sorted(maps.Keys(v.live)) {
		i := v.live[number]
		if found[number] != i.Passages {
			v.say("document %q has %d passages in the inverted index, not %d", i.ID, found[number], i.Passages)
		}
	}
	if texts != v.texts {
		v.say("there are %d texts, not %d", texts, v.texts)
	}
}

// recount compares the bookkeeping with the documents' infos and with the postings themselves.
func (v *verifier) recount(ctx context.Context) error {
	b, c := v.s.books, v.counted
	if b.Documents != c.Documents || b.Passages != c.Passages || b.Bytes != c.Bytes || !maps.Equal(b.Fields, c.Fields) {
		v.say("the bookkeeping says %d documents, %d passages, %d bytes and %v; there are %d, %d, %d and %v",
			b.Documents, b.Passages, b.Bytes, b.Fields, c.Documents, c.Passages, c.Bytes, c.Fields)
	}
	for _, name := range sortedKeys(b.Sources) {
		if have := c.Sources[name].Documents; have != b.Sources[name].Documents {
			v.say("source %q has %d documents, not %d", name, have, b.Sources[name].Documents)
		}
	}
	for _, name := range sortedKeys(b.Fields) {
		count, err := v.field(ctx, name)
		if err != nil {
			return err
		}
		if count != b.Fields[name] {
			v.say("field %q holds %+v, not %+v", name, count, b.Fields[name])
		}
	}
	return nil
}

// field counts the live postings of a field.
func (v *verifier) field(ctx context.Context, name string) (fieldCount, error) {
	dict, err := v.s.FieldDict(name)
	if err != nil {
		return fieldCount{}, err
	}
	defer dict.Close()
	seen := map[uint64]bool{}
	tokens := 0
	for {
		e, err := dict.Next()
		if err != nil || e == nil {
			return fieldCount{Passages: len(seen), Tokens: tokens}, err
		}
		r, err := v.s.TermFieldReader(ctx, []byte(e.Term), name, true, false, false)
		if err != nil {
			return fieldCount{}, err
		}
		err = eachPosting(r, func(p *api.TermFieldDoc) {
			seen[p.ID.Value()] = true
			tokens += int(p.Freq)
		})
		if err := errors.Join(err, r.Close(), ctx.Err()); err != nil {
			return fieldCount{}, err
		}
	}
}

func eachPosting(r api.TermFieldReader, f func(*api.TermFieldDoc)) error {
	var doc api.TermFieldDoc
	for {
		p, err := r.Next(&doc)
		if err != nil || p == nil {
			return err
		}
		f(p)
	}
}
