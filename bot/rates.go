package bot

import (
	"sync"
	"time"
)

// rateWindow is the time within which questions are counted: limits are questions a minute.
const rateWindow = time.Minute

// rates count questions by user, channel and server over the last minute.
type rates struct {
	mu    sync.Mutex
	taken map[string][]time.Time // moments within the window, oldest first; at most as many as the limit
}

func newRates() *rates { return &rates{taken: map[string][]time.Time{}} }

// A claim is one of the counts that a question falls under. Limit 0 means that it is not counted.
type claim struct {
	key   string
	limit int
}

// take counts a question under all claims, or, when one of them is used up, under none: then it says which and how long
// until there is room.
func (r *rates) take(now time.Time, claims ...claim) (index int, wait time.Duration) {
	r.mu.Lock()
	defer r.mu.Unlock()
	index = -1
	for i, c := range claims {
		if c.limit <= 0 {
			continue
		}
		if left := r.full(now, c); left > wait {
			index, wait = i, left
		}
	}
	if index >= 0 {
		return index, wait
	}
	for _, c := range claims {
		if c.limit > 0 {
			r.taken[c.key] = append(r.taken[c.key], now)
		}
	}
	return -1, 0
}

// full gives the time until a claim has room, 0 when it has, and forgets what is older than the window.
func (r *rates) full(now time.Time, c claim) time.Duration {
	times := r.taken[c.key]
	for len(times) > 0 && now.Sub(times[0]) >= rateWindow {
		times = times[1:]
	}
	r.taken[c.key] = times
	if len(times) < c.limit {
		return 0
	}
	return times[len(times)-c.limit].Add(rateWindow).Sub(now)
}

// sweep forgets keys that were not used within the window, so that memory is bounded by a minute's askers.
func (r *rates) sweep(now time.Time) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for key, times := range r.taken {
		if len(times) == 0 || now.Sub(times[len(times)-1]) >= rateWindow {
			delete(r.taken, key)
		}
	}
}
