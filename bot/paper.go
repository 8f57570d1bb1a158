package bot

import (
	"context"

	"github.com/dalil-bot/dalil/bot/internal/reply"
	"github.com/dalil-bot/dalil/corpus"
	"github.com/dalil-bot/dalil/qa"
)

// A paper gives the document of a quote, nil where it no longer has it.
type paper func(q qa.Quote) *corpus.Document

// paper reads each document once. It is for one reply.
func (b *Bot) paper(ctx context.Context) paper {
	docs := map[[2]string]*corpus.Document{}
	return func(q qa.Quote) *corpus.Document {
		key := [2]string{q.Collection, q.Doc}
		doc, ok := docs[key]
		if !ok {
			doc, _ = b.opts.Library.Document(ctx, q.Collection, q.Doc) // one that cannot be read is as good as gone
			docs[key] = doc
		}
		if doc == nil || q.End > len(doc.Text) || q.Of(doc.Text) != q.Text {
			return nil
		}
		return doc
	}
}

// changed says whether a quote no longer stands where it stood.
func (p paper) changed(q qa.Quote) bool { return p(q) == nil }

// place says where in its file a quote stands.
func (p paper) place(q qa.Quote) corpus.Place {
	if doc := p(q); doc != nil {
		return reply.PlaceAt(doc, q.Start)
	}
	return corpus.Place{}
}
