package web_test

import (
	"fmt"
	"hash/crc32"
	"io"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/dalil-bot/dalil/corpus/index"
	"github.com/dalil-bot/dalil/corpus/ingest"
	"github.com/dalil-bot/dalil/corpus/source/feed"
	"github.com/dalil-bot/dalil/corpus/source/web"
)

// A town is a site whose pages change between one sync and the next.
type town struct {
	*testing.T
	*httptest.Server
	pages map[string]string // path to text, or to a status such as "410"
	files ingest.Files
	ix    *index.Index
	sent  []string // "200 /a", for each answer but to robots.txt
	mem   ingest.Memory
}

func newTown(t *testing.T) *town {
	c := &town{T: t, pages: map[string]string{}}
	c.Server = httptest.NewServer(http.HandlerFunc(c.serve))
	t.Cleanup(c.Close)
	ix, err := index.Open(t.TempDir(), index.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { ix.Close() })
	c.ix = ix
	return c
}

func (c *town) serve(w http.ResponseWriter, r *http.Request) {
	text, status := c.pages[r.URL.Path], 200
	tag := fmt.Sprintf(`"%x"`, crc32.ChecksumIEEE([]byte(text)))
	if n, _ := fmt.Sscanf(text, "%d", &status); n == 0 && r.Header.Get("If-None-Match") == tag {
		status = http.StatusNotModified
	}
	if text == "" {
		status = http.StatusNotFound
	}
	if r.URL.Path != "/robots.txt" {
		c.sent = append(c.sent, fmt.Sprint(status, " ", r.URL.Path))
	}
	w.Header().Set("ETag", tag)
	w.WriteHeader(status)
	if status == 200 {
		io.WriteString(w, text)
	}
}

func (c *town) fetcher() *web.Fetcher {
	f, err := web.New(web.Options{Interval: time.Microsecond, Private: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}})
	if err != nil {
		c.Fatal(err)
	}
	c.Cleanup(func() { f.Close() })
	return f
}

// sync brings a collection up to date and compares what was sent and what is in it then, by path.
func (c *town) sync(sent string, holds string) {
	c.Helper()
	c.sent = nil
	src := ingest.Source{Collection: "c", Name: "town", Files: c.files}
	if _, err := ingest.Sync(c.Context(), c.ix, src, ingest.Options{Workers: 1, Memory: &c.mem, Retry: true}); err != nil {
		c.Fatal(err)
	}
	infos, err := c.ix.Documents(c.Context(), "c")
	if err != nil {
		c.Fatal(err)
	}
	var ids []string
	for _, i := range infos {
		ids = append(ids, strings.TrimPrefix(i.ID, c.URL))
	}
	if d := cmp.Diff([2]string{sent, holds}, [2]string{strings.Join(c.sent, ", "), strings.Join(ids, " ")}); d != "" {
		c.Errorf("sent and held (-want +got):\n%s", d)
	}
}

// prose is text enough to be a document.
func prose(about string) string {
	return "The harbour office writes about " + about + ". It is open from eight to four, and on Fridays to noon.\n"
}

// What a server says of a page, and what becomes of its document.
func TestPagesInStep(t *testing.T) {
	c := newTown(t)
	c.files = web.NewPages(c.fetcher(), []string{c.URL + "/a", c.URL + "/b", c.URL + "/c", c.URL + "/d"})
	c.pages = map[string]string{"/a": prose("boats"), "/b": prose("cranes"), "/c": prose("piers"), "/d": prose("ropes")}
	c.sync("200 /a, 200 /b, 200 /c, 200 /d", "/a /b /c /d")
	c.sync("304 /a, 304 /b, 304 /c, 304 /d", "/a /b /c /d")
	c.pages["/a"], c.pages["/b"], c.pages["/c"] = prose("new boats"), "410", "404"
	c.sync("200 /a, 410 /b, 404 /c, 304 /d", "/a /c /d")
	c.pages["/c"] = prose("piers")
	c.sync("304 /a, 410 /b, 304 /c, 304 /d", "/a /c /d")
}

// A page whose lastmod is that of last time is not asked for; one that the sitemap lists no more is gone.
func TestSitemapInStep(t *testing.T) {
	c := newTown(t)
	sitemap := func(lines ...string) string {
		var text strings.Builder
		text.WriteString("<urlset>")
		for _, line := range lines {
			path, day, _ := strings.Cut(line, " ")
			text.WriteString("<url><loc>" + c.URL + path + "</loc><lastmod>" + day + "</lastmod></url>")
		}
		return text.String() + "</urlset>"
	}
	s, err := web.NewSitemap(c.fetcher(), c.URL+"/map.xml", web.SitemapOptions{})
	if err != nil {
		t.Fatal(err)
	}
	c.files = s
	c.pages = map[string]string{"/a": prose("boats"), "/b": prose("cranes"), "/c": prose("piers"), "/map.xml": sitemap("/a 2026-01-02", "/b 2026-01-02", "/c")}
	c.sync("200 /map.xml, 200 /a, 200 /b, 200 /c", "/a /b /c")
	c.sync("304 /map.xml, 304 /c", "/a /b /c")
	c.pages["/map.xml"] = sitemap("/a 2026-01-03T10:00:00Z", "/b 2026-01-02", "/c")
	c.sync("200 /map.xml, 304 /a, 304 /c", "/a /b /c")
	c.pages["/map.xml"] = sitemap("/b 2026-01-02", "/c")
	c.sync("200 /map.xml, 304 /c", "/b /c")
	c.pages["/map.xml"] = "<urlset><url><loc>" + c.URL + "/b</loc><lastmod>2026-01-02</lastmod></url><url><lo"
	c.sync("200 /map.xml", "/b /c")
}

// What a feed forgets stays.
func TestFeedInStep(t *testing.T) {
	c := newTown(t)
	item := func(path, day string) string {
		return "<item><title>News of " + path + "</title><link>" + c.URL + path + "</link><pubDate>" + day + " 2026 10:00:00 GMT</pubDate></item>"
	}
	f, err := feed.New(c.fetcher(), c.URL+"/feed", feed.Options{})
	if err != nil {
		t.Fatal(err)
	}
	c.files = f
	c.pages = map[string]string{"/a": prose("boats"), "/b": prose("cranes"), "/feed": "<rss><channel>" + item("/a", "01 Nov") + "</channel></rss>"}
	c.sync("200 /feed, 200 /a", "/a")
	c.sync("304 /feed", "/a")
	c.pages["/feed"] = "<rss><channel>" + item("/b", "12 Nov") + "</channel></rss>"
	c.sync("200 /feed, 200 /b", "/a /b")
	c.pages["/b"], c.pages["/feed"] = "410", "<rss><channel>"+item("/b", "1 Nov")+item("/a", "03 Nov")+"</channel></rss>"
	c.sync("200 /feed, 304 /a, 410 /b", "/a")
}
