package feed

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"
	"time"

	"github.com/dalil-bot/dalil/corpus/source"
	"github.com/dalil-bot/dalil/corpus/source/web"
)

// A stand is a server on this machine with a feed that lists the pages of its paths.
type stand struct {
	*testing.T
	*http.ServeMux
	*web.Fetcher
	url  string
	sent int // times that the feed was sent
}

func newStand(t *testing.T) *stand {
	t.Helper()
	s := &stand{T: t, ServeMux: http.NewServeMux()}
	server := httptest.NewServer(s)
	t.Cleanup(server.Close)
	s.url = server.URL
	f, err := web.New(web.Options{Interval: time.Microsecond, Private: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	s.Fetcher = f
	return s
}

// feed serves a feed with items, whose text may change.
func (s *stand) feed(path string, items *string) {
	s.HandleFunc(path, func(w http.ResponseWriter, r *http.Request) {
		tag := fmt.Sprintf(`"%d"`, len(*items))
		w.Header().Set("ETag", tag)
		if r.Header.Get("If-None-Match") == tag {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		s.sent++
		io.WriteString(w, `<rss version="2.0"><channel><title>Feed</title>`+*items+`</channel></rss>`)
	})
}

func (s *stand) open(path string, opts Options) *Feed {
	s.Helper()
	f, err := New(s.Fetcher, s.url+path, opts)
	if err != nil {
		s.Fatal(err)
	}
	return f
}

func (s *stand) list(f *Feed) source.Listing {
	s.Helper()
	l, err := f.Entries(s.Context())
	if err != nil {
		s.Fatal(err)
	}
	if !l.Partial || !l.Unknown("forgotten") {
		s.Error("what a feed has forgotten is taken for gone")
	}
	return l
}

func TestFeed(t *testing.T) {
	s := newStand(t)
	items := "<item><link>/a</link><title>A</title><pubDate>Mon, 02 Nov 2026 10:00:00 GMT</pubDate></item>"
	s.feed("/feed.xml", &items)
	s.HandleFunc("/a", func(w http.ResponseWriter, r *http.Request) { io.WriteString(w, "<p>page a") })
	f := s.open("/feed.xml", Options{})
	l := s.list(f)
	if len(l.Entries) != 1 || l.Entries[0].ID != s.url+"/a" {
		t.Fatalf("entries %+v", l.Entries)
	}
	c, err := f.Read(t.Context(), l.Entries[0])
	if err != nil || string(c.Data) != "<p>page a" || c.Version != versionPage || c.ModTime != l.Entries[0].ModTime {
		t.Errorf("%+v, %v", c, err)
	}
	if l = s.list(f); len(l.Entries) != 1 || s.sent != 1 {
		t.Errorf("an unchanged feed was sent %d times and lists %v", s.sent, l.Entries)
	}
	items = "<item><link>/b</link><title>B</title></item>"
	if l = s.list(f); len(l.Entries) != 1 || l.Entries[0].ID != s.url+"/b" {
		t.Errorf("entries %+v", l.Entries)
	}
	if _, err := f.Read(t.Context(), source.Entry{ID: s.url + "/a"}); !errors.Is(err, errForgotten) {
		t.Errorf("error %v of a forgotten entry", err)
	}
}

// Where an entry's text is taken from.
func TestText(t *testing.T) {
	long := "<p>" + strings.Repeat("A long entry. ", 100) + "</p>"
	s := newStand(t)
	items := "<item><link>/open</link><title>Open</title><description>sum</description></item>" +
		"<item><link>/closed</link><title>Closed &amp; shut</title><description>sum</description></item>" +
		"<item><link>/film</link><title>Film</title><description>sum</description></item>" +
		"<item><link>/bare</link><title>Bare</title></item>" +
		"<item><link>/long</link><title>Long</title><description><![CDATA[" + long + "]]></description></item>"
	s.feed("/feed.xml", &items)
	for _, path := range []string{"/open", "/long"} {
		s.HandleFunc(path, func(w http.ResponseWriter, r *http.Request) { io.WriteString(w, "page") })
	}
	s.HandleFunc("/closed", func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(http.StatusForbidden) })
	s.HandleFunc("/bare", func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(http.StatusForbidden) })
	s.HandleFunc("/film", func(w http.ResponseWriter, r *http.Request) { w.Header().Set("Content-Type", "video/mp4") })
	for _, c := range []struct {
		text    Text
		path    string
		version string // of an earlier reading
		want    string
	}{
		{Either, "/open", "", "page"}, {Either, "/long", "", "feed"}, {Either, "/closed", "", "feed"}, {Either, "/film", "", "feed"},
		{Either, "/bare", "", ""}, {Either, "/closed", versionFeed, "feed"}, {Either, "/closed", versionPage, ""},
		{Page, "/long", "", "page"}, {Page, "/closed", "", "feed"},
		{Own, "/open", "", "feed"}, {Own, "/long", "", "feed"},
	} {
		f := s.open("/feed.xml", Options{Text: c.text})
		s.list(f)
		got, err := f.Read(t.Context(), source.Entry{ID: s.url + c.path, Version: c.version})
		from := map[bool]string{true: "page", false: "feed"}[string(got.Data) == "page"]
		if err != nil {
			from = ""
		}
		if from != c.want {
			t.Errorf("%v: from %q, %v", c, from, err)
		}
		if from == "feed" && (got.Type != "text/html; charset=utf-8" || !strings.Contains(string(got.Data), "<h1>")) {
			t.Errorf("%v: %q of type %q", c, got.Data, got.Type)
		}
	}
	if l := s.list(s.open("/feed.xml", Options{Text: Own})); len(l.Entries) != 4 || l.Skipped != 1 {
		t.Errorf("an entry without text is listed: %v", l)
	}
	if l := s.list(s.open("/feed.xml", Options{MaxEntries: 2})); len(l.Entries) != 2 || l.Skipped != 3 {
		t.Errorf("more than the limit: %v", l)
	}
}

func TestAPageThatNamesAFeed(t *testing.T) {
	s := newStand(t)
	items := "<item><link>/a</link></item>"
	s.feed("/feed.xml", &items)
	s.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		io.WriteString(w, `<html><head><link rel=alternate type="application/rss+xml" href="/feed.xml"></head><body>x</body></html>`)
	})
	f := s.open("/home", Options{})
	for range 2 {
		if l := s.list(f); len(l.Entries) != 1 || s.sent != 1 {
			t.Errorf("sent %d times, entries %v", s.sent, l.Entries)
		}
	}
}

func TestThatIsNoFeed(t *testing.T) {
	s := newStand(t)
	for path, text := range map[string]string{
		"/page": "<html><body>x</body></html>", "/empty": "", "/text": "text", "/json": `{"a": 1`, "/itself": `<link rel=alternate type=application/rss+xml href=/page>`,
		"/inside": `<link rel=alternate type=application/rss+xml href="http://10.0.0.1/feed">`,
	} {
		s.HandleFunc(path, func(w http.ResponseWriter, r *http.Request) { io.WriteString(w, text) })
		if l, err := s.open(path, Options{}).Entries(t.Context()); err == nil || len(l.Entries) > 0 {
			t.Errorf("%s: %v, %v", path, l, err)
		} else if path == "/inside" && !errors.Is(err, web.ErrAddress) {
			t.Errorf("%s: %v", path, err)
		}
	}
	cut := `<rss><channel><item><link>/a</link></item><item><link>/b`
	s.HandleFunc("/cut", func(w http.ResponseWriter, r *http.Request) { io.WriteString(w, cut) })
	if l := s.list(s.open("/cut", Options{})); len(l.Entries) != 1 || len(l.Problems) != 1 {
		t.Errorf("a feed that is cut: %v", l)
	}
	if _, err := New(s.Fetcher, "ali:hunter2@feed", Options{}); !errors.Is(err, web.ErrURL) || strings.Contains(err.Error(), "hunter2") {
		t.Errorf("error %v", err)
	}
}
