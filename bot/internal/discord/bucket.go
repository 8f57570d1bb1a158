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
	limit     int // requests a window, 0 when not known
	remaining int
	reset     time.Time
}

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

// take gives how long a request in the bucket has to wait, or books one and gives 0.
// Requests in flight count: of many that come at once only as many pass as Discord
// still takes.
func (b *buckets) take(key string, now time.Time) time.Duration {
	b.mu.Lock()
	defer b.mu.Unlock()
	k := b.all[key]
	if k == nil {
		return 0
	}
	if !now.Before(k.reset) {
		k.remaining = max(k.limit, 1)
		// The next answer tells the true window; until then it is taken to be short,
		// lest a lost answer hold the route.
		k.reset = now.Add(time.Second)
	}
	if k.remaining > 0 {
		k.remaining--
		return 0
	}
	return k.reset.Sub(now)
}

// learn reads the headers of an answer.
func (b *buckets) learn(key string, h http.Header, now time.Time) {
	left, err := strconv.Atoi(h.Get("X-RateLimit-Remaining"))
	if err != nil {
		return
	}
	limit, _ := strconv.Atoi(h.Get("X-RateLimit-Limit"))
	reset := now.Add(seconds(h.Get("X-RateLimit-Reset-After")))
	b.mu.Lock()
	defer b.mu.Unlock()
	b.sweep(now)
	k := b.all[key]
	if k == nil {
		b.all[key] = &bucket{limit: limit, remaining: left, reset: reset}
		return
	}
	// Answers overtake each other: within a window the smallest count is the newest.
	if reset.Sub(k.reset) < 500*time.Millisecond && now.Before(k.reset) {
		left = min(left, k.remaining)
	}
	k.limit, k.remaining, k.reset = limit, left, reset
}

// block holds a bucket back after a 429.
func (b *buckets) block(key string, until, now time.Time) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.sweep(now)
	k := b.all[key]
	if k == nil {
		k = &bucket{}
		b.all[key] = k
	}
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
		if now.After(v.reset) {
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
