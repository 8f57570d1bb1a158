package syntax

import "io"

// An lzwReader reads the variable-length codes of PDF and TIFF: 9 to 12 bits, the highest bit first, 256 to begin anew
// and 257 at the end. With early 1, which is usual, codes get longer one code sooner than they need to.
type lzwReader struct {
	in    []byte
	early int
	bits  uint32
	have  uint
	width uint

	prefix [4096]uint16
	suffix [4096]byte
	length [4096]int
	next   int
	last   int // code before, -1 for none
	out    []byte
}

func (r *lzwReader) Read(p []byte) (int, error) {
	for len(r.out) == 0 {
		code, ok := r.code()
		if !ok || code == 257 {
			return 0, io.EOF
		}
		if code == 256 {
			r.clear()
			continue
		}
		if !r.emit(code) {
			return 0, io.EOF
		}
	}
	n := copy(p, r.out)
	r.out = r.out[n:]
	return n, nil
}

func (r *lzwReader) clear() {
	r.width, r.next, r.last = 9, 258, -1
}

func (r *lzwReader) code() (int, bool) {
	if r.width == 0 {
		r.clear()
	}
	for r.have < r.width {
		if len(r.in) == 0 {
			return 0, false
		}
		r.bits = r.bits<<8 | uint32(r.in[0])
		r.in = r.in[1:]
		r.have += 8
	}
	r.have -= r.width
	return int(r.bits >> r.have & (1<<r.width - 1)), true
}

// emit puts out what a code stands for and learns the code before it with one more byte.
func (r *lzwReader) emit(code int) bool {
	if code > r.next || code >= 256 && code == r.next && r.last < 0 {
		return false
	}
	known := code
	if code == r.next {
		known = r.last
	}
	out := r.expand(known)
	if code == r.next {
		out = append(out, out[0])
	}
	if r.last >= 0 && r.next < 4096 {
		r.prefix[r.next], r.suffix[r.next] = uint16(r.last), out[0]
		r.length[r.next] = r.size(r.last) + 1
		r.next++
	}
	for r.width < 12 && r.next+r.early >= 1<<r.width {
		r.width++
	}
	r.last, r.out = code, out
	return true
}

func (r *lzwReader) size(code int) int {
	if code < 256 {
		return 1
	}
	return r.length[code]
}

func (r *lzwReader) expand(code int) []byte {
	out := make([]byte, r.size(code), r.size(code)+1)
	for i := len(out) - 1; i >= 0; i-- {
		if code < 256 {
			out[i] = byte(code)
			break
		}
		out[i] = r.suffix[code]
		code = int(r.prefix[code])
	}
	return out
}
