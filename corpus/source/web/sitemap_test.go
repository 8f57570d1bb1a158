package web

import (
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/dalil-bot/dalil/corpus/source"
)

// urlset makes a sitemap of lines "path lastmod".
func urlset(base string, lines ...string) string {
	var b strings.Builder
	b.WriteString(`<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">`)
	for _, line := range lines {
		path, mod, _ := strings.Cut(line, " ")
		fmt.Fprintf(&b, "<url><loc>%s%s</loc><lastmod>%s</lastmod></url>", base, path, mod)
	}
	return b.String() + "</urlset>"
}

func index(locs ...string) string {
	return "<sitemapindex><sitemap><loc>" + strings.Join(locs, "</loc></sitemap><sitemap><loc>") + "</loc></sitemap></sitemapindex>"
}

func listSitemap(t *testing.T, f *Fetcher, url string, opts SitemapOptions) (*Sitemap, source.Listing) {
	t.Helper()
	s, err := NewSitemap(f, url, opts)
	if err != nil {
		t.Fatal(err)
	}
	l, err := s.Entries(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return s, l
}

// summary gives a listing without the server's address.
func summary(l source.Listing, base string) []string {
	var out []string
	for _, e := range l.Entries {
		out = append(out, strings.TrimSpace(strings.TrimPrefix(e.ID, base)+" "+strings.TrimSuffix(e.ModTime.Format(time.RFC3339), "0001-01-01T00:00:00Z")))
	}
	for _, p := range l.Problems {
		out = append(out, "problem "+strings.TrimPrefix(p.Path, base))
	}
	if l.Skipped > 0 {
		out = append(out, fmt.Sprintf("skipped %d", l.Skipped))
	}
	if l.Partial {
		out = append(out, "partial")
	}
	return out
}

func TestSitemap(t *testing.T) {
	s := newStand(t, Options{})
	s.page("/all.xml", index(s.url+"/news.xml", "/old.xml.gz", s.url+"/lost.xml", s.url+"/list.txt", s.url+"/all.xml", "https://elsewhere.example/s.xml"))
	s.page("/news.xml", urlset(s.url, "/b 2026-01-02T10:00:00+02:00", "/a#top 2020-05-05", "/b 2026-01-01", "/c.html?utm_source=map", "/future 2999-01-01"))
	s.page("/old.xml.gz", squeeze(urlset(s.url, "/z 2010-07")), "Content-Type", "application/x-gzip")
	s.page("/list.txt", "\ufeff"+s.url+"/l\r\n\r\nhttps://elsewhere.example/x\nnonsense:\n", "Content-Type", "text/plain")
	m, l := listSitemap(t, s.Fetcher, s.url+"/all.xml", SitemapOptions{})
	want := []string{"/a 2020-05-05T00:00:00Z", "/b 2026-01-02T08:00:00Z", "/c.html", "/future", "/l", "/z",
		"problem /lost.xml", "problem https://elsewhere.example/s.xml", "skipped 2", "partial"}
	if d := cmp.Diff(want, summary(l, s.url)); d != "" {
		t.Errorf("listing (-want +got):\n%s", d)
	}
	kept := 0
	for _, f := range m.files {
		kept += len(f.pages)
	}
	if kept != 7 { // of a file that is unchanged; two of them are one page
		t.Errorf("%d pages are kept in mind", kept)
	}
	s.page("/a", "text")
	if c, err := m.Read(t.Context(), l.Entries[0]); err != nil || string(c.Data) != "text" {
		t.Errorf("%q, %v", c.Data, err)
	}
	if c, err := m.Read(t.Context(), source.Entry{ID: s.url + "/a"}); err != nil || string(c.Data) != "text" {
		t.Errorf("an entry of no listing: %q, %v", c.Data, err)
	}
}

func TestSitemapOptions(t *testing.T) {
	s := newStand(t, Options{})
	s.page("/s.xml", urlset(s.url, "/a", "/b", "/c", "/d"))
	s.page("/deep.xml", index(s.url+"/deep.xml?1", s.url+"/s.xml"))
	s.page("/both.xml", index(s.url+"/s.xml", s.url+"/s2.xml"))
	s.page("/s2.xml", urlset("https://friend.example", "/x"))
	for name, c := range map[string]struct {
		url  string
		opts SitemapOptions
		want []string
	}{
		"pages":   {"/s.xml", SitemapOptions{MaxPages: 2}, []string{"/a", "/b", "problem /s.xml", "partial"}},
		"as many": {"/s.xml", SitemapOptions{MaxPages: 4}, []string{"/a", "/b", "/c", "/d"}},
		"files":   {"/both.xml", SitemapOptions{MaxFiles: 2}, []string{"/a", "/b", "/c", "/d", "problem /s2.xml", "partial"}},
		"keep":    {"/s.xml", SitemapOptions{Keep: func(u string) bool { return strings.HasSuffix(u, "/c") }}, []string{"/c", "skipped 3"}},
		"hosts":   {"/s2.xml", SitemapOptions{Hosts: []string{"friend.example"}}, []string{"https://friend.example/x"}},
		"robots":  {"/robots.txt", SitemapOptions{MaxPages: 1}, []string{"/a", "problem /s.xml", "partial"}},
	} {
		if name == "robots" {
			s.page("/robots.txt", "Sitemap: "+s.url+"/s.xml")
			s.Fetcher = newFetcher(t, s.opts)
		}
		_, l := listSitemap(t, s.Fetcher, s.url+c.url, c.opts)
		if d := cmp.Diff(c.want, summary(l, s.url)); d != "" {
			t.Errorf("%s (-want +got):\n%s", name, d)
		}
	}
}

// A circle of index files ends, and so do index files below index files.
func TestSitemapDepth(t *testing.T) {
	s := newStand(t, Options{})
	s.HandleFunc("/deep", func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprint(w, index(s.url+"/deep", s.url+"/deep?"+r.URL.RawQuery+"1"))
	})
	_, l := listSitemap(t, s.Fetcher, s.url+"/deep", SitemapOptions{})
	if n := s.wasAsked("/deep"); n != sitemapDepth+1 || !l.Partial {
		t.Errorf("%d files were read, %v", n, summary(l, s.url))
	}
}

func TestSitemapThatFails(t *testing.T) {
	s := newStand(t, Options{MaxSize: 1 << 10})
	s.page("/page.xml", "<html><body>Not found</body></html>")
	s.page("/empty.xml", "")
	s.page("/none.xml", "<urlset></urlset>")
	s.page("/cut.xml", strings.TrimSuffix(urlset(s.url, "/a", "/b"), "</loc><lastmod></lastmod></url></urlset>"))
	s.page("/laughs.xml", `<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><urlset><url><loc>`+s.url+`/&b;</loc></url></urlset>`)
	for _, path := range []string{"/page.xml", "/empty.xml", "/lost.xml"} {
		m, err := NewSitemap(s.Fetcher, s.url+path, SitemapOptions{})
		if err != nil {
			t.Fatal(err)
		}
		if l, err := m.Entries(t.Context()); err == nil {
			t.Errorf("%s lists %v", path, l)
		}
	}
	for path, want := range map[string][]string{
		"/none.xml":   nil,
		"/cut.xml":    {"/a", "problem /cut.xml", "partial"},
		"/laughs.xml": {"/&b;"},
	} {
		if _, l := listSitemap(t, s.Fetcher, s.url+path, SitemapOptions{}); cmp.Diff(want, summary(l, s.url)) != "" {
			t.Errorf("%s: %v", path, summary(l, s.url))
		}
	}
	if _, err := NewSitemap(s.Fetcher, "ali:hunter2@x", SitemapOptions{}); !errors.Is(err, ErrURL) || strings.Contains(err.Error(), "hunter2") {
		t.Errorf("error %v", err)
	}
}

// What has not changed is not sent again, and what it listed is remembered.
func TestSitemapUnchanged(t *testing.T) {
	s := newStand(t, Options{})
	sent := 0
	s.HandleFunc("/s.xml", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("ETag", `"1"`)
		if r.Header.Get("If-None-Match") == `"1"` {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		sent++
		fmt.Fprint(w, urlset(s.url, "/a"))
	})
	m, first := listSitemap(t, s.Fetcher, s.url+"/s.xml", SitemapOptions{})
	second, err := m.Entries(t.Context())
	if d := cmp.Diff(first, second); d != "" || err != nil || sent != 1 {
		t.Errorf("sent %d times, %v, listing (-first +second):\n%s", sent, err, d)
	}
}

func TestLastmod(t *testing.T) {
	now := time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)
	for s, want := range map[string]string{
		"2026-11-21T11:00:00Z": "2026-11-21T11:00:00Z", "2026-11-21T11:00+01:00": "2026-11-21T10:00:00Z",
		"2026-11-21T11:00:00.25Z": "2026-11-21T11:00:00Z", "2026-11-20 11:00:00": "2026-11-20T11:00:00Z", "2026-11-19": "2026-11-19T00:00:00Z",
		"2026-11-20": "", "2026-11-21": "", "2026-11-22T00:00:00Z": "", "1970-01-01": "", "2026": "", "2026-11": "", "": "", "today": "",
	} {
		got := lastmod(s, now)
		if text := strings.TrimSuffix(got.Format(time.RFC3339), "0001-01-01T00:00:00Z"); text != want {
			t.Errorf("%q: %q, want %q", s, text, want)
		}
	}
}

// FuzzSitemap: whatever is read, lines have a URL and are no more than the limit.
func FuzzSitemap(f *testing.F) {
	f.Add([]byte(urlset("https://example.org", "/a 2026-01-01", "/b")))
	f.Add([]byte(index("https://example.org/s.xml", "/t.xml")))
	f.Add([]byte("\ufeffhttps://example.org/a\nhttps://example.org/b"))
	f.Add([]byte(`<?xml version="1.0" encoding="windows-1256"?><urlset><url><loc>` + "\xcf" + `</loc><image:image><image:loc>no</image:loc></image:image></url>`))
	f.Fuzz(func(t *testing.T, data []byte) {
		file, _ := parseSitemap(data)
		for _, p := range file.pages {
			if strings.TrimSpace(p.url) == "" {
				t.Errorf("a page without URL in %q", data)
			}
			lastmod(p.lastmod, time.Now())
		}
		if len(file.pages)+len(file.files) > maxLines {
			t.Error("more entries than the limit")
		}
	})
}
