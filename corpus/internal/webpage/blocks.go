package webpage

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/dalil-bot/dalil/corpus"
)

// A Block is a piece of a page's text: a paragraph, a heading, an item of a list or a row of a table.
type Block struct {
	Text    string // one line, but for white space within preformatted lines
	Kind    corpus.Kind
	Level   int     // of a heading
	Content bool    // it belongs to what the page is about
	Score   float64 // log odds of that as fitted

	element *element // the innermost one that it stands in
	tag     atom.Atom
	links   int // bytes of text within links
	shape
}

// A walker makes blocks of a tree.
type walker struct {
	blocks []*Block
	line   strings.Builder // of the block in the making
	links  int             // bytes of it within links
	inLink int             // links around
	pre    int             // elements around that keep their line breaks
	kind   corpus.Kind
	level  int
	at     *element
	tag    atom.Atom
}

// blocksOf returns the blocks of a tree in their order.
func blocksOf(tree *html.Node) []*Block {
	w := &walker{}
	w.node(tree)
	w.flush()
	for _, b := range w.blocks {
		b.below()
	}
	return w.blocks
}

// silent reports whether an element holds nothing that is read.
func silent(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Script, atom.Style, atom.Noscript, atom.Template, atom.Svg, atom.Math, atom.Iframe, atom.Object, atom.Canvas,
		atom.Textarea, atom.Select, atom.Button, atom.Input, atom.Head, atom.Audio, atom.Video, atom.Map, atom.Noframes,
		atom.Embed, atom.Datalist:
		return true
	}
	return n.Namespace != ""
}

// parts reports whether an element begins and ends a block.
func parts(a atom.Atom) bool {
	switch a {
	case atom.Address, atom.Article, atom.Aside, atom.Blockquote, atom.Body, atom.Br, atom.Caption, atom.Center, atom.Dd,
		atom.Details, atom.Dialog, atom.Div, atom.Dl, atom.Dt, atom.Fieldset, atom.Figcaption, atom.Figure, atom.Footer,
		atom.Form, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Header, atom.Hgroup, atom.Hr, atom.Html,
		atom.Legend, atom.Li, atom.Main, atom.Menu, atom.Nav, atom.Ol, atom.Option, atom.P, atom.Pre, atom.Section,
		atom.Summary, atom.Table, atom.Tbody, atom.Tfoot, atom.Thead, atom.Tr, atom.Ul:
		return true
	}
	return false
}

func (w *walker) node(n *html.Node) {
	switch {
	case n.Type == html.TextNode:
		w.chars(n.Data)
	case n.Type == html.DocumentNode:
		w.below(n)
	case n.Type != html.ElementNode || silent(n):
	case parts(n.DataAtom):
		w.block(n)
	default:
		w.inline(n)
	}
}

func (w *walker) below(n *html.Node) {
	for c := range n.ChildNodes() {
		w.node(c)
	}
}

// inline goes into an element within a line. Cells of a row are parted by bars.
func (w *walker) inline(n *html.Node) {
	outer := w.at
	switch a := n.DataAtom; {
	case a == atom.Td || a == atom.Th:
		if strings.TrimSpace(w.line.String()) != "" {
			w.line.WriteString(" | ")
		}
		w.at = newElement(w.at, n)
	case a == atom.A:
		w.inLink++
		defer func() { w.inLink-- }()
		w.at = newElement(w.at, n)
	case len(n.Attr) > 0 && a == atom.Span:
		w.at = newElement(w.at, n)
	}
	w.below(n)
	w.at = outer
}

// block goes into an element that is a block or holds some.
func (w *walker) block(n *html.Node) {
	w.flush()
	outer, kind, level, tag := w.at, w.kind, w.level, w.tag
	if n.DataAtom != atom.Br && n.DataAtom != atom.Hr {
		w.at, w.tag = newElement(w.at, n), n.DataAtom
	}
	switch n.DataAtom {
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		w.kind, w.level = corpus.Heading, int(n.Data[1]-'0')
	case atom.Li, atom.Tr:
		w.kind, w.level = corpus.Item, 0
	case atom.Pre:
		w.pre++
		defer func() { w.pre-- }()
	}
	w.below(n)
	w.flush()
	w.at, w.kind, w.level, w.tag = outer, kind, level, tag
}

// chars adds text, line by line where line breaks count.
func (w *walker) chars(s string) {
	for w.pre > 0 {
		line, rest, more := strings.Cut(s, "\n")
		if !more {
			break
		}
		w.write(line)
		w.flush()
		s = rest
	}
	w.write(s)
}

func (w *walker) write(s string) {
	w.line.WriteString(s)
	if w.inLink > 0 {
		w.links += len(strings.TrimSpace(s))
	}
}

// flush ends the block in the making.
func (w *walker) flush() {
	s, links := w.line.String(), w.links
	w.line.Reset()
	w.links = 0
	if w.pre > 0 {
		s = strings.TrimRight(s, " \t\r")
	} else {
		s = strings.Trim(strings.Join(strings.Fields(s), " "), "| ")
	}
	if strings.TrimSpace(s) == "" || w.at == nil {
		return
	}
	kind := w.kind
	if kind == "" {
		kind = corpus.Paragraph
	}
	s = strings.ToValidUTF8(s, "\uFFFD")
	w.blocks = append(w.blocks, &Block{Text: s, Kind: kind, Level: w.level, element: w.at, tag: w.tag, links: min(links, len(s)), shape: shapeOf(s)})
}
