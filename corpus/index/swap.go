package index

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/dalil-bot/dalil/corpus"
)

// replace swaps the new collection in. Everybody else waits meanwhile, for as long as a change that is being written to the
// present collection takes; what was written since catchUp is taken over first.
func (r *Rebuild) replace(ctx context.Context) error {
	r.outer.mu.Lock()
	defer r.outer.mu.Unlock()
	if r.outer.closed {
		return ErrClosed
	}
	c := r.present
	if c == nil {
		if r.outer.open[r.name] != nil {
			return errors.New("somebody else has made it anew")
		}
		if err := r.Index.Close(); err != nil {
			return err
		}
		return exchange(r.builtDir(), r.presentDir())
	}
	c.writer.Lock()
	defer c.writer.Unlock()
	if r.outdated == nil && r.outer.open[r.name] != c || !c.stands() {
		return fmt.Errorf("it was removed meanwhile: %w", corpus.ErrNotFound)
	}
	if err := errors.Join(r.catchUp(ctx), r.carrySeen()); err != nil {
		return err
	}
	if r.dir == "" {
		return r.replaceInMemory()
	}
	if err := r.Index.Close(); err != nil {
		return err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if s := c.store; s != nil {
		c.store = nil // the next use opens what is there then, whichever it is
		if err := s.Close(); err != nil {
			return err
		}
	}
	return exchange(r.builtDir(), c.dir)
}

func (r *Rebuild) presentDir() string {
	return filepath.Join(r.outer.collectionsDir(), filepath.Base(r.builtDir()))
}

func (r *Rebuild) builtDir() string {
	return filepath.Join(r.collectionsDir(), strings.TrimPrefix(filepath.Base(r.dir), buildPrefix))
}

// carrySeen takes over when sources were last gone through.
func (r *Rebuild) carrySeen() error {
	snap, err := r.present.snapshot()
	if err != nil {
		return err
	}
	defer snap.Close()
	made, err := r.collection(r.name, true)
	if err != nil {
		return err
	}
	for _, name := range sortedKeys(snap.books.Sources) {
		if at := snap.books.Sources[name].Seen; !at.IsZero() {
			if err := made.apply(nil, Change{Seen: []string{name}, At: at}); err != nil {
				return err
			}
		}
	}
	return nil
}

// replaceInMemory gives the present collection the new one's store.
func (r *Rebuild) replaceInMemory() error {
	made, err := r.collection(r.name, true)
	if err != nil {
		return err
	}
	c := r.present
	c.mu.Lock()
	defer c.mu.Unlock()
	old := c.store
	c.store, made.store = made.store, nil
	return old.Close()
}

// exchange puts the folder built into the place of present. A crash leaves the present one under swapPrefix at worst, from where
// mend brings it back.
func exchange(built, present string) error {
	parent, base := filepath.Split(present)
	old := filepath.Join(parent, swapPrefix+base)
	if err := os.RemoveAll(old); err != nil {
		return err
	}
	if err := os.Rename(present, old); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if err := os.Rename(built, present); err != nil {
		return errors.Join(err, mend(parent, base))
	}
	_ = syncFolder(parent) // the exchange was made, and what a crash may take back of it is the whole of it
	_ = os.RemoveAll(old)  // what stays is swept away at the next Open
	return nil
}

// mend ends an exchange that was cut short.
func mend(parent, base string) error {
	old, present := filepath.Join(parent, swapPrefix+base), filepath.Join(parent, base)
	_, err := os.Lstat(present)
	if errors.Is(err, fs.ErrNotExist) {
		return os.Rename(old, present)
	}
	if err != nil {
		return err
	}
	_ = os.RemoveAll(old) // it is in nobody's way
	return nil
}

// syncFolder has the names in a folder reach the disk. Not every system can.
func syncFolder(dir string) error {
	f, err := os.Open(dir)
	if err != nil {
		return err
	}
	_ = f.Sync()
	return f.Close()
}

// stands reports whether the collection's folder is there.
func (c *collection) stands() bool {
	if c.dir == "" {
		return true
	}
	_, err := os.Stat(c.dir)
	return err == nil
}

// follow has the collection note which documents change.
func (c *collection) follow() {
	c.writer.Lock()
	defer c.writer.Unlock()
	c.changed = map[string]bool{}
}

func (c *collection) unfollow() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.changed = nil
}

// changes returns the documents that changed since follow, or since the last call, sorted.
func (c *collection) changes() []string {
	c.mu.Lock()
	defer c.mu.Unlock()
	ids := sortedKeys(c.changed)
	clear(c.changed)
	return ids
}

// note notes what a draft has changed.
func (c *collection) note(d *draft) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.changed != nil {
		for id := range d.done {
			c.changed[id] = true
		}
	}
}

// bequeath gives a document that is put what a collection that is being replaced knows of it: the texts that it had go along
// under numbers of the new collection. It reports whether that collection knows the document. What cannot be read of it is
// passed over: a collection is built anew because of damage too.
func (d *draft) bequeath(p *prepared) bool {
	if d.ancestor == nil {
		return false
	}
	var old *Info
	err := guarded(func() (err error) {
		old, err = d.ancestor.info(p.Doc.ID)
		return err
	})
	if err != nil || old == nil {
		return false
	}
	d.keepVectors(p, d.ancestor, old)
	p.info.inherit(old, d.at, d.keep)
	all := p.info.Earlier
	p.info.Earlier = nil
	for _, v := range all {
		doc, err := d.ancestor.decode(v.number)
		if err == nil && doc.ID == old.ID && doc.Hash == v.Hash && hashed(doc) {
			v.number = d.number()
			d.batch.Update(textRecord(v.number, encodeDocument(doc)))
			p.info.Earlier = append(p.info.Earlier, v)
		}
	}
	return true
}

// number gives out the number of a document.
func (d *draft) number() uint64 {
	d.books.Next++
	return d.books.Next - 1
}
