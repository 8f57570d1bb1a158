package index

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"github.com/dalil-bot/dalil/corpus"
)

// adoptBatch is how many documents are taken over at a time.
const adoptBatch = 200

// ErrRebuilding is returned for a second Rebuild of a collection.
var ErrRebuilding = errors.New("it is being rebuilt already")

// A Rebuild is a collection that is built anew, aside, while the present one answers. Its Index holds that collection alone,
// under its own name, and takes documents as any other. They inherit from those of the same ID in the present collection: when they
// were first seen, and their earlier texts.
//
// What is written to the present collection meanwhile is not lost: Commit takes over the documents concerned. Nothing of a Rebuild
// that a crash cut short stays, and of a Commit that it cut short either everything or nothing.
type Rebuild struct {
	*Index
	name    string
	outer   *Index
	present *collection // nil where it cannot be read
	fresh   bool        // the present one was made for this
	ended   atomic.Bool

	outdated error // why the present one answers nobody but this; nil where it does
}

// Rebuild begins to build a collection anew, which is made first where it does not exist. One whose terms are those of another
// version passes its documents on as any other does, though it cannot be searched; one that is damaged, or of another format,
// is replaced without inheritance. It ends with Commit or Abort.
func (ix *Index) Rebuild(name string) (*Rebuild, error) {
	r := &Rebuild{name: name, outer: ix}
	if err := r.enlist(); err != nil {
		return nil, fmt.Errorf("collection %q: %w", name, err)
	}
	if err := r.begin(); err != nil {
		return nil, errors.Join(err, r.Abort())
	}
	return r, nil
}

// enlist makes the inner index known, so that there is one of it and it is closed with the outer one.
func (r *Rebuild) enlist() error {
	ix := r.outer
	dir := ""
	if ix.dir != "" {
		base, err := dirName(r.name)
		if err != nil {
			return err
		}
		dir = filepath.Join(ix.collectionsDir(), buildPrefix+base)
	}
	ix.mu.Lock()
	defer ix.mu.Unlock()
	switch {
	case ix.closed:
		return ErrClosed
	case ix.rebuilds[r.name] != nil:
		return ErrRebuilding
	}
	r.Index = &Index{
		dir: dir, opts: ix.opts, queue: ix.queue, inner: true, cache: newDocumentCache(0),
		open: map[string]*collection{}, rebuilds: map[string]*Rebuild{},
	}
	ix.rebuilds[r.name] = r
	return nil
}

// begin opens both collections.
func (r *Rebuild) begin() error {
	if r.dir != "" {
		if err := errors.Join(os.RemoveAll(r.dir), os.MkdirAll(r.collectionsDir(), 0o700)); err != nil {
			return err
		}
	}
	made, err := r.collection(r.name, true)
	if err != nil {
		return err
	}
	r.present, err = r.outer.collection(r.name, false)
	if errors.Is(err, corpus.ErrNotFound) {
		r.fresh = true
		r.present, err = r.outer.collection(r.name, true)
	}
	if isUnreadable(err) {
		r.openOutdated(err)
		err = nil
	}
	if r.present != nil {
		made.ancestor = r.present
		r.present.follow()
	}
	return err
}

// openOutdated opens a collection whose terms are those of another version, for this Rebuild alone. It leaves none where the
// collection cannot be read for another reason.
func (r *Rebuild) openOutdated(why error) {
	if _, ok := errors.AsType[*VersionError](why); !ok || r.dir == "" {
		return
	}
	r.outer.mu.Lock()
	defer r.outer.mu.Unlock()
	c := &collection{name: r.name, dir: r.presentDir(), log: r.opts.Log, queue: r.queue, keep: r.opts.Versions, anyTerms: true}
	if err := c.prepare(false); err == nil {
		r.present, r.outdated = c, why
	}
}

// isUnreadable reports whether an error of opening a collection says that it has to be built anew.
func isUnreadable(err error) bool {
	_, damaged := errors.AsType[*DamagedError](err)
	_, other := errors.AsType[*VersionError](err)
	return damaged || other
}

// Left returns the documents of the present collection that the new one lacks, sorted by ID.
func (r *Rebuild) Left(ctx context.Context) ([]Info, error) {
	if r.present == nil {
		return nil, nil
	}
	built, err := r.Documents(ctx, r.name)
	if err != nil {
		return nil, err
	}
	there := make(map[string]bool, len(built))
	for _, i := range built {
		there[i.ID] = true
	}
	snap, err := r.present.snapshot()
	if err != nil {
		return nil, err
	}
	defer snap.Close()
	var left []Info
	err = guarded(func() error {
		return snap.infos(func(i *Info) error {
			if !there[i.ID] {
				snap.books.complete(i)
				left = append(left, *i)
			}
			return ctx.Err()
		})
	})
	slices.SortFunc(left, func(a, b Info) int { return strings.Compare(a.ID, b.ID) })
	return left, r.present.explain(err)
}

// Adopt takes documents of the present collection over as they are, with their states and all that is known of them. Those that the
// new collection has already are replaced; unknown ones are passed over.
func (r *Rebuild) Adopt(ctx context.Context, ids []string) error {
	if r.present == nil {
		return nil
	}
	for part := range slices.Chunk(ids, adoptBatch) {
		if err := r.adopt(ctx, part, false); err != nil {
			return fmt.Errorf("collection %q: %w", r.name, err)
		}
	}
	return nil
}

// adopt takes documents over in one change. Where drop is set, those that the present collection lacks are removed.
func (r *Rebuild) adopt(ctx context.Context, ids []string, drop bool) error {
	snap, err := r.present.snapshot()
	if err != nil {
		return err
	}
	defer snap.Close()
	var change Change
	var infos []*Info
	for _, id := range ids {
		var doc *corpus.Document
		info, err := snap.info(id)
		if err == nil && info != nil {
			doc, err = r.outer.document(snap, info.number)
		}
		switch {
		case err != nil:
			return r.present.explain(err)
		case info != nil:
			change.Put = append(change.Put, Entry{Doc: doc, State: info.State})
			infos = append(infos, info)
		case drop:
			change.Remove = append(change.Remove, id)
		}
	}
	put, err := r.prepare(ctx, change.Put)
	if err != nil {
		return err
	}
	for i, p := range put {
		if infos[i].Lost {
			p.lost = infos[i].LastSeen
		}
	}
	change.At = time.Now()
	made, err := r.collection(r.name, true)
	if err != nil {
		return err
	}
	return made.apply(put, change)
}

// Commit puts the new collection into the place of the present one, in which searches that began before go on to the end. After an
// error the present collection stays, and the Rebuild is over all the same.
func (r *Rebuild) Commit(ctx context.Context) error {
	if r.ended.Load() {
		return ErrClosed
	}
	err := r.catchUp(ctx)
	if err == nil {
		err = r.replace(ctx)
	}
	err = errors.Join(err, r.Abort())
	if err != nil {
		return fmt.Errorf("collection %q: putting the new one in its place: %w", r.name, err)
	}
	return nil
}

// catchUp takes over what was written to the present collection since the Rebuild began, or since the last time.
func (r *Rebuild) catchUp(ctx context.Context) error {
	if r.present == nil {
		return nil
	}
	for part := range slices.Chunk(r.present.changes(), adoptBatch) {
		if err := r.adopt(ctx, part, true); err != nil {
			return err
		}
	}
	return nil
}

// Abort ends the Rebuild and leaves the present collection as it is. After Commit it does nothing.
func (r *Rebuild) Abort() error {
	if r.ended.Swap(true) {
		return nil
	}
	err := r.Index.Close()
	if r.present != nil {
		r.present.unfollow()
	}
	if r.outdated != nil {
		err = errors.Join(err, r.present.close())
	}
	if r.dir != "" {
		err = errors.Join(err, os.RemoveAll(r.dir))
	}
	r.outer.mu.Lock()
	delete(r.outer.rebuilds, r.name)
	r.outer.mu.Unlock()
	if r.fresh {
		err = errors.Join(err, r.outer.dropEmpty(r.name))
	}
	return err
}

// dropEmpty removes a collection that nothing was put into.
func (ix *Index) dropEmpty(name string) error {
	stats, err := ix.Stats(context.Background(), name)
	if err != nil || stats.Documents > 0 {
		return nil // it was removed, or is in use: both are somebody else's
	}
	return ix.DropCollection(name)
}
