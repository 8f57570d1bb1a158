package index

import (
	"container/list"
	"sync"
	"unsafe"

	"github.com/dalil-bot/dalil/corpus"
)

// A documentKey names a state of a document for ever: numbers are never given twice by a store.
type documentKey struct {
	store  *store
	number uint64
}

// A documentCache keeps the decoded documents that were used last, up to a number of bytes.
type documentCache struct {
	limit int

	mu    sync.Mutex
	size  int
	byKey map[documentKey]*list.Element
	used  list.List // of cached, the last used in front
}

type cached struct {
	key  documentKey
	doc  *corpus.Document
	size int
}

func newDocumentCache(limit int) *documentCache {
	return &documentCache{limit: limit, byKey: map[documentKey]*list.Element{}}
}

// get returns nil where the document is not kept.
func (c *documentCache) get(key documentKey) *corpus.Document {
	c.mu.Lock()
	defer c.mu.Unlock()
	e := c.byKey[key]
	if e == nil {
		return nil
	}
	c.used.MoveToFront(e)
	return e.Value.(cached).doc
}

// put keeps a document. One that is larger than the whole cache is not kept.
func (c *documentCache) put(key documentKey, doc *corpus.Document) {
	size := footprint(doc)
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.byKey[key] != nil || size > c.limit {
		return
	}
	c.byKey[key] = c.used.PushFront(cached{key, doc, size})
	c.size += size
	for c.size > c.limit {
		e := c.used.Back()
		old := c.used.Remove(e).(cached)
		delete(c.byKey, old.key)
		c.size -= old.size
	}
}

// footprint estimates the memory of a document in bytes. Short strings that its pieces have are not counted.
func footprint(doc *corpus.Document) int {
	const block, passage, span = int(unsafe.Sizeof(corpus.Block{})), int(unsafe.Sizeof(corpus.Passage{})), int(unsafe.Sizeof(corpus.Span{}))
	n := int(unsafe.Sizeof(*doc)) + len(doc.Text) + len(doc.Blocks)*block + len(doc.Passages)*passage
	for _, p := range doc.Passages {
		n += len(p.Sentences) * span
	}
	return n
}
