package index

import (
	"fmt"
	"time"

	"github.com/dalil-bot/dalil/corpus"
)

// recordVersion is the first byte of a document's and of an info's record.
const recordVersion = 2

// A State says what a source saw of a document when it was read. A source compares it with what it sees now.
type State struct {
	Source  string    // name of the source, such as the path of a folder; "" for none
	Entry   string    // ID of the source's entry, where that holds several documents; "" for the document's own ID
	Size    int64     // of the file, in bytes
	ModTime time.Time // of the file
	Hash    string    // of the file's bytes, SHA-256 in hexadecimal; not that of the text, which Document.Hash is
	Version string    // what the source calls this content, such as an ETag; "" for nothing
	From    string    // URI at which it was read in the end, after redirects; "" for the document's own
}

// Same reports whether the file has the size and the modification time of t, to the nanosecond.
func (s State) Same(t State) bool { return s.Size == t.Size && s.ModTime.Equal(t.ModTime) }

// An Info is what is known of a stored document without its text.
type Info struct {
	ID       string
	Title    string
	Lang     string
	Hash     string // of the text, as in corpus.Document
	Date     corpus.Date
	Bytes    int // of the text
	Passages int
	State    State

	FirstSeen time.Time // when the document came into the collection, whatever its text was then
	Since     time.Time // when it got the text that it has
	LastSeen  time.Time // when its source was last seen to have it
	Lost      bool      // its source did not have it the last time; it stays until it is removed
	Earlier   []Version // texts that it had before, the last one first

	number  uint64                // under which its records are found
	vectors bool                  // its passages have vectors
	fields  map[string]fieldCount // what it adds to the bookkeeping
}

func encodeInfo(i *Info) []byte {
	e := &encoder{}
	e.byte(recordVersion)
	e.uint(i.number)
	e.string(i.ID)
	e.string(i.Title)
	e.string(i.Lang)
	e.hash(i.Hash)
	e.time(i.Date.Day)
	e.string(string(i.Date.Origin))
	e.uint(uint64(i.Bytes))
	e.uint(uint64(i.Passages))
	e.state(i.State)
	e.time(i.FirstSeen)
	e.time(i.Since)
	e.lastSeen(i)
	e.uint(uint64(len(i.Earlier)))
	for _, v := range i.Earlier {
		e.uint(v.number)
		e.hash(v.Hash)
		e.time(v.Since)
		e.time(v.Until)
	}
	e.bool(i.vectors)
	e.uint(uint64(len(i.fields)))
	for _, name := range sortedKeys(i.fields) {
		e.string(name)
		e.uint(uint64(i.fields[name].Passages))
		e.uint(uint64(i.fields[name].Tokens))
	}
	return e.b
}

// lastSeen writes when a document was last seen only where its source has lost it. For all others the bookkeeping has it, so
// that a sync of many unchanged documents writes none of them.
func (e *encoder) lastSeen(i *Info) {
	e.bool(i.Lost)
	if i.Lost {
		e.time(i.LastSeen)
	}
}

func (e *encoder) state(s State) {
	e.string(s.Source)
	e.string(s.Entry)
	e.int(s.Size)
	e.time(s.ModTime)
	e.hash(s.Hash)
	e.string(s.Version)
	e.string(s.From)
}

func (d *decoder) state() State {
	return State{
		Source: d.string(), Entry: d.string(), Size: d.int(), ModTime: d.time(), Hash: d.hash(),
		Version: d.string(), From: d.string(),
	}
}

func decodeInfo(b []byte) (*Info, error) {
	d := &decoder{b: b}
	if v := d.byte(); d.err == nil && v != recordVersion {
		return nil, fmt.Errorf("a document's record has version %d, not %d", v, recordVersion)
	}
	i := &Info{number: d.uint(), ID: d.string(), Title: d.string(), Lang: d.string(), Hash: d.hash()}
	i.Date = corpus.Date{Day: d.time(), Origin: corpus.DateOrigin(d.string())}
	i.Bytes, i.Passages = int(d.uint()), int(d.uint())
	i.State = d.state()
	i.FirstSeen, i.Since = d.time(), d.time()
	if i.Lost = d.byte() != 0; i.Lost {
		i.LastSeen = d.time()
	}
	for range d.count(5) {
		i.Earlier = append(i.Earlier, Version{number: d.uint(), Hash: d.hash(), Since: d.time(), Until: d.time()})
	}
	i.vectors = d.byte() != 0
	n := d.count(3)
	i.fields = make(map[string]fieldCount, n)
	for range n {
		name := d.string()
		i.fields[name] = fieldCount{Passages: int(d.uint()), Tokens: int(d.uint())}
	}
	return i, d.done()
}

// encodeDocument writes everything but the collection, which is known where the record is found.
func encodeDocument(doc *corpus.Document) []byte {
	e := &encoder{b: make([]byte, 0, len(doc.Text)+512+16*len(doc.Passages)+8*len(doc.Blocks))}
	e.byte(recordVersion)
	for _, s := range []string{doc.ID, doc.URI, doc.Title, doc.Publisher, doc.Author, doc.Lang} {
		e.string(s)
	}
	e.time(doc.Date.Day)
	e.string(string(doc.Date.Origin))
	e.hash(doc.Hash)
	e.string(doc.Text)
	encodeBlocks(e, doc.Blocks)
	e.uint(uint64(len(doc.Passages)))
	at := 0
	for _, p := range doc.Passages {
		e.span(p.Span, at)
		e.string(p.Lang)
		e.span(p.Heading, p.Start)
		e.uint(uint64(len(p.Sentences)))
		at = p.Start
		for _, s := range p.Sentences {
			e.span(s, at)
			at = s.End
		}
		at = p.End
	}
	return e.b
}

func decodeDocument(b []byte, collection string) (*corpus.Document, error) {
	d := &decoder{b: b}
	if v := d.byte(); d.err == nil && v != recordVersion {
		return nil, fmt.Errorf("a document has version %d, not %d", v, recordVersion)
	}
	doc := &corpus.Document{Collection: collection}
	for _, s := range []*string{&doc.ID, &doc.URI, &doc.Title, &doc.Publisher, &doc.Author, &doc.Lang} {
		*s = d.string()
	}
	doc.Date = corpus.Date{Day: d.time(), Origin: corpus.DateOrigin(d.string())}
	doc.Hash = d.hash()
	doc.Text = d.string()
	doc.Blocks = decodeBlocks(d)
	doc.Passages = decodePassages(d)
	if err := d.done(); err != nil {
		return nil, err
	}
	return doc, Check(doc)
}

// Marks of a block's place.
const (
	noPlace   = iota
	samePlace // as the block before
	newPlace  // follows
)

func encodeBlocks(e *encoder, blocks []corpus.Block) {
	e.uint(uint64(len(blocks)))
	at := 0
	var place corpus.Place
	for _, b := range blocks {
		e.span(b.Span, at)
		e.string(string(b.Kind))
		e.int(int64(b.Level))
		e.string(b.Rule)
		switch b.Place {
		case corpus.Place{}:
			e.byte(noPlace)
		case place:
			e.byte(samePlace)
		default:
			e.byte(newPlace)
			e.string(string(b.Place.Kind))
			e.int(int64(b.Place.Number))
			e.string(b.Place.Name)
			e.string(b.Place.URL)
		}
		at, place = b.End, b.Place
	}
}

func decodeBlocks(d *decoder) []corpus.Block {
	blocks := make([]corpus.Block, d.count(6))
	at := 0
	var place corpus.Place
	for i := range blocks {
		b := corpus.Block{Span: d.span(at), Kind: corpus.Kind(d.string()), Level: int(d.int()), Rule: d.string()}
		switch d.byte() {
		case noPlace:
		case samePlace:
			b.Place = place
		case newPlace:
			b.Place = corpus.Place{Kind: corpus.PlaceKind(d.string()), Number: int(d.int()), Name: d.string(), URL: d.string()}
		default:
			d.fail()
		}
		blocks[i] = b
		at, place = b.End, b.Place
	}
	return blocks
}

func decodePassages(d *decoder) []corpus.Passage {
	passages := make([]corpus.Passage, d.count(6))
	at := 0
	for i := range passages {
		p := &passages[i]
		p.Span = d.span(at)
		p.Lang = d.string()
		p.Heading = d.span(p.Start)
		p.Sentences = make([]corpus.Span, d.count(2))
		at = p.Start
		for j := range p.Sentences {
			p.Sentences[j] = d.span(at)
			at = p.Sentences[j].End
		}
		at = p.End
	}
	return passages
}
