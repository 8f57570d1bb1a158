package web

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"golang.org/x/net/dns/dnsmessage"
)

// names is a resolver that answers with one address after the other, and with the last ever after.
func names(t *testing.T, addrs ...string) *net.Resolver {
	var asked atomic.Int64
	dial := func(context.Context, string, string) (net.Conn, error) {
		here, there := net.Pipe()
		go func() {
			defer there.Close()
			there.SetDeadline(time.Now().Add(5 * time.Second))
			buf := make([]byte, 2048)
			n, err := there.Read(buf)
			var m dnsmessage.Message
			if err != nil || n < 3 || m.Unpack(buf[2:n]) != nil || len(m.Questions) != 1 {
				return
			}
			m.Response = true
			if m.Questions[0].Type == dnsmessage.TypeA {
				i := min(int(asked.Add(1)), len(addrs)) - 1
				head := dnsmessage.ResourceHeader{Name: m.Questions[0].Name, Type: dnsmessage.TypeA, Class: dnsmessage.ClassINET}
				m.Answers = []dnsmessage.Resource{{Header: head, Body: &dnsmessage.AResource{A: netip.MustParseAddr(addrs[i]).As4()}}}
			}
			m.Additionals = nil
			packed, err := m.Pack()
			if err != nil {
				t.Error(err)
				return
			}
			there.Write(append([]byte{byte(len(packed) >> 8), byte(len(packed))}, packed...))
		}()
		return here, nil // no packet connection: the resolver speaks as over TCP, with lengths
	}
	return &net.Resolver{PreferGo: true, Dial: dial}
}

// A name that means this machine is refused, whatever it meant when it was looked up before.
func TestRebinding(t *testing.T) {
	s := newStand(t, Options{})
	s.page("/", "text", "Connection", "close")
	s.page("/robots.txt", "", "Connection", "close")
	_, port, _ := strings.Cut(strings.TrimPrefix(s.url, "http://"), ":")
	f := s.Fetcher
	f.guard.resolver = names(t, "127.0.0.1", "10.0.0.1")
	raw := "http://rebind.example:" + port + "/"
	if _, err := f.Fetch(t.Context(), raw); !errors.Is(err, ErrAddress) || !strings.Contains(err.Error(), "10.0.0.1") {
		t.Errorf("second address: %v", err)
	}
	if n := s.wasAsked("/"); n != 0 {
		t.Errorf("asked %d times", n)
	}
	f = newFetcher(t, Options{})
	f.guard.resolver = names(t, "127.0.0.1")
	if _, err := f.Fetch(t.Context(), "http://inside.example/"); !errors.Is(err, ErrAddress) {
		t.Errorf("a name for this machine: %v", err)
	}
}

func TestPrivateRanges(t *testing.T) {
	g := newGuard(Options{Ports: []uint16{8443}, Private: []netip.Prefix{netip.MustParsePrefix("10.1.0.0/16"), netip.MustParsePrefix("fd00::/8")}})
	for addr, want := range map[string]bool{
		"10.1.2.3:8080": true, "10.2.0.1:80": false, "[fd00::5]:80": true, "[fe80::1]:80": false, "[::ffff:10.1.2.3]:80": true,
		"[::ffff:10.2.2.3]:80": false, "1.1.1.1:80": true, "1.1.1.1:8443": true, "1.1.1.1:8080": false, "[2606:4700::1111]:443": true,
		"169.254.169.254:80": false, "127.0.0.1:8443": false, "[::1]:443": false, "192.0.2.1:80": false, "[2002:7f00:1::]:80": false,
		"198.18.0.1:80": false, "240.0.0.1:80": false, "0.0.0.0:80": false,
	} {
		if err := g.control("tcp4", addr, nil); (err == nil) != want {
			t.Errorf("%s: %v", addr, err)
		}
	}
	for _, c := range [][2]string{{"udp4", "1.1.1.1:80"}, {"unix", "/run/docker.sock"}, {"tcp4", "nonsense"}} {
		if err := g.control(c[0], c[1], nil); !errors.Is(err, ErrAddress) {
			t.Errorf("%v: %v", c, err)
		}
	}
}

// A proxy is used when it is configured and else never, and cannot be used to reach what the guard forbids.
func TestProxy(t *testing.T) {
	var asked []string
	proxy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked = append(asked, r.URL.String())
		io.WriteString(w, "User-agent: x\nDisallow: /")
	}))
	defer proxy.Close()
	t.Setenv("HTTP_PROXY", proxy.URL)
	at, err := url.Parse(proxy.URL)
	if err != nil {
		t.Fatal(err)
	}
	f := newFetcher(t, Options{Proxy: at, Interval: time.Microsecond})
	f.guard.resolver = names(t, "93.184.216.34")
	if _, err := f.Fetch(t.Context(), "http://page.example/"); err != nil || len(asked) != 2 {
		t.Errorf("through the proxy: %v, %v", asked, err)
	}
	for _, raw := range []string{"http://127.0.0.1/", "http://169.254.169.254/", "http://page.example:22/"} {
		if _, err := f.Fetch(t.Context(), raw); !errors.Is(err, ErrAddress) {
			t.Errorf("%s through the proxy: %v", raw, err)
		}
	}
	f.guard.resolver = names(t, "10.0.0.1")
	if _, err := f.Fetch(t.Context(), "http://inside.example/"); !errors.Is(err, ErrAddress) || len(asked) != 2 {
		t.Errorf("a private name through the proxy: %v, %v", asked, err)
	}
	without := newFetcher(t, Options{})
	without.guard.resolver = names(t, "127.0.0.1")
	if _, err := without.Fetch(t.Context(), "http://page.example/"); !errors.Is(err, ErrAddress) || len(asked) != 2 {
		t.Errorf("with a proxy in the environment only: %v, %v", asked, err)
	}
	if _, err := New(Options{Proxy: &url.URL{Scheme: "ftp", Host: "x", User: url.UserPassword("ali", "hunter2")}}); err == nil || strings.Contains(err.Error(), "hunter2") {
		t.Errorf("error %v", err)
	}
}
