package neural

import (
	"context"
	"fmt"
	"slices"

	"github.com/dalil-bot/dalil/qa/neural/encoder"
	"github.com/dalil-bot/dalil/qa/neural/token"
)

const (
	// maxQuestion is how many tokens of a question are read, its prefix included; the rest is left out.
	maxQuestion = 96
	// overlap is how many tokens two windows of a long passage share: an answer and what is needed to see that it is one
	// seldom take more.
	overlap = 128
)

// Read reads passages against a question. Readings come in the passages' order. A passage of more tokens than the model
// sees at once is read in windows; a question of more than 96 is cut.
func (m *Model) Read(ctx context.Context, question string, passages []string) ([]Reading, error) {
	if m.heads.span < 0 {
		return nil, ErrNoHeads
	}
	b := m.buffers.Get().(*token.Buffer)
	defer m.buffers.Put(b)
	if len(question) > token.MaxText {
		return nil, fmt.Errorf("read: the question is %d bytes long", len(question))
	}
	asked := m.asked(m.tokenizer.Encode(b, m.meta.QueryPrefix, question))
	readings := make([]Reading, len(passages))
	var windows []window
	for i, text := range passages {
		if len(text) > token.MaxText {
			return nil, fmt.Errorf("read: passage %d is %d bytes long", i, len(text))
		}
		tokens := m.tokenizer.Encode(b, m.meta.PassagePrefix, text)
		windows = m.cut(windows, i, asked, tokens)
		for _, t := range tokens {
			readings[i].Tokens = append(readings[i].Tokens, Token{Start: int(t.Start), End: int(t.End)})
		}
	}
	if err := m.readWindows(ctx, windows, len(asked), readings); err != nil {
		return nil, fmt.Errorf("read: %w", err)
	}
	for i := range readings {
		r := &readings[i]
		r.Tokens = slices.DeleteFunc(r.Tokens, func(t Token) bool { return t.Start == t.End })
	}
	return readings, nil
}

// asked is how the input begins: the question between the pieces that mark its ends.
func (m *Model) asked(tokens []token.Token) []int32 {
	asked := m.wrap(tokens[:min(len(tokens), maxQuestion, m.meta.Positions/4)])
	if m.meta.DoubleEnd {
		asked = append(asked, m.meta.End)
	}
	return asked
}

// A window is a stretch of a passage's tokens that is read at once.
type window struct {
	passage, from, to int
	pieces            []int32
}

// cut adds a passage's windows.
func (m *Model) cut(windows []window, passage int, asked []int32, tokens []token.Token) []window {
	room := m.meta.Positions - len(asked) - 1
	step := max(room-overlap, room/2, 1)
	for from := 0; ; from += step {
		to := min(from+room, len(tokens))
		pieces := append(make([]int32, 0, len(asked)+to-from+1), asked...)
		for _, t := range tokens[from:to] {
			pieces = append(pieces, t.ID)
		}
		windows = append(windows, window{passage, from, to, append(pieces, m.meta.End)})
		if to == len(tokens) {
			return windows
		}
	}
}

func (m *Model) readWindows(ctx context.Context, windows []window, asked int, readings []Reading) error {
	jobs := make([]encoder.Job, len(windows))
	for i := range windows {
		jobs[i] = encoder.Job{Pieces: windows[i].pieces}
	}
	if err := m.encoder.Run(ctx, encoder.Read, jobs); err != nil {
		return err
	}
	for i := range windows {
		m.take(&readings[windows[i].passage], &windows[i], &jobs[i], asked)
	}
	return nil
}

// take writes a window's results into its passage's reading: those of tokens that stand farther from its edges than from
// those of the window before.
func (m *Model) take(r *Reading, w *window, job *encoder.Job, asked int) {
	n := m.heads.tokens
	first := w.from
	if w.from > 0 {
		first += (r.read - w.from) / 2
	}
	for i := first; i < w.to; i++ {
		at := job.Tokens[(asked+i-w.from)*n:][:n]
		t := &r.Tokens[i]
		t.First, t.Last = at[m.heads.span], at[m.heads.span+1]
		if m.heads.tags >= 0 {
			t.Tags = [3]float32(at[m.heads.tags:])
		}
	}
	null := job.Tokens[m.heads.span] + job.Tokens[m.heads.span+1]
	answers := float32(0)
	if at := m.heads.answers; at >= 0 {
		if answers = job.Pooled[at]; m.heads.binary {
			answers = job.Pooled[at+1] - answers
		}
	}
	if r.Windows == 0 || answers > r.Answers {
		r.Answers = answers
	}
	if r.Windows == 0 || null < r.Null {
		r.Null = null
	}
	r.read = w.to
	r.Windows++
}
