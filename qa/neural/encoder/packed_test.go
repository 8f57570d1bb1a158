package encoder

import (
	"math"
	"testing"
)

func TestHalf(t *testing.T) {
	for _, tt := range []struct {
		bits uint16
		want float32
	}{
		{0x0000, 0}, {0x3C00, 1}, {0xC000, -2}, {0x3555, 0.333251953125}, {0x7BFF, 65504}, {0x0001, 5.9604644775390625e-8},
		{0x83FF, -6.097555160522461e-5}, {0x0400, 6.103515625e-5}, {0x7C00, float32(math.Inf(1))}, {0xFC00, float32(math.Inf(-1))},
	} {
		if got := Half(tt.bits); got != tt.want {
			t.Errorf("%#04x: %v, want %v", tt.bits, got, tt.want)
		}
	}
	if got := Half(0x7E00); got == got {
		t.Errorf("0x7E00: %v", got)
	}
}

func TestUnpack(t *testing.T) {
	block := make([]byte, 2*packedBytes)
	block[1] = 0x3C // scale 1
	for j := range 16 {
		block[2+j] = byte(j) | byte(15-j)<<4
	}
	block[packedBytes+1] = 0xC0 // scale -2
	out := make([]float32, 64)
	unpack(out, block)
	for j := range 16 {
		if out[j] != float32(j-8) || out[j+16] != float32(7-j) || out[32+j] != 16 || out[48+j] != 16 {
			t.Errorf("number %d: %v %v %v %v", j, out[j], out[j+16], out[32+j], out[48+j])
		}
	}
}
