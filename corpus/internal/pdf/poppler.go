package pdf

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os/exec"
	"strings"
	"time"
)

// maxOutput bounds what pdftotext may write: about 100 bytes a word, so some five million words.
const maxOutput = 512 << 20

var errOutput = errors.New("pdftotext writes more than it should")

// poppler lets pdftotext read a file, which it gets on its standard input, and takes the words with their boxes from its
// standard output. The program is killed when ctx ends or the time is over.
func poppler(ctx context.Context, data []byte, o Options) ([]sheet, error) {
	ctx, cancel := context.WithTimeout(ctx, o.Timeout)
	defer cancel()
	cmd := exec.CommandContext(ctx, o.Pdftotext, "-bbox-layout", "-enc", "UTF-8", "-l", fmt.Sprint(o.Pages), "-", "-")
	cmd.Stdin = bytes.NewReader(data)
	cmd.WaitDelay = time.Second
	var complaint bytes.Buffer
	cmd.Stderr = &limited{buf: &complaint, room: 4 << 10}
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, fmt.Errorf("pdftotext: %w", err)
	}
	if err := cmd.Start(); err != nil {
		return nil, fmt.Errorf("pdftotext: %w", err)
	}
	sheets, readErr := readBoxes(out, o.Text)
	if readErr != nil {
		cancel()
	}
	err = cmd.Wait()
	switch {
	case readErr != nil:
		return nil, fmt.Errorf("pdftotext: %w", readErr)
	case ctx.Err() != nil:
		return nil, fmt.Errorf("pdftotext: %w", ctx.Err())
	case err != nil:
		first, _, _ := strings.Cut(strings.TrimSpace(complaint.String()), "\n")
		return nil, fmt.Errorf("pdftotext: %w: %s", err, first)
	}
	return sheets, nil
}

// limited keeps the beginning of what is written to it.
type limited struct {
	buf  *bytes.Buffer
	room int
}

func (l *limited) Write(p []byte) (int, error) {
	l.buf.Write(p[:min(len(p), l.room-l.buf.Len())])
	return len(p), nil
}
