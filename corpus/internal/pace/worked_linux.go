package pace

import (
	"time"

	"golang.org/x/sys/unix"
)

// worked returns how long the processor has worked for this thread.
func worked() time.Duration {
	var t unix.Timespec
	if err := unix.ClockGettime(unix.CLOCK_THREAD_CPUTIME_ID, &t); err != nil {
		panic(err) // there is such a clock
	}
	return time.Duration(t.Nano())
}
