package main

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/dalil-bot/dalil/qa/neural/encoder"
	"github.com/dalil-bot/dalil/qa/neural/token"
	"github.com/dalil-bot/dalil/qa/neural/weights"
)

// model quantises the tensors.
func (s *source) model(meta weights.Meta) (*weights.Model, error) {
	meta.Hidden, meta.Layers, meta.Heads, meta.Wide, meta.Positions = s.hidden, s.layers, s.heads, s.wide, s.positions
	meta.Epsilon = s.epsilon
	meta.Begin, meta.End, meta.Pad, meta.Unknown = s.begin, s.end, s.pad, s.unknown
	m := &weights.Model{Meta: meta, Vocabulary: token.Vocabulary{
		Pieces: s.pieces, Scores: s.scores, Begin: s.begin, End: s.end, Pad: s.pad, Unknown: s.unknown, Rules: s.rules(),
	}}
	w, h := &m.Weights, s.hidden
	word := s.tensors["emb.word"]
	w.Word, w.WordScale = weights.Rows(word[:min(len(word), len(s.pieces)*h)], h)
	w.Position = slices.Clone(s.tensors["emb.pos"])
	for i := range w.Position {
		w.Position[i] += s.tensors["emb.type"][i%h]
	}
	w.Norm = s.norm("emb.ln")
	for i := range s.layers {
		l, err := s.layer(fmt.Sprintf("l%d.", i))
		if err != nil {
			return nil, fmt.Errorf("layer %d: %w", i, err)
		}
		w.Layers = append(w.Layers, l)
	}
	for _, head := range meta.Outputs {
		w.Outputs = append(w.Outputs, encoder.Head{Outputs: head.Outputs, Weight: s.tensors["head."+head.Name+".w"], Bias: s.tensors["head."+head.Name+".b"]})
	}
	return m, nil
}

func (s *source) norm(name string) encoder.Norm {
	return encoder.Norm{Gain: s.tensors[name+".w"], Bias: s.tensors[name+".b"]}
}

func (s *source) layer(name string) (l encoder.Layer, err error) {
	matrix := func(rows, columns int, parts ...string) (m encoder.Matrix) {
		var values, bias []float32
		for _, part := range parts {
			values, bias = append(values, s.tensors[name+part+".w"]...), append(bias, s.tensors[name+part+".b"]...)
		}
		m, e := weights.Matrix(values, rows, columns, bias)
		err = cmp.Or(err, e)
		return m
	}
	h := s.hidden
	l = encoder.Layer{
		Attend: matrix(3*h, h, "q", "k", "v"), Join: matrix(h, h, "ao"), Norm1: s.norm(name + "aln"),
		Widen: matrix(s.wide, h, "fi"), Narrow: matrix(h, s.wide, "fo"), Norm2: s.norm(name + "oln"),
	}
	return l, err
}

// rules are those for single characters, and the composition of a letter and marks that were written apart, which
// SentencePiece's nmt_nfkc has too. (Its 220,000 others, for Hangul written in single letters and for compatible
// characters with marks, would take 5 MB.)
func (s *source) rules() []token.Rule {
	all := map[string]string{}
	for r, to := range s.singles {
		all[string(r)] = to
	}
	for r := rune(0x80); r <= utf8.MaxRune; r++ {
		whole := string(r)
		apart := norm.NFD.String(whole)
		if !utf8.ValidRune(r) || isHangul(r) || apart == whole || norm.NFC.String(apart) != whole {
			continue
		}
		to, ok := s.singles[r]
		if !ok {
			to = whole
		}
		for i := range apart {
			if from := norm.NFC.String(apart[:i]) + apart[i:]; i > 0 && from != whole {
				all[from] = to
			}
		}
	}
	var rules []token.Rule
	for _, from := range slices.Sorted(maps.Keys(all)) {
		rules = append(rules, token.Rule{From: from, To: all[from]})
	}
	return rules
}

func isHangul(r rune) bool { return r >= 0xAC00 && r < 0xD7B0 }
