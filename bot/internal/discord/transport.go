package discord

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"sync/atomic"
	"time"

	"golang.org/x/time/rate"
)

const (
	// attemptLimit bounds one attempt with its answer's body. Discord answers in well
	// under a second; an upload of 10 MiB over 1 MiB/s takes ten.
	attemptLimit = 20 * time.Second
	// maxFailures is how often an attempt may fail other than by a rate limit.
	maxFailures = 4
	// maxLimited is how often a call may be told to wait.
	maxLimited = 8
	// Discord takes 50 requests a second of a bot. A bucket of globalBurst refilled at
	// globalRate lets at most their sum into any one second.
	globalRate  = 45
	globalBurst = 5
)

// Stats are counts since the start.
type Stats struct {
	Requests     int64 // attempts, with repeated ones
	Repeated     int64
	Limited      int64 // 429 of a route
	GlobalLimits int64 // 429 of the bot
	Failed       int64 // no answer, or 5xx
	Buckets      int   // rate limits kept in memory
	SuspendedTo  time.Time
}

// transport is the chain under every request: it waits for limits, repeats what may
// be repeated, learns from refusals, and reports. Answers come back with their body
// read into memory, so that a connection is never held by a slow caller.
type transport struct {
	next    http.RoundTripper
	log     *slog.Logger
	observe func(Attempt)

	gate    *rate.Limiter
	global  hold
	buckets buckets
	breaker breaker

	requests, repeated, limited, globals, failed atomic.Int64
}

func newTransport(next http.RoundTripper, log *slog.Logger, observe func(Attempt)) *transport {
	if observe == nil {
		observe = func(Attempt) {}
	}
	return &transport{next: next, log: log, observe: observe,
		gate: rate.NewLimiter(globalRate, globalBurst), buckets: buckets{all: map[string]*bucket{}}}
}

func (t *transport) stats() Stats {
	return Stats{Requests: t.requests.Load(), Repeated: t.repeated.Load(), Limited: t.limited.Load(),
		GlobalLimits: t.globals.Load(), Failed: t.failed.Load(), Buckets: t.buckets.size(), SuspendedTo: t.breaker.until()}
}

// RoundTrip sends the request until there is an answer to hand on. It also carries
// discordgo's own request for the gateway's address.
func (t *transport) RoundTrip(req *http.Request) (*http.Response, error) {
	r := routeOf(req)
	failures, limits := 0, 0
	for n := 1; ; n++ {
		if err := t.admit(req.Context(), r); err != nil {
			return nil, err
		}
		resp, err := t.try(req, r, n)
		var wait time.Duration
		switch {
		case err == nil && resp.StatusCode == http.StatusTooManyRequests:
			limits++
			wait = t.slowDown(r, resp)
			if limits > maxLimited || t.breaker.open(time.Now()) {
				return resp, t.breaker.check(time.Now())
			}
		case err != nil || resp.StatusCode >= 500:
			t.failed.Add(1)
			failures++
			wait = backoff(failures)
			if !r.repeat || failures >= maxFailures || req.Context().Err() != nil {
				return resp, err
			}
		default:
			return resp, nil
		}
		if !fits(req.Context(), wait) {
			return resp, err
		}
		t.repeated.Add(1)
		if err := sleep(req.Context(), wait); err != nil {
			return nil, fmt.Errorf("%s: %w", r.name, err)
		}
	}
}

// admit waits until the request may be sent. It gives up at once when the wait would
// outlast the context.
func (t *transport) admit(ctx context.Context, r route) error {
	if err := t.breaker.check(time.Now()); err != nil {
		return fmt.Errorf("%s: %w", r.name, err)
	}
	if err := t.wait(ctx, r, func() time.Duration { return t.waitOf(r) }); err != nil || r.ticket {
		return err
	}
	err := t.gate.Wait(ctx)
	if err != nil {
		err = fmt.Errorf("%s: %w", r.name, errors.Join(ErrRateLimited, ctx.Err()))
	} else {
		// The bot may have been limited while this request stood at the gate.
		err = t.wait(ctx, r, func() time.Duration { return t.global.left(time.Now()) })
	}
	if err != nil {
		t.buckets.learn(r.bucket, nil, time.Now())
	}
	return err
}

// wait sleeps for as long as it is told to, again and again until that is 0.
func (t *transport) wait(ctx context.Context, r route, left func() time.Duration) error {
	for {
		d := left()
		if d == 0 {
			return nil
		}
		if !fits(ctx, d) {
			return &Error{Status: http.StatusTooManyRequests, Route: r.name, RetryAfter: d, Message: "still limited"}
		}
		if err := sleep(ctx, d); err != nil {
			return fmt.Errorf("%s: %w", r.name, err)
		}
	}
}

// waitOf gives how long a request has to wait, or books it in its bucket and gives 0.
func (t *transport) waitOf(r route) time.Duration {
	now := time.Now()
	if !r.ticket {
		if wait := t.global.left(now); wait > 0 {
			return wait
		}
	}
	return t.buckets.take(r.bucket, now)
}

// try sends one attempt and reads the whole answer.
func (t *transport) try(req *http.Request, r route, n int) (*http.Response, error) {
	ctx, cancel := context.WithTimeout(req.Context(), attemptLimit)
	defer cancel()
	one := req.Clone(ctx)
	if req.GetBody != nil {
		one.Body, _ = req.GetBody() // over a byte slice: cannot fail
	}
	t.requests.Add(1)
	if count, ok := req.Context().Value(tryCount{}).(*int); ok {
		*count = n
	}
	start := time.Now()
	resp, err := t.next.RoundTrip(one)
	if err == nil {
		err = slurp(resp)
	}
	status, head := 0, http.Header(nil)
	if err != nil {
		// The cause may name addresses, and through a proxy the URL: only whether the
		// context ended is of use.
		resp, err = nil, fmt.Errorf("%s: %w", r.name, errors.Join(ErrUnreachable, req.Context().Err()))
	} else {
		status = resp.StatusCode
		head = resp.Header
		t.breaker.count(status, time.Now())
	}
	t.buckets.learn(r.bucket, head, time.Now())
	took := time.Since(start)
	t.observe(Attempt{Method: req.Method, Route: template(req.URL.Path), Status: status, Number: n, Took: took})
	t.log.LogAttrs(req.Context(), slog.LevelDebug, "discord request",
		slog.String("route", r.name), slog.Int("status", status), slog.Int("attempt", n), slog.Duration("took", took))
	return resp, err
}

// slurp reads the body into memory and closes the connection's.
func slurp(resp *http.Response) error {
	defer resp.Body.Close()
	raw, err := io.ReadAll(io.LimitReader(resp.Body, maxAnswer+1))
	if err == nil && len(raw) > maxAnswer {
		err = errors.New("answer too large")
	}
	resp.Body = io.NopCloser(bytes.NewReader(raw))
	return err
}

// backoff is how long to wait after the n-th failure: a quarter of a second doubled
// each time, less up to half of it at random, so that many do not return at once.
func backoff(n int) time.Duration {
	d := 250 * time.Millisecond << (n - 1)
	return d - rand.N(d/2)
}

// fits says whether the context lasts that long.
func fits(ctx context.Context, d time.Duration) bool {
	end, ok := ctx.Deadline()
	return !ok || time.Until(end) > d
}

// sleep waits unless the context ends first.
func sleep(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
