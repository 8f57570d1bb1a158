package webpage

import (
	"math"
	"strings"

	"golang.org/x/net/html/atom"
)

// Features returns what is known of each block as numbers, in one order for all blocks of all pages: the block by itself,
// what it stands in, where on the page that is, and its neighbours. Logarithms and shares make them comparable between
// pages; trees need nothing more.
func features(blocks []*Block, title string) [][]float32 {
	t := statsOf(blocks, title)
	out := make([][]float32, len(blocks))
	before := 0
	for i, b := range blocks {
		f := row(make([]float32, 0, 128))
		f.own(b, t, t.keys[i])
		f.around(b)
		f.place(b, t, spot{i, len(blocks), before})
		f.containers(b, t)
		for _, d := range [...]int{-3, -2, -1, 1, 2, 3} {
			f.neighbour(b, blocks, i+d)
		}
		out[i] = f
		before += len(b.Text)
	}
	return out
}

// A row is the features of one block.
type row []float32

func (f *row) add(values ...float64) {
	for _, v := range values {
		*f = append(*f, float32(v))
	}
}

// own adds what the block is and what looks like it.
func (f *row) own(b *Block, t *stats, key string) {
	n, p, s := len(b.Text), t.paths[b.element.path], b.Text
	f.add(lg(b.words), lg(n), share(b.links, n), lg(b.marks), lg(b.commas), share(b.marks+b.commas, b.words),
		flag(b.ends), share(b.digits, b.letters+b.digits), share(b.capital, b.words), share(b.letters, b.words),
		float64(b.odd), share(b.odd, b.words), flag(b.sentence))
	f.add(float64(min(t.seen[key], 5)), flag(t.title != "" && key == t.title), flag(len(key) > 8 && strings.Contains(t.title, key)))
	f.add(lg(p.blocks), share(p.words, p.blocks), share(p.links, p.text), share(p.text, t.text), share(p.prose, p.text), share(p.prose, t.prose))
	f.add(flag(strings.Contains(s, "http") || strings.Contains(s, "www.")), flag(strings.Contains(s, "©")), flag(strings.HasSuffix(s, ":")),
		flag(strings.HasSuffix(s, "...") || strings.HasSuffix(s, "…") || strings.HasSuffix(s, "]")))
}

// around adds what the elements around the block are called.
func (f *row) around(b *Block) {
	e := b.element
	up := func(depth int16) float64 { // elements up to that one, this one included; 0 for none
		if depth == 0 {
			return 0
		}
		return float64(e.depth - int(depth) + 1)
	}
	f.add(float64(tagCode(b.tag)), float64(e.depth))
	for k := kindP; k < kinds; k++ {
		f.add(up(e.tagDepth[k]))
	}
	for r := range roles {
		f.add(up(e.roleDepth[r]))
	}
	f.add(float64(e.roleCount[0]), float64(e.roleCount[1]), flag(e.hidden), up(e.bodyDepth))
}

// tagCode numbers the elements that a block is made by, text before the rest.
func tagCode(a atom.Atom) int {
	switch a {
	case atom.P:
		return 1
	case atom.Li:
		return 2
	case atom.Tr:
		return 3
	case atom.H1:
		return 4
	case atom.H2:
		return 5
	case atom.H3:
		return 6
	case atom.H4, atom.H5, atom.H6:
		return 7
	case atom.Blockquote:
		return 8
	case atom.Pre:
		return 9
	case atom.Figcaption, atom.Figure:
		return 10
	case atom.Dd, atom.Dt:
		return 11
	case atom.Div:
		return 12
	case atom.Section, atom.Article, atom.Main:
		return 13
	}
	return 0
}

// A spot is where a block is among those of its page.
type spot struct{ at, of, before int }

// place adds where the block is, seen from the page's ends, its first heading and its sentences.
func (f *row) place(b *Block, t *stats, s spot) {
	near := func(n int) float64 { return float64(max(-20, min(20, n))) }
	up, down := -1, 0 // from the top element to the one that it shares with the block, and from there to the block
	if t.top != nil {
		for x := b.element; x != nil; x = x.parent {
			if x.overTop {
				up, down = t.top.depth-x.depth, b.element.depth-x.depth
				break
			}
		}
	}
	f.add(share(s.at, s.of), share(s.before, t.text), lg(s.of), lg(t.words), share(t.linked, t.text), share(t.prose, t.text),
		float64(up), float64(down), near(s.at-t.first), near(t.last-s.at), near(s.at-t.heading), flag(t.heading >= 0))
}

// containers adds what else stands in the three innermost elements around the block.
func (f *row) containers(b *Block, t *stats) {
	e := b.element
	p := e.up()
	q := p.up()
	f.add(share(e.linked, e.text), share(e.prose, e.text), lg(e.text), share(e.text, t.text))
	f.add(share(p.linked, p.text), share(p.prose, p.text), lg(p.text), share(p.text, t.text), share(len(b.Text), p.text), lg(p.blocks))
	f.add(share(q.linked, q.text), share(q.prose, q.text), lg(q.text), share(q.text, t.text), share(p.prose, t.prose), share(q.prose, t.prose), lg(q.blocks))
}

// up returns the element around e, e itself where there is none.
func (e *element) up() *element {
	if e.parent == nil {
		return e
	}
	return e.parent
}

// neighbour adds what a block a few places off is like.
func (f *row) neighbour(b *Block, blocks []*Block, i int) {
	if i < 0 || i >= len(blocks) {
		f.add(-1, -1, -1, -1)
		return
	}
	n := blocks[i]
	f.add(lg(n.words), share(n.links, len(n.Text)), flag(n.ends)+2*flag(n.sentence), flag(n.element.path == b.element.path))
}

func lg(n int) float64 { return math.Log1p(float64(n)) }

func share(a, b int) float64 {
	if b == 0 {
		return 0
	}
	return float64(a) / float64(b)
}

func flag(b bool) float64 {
	if b {
		return 1
	}
	return 0
}
