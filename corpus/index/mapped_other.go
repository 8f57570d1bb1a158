//go:build !linux

package index

// giveBack does nothing: other systems count mapped files apart, or take them back by themselves.
func giveBack([]byte) {}
