//go:build !linux

package source

// remoteSystem cannot tell here: whoever has documents on another machine's disk says so in the configuration.
func remoteSystem(string) string { return "" }
