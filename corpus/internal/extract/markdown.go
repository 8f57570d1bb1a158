package extract

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/text"

	"github.com/dalil-bot/dalil/corpus"
	"github.com/dalil-bot/dalil/corpus/values"
)

// markdown reads .md: CommonMark with tables, strikethrough, task lists and footnotes. The text is the source, so that a
// quote can be compared with the file; blocks are ranges of it, marks included. Front matter, comments, fences, rules and
// definitions of links are boilerplate; lines of code are paragraphs.
type markdown struct{}

// Extract makes blocks of the leaves of the syntax tree. A text that would take the parser too long is read as plain text.
func (markdown) Extract(ctx context.Context, source string, h Hints) (Page, error) {
	if overmarked(source) {
		return plainText{}.Extract(ctx, source, h)
	}
	page := Page{Text: source}
	matter, start := frontMatter(source)
	page.describe(matter)
	m := &mdReader{source: source, base: start}
	m.read()
	m.widen()
	if start > 0 {
		m.blocks = append(m.blocks, trimmed(source, corpus.Block{Span: corpus.Span{End: start}, Kind: corpus.Boilerplate, Rule: "front matter"}))
	}
	m.fillGaps()
	page.Blocks = m.blocks
	page.Headed = m.headed || page.Title != ""
	if page.Title == "" {
		page.Title = m.title
	}
	return page, nil
}

// frontMatter returns the YAML between lines of three hyphens at the start of a text, and where the text goes on.
func frontMatter(s string) (matter string, end int) {
	rest, ok := strings.CutPrefix(s, "---")
	if !ok || strings.TrimLeft(rest[:min(1, len(rest))], "\r\n") != "" {
		return "", 0
	}
	for at := 4; at < len(s); {
		n := strings.IndexByte(s[at:], '\n')
		if n < 0 {
			n = len(s) - at - 1
		}
		if l := strings.TrimRight(s[at:at+n+1], " \t\r\n"); l == "---" || l == "..." {
			return s[4:at], at + n + 1
		}
		at += n + 1
	}
	return "", 0
}

// describe reads what front matter says. What is not YAML says nothing.
func (p *Page) describe(matter string) {
	var m map[string]any
	if matter == "" || yaml.Unmarshal([]byte(matter), &m) != nil {
		return
	}
	get := func(keys ...string) string {
		for _, k := range keys {
			switch v := m[k].(type) {
			case nil:
			case []any:
				names := make([]string, len(v))
				for i := range v {
					names[i] = fmt.Sprint(v[i])
				}
				return short(strings.Join(names, ", "))
			case map[string]any:
				if name, ok := v["name"]; ok {
					return short(fmt.Sprint(name))
				}
			default:
				return short(fmt.Sprint(v))
			}
		}
		return ""
	}
	p.Title, p.Author = get("title"), get("author", "authors")
	p.Publisher = get("publisher", "site", "source")
	p.Lang = languageCode(get("lang", "language"))
	p.Day, _ = values.ParseDay(get("date", "published", "updated"))
}

// short makes one line of a value, and nothing of one that is too long to be a name or title: a site name of 1.6 kB
// was met.
func short(s string) string {
	s = oneLine(s)
	if len(s) > 400 {
		return ""
	}
	return s
}

// languageCode returns the language of a tag such as en-GB.
func languageCode(tag string) string {
	code, _, _ := strings.Cut(strings.ToLower(strings.ReplaceAll(tag, "_", "-")), "-")
	if len(code) != 2 && len(code) != 3 {
		return ""
	}
	return code
}

// An mdReader collects the blocks of a syntax tree. Positions in the tree count from base.
type mdReader struct {
	source string
	base   int
	blocks []corpus.Block
	title  string
	headed bool
}

func (m *mdReader) read() {
	body := []byte(m.source[m.base:])
	md := goldmark.New(goldmark.WithExtensions(extension.GFM, extension.Footnote))
	tree := md.Parser().Parse(text.NewReader(body))
	_ = ast.Walk(tree, func(n ast.Node, entering bool) (ast.WalkStatus, error) { // the function returns no error
		if !entering || n.Type() == ast.TypeInline {
			return ast.WalkSkipChildren, nil
		}
		return m.node(n, body), nil
	})
	slices.SortStableFunc(m.blocks, func(a, b corpus.Block) int { return a.Start - b.Start })
}

// node adds the blocks of a node and says whether to look below it.
func (m *mdReader) node(n ast.Node, body []byte) ast.WalkStatus {
	switch n := n.(type) {
	case *ast.Heading:
		m.heading(n, body)
	case *ast.Paragraph, *ast.TextBlock:
		m.paragraph(n, body)
	case *ast.FencedCodeBlock, *ast.CodeBlock:
		m.code(n.Lines())
	case *ast.HTMLBlock:
		m.html(n)
	case *extast.TableRow, *extast.TableHeader:
		if first, last := n.FirstChild(), n.LastChild(); first != nil && first.Lines().Len() > 0 && last.Lines().Len() > 0 {
			m.add(first.Lines().At(0).Start, last.Lines().At(0).Stop, corpus.Block{Kind: corpus.Item})
		}
	default:
		return ast.WalkContinue
	}
	return ast.WalkSkipChildren
}

// add adds a block for a range of the body; an empty one is left out.
func (m *mdReader) add(start, stop int, b corpus.Block) {
	b.Span = corpus.Span{Start: m.base + start, End: m.base + stop}
	if b = trimmed(m.source, b); b.Len() > 0 {
		m.blocks = append(m.blocks, b)
	}
}

func (m *mdReader) heading(n *ast.Heading, body []byte) {
	lines := n.Lines()
	if lines.Len() == 0 {
		return
	}
	m.headed = true
	b := corpus.Block{Kind: corpus.Heading, Level: n.Level}
	if n.Level == 1 && m.title == "" {
		m.title = short(inlineText(n, body))
		b.Kind, b.Level = corpus.Title, 0
	}
	m.add(lines.At(0).Start, lines.At(lines.Len()-1).Stop, b)
}

// paragraph adds a paragraph, cut at hard line breaks; that of a list item is the item. One of images alone is no text.
func (m *mdReader) paragraph(n ast.Node, body []byte) {
	lines := n.Lines()
	if lines.Len() == 0 {
		return
	}
	b := corpus.Block{Kind: corpus.Paragraph}
	if _, ok := n.Parent().(*ast.ListItem); ok && n.PreviousSibling() == nil {
		b.Kind = corpus.Item
	}
	if !strings.ContainsFunc(inlineText(n, body), isWord) {
		b.Kind, b.Rule = corpus.Boilerplate, "image"
	}
	start := lines.At(0).Start
	for i := range lines.Len() {
		s := lines.At(i)
		line := strings.TrimRight(string(body[s.Start:s.Stop]), "\r\n")
		if i == lines.Len()-1 || strings.HasSuffix(line, "  ") || strings.HasSuffix(line, `\`) {
			m.add(start, s.Stop, b)
			start = s.Stop
			if b.Kind == corpus.Item {
				b.Kind = corpus.Paragraph
			}
		}
	}
}

// code adds a block a line; the fences belong to the first and the last.
func (m *mdReader) code(lines *text.Segments) {
	n := len(m.blocks)
	for i := range lines.Len() {
		m.add(lines.At(i).Start, lines.At(i).Stop, corpus.Block{Kind: corpus.Paragraph})
	}
	if n == len(m.blocks) {
		return
	}
	first, last := &m.blocks[n], &m.blocks[len(m.blocks)-1]
	if above := strings.LastIndexByte(m.source[m.base:first.Start], '\n'); above > 0 {
		start := m.base + strings.LastIndexByte(m.source[m.base:m.base+above], '\n') + 1
		if isFence(m.source[start : m.base+above]) {
			first.Start = start
		}
	}
	if below := strings.IndexByte(m.source[last.End:], '\n'); below >= 0 {
		start := last.End + below + 1
		if end := lineEndAt(m.source, start); isFence(m.source[start:end]) {
			last.End = end
		}
	}
}

func isFence(line string) bool {
	line = strings.TrimLeft(line, "> \t")
	return strings.HasPrefix(line, "```") || strings.HasPrefix(line, "~~~")
}

// html adds a block of HTML: text with tags is a paragraph, a comment or bare markup is not.
func (m *mdReader) html(n *ast.HTMLBlock) {
	lines := n.Lines()
	if lines.Len() == 0 {
		return
	}
	start, stop := lines.At(0).Start, lines.At(lines.Len()-1).Stop
	if n.HasClosure() {
		stop = max(stop, n.ClosureLine.Stop)
	}
	b := corpus.Block{Kind: corpus.Paragraph}
	if !strings.ContainsFunc(withoutTags(m.source[m.base+start:m.base+stop]), isWord) {
		b.Kind, b.Rule = corpus.Boilerplate, "markup"
	}
	m.add(start, stop, b)
}

// withoutTags drops comments and tags.
func withoutTags(s string) string {
	var b strings.Builder
	for s != "" {
		i := strings.IndexByte(s, '<')
		if i < 0 {
			i = len(s)
		}
		b.WriteString(s[:i])
		end := ">"
		if strings.HasPrefix(s[i:], "<!--") {
			end = "-->"
		}
		j := strings.Index(s[i:], end)
		if j < 0 {
			break
		}
		s = s[i+j+len(end):]
	}
	return b.String()
}

// inlineText returns the text below a node without marks and images.
func inlineText(n ast.Node, body []byte) string {
	var b strings.Builder
	_ = ast.Walk(n, func(c ast.Node, entering bool) (ast.WalkStatus, error) { // the function returns no error
		if !entering {
			return ast.WalkContinue, nil
		}
		switch c := c.(type) {
		case *ast.Image:
			return ast.WalkSkipChildren, nil
		case *ast.Text:
			b.Write(c.Segment.Value(body))
			if c.SoftLineBreak() || c.HardLineBreak() {
				b.WriteByte(' ')
			}
		case *ast.AutoLink:
			b.Write(c.Label(body))
		case *ast.String:
			b.Write(c.Value)
		}
		return ast.WalkContinue, nil
	})
	return b.String()
}
