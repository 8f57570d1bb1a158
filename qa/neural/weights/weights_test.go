package weights

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"math"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/dalil-bot/dalil/qa/neural/encoder"
	"github.com/dalil-bot/dalil/qa/neural/token"
)

// smallest returns a model as small as one may be.
func smallest(t testing.TB) *Model {
	t.Helper()
	const h = 16
	ramp := func(n int) []float32 {
		out := make([]float32, n)
		for i := range out {
			out[i] = float32(i%7)*0.25 - 0.5
		}
		return out
	}
	matrix := func(rows, columns int) encoder.Matrix {
		m, err := Matrix(ramp(rows*columns), rows, columns, ramp(rows))
		if err != nil {
			t.Fatal(err)
		}
		return m
	}
	norm := encoder.Norm{Gain: ramp(h), Bias: ramp(h)}
	layer := encoder.Layer{Attend: matrix(3*h, h), Join: matrix(h, h), Norm1: norm, Widen: matrix(h, h), Narrow: matrix(h, h), Norm2: norm}
	m := &Model{
		Meta: Meta{
			Name: "smallest", Languages: []string{"en"}, Figures: map[string]float64{"b": 1, "a": 2},
			Hidden: h, Layers: 1, Heads: 1, Wide: h, Positions: 16, EmbedLayers: 1, Epsilon: 1e-6, Pad: 1, End: 2, Unknown: 3,
			QueryPrefix: "q: ", PassagePrefix: "p: ",
			Outputs: []Head{{Name: "answers", Outputs: 1, Pool: "mean", Dense: true}},
		},
		Vocabulary: token.Vocabulary{
			Pieces: []string{"", "", "", "", "a", "▁"}, Scores: ramp(6), Pad: 1, End: 2, Unknown: 3, Rules: []token.Rule{{From: "\t", To: " "}},
		},
		Weights: encoder.Weights{
			Hidden: h, Wide: h, Heads: 1, Pieces: 6, Positions: 16, Epsilon: 1e-6, Position: ramp(16 * h), Norm: norm,
			Layers: []encoder.Layer{layer}, Embed: []encoder.Layer{layer},
			Outputs: []encoder.Head{{Pool: encoder.MeanToken, Outputs: 1, Weight: ramp(h), Bias: ramp(1), Dense: ramp(h * h), DenseBias: ramp(h)}},
		},
	}
	m.Weights.Word, m.Weights.WordScale = Rows(ramp(6*h), h)
	return m
}

func encode(t testing.TB, m *Model) []byte {
	t.Helper()
	data, err := Encode(m)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func TestRoundTrip(t *testing.T) {
	want := smallest(t)
	data := encode(t, want)
	got, err := Parse(data)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if !bytes.Equal(data, encode(t, got)) {
		t.Error("the same model gives other bytes")
	}
}

// TestQuantise: a weight is off by at most half a step, the largest by nothing, and rows of zeroes stay.
func TestQuantise(t *testing.T) {
	values := make([]float32, 16*16)
	for i := range values[16:] {
		values[16+i] = float32(math.Sin(float64(i*i))) * float32(i%5+1)
	}
	m, err := Matrix(values, 16, 16, make([]float32, 16))
	if err != nil {
		t.Fatal(err)
	}
	for r := range 16 {
		for c := range 16 {
			got := float64(m.Panels[(c/4*16+r)*4+c%4]) * float64(m.Scale[r])
			if want := float64(values[16*r+c]); math.Abs(got-want) > float64(m.Scale[r])*0.501 {
				t.Errorf("weight %d, %d is %v, not %v", r, c, got, want)
			}
		}
	}
	for _, bad := range [][2]int{{15, 16}, {16, 12}, {16, 32}} {
		if _, err := Matrix(values, bad[0], bad[1], make([]float32, bad[0])); err == nil {
			t.Error("no error for", bad)
		}
	}
}

// reseal gives changed bytes their hash, as someone would who means harm.
func reseal(data []byte) []byte {
	sum := sha256.Sum256(data[hashed:])
	copy(data[24:], sum[:])
	return data
}

func TestParseRefuses(t *testing.T) {
	good := encode(t, smallest(t))
	for _, test := range []struct {
		name  string
		spoil func([]byte) []byte
		want  error
	}{
		{"nothing", func([]byte) []byte { return nil }, ErrDamaged},
		{"another file", func([]byte) []byte { return bytes.Repeat([]byte("text "), 100) }, ErrDamaged},
		{"truncated", func(b []byte) []byte { return b[:len(b)/2] }, ErrDamaged},
		{"longer", func(b []byte) []byte { return append(b, 0) }, ErrDamaged},
		{"one bit", func(b []byte) []byte { b[len(b)-100] ^= 4; return b }, ErrDamaged},
		{"a newer format", func(b []byte) []byte { b[8] = 2; return b }, ErrVersion},
		{"an unknown kind", func(b []byte) []byte { b[hashed+entrySize-8] = 9; return reseal(b) }, ErrVersion},
		{"too many sections", func(b []byte) []byte { b[14] = 1; return reseal(b) }, ErrDamaged},
		{"a section beyond the end", func(b []byte) []byte {
			binary.LittleEndian.PutUint64(b[hashed+48:], 1<<63)
			return reseal(b)
		}, ErrDamaged},
		{"a section twice", func(b []byte) []byte {
			copy(b[hashed+entrySize:][:nameSize], b[hashed:][:nameSize])
			return reseal(b)
		}, ErrDamaged},
	} {
		t.Run(test.name, func(t *testing.T) {
			if _, err := Parse(test.spoil(bytes.Clone(good))); !errors.Is(err, test.want) {
				t.Error(err)
			}
		})
	}
}

// TestEncodeRefuses: what Parse would refuse is not written. These go by the architecture.
func TestEncodeRefuses(t *testing.T) {
	for _, test := range []struct {
		name  string
		spoil func(*Model)
	}{
		{"hidden of no multiple", func(m *Model) { m.Meta.Hidden = 24 }},
		{"no layers", func(m *Model) { m.Meta.Layers = 0 }},
		{"more layers", func(m *Model) { m.Meta.Layers = 2 }},
		{"a huge width", func(m *Model) { m.Meta.Wide = 1 << 30 }},
		{"no epsilon", func(m *Model) { m.Meta.Epsilon = 0 }},
		{"a special piece that is not there", func(m *Model) { m.Meta.Unknown = 6 }},
		{"fewer scores", func(m *Model) { m.Vocabulary.Scores = m.Vocabulary.Scores[1:] }},
		{"a short table", func(m *Model) { m.Weights.Word = m.Weights.Word[16:] }},
		{"a number that is none", func(m *Model) { m.Weights.Norm.Gain[3] = float32(math.NaN()) }},
		{"an infinite number", func(m *Model) { m.Weights.Position[3] = float32(math.Inf(1)) }},
		{"a head of unknown pool", func(m *Model) { m.Meta.Outputs[0].Pool = "last" }},
		{"a head without outputs", func(m *Model) { m.Meta.Outputs[0].Outputs = 0 }},
		{"a name that is too long", func(m *Model) { m.Meta.Outputs[0].Name = "a name of more than forty bytes that does not fit" }},
	} {
		t.Run(test.name, func(t *testing.T) {
			m := smallest(t)
			test.spoil(m)
			if _, err := Encode(m); err == nil {
				t.Error("no error")
			}
		})
	}
}

func TestMap(t *testing.T) {
	path := filepath.Join(t.TempDir(), "weights")
	want := encode(t, smallest(t))
	if err := os.WriteFile(path, want, 0o600); err != nil {
		t.Fatal(err)
	}
	got, release, err := Map(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(want, got) {
		t.Error("other bytes")
	}
	if err := release(); err != nil {
		t.Error(err)
	}
}

// FuzzParse changes bytes and hashes anew, so that the directory and the sections are met, not only the hash. What is
// taken must be fit to compute with.
func FuzzParse(f *testing.F) {
	good := encode(f, smallest(f))
	f.Add(uint32(hashed+40), []byte{1})
	f.Add(uint32(len(good)-4), []byte{0, 0, 0xc0, 0x7f})
	f.Add(uint32(2200), []byte(`"hidden":64`))
	f.Fuzz(func(t *testing.T, at uint32, change []byte) {
		data := bytes.Clone(good)
		copy(data[8+int(at)%(len(data)-8):], change)
		m, err := Parse(reseal(data))
		if err != nil {
			return
		}
		if _, err := token.New(m.Vocabulary); err != nil {
			return
		}
		e, err := encoder.New(m.Weights, encoder.Options{Threads: 1})
		if err != nil {
			return
		}
		for _, task := range []encoder.Task{encoder.Embed, encoder.Read} {
			if err := e.Run(t.Context(), task, []encoder.Job{{Pieces: []int32{0, 4, 2}}}); err != nil {
				t.Fatal(err)
			}
		}
	})
}
