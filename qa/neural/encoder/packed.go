package encoder

import (
	"encoding/binary"
	"math"
)

// A packed table holds a row in blocks of 32 numbers: a float16 scale d, then 16 bytes, of which byte j has number j in its
// low and number j+16 in its high nibble; number = d × (nibble − 8). It is llama.cpp's Q4_0, in which the base's weights come,
// so that nothing is lost in half the space of int8.
const (
	packedNumbers = 32
	packedBytes   = 18
)

// PackedSize is how many bytes a packed table of rows by columns has, columns a multiple of 32.
func PackedSize(rows, columns int) int { return rows * columns / packedNumbers * packedBytes }

// unpack fills out with a row of blocks.
func unpack(out []float32, blocks []byte) {
	for len(out) >= packedNumbers {
		d := Half(binary.LittleEndian.Uint16(blocks))
		low, high := out[:packedNumbers/2], out[packedNumbers/2:packedNumbers]
		for j, b := range blocks[2:packedBytes] {
			low[j] = d * float32(int(b&15)-8)
			high[j] = d * float32(int(b>>4)-8)
		}
		out, blocks = out[packedNumbers:], blocks[packedBytes:]
	}
}

// Half returns the number that an IEEE 754 float16 stands for.
func Half(bits uint16) float32 {
	sign, exponent, fraction := uint32(bits>>15)<<31, uint32(bits>>10&31), uint32(bits&1023)
	switch {
	case exponent == 31: // infinity and what is no number
		return math.Float32frombits(sign | 255<<23 | fraction<<13)
	case exponent > 0:
		return math.Float32frombits(sign | (exponent+112)<<23 | fraction<<13)
	case sign != 0:
		return -float32(fraction) / (1 << 24)
	}
	return float32(fraction) / (1 << 24)
}
