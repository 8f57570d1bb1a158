package reply

import (
	"slices"
	"strings"

	"github.com/dalil-bot/dalil/corpus"
	"github.com/dalil-bot/dalil/qa"
)

type placeWords struct{ page, slide, row, sheetRow, chapter, message string }

// PlaceAt says where in its file the text at an offset of a document stands; nothing where the format has no such places.
func PlaceAt(doc *corpus.Document, offset int) corpus.Place {
	i, found := slices.BinarySearchFunc(doc.Blocks, offset, func(b corpus.Block, at int) int { return b.Start - at })
	if !found {
		i-- // the block that begins before it
	}
	if i < 0 || offset >= doc.Blocks[i].End {
		return corpus.Place{}
	}
	return doc.Blocks[i].Place
}

// place writes where in its file something stands: "p. 3", or a link to a message. It is "" for the zero value.
func (w *Wording) place(p corpus.Place) string {
	name := w.foreign(p.Name, maxName)
	n := number(p.Number)
	switch {
	case p.Kind == corpus.Page && p.Number > 0:
		return fill(w.places.page, "n", n)
	case p.Kind == corpus.Slide && p.Number > 0:
		return fill(w.places.slide, "n", n)
	case p.Kind == corpus.Row && p.Number > 0 && name != "":
		return fill(w.places.sheetRow, "n", n, "name", name)
	case p.Kind == corpus.Row && p.Number > 0:
		return fill(w.places.row, "n", n)
	case p.Kind == corpus.Chapter && p.Number > 0:
		return strings.TrimSuffix(fill(w.places.chapter, "n", n, "name", name), ": ")
	case p.Kind == corpus.Message:
		if to := link(p.URL); to != "" {
			return "[" + w.places.message + "](" + to + ")"
		}
	}
	return name
}

// whence says where in its file something with a title stands; nothing where that is no more than the title again, as the only
// heading of a document is.
func (w *Wording) whence(p corpus.Place, title string) string {
	where := w.place(p)
	if where == w.foreign(p.Name, maxName) && corpus.Visible(p.Name) == corpus.Visible(title) {
		return ""
	}
	return where
}

// dress adds to a piece what only its document tells.
func (o Options) dress(p piece) piece {
	p.changed = o.Changed != nil && o.Changed(p.quote)
	if o.Place != nil && !p.changed {
		p.place = o.Place(p.quote)
	}
	return p
}

// dressed are quotes of a list, numbered.
func dressed(quotes []qa.Quote, place func(qa.Quote) corpus.Place) []piece {
	out := make([]piece, len(quotes))
	for i, q := range quotes {
		out[i] = Options{Place: place}.dress(piece{number: i + 1, role: relates, quote: q})
	}
	return out
}
