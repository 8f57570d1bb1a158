// Package render writes answers, explanations and documents for people at a terminal.
//
// What documents say is untrusted: their control, invisible and direction-changing characters never reach the terminal,
// and text that runs from right to left is isolated (Unicode FSI and PDI), so that neither it nor the file name behind it
// scrambles the line. What is written is for reading; the exact bytes of a quote are in the JSON form of an answer.
package render

import (
	"io"
	"strings"

	"golang.org/x/text/unicode/bidi"

	"github.com/dalil-bot/dalil/corpus"
)

// Options say what the reader's screen can do. The zero value writes plain text, as for a pipe or a file.
type Options struct {
	Colour  bool // emphasis by ANSI escapes
	Isolate bool // isolate pieces of the other direction
	Columns int  // width of the screen, to break lines at spaces; 0 to leave lines whole
}

// The escapes in use: weight and dimness only, since colours are at home on dark or on light screens but not on both.
const (
	bold   = "\x1b[1m"
	dim    = "\x1b[2m"
	normal = "\x1b[0m"
)

// First strong isolate and pop directional isolate of the Unicode bidirectional algorithm (UAX #9).
const (
	isolate    = "\u2068"
	popIsolate = "\u2069"
)

// A page collects what is written, and writes it at once.
type page struct {
	strings.Builder
	opts  Options
	words phrases
}

func newPage(lang string, o Options) *page { return &page{opts: o, words: phrasesIn(lang)} }

func (p *page) flush(w io.Writer) error {
	_, err := io.WriteString(w, p.String())
	return err
}

// lines writes each piece as a line.
func (p *page) lines(pieces ...string) {
	for _, s := range pieces {
		p.WriteString(wrap(s, p.opts.Columns))
		p.WriteByte('\n')
	}
}

// styled returns text between escapes where there is colour.
func (p *page) styled(style, text string) string {
	if !p.opts.Colour || text == "" {
		return text
	}
	return style + text + normal
}

// foreign returns a text that is not ours, such as a title or a name: cleaned, and isolated where it could disturb the
// direction of the line.
func (p *page) foreign(text string) string { return p.isolated(corpus.Visible(text)) }

// Name returns the name of something, such as a source or a file, for a line of somebody else's: cleaned, and isolated where
// it could disturb the direction of the line.
func Name(text string, o Options) string { return newPage("en", o).foreign(text) }

// isolated wraps a cleaned text where it or the line around it runs from right to left.
func (p *page) isolated(text string) string {
	if p.opts.Isolate && text != "" && (p.words.rightToLeft || rightToLeft(text)) {
		return isolate + text + popIsolate
	}
	return text
}

// rightToLeft reports whether text has a letter that is written from right to left.
func rightToLeft(text string) bool {
	for _, r := range text {
		if r < 0x0590 {
			continue
		}
		properties, _ := bidi.LookupRune(r)
		if class := properties.Class(); class == bidi.R || class == bidi.AL {
			return true
		}
	}
	return false
}
