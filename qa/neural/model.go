package neural

import (
	"cmp"
	"fmt"
	"sync"

	"github.com/dalil-bot/dalil/qa/neural/encoder"
	"github.com/dalil-bot/dalil/qa/neural/token"
	"github.com/dalil-bot/dalil/qa/neural/weights"
)

// A Model reads and embeds. It is safe for use by several goroutines.
type Model struct {
	meta      weights.Meta
	tokenizer *token.Tokenizer
	encoder   *encoder.Encoder
	heads     heads
	buffers   sync.Pool // of *token.Buffer
	release   func() error
}

// heads say where among an encoder's results the known heads' are; -1 where there is none.
type heads struct {
	span, tags, answers int
	binary              bool // answers are two numbers: for no and for yes
	tokens, choices     int  // numbers a token, and a sequence
}

// Load makes a model of a weights file's bytes, which must not change as long as it is used.
func Load(data []byte, o Options) (*Model, error) {
	m, err := newModel(data, o)
	if err != nil {
		return nil, fmt.Errorf("load weights: %w", err)
	}
	return m, nil
}

func newModel(data []byte, o Options) (*Model, error) {
	parse := weights.Parse
	if o.Own {
		parse = weights.ParseOwn
	}
	file, err := parse(data)
	if err != nil {
		return nil, err
	}
	m := &Model{meta: file.Meta}
	if m.heads, err = findHeads(file.Meta.Outputs); err != nil {
		return nil, err
	}
	var wait sync.WaitGroup
	var cut error
	wait.Go(func() { m.tokenizer, cut = token.New(file.Vocabulary) })
	m.encoder, err = encoder.New(file.Weights, encoder.Options{Kernel: o.Kernel, Threads: o.Threads})
	wait.Wait()
	if err := cmp.Or(cut, err); err != nil {
		return nil, err
	}
	m.buffers.New = func() any { return new(token.Buffer) }
	return m, nil
}

// Open makes a model of a weights file. Where the system can, the file is mapped, not read, and must not be changed in
// place while the model is used.
func Open(path string, o Options) (*Model, error) {
	data, release, err := weights.Map(path)
	if err != nil {
		return nil, fmt.Errorf("open weights: %w", err)
	}
	m, err := Load(data, o)
	if err != nil {
		_ = release() // the error that matters is the one before
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	m.release = release
	return m, nil
}

// Close gives back what Open took. No call may be under way or follow.
func (m *Model) Close() error {
	if m.release == nil {
		return nil
	}
	return m.release()
}

// Meta says what the model is.
func (m *Model) Meta() weights.Meta { return m.meta }

// Kernel names the arithmetic in use: "amx", "vnni", "avxvnni", "avx2", "neon" or "go".
func (m *Model) Kernel() string { return m.encoder.Kernel() }

func findHeads(all []weights.Head) (heads, error) {
	h := heads{span: -1, tags: -1, answers: -1}
	for _, head := range all {
		place, perToken := &h.choices, head.Pool == "token"
		if perToken {
			place = &h.tokens
		}
		fits := true
		switch head.Name {
		case "span":
			h.span, fits = *place, perToken && head.Outputs == 2
		case "tags":
			h.tags, fits = *place, perToken && head.Outputs == 3
		case "answers":
			h.answers, h.binary, fits = *place, head.Outputs == 2, !perToken && head.Outputs <= 2
		}
		if !fits {
			return h, fmt.Errorf("head %q has %d outputs, pool %q", head.Name, head.Outputs, head.Pool)
		}
		*place += head.Outputs
	}
	return h, nil
}
