package web

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/dalil-bot/dalil/corpus/source"
)

// A wire answers requests without a network and notes what was asked when.
type wire struct {
	answer func(n int, r *http.Request) *http.Response // nil for a connection that breaks; n counts from 1
	start  time.Time
	asked  []string // "1.5s http://example.org/a"
}

func (w *wire) RoundTrip(r *http.Request) (*http.Response, error) {
	w.asked = append(w.asked, fmt.Sprintf("%v %s", time.Since(w.start), r.URL))
	if resp := w.answer(len(w.asked), r); resp != nil {
		return resp, nil
	}
	return nil, errors.New("connection reset")
}

// reply makes an answer, with headers given as pairs.
func reply(status int, body string, header ...string) *http.Response {
	resp := &http.Response{StatusCode: status, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(body)), ContentLength: int64(len(body))}
	for i := 0; i+1 < len(header); i += 2 {
		resp.Header.Set(header[i], header[i+1])
	}
	return resp
}

// robotsOr answers with a robots.txt, or else with what f says.
func robotsOr(robots *http.Response, f func(n int, r *http.Request) *http.Response) func(int, *http.Request) *http.Response {
	return func(n int, r *http.Request) *http.Response {
		if r.URL.Path == "/robots.txt" {
			return robots
		}
		return f(n, r)
	}
}

func ok(int, *http.Request) *http.Response { return reply(200, "text") }

// onWire runs f in a bubble of time of its own, with a fetcher whose requests answer answers.
func onWire(t *testing.T, answer func(int, *http.Request) *http.Response, f func(t *testing.T, f *Fetcher, w *wire)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		w := &wire{answer: answer, start: time.Now()}
		fetcher := newFetcher(t, Options{})
		fetcher.transport = w
		f(t, fetcher, w)
	})
}

func (w *wire) check(t *testing.T, want ...string) {
	t.Helper()
	if d := cmp.Diff(want, w.asked); d != "" {
		t.Errorf("asked (-want +got):\n%s", d)
	}
}

func TestOneAtATime(t *testing.T) {
	busy := map[string]int{}
	slow := func(_ int, r *http.Request) *http.Response {
		if busy[r.URL.Host]++; busy[r.URL.Host] > 1 {
			t.Errorf("two requests to %s at once", r.URL.Host)
		}
		time.Sleep(300 * time.Millisecond)
		busy[r.URL.Host]--
		return reply(200, "User-agent: x\nDisallow: /")
	}
	onWire(t, nil, func(t *testing.T, f *Fetcher, w *wire) {
		var mu sync.Mutex
		f.transport = roundTrip(func(r *http.Request) (*http.Response, error) {
			mu.Lock()
			w.asked = append(w.asked, fmt.Sprintf("%v %s", time.Since(w.start), r.URL.Host))
			mu.Unlock()
			return slow(0, r), nil
		})
		var group sync.WaitGroup
		for range 3 {
			group.Go(func() {
				if _, err := f.Fetch(t.Context(), "http://a.example/x"); err != nil {
					t.Error(err)
				}
			})
		}
		group.Wait()
		w.check(t, "0s a.example", "1s a.example", "2s a.example", "3s a.example")
	})
}

type roundTrip func(r *http.Request) (*http.Response, error)

func (f roundTrip) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

func TestCrawlDelay(t *testing.T) {
	for delay, want := range map[string][]string{
		"5":    {"0s http://a.example/robots.txt", "5s http://a.example/1", "10s http://a.example/2"},
		"0.1":  {"0s http://a.example/robots.txt", "1s http://a.example/1", "2s http://a.example/2"},
		"3600": {"0s http://a.example/robots.txt", "30s http://a.example/1", "1m0s http://a.example/2"},
	} {
		robots := func(int, *http.Request) *http.Response { return reply(200, "User-agent: *\nCrawl-delay: "+delay) }
		onWire(t, robots, func(t *testing.T, f *Fetcher, w *wire) {
			for _, p := range []string{"1", "2"} {
				if _, err := f.Fetch(t.Context(), "http://a.example/"+p); err != nil {
					t.Error(err)
				}
			}
			w.check(t, want...)
		})
	}
}

func TestRobotsForADay(t *testing.T) {
	forbids := "User-agent: *\nDisallow: /private"
	answer := func(_ int, r *http.Request) *http.Response { return reply(200, forbids) }
	onWire(t, answer, func(t *testing.T, f *Fetcher, w *wire) {
		if _, err := f.Fetch(t.Context(), "http://a.example/private/x"); !errors.Is(err, ErrRobots) {
			t.Errorf("error %v", err)
		}
		time.Sleep(23 * time.Hour)
		if _, err := f.Fetch(t.Context(), "http://a.example/private/x"); !errors.Is(err, ErrRobots) {
			t.Errorf("error %v", err)
		}
		forbids = ""
		time.Sleep(2 * time.Hour)
		if _, err := f.Fetch(t.Context(), "http://a.example/private/x"); err != nil {
			t.Error(err)
		}
		w.check(t, "0s http://a.example/robots.txt", "25h0m0s http://a.example/robots.txt", "25h0m1s http://a.example/private/x")
	})
}

// What a robots.txt that is not there, or cannot be read, means.
func TestRobotsStatus(t *testing.T) {
	for name, c := range map[string]struct {
		robots *http.Response
		free   bool
	}{
		"404": {reply(404, ""), true}, "403": {reply(403, ""), true}, "401": {reply(401, ""), true}, "410": {reply(410, ""), true},
		"500": {reply(500, ""), false}, "503": {reply(503, "", "Retry-After", "1"), false}, "429": {reply(429, ""), false},
		"broken": {nil, false}, "to another page": {reply(302, "", "Location", "/robots.txt"), true},
		"to nothing":     {reply(302, "", "Location", "mailto:x"), true},
		"compressed":     {reply(200, squeeze("User-agent: *\nAllow: /x\nDisallow: /"), "Content-Encoding", "gzip"), true},
		"a page":         {reply(200, "<!doctype html><title>Not found</title>"), true},
		"longer than it": {reply(200, strings.Repeat("# x\n", 200_000)+"User-agent: *\nDisallow: /"), true},
	} {
		onWire(t, robotsOr(c.robots, ok), func(t *testing.T, f *Fetcher, w *wire) {
			_, err := f.Fetch(t.Context(), "http://a.example/x")
			if (err == nil) != c.free || errors.Is(err, ErrRobots) {
				t.Errorf("%s: error %v", name, err)
			}
			before := len(w.asked)
			_, again := f.Fetch(t.Context(), "http://a.example/x")
			if !c.free && (len(w.asked) != before || again == nil) {
				t.Errorf("%s: asked again: %v", name, w.asked[before:])
			}
		})
	}
}

// Rules that come compressed although that was not offered are rules.
func TestRobotsCompressed(t *testing.T) {
	robots := reply(200, squeeze("User-agent: *\nDisallow: /"), "Content-Encoding", "gzip")
	onWire(t, robotsOr(robots, ok), func(t *testing.T, f *Fetcher, w *wire) {
		if _, err := f.Fetch(t.Context(), "http://a.example/x"); !errors.Is(err, ErrRobots) {
			t.Errorf("error %v", err)
		}
	})
}

// While a robots.txt that was read once cannot be read, its rules stand.
func TestRobotsThatFailLater(t *testing.T) {
	onWire(t, nil, func(t *testing.T, f *Fetcher, w *wire) {
		w.answer = robotsOr(reply(200, "User-agent: *\nDisallow: /x"), ok)
		if _, err := f.Fetch(t.Context(), "http://a.example/"); err != nil {
			t.Error(err)
		}
		time.Sleep(25 * time.Hour)
		w.answer = robotsOr(reply(500, ""), ok)
		if _, err := f.Fetch(t.Context(), "http://a.example/"); err != nil {
			t.Error(err)
		}
		if _, err := f.Fetch(t.Context(), "http://a.example/x"); !errors.Is(err, ErrRobots) {
			t.Errorf("error %v", err)
		}
	})
}

func TestTriesAgain(t *testing.T) {
	for name, c := range map[string]struct {
		first *http.Response
		want  []string
	}{
		"503":              {reply(503, ""), []string{"1s", "3s"}},
		"connection reset": {nil, []string{"1s", "3s"}},
		"429 with seconds": {reply(429, "", "Retry-After", "20"), []string{"1s", "21s"}},
		"503 with a date":  {reply(503, "", "Retry-After", "Sat, 01 Jan 2000 00:00:31 GMT"), []string{"1s", "31s"}},
		"404":              {reply(404, ""), []string{"1s"}},
		"410":              {reply(410, ""), []string{"1s"}},
		"501":              {reply(501, ""), []string{"1s"}},
		"too large":        {reply(200, strings.Repeat("a", 9<<20)), []string{"1s"}},
	} {
		answer := robotsOr(reply(404, ""), func(n int, _ *http.Request) *http.Response {
			if n == 2 {
				return c.first
			}
			return reply(200, "text")
		})
		onWire(t, answer, func(t *testing.T, f *Fetcher, w *wire) {
			_, err := f.Fetch(t.Context(), "http://a.example/x")
			if (err == nil) != (len(c.want) == 2) {
				t.Errorf("%s: error %v", name, err)
			}
			want := []string{"0s http://a.example/robots.txt"}
			for _, at := range c.want {
				want = append(want, at+" http://a.example/x")
			}
			w.check(t, want...)
		})
	}
}

// A server that fails is left alone for longer and longer, whatever page of it is wanted, and asked again in the end.
func TestLeftAlone(t *testing.T) {
	down := true
	answer := robotsOr(reply(404, ""), func(int, *http.Request) *http.Response {
		if down {
			return reply(502, "")
		}
		return reply(200, "text")
	})
	onWire(t, answer, func(t *testing.T, f *Fetcher, w *wire) {
		refused := 0
		for p := range 100 {
			_, err := f.Fetch(t.Context(), fmt.Sprintf("http://a.example/%d", p))
			if errors.Is(err, ErrLater) {
				refused++
				if s, ok := errors.AsType[*StatusError](err); !ok || s.Code != 502 {
					t.Errorf("%v does not say why", err)
				}
			} else if s, ok := errors.AsType[*StatusError](err); !ok || s.Code != 502 {
				t.Errorf("error %v", err)
			}
		}
		if len(w.asked) != 1+6 || refused != 98 {
			t.Errorf("%d requests, %d refused: %v", len(w.asked), refused, w.asked)
		}
		down = false
		time.Sleep(longestPause)
		if _, err := f.Fetch(t.Context(), "http://a.example/"); err != nil {
			t.Error(err)
		}
		if _, err := f.Fetch(t.Context(), "http://b.example/"); err != nil {
			t.Errorf("another host: %v", err)
		}
	})
}

func TestRetryAfterOfADay(t *testing.T) {
	answer := robotsOr(reply(404, ""), func(int, *http.Request) *http.Response { return reply(429, "", "Retry-After", "999999999") })
	onWire(t, answer, func(t *testing.T, f *Fetcher, w *wire) {
		for range 2 {
			if _, err := f.Fetch(t.Context(), "http://a.example/"); !errors.Is(err, ErrLater) {
				t.Errorf("error %v", err)
			}
		}
		w.check(t, "0s http://a.example/robots.txt", "1s http://a.example/")
		time.Sleep(longestRetry)
		w.answer = ok
		if _, err := f.Fetch(t.Context(), "http://a.example/"); err != nil {
			t.Error(err)
		}
	})
}

func TestGivesUpBeforeTheDeadline(t *testing.T) {
	onWire(t, robotsOr(reply(200, "User-agent: *\nCrawl-delay: 20"), ok), func(t *testing.T, f *Fetcher, w *wire) {
		ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
		defer cancel()
		if _, err := f.Fetch(ctx, "http://a.example/"); !errors.Is(err, ErrLater) || time.Since(w.start) > time.Second {
			t.Errorf("error %v after %v", err, time.Since(w.start))
		}
	})
}

// Robots, rate and redirects on the way from one host to another.
func TestRedirectsAskEachHost(t *testing.T) {
	answer := func(_ int, r *http.Request) *http.Response {
		switch r.URL.String() {
		case "http://a.example/1":
			return reply(301, "", "Location", "https://b.example/1")
		case "http://a.example/2":
			return reply(301, "", "Location", "https://b.example/closed")
		case "https://b.example/robots.txt":
			return reply(200, "User-agent: *\nDisallow: /closed")
		}
		return reply(200, "text")
	}
	onWire(t, answer, func(t *testing.T, f *Fetcher, w *wire) {
		c, err := f.Fetch(t.Context(), "http://a.example/1")
		if err != nil || c.URI != "https://b.example/1" {
			t.Errorf("%q, %v", c.URI, err)
		}
		if _, err := f.Fetch(t.Context(), "http://a.example/2"); !errors.Is(err, ErrRobots) {
			t.Errorf("error %v", err)
		}
		w.check(t, "0s http://a.example/robots.txt", "1s http://a.example/1", "1s https://b.example/robots.txt", "2s https://b.example/1",
			"2s http://a.example/2")
	})
}

func TestHostsAreForgotten(t *testing.T) {
	onWire(t, ok, func(t *testing.T, f *Fetcher, w *wire) {
		for i := range 2 * manyHosts {
			time.Sleep(2 * time.Second)
			if _, err := f.Fetch(t.Context(), fmt.Sprintf("http://h%d.example/", i)); err != nil {
				t.Fatal(err)
			}
		}
		if len(f.hosts) > manyHosts {
			t.Errorf("%d hosts are kept in mind", len(f.hosts))
		}
	})
}

func TestCalledOff(t *testing.T) {
	onWire(t, ok, func(t *testing.T, f *Fetcher, w *wire) {
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		if _, err := f.Fetch(ctx, "http://a.example/"); !errors.Is(err, context.Canceled) {
			t.Errorf("error %v", err)
		}
		if _, err := f.Fetch(t.Context(), "http://a.example/"); errors.Is(err, source.ErrUnchanged) || err != nil {
			t.Errorf("error %v", err)
		}
	})
}
