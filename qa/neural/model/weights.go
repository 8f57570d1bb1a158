//go:build !noweights

package model

import (
	_ "embed"
	"unsafe"
)

// data is a string so that it is not copied.
//
//go:embed reader.weights
var data string

func bytes() []byte { return unsafe.Slice(unsafe.StringData(data), len(data)) }
