package discord

import (
	"context"
	"crypto/tls"
	"errors"
	"net"
	"net/http"
	"sync"
	"time"

	"github.com/bwmarrin/discordgo"
	"github.com/gorilla/websocket"
)

// link is one discordgo Session and what we hold around it. A link that got stuck is
// abandoned: its context ends, so that it can neither dial nor tell of events again,
// and another takes its place.
type link struct {
	shard   *shard
	session *discordgo.Session
	ctx     context.Context
	cancel  context.CancelFunc
	down    chan struct{}
	beats   *beats

	mu     sync.Mutex
	conn   *guard
	booked bool // the turn to identify was waited for before Open
	known  bool // Discord knows the session, so the next Open resumes it
}

// noLog is below every level of discordgo's logger, which writes URLs and, at its
// lowest level, the token.
const noLog = -1

func (s *shard) newLink(ctx context.Context) (*link, error) {
	session, err := discordgo.New("Bot " + string(s.g.client.cfg.Token))
	if err != nil {
		return nil, errors.New("make a discord session")
	}
	l := &link{shard: s, session: session, down: make(chan struct{}, 1), beats: &beats{}}
	l.ctx, l.cancel = context.WithCancel(ctx)
	session.LogLevel = noLog
	session.ShouldReconnectOnError = false // a second loop inside the library cannot be stopped
	session.StateEnabled = false
	session.SyncEvents = true // one goroutine, in order; our handler only queues
	session.Compress = false  // so that the guard can see answers to heartbeats
	session.ShardID, session.ShardCount = s.id, s.count
	session.Identify.Intents = discordgo.Intent(s.g.opts.Intents)
	session.Client = &http.Client{Transport: transportFunc(l.roundTrip)}
	session.Dialer = l.dialer()
	session.AddHandler(l.dispatch)
	session.AddHandler(func(*discordgo.Session, *discordgo.Disconnect) { l.fell() })
	return l, nil
}

type transportFunc func(*http.Request) (*http.Response, error)

func (f transportFunc) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

// roundTrip carries the request for the gateway's address, which discordgo makes
// without a context.
func (l *link) roundTrip(r *http.Request) (*http.Response, error) {
	ctx, cancel := context.WithTimeout(l.ctx, l.shard.g.opts.OpenLimit)
	defer cancel()
	return l.shard.g.client.http.RoundTrip(r.WithContext(ctx)) // the answer is in memory
}

func (l *link) dialer() *websocket.Dialer {
	plain := func(_ context.Context, network, addr string) (net.Conn, error) { return l.dial(network, addr, false) }
	secure := func(_ context.Context, network, addr string) (net.Conn, error) { return l.dial(network, addr, true) }
	return &websocket.Dialer{NetDialContext: plain, NetDialTLSContext: secure,
		HandshakeTimeout: l.shard.g.opts.OpenLimit}
}

func (l *link) dial(network, addr string, secure bool) (net.Conn, error) {
	ctx, cancel := context.WithTimeout(l.ctx, l.shard.g.opts.OpenLimit)
	defer cancel()
	conn, err := l.shard.g.client.cfg.Dial(ctx, network, addr)
	if err != nil {
		return nil, err
	}
	if secure {
		conf := l.shard.g.client.cfg.TLS.Clone()
		conf.ServerName, _, _ = net.SplitHostPort(addr)
		wrapped := tls.Client(conn, conf)
		if err := wrapped.HandshakeContext(ctx); err != nil {
			conn.Close()
			return nil, err
		}
		conn = wrapped
	}
	g := &guard{Conn: conn, idle: l.shard.g.opts.Idle, identify: l.identify, refused: l.refused, beats: l.beats}
	l.mu.Lock()
	l.conn = g
	l.mu.Unlock()
	if l.ctx.Err() != nil { // abandoned meanwhile, and nobody else would close it
		conn.Close()
		return nil, l.ctx.Err()
	}
	return g, nil
}

// identify is called by the guard when discordgo is about to start a session: at
// first after the turn was waited for, and again when Discord calls a session invalid.
func (l *link) identify() error {
	l.mu.Lock()
	booked := l.booked
	l.booked = false
	l.mu.Unlock()
	l.shard.sessions.Add(1)
	if booked {
		return nil
	}
	return l.shard.g.gate.wait(l.ctx, l.shard.id)
}

// refused is called by the guard when Discord calls a session invalid.
func (l *link) refused() { _ = waitRefused(l.ctx) } // cut short where the link is abandoned

// dispatch takes every event of the session, raw: discordgo's own decoding loses
// messages with components that it does not know.
func (l *link) dispatch(_ *discordgo.Session, e *discordgo.Event) {
	if l.ctx.Err() != nil {
		return
	}
	l.shard.take(l, frame{name: e.Type, data: e.RawData, shard: l.shard.id, of: l.shard.count, at: time.Now()})
}

// fell says that the connection is gone. discordgo may say so twice.
func (l *link) fell() {
	select {
	case l.down <- struct{}{}:
	default:
	}
}

// abandon makes the link harmless, whatever it is stuck in.
func (l *link) abandon() {
	l.cancel()
	if g := l.current(); g != nil {
		g.Conn.Close()
	}
}

// stop says goodbye and waits until the session has seen it. discordgo's own Close is
// not used: it can crash the process when Discord asks for a heartbeat meanwhile.
func (l *link) stop() {
	defer l.abandon()
	g := l.current()
	if g == nil {
		return
	}
	g.stop()
	timer := time.NewTimer(stopLimit)
	defer timer.Stop()
	select {
	case <-l.down:
	case <-timer.C:
	}
}

func (l *link) current() *guard {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.conn
}
