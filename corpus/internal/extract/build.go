package extract

import (
	"context"
	"strings"
	"unicode"

	"github.com/dalil-bot/dalil/corpus"
)

// A para is a block in the making: a line, or several that a person parted.
type para struct {
	kind  corpus.Kind
	level int
	lines []string
	rule  string // of boilerplate
	place corpus.Place
}

// empty reports whether there is nothing to read in it.
func (p para) empty() bool {
	for _, l := range p.lines {
		if strings.TrimFunc(l, isSpace) != "" {
			return false
		}
	}
	return true
}

// A builder writes the text of a format that is not text, block by block: a line an item or row, a blank line between
// anything else. White space within a line becomes one space.
type builder struct {
	ctx    context.Context
	text   strings.Builder
	blocks []corpus.Block
	place  corpus.Place // of the next block that has none of its own
	paths  []string     // of headings above each block
	path   [7]string    // the headings above, by level
	above  string       // the same as one text
	first  string       // the first title, "" where no title came before other text
	held   []*[]para    // cells that are being filled, the innermost last
	most   int          // bytes of text
	taken  int          // bytes of cells
	over   bool
	cited  bool // what a message in HTML quotes stands elsewhere
}

func newBuilder(ctx context.Context, h Hints) *builder {
	return &builder{ctx: ctx, most: h.Limits.withDefaults().Text}
}

// add adds a paragraph, to the text or to the cell that is being filled. A title or heading is one line; of anything
// else each line is a block.
func (b *builder) add(p para) {
	if p.kind == "" {
		p.kind = corpus.Paragraph
	}
	if p.place == (corpus.Place{}) {
		p.place = b.place
	}
	if p.empty() {
		return
	}
	if n := len(b.held); n > 0 {
		*b.held[n-1] = append(*b.held[n-1], p)
		return
	}
	if p.kind == corpus.Title || p.kind == corpus.Heading {
		p.lines = []string{strings.Join(p.lines, " ")}
	}
	for _, l := range p.lines {
		b.write(p, l)
		if p.kind == corpus.Item {
			p.kind = corpus.Paragraph // what goes on in an item is no item
		}
	}
}

// line adds one line of a kind.
func (b *builder) line(kind corpus.Kind, s string) { b.add(para{kind: kind, lines: []string{s}}) }

// write writes a block of one line.
func (b *builder) write(p para, s string) {
	s = tidy(s)
	if s == "" || !b.room(len(s)) {
		return
	}
	b.gap(p.kind)
	start := b.text.Len()
	b.text.WriteString(s)
	b.block(corpus.Block{Span: corpus.Span{Start: start, End: b.text.Len()}, Kind: p.kind, Level: p.level, Rule: p.rule, Place: p.place}, s)
}

// gap writes what parts a block of a kind from the one before it.
func (b *builder) gap(kind corpus.Kind) {
	n := len(b.blocks)
	if n == 0 {
		return
	}
	b.text.WriteByte('\n')
	if kind != corpus.Item || b.blocks[n-1].Kind != corpus.Item {
		b.text.WriteByte('\n')
	}
}

// block appends a block whose text s is written.
func (b *builder) block(k corpus.Block, s string) {
	switch k.Kind {
	case corpus.Title:
		if len(b.blocks) == 0 {
			b.first = s
		}
	case corpus.Heading:
		level := min(max(k.Level, 1), 6)
		k.Level = level
		b.path[level] = s
		clear(b.path[level+1:])
		b.setAbove()
	}
	b.blocks = append(b.blocks, k)
	b.paths = append(b.paths, b.above)
}

// forget forgets the headings above: what comes next does not stand below them.
func (b *builder) forget() { b.path, b.above = [7]string{}, "" }

// setAbove joins the headings above, outermost first.
func (b *builder) setAbove() {
	var names []string
	for _, h := range b.path {
		if h != "" {
			names = append(names, h)
		}
	}
	b.above = strings.Join(names, " › ")
}

// prose adds plain text of many lines as it stands: wrapped lines become paragraphs, as in a text file.
func (b *builder) prose(s string) {
	s = strings.TrimRightFunc(withoutControls(s), isSpace)
	if skip := strings.IndexFunc(s, func(r rune) bool { return !isSpace(r) }); skip > 0 {
		s = s[strings.LastIndexByte(s[:skip], '\n')+1:] // the indent of the first line stays
	}
	if s == "" || !b.room(len(s)) {
		return
	}
	blocks := lineBlocks(s)
	if len(blocks) == 0 {
		return
	}
	b.gap(corpus.Paragraph)
	start := b.text.Len()
	b.text.WriteString(s)
	for _, k := range blocks {
		k.Start += start
		k.End += start
		k.Place = b.place
		b.block(k, k.Of(b.text.String()))
	}
}

// take reports whether so many bytes more fit, counting what waits to be added in cells.
func (b *builder) take(n int) bool {
	if b.taken += n; b.taken > b.most {
		b.over = true
	}
	return !b.over
}

// room reports whether so many bytes more fit, and notes when they do not.
func (b *builder) room(n int) bool {
	if b.text.Len()+n > b.most {
		b.over = true
	}
	return !b.over
}

// err says why to stop: the text is too long, or nobody waits for it.
func (b *builder) err() error {
	if b.over {
		return tooMuch("more than %s of text", mebibytes(int64(b.most)))
	}
	return b.ctx.Err()
}

// hold begins a cell: what is added goes into it until its release.
func (b *builder) hold() { b.held = append(b.held, new([]para)) }

// release ends the innermost cell and returns what is in it.
func (b *builder) release() []para {
	n := len(b.held) - 1
	cell := *b.held[n]
	b.held = b.held[:n]
	return cell
}

// page returns what was built. Blocks without places of the format's own get the headings above them.
func (b *builder) page() (Page, error) {
	if err := b.err(); err != nil {
		return Page{}, err
	}
	for i := range b.blocks {
		if k := &b.blocks[i]; k.Place == (corpus.Place{}) && b.paths[i] != "" {
			k.Place = corpus.Place{Kind: corpus.Chapter, Name: b.paths[i]}
		}
	}
	return Page{Text: b.text.String(), Blocks: b.blocks, Headed: b.headed()}, nil
}

// headed reports whether a title or heading was added.
func (b *builder) headed() bool {
	for _, k := range b.blocks {
		if k.Kind == corpus.Heading || k.Kind == corpus.Title {
			return true
		}
	}
	return false
}

// tidy makes one line of a text, without control characters.
func tidy(s string) string { return strings.TrimFunc(oneLine(withoutControls(s)), isSpace) }

// withoutControls drops control characters, which formats that are not text bring along, and repairs invalid UTF-8.
func withoutControls(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) && !unicode.IsSpace(r) {
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, "\uFFFD"))
}
