// Package extract turns the bytes of a file into a document: its text, the blocks that the text consists of, and what the
// file says about itself.
//
// All is the door. It tells what the bytes are, lets the extractor of that format find text and blocks, marks boilerplate,
// and fills in title, publisher, author, date and language as far as the document tells them. A file may hold several
// documents: an archive, a mailbox, a table of records.
//
//	format.go, charset.go           what bytes are, and which characters they stand for
//	walk.go, limits.go              a file and the files within it, and how much of them is too much
//	text.go, wrap.go, headings.go   plain text: lines become paragraphs, items, headings
//	markdown.go                     Markdown: blocks are ranges of the source
//	web*.go                         HTML: the main content of a page
//	pdf.go                          PDF
//	bundle.go, xml.go               the parts of a document that is a ZIP file, and XML in them
//	docx*.go, pptx.go, xlsx.go      Word, PowerPoint, Excel; what they share is in ooxml.go
//	odf.go, ods.go                  OpenDocument: texts and slides, spreadsheets
//	epub.go, htmlflow.go, rtf*.go   books, all that a piece of HTML shows, Rich Text Format
//	csv.go, jsonl.go, records.go    tables as text, JSON, and which rows are documents
//	mail.go, letter.go, mailbox.go  messages, their bodies in plain text, and files of many
//	discord.go                      channels of Discord as exporters write them
//	archive.go                      zip, tar, gzip and bzip2
//	build.go, table.go, sheet.go    how formats that are not text become one: blocks with places, rows with names
//	furniture.go, lexicon.go        what is navigation and appeal and not the document
//	byline.go                       dates, authors and publishers in the lines around an article
//	report.go, creditline.go,
//	authors.go, notes.go            what is a newspaper's report, and which of its lines are credits, captions, notices
//
// A format that is not text gives what a person who opens the file sees: text that is deleted, hidden or an instruction to a
// program is not there, and a row below names of columns has these names, so that it can be quoted by itself. What is given
// is the document's text from then on.
//
// Invariants, fuzzed: the text is valid UTF-8; for plain text and Markdown in UTF-8 it is the file's bytes without a
// byte-order mark; blocks are in order, do not overlap, begin and end with something that is not white space, and hold
// every character of the text that is not white space. The same bytes give the same document.
package extract

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"time"

	"github.com/dalil-bot/dalil/corpus"
	"github.com/dalil-bot/dalil/corpus/analysis"
)

// Why bytes can be refused. Tested with errors.Is.
var (
	ErrNotText   = errors.New("not text")      // the message says what it is instead
	ErrEmpty     = errors.New("no text in it") // empty, or nothing but white space, markup or boilerplate
	ErrEncrypted = errors.New("protected by a password")
	ErrSeveral   = errors.New("the file holds several documents") // of Extract alone
)

// Hints are what is known about bytes besides their name. The zero value knows nothing.
type Hints struct {
	ContentType string    // media type that a server named, perhaps with a charset
	URL         string    // address of a web page; its path may hold a date
	Lang        string    // language when the text does not tell
	ModTime     time.Time // when the file was saved: the date when there is no better one
	Limits      Limits
	Columns     Columns

	spent *int64 // bytes unpacked of the whole file; nil where nobody counts
}

// A Page is what an extractor finds. Only Text and Blocks are always there; blocks have a Place where the format has
// such places.
type Page struct {
	Text      string
	Blocks    []corpus.Block
	Title     string
	Publisher string
	Author    string
	Day       time.Time // of publication, from the format's own metadata
	Made      time.Time // when a program made the file: when it was published, unless the lines around the title tell
	Saved     time.Time // when the file says that it was saved; better than when the system says it was
	Lang      string    // that the format names
	URL       string    // of the document, where the file names it
	Headed    bool      // the format marks headings: none are looked for
	Rest      error     // why there is more in the file than here, nil where there is not
	Bare      bool      // rows or messages: no title, heading, byline or furniture is looked for in them
}

// An Extractor reads one format that is text. The text is the file's bytes, decoded, without a byte-order mark.
type Extractor interface {
	Extract(ctx context.Context, text string, h Hints) (Page, error)
}

// A BinaryExtractor reads one format that is not text. The limits in the hints are filled in.
type BinaryExtractor interface {
	ExtractBytes(ctx context.Context, data []byte, h Hints) (Page, error)
}

// All reads the bytes of a file, whose content tells its format and else its name, and yields every document in it, in the
// order in which they stand there. A document has everything but Collection, ID and Passages, which the caller knows; its
// URI is set only where the file names an address of its own for it. sub says which document of the file it is: "" for a
// file that is one, else a slash-separated place in it such as inner/report.docx or 12, which no other document of the
// file has.
//
// An error of yield ends the work and is returned. Everything else that goes wrong is joined into the error at the end: a
// *PartError for each part that could not be read, while the rest goes on, and a plain error for the file itself. Each
// names the file and the reason; ErrNotText, ErrEmpty, ErrEncrypted and ErrLimit tell the reasons apart.
func All(ctx context.Context, name string, data []byte, h Hints, yield func(sub string, doc corpus.Document) error) error {
	h.Limits = h.Limits.withDefaults()
	h.spent = new(int64)
	w := &walk{name: name, limits: h.Limits, yield: yield}
	err := w.file(ctx, part{name: name, data: data, hints: h})
	switch {
	case w.stopped != nil:
		return w.stopped
	case err == nil && w.documents == 0 && len(w.failed) == 0:
		err = fmt.Errorf("%w that can be read", ErrEmpty)
	}
	if err != nil {
		err = fmt.Errorf("extract %s: %w", name, err)
	}
	if len(w.failed) == 0 {
		return err
	}
	return errors.Join(append(w.failed, err)...)
}

// Extract reads a file that is one document, as All does. It returns ErrSeveral for one that holds more.
func Extract(ctx context.Context, name string, data []byte, h Hints) (corpus.Document, error) {
	var found corpus.Document
	n := 0
	err := All(ctx, name, data, h, func(_ string, doc corpus.Document) error {
		if n++; n > 1 {
			return fmt.Errorf("extract %s: %w", name, ErrSeveral)
		}
		found = doc
		return nil
	})
	if err != nil {
		return corpus.Document{}, err
	}
	return found, nil
}

// finish marks boilerplate and fills in what the format's own metadata left open.
func finish(page Page, h Hints) (corpus.Document, error) {
	e := newEditor(page)
	if !page.Bare {
		e.edit(page.Headed)
	}
	if !e.hasContent() {
		return corpus.Document{}, ErrEmpty
	}
	sum := sha256.Sum256([]byte(page.Text))
	doc := corpus.Document{
		Title: e.title, Publisher: e.publisher, Author: e.author, Date: e.date,
		Lang: language(page, e.pieces, h.Lang), Text: page.Text, Hash: hex.EncodeToString(sum[:]),
		Blocks: make([]corpus.Block, len(e.pieces)),
	}
	for i := range e.pieces {
		doc.Blocks[i] = e.pieces[i].Block
	}
	if day, ok := urlDay(h.URL); ok && !doc.Date.Published() {
		doc.Date = corpus.Date{Day: day, Origin: corpus.DateURL}
	}
	saved := page.Saved
	if saved.IsZero() {
		saved = h.ModTime
	}
	if !doc.Date.Known() && !saved.IsZero() {
		y, m, d := saved.UTC().Date()
		doc.Date = corpus.Date{Day: time.Date(y, m, d, 0, 0, 0, 0, time.UTC), Origin: corpus.DateFile}
	}
	return doc, nil
}

// language tells the language of the content, boilerplate aside: navigation is often in another one. The first pieces
// vote, by their length up to a limit, so that a name in another language in one of them decides nothing.
func language(page Page, pieces []piece, fallback string) string {
	if page.Lang != "" {
		fallback = page.Lang
	}
	const voters, limit = 12, 800 // pieces, and bytes of each
	votes := map[string]int{}
	best, seen := fallback, 0
	for i := 0; i < len(pieces) && seen < voters; i++ {
		if p := &pieces[i]; p.Kind != corpus.Boilerplate {
			seen++
			body := p.Of(page.Text)
			body = body[:cutRune(body, limit)]
			lang := analysis.Detect(body, fallback)
			votes[lang] += len(body)
			if votes[lang] > votes[best] {
				best = lang
			}
		}
	}
	return best
}

// cutRune returns the largest rune boundary of s that is at most n.
func cutRune(s string, n int) int {
	if len(s) <= n {
		return len(s)
	}
	for n > 0 && s[n]&0xC0 == 0x80 {
		n--
	}
	return n
}
