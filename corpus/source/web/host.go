package web

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"golang.org/x/time/rate"
)

const (
	// firstPause is how long a host is left alone after a failure; every further one in a row doubles it up to longestPause.
	firstPause   = 2 * time.Second
	longestPause = time.Hour
	// longestRetry is the longest Retry-After that is heeded.
	longestRetry = 24 * time.Hour
	// longestWait is the longest pause that a request waits for. With more, it fails with ErrLater: the next sync comes anyway.
	longestWait = time.Minute
	// manyHosts is how many hosts are kept in mind before those are forgotten that nothing has to be known of.
	manyHosts = 1000
)

// A host is what is known of a server, by its name. Everything but turn and users belongs to whoever has the turn.
type host struct {
	turn  chan struct{} // holds one token while somebody has the turn
	users int           // those in visit; guarded by Fetcher.mu

	limit    *rate.Limiter
	pause    time.Duration // after the first failure
	until    time.Time     // nothing is asked before
	failures int           // in a row
	cause    error         // of the pause
	robots   map[string]*robots
}

// host returns the host of a name and counts its caller as a user, who has to leave.
func (f *Fetcher) host(name string) *host {
	f.mu.Lock()
	defer f.mu.Unlock()
	h := f.hosts[name]
	if h == nil {
		if len(f.hosts) >= manyHosts {
			f.forget()
		}
		h = &host{
			turn:   make(chan struct{}, 1),
			limit:  rate.NewLimiter(rate.Every(f.opts.Interval), 1),
			pause:  f.pause,
			robots: map[string]*robots{},
		}
		f.hosts[name] = h
	}
	h.users++
	return h
}

func (f *Fetcher) leave(h *host) {
	f.mu.Lock()
	defer f.mu.Unlock()
	h.users--
}

// forget drops the hosts that nobody is busy with and that are not to be left alone. Their robots.txt is read anew when
// needed.
func (f *Fetcher) forget() {
	now := time.Now()
	for name, h := range f.hosts {
		if h.users == 0 && now.After(h.until) && h.limit.TokensAt(now) >= 1 {
			delete(f.hosts, name)
		}
	}
}

// enter waits for the turn.
func (h *host) enter(ctx context.Context) error {
	select {
	case h.turn <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (h *host) exit() { <-h.turn }

// wait waits until the host may be asked again.
func (h *host) wait(ctx context.Context) error {
	pause := time.Until(h.until)
	deadline, ok := ctx.Deadline()
	if pause > longestWait || ok && pause > 0 && h.until.After(deadline) {
		return fmt.Errorf("%w: for %v more, after: %w", ErrLater, pause.Round(time.Second), h.cause)
	}
	if pause > 0 {
		select {
		case <-time.After(pause):
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	if err := h.limit.Wait(ctx); err != nil {
		if ctx.Err() == nil {
			return fmt.Errorf("%w: its turn would come after the deadline", ErrLater)
		}
		return ctx.Err()
	}
	return nil
}

// fine notes an answer that is no sign of trouble.
func (h *host) fine() { h.until, h.failures, h.cause = time.Time{}, 0, nil }

// failed notes a sign of trouble, and how long the server wants to be left alone, 0 where it does not say.
func (h *host) failed(retry time.Duration, err error) {
	pause := longestPause
	if h.failures < 12 { // 2 s doubled eleven times is more than the longest
		pause = min(h.pause<<h.failures, longestPause)
	}
	h.failures++
	h.until = time.Now().Add(max(pause, min(retry, longestRetry)))
	h.cause = err
}

// retryAfter reads how long a server wants to be left alone, in seconds or as a date; 0 where it does not say.
func retryAfter(h http.Header, now time.Time) time.Duration {
	s := strings.TrimSpace(h.Get("Retry-After"))
	if n, err := strconv.ParseUint(s, 10, 32); err == nil {
		return time.Duration(n) * time.Second
	} else if errors.Is(err, strconv.ErrRange) {
		return longestRetry
	}
	if t, err := http.ParseTime(s); err == nil {
		return max(t.Sub(now), 0)
	}
	return 0
}

// permitted says whether robots.txt lets u be asked for, and heeds its delay. The host's turn is held.
func (f *Fetcher) permitted(ctx context.Context, h *host, u *url.URL) error {
	origin := u.Scheme + "://" + u.Host
	r, err := f.robots(ctx, h, origin)
	if err != nil {
		return err
	}
	delay := max(f.opts.Interval, min(r.delay, f.opts.MaxDelay))
	h.limit.SetLimit(rate.Every(delay))
	if target := u.RequestURI(); !r.allows(target) {
		return fmt.Errorf("%w: see %s/robots.txt", ErrRobots, origin)
	}
	return nil
}
