package analysis

import (
	"hash/maphash"
	"strings"
	"sync/atomic"
)

// stemSlots bounds a stem cache: the 32,768 most frequent words make up nearly all of the text of a collection, and a slot
// taken costs about 100 bytes.
const stemSlots = 1 << 15

// A stemCache remembers the stems of recent words, none for a stop word, one word a slot; a word that falls on a taken slot
// takes it over. It has no influence on results. Several goroutines may use it.
type stemCache struct {
	seed  maphash.Seed
	slots [stemSlots]atomic.Pointer[stemEntry]
}

type stemEntry struct {
	word  string
	stems []string
}

func newStemCache() *stemCache { return &stemCache{seed: maphash.MakeSeed()} }

// stems gives stem(word), which must depend on word only. The slice is the cache's.
func (c *stemCache) stems(word string, stem func(string) []string) []string {
	slot := &c.slots[maphash.String(c.seed, word)%stemSlots]
	if entry := slot.Load(); entry != nil && entry.word == word {
		return entry.stems
	}
	// The word may share memory with a document, which the cache must not keep.
	entry := &stemEntry{word: strings.Clone(word)}
	entry.stems = stem(entry.word)
	slot.Store(entry)
	return entry.stems
}
