package extract

import (
	"strings"

	"golang.org/x/net/html"

	"github.com/dalil-bot/dalil/corpus"
)

// A renderer writes the pieces of a page as text and blocks: a line an item or row, a blank line between anything else.
type renderer struct {
	text  strings.Builder
	page  Page
	line  strings.Builder // of the block in the making, white space as in the source
	kind  corpus.Kind
	level int
	pre   int // depth of elements that keep their line breaks
}

// blockElements begin and end a block.
var blockElements = set(`address article aside blockquote body br caption center dd details dialog div dl dt fieldset figcaption figure
	footer form h1 h2 h3 h4 h5 h6 header hr html legend li main nav ol option p pre section summary table tbody tfoot thead tr ul`)

func set(words string) map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		m[w] = true
	}
	return m
}

// begin starts an element and returns what ends it.
func (r *renderer) begin(tag string) (end func()) {
	if tag == "td" || tag == "th" {
		if strings.TrimSpace(r.line.String()) != "" {
			r.line.WriteString(" | ")
		}
		return func() {}
	}
	if !blockElements[tag] {
		return func() {}
	}
	r.flush()
	kind, level := r.kind, r.level
	switch tag {
	case "h1", "h2", "h3", "h4", "h5", "h6":
		r.kind, r.level = corpus.Heading, int(tag[1]-'0')
	case "li", "tr":
		r.kind, r.level = corpus.Item, 0
	case "pre":
		r.pre++
	}
	return func() {
		r.flush()
		r.kind, r.level = kind, level
		if tag == "pre" {
			r.pre--
		}
	}
}

// flush ends the block in the making.
func (r *renderer) flush() {
	s := r.line.String()
	r.line.Reset()
	if r.pre > 0 {
		s = strings.TrimRight(s, " \t\r")
		if strings.TrimSpace(s) == "" {
			s = ""
		}
	} else {
		s = strings.Trim(oneLine(s), "|")
	}
	kind := r.kind
	if kind == "" {
		kind = corpus.Paragraph
	}
	r.add(s, kind, r.level)
}

// add adds a block.
func (r *renderer) add(s string, kind corpus.Kind, level int) {
	s = strings.ToValidUTF8(strings.TrimSpace(s), "\uFFFD")
	if s == "" {
		return
	}
	if n := len(r.page.Blocks); n > 0 {
		r.text.WriteByte('\n')
		if kind != corpus.Item || r.page.Blocks[n-1].Kind != corpus.Item {
			r.text.WriteByte('\n')
		}
	}
	start := r.text.Len()
	r.text.WriteString(s)
	r.page.Blocks = append(r.page.Blocks, corpus.Block{Span: corpus.Span{Start: start, End: r.text.Len()}, Kind: kind, Level: level})
}

func (r *renderer) result() Page {
	r.page.Text = r.text.String()
	return r.page
}

// silentElements hold nothing that is read.
var silentElements = set(`script style noscript template svg math iframe object canvas textarea nav footer`)

// A tagReader renders a page tag by tag.
type tagReader struct {
	renderer
	silent string // the element that is skipped
	depth  int    // of elements with its name
	title  bool   // within the page's title
}

// allText renders everything that a page shows, whatever its size and nesting.
func allText(s string) Page {
	r := &tagReader{}
	z := html.NewTokenizer(strings.NewReader(s))
	for {
		switch z.Next() {
		case html.ErrorToken:
			r.flush()
			return r.result()
		case html.TextToken:
			r.read(string(z.Text()))
		case html.StartTagToken:
			r.start(tagName(z))
		case html.EndTagToken:
			r.end(tagName(z))
		case html.SelfClosingTagToken:
			if r.silent == "" {
				r.open(tagName(z))
			}
		}
	}
}

func (r *tagReader) read(s string) {
	switch {
	case r.title && r.page.Title == "":
		r.page.Title = cleaned(s, 300)
	case r.silent == "" && !r.title:
		r.line.WriteString(s)
	}
}

func (r *tagReader) start(tag string) {
	switch {
	case tag == "title":
		r.title = true
	case tag == r.silent:
		r.depth++
	case r.silent != "":
	case silentElements[tag]:
		r.silent, r.depth = tag, 1
	default:
		r.open(tag)
	}
}

func (r *tagReader) end(tag string) {
	switch {
	case tag == "title":
		r.title = false
	case tag == r.silent:
		if r.depth--; r.depth == 0 {
			r.silent = ""
		}
	case r.silent == "" && blockElements[tag]:
		r.flush()
		r.kind, r.level = "", 0
	}
}

func tagName(z *html.Tokenizer) string {
	name, _ := z.TagName()
	return string(name)
}

// open starts an element whose end may be missing.
func (r *renderer) open(tag string) {
	end := r.begin(tag)
	if tag == "pre" {
		end() // line breaks do not count here
	}
}
