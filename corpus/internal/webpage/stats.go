package webpage

import (
	"strings"
	"unicode"

	"golang.org/x/net/html/atom"
)

// stats are the figures of a whole page that features are held against.
type stats struct {
	words, text, prose, linked int // prose is text of blocks that are sentences

	top         *element // the one with most prose, near rather than far below it
	first, last int      // blocks with the first and last sentence in top
	heading     int      // the first block in an h1, -1 for none
	title       string   // keyed
	paths       map[string]*likeness
	keys        []string // of each block's text
	seen        map[string]int
}

// A likeness is what the blocks have together that stand in elements of one path.
type likeness struct{ blocks, words, links, text, prose int }

// statsOf takes the figures of a page whose title is known from elsewhere, "" where it is not.
func statsOf(blocks []*Block, title string) *stats {
	t := &stats{title: key(title), first: -1, heading: -1, paths: map[string]*likeness{}, seen: make(map[string]int, len(blocks)), keys: make([]string, len(blocks))}
	for i, b := range blocks {
		t.keys[i] = key(b.Text)
		t.seen[t.keys[i]]++
		t.add(b)
		if t.heading < 0 && b.tag == atom.H1 {
			t.heading = i
		}
		for e := b.element; e != nil; e = e.parent {
			if e.score > 0 && (t.top == nil || e.score > t.top.score) {
				t.top = e
			}
		}
	}
	for e := t.top; e != nil; e = e.parent {
		e.overTop = true
	}
	for i, b := range blocks {
		if b.sentence && t.top != nil && b.element.within(t.top) {
			if t.first < 0 {
				t.first = i
			}
			t.last = i
		}
	}
	return t
}

// add counts a block.
func (t *stats) add(b *Block) {
	p := t.paths[b.element.path]
	if p == nil {
		p = &likeness{}
		t.paths[b.element.path] = p
	}
	n := len(b.Text)
	p.blocks++
	p.words += b.words
	p.links += b.links
	p.text += n
	t.words += b.words
	t.text += n
	t.linked += b.links
	if b.sentence {
		p.prose += n
		t.prose += n
	}
}

// key returns what two texts have in common that differ in white space and case only.
func key(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return unicode.ToLower(r)
	}, s)
}
