package sandbox

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/dalil-bot/dalil/corpus"
	"github.com/dalil-bot/dalil/corpus/internal/extract"
)

// Serve is what a child does: it reads requests until there are no more, and answers each. The process has to end when it
// returns, because reading that was given up may still be going on: at the end of the requests, which is also how the
// parent's end shows, or when memory, in bytes, runs out.
func Serve(ctx context.Context, in io.Reader, out io.Writer, memory int64) error {
	return serve(ctx, newPipe(in, out), memory, extract.All)
}

// A reader is what extract.All is.
type reader func(ctx context.Context, name string, data []byte, h extract.Hints, yield func(string, corpus.Document) error) error

func serve(ctx context.Context, p *pipe, memory int64, read reader) error {
	if err := limitMemory(memory); err != nil {
		return err
	}
	s := &server{pipe: p, read: read, memory: memory, full: make(chan struct{}), requests: make(chan request), broken: make(chan error, 1)}
	if err := s.pipe.write(greetingFrame, protocol, ""); err != nil {
		return err
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	go watchMemory(ctx, memory, s.full)
	go s.receive(ctx)
	return s.run(ctx)
}

// A server is a child at work. The goroutine that receives reads the pipe, the one that runs writes to it.
type server struct {
	pipe     *pipe
	read     reader
	memory   int64
	full     chan struct{} // closed when memory has run out
	requests chan request
	broken   chan error // how the requests ended: nil where the parent closed them
}

// receive takes requests off the pipe, also while one is worked on, so that the end of the parent is seen at once.
func (s *server) receive(ctx context.Context) {
	for {
		f, err := s.pipe.read()
		var r request
		if err == nil {
			err = understand(f, requestFrame, &r)
		}
		if err != nil {
			if errors.Is(err, io.EOF) {
				err = nil
			}
			s.broken <- err
			return
		}
		r.data = f.body
		select {
		case s.requests <- r:
		case <-ctx.Done():
			return
		}
	}
}

func (s *server) run(ctx context.Context) error {
	for {
		select {
		case r := <-s.requests:
			if last, err := s.answer(ctx, r); last || err != nil {
				return err
			}
		case err := <-s.broken:
			return err
		case <-s.full:
			return ErrMemory // with nothing asked: the next start is due anyway
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// answer reads one file. It reports whether the child has to end, because the reading goes on without it.
func (s *server) answer(ctx context.Context, r request) (last bool, err error) {
	documents := make(chan found)
	done := make(chan error, 1)
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	go func() {
		done <- guarded(r.Name, func() error {
			return s.read(ctx, r.Name, r.data, r.Hints, func(sub string, doc corpus.Document) error {
				select {
				case documents <- found{sub, doc}:
					return nil
				case <-ctx.Done():
					return ctx.Err()
				}
			})
		})
	}()
	for {
		select {
		case d := <-documents:
			text := d.Doc.Text
			d.Doc.Text = ""
			if err := s.pipe.write(documentFrame, d, text); err != nil {
				return true, err
			}
		case err := <-done:
			return false, s.pipe.write(endFrame, ending{Error: reported(err)}, "")
		case <-s.full:
			err := fmt.Errorf("extract %s: %w", r.Name, tooMuch(s.memory))
			return true, s.pipe.write(endFrame, ending{Error: reported(err), Last: true}, "")
		case err := <-s.broken:
			return true, err
		case <-ctx.Done():
			return true, ctx.Err()
		}
	}
}

// guarded makes an error of a panic. One in another goroutine ends the child, which its parent sees.
func guarded(name string, read func() error) (err error) {
	defer func() {
		if p := recover(); p != nil {
			text, _, _ := strings.Cut(fmt.Sprint(p), "\n")
			err = fmt.Errorf("extract %s: %w: panic: %s", name, ErrCrash, shortened(text))
		}
	}()
	return read()
}

// tooMuch says how much memory was not enough.
func tooMuch(memory int64) error {
	return fmt.Errorf("%w: it takes more than %d MiB of memory", ErrMemory, memory>>20)
}

// shortened bounds what a crash has to say, which may quote the file.
func shortened(s string) string {
	const limit = 200
	if len(s) > limit {
		s = strings.ToValidUTF8(s[:limit], "") + "…"
	}
	return strings.TrimSpace(s)
}
