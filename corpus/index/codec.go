package index

import (
	"encoding/binary"
	"encoding/hex"
	"errors"
	"time"

	"github.com/dalil-bot/dalil/corpus"
)

// errShort is returned for bytes that are not what the encoder wrote.
var errShort = errors.New("a record is cut short or garbled")

// An encoder appends values to a record.
type encoder struct{ b []byte }

func (e *encoder) byte(v byte) { e.b = append(e.b, v) }
func (e *encoder) bool(v bool) {
	if v {
		e.byte(1)
	} else {
		e.byte(0)
	}
}
func (e *encoder) uint(v uint64)   { e.b = binary.AppendUvarint(e.b, v) }
func (e *encoder) int(v int64)     { e.b = binary.AppendVarint(e.b, v) }
func (e *encoder) string(s string) { e.uint(uint64(len(s))); e.b = append(e.b, s...) }

// hash writes a SHA-256 in hexadecimal as its 32 bytes, and anything else as a string.
func (e *encoder) hash(s string) {
	raw, err := hex.DecodeString(s)
	if err != nil || len(raw) != 32 || hex.EncodeToString(raw) != s {
		e.byte(0)
		e.string(s)
		return
	}
	e.byte(1)
	e.b = append(e.b, raw...)
}

// time writes an instant to the nanosecond, without its location.
func (e *encoder) time(t time.Time) {
	if t.IsZero() {
		e.byte(0)
		return
	}
	e.byte(1)
	e.int(t.Unix())
	e.uint(uint64(t.Nanosecond()))
}

// span writes a span whose start is near from.
func (e *encoder) span(s corpus.Span, from int) {
	e.int(int64(s.Start - from))
	e.int(int64(s.Len()))
}

// A decoder reads values in the order in which an encoder wrote them. After an error every value is zero; err says so.
type decoder struct {
	b   []byte
	err error
}

func (d *decoder) fail() { d.b, d.err = nil, errShort }

func (d *decoder) byte() byte {
	if len(d.b) == 0 {
		d.fail()
		return 0
	}
	v := d.b[0]
	d.b = d.b[1:]
	return v
}

func (d *decoder) uint() uint64 {
	v, n := binary.Uvarint(d.b)
	if n <= 0 {
		d.fail()
		return 0
	}
	d.b = d.b[n:]
	return v
}

func (d *decoder) int() int64 {
	v, n := binary.Varint(d.b)
	if n <= 0 {
		d.fail()
		return 0
	}
	d.b = d.b[n:]
	return v
}

func (d *decoder) take(n uint64) []byte {
	if n > uint64(len(d.b)) {
		d.fail()
		return nil
	}
	v := d.b[:n]
	d.b = d.b[n:]
	return v
}

func (d *decoder) string() string { return string(d.take(d.uint())) }

// count reads the number of elements that follow, each of which takes at least size bytes, so that a garbled number cannot
// ask for more memory than the record could fill.
func (d *decoder) count(size int) int {
	n := d.uint()
	if n > uint64(len(d.b)/size) {
		d.fail()
		return 0
	}
	return int(n)
}

func (d *decoder) hash() string {
	if d.byte() == 0 {
		return d.string()
	}
	return hex.EncodeToString(d.take(32))
}

func (d *decoder) time() time.Time {
	if d.byte() == 0 {
		return time.Time{}
	}
	sec := d.int()
	return time.Unix(sec, int64(d.uint())).UTC()
}

func (d *decoder) span(from int) corpus.Span {
	start := from + int(d.int())
	return corpus.Span{Start: start, End: start + int(d.int())}
}

// done returns the error of the whole record; bytes left over are one.
func (d *decoder) done() error {
	if d.err == nil && len(d.b) > 0 {
		d.fail()
	}
	return d.err
}
