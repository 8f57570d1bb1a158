package extract

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/dalil-bot/dalil/corpus"
)

// widen makes every block reach from the beginning of its first line to the end of its last, as far as no other block is
// in the way: the syntax tree leaves out bullets, hash signs and bars. The line that underlines a heading belongs to it.
func (m *mdReader) widen() {
	end := m.base
	for i := range m.blocks {
		b := &m.blocks[i]
		if b.Start < end { // does not happen in a tree of blocks; a block is dropped sooner than letting two overlap
			b.Start = end
		}
		limit := len(m.source)
		if i+1 < len(m.blocks) {
			limit = max(m.blocks[i+1].Start, b.Start)
		}
		b.End = max(min(b.End, limit), b.Start)
		if j := strings.LastIndexByte(m.source[end:b.Start], '\n'); j >= 0 {
			b.Start = end + j + 1
		} else {
			b.Start = end
		}
		if b.End == 0 || m.source[b.End-1] != '\n' {
			b.End = min(lineEndAt(m.source, b.End), limit)
		}
		*b = trimmed(m.source, *b)
		m.underlined(b, limit)
		end = b.End
	}
}

// underlined adds the line below a heading, or below the first row of a table, that is drawn.
func (m *mdReader) underlined(b *corpus.Block, limit int) {
	below := lineEndAt(m.source, b.End) + 1
	if below >= limit || lineEndAt(m.source, below) > limit {
		return // there is none, or it holds a block
	}
	under := trimmed(m.source, corpus.Block{Span: corpus.Span{Start: below, End: lineEndAt(m.source, below)}})
	marks := under.Of(m.source)
	switch {
	case marks == "" || strings.Trim(marks, "|-: =") != "":
	case b.Kind == corpus.Item && strings.Contains(marks, "-"),
		(b.Kind == corpus.Heading || b.Kind == corpus.Title) && m.source[b.Start] != '#' && strings.Trim(marks, marks[:1]) == "":
		b.End = under.End
	}
}

// lineEndAt returns the end of the line that holds position i.
func lineEndAt(s string, i int) int {
	if j := strings.IndexByte(s[i:], '\n'); j >= 0 {
		return i + j
	}
	return len(s)
}

// fillGaps adds what is between the blocks as boilerplate, and drops blocks that came out empty.
func (m *mdReader) fillGaps() {
	out := make([]corpus.Block, 0, len(m.blocks)+8)
	if n := len(m.blocks); n > 0 && m.blocks[n-1].Rule == "front matter" {
		out = append(out, m.blocks[n-1])
		m.blocks = m.blocks[:n-1]
	}
	end := m.base
	gap := func(to int) {
		b := trimmed(m.source, corpus.Block{Span: corpus.Span{Start: end, End: to}, Kind: corpus.Boilerplate, Rule: "markup"})
		if b.Len() > 0 {
			out = append(out, b)
		}
	}
	for _, b := range m.blocks {
		if b.Len() == 0 {
			continue
		}
		gap(b.Start)
		out = append(out, b)
		end = b.End
	}
	gap(len(m.source))
	m.blocks = out
}

// trimmed returns the block without white space at its ends.
func trimmed(text string, b corpus.Block) corpus.Block {
	for b.Start < b.End {
		r, n := utf8.DecodeRuneInString(text[b.Start:b.End])
		if !unicode.IsSpace(r) {
			break
		}
		b.Start += n
	}
	for b.Start < b.End {
		r, n := utf8.DecodeLastRuneInString(text[b.Start:b.End])
		if !unicode.IsSpace(r) {
			break
		}
		b.End -= n
	}
	return b
}
