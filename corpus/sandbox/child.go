package sandbox

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"sync/atomic"
	"time"

	"github.com/dalil-bot/dalil/corpus"
)

// How long a child may take until its greeting, and until its end when its pipes have ended, on a machine that has much
// else to do.
const (
	startTime = 30 * time.Second
	endTime   = 5 * time.Second
)

// A child is a process that reads files, one at a time.
type child struct {
	opts    Options
	cmd     *exec.Cmd
	stdin   io.Closer
	stdout  io.Closer
	pipe    *pipe
	stderr  *tail
	waited  chan struct{} // closed when the process has ended
	timeout atomic.Bool   // it was killed for being too slow
}

// start starts a child and waits for its greeting.
func start(opts Options) (*child, error) {
	cmd := exec.Command(opts.Command[0], opts.Command[1:]...)
	if opts.Name != "" {
		cmd.Args[0] = opts.Name
	}
	cmd.Dir, cmd.Env = os.TempDir(), append([]string{}, opts.Env...) // nil would stand for our environment
	cmd.WaitDelay = time.Second
	apart(cmd)
	c := &child{opts: opts, cmd: cmd, stderr: &tail{}, waited: make(chan struct{})}
	cmd.Stderr = c.stderr
	if err := c.run(); err != nil {
		return nil, fmt.Errorf("start a reader of files: %w", err)
	}
	if err := c.greeted(); err != nil {
		c.kill()
		return nil, fmt.Errorf("start a reader of files: %w", err)
	}
	return c, nil
}

// run starts the process with pipes to it, and has somebody wait for its end.
func (c *child) run() error {
	in, err := c.cmd.StdinPipe()
	if err != nil {
		return err
	}
	r, w, err := os.Pipe()
	if err != nil {
		return err
	}
	c.cmd.Stdout = w
	err = c.cmd.Start()
	_ = w.Close() // the child has its own
	if err != nil {
		_ = r.Close()
		return err
	}
	c.stdin, c.stdout, c.pipe = in, r, newPipe(r, in)
	go func() {
		_ = c.cmd.Wait() // how it ended is in stderr and the state
		killAll(c.cmd)   // what it left behind
		close(c.waited)
	}()
	return nil
}

// greeted waits for the greeting.
func (c *child) greeted() error {
	timer := time.AfterFunc(startTime, c.interrupt)
	defer timer.Stop()
	f, err := c.pipe.read()
	if err != nil {
		return c.reason(err)
	}
	var version string
	if err := understand(f, greetingFrame, &version); err != nil {
		return err
	}
	if version != protocol {
		return fmt.Errorf("the program was replaced by another version (%q, not %q); start it again", version, protocol)
	}
	return nil
}

// ended reports whether the process is no more.
func (c *child) ended() bool {
	select {
	case <-c.waited:
		return true
	default:
		return false
	}
}

// ask has a file read. It reports whether the child can be asked again.
func (c *child) ask(ctx context.Context, r request, yield func(string, corpus.Document) error) (err error, healthy bool) {
	stop := context.AfterFunc(ctx, c.interrupt)
	defer stop()
	timer := time.AfterFunc(c.opts.Time, c.slow)
	defer timer.Stop()
	if err := c.pipe.write(requestFrame, r, string(r.data)); err != nil {
		if errors.Is(err, ErrMemory) {
			return fmt.Errorf("extract %s: %w", r.Name, err), true
		}
		return c.lost(ctx, r, err), false
	}
	for {
		f, err := c.pipe.read()
		inTime := timer.Stop() // else it is being killed, whatever it has sent
		if err != nil {
			return c.lost(ctx, r, err), false
		}
		if f.kind == endFrame {
			var e ending
			if err := understand(f, endFrame, &e); err != nil {
				return c.lost(ctx, r, err), false
			}
			return e.Error.err(), inTime && !e.Last && stop()
		}
		var d found
		if err := understand(f, documentFrame, &d); err != nil {
			return c.lost(ctx, r, err), false
		}
		d.Doc.Text = string(f.body)
		if err := yield(d.Sub, d.Doc); err != nil {
			return err, false
		}
		timer.Reset(c.opts.Time)
	}
}

// lost says why the reading of a file broke off.
func (c *child) lost(ctx context.Context, r request, cause error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	return fmt.Errorf("extract %s: %w", r.Name, c.reason(cause))
}

// reason says why the process ended, or else what was wrong with what it sent.
func (c *child) reason(cause error) error {
	if c.timeout.Load() {
		return fmt.Errorf("%w: it takes longer than %v", ErrTime, c.opts.Time)
	}
	if errors.Is(cause, errProtocol) {
		return fmt.Errorf("%w: %w", ErrCrash, cause)
	}
	select {
	case <-c.waited:
	case <-time.After(endTime):
		return fmt.Errorf("%w: %w", ErrCrash, cause) // it closed its output and goes on
	}
	said := c.stderr.line()
	switch {
	case outOfMemory(said):
		return tooMuch(c.opts.Memory)
	case said == "":
		said = c.cmd.ProcessState.String() // such as "signal: killed", which the system does when memory is short
	}
	return fmt.Errorf("%w: %s", ErrCrash, said)
}

// slow ends a child that takes too long.
func (c *child) slow() {
	c.timeout.Store(true)
	c.interrupt()
}

// interrupt kills the process with all that it started.
func (c *child) interrupt() {
	if !c.ended() {
		killAll(c.cmd)
	}
}

// kill ends the process, waits for that and closes the pipes.
func (c *child) kill() {
	c.interrupt()
	<-c.waited
	_, _ = c.stdin.Close(), c.stdout.Close() // nobody is at the other end
}

// outOfMemory tells Go's words for being refused memory by the system.
func outOfMemory(said string) bool {
	for _, words := range []string{"out of memory", "cannot allocate memory", "failed to reserve", "failed to create new OS thread"} {
		if strings.Contains(said, words) {
			return true
		}
	}
	return false
}
