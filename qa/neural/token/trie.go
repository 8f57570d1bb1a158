package token

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// A trie is a double array (Aoe 1989) over bytes: the child of state s by byte c is t = states[s].base+c where
// states[t].parent is s.
type trie struct{ states []state }

type state struct {
	base, parent int32
	value        int32 // number of the key that ends here, or none
}

const (
	none   = -1
	root   = 0
	margin = 256 // states beyond the last one, so that no sum of base and byte lies outside

	maxKey = 1 << 10 // bytes; adding a key calls itself for each of them
)

type entry struct {
	key   string
	value int32
}

// newTrie builds a trie in time that is about linear in the keys' bytes. Of equal keys the lowest value counts. Entries are
// sorted in place.
func newTrie(entries []entry) (trie, error) {
	slices.SortFunc(entries, func(a, b entry) int {
		if c := strings.Compare(a.key, b.key); c != 0 {
			return c
		}
		return cmp.Compare(a.value, b.value)
	})
	bytes := 0
	for _, e := range entries {
		if e.key == "" || len(e.key) > maxKey {
			return trie{}, fmt.Errorf("a key of %d bytes", len(e.key))
		}
		bytes += len(e.key)
	}
	b := &builder{entries: entries, from: 1}
	b.grow(2*bytes/3 + margin)
	b.states[root].parent = root
	b.add(root, 0, len(entries), 0)
	return trie{slices.Clip(b.states[:b.last+1+margin])}, nil
}

// step returns the child of s by c, or none.
func (t *trie) step(s int32, c byte) int32 {
	if len(t.states) == 0 {
		return none
	}
	next := t.states[s].base + int32(c)
	if t.states[next].parent != s || next == root {
		return none
	}
	return next
}

type builder struct {
	states  []state
	entries []entry
	from    int32 // where the search for free states begins: nearly all before it are taken
	last    int32
}

func (b *builder) grow(n int) {
	old := len(b.states)
	if old >= n {
		return
	}
	b.states = append(b.states, make([]state, max(n-old, old/2))...)
	for i := old; i < len(b.states); i++ {
		b.states[i] = state{parent: none, value: none}
	}
}

// add gives state s, which the entries in [lo, hi) reach by their first depth bytes, its children.
func (b *builder) add(s int32, lo, hi, depth int) {
	for lo < hi && len(b.entries[lo].key) == depth {
		if b.states[s].value == none {
			b.states[s].value = b.entries[lo].value
		}
		lo++
	}
	var labels [256]byte
	var ends [256]int
	n := 0
	for i := lo; i < hi; n++ {
		c := b.entries[i].key[depth]
		for i < hi && b.entries[i].key[depth] == c {
			i++
		}
		labels[n], ends[n] = c, i
	}
	if n == 0 {
		return
	}
	base := b.place(labels[:n])
	b.states[s].base = base
	for _, c := range labels[:n] {
		b.states[base+int32(c)].parent = s
	}
	b.last = max(b.last, base+int32(labels[n-1]))
	for i := range n {
		b.add(base+int32(labels[i]), lo, ends[i], depth+1)
		lo = ends[i]
	}
}

// place finds a base for which the states of all labels are free.
func (b *builder) place(labels []byte) int32 {
	first, taken := int32(0), int32(0)
	for at := max(b.from, int32(labels[0])+1); ; at++ {
		b.grow(int(at) + 2*margin)
		if b.states[at].parent != none {
			taken++
			continue
		}
		if first == 0 {
			first = at
		}
		base := at - int32(labels[0])
		if !b.free(base, labels) {
			continue
		}
		// The search moves on once nineteen in twenty of the states it saw were taken (Darts' heuristic).
		if start := max(b.from, int32(labels[0])+1); taken*20 >= (at-start+1)*19 {
			b.from = at
		} else if start == b.from {
			b.from = first
		}
		return base
	}
}

func (b *builder) free(base int32, labels []byte) bool {
	for _, c := range labels {
		if b.states[base+int32(c)].parent != none {
			return false
		}
	}
	return true
}
