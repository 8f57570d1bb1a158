package web

import (
	"context"
	"errors"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"testing"
	"time"
)

// What people elsewhere ask for is asked with the manners of the sources, and from public addresses only.
func TestPublicSharesManners(t *testing.T) {
	onWire(t, ok, func(t *testing.T, f *Fetcher, w *wire) {
		p := f.Public().Limited(100)
		p.transport = w
		begin := time.Now()
		for _, one := range []*Fetcher{f, p, f.Limited(7)} {
			if _, err := one.Fetch(t.Context(), "https://both.example/page"); err != nil {
				t.Fatal(err)
			}
		}
		if took := time.Since(begin); took != 3*DefaultInterval {
			t.Errorf("robots.txt and three pages took %v", took)
		}
		w.check(t, "0s https://both.example/robots.txt", "1s https://both.example/page", "2s https://both.example/page", "3s https://both.example/page")
	})
}

func TestPublicLeavesTheHouseAlone(t *testing.T) {
	s := newStand(t, Options{})
	s.page("/a", "text")
	p := s.Fetcher.Public()
	for range 2 {
		if _, err := p.Fetch(t.Context(), s.url+"/a"); !errors.Is(err, ErrAddress) {
			t.Errorf("an address of the house: %v", err)
		}
		if _, err := s.Fetch(t.Context(), s.url+"/a"); err != nil {
			t.Errorf("for the configuration's sources it is there: %v", err)
		}
	}
	if n := s.wasAsked("/a"); n != 2 {
		t.Errorf("asked %d times", n)
	}
}

// A proxy may know names of the house that are not known here.
func TestPublicThroughAProxy(t *testing.T) {
	proxy := &url.URL{Scheme: "http", Host: "outside.example"}
	f := newFetcher(t, Options{Proxy: proxy, Private: []netip.Prefix{netip.MustParsePrefix("10.0.0.0/8")}})
	f.guard.resolver = &net.Resolver{PreferGo: true, Dial: func(context.Context, string, string) (net.Conn, error) {
		return nil, errors.New("no name is known here")
	}}
	p := f.Public()
	asked := 0
	p.transport = roundTrip(func(*http.Request) (*http.Response, error) { asked++; return reply(200, "text"), nil })
	for _, raw := range []string{"http://wiki.house.example/", "http://10.0.0.1/", "http://1.1.1.1:8080/"} {
		if _, err := p.Fetch(t.Context(), raw); !errors.Is(err, ErrAddress) {
			t.Errorf("%s: %v", raw, err)
		}
	}
	if _, err := p.Fetch(t.Context(), "http://1.1.1.1/"); err != nil || asked != 2 {
		t.Errorf("a public address: %v, asked %d times", err, asked)
	}
}

func TestLimited(t *testing.T) {
	s := newStand(t, Options{})
	s.page("/long", strings.Repeat("text ", 100))
	if _, err := s.Limited(100).Fetch(t.Context(), s.url+"/long"); err == nil {
		t.Error("a body of 500 bytes is within 100")
	}
	if _, err := s.Limited(500).Fetch(t.Context(), s.url+"/long"); err != nil {
		t.Error(err)
	}
}
