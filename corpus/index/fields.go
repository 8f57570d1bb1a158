package index

import (
	"encoding/binary"
	"errors"
	"fmt"

	"github.com/dalil-bot/dalil/corpus/analysis"

	api "github.com/blevesearch/bleve_index_api"
)

// SharedField is the field that passages of all languages have in common.
const SharedField = "shared"

// Fields that are no language's. No language code begins with '~'.
const (
	infoField   = "~info" // of an info: its record, and the term infoTerm
	textField   = "~text" // of a document: its record
	dayField    = "~day"  // of a passage: the day of its document, as 20131102
	nearField   = "~near" // of a sketch: the sketch, and its bands
	vectorField = "~vec"  // of a document's vectors: they, and the term vectorTerm
	idField     = "_id"
)

// What all records of a kind are found by.
const (
	infoTerm   = "i"
	vectorTerm = "v"
)

// fieldOf returns the name of the field for the words of a language.
func fieldOf(lang string) string {
	if lang == "" || lang[0] == '~' || lang[0] == '_' || lang == SharedField {
		return "und"
	}
	return lang
}

// Keys of the records. A document's info is found by its ID; the rest by its number, which no other document ever has.
const (
	infoPrefix    = 'i'
	textPrefix    = 't'
	passagePrefix = 'p'
	nearPrefix    = 'n'
	vectorPrefix  = 'v'
)

func infoKey(id string) string { return string(rune(infoPrefix)) + id }

func textKey(number uint64) string {
	return string(binary.BigEndian.AppendUint64([]byte{textPrefix}, number))
}

// passageKey ends with the document's ID, so that ties are broken without reading the document.
func passageKey(number uint64, passage int, id string) string {
	b := binary.BigEndian.AppendUint64([]byte{passagePrefix}, number)
	return string(append(binary.BigEndian.AppendUint32(b, uint32(passage)), id...))
}

func parsePassageKey(key string) (number uint64, passage int, id string, err error) {
	if len(key) < 13 || key[0] != passagePrefix {
		return 0, 0, "", errors.New("a passage has a key that is none")
	}
	b := []byte(key[1:13])
	return binary.BigEndian.Uint64(b), int(binary.BigEndian.Uint32(b[8:])), key[13:], nil
}

// A record is what scorch takes for a document: a key and fields whose terms are counted already.
type record struct {
	key    string
	fields []api.Field
}

func (r *record) ID() string                               { return r.key }
func (r *record) Size() int                                { return len(r.key) }
func (r *record) VisitComposite(api.CompositeFieldVisitor) {}
func (r *record) HasComposite() bool                       { return false }
func (r *record) NumPlainTextBytes() uint64                { return 0 }
func (r *record) StoredFieldsBytes() uint64                { return 0 }
func (r *record) Indexed() bool                            { return true }
func (r *record) VisitFields(visit api.FieldVisitor) {
	for _, f := range r.fields {
		visit(f)
	}
}

// AddIDField adds the field by which scorch finds the record again.
func (r *record) AddIDField() {
	r.fields = append(r.fields, &field{
		name: idField, options: api.IndexField | api.StoreField,
		value: []byte(r.key), terms: api.TokenFrequencies{r.key: once}, length: 1,
	})
}

// A field is a field of a record.
type field struct {
	name    string
	options api.FieldIndexingOptions
	value   []byte
	terms   api.TokenFrequencies
	length  int // in tokens, terms counted as often as they stand there
}

func (f *field) Name() string                                   { return f.name }
func (f *field) Value() []byte                                  { return f.value }
func (f *field) ArrayPositions() []uint64                       { return nil }
func (f *field) EncodedFieldType() byte                         { return 't' }
func (f *field) Analyze()                                       {}
func (f *field) Options() api.FieldIndexingOptions              { return f.options }
func (f *field) AnalyzedLength() int                            { return f.length }
func (f *field) AnalyzedTokenFrequencies() api.TokenFrequencies { return f.terms }
func (f *field) NumPlainTextBytes() uint64                      { return uint64(len(f.value)) }

// once is the frequency of nearly all terms of a passage. Scorch only reads it, so that all of them can share it.
var once = frequency(1)

func frequency(n int) *api.TokenFreq {
	f := new(api.TokenFreq)
	f.SetFrequency(n)
	return f
}

// termField returns a field that holds the terms, or nil where there are none.
func termField(name string, ts []analysis.Term) *field {
	f := &field{name: name, options: api.IndexField, terms: make(api.TokenFrequencies, len(ts))}
	for _, t := range ts {
		if t.Text == "" {
			continue
		}
		f.length++
		if had := f.terms[t.Text]; had == nil {
			f.terms[t.Text] = once
		} else {
			f.terms[t.Text] = frequency(had.Frequency() + 1)
		}
	}
	if f.length == 0 {
		return nil
	}
	return f
}

func infoRecord(i *Info) *record {
	return &record{key: infoKey(i.ID), fields: []api.Field{&field{
		name: infoField, options: api.IndexField | api.StoreField,
		value: encodeInfo(i), terms: api.TokenFrequencies{infoTerm: once}, length: 1,
	}}}
}

func textRecord(number uint64, encoded []byte) *record {
	return &record{key: textKey(number), fields: []api.Field{
		&field{name: textField, options: api.StoreField, value: encoded},
	}}
}

// vectorKey has the form of nearKey.
func vectorKey(number uint64, id string) string {
	return string(append(binary.BigEndian.AppendUint64([]byte{vectorPrefix}, number), id...))
}

func vectorRecord(number uint64, id string, encoded []byte) *record {
	return &record{key: vectorKey(number, id), fields: []api.Field{&field{
		name: vectorField, options: api.IndexField | api.StoreField | api.SkipFreqNorm,
		value: encoded, terms: api.TokenFrequencies{vectorTerm: once}, length: 1,
	}}}
}

// dayTerm returns the term of dayField for a day.
func dayTerm(year, month, day int) string { return fmt.Sprintf("%04d%02d%02d", year, month, day) }
