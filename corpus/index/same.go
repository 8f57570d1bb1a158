package index

import (
	"bytes"

	"github.com/dalil-bot/dalil/corpus"
)

// Same reports whether two documents are stored as the same bytes: they are equal in everything but the collection.
func Same(a, b *corpus.Document) bool {
	return a.Text == b.Text && bytes.Equal(encodeDocument(a), encodeDocument(b))
}
