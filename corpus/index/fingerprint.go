package index

import (
	"context"
	"encoding/binary"
	"errors"
	"hash/fnv"
	"maps"
	"slices"

	"github.com/blevesearch/bleve/v2/index/scorch"
	segment "github.com/blevesearch/scorch_segment_api/v2"
)

// A fingerprint stands for all postings of a document: the sum of a hash of each, so that they may come in any order. Two documents
// with different postings have the same once in 2^64 times.
type fingerprint uint64

// postingHash returns what one posting adds: term is the hash of its field and term.
func postingHash(term uint64, passage, frequency, length int) fingerprint {
	z := term + uint64(passage)*0x9e3779b97f4a7c15 + uint64(frequency)*0xbf58476d1ce4e5b9 + uint64(length)*0x94d049bb133111eb
	z = (z ^ z>>32) * 0xd6e8feb86659fd93
	z = (z ^ z>>32) * 0xd6e8feb86659fd93
	return fingerprint(z ^ z>>32)
}

func termHash(name, term string) uint64 {
	h := fnv.New64a()
	h.Write(binary.AppendUvarint(nil, uint64(len(name))))
	h.Write([]byte(name))
	h.Write([]byte(term))
	return h.Sum64()
}

// sketchPassage stands for a passage where a record is that of a sketch.
const sketchPassage = -1

// analyse works out the fingerprints of documents, and compares what their infos say with what their texts give.
func (v *verifier) analyse(ctx context.Context, part []Entry, of []*Info) error {
	all, err := v.ix.prepare(ctx, part)
	if err != nil {
		return err
	}
	for n, p := range all {
		i := of[n]
		p.info.number = i.number
		if !maps.Equal(p.info.fields, i.fields) || p.info.Lang != i.Lang || !p.info.Date.Day.Equal(i.Date.Day) {
			v.say(i.ID, "its info is not what its text gives")
		}
		v.expected[i.number] = p.fingerprint()
		sketch, err := v.s.sketch(i.number, i.ID)
		if err != nil || string(encodeSketch(sketch)) != string(encodeSketch(p.sketch)) {
			v.say(i.ID, "its sketch is not what its text gives")
		}
	}
	return nil
}

// fingerprint returns that of the records as they are written.
func (p *prepared) fingerprint() fingerprint {
	var sum fingerprint
	p.records(func(r *record) {
		passage := sketchPassage
		if r.key[0] == passagePrefix {
			_, passage, _, _ = parsePassageKey(r.key) // it was made by its counterpart
		}
		for _, f := range r.fields {
			if f.Name() == infoField {
				continue
			}
			for term, freq := range f.AnalyzedTokenFrequencies() {
				if f.Options().SkipFreqNorm() {
					sum += postingHash(termHash(f.Name(), term), passage, 1, 1)
				} else {
					sum += postingHash(termHash(f.Name(), term), passage, freq.Frequency(), f.AnalyzedLength())
				}
			}
		}
	})
	return sum
}

// An owner is the document and passage that a record is about.
type owner struct {
	number  uint64
	passage int
}

// A tally adds up the live records and postings of a collection, segment by segment.
type tally struct {
	v        *verifier
	have     map[uint64]fingerprint // by number
	passages map[uint64]int         // by number
	texts    int
	vectors  int
	owners   map[uint64]owner // of a segment's records
}

// records compares the keys and postings of the inverted index with the documents.
func (v *verifier) records(ctx context.Context) error {
	t := &tally{v: v, have: map[uint64]fingerprint{}, passages: map[uint64]int{}}
	for _, seg := range v.s.Segments() {
		if err := errors.Join(t.keys(seg), t.postings(ctx, seg)); err != nil {
			return err
		}
	}
	for _, number := range slices.Sorted(maps.Keys(v.live)) {
		i := v.live[number]
		if t.passages[number] != i.Passages {
			v.say(i.ID, "it has %d passages in the inverted index, not %d", t.passages[number], i.Passages)
		} else if want, ok := v.expected[number]; ok && t.have[number] != want {
			v.say(i.ID, "its terms in the inverted index are not those of its text")
		}
	}
	if t.vectors != v.counted.Vectors.Documents {
		v.say("", "there are %d lists of vectors, not %d", t.vectors, v.counted.Vectors.Documents)
	}
	if t.texts != len(v.keys) {
		v.say("", "there are %d texts, not %d", t.texts, len(v.keys))
	}
	return nil
}

// keys finds out what the live records of a segment are about.
func (t *tally) keys(seg *scorch.SegmentSnapshot) error {
	t.owners = map[uint64]owner{}
	deleted := seg.Deleted()
	for at := range seg.Segment().Count() {
		if deleted != nil && deleted.Contains(uint32(at)) {
			continue
		}
		key, err := seg.Segment().DocID(at)
		if err == nil {
			err = t.key(at, string(key))
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (t *tally) key(at uint64, key string) error {
	if key == "" {
		return errors.New("a record has no key")
	}
	o, id, what := owner{passage: sketchPassage}, "", "sketch"
	var err error
	switch key[0] {
	case passagePrefix:
		o.number, o.passage, id, err = parsePassageKey(key)
		t.passages[o.number]++
		what = "passage"
	case nearPrefix:
		o.number, id, err = parseNearKey(key)
	case vectorPrefix:
		o.number, id, err = parseNearKey(key)
		what = "list of vectors"
		t.vectors++
	case textPrefix:
		if t.texts++; !t.v.keys[key] {
			t.v.say("", "a text belongs to nothing")
		}
		return nil
	default:
		return nil
	}
	if i := t.v.live[o.number]; err == nil && (i == nil || i.ID != id || o.passage >= i.Passages) {
		t.v.say(id, "a %s of it belongs to nothing", what)
	}
	// A posting of vectors stands for all of them, and is none of the terms that a text gives.
	if what == "list of vectors" {
		return err
	}
	t.owners[at] = o
	return err
}

// postings adds up the postings of a segment.
func (t *tally) postings(ctx context.Context, seg *scorch.SegmentSnapshot) error {
	for _, name := range seg.Segment().Fields() {
		if name == idField || name == infoField || name == textField || name == vectorField {
			continue
		}
		dict, err := seg.Segment().Dictionary(name)
		if err != nil {
			return err
		}
		if err := t.field(ctx, name, dict, seg); err != nil {
			return err
		}
	}
	return nil
}

func (t *tally) field(ctx context.Context, name string, dict segment.TermDictionary, seg *scorch.SegmentSnapshot) error {
	terms := dict.AutomatonIterator(nil, nil, nil)
	var list segment.PostingsList
	var it segment.PostingsIterator
	for {
		e, err := terms.Next()
		if err != nil || e == nil {
			return err
		}
		if list, err = dict.PostingsList([]byte(e.Term), seg.Deleted(), list); err != nil {
			return err
		}
		it = list.Iterator(true, true, false, it)
		if err := errors.Join(t.add(it, name, e.Term), ctx.Err()); err != nil {
			return err
		}
	}
}

// add adds up the postings of a term. Fields without frequencies count as if all were one.
func (t *tally) add(it segment.PostingsIterator, name, term string) error {
	hash := termHash(name, term)
	flat := name == dayField || name == nearField
	for {
		p, err := it.Next()
		if err != nil || p == nil {
			return err
		}
		o, ok := t.owners[p.Number()]
		switch {
		case !ok:
		case flat:
			t.have[o.number] += postingHash(hash, o.passage, 1, 1)
		default:
			t.have[o.number] += postingHash(hash, o.passage, int(p.Frequency()), int(fieldLength(p)))
		}
	}
}
