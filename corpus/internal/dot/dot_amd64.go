package dot

import "golang.org/x/sys/cpu"

var fast = cpu.X86.HasAVX2

// blocks multiplies n blocks of elements.
//
//go:noescape
func blocks(q *int16, v *int8, n int) int64
