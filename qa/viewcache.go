package qa

import (
	"container/list"
	"slices"
	"sync"

	"github.com/dalil-bot/dalil/corpus"
)

// A viewCache keeps the passages that were read last. A view is used for the document that it was made of only, so the
// cache has no influence on an answer.
type viewCache struct {
	mu    sync.Mutex
	limit int
	byKey map[viewKey]*list.Element
	order *list.List // of *viewEntry, the last used first
}

type viewKey struct {
	collection, doc, hash string
	passage               int
}

type viewEntry struct {
	key  viewKey
	view *view
}

func newViewCache(limit int) *viewCache {
	if limit <= 0 {
		limit = 4096
	}
	return &viewCache{limit: limit, byKey: map[viewKey]*list.Element{}, order: list.New()}
}

// get returns the view of a passage.
func (c *viewCache) get(doc *corpus.Document, passage int) *view {
	key := viewKey{doc.Collection, doc.ID, doc.Hash, passage}
	c.mu.Lock()
	if e, ok := c.byKey[key]; ok {
		if v := e.Value.(*viewEntry).view; v.shows(doc, passage) {
			c.order.MoveToFront(e)
			c.mu.Unlock()
			return v
		}
	}
	c.mu.Unlock()
	v := newView(doc, passage) // outside the lock: two questions may do it twice
	c.mu.Lock()
	defer c.mu.Unlock()
	if e, ok := c.byKey[key]; ok {
		e.Value.(*viewEntry).view = v
		c.order.MoveToFront(e)
		return v
	}
	c.byKey[key] = c.order.PushFront(&viewEntry{key, v})
	for c.order.Len() > c.limit {
		last := c.order.Back()
		delete(c.byKey, last.Value.(*viewEntry).key)
		c.order.Remove(last)
	}
	return v
}

// shows reports whether the view is that of a document of the same text: the title may be another one now, or the way in
// which the text was cut.
func (v *view) shows(doc *corpus.Document, passage int) bool {
	if v.doc == doc {
		return true
	}
	old, now := &v.doc.Passages[passage], &doc.Passages[passage]
	return v.doc.Title == doc.Title && v.doc.Publisher == doc.Publisher && v.doc.Author == doc.Author &&
		v.doc.Date == doc.Date && v.doc.Lang == doc.Lang && v.doc.URI == doc.URI &&
		old.Span == now.Span && old.Lang == now.Lang && old.Heading == now.Heading && slices.Equal(old.Sentences, now.Sentences)
}
