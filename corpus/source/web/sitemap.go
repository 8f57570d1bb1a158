package web

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/netip"
	"net/url"
	"path"
	"slices"
	"strings"
	"sync"
	"time"

	"golang.org/x/net/publicsuffix"

	"github.com/dalil-bot/dalil/corpus/source"
)

// What SitemapOptions have where they do not say.
const (
	DefaultMaxPages = 10_000
	DefaultMaxFiles = 200
)

const (
	sitemapSize  = 50 << 20 // the protocol's limit for one file, uncompressed
	sitemapDepth = 3        // index files below index files; the protocol knows one
)

// SitemapOptions say what is taken out of a sitemap. The zero value takes every page of the site.
type SitemapOptions struct {
	MaxPages int               // most pages that are listed; 0 means DefaultMaxPages
	MaxFiles int               // most sitemap files that are read; 0 means DefaultMaxFiles
	Hosts    []string          // hosts whose pages are taken beside those of the sitemap's own site
	Keep     func(string) bool // tells by its URL whether a page is taken; nil takes all
}

// A Sitemap is the pages that a sitemap lists, as a source. The ID of an entry is the page's URL as Normalise has it, its
// ModTime the page's lastmod, so that a page whose lastmod has not changed need not be asked for. A lastmod that is a day
// and younger than two is left out, since the page may change once more on that day, and so is one in the future.
//
// It reads sitemaps in XML and as plain text, either also compressed as a file, and index files. Where a file could not be
// read or a limit was reached, the listing is Partial. Pages of other sites are not taken, but counted as Skipped.
type Sitemap struct {
	fetcher *Fetcher
	root    *url.URL
	opts    SitemapOptions

	mu    sync.Mutex
	book  book
	files map[string]sitemapFile // as they were read last, by URL
}

// A sitemapFile is one file as it was read.
type sitemapFile struct {
	version string
	pages   []sitemapLine // after choose those that are taken
	skipped int           // pages that are not
	files   []string
}

// A sitemapLine is a page in a sitemap.
type sitemapLine struct {
	url     string
	lastmod string
}

// NewSitemap returns the source for the sitemap at a URL. That of a robots.txt stands for the sitemaps that it names.
func NewSitemap(f *Fetcher, rawURL string, opts SitemapOptions) (*Sitemap, error) {
	u, err := parse(rawURL)
	if err != nil {
		return nil, fmt.Errorf("sitemap %s: %w", unparsed(rawURL), err)
	}
	opts.MaxPages = cmp.Or(opts.MaxPages, DefaultMaxPages)
	opts.MaxFiles = cmp.Or(opts.MaxFiles, DefaultMaxFiles)
	return &Sitemap{fetcher: f, root: u, opts: opts, book: book{}, files: map[string]sitemapFile{}}, nil
}

// Entries reads the sitemap and lists its pages. The error is not nil when ctx ends or the first file cannot be read; any
// other that cannot be is a Problem.
func (s *Sitemap) Entries(ctx context.Context) (source.Listing, error) {
	s.mu.Lock()
	last := s.files
	s.mu.Unlock()
	w := &sitemapWalk{Sitemap: s, now: time.Now(), last: last, book: book{}}
	w.files, w.byID = map[string]sitemapFile{}, map[string]source.Entry{}
	if err := w.walk(ctx); err != nil {
		return source.Listing{}, fmt.Errorf("list sitemap %s: %w", shown(s.root), err)
	}
	s.mu.Lock()
	s.book, s.files = w.book, w.files
	s.mu.Unlock()
	return w.result(), nil
}

// Read fetches a page, or tells that it is that of the entry's Version.
func (s *Sitemap) Read(ctx context.Context, e source.Entry) (source.Content, error) {
	s.mu.Lock()
	u := s.book.find(e.ID)
	s.mu.Unlock()
	return s.fetcher.Do(ctx, Request{URL: u, Version: e.Version})
}

// A sitemapWalk is one listing in the making.
type sitemapWalk struct {
	*Sitemap
	now     time.Time
	last    map[string]sitemapFile
	book    book
	files   map[string]sitemapFile
	byID    map[string]source.Entry
	listing source.Listing
}

// walk reads the files, those named first first.
func (w *sitemapWalk) walk(ctx context.Context) error {
	level, err := w.start(ctx)
	if err != nil {
		return err
	}
	for depth := 0; len(level) > 0; depth++ {
		var below []string
		for _, name := range level {
			if _, again := w.files[name]; again {
				continue
			}
			if depth > sitemapDepth || len(w.files) >= w.opts.MaxFiles {
				w.problem(name, fmt.Errorf("not read: %d files, or %d levels of them, is the limit", w.opts.MaxFiles, sitemapDepth))
				return nil
			}
			file, err := w.file(ctx, name)
			nothing := len(file.pages)+file.skipped+len(file.files) == 0
			if ctx.Err() != nil || err != nil && nothing && depth == 0 && len(level) == 1 {
				return err
			}
			w.files[name] = file
			if err != nil {
				w.problem(name, err)
			}
			if !w.take(file) {
				w.problem(name, fmt.Errorf("more than %d pages: the rest is left out", w.opts.MaxPages))
				return nil
			}
			below = append(below, w.below(name, file)...)
		}
		level = below
	}
	return nil
}

// below returns the files that an index names.
func (w *sitemapWalk) below(name string, file sitemapFile) []string {
	from, err := parse(name)
	if err != nil {
		return nil // it has been read
	}
	var names []string
	for _, ref := range file.files {
		if child, err := w.sitemap(from, ref); err == nil {
			names = append(names, child)
		} else {
			w.problem(ref, err)
		}
	}
	return names
}

// start returns the files to begin with.
func (w *sitemapWalk) start(ctx context.Context) ([]string, error) {
	if path.Base(w.root.Path) != "robots.txt" {
		return []string{w.root.String()}, nil
	}
	named, err := w.fetcher.Sitemaps(ctx, w.root.String())
	if err != nil {
		return nil, err
	}
	var level []string
	for _, ref := range named {
		if name, err := w.sitemap(w.root, ref); err == nil {
			level = append(level, name)
		} else {
			w.problem(ref, err)
		}
	}
	if len(level) == 0 {
		return nil, errors.New("it names no sitemap")
	}
	return level, nil
}

// sitemap returns the URL of a sitemap that another file names.
func (w *sitemapWalk) sitemap(from *url.URL, ref string) (string, error) {
	u, err := resolve(from, ref)
	if err != nil {
		return "", err
	}
	if !w.own(u) {
		return "", fmt.Errorf("%w: of another site", ErrURL)
	}
	return u.String(), nil
}

// file reads one file, or takes it as it was last time.
func (w *sitemapWalk) file(ctx context.Context, name string) (sitemapFile, error) {
	known := w.last[name]
	c, err := w.fetcher.Do(ctx, Request{URL: name, Version: known.version, MaxSize: sitemapSize})
	if errors.Is(err, source.ErrUnchanged) {
		return known, nil
	}
	if err != nil {
		return sitemapFile{}, err
	}
	data := c.Data
	if bytes.HasPrefix(data, []byte("\x1f\x8b")) {
		if data, err = inflate(bytes.NewReader(data), sitemapSize); err != nil {
			return sitemapFile{}, err
		}
	}
	file, err := parseSitemap(data)
	if err == nil {
		file.version = c.Version
	}
	return w.choose(file), err
}

// choose drops the pages that are not taken, of which a file may have any number: files are kept in mind.
func (w *sitemapWalk) choose(file sitemapFile) sitemapFile {
	var taken []sitemapLine
	for _, p := range file.pages {
		if u, err := resolve(w.root, p.url); err != nil || !w.own(u) || w.opts.Keep != nil && !w.opts.Keep(shown(u)) {
			file.skipped++
		} else {
			taken = append(taken, p)
		}
	}
	file.pages = taken
	return file
}

// take lists pages; false where there are more than the limit.
func (w *sitemapWalk) take(file sitemapFile) bool {
	w.listing.Skipped += file.skipped
	for _, p := range file.pages {
		u, err := resolve(w.root, p.url)
		if err != nil {
			continue // choose has resolved it
		}
		id := shown(u)
		e := source.Entry{ID: id, URI: id, ModTime: lastmod(p.lastmod, w.now)}
		if known, again := w.byID[id]; again && !e.ModTime.After(known.ModTime) {
			continue
		} else if !again && len(w.byID) >= w.opts.MaxPages {
			return false
		}
		w.byID[id] = e
		w.book[id] = u
	}
	return true
}

// own reports whether a URL is of the sitemap's site: of its host, of one under the same registered name, or of one of
// Options.Hosts.
func (w *sitemapWalk) own(u *url.URL) bool {
	return site(u.Hostname()) == site(w.root.Hostname()) || slices.Contains(w.opts.Hosts, u.Hostname())
}

// site returns the registered name above a host, such as example.co.uk for www.example.co.uk; the host itself where there
// is none.
func site(host string) string {
	if _, err := netip.ParseAddr(host); err == nil {
		return host
	}
	if s, err := publicsuffix.EffectiveTLDPlusOne(host); err == nil {
		return s
	}
	return host
}

// problem notes a file that was not read, or not to its end: then there is more than is listed.
func (w *sitemapWalk) problem(name string, err error) {
	p := unparsed(name)
	if u, err := parse(name); err == nil {
		p = shown(u)
	}
	w.listing.Problems = append(w.listing.Problems, source.Problem{Path: p, Err: err})
	w.listing.Partial = true
}

// result returns the listing in its order.
func (w *sitemapWalk) result() source.Listing {
	l := w.listing
	for _, e := range w.byID {
		l.Entries = append(l.Entries, e)
	}
	slices.SortFunc(l.Entries, func(a, b source.Entry) int { return strings.Compare(a.ID, b.ID) })
	slices.SortStableFunc(l.Problems, func(a, b source.Problem) int { return strings.Compare(a.Path, b.Path) })
	return l
}
