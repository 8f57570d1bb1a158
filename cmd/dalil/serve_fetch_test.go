package main

import (
	"errors"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"testing"

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
	f, err := a.pageFetcher()
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
