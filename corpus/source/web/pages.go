package web

import (
	"context"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"github.com/dalil-bot/dalil/corpus/source"
)

// Pages are single pages as a source. The ID of an entry is its URL as Normalise has it.
type Pages struct {
	fetcher *Fetcher
	book    book
	listing source.Listing
}

// NewPages returns the pages of a list of URLs. One that is not a web page's, or that is there twice but for its secrets,
// becomes a Problem of every listing.
func NewPages(f *Fetcher, urls []string) *Pages {
	p := &Pages{fetcher: f, book: book{}}
	for _, raw := range urls {
		u, err := parse(raw)
		if err != nil {
			p.listing.Problems = append(p.listing.Problems, source.Problem{Path: unparsed(raw), Err: err})
			continue
		}
		id := shown(u)
		if known := p.book[id]; known != nil && secrets(known) != secrets(u) {
			err := fmt.Errorf("%w: the same page is in the list with another secret", ErrURL)
			p.listing.Problems = append(p.listing.Problems, source.Problem{Path: id, Err: err})
		} else if known == nil {
			p.book[id] = u
			p.listing.Entries = append(p.listing.Entries, source.Entry{ID: id, URI: id})
		}
	}
	slices.SortFunc(p.listing.Entries, func(a, b source.Entry) int { return strings.Compare(a.ID, b.ID) })
	slices.SortStableFunc(p.listing.Problems, func(a, b source.Problem) int { return strings.Compare(a.Path, b.Path) })
	return p
}

// Entries lists the pages. Nothing is asked of any server.
func (p *Pages) Entries(ctx context.Context) (source.Listing, error) {
	l := p.listing
	l.Entries, l.Problems = slices.Clone(l.Entries), slices.Clone(l.Problems)
	return l, ctx.Err()
}

// Read fetches a page, or tells that it is that of the entry's Version.
func (p *Pages) Read(ctx context.Context, e source.Entry) (source.Content, error) {
	return p.fetcher.Do(ctx, Request{URL: p.book.find(e.ID), Version: e.Version})
}

// A book says with which URL, credentials and all, the page of an ID is asked for.
type book map[string]*url.URL

// find returns the URL to ask for. That of an ID that is not in the book is the ID.
func (b book) find(id string) string {
	if u := b[id]; u != nil {
		return u.String()
	}
	return id
}

// unparsed returns what can be shown of a string that is no URL: what stands before anything that might be a secret.
func unparsed(raw string) string {
	raw = strings.ToValidUTF8(strings.TrimSpace(raw), "\uFFFD")
	if i := strings.LastIndexByte(raw, '@'); i >= 0 {
		raw = "…" + raw[i:]
	}
	raw, _, _ = strings.Cut(raw, "?")
	if len(raw) > 200 {
		raw = strings.ToValidUTF8(raw[:200], "") + "…"
	}
	return raw
}
