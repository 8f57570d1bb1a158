package token

import (
	"slices"
	"unicode/utf8"
)

// A Buffer is what Encode writes on. The zero value is ready; it grows to what the longest text needed.
type Buffer struct {
	text     []byte // normalised
	from, to []int32
	best     []node
	tokens   []Token
}

// A node is the best way to cut the normalised text up to a byte.
type node struct {
	score float32
	start int32 // where the last piece begins, or none
	id    int32
}

// Encode cuts prefix and text, which are taken as one text, into tokens; places count from the beginning of text, and
// tokens of the prefix have empty ones. Bytes that are not UTF-8 are taken for U+FFFD. Neither may be longer than
// MaxText. The result is b's and lasts until its next use. White space alone gives no tokens.
func (t *Tokenizer) Encode(b *Buffer, prefix, text string) []Token {
	n := normaliser{Tokenizer: t, b: b, blank: true}
	b.text, b.from, b.to = b.text[:0], b.from[:0], b.to[:0]
	n.write(space, 0, 0)
	n.add(prefix, true)
	n.add(text, false)
	n.trim()
	t.cut(b)
	return t.walk(b)
}

// MaxText is the longest text in bytes that may be encoded: a thousand times what a passage has, and little enough that
// no rules make it more than memory holds.
const MaxText = 1 << 20

// A normaliser rewrites a text by the rules and notes where each byte came from.
type normaliser struct {
	*Tokenizer
	b     *Buffer
	blank bool // white space goes before, so that more of it is dropped
}

func (n *normaliser) add(text string, hidden bool) {
	for i := 0; i < len(text); {
		c := text[i]
		if n.plain[c] && (i+1 == len(text) || text[i+1] < utf8.RuneSelf) {
			n.plainByte(c, i, hidden)
			i++
			continue
		}
		to, width := n.rewrite(text[i:])
		from, end := int32(i), int32(i+width)
		if hidden {
			from, end = 0, 0
		}
		n.unit(to, from, end)
		i += width
	}
}

func (n *normaliser) plainByte(c byte, i int, hidden bool) {
	from, end := int32(i), int32(i+1)
	if hidden {
		from, end = 0, 0
	}
	if c != ' ' {
		n.b.text = append(n.b.text, c)
		n.b.from, n.b.to = append(n.b.from, from), append(n.b.to, end)
		n.blank = false
		return
	}
	if !n.blank {
		n.write(space, from, end)
	}
	n.blank = true
}

// rewrite returns what the beginning of the text becomes, and how many bytes of it that are.
func (n *normaliser) rewrite(text string) (string, int) {
	rule, width := int32(none), 0
	for s, i := int32(root), 0; i < len(text); i++ {
		if s = n.rules.step(s, text[i]); s == none {
			break
		}
		if v := n.rules.states[s].value; v != none {
			rule, width = v, i+1
		}
	}
	if rule != none {
		return n.to[rule], width
	}
	r, width := utf8.DecodeRuneInString(text)
	if r == utf8.RuneError && width == 1 {
		return "\uFFFD", 1
	}
	return text[:width], width
}

// unit adds what some characters became. Of several blanks on end only the first is kept, as far as they begin a unit:
// SentencePiece looks no deeper.
func (n *normaliser) unit(to string, from, end int32) {
	for n.blank && to != "" && to[0] == ' ' {
		to = to[1:]
	}
	if to == "" {
		return
	}
	for i := range len(to) {
		if to[i] == ' ' {
			n.write(space, from, end)
		} else {
			n.write(to[i:i+1], from, end)
		}
	}
	n.blank = to[len(to)-1] == ' '
}

func (n *normaliser) write(s string, from, end int32) {
	n.b.text = append(n.b.text, s...)
	for range len(s) {
		n.b.from, n.b.to = append(n.b.from, from), append(n.b.to, end)
	}
}

func (n *normaliser) trim() {
	b := n.b
	for len(b.text) >= len(space) && string(b.text[len(b.text)-len(space):]) == space {
		b.text = b.text[:len(b.text)-len(space)]
	}
}

// cut finds for each place in the normalised text the best way there.
func (t *Tokenizer) cut(b *Buffer) {
	text := b.text
	b.best = slices.Grow(b.best[:0], len(text)+1)[:len(text)+1]
	for i := range b.best {
		b.best[i] = node{start: none}
	}
	states := t.pieces.states
	for i := 0; i < len(text); {
		_, width := utf8.DecodeRune(text[i:])
		here, known := b.best[i].score, false
		s := int32(root)
		for j := i; j < len(text); j++ {
			next := states[s].base + int32(text[j])
			if states[next].parent != s || next == root {
				break
			}
			s = next
			id := states[s].value
			if id == none {
				continue
			}
			known = known || j+1-i == width
			to := &b.best[j+1]
			if score := t.scores[id] + here; to.start == none || score > to.score {
				*to = node{score, int32(i), id}
			}
		}
		if to := &b.best[i+width]; !known && (to.start == none || t.penalty+here > to.score) {
			*to = node{t.penalty + here, int32(i), t.unknown}
		}
		i += width
	}
}

// walk collects the best cut from the end. Unknown characters on end are one token.
func (t *Tokenizer) walk(b *Buffer) []Token {
	b.tokens = b.tokens[:0]
	for end := int32(len(b.text)); end > 0; {
		at := b.best[end]
		token := Token{ID: at.id}
		token.Start, token.End = b.place(at.start, end)
		if k := len(b.tokens); k > 0 && at.id == t.unknown && b.tokens[k-1].ID == t.unknown {
			b.tokens[k-1].Start = token.Start
		} else {
			b.tokens = append(b.tokens, token)
		}
		end = at.start
	}
	slices.Reverse(b.tokens)
	return b.tokens
}

// place returns the bytes of the text that a range of normalised bytes came from, without the white space before them
// unless that is all there is.
func (b *Buffer) place(start, end int32) (from, to int32) {
	inner := start
	for end-inner > int32(len(space)) && string(b.text[inner:inner+int32(len(space))]) == space {
		inner += int32(len(space))
	}
	return b.from[inner], b.to[end-1]
}

// Normalise returns the text as the rules rewrite it, white space as ▁ and one of them at its beginning.
func (t *Tokenizer) Normalise(text string) string {
	var b Buffer
	n := normaliser{Tokenizer: t, b: &b, blank: true}
	n.write(space, 0, 0)
	n.add(text, false)
	n.trim()
	return string(b.text)
}
