package extract

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os/exec"
	"path"
	"strings"

	"github.com/dalil-bot/dalil/corpus"
	"github.com/dalil-bot/dalil/corpus/internal/pdf"
)

// pdfFile reads PDF. Every block has its page; a paragraph that goes on over a page's end has the page on which it begins.
// Where the built-in reader loses characters, poppler's pdftotext helps if it is on the path, so that the text of such
// files may differ between machines; everywhere else it is the same.
type pdfFile struct{}

// isPDF reports whether bytes are a PDF file. Some begin with a line of the program that sent them.
func isPDF(p part) bool {
	const mark = "%PDF-"
	return bytes.HasPrefix(p.data, []byte(mark)) ||
		strings.EqualFold(path.Ext(p.name), ".pdf") && bytes.Contains(p.data[:min(len(p.data), 1024)], []byte(mark))
}

// read yields the document, and then says which pages of it are missing.
func (pdfFile) read(ctx context.Context, w *walk, p part) error {
	page, note, err := pdfPage(ctx, p)
	if err != nil {
		return err
	}
	if err := w.page(p, page); err != nil {
		return err
	}
	if note != "" {
		return w.note(ctx, path.Join(p.sub, "pages"), fmt.Errorf("%w: %s", ErrEmpty, note))
	}
	return nil
}

// pdfPage returns the text of a file, and what is missing in it.
func pdfPage(ctx context.Context, p part) (page Page, note string, err error) {
	limits := p.hints.Limits.withDefaults()
	tool, err := exec.LookPath("pdftotext")
	if err != nil {
		tool = ""
	}
	doc, err := pdf.Read(ctx, p.data, pdf.Options{
		Pdftotext: tool, Pages: limits.Pages, Text: limits.Text, Stream: int(limits.Part), Total: int(limits.Total),
	})
	if err != nil {
		return Page{}, "", pdfError(err)
	}
	b := newBuilder(ctx, p.hints)
	for _, k := range doc.Blocks {
		b.add(para{kind: k.Kind, level: k.Level, rule: k.Rule, lines: []string{k.Text}, place: corpus.Place{Kind: corpus.Page, Number: k.Page}})
	}
	if page, err = b.page(); err != nil {
		return Page{}, "", err
	}
	page.Title, page.Author, page.Made, page.Lang = doc.Title, doc.Author, doc.Day, doc.Lang
	return page, doc.Note(), nil
}

// pdfError puts the reason into the words of this package.
func pdfError(err error) error {
	for _, known := range []struct{ theirs, ours error }{
		{pdf.ErrEncrypted, ErrEncrypted}, {pdf.ErrTooLarge, ErrLimit}, {pdf.ErrScanned, ErrEmpty}, {pdf.ErrUnreadable, ErrEmpty}, {pdf.ErrEmpty, ErrEmpty},
		{pdf.ErrDamaged, ErrNotText}, {pdf.ErrNotPDF, ErrNotText},
	} {
		if errors.Is(err, known.theirs) {
			return fmt.Errorf("%w: the PDF is %w", known.ours, err)
		}
	}
	return err
}
