package extract

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"

	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// ErrDamaged is returned for a file that begins like its format and breaks off, or breaks its rules. Tested with errors.Is.
var ErrDamaged = errors.New("damaged")

// Limits of XML that no document reaches and that bound the memory of the parser.
const (
	xmlDepth = 400     // elements within each other
	xmlTag   = 1 << 20 // bytes of one tag
)

// An xmlReader goes through XML element by element. Names are local: the prefixes of office formats differ between
// editions. Entities that the document declares are not expanded.
type xmlReader struct {
	d     *xml.Decoder
	depth int
	steps int
	stop  func() error // asked now and then
}

func newXML(r io.Reader, stop func() error) *xmlReader {
	d := xml.NewDecoder(&tagGuard{r: transform.NewReader(r, unicode.BOMOverride(transform.Nop))})
	d.Strict = false
	d.Entity = xml.HTMLEntity
	d.CharsetReader = func(label string, in io.Reader) (io.Reader, error) {
		if e := named(label); e != nil {
			return e.NewDecoder().Reader(in), nil
		}
		return in, nil // UTF-16, which its mark has told
	}
	return &xmlReader{d: d, stop: stop}
}

// token returns the next token; io.EOF at the end.
func (x *xmlReader) token() (xml.Token, error) {
	if x.steps++; x.steps%1024 == 0 && x.stop != nil {
		if err := x.stop(); err != nil {
			return nil, err
		}
	}
	t, err := x.d.Token()
	if err != nil {
		if syntax, ok := errors.AsType[*xml.SyntaxError](err); ok {
			return nil, fmt.Errorf("%w: XML, line %d: %s", ErrDamaged, syntax.Line, syntax.Msg)
		}
		return nil, err
	}
	switch t.(type) {
	case xml.StartElement:
		if x.depth++; x.depth > xmlDepth {
			return nil, tooMuch("XML elements nested more than %d deep", xmlDepth)
		}
	case xml.EndElement:
		x.depth--
	}
	return t, nil
}

// children goes through what is in the element that has just begun, up to its end; at the beginning it goes through the
// whole document. Elements are given to f, which may go through their children or leave them; text to chars. Both may be
// nil.
func (x *xmlReader) children(f func(e xml.StartElement) error, chars func(s []byte)) error {
	depth := x.depth
	for {
		t, err := x.token()
		switch {
		case errors.Is(err, io.EOF) && depth == 0:
			return nil
		case err != nil:
			return err
		}
		switch t := t.(type) {
		case xml.StartElement:
			if f != nil {
				if err := f(t); err != nil {
					return err
				}
			}
			if err := x.leave(depth); err != nil {
				return err
			}
		case xml.EndElement:
			if x.depth < depth {
				return nil
			}
		case xml.CharData:
			if chars != nil {
				chars(t)
			}
		}
	}
}

// leave reads on until the depth is reached again.
func (x *xmlReader) leave(depth int) error {
	for x.depth > depth {
		if _, err := x.token(); err != nil {
			return err
		}
	}
	return nil
}

// text returns all text within the element that has just begun.
func (x *xmlReader) text() (string, error) {
	var s strings.Builder
	var within func(xml.StartElement) error
	chars := func(c []byte) { s.Write(c) }
	within = func(xml.StartElement) error { return x.children(within, chars) }
	err := x.children(within, chars)
	return s.String(), err
}

// attribute returns an attribute by its local name.
func attribute(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// A tagGuard gives up on a tag that never ends, whose attributes the parser would keep, and blanks control characters.
type tagGuard struct {
	r  io.Reader
	in bool
	n  int
}

func (g *tagGuard) Read(p []byte) (int, error) {
	n, err := g.r.Read(p)
	for i, c := range p[:n] {
		switch {
		case c < ' ' && c != '\t' && c != '\n' && c != '\r':
			p[i] = ' ' // some writers let control characters through, which XML forbids
		case c == '<':
			g.in, g.n = true, 0
		case c == '>':
			g.in = false
		case g.in:
			if g.n++; g.n > xmlTag {
				return 0, tooMuch("an XML tag of more than %s", mebibytes(xmlTag))
			}
		}
	}
	return n, err
}
