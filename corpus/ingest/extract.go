package ingest

import (
	"context"
	"path"

	"github.com/dalil-bot/dalil/corpus"
	"github.com/dalil-bot/dalil/corpus/internal/extract"
	"github.com/dalil-bot/dalil/corpus/internal/segment"
	"github.com/dalil-bot/dalil/corpus/source"
)

// extractFile makes a document with its passages of the bytes of a file.
func extractFile(ctx context.Context, e source.Entry, raw []byte) (*corpus.Document, error) {
	doc, err := extract.Extract(ctx, path.Base(e.ID), raw, extract.Hints{ModTime: e.ModTime})
	if err != nil {
		return nil, err
	}
	if doc.URI == "" {
		doc.URI = e.URI
	}
	doc.Passages = segment.Passages(doc.Text, doc.Blocks, doc.Lang)
	return &doc, nil
}
