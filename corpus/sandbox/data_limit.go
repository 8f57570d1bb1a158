//go:build linux && !race

package sandbox

import (
	"fmt"

	"golang.org/x/sys/unix"
)

// limitData has the system refuse this process and those that it starts more writable memory of their own than bytes.
// The limit on all addresses would not do: Go reserves many gigabytes of them that it never touches.
func limitData(bytes int64) error {
	limit := unix.Rlimit{Cur: uint64(bytes), Max: uint64(bytes)}
	var now unix.Rlimit
	if err := unix.Getrlimit(unix.RLIMIT_DATA, &now); err == nil && now.Max < limit.Max {
		return nil // a stricter one holds already
	}
	if err := unix.Setrlimit(unix.RLIMIT_DATA, &limit); err != nil {
		return fmt.Errorf("limit memory: %w", err)
	}
	return nil
}
