package discord

import (
	"context"
	"hash/fnv"
	"log/slog"
	"runtime/debug"
	"sync"
	"sync/atomic"
	"time"
)

// Dispatch hands events to a Handler from a bounded number of goroutines.
// Interactions go to whichever worker is free, so that an acknowledgement never stands
// behind anything slower; all other events of one server (or one direct message
// channel) go one at a time, in the order in which Discord told of them.
type Dispatch struct {
	handle Handler
	opts   DispatchOptions
	seen   *seen

	urgent  chan Event
	ordered []chan Event
	spill   chan Event

	mu      sync.RWMutex // held for reading while an event is being queued
	closed  bool
	ctx     context.Context
	cancel  context.CancelFunc
	workers sync.WaitGroup

	handled, duplicates, dropped, panics atomic.Int64
}

// DispatchOptions tune a Dispatch; the zero value works.
type DispatchOptions struct {
	// Workers handle interactions at the same time: 64 when 0.
	Workers int
	// Lanes handle all other events: 8 when 0.
	Lanes int
	// Queue is how many events wait in front of the workers, and in each lane: 512
	// when 0.
	Queue int
	// Tell is told of each event at once and in order, before the event waits for its
	// turn, and also where there is no room for it. Whoever reads the connection calls
	// it, so it must not wait for anything.
	Tell func(Event)
	// Overflow is given the events for which there is no room, from a single
	// goroutine with a queue of its own. It should say so and do no more.
	Overflow Handler
	// Logger gets panics and drops.
	Logger *slog.Logger
}

// DispatchStats are counts since the start, and what waits now.
type DispatchStats struct {
	Handled, Duplicates, Dropped, Panics int64
	Waiting                              int
}

// NewDispatch starts the workers.
func NewDispatch(h Handler, o DispatchOptions) *Dispatch {
	o.Workers, o.Lanes, o.Queue = or(o.Workers, 64), or(o.Lanes, 8), or(o.Queue, 512)
	if o.Logger == nil {
		o.Logger = slog.New(slog.DiscardHandler)
	}
	d := &Dispatch{handle: h, opts: o, seen: newSeen(), urgent: make(chan Event, o.Queue), spill: make(chan Event, o.Queue)}
	d.ctx, d.cancel = context.WithCancel(context.Background())
	for range o.Workers {
		d.start(d.urgent, h)
	}
	for range o.Lanes {
		lane := make(chan Event, o.Queue)
		d.ordered = append(d.ordered, lane)
		d.start(lane, h)
	}
	if o.Overflow != nil {
		d.start(d.spill, o.Overflow)
	}
	return d
}

func or(n, otherwise int) int {
	if n > 0 {
		return n
	}
	return otherwise
}

func (d *Dispatch) start(from <-chan Event, h Handler) {
	d.workers.Go(func() {
		for e := range from {
			d.call(h, e)
		}
	})
}

func (d *Dispatch) call(h Handler, e Event) {
	defer d.caught(e)
	h(d.ctx, e)
	d.handled.Add(1)
}

func (d *Dispatch) tell(e Event) {
	defer d.caught(e)
	if d.opts.Tell != nil {
		d.opts.Tell(e)
	}
}

// caught is the one place where a panic of a handler ends. It is to be deferred.
func (d *Dispatch) caught(e Event) {
	if r := recover(); r != nil {
		d.panics.Add(1)
		d.opts.Logger.Error("handler panicked", slog.Any("panic", r),
			slog.String("event", e.Key()), slog.String("stack", string(debug.Stack())))
	}
}

// Offer queues an event and never blocks. It says false when the event was a
// duplicate, or there is no room or the Dispatch is closed, and the event will not be
// handled.
func (d *Dispatch) Offer(e Event) bool {
	d.mu.RLock()
	defer d.mu.RUnlock()
	if d.closed {
		return false
	}
	key := e.Key()
	if !d.seen.first(key) {
		d.duplicates.Add(1)
		return false
	}
	d.tell(e)
	select {
	case d.lane(e) <- e:
		return true
	default:
	}
	d.dropped.Add(1)
	d.opts.Logger.Warn("no room for an event", slog.String("event", key))
	if d.opts.Overflow == nil {
		d.seen.forget(key)
		return false
	}
	select {
	case d.spill <- e:
	default:
	}
	return false
}

// known says whether the event was taken before.
func (d *Dispatch) known(e Event) bool { return d.seen.has(e.Key()) }

// lane chooses where an event waits.
func (d *Dispatch) lane(e Event) chan<- Event {
	key := ID("")
	switch e := e.(type) {
	case *Interaction:
		return d.urgent
	case *MessageCreate:
		key = either(e.GuildID, e.ChannelID)
	case *MessageUpdate:
		key = either(e.GuildID, e.ChannelID)
	case *MessageDelete:
		key = either(e.GuildID, e.ChannelID)
	case *GuildCreate:
		key = e.Guild.ID
	case *GuildUpdate:
		key = e.Guild.ID
	case *GuildDelete:
		key = e.ID
	case *ChannelChange:
		key = either(e.GuildID, e.Channel.ID)
	case *ThreadCreate:
		key = either(e.GuildID, e.Channel.ID)
	case *RoleChange:
		key = e.GuildID
	}
	h := fnv.New32a()
	h.Write([]byte(key))
	return d.ordered[h.Sum32()%uint32(len(d.ordered))]
}

func either(a, b ID) ID {
	if a != "" {
		return a
	}
	return b
}

// Close takes no more events and waits until those queued and in hand are handled. After
// limit, or when ctx ends, the handlers' context is cancelled; Close still waits for
// them to return, so a handler must obey its context. Calling it again is harmless.
func (d *Dispatch) Close(ctx context.Context, limit time.Duration) {
	d.mu.Lock()
	first := !d.closed
	d.closed = true
	d.mu.Unlock()
	if first {
		close(d.urgent)
		close(d.spill)
		for _, lane := range d.ordered {
			close(lane)
		}
	}
	done := make(chan struct{})
	go func() { d.workers.Wait(); close(done) }()
	timer := time.NewTimer(limit)
	defer timer.Stop()
	select {
	case <-done:
	case <-timer.C:
	case <-ctx.Done():
	}
	d.cancel()
	<-done
}

// Stats are the counts so far.
func (d *Dispatch) Stats() DispatchStats {
	n := len(d.urgent) + len(d.spill)
	for _, lane := range d.ordered {
		n += len(lane)
	}
	return DispatchStats{Handled: d.handled.Load(), Duplicates: d.duplicates.Load(),
		Dropped: d.dropped.Load(), Panics: d.panics.Load(), Waiting: n}
}
