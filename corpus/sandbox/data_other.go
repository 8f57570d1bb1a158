//go:build !linux

package sandbox

// limitData does nothing: other systems count addresses, or nothing at all. watchMemory is there for all.
func limitData(int64) error { return nil }
