// Package sandbox reads files in other processes, so that a hostile or broken one can take down only itself.
//
// A Pool keeps a few children: the same program, started again so that it does nothing but Serve. Extract hands a child the
// bytes of a file over its standard input and takes documents from its standard output. What the file does to the child (a
// panic, a loop without end, all the memory there is) becomes an error that names the file; the child is killed with
// whatever it had started, and the next file gets a new one. Children that have nothing to do end after a while.
//
//	sandbox.go   the pool, as the indexing side sees it
//	child.go     one child: start, ask, kill, and why it ended
//	serve.go     what runs within a child
//	frame.go     what goes over the pipes; errors.go the errors among that
//	memory.go    a child's limits on itself; system_*.go what systems differ in
//
// Invariants: a document that comes out is equal to the one that extract.All makes in this process; an error is found by
// errors.Is whichever process it arose in; a child gets no environment but what Options.Env names; no child outlives its
// parent, however that ends.
package sandbox

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/dalil-bot/dalil/corpus"
	"github.com/dalil-bot/dalil/corpus/internal/extract"
)

// Why a file can be given up that an extractor in this process would not have given up. Tested with errors.Is.
var (
	ErrTime   = errors.New("too slow to read")     // a document took longer than Options.Time
	ErrMemory = errors.New("too large to read")    // reading it needs more than Options.Memory
	ErrCrash  = errors.New("breaks its extractor") // the child ended; the message says how as far as that can be told
	ErrClosed = errors.New("sandbox closed")       // Extract after Close
)

// Defaults of Options. A book of 8 MiB is read in seconds and 200 MiB.
const (
	DefaultTime   = time.Minute
	DefaultMemory = 512 << 20
	DefaultIdle   = 30 * time.Second
)

// Options say how children are started and what they may use. Command has to be given; the rest works as zero.
type Options struct {
	Command  []string      // the program and its arguments, which come to Serve with the same Memory
	Name     string        // what the child sees as its own name; "" for the program's path
	Env      []string      // all of a child's environment, as NAME=value; it needs none but a PATH to find pdftotext
	Children int           // files read at a time; 0 for 1
	Time     time.Duration // for a document, from its request or the document before it; 0 for DefaultTime
	Memory   int64         // bytes that a child may use, its program included; 0 for DefaultMemory
	Idle     time.Duration // after which children that nobody asked end; 0 for DefaultIdle
}

// A Pool reads files in children. Its methods may be called at the same time.
type Pool struct {
	opts  Options
	slots chan *child // as many as children; nil is one that has to be started first
	gone  chan struct{}

	mu     sync.Mutex
	idle   *time.Timer
	closed bool
}

// New returns a pool whose children start when they are first needed.
func New(opts Options) *Pool {
	opts.Children = max(opts.Children, 1)
	if opts.Time <= 0 {
		opts.Time = DefaultTime
	}
	if opts.Memory <= 0 {
		opts.Memory = DefaultMemory
	}
	if opts.Idle <= 0 {
		opts.Idle = DefaultIdle
	}
	p := &Pool{opts: opts, slots: make(chan *child, opts.Children), gone: make(chan struct{})}
	for range opts.Children {
		p.slots <- nil
	}
	return p
}

// Extract reads a file as extract.All does, in a child: yield gets each document with its place in the file, and its error
// ends the reading and comes back as it is. Other errors name the file. Time that yield takes is not the file's.
func (p *Pool) Extract(ctx context.Context, name string, data []byte, h extract.Hints, yield func(sub string, doc corpus.Document) error) error {
	c, err := p.take(ctx)
	if err != nil {
		return err
	}
	defer func() { p.put(c) }()
	if c != nil && c.ended() {
		c.kill()
		c = nil
	}
	if c == nil {
		if c, err = start(p.opts); err != nil {
			return fmt.Errorf("extract %s: %w", name, err)
		}
	}
	err, healthy := c.ask(ctx, request{Name: name, Hints: h, data: data}, yield)
	if !healthy {
		c.kill()
		c = nil
	}
	return err
}

// take waits for a slot.
func (p *Pool) take(ctx context.Context) (*child, error) {
	select {
	case <-p.gone:
		return nil, ErrClosed
	default:
	}
	select {
	case c := <-p.slots:
		return c, nil
	case <-p.gone:
		return nil, ErrClosed
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// put gives a slot back and has idle children end in a while.
func (p *Pool) put(c *child) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.closed && c != nil {
		c.kill()
		c = nil
	}
	p.slots <- c
	if p.idle != nil {
		p.idle.Stop()
	}
	if !p.closed {
		p.idle = time.AfterFunc(p.opts.Idle, p.rest)
	}
}

// rest ends the children that are waiting in their slots.
func (p *Pool) rest() {
	for range p.opts.Children {
		select {
		case c := <-p.slots:
			if c != nil {
				c.kill()
			}
			p.slots <- nil
		default:
			return // the others are at work, and come back through put
		}
	}
}

// Close ends the children. Those at work end with their file.
func (p *Pool) Close() error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.closed {
		return nil
	}
	p.closed = true
	close(p.gone)
	if p.idle != nil {
		p.idle.Stop()
	}
	p.rest()
	return nil
}
