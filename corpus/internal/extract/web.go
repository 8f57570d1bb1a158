package extract

import (
	"context"
	"fmt"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"

	"github.com/dalil-bot/dalil/corpus"
	"github.com/dalil-bot/dalil/corpus/internal/webpage"
)

// webPage reads HTML. The kept text is the main content, a block a line or two, with the page's title above it.
type webPage struct{}

// Extract finds the main content of a page, or all of its text where that cannot be done: where the page is nested deeper
// than the parser goes, or nothing on it looks like content.
func (webPage) Extract(ctx context.Context, text string, h Hints) (Page, error) {
	page := mainContent(text, h)
	if err := ctx.Err(); err != nil {
		return Page{}, err
	}
	if len(page.Blocks) == 0 {
		whole := allText(text)
		whole.Title = first([]string{page.Title, whole.Title})
		whole.Publisher, whole.Author, whole.Day, whole.Lang = page.Publisher, page.Author, page.Day, page.Lang
		page = whole
	}
	if page.Text == "" {
		return Page{}, fmt.Errorf("%w: the page has markup only", ErrEmpty)
	}
	page.Headed = true
	return page, nil
}

// mainContent returns what the page is about and what it says about itself. Without blocks, nothing looked like content.
func mainContent(text string, h Hints) Page {
	tree, err := html.Parse(strings.NewReader(text))
	if err != nil {
		return Page{}
	}
	found := webpage.Read(tree)
	r := &renderer{page: Page{Title: found.Title, Author: found.Author, Lang: languageCode(found.Lang), Day: metaDay(tree)}}
	if found.Site != webpage.Host(h.URL) {
		r.page.Publisher = found.Site
	}
	started := false
	for _, b := range found.Blocks {
		if !b.Content {
			continue
		}
		if !started && r.page.Title != "" && !sameTitle(b.Text, r.page.Title) {
			r.add(r.page.Title, corpus.Title, 0)
		}
		started = true
		r.add(b.Text, b.Kind, b.Level)
	}
	return r.result()
}

// cleaned makes one line of a value of a page's metadata, and nothing of one that is longer than names are.
func cleaned(s string, limit int) string {
	s = oneLine(strings.ToValidUTF8(s, "\uFFFD"))
	if utf8.RuneCountInString(s) > limit {
		return ""
	}
	return s
}
