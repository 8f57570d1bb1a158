// Package feed gives the entries of an RSS, Atom or JSON feed as a source of documents.
//
// A Feed lists what the feed holds now. A feed forgets its older entries, so that every listing is Partial: what is not in it
// any more stays in the index. An entry is read from its page, or out of the feed where the feed has the whole text.
//
// Everything is fetched by a web.Fetcher and so is as safe and as polite as that.
package feed

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/dalil-bot/dalil/corpus/source"
	"github.com/dalil-bot/dalil/corpus/source/web"
)

// DefaultMaxEntries is how many entries of a feed are listed where Options do not say.
const DefaultMaxEntries = 500

// A Text says where the text of an entry is taken from.
type Text int

// The places where the text of an entry stands.
const (
	Either Text = iota // the feed where it has the whole text, else the page
	Page               // the page, whatever the feed has
	Own                // the feed, be it only a summary: no page is asked for
)

// Options say what is taken from a feed. The zero value works.
type Options struct {
	Text       Text
	MaxEntries int // most entries that are listed, the newest; 0 means DefaultMaxEntries
}

// A Feed is the entries of a feed, as a source. The ID of an entry is the URL of its page as web.Normalise has it; of one
// without a page of its own, that of the feed with the entry's identifier as the parameter "entry". ModTime is when the
// entry was updated or else published. It is safe for concurrent use.
type Feed struct {
	fetcher *web.Fetcher
	url     string
	opts    Options

	mu      sync.Mutex
	at      string // where the feed really is, if the URL is that of a page that names it
	version string
	items   []item
	byID    map[string]item
}

// New returns the feed at a URL. That of a web page stands for the first feed that the page names.
func New(f *web.Fetcher, url string, opts Options) (*Feed, error) {
	if _, err := web.Normalise(url); err != nil {
		return nil, fmt.Errorf("feed: %w", err)
	}
	opts.MaxEntries = cmp.Or(opts.MaxEntries, DefaultMaxEntries)
	return &Feed{fetcher: f, url: url, at: url, opts: opts}, nil
}

// Entries fetches the feed, unless it is unchanged, and lists its entries. The error is not nil when it could not be
// fetched or is no feed; an entry that cannot be listed is a Problem.
func (f *Feed) Entries(ctx context.Context) (source.Listing, error) {
	f.mu.Lock()
	at, version, items := f.at, f.version, f.items
	f.mu.Unlock()
	c, err := f.fetcher.Do(ctx, web.Request{URL: at, Version: version})
	if err == nil {
		at, items, c, err = f.parse(ctx, at, c)
		version = c.Version
	}
	cut := errors.Is(err, errCut)
	if err != nil && !cut && !errors.Is(err, source.ErrUnchanged) {
		f.mu.Lock()
		f.at, f.version = f.url, "" // the page may name another feed by now
		f.mu.Unlock()
		return source.Listing{}, fmt.Errorf("list feed %s: %w", shown(f.url), err)
	}
	l, byID := list(items, shown(at), f.opts)
	if cut {
		version = "" // to be read again
		l.Problems = append(l.Problems, source.Problem{Path: shown(at), Err: err})
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	f.at, f.version, f.items, f.byID = at, version, items, byID
	return l, nil
}

// parse reads a feed, or that which a page names.
func (f *Feed) parse(ctx context.Context, at string, c source.Content) (string, []item, source.Content, error) {
	items, err := parse(c)
	if !errors.Is(err, errNoFeed) {
		return at, items, c, err
	}
	ref := named(c.Data)
	if ref == "" {
		return at, nil, c, err
	}
	if at, err = web.Resolve(c.URI, ref); err != nil {
		return at, nil, c, err
	}
	if c, err = f.fetcher.Do(ctx, web.Request{URL: at}); err != nil {
		return at, nil, c, err
	}
	items, err = parse(c)
	return at, items, c, err
}

// shown is a feed's URL without what must not be shown.
func shown(url string) string {
	s, err := web.Normalise(url)
	if err != nil {
		return "?" // New and Resolve have checked it
	}
	return s
}

// list makes entries of items: the newest, each page once.
func list(items []item, feed string, opts Options) (source.Listing, map[string]item) {
	l := source.Listing{Partial: true}
	byID := map[string]item{}
	items = slices.Clone(items)
	slices.SortStableFunc(items, func(a, b item) int { return b.changed().Compare(a.changed()) })
	for _, i := range items {
		id, err := i.id(feed)
		if err != nil {
			l.Problems = append(l.Problems, source.Problem{Path: feed, Err: err})
			continue
		}
		if _, again := byID[id]; again {
			continue
		}
		if len(byID) >= opts.MaxEntries || (opts.Text == Own || i.page == "") && i.body == "" {
			l.Skipped++
			continue
		}
		byID[id] = i
		uri := id
		if i.page == "" {
			uri = cmp.Or(i.link, feed)
		}
		l.Entries = append(l.Entries, source.Entry{ID: id, URI: uri, ModTime: i.changed()})
	}
	slices.SortFunc(l.Entries, func(a, b source.Entry) int { return strings.Compare(a.ID, b.ID) })
	return l, byID
}

// What the Version of a Content is where the page has none of its own: it tells a later reading which of the two it was.
const (
	versionPage = "page"
	versionFeed = "feed"
)

var errForgotten = errors.New("the feed lists it no more")

// Read gives an entry's text: as the page that was fetched, or as a page made of what the feed has. Where the page may not
// be asked for, what the feed has must do, but it never takes the place of a page that was read before.
func (f *Feed) Read(ctx context.Context, e source.Entry) (source.Content, error) {
	f.mu.Lock()
	i, known := f.byID[e.ID]
	f.mu.Unlock()
	if !known {
		return source.Content{}, fmt.Errorf("read %s: %w", e.ID, errForgotten)
	}
	if i.page == "" || f.opts.Text == Own || f.opts.Text == Either && i.whole() {
		return i.content(), nil
	}
	c, err := f.fetcher.Do(ctx, web.Request{URL: i.page, Version: e.Version})
	if err != nil {
		if denied(err) && i.body != "" && (e.Version == "" || e.Version == versionFeed) {
			return i.content(), nil
		}
		return source.Content{}, err
	}
	c.Version = cmp.Or(c.Version, versionPage)
	if c.ModTime.IsZero() {
		c.ModTime = i.changed()
	}
	return c, nil
}

// denied reports whether a page is there but not for us.
func denied(err error) bool {
	if s, ok := errors.AsType[*web.StatusError](err); ok {
		return s.Code == http.StatusUnauthorized || s.Code == http.StatusPaymentRequired || s.Code == http.StatusForbidden
	}
	return errors.Is(err, web.ErrRobots) || errors.Is(err, web.ErrType)
}

// changed returns when an item was updated or else published, the zero time where it does not say or says a time to come.
func (i item) changed() time.Time {
	t := i.updated
	if t.Before(i.published) {
		t = i.published
	}
	if t.After(time.Now()) {
		return time.Time{}
	}
	return t
}
