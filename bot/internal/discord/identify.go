package discord

import (
	"context"
	"math/rand/v2"
	"sync"
	"time"
)

// identifySpace is the time within which each of Discord's MaxConcurrency places may
// start one session, with a little over for clocks ("Rate Limiting", sharding).
const identifySpace = 5*time.Second + 100*time.Millisecond

// identifyGate spaces the sessions that are started by this process. Several processes
// with ranges of shards must not start within the same five seconds.
type identifyGate struct {
	space  time.Duration
	mu     sync.Mutex
	places []time.Time // when each place is free again
}

func newIdentifyGate(concurrency int, space time.Duration) *identifyGate {
	return &identifyGate{space: space, places: make([]time.Time, max(concurrency, 1))}
}

// wait books the next moment of the shard's place and waits for it.
func (g *identifyGate) wait(ctx context.Context, shard int) error {
	g.mu.Lock()
	place := &g.places[shard%len(g.places)]
	now := time.Now()
	at := now
	if place.After(now) {
		at = *place
	}
	*place = at.Add(g.space)
	g.mu.Unlock()
	return sleep(ctx, at.Sub(now))
}

// waitRefused waits as Discord asks after it called a session invalid: one to five seconds.
func waitRefused(ctx context.Context) error { return sleep(ctx, time.Second+rand.N(4*time.Second)) }
