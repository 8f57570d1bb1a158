package fakediscord

import (
	"context"
	"io"
	"net"
	"os"
	"sync"
	"time"
)

// pipe is one direction of a connection in memory. Writing never blocks; reading
// blocks on a sync.Cond, which testing/synctest knows to be idle.
type pipe struct {
	mu       sync.Mutex
	more     *sync.Cond
	buf      []byte
	end      error // what a reader gets when buf is empty
	deadline time.Time
	alarm    *time.Timer
}

func newPipe() *pipe {
	p := &pipe{}
	p.more = sync.NewCond(&p.mu)
	return p
}

func (p *pipe) read(b []byte) (int, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for {
		switch {
		case len(b) == 0:
			return 0, nil
		case !p.deadline.IsZero() && !time.Now().Before(p.deadline):
			return 0, os.ErrDeadlineExceeded
		case len(p.buf) > 0:
			n := copy(b, p.buf)
			p.buf = p.buf[n:]
			return n, nil
		case p.end != nil:
			return 0, p.end
		}
		p.more.Wait()
	}
}

func (p *pipe) write(b []byte) (int, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.end != nil {
		return 0, io.ErrClosedPipe
	}
	p.buf = append(p.buf, b...)
	p.more.Broadcast()
	return len(b), nil
}

// close ends the direction. With lose, what has not been read yet is lost, as when a
// connection breaks.
func (p *pipe) close(err error, lose bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.end == nil {
		p.end = err
	}
	if lose {
		p.buf = nil
	}
	if p.alarm != nil {
		p.alarm.Stop()
	}
	p.more.Broadcast()
}

func (p *pipe) setDeadline(t time.Time) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.alarm != nil {
		p.alarm.Stop()
		p.alarm = nil
	}
	p.deadline = t
	if !t.IsZero() && p.end == nil {
		p.alarm = time.AfterFunc(time.Until(t), p.more.Broadcast)
	}
	p.more.Broadcast()
}

// conn is one end of a connection in memory.
type conn struct {
	in, out *pipe
	name    string
}

func newConns() (client, server *conn) {
	a, b := newPipe(), newPipe()
	return &conn{a, b, "client"}, &conn{b, a, "server"}
}

func (c *conn) Read(b []byte) (int, error)         { return c.in.read(b) }
func (c *conn) Write(b []byte) (int, error)        { return c.out.write(b) }
func (c *conn) LocalAddr() net.Addr                { return addr(c.name) }
func (c *conn) RemoteAddr() net.Addr               { return addr("peer of " + c.name) }
func (c *conn) SetReadDeadline(t time.Time) error  { c.in.setDeadline(t); return nil }
func (c *conn) SetWriteDeadline(t time.Time) error { return nil }
func (c *conn) SetDeadline(t time.Time) error      { return c.SetReadDeadline(t) }

// Close ends both directions: the other end can still read what was written.
func (c *conn) Close() error {
	c.in.close(net.ErrClosed, true)
	c.out.close(io.EOF, false)
	return nil
}

type addr string

func (addr) Network() string  { return "memory" }
func (a addr) String() string { return string(a) }

// listener accepts connections made in memory.
type listener struct {
	backlog chan net.Conn
	once    sync.Once
	closed  chan struct{}
}

func newListener() *listener {
	return &listener{backlog: make(chan net.Conn, 1024), closed: make(chan struct{})}
}

// Accept waits for a connection.
func (l *listener) Accept() (net.Conn, error) {
	select {
	case c := <-l.backlog:
		return c, nil
	case <-l.closed:
		return nil, net.ErrClosed
	}
}

// Close stops accepting.
func (l *listener) Close() error {
	l.once.Do(func() { close(l.closed) })
	return nil
}

// Addr is a name without meaning.
func (l *listener) Addr() net.Addr { return addr("memory") }

func (l *listener) dial(ctx context.Context) (net.Conn, error) {
	client, server := newConns()
	select {
	case l.backlog <- server:
		return client, nil
	case <-l.closed:
		return nil, net.ErrClosed
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}
