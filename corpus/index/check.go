package index

import (
	"fmt"
	"unicode/utf8"

	"github.com/dalil-bot/dalil/corpus"
)

// Check says what is wrong with a document that an index would refuse: an ID that is missing, a text that is not UTF-8, spans
// that are out of order, out of the text or within a rune. Quotes are cut out of the text by these spans.
func Check(doc *corpus.Document) error {
	bad := func(what string, s corpus.Span) error {
		return fmt.Errorf("document %q: %s [%d,%d) is out of place in a text of %d bytes", doc.ID, what, s.Start, s.End, len(doc.Text))
	}
	switch {
	case doc.ID == "":
		return fmt.Errorf("a document of %q has no ID", doc.URI)
	case !utf8.ValidString(doc.Text):
		return fmt.Errorf("document %q: its text is not valid UTF-8", doc.ID)
	}
	for _, b := range doc.Blocks {
		if !fits(b.Span, doc.Text) {
			return bad("block", b.Span)
		}
	}
	at := 0
	for _, p := range doc.Passages {
		if !fits(p.Span, doc.Text) || p.Start < at {
			return bad("passage", p.Span)
		}
		at = p.End
		if !fits(p.Heading, doc.Text) {
			return bad("heading", p.Heading)
		}
		for _, s := range p.Sentences {
			if !fits(s, doc.Text) || !p.Contains(s) {
				return bad("sentence", s)
			}
		}
	}
	return nil
}

// fits reports whether s is a range of text that begins and ends on a rune boundary.
func fits(s corpus.Span, text string) bool {
	return 0 <= s.Start && s.Start <= s.End && s.End <= len(text) && onRune(text, s.Start) && onRune(text, s.End)
}

func onRune(text string, at int) bool { return at == len(text) || utf8.RuneStart(text[at]) }
