// Package pdf reads the text of PDF files in the order in which people read it, with the number of the page for each
// piece of it.
//
// Read is the door. Two readers find the words of a page and where they stand: the built-in one (packages syntax and
// content), and, where that loses characters or finds no pages, the program pdftotext of poppler, if there is one. What
// comes after is the same for both, so that a file gives the same text and the same page numbers whichever read it, as far
// as they read the same characters:
//
//	words.go, marks.go     glyphs become words
//	poppler.go, bbox.go    or pdftotext's words do
//	furniture.go           running heads and page numbers, which repeat from page to page
//	regions.go             columns and what stands around them
//	lines.go, order.go     lines, and the order of characters in scripts written from right to left
//	paragraphs.go          lines become paragraphs, items and rows
//	assemble.go, join.go   paragraphs that go on in the next column, headings, hyphens at line ends
//	arabic.go              what pdftotext does to Arabic ligatures
//	meta.go                title, author and day out of the file's own description
//
// The built-in reader comes first because its text depends on nothing that is installed, and because it knows which
// characters one glyph stands for: pdftotext gives Arabic ligatures in the wrong order and cuts words that are stretched
// to fill a line. A machine with poppler differs from one without only in files that the built-in reader cannot read.
//
// Invariants, fuzzed: no file makes Read panic, and one that it reads has blocks of valid UTF-8 without line breaks, in
// the order of reading, with pages between 1 and Document.Pages. The same bytes give the same document. A page that is a
// picture gives no block and is listed; a file of such pages is an error.
package pdf

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/dalil-bot/dalil/corpus"
	"github.com/dalil-bot/dalil/corpus/internal/pdf/content"
	"github.com/dalil-bot/dalil/corpus/internal/pdf/syntax"
)

// Why a file gives no text. Tested with errors.Is; each comes with a reason.
var (
	ErrNotPDF     = syntax.ErrNotPDF
	ErrDamaged    = syntax.ErrDamaged
	ErrEncrypted  = syntax.ErrEncrypted // it takes a password that is not empty, or a certificate
	ErrTooLarge   = syntax.ErrTooLarge
	ErrScanned    = errors.New("scanned") // pages are pictures of text
	ErrEmpty      = errors.New("empty")
	ErrUnreadable = errors.New("unreadable")
)

// The readers, as Document.Reader names them.
const (
	builtin   = "built-in"
	pdftotext = "pdftotext"
)

// A Document is what a file says.
type Document struct {
	Title, Author string
	Lang          string // that the file names, as in ISO 639-1
	Day           time.Time
	Blocks        []Block
	Pages         int
	Pictures      []int  // numbers of pages without text, but with a picture or drawing over them
	Unreadable    []int  // numbers of pages whose fonts do not tell which characters they draw
	Missing       int    // pages that the file should have but that were not found
	Reader        string // "built-in" or "pdftotext"
}

// A Block is a paragraph, a heading, an item of a list, a row of a table, or furniture of a page.
type Block struct {
	Text  string
	Kind  corpus.Kind
	Level int    // of a heading, 1 to 6
	Rule  string // of boilerplate: page header, page footer, page number, table of contents, or unreadable
	Page  int    // on which it begins, counted from 1
}

// Options say what reading may cost. The zero value is for the defaults and without pdftotext.
type Options struct {
	Pdftotext string        // path of the program; "" to do without
	Timeout   time.Duration // for each of the two readers, and for layout; 2 minutes
	Pages     int           // most pages read, a file with more is too large; 10,000
	Text      int           // most bytes of text; 64 MiB
	Stream    int           // most bytes that one stream may decompress to; 64 MiB
	Total     int           // most bytes that all streams together may; 512 MiB
}

func (o Options) withDefaults() Options {
	if o.Timeout <= 0 {
		o.Timeout = 2 * time.Minute
	}
	if o.Pages <= 0 {
		o.Pages = 10_000
	}
	if o.Text <= 0 {
		o.Text = 64 << 20
	}
	return o
}

// Read reads a file. It returns an error for what has no text at all, which says why; where only some pages have none, the
// document lists them.
func Read(ctx context.Context, data []byte, o Options) (doc Document, err error) {
	defer func() {
		if r := recover(); r != nil { // by an oversight: a file must not take others down
			doc, err = Document{}, fmt.Errorf("%w: %v", ErrDamaged, r)
		}
	}()
	o = o.withDefaults()
	doc, sheets, err := builtIn(ctx, data, o)
	if o.Pdftotext != "" && wanting(ctx, sheets, err) {
		if other, popplerErr := poppler(ctx, data, o); popplerErr == nil && readable(other) > readable(sheets) {
			for i := range min(len(other), len(sheets)) {
				other[i].picture = sheets[i].picture
			}
			doc.Reader, doc.Pages, sheets, err = pdftotext, len(other), other, nil
		}
	}
	if err != nil {
		return Document{}, err
	}
	if err := doc.sort(sheets); err != nil {
		return Document{}, err
	}
	ctx, cancel := context.WithTimeout(ctx, o.Timeout)
	defer cancel()
	if doc.Blocks, err = assemble(ctx, sheets, doc.Reader == pdftotext); err != nil {
		return Document{}, err
	}
	doc.checkTitle()
	return doc, nil
}

// wanting reports whether another reader may do better: damage, or more than a twentieth of the characters lost.
func wanting(ctx context.Context, sheets []sheet, err error) bool {
	if err != nil {
		return ctx.Err() == nil && !errors.Is(err, ErrEncrypted) && !errors.Is(err, ErrTooLarge)
	}
	lost := 0
	for i := range sheets {
		lost += sheets[i].lost
	}
	return lost*20 > readable(sheets)
}

func readable(sheets []sheet) int {
	n := 0
	for i := range sheets {
		n += sheets[i].known
	}
	return n
}

// builtIn reads a file with nothing installed.
func builtIn(ctx context.Context, data []byte, o Options) (doc Document, sheets []sheet, err error) {
	ctx, cancel := context.WithTimeout(ctx, o.Timeout)
	defer cancel()
	f, err := syntax.Open(ctx, data, syntax.Limits{Pages: o.Pages + 1, Stream: o.Stream, Total: o.Total})
	if err != nil {
		return doc, nil, err
	}
	doc = describe(f)
	pages, missing := f.Pages()
	if len(pages) > o.Pages {
		return doc, nil, fmt.Errorf("%w: it has more than %d pages", ErrTooLarge, o.Pages)
	}
	doc.Reader, doc.Pages, doc.Missing = builtin, len(pages), missing
	r := content.NewReader(f)
	size := 0
	for i, p := range pages {
		g, err := r.Glyphs(ctx, p)
		if err == nil {
			err = ctx.Err()
		}
		if err != nil {
			return doc, nil, fmt.Errorf("page %d: %w", i+1, err)
		}
		sheets = append(sheets, sheetOf(g))
		if size += len(g.Glyphs); size > o.Text {
			return doc, nil, fmt.Errorf("%w: it has more than %d MB of text", ErrTooLarge, o.Text>>20)
		}
	}
	if len(pages) == 0 {
		return doc, nil, fmt.Errorf("%w: it has no pages", ErrDamaged)
	}
	return doc, sheets, nil
}

// sort lists the pages without text and empties those of which too little can be read. It returns an error when nothing
// is left.
func (d *Document) sort(sheets []sheet) error {
	left, scans := 0, 0
	for i := range sheets {
		if sheets[i].picture && sheets[i].known < fewCharacters {
			scans++
		}
	}
	few := 1
	if scans*2 >= len(sheets) { // else they are covers and slides over a picture
		few = fewCharacters
	}
	for i := range sheets {
		s := &sheets[i]
		switch {
		case s.lost > s.known/2:
			d.Unreadable = append(d.Unreadable, i+1)
			s.words, s.turned = nil, nil
		case s.known < few && s.picture:
			d.Pictures = append(d.Pictures, i+1)
			s.words, s.turned = nil, nil
		default:
			left += s.known
		}
	}
	switch {
	case left > 0:
		return nil
	case len(d.Pictures) > 0:
		return fmt.Errorf("%w: %s without text; it needs text recognition (OCR) first", ErrScanned, plural(len(d.Pictures), "page is a picture", "pages are pictures"))
	case len(d.Unreadable) > 0:
		return fmt.Errorf("%w: its fonts do not tell which characters they draw", ErrUnreadable)
	}
	return fmt.Errorf("%w: there is nothing on its pages", ErrEmpty)
}

// fewCharacters is how many a scanned page may have besides its picture, in a file half of whose pages are like that: the
// stamp of the program, or a page number.
const fewCharacters = 40

func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// Note says in one line what of the file is missing in the document, "" when nothing is.
func (d Document) Note() string {
	var parts []string
	if n := len(d.Pictures); n > 0 {
		parts = append(parts, fmt.Sprintf("%s without text (%s)", plural(n, "page is a picture", "pages are pictures"), ranges(d.Pictures)))
	}
	if n := len(d.Unreadable); n > 0 {
		parts = append(parts, fmt.Sprintf("%s characters that cannot be told (%s)", plural(n, "page has", "pages have"), ranges(d.Unreadable)))
	}
	if d.Missing > 0 {
		parts = append(parts, plural(d.Missing, "page is", "pages are")+" missing in the file")
	}
	return strings.Join(parts, "; ")
}

// ranges writes page numbers: "3-5, 9".
func ranges(pages []int) string {
	var out []string
	for i := 0; i < len(pages); {
		j := i
		for j+1 < len(pages) && pages[j+1] == pages[j]+1 {
			j++
		}
		if j > i {
			out = append(out, fmt.Sprintf("%d-%d", pages[i], pages[j]))
		} else {
			out = append(out, fmt.Sprint(pages[i]))
		}
		if i = j + 1; len(out) == 10 && i < len(pages) {
			out = append(out, "…")
			break
		}
	}
	return "p. " + strings.Join(out, ", ")
}
