package index

import (
	"encoding/json"
	"fmt"
	"maps"
	"time"

	api "github.com/blevesearch/bleve_index_api"
)

// A draft is a batch that is being put together on top of a snapshot.
type draft struct {
	snap     *snapshot
	ancestor *snapshot // of the collection that this one is to replace; nil for none
	books    *books
	batch    *api.Batch
	at       time.Time
	keep     int             // earlier texts of a document
	done     map[string]bool // IDs that were dealt with
	fresh    bool            // the vectors are of another model than before
	changed  bool            // something of the bookkeeping that the batch's records do not show
}

// apply writes a change.
func (c *collection) apply(put []*prepared, change Change) error {
	return c.change(func(d *draft) error {
		d.at = change.At.UTC()
		if change.Forget {
			d.keep = 0
		}
		return d.fill(put, change)
	})
}

// change writes what fill puts together. One writer at a time reads the old state and writes the new one.
func (c *collection) change(fill func(*draft) error) error {
	c.writer.Lock()
	defer c.writer.Unlock()
	snap, err := c.snapshot()
	if err != nil {
		return err
	}
	defer snap.Close()
	d := &draft{snap: snap, books: snap.books, batch: api.NewBatch(), keep: c.keep, done: map[string]bool{}}
	if c.ancestor != nil {
		if d.ancestor, err = c.ancestor.snapshot(); err != nil {
			return err
		}
		defer d.ancestor.Close()
	}
	if err := guarded(func() error { return fill(d) }); err != nil {
		return fmt.Errorf("collection %q: %w", c.name, err)
	}
	if len(d.batch.IndexOps) == 0 && !d.changed {
		return nil
	}
	return c.write(d)
}

// write writes a draft as one batch.
func (c *collection) write(d *draft) error {
	d.books.Changes++
	maps.DeleteFunc(d.books.Sources, func(_ string, b sourceBook) bool { return b.Documents == 0 })
	raw, err := json.Marshal(d.books)
	if err != nil {
		return fmt.Errorf("collection %q: %w", c.name, err)
	}
	d.batch.SetInternal([]byte(booksKey), raw)
	if err := guarded(func() error { return d.snap.store.Batch(d.batch) }); err != nil {
		c.giveUp()
		return fmt.Errorf("collection %q: writing below %s: %w", c.name, c.dir, err)
	}
	c.noteLast(d.books)
	c.note(d)
	return nil
}

// fill puts a change into the batch. Lists are gone through from the end, so that the last entry for an ID counts.
func (d *draft) fill(put []*prepared, change Change) error {
	for i := len(put) - 1; i >= 0; i-- {
		if err := d.put(put[i]); err != nil {
			return err
		}
	}
	for i := len(change.Remove) - 1; i >= 0; i-- {
		if err := d.remove(change.Remove[i]); err != nil {
			return err
		}
	}
	for i := len(change.Touch) - 1; i >= 0; i-- {
		if err := d.touch(change.Touch[i]); err != nil {
			return err
		}
	}
	for _, id := range change.Lost {
		if err := d.lose(id); err != nil {
			return err
		}
	}
	d.seen(change.Seen)
	return nil
}

// take returns what is known of a document that was not dealt with yet, and marks it as dealt with. It returns nil where
// there is none.
func (d *draft) take(id string) (*Info, error) {
	if d.done[id] {
		return nil, nil
	}
	d.done[id] = true
	return d.snap.info(id)
}

func (d *draft) put(p *prepared) error {
	if d.done[p.Doc.ID] {
		return nil
	}
	old, err := d.take(p.Doc.ID)
	if err != nil {
		return err
	}
	d.retire(old)
	drop := old.texts()
	if !d.bequeath(p) {
		d.keepVectors(p, d.snap, old)
		drop = p.info.inherit(old, d.at, d.keep)
	}
	for _, v := range drop {
		d.batch.Delete(textKey(v.number))
	}
	if !p.lost.IsZero() {
		p.info.Lost, p.info.LastSeen = true, p.lost
	}
	p.info.number = d.number()
	d.books.add(p.info, 1)
	p.records(func(r *record) { d.batch.Update(r) })
	return nil
}

func (d *draft) remove(id string) error {
	old, err := d.take(id)
	if err != nil || old == nil {
		return err
	}
	d.retire(old)
	d.batch.Delete(infoKey(id))
	for _, v := range old.texts() {
		d.batch.Delete(textKey(v.number))
	}
	return nil
}

// retire takes out what a document is searched by, and counts it out.
func (d *draft) retire(old *Info) {
	if old == nil {
		return
	}
	d.books.add(old, -1)
	d.batch.Delete(nearKey(old.number, old.ID))
	if old.vectors {
		d.batch.Delete(vectorKey(old.number, old.ID))
	}
	for i := range old.Passages {
		d.batch.Delete(passageKey(old.number, i, old.ID))
	}
}

func (d *draft) touch(t Touch) error {
	old, err := d.take(t.ID)
	if err != nil || old == nil {
		return err
	}
	d.books.add(old, -1)
	old.State, old.Lost = t.State, false
	d.books.add(old, 1)
	d.batch.Update(infoRecord(old))
	return nil
}
