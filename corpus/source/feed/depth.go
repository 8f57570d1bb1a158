package feed

import (
	"bytes"
	"encoding/xml"
	"fmt"

	"golang.org/x/net/html/charset"
)

const (
	// maxDepth is how deep the elements of a feed may stand in each other. Real ones stay below ten, and XHTML in them below a
	// hundred. The parser calls itself for each level, and a stack that overflows ends the program.
	maxDepth = 500
	// maxWork is how many bytes the parser may copy beyond reading the feed: for every element the names of all namespaces that are
	// known in it, and for every piece of text what came before in its element. A feed of 8 MiB with 300,000 elements and 15
	// namespaces has half of it.
	maxWork = 256 << 20
	// nameSize is what a namespace's name takes where it is copied.
	nameSize = 32
)

// A scope is an element that is open.
type scope struct {
	text  int // bytes of text in it so far
	names int // namespaces that are known in it
}

// tooMuch says what there is in a feed that would take the program its stack or minutes of work, nil for nothing. It goes through
// the elements as the parser does: whatever finds tags in another way can be made to find others than the parser.
func tooMuch(data []byte) error {
	d := xml.NewDecoder(bytes.NewReader(withoutControls(data)))
	d.Strict = false
	d.CharsetReader = charset.NewReaderLabel
	open := []scope{{}}
	work := 0
	for {
		t, err := d.Token()
		if err != nil {
			return nil // the end, or where the parser gives up as well
		}
		top := &open[len(open)-1]
		switch t := t.(type) {
		case xml.StartElement:
			s := scope{names: top.names + declared(t)}
			work += s.names * nameSize
			open = append(open, s)
		case xml.EndElement:
			open = open[:max(len(open)-1, 1)]
		case xml.CharData:
			top.text += len(t)
			work += top.text
		}
		switch {
		case len(open) > maxDepth+1:
			return fmt.Errorf("its elements stand in each other more than %d deep", maxDepth)
		case work > maxWork:
			return fmt.Errorf("its names or the pieces of its text are more than can be copied in good time")
		}
	}
}

// declared counts the namespaces that an element gives a name to.
func declared(e xml.StartElement) int {
	n := 0
	for _, a := range e.Attr {
		if a.Name.Space == "xmlns" || a.Name.Local == "xmlns" {
			n++
		}
	}
	return n
}

// withoutControls drops the bytes that the parser drops before it looks for tags.
func withoutControls(data []byte) []byte {
	kept := make([]byte, 0, len(data))
	for _, c := range data {
		if c >= ' ' || c == '\t' || c == '\n' || c == '\r' {
			kept = append(kept, c)
		}
	}
	return kept
}
