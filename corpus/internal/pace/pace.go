// Package pace says for tests how many times as long one thing takes the processor as another, so that what takes time that grows
// too fast shows on any machine, whatever else that has to do.
package pace

import (
	"math"
	"runtime"
	"time"
)

// Times returns how many times as long f takes as yard: the least of up to three tries, which end with one that is at most enough.
// Work in other goroutines does not count.
func Times(f, yard func(), enough float64) float64 {
	least := math.Inf(1)
	for range 3 {
		unit := min(took(yard), took(yard), took(yard))
		if least = min(least, float64(took(f))/float64(unit)); least <= enough {
			break
		}
	}
	return least
}

// took returns how long a function has the processor.
func took(f func()) time.Duration {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	begin := worked()
	f()
	return max(worked()-begin, time.Microsecond)
}
