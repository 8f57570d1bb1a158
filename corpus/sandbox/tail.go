package sandbox

import (
	"strings"
	"sync"
)

// A tail keeps the beginning of what a child writes to its standard error: where a Go program breaks, that says why, and
// pages of what it was doing follow.
type tail struct {
	mu   sync.Mutex
	text []byte
}

const keptStderr = 8 << 10

// Write keeps what there is room for.
func (t *tail) Write(b []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.text = append(t.text, b[:min(len(b), keptStderr-len(t.text))]...)
	return len(b), nil
}

// line returns the one line that says most, "" where there is none.
func (t *tail) line() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	first := ""
	for line := range strings.Lines(strings.ToValidUTF8(string(t.text), "")) {
		line = strings.TrimSpace(line)
		if strings.HasPrefix(line, "panic: ") || strings.HasPrefix(line, "fatal error: ") {
			return shortened(line)
		}
		if first == "" {
			first = line
		}
	}
	return shortened(first)
}
