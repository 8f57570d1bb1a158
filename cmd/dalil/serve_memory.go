package main

import (
	"context"
	"runtime/debug"
	"runtime/metrics"
	"time"

	"github.com/dalil-bot/dalil/bot"
)

// A bot waits most of its time, and what it used while it started or answered is of no use to it then. Go gives such memory
// back in its own time and to its own goal, twice what is in use; keepSmall gives all of it back once nothing is going on.
const (
	quiet   = 10 * time.Second // without an event or a question
	garbage = 4 << 20          // bytes that were allocated since the last time, below which it is not worth a collection
)

// keepSmall gives memory back to the system whenever the bot rests, until ctx ends. It costs one collection, some 20 ms, a
// rest.
func keepSmall(ctx context.Context, b *bot.Bot) {
	tick := time.NewTicker(quiet)
	defer tick.Stop()
	var events int64
	var allocated uint64
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		rested := b.Events() == events && !b.Busy()
		events = b.Events()
		if now := everAllocated(); rested && now-allocated > garbage {
			debug.FreeOSMemory()
			allocated = now
		}
	}
}

// everAllocated is how many bytes of heap were allocated since the start.
func everAllocated() uint64 {
	sample := []metrics.Sample{{Name: "/gc/heap/allocs:bytes"}}
	metrics.Read(sample)
	return sample[0].Value.Uint64()
}
