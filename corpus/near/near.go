// Package near tells copies and later versions of documents by their words.
//
// A [Sketch] is a MinHash signature (Broder, On the resemblance and containment of documents, 1997) over runs of three words: the
// share of positions at which two sketches agree estimates the share of runs that the two texts have in common (their Jaccard
// coefficient). [Relate] says what one document is to another, from their sketches, titles and dates.
//
// Two things hold. A sketch depends on the words of a document's passages alone, so that navigation and other boilerplate around
// a copy does not count. And likeness is no identity: records that are written by one pattern and differ in a name or a number are
// as like as copies are, so that sentences which say different things have to be told apart by those who read them.
package near

import "math"

// Size is the number of positions of a sketch. The estimate's standard error is sqrt(J(1-J)/Size), 0.044 at most.
const Size = 128

// run is how many words in a row are compared: fewer make texts on one subject look alike, more make one changed word count more.
const run = 3

// A Sketch is the signature of a text, nil for one without words.
type Sketch []uint16

// Similarity estimates the share of runs of words that two texts have in common, 0 to 1. That with a nil sketch is 0.
func (s Sketch) Similarity(t Sketch) float64 {
	if len(s) != Size || len(t) != Size {
		return 0
	}
	same := 0
	for i, v := range s {
		if v == t[i] {
			same++
		}
	}
	return float64(same) / Size
}

// Runs are what a sketch is made of: for each hash function the least value over the runs that were added. Passages may be
// added in any order.
type Runs struct {
	least [Size]uint32
	any   bool
}

// NewRuns returns one that holds nothing.
func NewRuns() *Runs {
	r := new(Runs)
	for i := range r.least {
		r.least[i] = math.MaxUint32
	}
	return r
}

// Add adds the runs of a passage's words. Fewer words than a run are one.
func (r *Runs) Add(words []string) {
	for i := range words {
		if i == 0 || i+run <= len(words) {
			r.add(hash(words[i:min(i+run, len(words))]))
		}
	}
}

func (r *Runs) add(h uint64) {
	r.any = true
	for i := range r.least {
		f := &functions[i]
		if v := uint32((f.factor*h + f.summand) >> 32); v < r.least[i] {
			r.least[i] = v
		}
	}
}

// Merge adds what another one holds.
func (r *Runs) Merge(s *Runs) {
	r.any = r.any || s.any
	for i, v := range s.least {
		r.least[i] = min(r.least[i], v)
	}
}

// Sketch returns the signature.
func (r *Runs) Sketch() Sketch {
	if !r.any {
		return nil
	}
	s := make(Sketch, Size)
	for i, v := range r.least {
		s[i] = uint16(v) // two values that differ have the same lower half once in 65,536 times
	}
	return s
}

// A function is a hash function on hashes: multiply, add, and take the upper half (Dietzfelbinger et al., A reliable randomized
// algorithm for the closest-pair problem, 1997).
type function struct{ factor, summand uint64 }

var functions = newFunctions()

// newFunctions takes its numbers from SplitMix64 (Steele et al., Fast splittable pseudorandom number generators, 2014), begun at
// zero. Other numbers would make stored sketches useless.
func newFunctions() (all [Size]function) {
	state := uint64(0)
	next := func() uint64 {
		state += 0x9e3779b97f4a7c15
		return mix(state)
	}
	for i := range all {
		all[i] = function{factor: next() | 1, summand: next()}
	}
	return all
}

func mix(z uint64) uint64 {
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

// hash is FNV-1a over words with a byte between them that no word has, mixed.
func hash(words []string) uint64 {
	h := uint64(14695981039346656037)
	for _, w := range words {
		for i := range len(w) {
			h = (h ^ uint64(w[i])) * 1099511628211
		}
		h = (h ^ 0xff) * 1099511628211
	}
	return mix(h)
}

// rows is how many positions make a band. With three, a pair of texts with J = 0.5 shares one of the 42 bands with a probability
// of 0.996, one with J = 0.1 with 0.04.
const rows = 3

// Bands returns what a sketch is looked up by: texts that are alike share at least one of the bands, which are short strings of
// bytes. A nil sketch has none.
func (s Sketch) Bands() []string {
	var all []string
	for i := 0; i+rows <= len(s); i += rows {
		band := []byte{byte(i / rows)}
		for _, v := range s[i : i+rows] {
			band = append(band, byte(v>>8), byte(v))
		}
		all = append(all, string(band))
	}
	return all
}
