package extract

import (
	"context"
	"errors"
	"fmt"
	"path"
	"time"

	"github.com/dalil-bot/dalil/corpus"
)

// A PartError says why one part of a file could not be read. All joins them.
type PartError struct {
	File string // the name of the file
	Part string // which part, as yield would have got it
	Err  error
}

// Error names file, part and reason in one line.
func (e *PartError) Error() string { return fmt.Sprintf("extract %s: %s: %v", e.File, e.Part, e.Err) }

// Unwrap gives the reason.
func (e *PartError) Unwrap() error { return e.Err }

// A part is a file, or a piece of one that could be a file by itself.
type part struct {
	sub   string // where in the file it is, "" for the file itself
	name  string // its own name, which may tell the format
	data  []byte
	hints Hints
	depth int // files around it
}

// within returns a part of p. Its address is not that of p.
func (p part) within(name string, data []byte, saved time.Time) part {
	h := p.hints
	h.ContentType, h.URL = "", ""
	if saved.Year() > 1980 { // where archives know no time they say 1980 or 1970
		h.ModTime = saved
	}
	return part{sub: path.Join(p.sub, name), name: path.Base(name), data: data, hints: h, depth: p.depth + 1}
}

// text returns the bytes as text.
func (p part) text() (string, error) { return decode(p.data, p.hints.ContentType) }

// A format makes documents of the parts that have it.
type format interface {
	read(ctx context.Context, w *walk, p part) error
}

// A walk is one file on its way into documents.
type walk struct {
	name   string
	limits Limits
	yield  func(sub string, doc corpus.Document) error
	failed []error // of parts

	documents int            // so far
	subs      map[string]int // that were yielded, with the last number that was given to one of the same place; 1 for none
	stopped   error          // from yield: nothing goes on after it
}

// file reads one part. An error of the outermost one is that of the file, those of parts within are collected.
func (w *walk) file(ctx context.Context, p part) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if p.depth > w.limits.Depth {
		return tooMuch("more than %d archives or messages within each other", w.limits.Depth)
	}
	f, err := detect(p)
	if err != nil {
		return err
	}
	return f.read(ctx, w, p)
}

// inner reads a part of a part. Its error is not nil only where nothing can go on.
func (w *walk) inner(ctx context.Context, p part) error { return w.note(ctx, p.sub, w.file(ctx, p)) }

// note collects the error of a part, unless it ends everything.
func (w *walk) note(ctx context.Context, sub string, err error) error {
	if err == nil {
		return nil
	}
	if w.stopped != nil || ctx.Err() != nil {
		return err
	}
	if w.documents >= w.limits.Documents && errors.Is(err, ErrLimit) {
		return err
	}
	w.failed = append(w.failed, &PartError{File: w.name, Part: sub, Err: err})
	return nil
}

// page finishes what an extractor found in a part and hands it on.
func (w *walk) page(p part, page Page) error {
	if len(page.Text) > w.limits.Text {
		return tooMuch("%s of text, the limit is %s", mebibytes(int64(len(page.Text))), mebibytes(int64(w.limits.Text)))
	}
	doc, err := finish(page, p.hints)
	if err != nil {
		return err
	}
	doc.URI = page.URL
	if w.documents++; w.documents > w.limits.Documents {
		return tooMuch("more than %d documents in one file", w.limits.Documents)
	}
	if err := w.yield(w.unique(p.sub), doc); err != nil {
		w.stopped = err
		return err
	}
	if page.Rest != nil {
		w.failed = append(w.failed, &PartError{File: w.name, Part: path.Join(p.sub, "the rest"), Err: page.Rest})
	}
	return nil
}

// unique returns the place of a document, numbered where another document of the file has the same one.
func (w *walk) unique(sub string) string {
	if w.subs == nil {
		w.subs = map[string]int{}
	}
	name := sub
	for w.subs[name] > 0 {
		w.subs[sub]++
		name = fmt.Sprintf("%s (%d)", sub, w.subs[sub])
	}
	w.subs[name] = 1
	return name
}

// text reads text in one format.
func (w *walk) text(ctx context.Context, p part, text string, format Extractor) error {
	page, err := format.Extract(ctx, text, p.hints)
	if err != nil {
		return err
	}
	return w.page(p, page)
}

// binaryFormat is a format that is not text and holds one document.
type binaryFormat struct{ BinaryExtractor }

func (f binaryFormat) read(ctx context.Context, w *walk, p part) error {
	page, err := f.ExtractBytes(ctx, p.data, p.hints)
	if err != nil {
		return err
	}
	return w.page(p, page)
}
