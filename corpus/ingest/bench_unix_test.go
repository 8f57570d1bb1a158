//go:build unix

package ingest

import (
	"time"

	"golang.org/x/sys/unix"
)

// ownTime returns the time that processors have worked for this process.
func ownTime() time.Duration { return processorTime(unix.RUSAGE_SELF) }

// childrenTime returns the time that processors have worked for its children that have ended.
func childrenTime() time.Duration { return processorTime(unix.RUSAGE_CHILDREN) }

func processorTime(who int) time.Duration {
	var u unix.Rusage
	if err := unix.Getrusage(who, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
