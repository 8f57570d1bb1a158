package weights

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

const (
	magic     = "DALILNN\n"
	hashed    = 56 // where what is hashed begins
	entrySize = 64
	nameSize  = 40
	alignment = 64

	maxSections = 1 << 14
)

type kind uint32

const (
	rawBytes kind = iota
	float32s
	int8s
	uint32s
)

func (k kind) size() uint64 {
	if k == float32s || k == uint32s {
		return 4
	}
	return 1
}

type section struct {
	kind kind
	data []byte
}

// sections takes a file apart, after its hash was compared where that is wanted.
func sections(data []byte, hash bool) (map[string]section, error) {
	if len(data) < hashed || string(data[:len(magic)]) != magic {
		return nil, fmt.Errorf("%w: it does not begin as weights do", ErrDamaged)
	}
	if v := binary.LittleEndian.Uint32(data[8:]); v != Version {
		return nil, fmt.Errorf("%w: format %d, not %d", ErrVersion, v, Version)
	}
	if n := binary.LittleEndian.Uint64(data[16:]); n != uint64(len(data)) {
		return nil, fmt.Errorf("%w: %d bytes instead of %d", ErrDamaged, len(data), n)
	}
	if hash {
		if sum := sha256.Sum256(data[hashed:]); !bytes.Equal(sum[:], data[24:hashed]) {
			return nil, fmt.Errorf("%w: its hash is not the one it bears", ErrDamaged)
		}
	}
	n := binary.LittleEndian.Uint32(data[12:])
	if n > maxSections || uint64(hashed)+uint64(n)*entrySize > uint64(len(data)) {
		return nil, fmt.Errorf("%w: %d sections", ErrDamaged, n)
	}
	found := make(map[string]section, n)
	for i := range int(n) {
		if err := addSection(found, data, data[hashed+i*entrySize:][:entrySize]); err != nil {
			return nil, err
		}
	}
	return found, nil
}

func addSection(found map[string]section, data, entry []byte) error {
	name := strings.TrimRight(string(entry[:nameSize]), "\x00")
	offset, length := binary.LittleEndian.Uint64(entry[40:]), binary.LittleEndian.Uint64(entry[48:])
	k := kind(binary.LittleEndian.Uint32(entry[56:]))
	switch {
	case k > uint32s:
		return fmt.Errorf("%w: section %q is of kind %d", ErrVersion, name, k)
	case offset%alignment != 0, offset > uint64(len(data)), length > uint64(len(data))-offset, length%k.size() != 0:
		return fmt.Errorf("%w: section %q at %d, %d bytes", ErrDamaged, name, offset, length)
	}
	if _, twice := found[name]; twice {
		return fmt.Errorf("%w: section %q is there twice", ErrDamaged, name)
	}
	found[name] = section{k, data[offset : offset+length : offset+length]}
	return nil
}

// A writer collects sections in the order in which they will stand.
type writer struct {
	names []string
	all   map[string]section
}

func (w *writer) add(name string, k kind, data []byte) {
	w.names = append(w.names, name)
	w.all[name] = section{k, data}
}

func (w *writer) json(name string, v any) error {
	text, err := json.Marshal(v)
	if err != nil {
		return fmt.Errorf("section %s: %w", name, err)
	}
	w.add(name, rawBytes, text)
	return nil
}

func (w *writer) bytes() ([]byte, error) {
	out := make([]byte, hashed+len(w.names)*entrySize)
	copy(out, magic)
	for i, name := range w.names {
		if len(name) > nameSize {
			return nil, fmt.Errorf("section %s: the name is longer than %d bytes", name, nameSize)
		}
		out = append(out, make([]byte, -len(out)&(alignment-1))...)
		entry, s := out[hashed+i*entrySize:], w.all[name]
		copy(entry, name)
		binary.LittleEndian.PutUint64(entry[40:], uint64(len(out)))
		binary.LittleEndian.PutUint64(entry[48:], uint64(len(s.data)))
		binary.LittleEndian.PutUint32(entry[56:], uint32(s.kind))
		out = append(out, s.data...)
	}
	binary.LittleEndian.PutUint32(out[8:], Version)
	binary.LittleEndian.PutUint32(out[12:], uint32(len(w.names)))
	binary.LittleEndian.PutUint64(out[16:], uint64(len(out)))
	sum := sha256.Sum256(out[hashed:])
	copy(out[24:], sum[:])
	return slices.Clip(out), nil
}
