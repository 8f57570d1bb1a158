package discord

import (
	"math"
	"net/http"
	"strconv"
	"sync"
	"time"
)

// bucket is Discord's limit on one route, as its headers tell of it.
type bucket struct {
	limit     int // requests a window
	remaining int
	flying    int // requests sent and not yet answered
	reset     time.Time
}

// Before a route's first answer it is taken to allow guessLimit requests in
// guessWindow, which is what Discord's strictest common routes allow in a longer one:
// a burst on a new route then costs few 429s.
const (
	guessLimit  = 5
	guessWindow = time.Second
)

// buckets holds the limits in force. A bucket is known from its first answer until a
// while after its window, so the number kept is bounded by the rate of requests, and
// by maxBuckets in any case.
type buckets struct {
	mu  sync.Mutex
	all map[string]*bucket
}

// maxBuckets is far over what 50 requests a second can open within a window of some
// seconds; past it, the oldest limits are forgotten and Discord's 429 tells of them.
const maxBuckets = 4096

// take gives how long a request in the bucket has to wait, or books one and gives 0;
// then it must be given back with learn.
func (b *buckets) take(key string, now time.Time) time.Duration {
	b.mu.Lock()
	defer b.mu.Unlock()
	k := b.of(key, now)
	if !now.Before(k.reset) {
		k.remaining = max(k.limit-k.flying, 1)
		// The next answer tells the true window; until then it is taken to be short,
		// lest a lost answer hold the route.
		k.reset = now.Add(guessWindow)
	}
	if k.remaining > 0 {
		k.remaining--
		k.flying++
		return 0
	}
	return k.reset.Sub(now)
}

// of finds or makes a bucket. Caller holds mu.
func (b *buckets) of(key string, now time.Time) *bucket {
	k := b.all[key]
	if k == nil {
		b.sweep(now)
		k = &bucket{limit: guessLimit, remaining: guessLimit, reset: now.Add(guessWindow)}
		b.all[key] = k
	}
	return k
}

// learn gives a request back that was taken, with the headers of its answer or nil.
// What is still in the air is taken off what Discord says remains, as it may not have
// counted it yet.
func (b *buckets) learn(key string, h http.Header, now time.Time) {
	b.mu.Lock()
	defer b.mu.Unlock()
	k := b.of(key, now)
	k.flying = max(k.flying-1, 0)
	if h == nil {
		return
	}
	left, err := strconv.Atoi(h.Get("X-RateLimit-Remaining"))
	if err != nil {
		k.limit, k.remaining = noLimit, noLimit // a route that Discord does not count
		return
	}
	if limit, err := strconv.Atoi(h.Get("X-RateLimit-Limit")); err == nil && limit > 0 {
		k.limit = limit
	}
	k.remaining = max(left-k.flying, 0)
	k.reset = now.Add(seconds(h.Get("X-RateLimit-Reset-After")) + clockSlack)
}

// clockSlack is added to every wait: Discord rounds to the millisecond, and its clock and
// ours do not tick together.
const clockSlack = 5 * time.Millisecond

// noLimit is more than can be sent in any window.
const noLimit = 1 << 30

// block holds a bucket back after a 429.
func (b *buckets) block(key string, until, now time.Time) {
	b.mu.Lock()
	defer b.mu.Unlock()
	k := b.of(key, now)
	k.limit = min(k.limit, guessLimit) // where Discord gave no headers, it counts after all
	k.remaining, k.reset = 0, until
}

func (b *buckets) size() int {
	b.mu.Lock()
	defer b.mu.Unlock()
	return len(b.all)
}

// sweep forgets limits that are over, once there are enough of them to matter.
func (b *buckets) sweep(now time.Time) {
	if len(b.all) < 256 {
		return
	}
	for k, v := range b.all {
		if now.After(v.reset) && v.flying == 0 {
			delete(b.all, k)
		}
	}
	for k := range b.all {
		if len(b.all) < maxBuckets {
			return
		}
		delete(b.all, k)
	}
}

// seconds reads a decimal number of seconds, rounded up to the millisecond. What
// cannot be read is 0.
func seconds(s string) time.Duration {
	f, err := strconv.ParseFloat(s, 64)
	if err != nil || f < 0 || f > 1e6 {
		return 0
	}
	return time.Duration(math.Ceil(f*1000)) * time.Millisecond
}
