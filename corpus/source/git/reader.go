package git

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"strconv"
	"strings"
	"sync"
	"time"
)

// idle is how long a git that reads is kept without work. Starting one takes some 3 ms, as long as reading a hundred files.
const idle = 10 * time.Second

// A reader reads blobs through one git at a time, which is started when needed.
type reader struct {
	repo *Repo

	mu    sync.Mutex
	cmd   *exec.Cmd // nil for none
	in    io.WriteCloser
	out   *bufio.Reader
	sleep *time.Timer // ends an idle one
}

// read returns a blob.
func (r *reader) read(ctx context.Context, b blob) ([]byte, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	ctx, cancel := context.WithTimeoutCause(ctx, r.repo.opts.Timeout, ErrTimeout)
	defer cancel()
	if ctx.Err() != nil {
		return nil, context.Cause(ctx)
	}
	if err := r.start(); err != nil {
		return nil, err
	}
	cmd := r.cmd
	stop := context.AfterFunc(ctx, func() { killAll(cmd) })
	data, err := r.ask(b)
	if !stop() || err != nil {
		r.end()
	}
	if ctx.Err() != nil && err != nil {
		return nil, context.Cause(ctx)
	}
	return data, err
}

// start starts a git where there is none.
func (r *reader) start() error {
	if r.sleep == nil {
		r.sleep = time.AfterFunc(idle, r.close)
	} else {
		r.sleep.Reset(idle)
	}
	if r.cmd != nil {
		return nil
	}
	cmd := r.repo.command(context.Background(), "cat-file", "--batch")
	in, err := cmd.StdinPipe()
	if err != nil {
		return err
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		return err
	}
	if err := cmd.Start(); err != nil {
		return r.repo.explain(context.Background(), "cat-file", err, "")
	}
	r.cmd, r.in, r.out = cmd, in, bufio.NewReaderSize(out, 64<<10)
	return nil
}

// ask asks for a blob: its hash on a line, answered by "hash type size", its bytes and a line feed.
func (r *reader) ask(b blob) ([]byte, error) {
	if _, err := io.WriteString(r.in, b.hash+"\n"); err != nil {
		return nil, fmt.Errorf("git cat-file: %w", err)
	}
	line, err := r.out.ReadString('\n')
	if err != nil {
		return nil, fmt.Errorf("git cat-file: %w", err)
	}
	f := strings.Fields(line)
	if len(f) != 3 || f[0] != b.hash || f[1] != "blob" {
		return nil, fmt.Errorf("git cat-file: %s", strings.TrimSpace(line))
	}
	if size, err := strconv.ParseInt(f[2], 10, 64); err != nil || size != b.size {
		return nil, errors.New("git cat-file: it has another size than the listing says")
	}
	data := make([]byte, b.size+1)
	if _, err := io.ReadFull(r.out, data); err != nil {
		return nil, fmt.Errorf("git cat-file: %w", err)
	}
	return data[:b.size], nil
}

// end ends the git that reads, if any. The lock is held.
func (r *reader) end() {
	if r.cmd == nil {
		return
	}
	r.in.Close()
	killAll(r.cmd)
	_ = r.cmd.Wait() // it was killed
	r.cmd = nil
}

// close ends the git that reads when it has read what it is reading.
func (r *reader) close() {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.sleep != nil {
		r.sleep.Stop()
	}
	r.end()
}
