package sandbox

import (
	"context"
	"runtime/debug"
	"runtime/metrics"
	"time"
)

// limitMemory bounds this process before it reads anything. The collector of garbage is told to stay below the limit by
// working harder; where the system can, it refuses memory beyond it, with room for what Go maps and never touches; and
// watchMemory sees to systems that cannot, and to an end with a reason where there is time for one.
func limitMemory(memory int64) error {
	debug.SetMemoryLimit(memory / 8 * 7)
	debug.SetMaxStack(maxStack)
	return limitData(memory + unused)
}

// maxStack is how deep calls may nest, in bytes of stack: a parser that a file has calling itself without end stops early.
const maxStack = 64 << 20

// unused is the room in bytes for what Go maps ahead of use: the rest of an arena of 64 MiB, and the tables of its
// allocator. A child that had just started had 170 MiB mapped and 60 in use.
const unused = 192 << 20

// watchInterval is how often memory is looked at: a system fills a gigabyte in some 300 ms.
const watchInterval = 20 * time.Millisecond

// watchMemory closes full once the process holds more memory than it may.
func watchMemory(ctx context.Context, memory int64, full chan<- struct{}) {
	tick := time.NewTicker(watchInterval)
	defer tick.Stop()
	samples := []metrics.Sample{{Name: "/memory/classes/total:bytes"}, {Name: "/memory/classes/heap/released:bytes"}}
	for {
		select {
		case <-tick.C:
			metrics.Read(samples)
			if held := samples[0].Value.Uint64() - samples[1].Value.Uint64(); held > uint64(memory) {
				close(full)
				return
			}
		case <-ctx.Done():
			return
		}
	}
}
