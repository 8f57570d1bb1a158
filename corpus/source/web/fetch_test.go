package web

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/dalil-bot/dalil/corpus/source"
)

// A stand is a server on this machine, with a fetcher that may dial it.
type stand struct {
	*testing.T
	*http.ServeMux
	*Fetcher
	url string

	mu    sync.Mutex
	asked []string // paths, without robots.txt
}

func newStand(t *testing.T, opts Options) *stand {
	t.Helper()
	s := &stand{T: t, ServeMux: http.NewServeMux()}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/robots.txt" {
			s.mu.Lock()
			s.asked = append(s.asked, r.URL.Path)
			s.mu.Unlock()
		}
		s.ServeHTTP(w, r)
	}))
	t.Cleanup(server.Close)
	s.url = server.URL
	if opts.Private == nil {
		opts.Private = []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}
	}
	if opts.Interval == 0 {
		opts.Interval = time.Microsecond
	}
	s.Fetcher = newFetcher(t, opts)
	s.pause = time.Microsecond
	return s
}

func newFetcher(t *testing.T, opts Options) *Fetcher {
	t.Helper()
	f, err := New(opts)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

// page serves a body at a path, with headers given as pairs.
func (s *stand) page(path, body string, header ...string) {
	s.HandleFunc(path, func(w http.ResponseWriter, r *http.Request) {
		for i := 0; i+1 < len(header); i += 2 {
			w.Header().Set(header[i], header[i+1])
		}
		io.WriteString(w, body)
	})
}

// status serves nothing but a status.
func (s *stand) status(path string, code int) {
	s.HandleFunc(path, func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(code) })
}

func (s *stand) wasAsked(path string) (n int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, p := range s.asked {
		if p == path {
			n++
		}
	}
	return n
}

func TestFetch(t *testing.T) {
	s := newStand(t, Options{Version: "1.2", Contact: "mailto:desk@example.org"})
	s.HandleFunc("/page", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=windows-1256")
		w.Header().Set("Last-Modified", "Mon, 02 Nov 2026 10:00:00 GMT")
		w.Header().Set("ETag", `"a1"`)
		fmt.Fprint(w, r.Header.Get("User-Agent"), "|", r.Header.Get("Cookie"), r.Header.Get("Referer"), r.Header.Get("Authorization"))
	})
	s.HandleFunc("/old", func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "/page#part", http.StatusMovedPermanently)
	})
	got, err := s.Fetch(t.Context(), s.url+"/old?utm_source=letter")
	want := source.Content{
		Data:    []byte("Dalil/1.2 (+mailto:desk@example.org)|"),
		Type:    "text/html; charset=windows-1256",
		URI:     s.url + "/page",
		ModTime: time.Date(2026, 11, 2, 10, 0, 0, 0, time.UTC),
		Version: version{etag: `"a1"`, modified: "Mon, 02 Nov 2026 10:00:00 GMT", at: s.url + "/page"}.String(),
	}
	if d := cmp.Diff(want, got); d != "" || err != nil {
		t.Errorf("%v, content (-want +got):\n%s", err, d)
	}
}

func TestFetchRefuses(t *testing.T) {
	s := newStand(t, Options{MaxSize: 1 << 10, Redirects: 3})
	s.status("/gone", http.StatusGone)
	s.status("/missing", http.StatusNotFound)
	s.status("/broken", http.StatusNotImplemented)
	s.status("/locked", http.StatusForbidden)
	s.status("/same", http.StatusNotModified)
	s.status("/nowhere", http.StatusFound)
	s.page("/picture", "\x89PNG", "Content-Type", "image/png")
	s.page("/squeezed", "?", "Content-Encoding", "br")
	s.page("/notgzip", "plain and long enough", "Content-Encoding", "gzip")
	s.page("/large", strings.Repeat("a", 2<<10))
	s.page("/bomb", squeeze(strings.Repeat("a", 1<<20)), "Content-Encoding", "gzip")
	s.page("/void", strings.Repeat(squeeze(""), 100), "Content-Encoding", "gzip")
	s.Handle("/circle", http.RedirectHandler("/circle2", http.StatusFound))
	s.Handle("/circle2", http.RedirectHandler("/circle", http.StatusFound))
	s.HandleFunc("/long", func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "/long?"+r.URL.RawQuery+"1", http.StatusFound)
	})
	s.Handle("/inside", http.RedirectHandler("http://169.254.169.254/latest/meta-data/", http.StatusFound))
	s.Handle("/file", http.RedirectHandler("file:///etc/passwd", http.StatusFound))
	s.HandleFunc("/endless", func(w http.ResponseWriter, r *http.Request) {
		for r.Context().Err() == nil {
			if _, err := w.Write(bytes.Repeat([]byte("a"), 4096)); err != nil {
				return
			}
		}
	})
	s.HandleFunc("/cut", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Length", "100")
		io.WriteString(w, "half")
	})
	status := func(code int) func(error) bool {
		return func(err error) bool { e, ok := errors.AsType[*StatusError](err); return ok && e.Code == code }
	}
	is := func(target error) func(error) bool { return func(err error) bool { return errors.Is(err, target) } }
	for path, right := range map[string]func(error) bool{
		"/gone": is(source.ErrGone), "/missing": status(404), "/broken": status(501), "/locked": status(403), "/same": status(304),
		"/nowhere": status(302), "/picture": is(ErrType), "/squeezed": is(ErrType), "/large": is(source.ErrTooLarge),
		"/notgzip": is(gzip.ErrHeader), "/bomb": is(source.ErrTooLarge), "/void": is(source.ErrTooLarge), "/circle": is(ErrRedirect),
		"/long": is(ErrRedirect), "/inside": is(ErrAddress), "/file": is(ErrURL), "/endless": is(source.ErrTooLarge),
		"/cut": is(io.ErrUnexpectedEOF),
	} {
		_, err := s.Fetch(t.Context(), s.url+path)
		if err == nil || !right(err) {
			t.Errorf("%s: %v", path, err)
		}
		if path != "/gone" && errors.Is(err, source.ErrGone) {
			t.Errorf("%s is taken for gone", path)
		}
		if err != nil && !strings.Contains(err.Error(), path) {
			t.Errorf("%s is not named by %v", path, err)
		}
	}
}

// squeeze compresses a text.
func squeeze(text string) string {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	io.WriteString(z, text)
	z.Close()
	return b.String()
}

func TestFetchDecompresses(t *testing.T) {
	s := newStand(t, Options{MaxSize: 1 << 10})
	text := strings.Repeat("a", 1<<10) // the limit to the byte
	s.page("/small", squeeze(text), "Content-Encoding", "gzip", "Content-Type", "text/plain")
	got, err := s.Fetch(t.Context(), s.url+"/small")
	if err != nil || string(got.Data) != text {
		t.Errorf("%d bytes, %v", len(got.Data), err)
	}
}

func TestFetchURLs(t *testing.T) {
	f := newFetcher(t, Options{})
	for _, raw := range []string{"", "page", "ftp://example.org/", "file:///etc/passwd", "http://", "http:///x", "http://[fe80::1%25eth0]/",
		"http://a b/", "https://example.org:0/", "https://example.org:99999/", "gopher://example.org", "javascript:alert(1)"} {
		if _, err := f.Fetch(t.Context(), raw); !errors.Is(err, ErrURL) {
			t.Errorf("%q: %v", raw, err)
		}
	}
	for _, raw := range []string{"http://127.0.0.1/", "http://localhost/", "http://[::1]/", "http://10.1.2.3/", "http://192.168.0.1:80/",
		"http://169.254.169.254/", "http://[::ffff:127.0.0.1]/", "http://0.0.0.0/", "http://100.64.0.1/", "http://[64:ff9b::7f00:1]/",
		"http://[fd00::1]/", "http://1.1.1.1:22/", "https://1.1.1.1:8443/", "http://224.0.0.1/", "http://255.255.255.255/"} {
		if _, err := f.Fetch(t.Context(), raw); !errors.Is(err, ErrAddress) {
			t.Errorf("%q: %v", raw, err)
		}
	}
}

func TestConditionalRequests(t *testing.T) {
	s := newStand(t, Options{})
	text := "first"
	s.HandleFunc("/page", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("ETag", `"`+text+`"`)
		http.ServeContent(w, r, "page.txt", time.Time{}, strings.NewReader(text))
	})
	s.Handle("/moved", http.RedirectHandler("/page", http.StatusFound))
	c, err := s.Fetch(t.Context(), s.url+"/moved")
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{"/page", "/moved"} {
		if again, err := s.Do(t.Context(), Request{URL: s.url + path, Version: c.Version}); !errors.Is(err, source.ErrUnchanged) {
			t.Errorf("%s: %q, %v", path, again.Data, err)
		}
	}
	text = "second"
	if again, err := s.Do(t.Context(), Request{URL: s.url + "/page", Version: c.Version}); err != nil || string(again.Data) != text {
		t.Errorf("%q, %v", again.Data, err)
	}
	for _, other := range []string{"", "7f3a", "%zz", "at=" + s.url + "/page", "etag=%0Ax&at=" + s.url + "/page"} {
		if again, err := s.Do(t.Context(), Request{URL: s.url + "/page", Version: other}); err != nil {
			t.Errorf("version %q: %q, %v", other, again.Data, err)
		}
	}
}

func TestTimeOfServingIsNoTime(t *testing.T) {
	h := http.Header{"Date": {"Mon, 02 Nov 2026 10:00:00 GMT"}}
	for modified, known := range map[string]bool{
		"Mon, 02 Nov 2026 10:00:00 GMT": false, "Mon, 02 Nov 2026 09:59:59 GMT": false, "Mon, 02 Nov 2026 09:59:00 GMT": true,
		"Tue, 03 Nov 2026 10:00:00 GMT": false, "yesterday": false, "": false,
	} {
		h.Set("Last-Modified", modified)
		if got := lastModified(h); got.IsZero() == known {
			t.Errorf("%q: %v", modified, got)
		}
	}
}

func TestSlowBody(t *testing.T) {
	s := newStand(t, Options{Timeout: 50 * time.Millisecond})
	s.HandleFunc("/slow", func(w http.ResponseWriter, r *http.Request) {
		for r.Context().Err() == nil {
			io.WriteString(w, "a")
			w.(http.Flusher).Flush()
			time.Sleep(5 * time.Millisecond)
		}
	})
	if _, err := s.Fetch(t.Context(), s.url+"/slow"); !errors.Is(err, ErrTimeout) {
		t.Errorf("error %v", err)
	}
	if n := s.wasAsked("/slow"); n != 1 {
		t.Errorf("asked %d times", n)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
	defer cancel()
	if _, err := s.Fetch(ctx, s.url+"/slow"); errors.Is(err, ErrTimeout) || err == nil {
		t.Errorf("error %v of the caller's own deadline", err)
	}
}

func TestCredentials(t *testing.T) {
	s := newStand(t, Options{})
	other := newStand(t, Options{})
	sent := map[string]string{}
	note := func(w http.ResponseWriter, r *http.Request) {
		user, password, _ := r.BasicAuth()
		sent[r.URL.Path] = user + ":" + password
		switch r.URL.Path {
		case "/a":
			http.Redirect(w, r, "/b", http.StatusFound)
		case "/b":
			http.Redirect(w, r, other.url+"/c", http.StatusFound)
		default:
			w.WriteHeader(http.StatusNotFound)
		}
	}
	s.HandleFunc("/", note)
	other.HandleFunc("/", note)
	raw := strings.Replace(s.url, "://", "://ali:hunter2@", 1) + "/a?token=hush&page=2"
	_, err := s.Fetch(t.Context(), raw)
	want := map[string]string{"/robots.txt": ":", "/a": "ali:hunter2", "/b": "ali:hunter2", "/c": ":"}
	if d := cmp.Diff(want, sent); d != "" {
		t.Errorf("credentials sent (-want +got):\n%s", d)
	}
	for _, secret := range []string{"ali", "hunter2", "hush"} {
		if err == nil || strings.Contains(err.Error(), secret) {
			t.Errorf("error %v", err)
		}
	}
	_, err = s.Fetch(t.Context(), "http://ali:hunter2@exa mple.org/%zz")
	if err == nil || strings.Contains(err.Error(), "hunter2") {
		t.Errorf("error %v", err)
	}
}

func TestOptions(t *testing.T) {
	for name, opts := range map[string]Options{
		"line in the contact": {Contact: "me\r\nX-Admin: 1"},
		"Arabic contact":      {Contact: "دليل"},
	} {
		if _, err := New(opts); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}
