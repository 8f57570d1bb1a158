package index

import (
	"context"
	"fmt"
	"time"

	"github.com/dalil-bot/dalil/corpus"
)

// DefaultVersions is how many earlier texts of a document are kept where Options do not say.
const DefaultVersions = 3

// A Version is a text that a document has or had. Earlier ones are kept to show what was quoted out of them; they are not
// searched, and go with their document when that is removed.
type Version struct {
	Hash  string    // of the text, as in corpus.Document
	Since time.Time // when the document got it
	Until time.Time // when it was replaced; zero for the present one

	number uint64 // under which the text is found
}

// Current reports whether the document still has this text.
func (v Version) Current() bool { return v.Until.IsZero() }

// DocumentVersion returns a document as it was with the text of that hash, and when it was so. It gives corpus.ErrNotFound for a
// text that the document never had, or that is no longer kept (see Options.Versions).
func (ix *Index) DocumentVersion(ctx context.Context, collection, id, hash string) (*corpus.Document, Version, error) {
	var doc *corpus.Document
	var version Version
	err := ix.view(ctx, collection, func(s *snapshot) error {
		info, err := s.mustInfo(id)
		if err != nil {
			return err
		}
		var ok bool
		if version, ok = info.version(hash); !ok {
			return fmt.Errorf("document %q with the text %s: %w", id, hash, corpus.ErrNotFound)
		}
		doc, err = ix.document(s, version.number)
		return err
	})
	return doc, version, err
}

// Info returns what is known of one document, or corpus.ErrNotFound.
func (ix *Index) Info(ctx context.Context, collection, id string) (Info, error) {
	var info Info
	err := ix.view(ctx, collection, func(s *snapshot) error {
		found, err := s.mustInfo(id)
		if err == nil {
			info = *found
		}
		return err
	})
	return info, err
}

// version finds a text by its hash.
func (i *Info) version(hash string) (Version, bool) {
	for _, v := range i.texts() {
		if v.Hash == hash {
			return v, true
		}
	}
	return Version{}, false
}

// texts returns the present text and the earlier ones, none where there is no document.
func (i *Info) texts() []Version {
	if i == nil {
		return nil
	}
	return append([]Version{{Hash: i.Hash, Since: i.Since, number: i.number}}, i.Earlier...)
}

// inherit gives the info of a document that is put what is to stay of the one that it replaces, and returns the texts that are
// not to stay. At most keep earlier ones are. A clock that went back makes nothing younger than what came before it.
func (i *Info) inherit(old *Info, at time.Time, keep int) (drop []Version) {
	i.FirstSeen, i.Since, i.LastSeen = at, at, at
	if old == nil {
		return nil
	}
	i.FirstSeen = old.FirstSeen
	if at.Before(old.Since) {
		at = old.Since
	}
	all := old.texts()
	all[0].Until = at
	if i.Since = at; i.Hash == old.Hash {
		i.Since = old.Since
	}
	for _, v := range all {
		if v.Hash == i.Hash || v.Hash == "" || len(i.Earlier) >= keep {
			drop = append(drop, v)
		} else {
			i.Earlier = append(i.Earlier, v)
		}
	}
	return drop
}

// A SourceInfo is what a collection knows of a source of documents.
type SourceInfo struct {
	Name      string    // as in State.Source
	Documents int       // that it brought
	Seen      time.Time // when it was last gone through as a whole; zero for never
}

// Sources returns the sources that have documents in a collection, sorted by name.
func (ix *Index) Sources(ctx context.Context, collection string) ([]SourceInfo, error) {
	var all []SourceInfo
	err := ix.view(ctx, collection, func(s *snapshot) error {
		for _, name := range sortedKeys(s.books.Sources) {
			b := s.books.Sources[name]
			all = append(all, SourceInfo{Name: name, Documents: b.Documents, Seen: b.Seen})
		}
		return nil
	})
	return all, err
}

// seen notes that sources were gone through.
func (d *draft) seen(names []string) {
	for _, name := range names {
		b, ok := d.books.Sources[clean(name)]
		if ok && b.Seen.Before(d.at) {
			b.Seen = d.at
			d.books.Sources[clean(name)] = b
			d.changed = true
		}
	}
}

// lose marks a document as one that its source does not have at the moment.
func (d *draft) lose(id string) error {
	old, err := d.take(id)
	if err != nil || old == nil || old.Lost {
		return err
	}
	old.Lost = true
	d.batch.Update(infoRecord(old))
	return nil
}
