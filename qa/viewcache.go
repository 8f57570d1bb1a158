package qa

import (
	"container/list"
	"sync"

	"github.com/dalil-bot/dalil/corpus"
)

// A viewCache keeps the passages that were read last. A view depends on the stored text alone, so the cache has no
// influence on an answer.
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
		c.order.MoveToFront(e)
		c.mu.Unlock()
		return e.Value.(*viewEntry).view
	}
	c.mu.Unlock()
	v := newView(doc, passage) // outside the lock: two questions may do it twice
	c.mu.Lock()
	defer c.mu.Unlock()
	if e, ok := c.byKey[key]; ok {
		return e.Value.(*viewEntry).view
	}
	c.byKey[key] = c.order.PushFront(&viewEntry{key, v})
	for c.order.Len() > c.limit {
		last := c.order.Back()
		delete(c.byKey, last.Value.(*viewEntry).key)
		c.order.Remove(last)
	}
	return v
}
