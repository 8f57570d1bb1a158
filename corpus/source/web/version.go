package web

import (
	"net/http"
	"net/url"
	"strings"
	"unicode"
)

// maxValidator is the longest ETag that is kept, in bytes. Real ones have up to a hundred.
const maxValidator = 512

// A version is what a server said to tell this content of a page from another.
type version struct {
	etag     string
	modified string // as it was sent: it has to be given back letter for letter
	at       string // the page for which they hold, as it is shown
}

// String returns the version as a query string, "" where there is nothing to ask the server with.
func (v version) String() string {
	q := url.Values{}
	if v.etag != "" && len(v.etag) <= maxValidator {
		q.Set("etag", v.etag)
	}
	if _, err := http.ParseTime(v.modified); err == nil {
		q.Set("modified", v.modified)
	}
	if len(q) == 0 {
		return ""
	}
	q.Set("at", v.at)
	return q.Encode()
}

// parseVersion is the reverse of String. What is not of that form, or cannot stand in a header, is no version.
func parseVersion(s string) version {
	q, err := url.ParseQuery(s)
	if err != nil || strings.ContainsFunc(q.Get("etag")+q.Get("modified"), unicode.IsControl) {
		return version{}
	}
	return version{etag: q.Get("etag"), modified: q.Get("modified"), at: q.Get("at")}
}

// holdFor reports whether the version can be a condition of a request for u. A redirect that leads elsewhere today must not
// be asked for yesterday's page.
func (v version) holdFor(u *url.URL) bool { return v.at != "" && v.at == shown(u) }

// set writes the conditions of RFC 9110, 13.1. The ETag decides where a server knows both.
func (v version) set(h http.Header) {
	if v.etag != "" {
		h.Set("If-None-Match", v.etag)
	}
	if v.modified != "" {
		h.Set("If-Modified-Since", v.modified)
	}
}
