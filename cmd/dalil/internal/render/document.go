package render

import (
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/dalil-bot/dalil/corpus"
)

// A View says what of a document is shown. Its zero value shows all of it but the boilerplate.
type View struct {
	At  corpus.Span // where not empty: only the blocks that this span touches, with the span set off
	All bool        // boilerplate too, with the rule that marked it
}

// Document writes what is known about a document, and its text.
func Document(w io.Writer, d *corpus.Document, v View, o Options) error {
	p := newPage("en", o)
	p.metadata(d)
	hidden := 0
	for _, b := range d.Blocks {
		outside := v.At.Len() > 0 && (b.End <= v.At.Start || b.Start >= v.At.End)
		switch {
		case outside:
		case b.Kind == corpus.Boilerplate && !v.All && v.At.Len() == 0:
			hidden++
		default:
			p.block(d, b, v.At)
		}
	}
	if hidden > 0 {
		p.lines("", p.styled(dim, fmt.Sprintf("boilerplate is left out (blocks: %d); --all shows it", hidden)))
	}
	return p.flush(w)
}

func (p *page) metadata(d *corpus.Document) {
	if d.Title != "" {
		p.lines(p.styled(bold, p.foreign(d.Title)))
	}
	date := ""
	if d.Date.Known() {
		date = p.words.date(d.Date.Day) + " (" + dateOrigin(d.Date.Origin) + ")"
	}
	for _, field := range []struct{ name, value string }{
		{"document", d.Collection + "/" + d.ID}, {"read from", d.URI}, {"publisher", d.Publisher}, {"author", d.Author},
		{"date", date}, {"language", d.Lang}, {"sha-256", d.Hash},
	} {
		if field.value != "" {
			p.lines(p.styled(dim, fmt.Sprintf("%-10s", field.name)) + " " + p.foreign(field.value))
		}
	}
}

func dateOrigin(o corpus.DateOrigin) string {
	switch o {
	case corpus.DateMeta:
		return "from its metadata"
	case corpus.DateByline:
		return "from its byline"
	case corpus.DateURL:
		return "from its address"
	case corpus.DateFile:
		return "when the file was saved"
	}
	return string(o)
}

// block writes one block as a paragraph of its own.
func (p *page) block(d *corpus.Document, b corpus.Block, at corpus.Span) {
	emphasis := func(s string) string {
		if p.opts.Colour {
			return p.styled(bold, s)
		}
		return "⟦" + s + "⟧"
	}
	var marks []corpus.Span
	if at.Len() > 0 {
		marks = []corpus.Span{at}
	}
	text := p.isolated(marked(b.Of(d.Text), b.Start, marks, emphasis))
	p.lines("", p.styledBlock(b, text, hasMarker(b.Of(d.Text))))
}

// styledBlock shows what kind of block a text is, unless its own text does so already.
func (p *page) styledBlock(b corpus.Block, text string, marked bool) string {
	switch {
	case b.Kind == corpus.Boilerplate:
		return p.styled(dim, "["+b.Rule+"] "+text)
	case marked:
		return text
	case b.Kind == corpus.Heading:
		return strings.Repeat("#", max(1, b.Level)) + " " + text
	case b.Kind == corpus.Title:
		return "# " + text
	case b.Kind == corpus.Item:
		return "• " + text
	}
	return text
}

// hasMarker reports whether a text begins with a bullet, a number sign or the like, as in plain text and Markdown.
func hasMarker(text string) bool {
	first, _ := utf8.DecodeRuneInString(text)
	return strings.ContainsRune("•‣◦▪●·*+-–—#", first)
}
