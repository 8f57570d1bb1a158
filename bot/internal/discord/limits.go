package discord

import (
	"bytes"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"sync"
	"time"
)

// banTime is how long to stay away when Discord's edge does not say.
const banTime = 10 * time.Minute

// slowDown reads a 429: it holds back the route, or the whole bot, or (when the
// answer does not come from the API at all) everything. It gives how long to wait.
func (t *transport) slowDown(r route, resp *http.Response) time.Duration {
	raw, _ := io.ReadAll(resp.Body) // in memory already
	resp.Body = io.NopCloser(bytes.NewReader(raw))
	now := time.Now()
	wait := seconds(resp.Header.Get("Retry-After"))
	var body struct {
		RetryAfter float64 `json:"retry_after"`
		Global     bool    `json:"global"`
	}
	if json.Unmarshal(raw, &body) != nil {
		t.suspend(wait, now)
		return wait
	}
	if d := time.Duration(body.RetryAfter * float64(time.Second)); d > 0 {
		wait = d // to the millisecond, where the header says whole seconds
	}
	wait += clockSlack
	if !r.ticket && (body.Global || resp.Header.Get("X-RateLimit-Global") == "true") {
		t.globals.Add(1)
		t.global.until(now.Add(wait))
		t.log.Warn("discord limits the whole bot", slog.Duration("wait", wait), slog.String("route", r.name))
		return wait
	}
	t.limited.Add(1)
	t.buckets.block(r.bucket, now.Add(wait), now)
	t.log.Warn("discord limits a route", slog.Duration("wait", wait), slog.String("route", r.name))
	return wait
}

func (t *transport) suspend(wait time.Duration, now time.Time) {
	if wait <= 0 {
		wait = banTime
	}
	t.breaker.ban(now.Add(wait))
	t.log.Error("discord's edge turned this address away: all requests are suspended",
		slog.Time("until", now.Add(wait)))
}

// hold is a moment before which nothing passes.
type hold struct {
	mu  sync.Mutex
	end time.Time
}

func (h *hold) until(t time.Time) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if t.After(h.end) {
		h.end = t
	}
}

func (h *hold) left(now time.Time) time.Duration {
	h.mu.Lock()
	defer h.mu.Unlock()
	return max(0, h.end.Sub(now))
}

// Discord bans an address for a time after 10,000 answers of 401, 403 or 429 within
// ten minutes ("Invalid Request Limit"). The breaker opens a tenth before that.
const (
	invalidWindow = 10 * time.Minute
	invalidLimit  = 9000
)

// breaker stops all requests while an address is banned or about to be.
type breaker struct {
	mu      sync.Mutex
	end     time.Time
	start   time.Time // of the window of invalid answers
	invalid int
}

func (b *breaker) count(status int, now time.Time) {
	switch status {
	case http.StatusUnauthorized, http.StatusForbidden, http.StatusTooManyRequests:
	default:
		return
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if now.Sub(b.start) > invalidWindow {
		b.start, b.invalid = now, 0
	}
	b.invalid++
	if b.invalid >= invalidLimit {
		b.end = b.start.Add(invalidWindow)
	}
}

func (b *breaker) ban(until time.Time) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if until.After(b.end) {
		b.end = until
	}
}

func (b *breaker) until() time.Time {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.end
}

func (b *breaker) open(now time.Time) bool { return now.Before(b.until()) }

// check gives a *BanError while requests are suspended, nil otherwise.
func (b *breaker) check(now time.Time) error {
	if end := b.until(); now.Before(end) {
		return &BanError{Until: end}
	}
	return nil
}
