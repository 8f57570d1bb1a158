//go:build !linux

package encoder

// tilesAllowed would have to ask the system for AMX's tiles, in a way of its own.
func tilesAllowed() bool { return false }
