package qa

import (
	"math/bits"
)

// grams is the set of a word's character 3-grams, ends marked, hashed into 128 bits: enough to tell whether two words are
// spelt alike, in a few instructions. Words of twelve letters share by chance about a tenth of their bits.
type grams [2]uint64

// gramsOf returns the 3-grams of a folded word. It is a fixed function of the word: FNV-1a over each window.
func gramsOf(word string) grams {
	var g grams
	const mark = '\x00'
	a, b := rune(mark), rune(mark)
	add := func(c rune) {
		h := uint32(2166136261)
		for _, r := range [3]rune{a, b, c} {
			h = (h ^ uint32(r)) * 16777619
		}
		h ^= h >> 15
		g[h>>6&1] |= 1 << (h & 63)
		a, b = b, c
	}
	for i, r := range word {
		if i == 0 {
			b = r
			continue
		}
		add(r)
	}
	add(mark)
	return g
}

// alike returns the Dice coefficient of two sets of 3-grams, 0 to 1.
func (g grams) alike(h grams) float64 {
	both := bits.OnesCount64(g[0]&h[0]) + bits.OnesCount64(g[1]&h[1])
	sum := bits.OnesCount64(g[0]) + bits.OnesCount64(g[1]) + bits.OnesCount64(h[0]) + bits.OnesCount64(h[1])
	if sum == 0 {
		return 0
	}
	return 2 * float64(both) / float64(sum)
}
