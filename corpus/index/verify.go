package index

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	api "github.com/blevesearch/bleve_index_api"

	"github.com/dalil-bot/dalil/corpus"
)

// A Problem is something of a collection that is not as it was written.
type Problem struct {
	ID  string // of the document that it is about; "" for the collection as a whole
	Err error
}

// Error says what is wrong, and with which document.
func (p Problem) Error() string {
	if p.ID == "" {
		return p.Err.Error()
	}
	return fmt.Sprintf("document %q: %v", p.ID, p.Err)
}

// Unwrap gives the cause.
func (p Problem) Unwrap() error { return p.Err }

// A Verification is what Inspect found.
type Verification struct {
	Documents int       // looked at
	Passages  int       // of them
	Versions  int       // earlier texts
	Problems  []Problem // sorted by ID
}

// Inspect reads a whole collection and compares what it holds with what it says of itself: that every document decodes, has the
// text that its hash names and all its spans within that, and stands in the inverted index with exactly the terms that its text
// gives; that there is nothing without a document; and that the bookkeeping equals a recount. It analyses every text again, which
// takes about as long as it took to index them. Its error is about the collection as a whole, which cannot be read then.
func (ix *Index) Inspect(ctx context.Context, collection string) (Verification, error) {
	var result Verification
	err := ix.view(ctx, collection, func(s *snapshot) error {
		v := newVerifier(ix, s)
		result = v.run(ctx)
		return ctx.Err()
	})
	return result, err
}

// Verify is Inspect with the problems joined into a DamagedError.
func (ix *Index) Verify(ctx context.Context, collection string) error {
	result, err := ix.Inspect(ctx, collection)
	if err != nil || len(result.Problems) == 0 {
		return err
	}
	var all []error
	for _, p := range result.Problems {
		all = append(all, p)
	}
	c, err := ix.collection(collection, false)
	if err != nil {
		return err
	}
	return c.explain(unreadable("%w", errors.Join(all...)))
}

// A verifier goes through one state of a collection.
type verifier struct {
	ix       *Index
	s        *snapshot
	counted  *books
	live     map[uint64]*Info
	expected map[uint64]fingerprint // by number, of the documents that can be read
	sound    []string               // IDs of documents that can be taken over
	keys     map[string]bool        // of texts that there should be
	found    Verification
}

func newVerifier(ix *Index, s *snapshot) *verifier {
	return &verifier{
		ix: ix, s: s, counted: newBooks(), live: map[uint64]*Info{},
		expected: map[uint64]fingerprint{}, keys: map[string]bool{},
	}
}

func (v *verifier) say(id, format string, args ...any) {
	v.found.Problems = append(v.found.Problems, Problem{ID: id, Err: fmt.Errorf(format, args...)})
}

// run takes the steps one after the other. What one of them cannot read keeps no other from its work.
func (v *verifier) run(ctx context.Context) Verification {
	for _, step := range []func(context.Context) error{v.documents, v.records, v.recount} {
		if err := guarded(func() error { return step(ctx) }); err != nil && ctx.Err() == nil {
			v.say("", "%w", err)
		}
	}
	slices.SortStableFunc(v.found.Problems, func(a, b Problem) int { return strings.Compare(a.ID, b.ID) })
	return v.found
}

// documents compares every document with its info, and works out what the inverted index has to hold of it.
func (v *verifier) documents(ctx context.Context) error {
	var part []Entry
	var of []*Info
	bytes := 0
	flush := func() error {
		err := v.analyse(ctx, part, of)
		part, of, bytes = nil, nil, 0
		return err
	}
	err := v.s.infos(func(i *Info) error {
		if v.live[i.number] != nil || i.number >= v.s.books.Next {
			v.say(i.ID, "it has the number %d, which is not its own", i.number)
		}
		v.live[i.number] = i
		v.counted.add(i, 1)
		v.found.Documents++
		v.found.Passages += i.Passages
		v.earlier(i)
		if i.vectors {
			if _, err := v.s.vectorsOf(i); err != nil {
				v.say(i.ID, "%w", err)
			}
		}
		v.keys[textKey(i.number)] = true
		if doc := v.text(i); doc != nil {
			part, of = append(part, Entry{Doc: doc}), append(of, i)
			bytes += len(doc.Text)
		}
		if bytes >= verifyBytes {
			return flush()
		}
		return ctx.Err()
	})
	return errors.Join(err, flush())
}

// verifyBytes is how much text is analysed at a time; forty times as much memory is taken.
const verifyBytes = 1 << 20

// text returns a document that is what its info says, or nil after saying what is wrong.
func (v *verifier) text(i *Info) *corpus.Document {
	doc, err := v.s.decode(i.number)
	switch {
	case err != nil:
		v.say(i.ID, "%w", err)
	case doc.ID != i.ID || len(doc.Passages) != i.Passages || len(doc.Text) != i.Bytes || doc.Hash != i.Hash || doc.Title != i.Title:
		v.say(i.ID, "it is another one than its info says")
	case !hashed(doc):
		v.say(i.ID, "it has another text than its hash says")
	default:
		v.sound = append(v.sound, i.ID)
		return doc
	}
	return nil
}

// hashed reports whether a document's text is that of its hash.
func hashed(doc *corpus.Document) bool {
	sum := sha256.Sum256([]byte(doc.Text))
	return doc.Hash == "" || doc.Hash == hex.EncodeToString(sum[:])
}

// decode reads a text past the cache.
func (s *snapshot) decode(number uint64) (doc *corpus.Document, err error) {
	err = guarded(func() error {
		raw, err := s.stored(textKey(number), textField)
		if err == nil && raw == nil {
			err = errors.New("its text is missing")
		}
		if err == nil {
			doc, err = decodeDocument(raw, s.name)
		}
		return err
	})
	return doc, err
}

// earlier compares the earlier texts of a document with their hashes.
func (v *verifier) earlier(i *Info) {
	for _, old := range i.Earlier {
		v.found.Versions++
		v.keys[textKey(old.number)] = true
		doc, err := v.s.decode(old.number)
		switch {
		case err != nil:
			v.say(i.ID, "its text until %s: %w", old.Until.Format(time.DateOnly), err)
		case doc.Hash != old.Hash || doc.ID != i.ID || !hashed(doc) || old.number >= v.s.books.Next:
			v.say(i.ID, "its text until %s is another one", old.Until.Format(time.DateOnly))
		}
	}
}

// recount compares the bookkeeping with the documents' infos.
func (v *verifier) recount(context.Context) error {
	b, c := v.s.books, v.counted
	if b.Documents != c.Documents || b.Passages != c.Passages || b.Bytes != c.Bytes || !maps.Equal(b.Fields, c.Fields) {
		v.say("", "the bookkeeping says %d documents, %d passages, %d bytes and %v; there are %d, %d, %d and %v",
			b.Documents, b.Passages, b.Bytes, b.Fields, c.Documents, c.Passages, c.Bytes, c.Fields)
	}
	if b.Vectors.Documents != c.Vectors.Documents || b.Vectors.Passages != c.Vectors.Passages {
		v.say("", "the bookkeeping says %d passages with vectors; there are %d", b.Vectors.Passages, c.Vectors.Passages)
	}
	for _, name := range sortedKeys(b.Sources) {
		if have := c.Sources[name].Documents; have != b.Sources[name].Documents {
			v.say("", "source %q has %d documents, not %d", name, have, b.Sources[name].Documents)
		}
	}
	return nil
}

func eachPosting(r api.TermFieldReader, f func(*api.TermFieldDoc) error) error {
	var doc api.TermFieldDoc
	for {
		p, err := r.Next(&doc)
		if err != nil || p == nil {
			return err
		}
		if err := f(p); err != nil {
			return err
		}
	}
}
