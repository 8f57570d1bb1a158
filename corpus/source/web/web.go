// Package web gives pages of the web as a source of documents: single ones (Pages) and those of a sitemap (Sitemap). A
// Fetcher gets them, and is what a feed or a person's "add this page" goes through as well.
//
// A Fetcher is safe and polite whatever it is asked for. These things hold:
//
//   - An address is dialled only when it is public, or in a range that the configuration names. That is checked on the
//     address itself at the moment of dialling, so that neither a redirect nor a name that resolves to something else a
//     second time leads into the house. Ports are 80 and 443 unless others are named.
//   - Nothing is asked for that robots.txt (RFC 9309) forbids, and nothing of a host whose robots.txt cannot be read
//     because the server fails. Every hop of a redirect is checked like the first.
//   - A host is asked one thing at a time, with an interval between; it is left alone for as long as its Retry-After says,
//     and for longer and longer while it fails.
//   - A body is read up to a limit, counted after decompression, and every request has an end in time.
//   - No proxy but a configured one, no cookies, and credentials of a URL go to the server that they are for and nowhere
//     else: identifiers, errors and what is shown are made by Normalise, which drops them.
//   - A page that could not be read is never said to be gone, but for status 410 (source.ErrGone).
//
// Version of a Content holds the ETag and Last-Modified that came with it, as a query string with the keys etag, modified
// and at, the last being the page that they hold for. Handed back in an Entry, they make a conditional request, and a page
// that has not changed is source.ErrUnchanged.
package web

import (
	"errors"
	"fmt"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"sync"
	"time"

	"github.com/dalil-bot/dalil/corpus/source"
)

// What Options have where they do not say.
const (
	DefaultTimeout   = time.Minute
	DefaultInterval  = time.Second
	DefaultMaxDelay  = 30 * time.Second
	DefaultRedirects = 5
)

// product is the name under which robots.txt knows the program.
const product = "Dalil"

// Why a page was not fetched, beside a StatusError, source.ErrTooLarge and what the network says. Tested with errors.Is.
var (
	ErrURL      = errors.New("not the URL of a web page")
	ErrAddress  = errors.New("the address is not public")
	ErrRobots   = errors.New("robots.txt forbids it")
	ErrType     = errors.New("no document but another type of content")
	ErrRedirect = errors.New("redirected too often")
	ErrLater    = errors.New("the server is left alone for a while")
	ErrTimeout  = errors.New("took too long")
)

// Options say how a Fetcher goes about it. The zero value works.
type Options struct {
	Version string         // of the program, for the User-Agent; "" for none
	Contact string         // URL or mail address of who runs it, for the User-Agent; "" for the program's own page
	Private []netip.Prefix // ranges that may be dialled although they are not public, at any port
	Ports   []uint16       // that may be dialled beside 80 and 443
	Proxy   *url.URL       // http, https or socks5; nil for none, whatever the environment says

	MaxSize   int64         // largest body in bytes; 0 means source.DefaultMaxSize
	Timeout   time.Duration // longest time from dialling to the last byte; 0 means DefaultTimeout
	Interval  time.Duration // between two requests to one host; 0 means DefaultInterval
	MaxDelay  time.Duration // longest Crawl-delay that is heeded; 0 means DefaultMaxDelay
	Redirects int           // most redirects that are followed; 0 means DefaultRedirects
}

// withDefaults fills in what is not said.
func (o Options) withDefaults() Options {
	if o.MaxSize <= 0 {
		o.MaxSize = source.DefaultMaxSize
	}
	if o.Timeout <= 0 {
		o.Timeout = DefaultTimeout
	}
	if o.Interval <= 0 {
		o.Interval = DefaultInterval
	}
	if o.MaxDelay <= 0 {
		o.MaxDelay = DefaultMaxDelay
	}
	if o.Redirects <= 0 {
		o.Redirects = DefaultRedirects
	}
	if o.Contact == "" {
		o.Contact = "https://github.com/dalil-bot/dalil"
	}
	return o
}

// agent returns the User-Agent, such as "Dalil/1.2 (+https://example.org/bot)".
func (o Options) agent() (string, error) {
	name := product
	if o.Version != "" {
		name += "/" + o.Version
	}
	a := fmt.Sprintf("%s (+%s)", name, o.Contact)
	if strings.ContainsFunc(a, func(c rune) bool { return c < ' ' || c > '~' }) {
		return "", fmt.Errorf("user agent %q: only printable ASCII can be sent", a)
	}
	return a, nil
}

// A Fetcher gets pages. It is safe for concurrent use; requests to one host wait for each other, also those of Fetchers that
// were made out of it.
type Fetcher struct {
	opts      Options
	agent     string
	guard     guard
	transport http.RoundTripper
	*manners
}

// Manners are what is known of hosts, and so how they are treated.
type manners struct {
	pause time.Duration // firstPause, but in tests

	mu    sync.Mutex
	hosts map[string]*host
}

// New returns a Fetcher. Its error names an option that cannot be used. Close it after use.
func New(opts Options) (*Fetcher, error) {
	opts = opts.withDefaults()
	agent, err := opts.agent()
	if err != nil {
		return nil, err
	}
	if p := opts.Proxy; p != nil && (p.Host == "" || p.Scheme != "http" && p.Scheme != "https" && p.Scheme != "socks5") {
		return nil, fmt.Errorf("proxy %s: only http, https and socks5 are known", p.Redacted())
	}
	f := &Fetcher{opts: opts, agent: agent, guard: newGuard(opts), manners: &manners{pause: firstPause, hosts: map[string]*host{}}}
	f.transport = f.guard.transport(opts)
	return f, nil
}

// Limited returns a Fetcher that reads bodies up to another size, 0 for the default, and is f in everything else: what closes f
// closes it.
func (f *Fetcher) Limited(maxSize int64) *Fetcher {
	l := *f
	l.opts.MaxSize = maxSize
	l.opts = l.opts.withDefaults()
	return &l
}

// Public returns a Fetcher for what people ask for who may not see what this machine can reach: whatever the options name, no
// address is dialled that is not public, and through a proxy only what a name means here as well. A host is asked by one of
// the two at a time, and as seldom as by one. It has connections of its own, and has to be closed as well.
func (f *Fetcher) Public() *Fetcher {
	p := *f
	p.opts.Private = nil
	p.guard = newGuard(p.opts)
	p.guard.resolver, p.guard.strict = f.guard.resolver, true
	p.transport = p.guard.transport(p.opts)
	return &p
}

// Close gives up idle connections.
func (f *Fetcher) Close() error {
	if t, ok := f.transport.(interface{ CloseIdleConnections() }); ok {
		t.CloseIdleConnections()
	}
	return nil
}

// A StatusError is a server's answer that brings no document. One of 410 is source.ErrGone; any other tells nothing about
// whether the page will be there tomorrow.
type StatusError struct{ Code int }

// Error names the status, such as "404 Not Found".
func (e *StatusError) Error() string {
	return strings.TrimSpace(fmt.Sprintf("the server answers %d %s", e.Code, http.StatusText(e.Code)))
}

// Is reports whether the page has been removed for good.
func (e *StatusError) Is(target error) bool {
	return target == source.ErrGone && e.Code == http.StatusGone
}
