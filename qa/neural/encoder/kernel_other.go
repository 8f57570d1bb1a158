//go:build !amd64 && !arm64

package encoder

// kernels returns those that this processor can run, the fastest first.
func kernels() []kernel { return []kernel{reference()} }
