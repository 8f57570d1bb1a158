package web

import (
	"compress/gzip"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"slices"
	"time"

	"github.com/dalil-bot/dalil/corpus/source"
)

// A Request says what is to be fetched. Only URL is needed.
type Request struct {
	URL     string
	Version string // of the Content of an earlier reading, to be told whether it still holds; "" to read in any case
	MaxSize int64  // largest body in bytes; 0 for that of the Options
}

// Fetch reads one page, whoever asks for it: the way for a URL that a person names. Redirects are followed; URI of the
// Content tells where they ended, without credentials. Type is the Content-Type as it came, with its charset. Where ctx has
// a deadline that a waiting turn would pass, Fetch gives up at once.
func (f *Fetcher) Fetch(ctx context.Context, rawURL string) (source.Content, error) {
	return f.Do(ctx, Request{URL: rawURL})
}

// Do is Fetch with conditions. It is source.ErrUnchanged where the version of the request still holds.
func (f *Fetcher) Do(ctx context.Context, r Request) (source.Content, error) {
	u, err := parse(r.URL)
	if err != nil {
		return source.Content{}, fmt.Errorf("fetch: %w", err)
	}
	c, err := f.follow(ctx, u, r)
	if err != nil {
		return source.Content{}, fmt.Errorf("fetch %s: %w", shown(u), err)
	}
	return c, nil
}

// follow asks for a page and for those that it is redirected to.
func (f *Fetcher) follow(ctx context.Context, u *url.URL, r Request) (source.Content, error) {
	limit := r.MaxSize
	if limit <= 0 {
		limit = f.opts.MaxSize
	}
	conditions := parseVersion(r.Version)
	seen := []string{u.String()}
	for {
		q := question{url: u, limit: limit, conditions: conditions, accept: documents}
		a, err := f.visit(ctx, q)
		if err != nil {
			return source.Content{}, err
		}
		if a.location == "" {
			return a.content(u), nil
		}
		next, err := resolve(u, a.location)
		if err != nil {
			return source.Content{}, fmt.Errorf("redirected from %s: %w", shown(u), err)
		}
		if slices.Contains(seen, next.String()) {
			return source.Content{}, fmt.Errorf("%w: in a circle, at %s", ErrRedirect, shown(next))
		}
		if len(seen) > f.opts.Redirects {
			return source.Content{}, fmt.Errorf("%w: more than %d times, lastly to %s", ErrRedirect, f.opts.Redirects, shown(next))
		}
		seen = append(seen, next.String())
		u = next
	}
}

// visit asks a host for one page when its turn comes, and again when that failed in a way that may pass.
func (f *Fetcher) visit(ctx context.Context, q question) (answer, error) {
	h := f.host(q.url.Hostname())
	defer f.leave(h)
	if err := h.enter(ctx); err != nil {
		return answer{}, err
	}
	defer h.exit()
	if err := f.permitted(ctx, h, q.url); err != nil {
		return answer{}, err
	}
	return f.persist(ctx, h, q)
}

// tries is how often a request that fails in a passing way is made in all. A page is asked for again at the next sync anyway.
const tries = 3

// persist asks until there is an answer that stands. The host's turn is held.
func (f *Fetcher) persist(ctx context.Context, h *host, q question) (answer, error) {
	var last error
	for range tries {
		if err := h.wait(ctx); err != nil {
			return answer{}, err
		}
		a, err := f.ask(ctx, q)
		if ctx.Err() != nil {
			return answer{}, ctx.Err()
		}
		trouble, again := judge(err)
		switch {
		case trouble:
			h.failed(a.retryAfter, err)
		case !errors.Is(err, ErrAddress): // else it was not asked
			h.fine()
		}
		if !again {
			return a, err
		}
		last = err
	}
	return answer{}, last
}

// judge says whether an error is a sign of trouble at the server, and whether asking once more may help. A check of our own
// is neither, and what took a minute is not tried three times.
func judge(err error) (trouble, again bool) {
	if s, ok := errors.AsType[*StatusError](err); ok {
		switch s.Code {
		case http.StatusRequestTimeout, http.StatusTooManyRequests, http.StatusInternalServerError, http.StatusBadGateway,
			http.StatusServiceUnavailable, http.StatusGatewayTimeout:
			return true, true
		}
		return s.Code >= 500, false
	}
	if d, ok := errors.AsType[*net.DNSError](err); ok && d.IsNotFound {
		return false, false
	}
	if _, ok := errors.AsType[*tls.CertificateVerificationError](err); ok {
		return false, false
	}
	for _, ours := range []error{ErrAddress, ErrType, gzip.ErrHeader, gzip.ErrChecksum, source.ErrTooLarge, source.ErrUnchanged} {
		if errors.Is(err, ours) {
			return false, false
		}
	}
	return err != nil, err != nil && !errors.Is(err, ErrTimeout)
}

// A question is one request to be sent.
type question struct {
	url        *url.URL
	limit      int64
	cut        bool // a longer body is cut at the limit, not refused
	conditions version
	accept     func(mediaType string) bool
}

// An answer is what came back: a body, or the location of another page.
type answer struct {
	data       []byte
	header     http.Header
	location   string
	retryAfter time.Duration
}

// content makes a Content of an answer of the page u.
func (a answer) content(u *url.URL) source.Content {
	v := version{etag: a.header.Get("ETag"), modified: a.header.Get("Last-Modified"), at: shown(u)}
	return source.Content{
		Data:    a.data,
		Type:    a.header.Get("Content-Type"),
		URI:     shown(u),
		ModTime: lastModified(a.header),
		Version: v.String(),
	}
}

// lastModified returns when a page changed last, as the server says. Servers that make a page at the moment of asking give
// that moment, which tells nothing.
func lastModified(h http.Header) time.Time {
	t, err := http.ParseTime(h.Get("Last-Modified"))
	if err != nil {
		return time.Time{}
	}
	now, err := http.ParseTime(h.Get("Date"))
	if err != nil {
		now = time.Now()
	}
	if t.After(now.Add(-2 * time.Second)) {
		return time.Time{}
	}
	return t.UTC()
}

// ask sends one request and reads the answer, all within the limit of time.
func (f *Fetcher) ask(ctx context.Context, q question) (answer, error) {
	inTime, cancel := context.WithTimeout(ctx, f.opts.Timeout)
	defer cancel()
	a, err := f.send(inTime, q)
	if err != nil && ctx.Err() == nil && inTime.Err() != nil {
		err = fmt.Errorf("%w: more than %v", ErrTimeout, f.opts.Timeout)
	}
	return a, err
}

func (f *Fetcher) send(ctx context.Context, q question) (answer, error) {
	if f.opts.Proxy != nil {
		if err := f.guard.checkByName(ctx, q.url); err != nil {
			return answer{}, err
		}
	}
	req := f.request(ctx, q)
	resp, err := f.transport.RoundTrip(req)
	if err != nil {
		return answer{}, err
	}
	defer resp.Body.Close()
	a := answer{header: resp.Header, retryAfter: retryAfter(resp.Header, time.Now())}
	switch resp.StatusCode {
	case http.StatusOK, http.StatusNonAuthoritativeInfo:
		a.data, err = q.body(resp)
		return a, err
	case http.StatusMovedPermanently, http.StatusFound, http.StatusSeeOther, http.StatusTemporaryRedirect, http.StatusPermanentRedirect:
		if a.location = resp.Header.Get("Location"); a.location != "" {
			return a, nil
		}
	case http.StatusNotModified:
		if q.conditions.holdFor(q.url) {
			return a, source.ErrUnchanged
		}
	}
	return a, &StatusError{Code: resp.StatusCode}
}

// request makes the request. Credentials of the URL go into its header, as a browser has it.
func (f *Fetcher) request(ctx context.Context, q question) *http.Request {
	u := *q.url
	u.User = nil
	req := (&http.Request{Method: http.MethodGet, URL: &u, Host: u.Host, Header: http.Header{}}).WithContext(ctx)
	req.Header.Set("User-Agent", f.agent)
	req.Header.Set("Accept", "text/html, application/xhtml+xml, text/plain;q=0.9, application/pdf;q=0.9, */*;q=0.5")
	req.Header.Set("Accept-Encoding", "gzip")
	if q.cut {
		req.Header.Set("Accept-Encoding", "identity") // what is compressed cannot be cut
	}
	if user := q.url.User; user != nil {
		password, _ := user.Password()
		req.SetBasicAuth(user.Username(), password)
	}
	if q.conditions.holdFor(q.url) {
		q.conditions.set(req.Header)
	}
	return req
}
