package weights

import (
	"encoding/binary"
	"fmt"
	"math"
	"unsafe"

	"github.com/dalil-bot/dalil/qa/neural/encoder"
)

// Encode writes a model as a file's bytes. The same model gives the same bytes. What Parse would not take is an error.
func Encode(m *Model) ([]byte, error) {
	w := &writer{all: map[string]section{}}
	if err := w.json("meta", m.Meta); err != nil {
		return nil, err
	}
	v := &m.Vocabulary
	w.strings("token.pieces", "token.ends", v.Pieces)
	w.floats("token.scores", v.Scores)
	from, to := make([]string, len(v.Rules)), make([]string, len(v.Rules))
	for i, rule := range v.Rules {
		from[i], to[i] = rule.From, rule.To
	}
	w.strings("rule.from", "rule.from.ends", from)
	w.strings("rule.to", "rule.to.ends", to)
	w.tensors(m)
	data, err := w.bytes()
	if err != nil {
		return nil, err
	}
	if _, err := Parse(data); err != nil {
		return nil, fmt.Errorf("encode weights: %w", err)
	}
	return data, nil
}

func (w *writer) tensors(m *Model) {
	e := &m.Weights
	if len(e.WordPacked) > 0 {
		w.add("word.packed", rawBytes, e.WordPacked)
	} else {
		w.ints("word", e.Word)
		w.floats("word.scale", e.WordScale)
	}
	w.floats("position", e.Position)
	w.norm("norm", e.Norm)
	for i := range e.Layers {
		w.layer(fmt.Sprint(i), &e.Layers[i])
	}
	for i := range e.Embed {
		w.layer(fmt.Sprint("embed.", len(e.Layers)-len(e.Embed)+i), &e.Embed[i])
	}
	for i, head := range m.Meta.Outputs[:min(len(m.Meta.Outputs), len(e.Outputs))] {
		w.floats("head."+head.Name, e.Outputs[i].Weight)
		w.floats("head."+head.Name+".bias", e.Outputs[i].Bias)
		if head.Dense {
			w.floats("head."+head.Name+".dense", e.Outputs[i].Dense)
			w.floats("head."+head.Name+".dense.bias", e.Outputs[i].DenseBias)
		}
	}
}

func (w *writer) layer(n string, l *encoder.Layer) {
	w.matrix(n+".attend", &l.Attend)
	w.matrix(n+".join", &l.Join)
	w.norm(n+".norm1", l.Norm1)
	w.matrix(n+".widen", &l.Widen)
	w.matrix(n+".narrow", &l.Narrow)
	w.norm(n+".norm2", l.Norm2)
}

func (w *writer) matrix(name string, m *encoder.Matrix) {
	w.ints(name, m.Panels)
	w.floats(name+".scale", m.Scale)
	w.floats(name+".bias", m.Bias)
}

func (w *writer) norm(name string, n encoder.Norm) {
	w.floats(name+".gain", n.Gain)
	w.floats(name+".bias", n.Bias)
}

func (w *writer) floats(name string, values []float32) {
	data := make([]byte, 0, 4*len(values))
	for _, v := range values {
		data = binary.LittleEndian.AppendUint32(data, math.Float32bits(v))
	}
	w.add(name, float32s, data)
}

func (w *writer) ints(name string, values []int8) {
	w.add(name, int8s, unsafe.Slice((*byte)(unsafe.Pointer(unsafe.SliceData(values))), len(values)))
}

func (w *writer) strings(name, ends string, values []string) {
	var text, list []byte
	for _, v := range values {
		text = append(text, v...)
		list = binary.LittleEndian.AppendUint32(list, uint32(len(text)))
	}
	w.add(name, rawBytes, text)
	w.add(ends, uint32s, list)
}
