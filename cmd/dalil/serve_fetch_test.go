package main

import (
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/dalil-bot/dalil/bot"
	"github.com/dalil-bot/dalil/corpus/source"
)

func TestPageName(t *testing.T) {
	for _, test := range []struct{ uri, kind, want string }{
		{"https://www.example.com/guide/tea.html", "text/html", "example.com guide tea.html"},
		{"https://example.com/a/b/tea", "text/html; charset=utf-8", "example.com a b tea.html"},
		{"https://example.com", "text/html", "example.com example.com.html"},
		{"https://example.com/", "text/html", "example.com example.com.html"},
		{"https://example.com/story?id=1", "text/html", "example.com story d9fc91.html"},
		{"https://example.com/story?id=2", "text/html", "example.com story 25d0c8.html"},
		{"https://example.com/notes.md", "text/plain", "example.com notes.md"},
	} {
		if got := pageName(source.Content{URI: test.uri, Type: test.kind, Data: []byte("<p>x")}); got != test.want {
			t.Errorf("%s is called %q, want %q", test.uri, got, test.want)
		}
	}
}

// What only this machine can reach is not read for people on Discord, and they do not learn what is there.
func TestPagesOfTheHouseStay(t *testing.T) {
	inside := httptest.NewServer(http.NotFoundHandler())
	defer inside.Close()
	a := &app{log: slog.New(slog.DiscardHandler), config: defaults()}
	a.config.Web.Private = list{"127.0.0.0/8", "169.254.0.0/16", "::1/128"} // what the sources of the configuration may
	f, err := a.pageFetcher(newKeeper(nil, t.TempDir(), a.log, newEnvironment(nil)))
	if err != nil {
		t.Fatal(err)
	}
	defer f.web.Close()
	for _, address := range []string{inside.URL, "http://169.254.169.254/latest", "http://[::1]/", "file:///etc/passwd", "gopher://x", "no address"} {
		_, err := f.Fetch(t.Context(), address)
		if wrong, ok := errors.AsType[*bot.UploadError](err); !ok || wrong.Reason != bot.NotThere || err.Error() != "upload: not-there" {
			t.Errorf("%s: %v", address, err)
		}
	}
}

// Pages that people add are asked for as the configuration says, and not sooner after a source's than that says.
func TestPagesShareTheManners(t *testing.T) {
	const interval = 300 * time.Millisecond
	var mu sync.Mutex
	var asked []time.Time
	proxy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		defer mu.Unlock()
		asked = append(asked, time.Now())
		if want := "Dalil"; !strings.Contains(r.UserAgent(), want) || !strings.Contains(r.UserAgent(), "owner@example.org") {
			t.Errorf("asked by %q", r.UserAgent())
		}
		w.Header().Set("Content-Type", "text/plain")
		_, _ = io.WriteString(w, "Opening hours are nine to five.")
	}))
	defer proxy.Close()
	a := &app{log: slog.New(slog.DiscardHandler), config: defaults()}
	a.config.Web = webSettings{Contact: "owner@example.org", Proxy: proxy.URL, Interval: length(interval)}
	k := newKeeper(nil, t.TempDir(), a.log, newEnvironment(nil))
	defer k.close()
	f, err := a.pageFetcher(k)
	if err != nil {
		t.Fatal(err)
	}
	defer f.web.Close()
	src := sourceSettings{Name: "hours", Kind: "url", URL: list{"http://1.1.1.1/hours.txt"}}
	pages, err := k.files(t.Context(), &task{sourceSettings: src, limits: a.config.Limits, web: a.config.Web})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := pages.Read(t.Context(), source.Entry{ID: src.URL[0]}); err != nil {
		t.Fatal(err)
	}
	if _, err := f.Fetch(t.Context(), "http://1.1.1.1/prices.txt"); err != nil {
		t.Fatal(err)
	}
	if len(asked) != 3 {
		t.Fatalf("the server was asked %d times: not once for its robots.txt and twice for a page", len(asked))
	}
	for i := range asked[1:] {
		if gap := asked[i+1].Sub(asked[i]); gap < interval*3/4 {
			t.Errorf("asked again after %v", gap)
		}
	}
}
