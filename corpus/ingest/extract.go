package ingest

import (
	"context"
	"errors"
	"fmt"
	"path"
	"strings"

	"github.com/dalil-bot/dalil/corpus"
	"github.com/dalil-bot/dalil/corpus/index"
	"github.com/dalil-bot/dalil/corpus/internal/extract"
	"github.com/dalil-bot/dalil/corpus/internal/segment"
	"github.com/dalil-bot/dalil/corpus/source"
)

// An Extractor makes documents of the bytes of a file, here or in another process. It yields them one by one: sub is "" where
// the file is one document, and otherwise says which of them it is. An error means that the file, or what is left of it, could
// not be read; an error of yield ends it and comes back. It is safe for concurrent use.
type Extractor interface {
	Extract(ctx context.Context, name string, data []byte, h extract.Hints, yield func(sub string, doc corpus.Document) error) error
}

// here extracts in this process.
type here struct{}

func (here) Extract(ctx context.Context, name string, data []byte, h extract.Hints, yield func(sub string, doc corpus.Document) error) error {
	return extract.All(ctx, name, data, h, yield)
}

// Limits keep a file from taking more than documents need; zero values stand for defaults.
type Limits = extract.Limits

// Columns say which columns of tables and records hold what; what is not said is told by their names.
type Columns = extract.Columns

// extract makes the documents of a job out of what was read, with passages and everything that an index wants.
// Parts of it that cannot be read do not stand in the way of the others.
func (r *run) extract(ctx context.Context, j job, c source.Content) ([]*corpus.Document, []part, error) {
	h := extract.Hints{ContentType: c.Type, ModTime: j.entry.ModTime, Limits: r.opts.Limits, Columns: r.src.Columns}
	if !c.ModTime.IsZero() {
		h.ModTime = c.ModTime
	}
	from := j.entry.URI
	if c.URI != "" {
		from = c.URI
	}
	if strings.HasPrefix(from, "http://") || strings.HasPrefix(from, "https://") {
		h.URL = from
	}
	var docs []*corpus.Document
	err := r.extractor.Extract(ctx, path.Base(j.entry.ID), c.Data, h, func(sub string, doc corpus.Document) error {
		doc.ID = r.documentID(j.entry.ID, sub)
		if doc.URI == "" {
			doc.URI = j.entry.URI
		}
		if owner := r.others[doc.ID]; owner != "" {
			return fmt.Errorf("%w: %s", ErrOtherSource, owner)
		}
		doc.Passages = segment.Passages(doc.Text, doc.Blocks, doc.Lang)
		if err := index.Check(&doc); err != nil {
			return err
		}
		docs = append(docs, &doc)
		return ctx.Err()
	})
	parts, err := partsOf(err)
	return docs, parts, err
}

// documentID names a document by its entry and its place within that.
func (r *run) documentID(entry, sub string) string {
	id := r.src.Prefix + entry
	if sub != "" {
		id += "#" + sub
	}
	return id
}

// partsOf takes the errors about parts of a file out of an error and returns them with what is left.
func partsOf(err error) ([]part, error) {
	if p, ok := err.(*extract.PartError); ok {
		return []part{{p.Part, p.Err}}, nil
	}
	joined, ok := err.(interface{ Unwrap() []error })
	if !ok {
		return nil, err
	}
	var parts []part
	var rest []error
	for _, e := range joined.Unwrap() {
		more, left := partsOf(e)
		parts = append(parts, more...)
		if left != nil {
			rest = append(rest, left)
		}
	}
	if len(parts) == 0 {
		return nil, err
	}
	return parts, errors.Join(rest...)
}
