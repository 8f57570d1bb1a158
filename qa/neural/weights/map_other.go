//go:build !unix

package weights

import "os"

// Map returns a file's bytes, and a function that gives them back.
func Map(path string) ([]byte, func() error, error) {
	data, err := os.ReadFile(path)
	return data, func() error { return nil }, err
}
