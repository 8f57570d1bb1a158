package chattest

import (
	"context"
	"strings"

	"github.com/dalil-bot/dalil/corpus"
	"github.com/dalil-bot/dalil/qa"
)

// quoting answers every question with a list of all sentences of the documents, an item each, for replies that are longer
// than the answerer's.
type quoting struct{ *shelf }

// Ask quotes everything.
func (l quoting) Ask(ctx context.Context, q qa.Question) (*qa.Answer, error) {
	a := &qa.Answer{Question: q.Text, Lang: "en", Kind: qa.List, Confidence: 1, Sources: 1}
	var names []string
	for _, collection := range q.Collections {
		docs, err := l.Documents(ctx, collection)
		if err != nil {
			return nil, err
		}
		for _, d := range docs {
			doc, err := l.Document(ctx, collection, d.ID)
			if err != nil {
				return nil, err
			}
			for _, p := range doc.Passages {
				for _, s := range p.Sentences {
					names = append(names, strings.Trim(strings.Fields(s.Of(doc.Text))[3], ","))
					a.Items = append(a.Items, qa.Item{Display: names[len(names)-1], Support: 1, Quotes: []int{len(a.Quotes)}})
					a.Quotes = append(a.Quotes, quoteOf(doc, p, s))
				}
			}
		}
	}
	a.Text = strings.Join(names, ", ")
	return a, nil
}

func quoteOf(doc *corpus.Document, p corpus.Passage, s corpus.Span) qa.Quote {
	return qa.Quote{Span: s, Text: s.Of(doc.Text), Collection: doc.Collection, Doc: doc.ID, Title: doc.Title, Date: doc.Date,
		Lang: p.Lang, Context: p.Span}
}
