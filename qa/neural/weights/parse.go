package weights

import (
	"encoding/binary"
	"encoding/json"
	"fmt"
	"math"
	"unicode/utf8"
	"unsafe"

	"github.com/dalil-bot/dalil/qa/neural/encoder"
	"github.com/dalil-bot/dalil/qa/neural/token"
)

// A Model is the content of a file.
type Model struct {
	Meta       Meta
	Vocabulary token.Vocabulary
	Weights    encoder.Weights
}

// Parse reads a file. The model's large tensors are data's own bytes, which must not change as long as it is used.
func Parse(data []byte) (*Model, error) { return parse(data, true) }

// ParseOwn reads a file that is part of the program: its hash is not compared, which is half of the time that Parse takes.
func ParseOwn(data []byte) (*Model, error) { return parse(data, false) }

// Describe returns what a file says of itself, without a look at the rest of it.
func Describe(data []byte) (Meta, error) {
	var m Meta
	all, err := sections(data, false)
	if err != nil {
		return m, err
	}
	err = (&reader{all: all}).meta(&m)
	return m, err
}

func parse(data []byte, hash bool) (*Model, error) {
	all, err := sections(data, hash)
	if err != nil {
		return nil, err
	}
	r := &reader{all: all}
	m := &Model{}
	if err := r.meta(&m.Meta); err != nil {
		return nil, err
	}
	m.Vocabulary = r.vocabulary(m.Meta)
	m.Weights = r.weights(m.Meta, len(m.Vocabulary.Pieces))
	return m, r.err
}

// A reader takes sections and keeps the first thing that is wrong.
type reader struct {
	all map[string]section
	err error
}

func (r *reader) fail(name, format string, args ...any) {
	if r.err == nil {
		r.err = fmt.Errorf("section %q: %s", name, fmt.Sprintf(format, args...))
	}
}

func (r *reader) take(name string, k kind) []byte {
	s, ok := r.all[name]
	switch {
	case !ok:
		r.fail(name, "it is missing")
	case s.kind != k:
		r.fail(name, "it is of kind %d, not %d", s.kind, k)
	default:
		return s.data
	}
	return nil
}

// floats returns n numbers, or none where the section has another length or holds what is no number.
func (r *reader) floats(name string, n int) []float32 {
	data := r.take(name, float32s)
	if len(data) != 4*n {
		r.fail(name, "%d numbers, not %d", len(data)/4, n)
		return nil
	}
	out := make([]float32, n)
	for i := range out {
		out[i] = math.Float32frombits(binary.LittleEndian.Uint32(data[4*i:]))
		if f := float64(out[i]); math.IsNaN(f) || math.Abs(f) > maxWeight {
			r.fail(name, "number %d is %v", i, f)
			return nil
		}
	}
	return out
}

// maxWeight is far beyond any weight of a trained model, and small enough that no sum of products becomes infinite.
const maxWeight = 1e6

func (r *reader) ints(name string, n int) []int8 {
	data := r.take(name, int8s)
	if len(data) != n {
		r.fail(name, "%d weights, not %d", len(data), n)
		return nil
	}
	return unsafe.Slice((*int8)(unsafe.Pointer(unsafe.SliceData(data))), n)
}

// packed returns a table in 4 bits a number, or none where the section has another length or a scale is no number.
func (r *reader) packed(name string, rows, columns int) []byte {
	data := r.take(name, rawBytes)
	if columns%32 != 0 || len(data) != encoder.PackedSize(rows, columns) {
		r.fail(name, "%d bytes, not %d", len(data), encoder.PackedSize(rows, columns))
		return nil
	}
	for at := 0; at < len(data); at += encoder.PackedSize(1, 32) {
		if d := float64(encoder.Half(binary.LittleEndian.Uint16(data[at:]))); math.IsNaN(d) || math.IsInf(d, 0) {
			r.fail(name, "scale of block %d is %v", at/encoder.PackedSize(1, 32), d)
			return nil
		}
	}
	return data
}

func (r *reader) meta(m *Meta) error {
	data := r.take("meta", rawBytes)
	if r.err != nil {
		return r.err
	}
	m.QueryPrefix, m.PassagePrefix = "query: ", "passage: "
	if err := json.Unmarshal(data, m); err != nil {
		return fmt.Errorf("section %q: %w", "meta", err)
	}
	return m.check()
}

// check holds the architecture against what the encoder can compute, and against sizes that no one could want.
func (m *Meta) check() error {
	within := func(n, low, high, step int) bool { return n >= low && n <= high && n%step == 0 }
	switch {
	case !within(m.Hidden, 16, 4096, 16), !within(m.Wide, 16, 16384, 16), !within(m.Layers, 1, 100, 1),
		!within(m.Positions, 16, 1<<14, 1), !within(m.Heads, 1, m.Hidden/16, 1), m.Hidden%(16*m.Heads) != 0, !within(m.EmbedLayers, 0, m.Layers, 1):
		return fmt.Errorf("the architecture is not one that is known here: hidden %d, wide %d, %d layers, %d heads, %d positions",
			m.Hidden, m.Wide, m.Layers, m.Heads, m.Positions)
	case !(m.Epsilon > 0 && m.Epsilon < 1):
		return fmt.Errorf("the architecture is not one that is known here: epsilon %v", m.Epsilon)
	case len(m.Outputs) > 16:
		return fmt.Errorf("the architecture is not one that is known here: %d heads", len(m.Outputs))
	}
	return nil
}

func (r *reader) vocabulary(m Meta) token.Vocabulary {
	v := token.Vocabulary{Begin: m.Begin, End: m.End, Pad: m.Pad, Unknown: m.Unknown, Pieces: r.strings("token.pieces", "token.ends")}
	v.Scores = r.floats("token.scores", len(v.Pieces))
	for _, id := range []int32{m.Begin, m.End, m.Pad, m.Unknown} {
		if r.err == nil && (id < 0 || int(id) >= len(v.Pieces)) {
			r.fail("meta", "piece %d of %d", id, len(v.Pieces))
		}
	}
	from, to := r.strings("rule.from", "rule.from.ends"), r.strings("rule.to", "rule.to.ends")
	if len(from) != len(to) {
		r.fail("rule.from", "%d of them, but %d in rule.to", len(from), len(to))
		return v
	}
	for i := range from {
		v.Rules = append(v.Rules, token.Rule{From: from[i], To: to[i]})
	}
	return v
}

// strings returns the texts that a section holds one after the other.
func (r *reader) strings(name, ends string) []string {
	text, list := r.take(name, rawBytes), r.take(ends, uint32s)
	if r.err != nil {
		return nil
	}
	all, start := string(text), uint32(0)
	out := make([]string, len(list)/4)
	for i := range out {
		end := binary.LittleEndian.Uint32(list[4*i:])
		if end < start || uint64(end) > uint64(len(all)) || !utf8.ValidString(all[start:end]) {
			r.fail(ends, "text %d ends at %d", i, end)
			return nil
		}
		out[i], start = all[start:end], end
	}
	return out
}

func (r *reader) weights(m Meta, pieces int) encoder.Weights {
	h := m.Hidden
	w := encoder.Weights{
		Hidden: h, Wide: m.Wide, Heads: m.Heads, Epsilon: m.Epsilon, Pieces: pieces, Positions: m.Positions,
		Position: r.floats("position", m.Positions*h), Norm: r.norm("norm", h),
	}
	if _, ok := r.all["word.packed"]; ok {
		w.WordPacked = r.packed("word.packed", pieces, h)
	} else {
		w.Word, w.WordScale = r.ints("word", pieces*h), r.floats("word.scale", pieces)
	}
	for i := 0; i < m.Layers && r.err == nil; i++ {
		w.Layers = append(w.Layers, r.layer(fmt.Sprint(i), m))
	}
	for i := m.Layers - m.EmbedLayers; i < m.Layers && r.err == nil; i++ {
		w.Embed = append(w.Embed, r.layer(fmt.Sprint("embed.", i), m))
	}
	for _, head := range m.Outputs {
		w.Outputs = append(w.Outputs, r.head(head, h))
	}
	return w
}

func (r *reader) layer(n string, m Meta) encoder.Layer {
	h := m.Hidden
	return encoder.Layer{
		Attend: r.matrix(n+".attend", 3*h, h), Join: r.matrix(n+".join", h, h), Norm1: r.norm(n+".norm1", h),
		Widen: r.matrix(n+".widen", m.Wide, h), Narrow: r.matrix(n+".narrow", h, m.Wide), Norm2: r.norm(n+".norm2", h),
	}
}

func (r *reader) norm(name string, n int) encoder.Norm {
	return encoder.Norm{Gain: r.floats(name+".gain", n), Bias: r.floats(name+".bias", n)}
}

func (r *reader) matrix(name string, rows, columns int) encoder.Matrix {
	return encoder.Matrix{
		Rows: rows, Columns: columns, Panels: r.ints(name, rows*columns),
		Scale: r.floats(name+".scale", rows), Bias: r.floats(name+".bias", rows),
	}
}

func (r *reader) head(head Head, hidden int) encoder.Head {
	name := "head." + head.Name
	pool, known := poolOf(head.Pool)
	if !known || head.Outputs < 1 || head.Outputs > 256 {
		r.fail("meta", "head %q of %d outputs, pool %q", head.Name, head.Outputs, head.Pool)
		return encoder.Head{}
	}
	out := encoder.Head{
		Pool: pool, Outputs: head.Outputs,
		Weight: r.floats(name, head.Outputs*hidden), Bias: r.floats(name+".bias", head.Outputs),
	}
	if head.Dense {
		out.Dense, out.DenseBias = r.floats(name+".dense", hidden*hidden), r.floats(name+".dense.bias", hidden)
	}
	return out
}

func poolOf(name string) (encoder.Pool, bool) {
	switch name {
	case "token":
		return encoder.EachToken, true
	case "first":
		return encoder.FirstToken, true
	}
	return encoder.MeanToken, name == "mean"
}
