package extract

import (
	"strings"

	"golang.org/x/net/html"

	"github.com/dalil-bot/dalil/corpus"
)

// A flow reads all that a piece of HTML shows, for chapters and messages, of which nothing is navigation.
type flow struct {
	*builder
	p    para
	line strings.Builder
	pre  bool
	rule string // of the boilerplate that it is within
}

// html adds the text of a page. What is nested deeper than the parser goes is read tag by tag.
func (b *builder) html(text string) {
	tree, err := html.Parse(strings.NewReader(text))
	if err != nil {
		page := allText(text)
		for _, k := range page.Blocks {
			b.add(para{kind: k.Kind, level: k.Level, lines: []string{k.Of(page.Text)}})
		}
		return
	}
	f := &flow{builder: b}
	f.node(tree)
	f.flush()
}

// flush ends the paragraph.
func (f *flow) flush() {
	f.p.lines = append(f.p.lines, f.line.String())
	f.line.Reset()
	p := f.p
	if f.rule != "" {
		p.kind, p.level, p.rule = corpus.Boilerplate, 0, f.rule
	}
	f.add(p)
	f.p.lines = nil
}

// within reads what is below a node.
func (f *flow) within(n *html.Node) {
	for c := range n.ChildNodes() {
		f.node(c)
	}
}

// node reads a node.
func (f *flow) node(n *html.Node) {
	switch n.Type {
	case html.TextNode:
		f.chars(n.Data)
		return
	case html.CommentNode, html.DoctypeNode:
		return
	}
	switch n.Data {
	case "head", "script", "style", "noscript", "template", "svg", "iframe", "object", "nav", "rt", "rp", "math":
		return
	case "br":
		f.p.lines = append(f.p.lines, f.line.String())
		f.line.Reset()
		return
	case "a", "sup":
		if isNoteMark(n) {
			return
		}
	case "table":
		f.flush()
		f.table(n)
		return
	}
	if !blockElements[n.Data] {
		f.within(n)
		return
	}
	f.block(n)
}

// block reads an element that begins and ends a paragraph.
func (f *flow) block(n *html.Node) {
	f.flush()
	outer, pre, rule := f.p, f.pre, f.rule
	if f.cited && isCited(n) {
		f.rule = "quoted message"
	}
	switch n.Data {
	case "h1", "h2", "h3", "h4", "h5", "h6":
		f.p = para{kind: corpus.Heading, level: int(n.Data[1] - '0')}
	case "li", "dt":
		f.p = para{kind: corpus.Item}
	case "pre":
		f.pre = true
	}
	for c := range n.ChildNodes() {
		f.node(c)
		if n.Data == "li" && f.p.kind == corpus.Item && c.Type == html.ElementNode && blockElements[c.Data] {
			f.p.kind = corpus.Paragraph // of an item's paragraphs the first is the item
		}
	}
	f.flush()
	f.p, f.pre, f.rule = outer, pre, rule
	f.p.lines = nil
}

// chars adds characters. Lines count where the text is laid out by hand.
func (f *flow) chars(s string) {
	if !f.pre {
		f.line.WriteString(s)
		return
	}
	for i, l := range strings.Split(s, "\n") {
		if i > 0 {
			f.p.lines = append(f.p.lines, f.line.String())
			f.line.Reset()
		}
		f.line.WriteString(l)
	}
}

// isCited reports whether an element of a message holds one that it answers.
func isCited(n *html.Node) bool {
	class := attr(n, "class")
	return n.Data == "blockquote" && attr(n, "type") == "cite" || strings.Contains(class, "gmail_quote") || strings.Contains(class, "moz-cite-prefix") ||
		attr(n, "id") == "divRplyFwdMsg"
}

// isNoteMark reports whether an element is the mark of a note, or the way back from one.
func isNoteMark(n *html.Node) bool {
	for _, key := range []string{"epub:type", "role", "class"} {
		switch v := attr(n, key); {
		case strings.Contains(v, "noteref"), strings.Contains(v, "backlink"), strings.Contains(v, "footnote-ref"), strings.Contains(v, "footnote-back"):
			return true
		}
	}
	return false
}

// table reads a table. A first row of th cells names the columns. In a table of one column nothing is tabular.
func (f *flow) table(n *html.Node) {
	t := f.newTable()
	defer t.end()
	var rows func(n *html.Node)
	rows = func(n *html.Node) {
		for c := range n.ChildNodes() {
			switch {
			case c.Type != html.ElementNode:
			case c.Data == "tr":
				f.tableRow(c, t)
			case c.Data == "caption":
				f.node(c)
			default:
				rows(c)
			}
		}
	}
	rows(n)
}

func (f *flow) tableRow(n *html.Node, t *table) {
	var cells [][]para
	names := true
	for c := range n.ChildNodes() {
		if c.Type != html.ElementNode || c.Data != "td" && c.Data != "th" {
			continue
		}
		names = names && c.Data == "th"
		f.hold()
		cell := &flow{builder: f.builder}
		cell.within(c)
		cell.flush()
		cells = append(cells, f.release())
		for span := min(number(attr(c, "colspan"), 1), maxColumns); span > 1 && len(cells) < maxColumns; span-- {
			cells = append(cells, nil)
		}
	}
	t.row(cells, names)
}
