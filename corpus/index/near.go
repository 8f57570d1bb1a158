package index

import (
	"cmp"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"slices"

	"github.com/dalil-bot/dalil/corpus"
	"github.com/dalil-bot/dalil/corpus/near"

	api "github.com/blevesearch/bleve_index_api"
)

// maxKin bounds what Kin returns. A name and a number more in a list of fifty copies tell nobody anything.
const maxKin = 50

// A document's sketch has a record of its own, which goes when the document gets another text: earlier ones are nobody's kin.

func nearKey(number uint64, id string) string {
	return string(append(binary.BigEndian.AppendUint64([]byte{nearPrefix}, number), id...))
}

// parseNearKey reads the key of a sketch or of vectors.
func parseNearKey(key string) (number uint64, id string, err error) {
	if len(key) < 9 || key[0] != nearPrefix && key[0] != vectorPrefix {
		return 0, "", errors.New("a sketch or vectors have a key that is none")
	}
	return binary.BigEndian.Uint64([]byte(key[1:9])), key[9:], nil
}

// nearRecord returns the record of a sketch, or nil where there is none.
func nearRecord(number uint64, id string, s near.Sketch) *record {
	if s == nil {
		return nil
	}
	f := &field{
		name: nearField, options: api.IndexField | api.StoreField | api.SkipFreqNorm,
		value: encodeSketch(s), terms: api.TokenFrequencies{},
	}
	for _, band := range s.Bands() {
		f.terms[band] = once
		f.length++
	}
	return &record{key: nearKey(number, id), fields: []api.Field{f}}
}

func encodeSketch(s near.Sketch) []byte {
	b := make([]byte, 0, 2*len(s))
	for _, v := range s {
		b = binary.BigEndian.AppendUint16(b, v)
	}
	return b
}

func decodeSketch(b []byte) (near.Sketch, error) {
	if b == nil {
		return nil, nil
	}
	if len(b) != 2*near.Size {
		return nil, unreadable("a sketch has %d bytes, not %d", len(b), 2*near.Size)
	}
	s := make(near.Sketch, near.Size)
	for i := range s {
		s[i] = binary.BigEndian.Uint16(b[2*i:])
	}
	return s, nil
}

// sketch returns the sketch of a stored document, nil where it has none.
func (s *snapshot) sketch(number uint64, id string) (near.Sketch, error) {
	raw, err := s.stored(nearKey(number, id), nearField)
	if err != nil {
		return nil, err
	}
	return decodeSketch(raw)
}

// Kin returns the documents of the permitted collections whose text is nearly that of a stored document, with what they are to it,
// the most similar first; ties by collection and ID. The document itself is not among them. At most 50 are returned. One of
// them that is just as like as CopyAt asks for is missed once in 20 times, one with a similarity of 0.5 once in 250.
func (ix *Index) Kin(ctx context.Context, collections []string, doc *corpus.Document) ([]near.Kin, error) {
	var sketch near.Sketch
	err := ix.view(ctx, doc.Collection, func(s *snapshot) error {
		info, err := s.mustInfo(doc.ID)
		if err == nil {
			sketch, err = s.sketch(info.number, info.ID)
		}
		return err
	})
	if err != nil || sketch == nil {
		return nil, err
	}
	var all []near.Kin
	for _, name := range slices.Compact(slices.Sorted(slices.Values(collections))) {
		err := ix.view(ctx, name, func(s *snapshot) error {
			found, err := ix.kin(ctx, s, doc, sketch)
			all = append(all, found...)
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	slices.SortFunc(all, func(a, b near.Kin) int {
		return cmp.Or(cmp.Compare(b.Similarity, a.Similarity), cmp.Compare(a.Doc.Collection, b.Doc.Collection),
			cmp.Compare(a.Doc.ID, b.Doc.ID))
	})
	return all[:min(len(all), maxKin)], nil
}

// kin returns the kin of a document in one collection.
func (ix *Index) kin(ctx context.Context, s *snapshot, doc *corpus.Document, sketch near.Sketch) ([]near.Kin, error) {
	keys := map[string]bool{}
	for _, band := range sketch.Bands() {
		if err := s.keysOf(ctx, nearField, band, keys); err != nil {
			return nil, err
		}
	}
	best := &ranked{limit: maxKin} // documents are read of the best alone, whatever the number of copies
	for _, key := range sortedKeys(keys) {
		number, id, err := parseNearKey(key)
		if err != nil {
			return nil, unreadable("%w", err)
		}
		if s.name == doc.Collection && id == doc.ID {
			continue
		}
		other, err := s.sketch(number, id)
		if err != nil {
			return nil, err
		}
		if like := sketch.Similarity(other); like >= near.CopyAt {
			best.add(candidate{score: like, id: id, number: number})
		}
	}
	var all []near.Kin
	for _, c := range best.sorted() {
		found, err := ix.document(s, c.number)
		if err != nil {
			return nil, err
		}
		all = append(all, near.Kin{Doc: found, Relation: near.Relate(doc, found, c.score)})
	}
	return all, nil
}

// keysOf collects the keys of the live records that have a term in a field.
func (s *snapshot) keysOf(ctx context.Context, name, term string, keys map[string]bool) error {
	r, err := s.TermFieldReader(ctx, []byte(term), name, false, false, false)
	if err != nil {
		return err
	}
	err = eachPosting(r, func(p *api.TermFieldDoc) error {
		key, err := s.ExternalID(p.ID)
		keys[key] = true
		return err
	})
	return errors.Join(err, r.Close())
}

// Relate returns which of some stored documents are copies or versions of one another. Documents that were changed or removed since
// they were read are nobody's kin.
func (ix *Index) Relate(ctx context.Context, docs []*corpus.Document) ([]near.Pair, error) {
	sketches := make([]near.Sketch, len(docs))
	byCollection := map[string][]int{}
	for i, d := range docs {
		byCollection[d.Collection] = append(byCollection[d.Collection], i)
	}
	for _, name := range sortedKeys(byCollection) {
		err := ix.view(ctx, name, func(s *snapshot) error {
			for _, i := range byCollection[name] {
				info, err := s.info(docs[i].ID)
				if err == nil && info != nil && info.Hash == docs[i].Hash {
					sketches[i], err = s.sketch(info.number, info.ID)
				}
				if err != nil {
					return fmt.Errorf("document %q: %w", docs[i].ID, err)
				}
			}
			return ctx.Err()
		})
		if err != nil {
			return nil, err
		}
	}
	return near.Pairs(docs, sketches), nil
}
