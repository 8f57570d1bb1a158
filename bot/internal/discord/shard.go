package discord

import (
	"context"
	"errors"
	"log/slog"
	"math/rand/v2"
	"sync"
	"sync/atomic"
	"time"

	"github.com/bwmarrin/discordgo"
	"github.com/gorilla/websocket"
)

// State is how a shard is.
type State string

// The states of a shard.
const (
	Connecting State = "connecting"
	Up         State = "up" // events arrive
	Down       State = "down"
)

// ShardStatus tells of one shard.
type ShardStatus struct {
	Shard      int
	State      State
	Since      time.Time
	Latency    time.Duration // of the last heartbeat, 0 before the first
	Reconnects int64         // times that a connection was lost
	Sessions   int64         // sessions started; the rest of the connections resumed
	Abandoned  int64         // attempts to connect that got stuck
}

// shard keeps one connection to the gateway.
type shard struct {
	g         *Gateway
	id, count int
	link      *link

	mu    sync.Mutex
	state State
	since time.Time
	beats *beats

	reconnects, sessions, abandoned atomic.Int64
}

var errStuck = errors.New("connecting took too long")

// forgetAfter is how many attempts to resume may fail before a new session is started.
const forgetAfter = 3

// run connects again and again until ctx ends or Discord's refusal is final.
func (s *shard) run(ctx context.Context) error {
	for failures := 0; ctx.Err() == nil; {
		s.set(Connecting)
		err := s.open(ctx)
		switch {
		case ctx.Err() != nil:
		case err != nil:
			if f := fatal(err); f != nil {
				s.drop()
				return f
			}
			failures++
			s.g.log.Warn("gateway connection failed", slog.Int("shard", s.id), slog.Int("failures", failures),
				slog.String("reason", reason(err)))
			if errors.Is(err, errStuck) || forgets(err) || failures >= forgetAfter {
				s.drop()
			}
			s.set(Down)
			sleep(ctx, reconnectWait(failures))
		default:
			failures = 0
			s.stay(ctx)
		}
	}
	if s.link != nil {
		s.link.stop()
		s.link = nil
	}
	s.set(Down)
	return nil
}

// stay waits while the connection lasts.
func (s *shard) stay(ctx context.Context) {
	select {
	case <-s.link.down:
		s.reconnects.Add(1)
		s.set(Down)
		s.g.log.Info("gateway connection lost", slog.Int("shard", s.id))
	case <-ctx.Done():
	}
}

// open makes one attempt to connect, in a goroutine of its own because discordgo's
// Open can hang for ever: it handles what comes before READY under the lock that
// handling it takes.
func (s *shard) open(ctx context.Context) error {
	if err := s.prepare(ctx); err != nil {
		return err
	}
	l := s.link
	done := make(chan error, 1)
	go func() { done <- l.session.Open() }()
	timer := time.NewTimer(s.g.opts.OpenLimit)
	defer timer.Stop()
	select {
	case err := <-done:
		if errors.Is(err, discordgo.ErrWSAlreadyOpen) {
			return nil // the second word of one outage came late: the connection is there
		}
		return err
	case <-timer.C:
		s.abandoned.Add(1)
		return errStuck
	case <-ctx.Done():
		l.abandon()
		return ctx.Err()
	}
}

// prepare makes a link if there is none, and waits for the turn to start a session
// where the link has none to resume.
func (s *shard) prepare(ctx context.Context) error {
	if s.link == nil {
		l, err := s.newLink(ctx)
		if err != nil {
			return err
		}
		s.link = l
		s.mu.Lock()
		s.beats = l.beats
		s.mu.Unlock()
	}
	l := s.link
	select {
	case <-l.down: // a late word of the last outage
	default:
	}
	l.beats.reset()
	l.mu.Lock()
	known, booked := l.known, l.booked
	l.mu.Unlock()
	if known || booked {
		return nil
	}
	if err := s.g.gate.wait(ctx, s.id); err != nil {
		return err
	}
	l.mu.Lock()
	l.booked = true
	l.mu.Unlock()
	return nil
}

// take turns a dispatch into an event and offers it.
func (s *shard) take(l *link, f frame) {
	begins := f.name == "READY" || f.name == "RESUMED"
	if begins {
		l.mu.Lock()
		l.known = true
		l.mu.Unlock()
	}
	e, err := f.event()
	if err != nil {
		s.g.log.Warn("event cannot be read", slog.String("event", f.name), slog.Any("error", err))
		return
	}
	if e != nil {
		s.g.out.Offer(e)
	}
	if begins { // not before it was told of: who sees Up may trust what events tell
		s.set(Up)
		s.g.log.Info("gateway connection is up", slog.Int("shard", s.id), slog.Bool("resumed", f.name == "RESUMED"))
	}
}

func (s *shard) drop() {
	if s.link != nil {
		s.link.abandon()
		s.link = nil
	}
}

func (s *shard) set(st State) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.state != st {
		s.state, s.since = st, time.Now()
	}
}

func (s *shard) status() ShardStatus {
	s.mu.Lock()
	defer s.mu.Unlock()
	out := ShardStatus{Shard: s.id, State: s.state, Since: s.since, Reconnects: s.reconnects.Load(),
		Sessions: s.sessions.Load(), Abandoned: s.abandoned.Load()}
	if s.beats != nil {
		out.Latency = s.beats.last()
	}
	return out
}

// forgets says whether Discord closed in a way that no session survives.
func forgets(err error) bool {
	var closed *websocket.CloseError
	return errors.As(err, &closed) && closed.Code >= 4000
}

// reason is an error of discordgo in words that hold no URL.
func reason(err error) string {
	var closed *websocket.CloseError
	switch {
	case errors.As(err, &closed):
		return closed.Error()
	case errors.Is(err, errStuck), errors.Is(err, errQuiet), errors.Is(err, ErrUnreachable), errors.Is(err, ErrBanned):
		return err.Error()
	}
	return "no connection"
}

// reconnectWait is how long to wait after the n-th failure in a row: 1, 2, 4 … 60 s,
// less up to half of it at random, so that the shards of many bots do not return at
// once.
func reconnectWait(n int) time.Duration {
	d := min(time.Second<<min(n-1, 6), time.Minute)
	return d - rand.N(d/2)
}
