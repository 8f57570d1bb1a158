package discord

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"golang.org/x/sync/errgroup"
)

// GatewayOptions tune a Gateway; the zero value of everything but Intents works.
type GatewayOptions struct {
	Intents Intent
	// Shards is into how many parts the bot's servers are split; 0 asks Discord.
	Shards int
	// First and Count choose the shards that this process runs: Count 0 is all from
	// First on.
	First, Count int
	// OpenLimit bounds one attempt to connect: 30 s when 0.
	OpenLimit time.Duration
	// Idle is how long a connection may be silent: 75 s when 0, which is almost two of
	// Discord's heartbeats (41.25 s).
	Idle time.Duration
}

// stopLimit is how long a shard may take to say goodbye: a second for Discord's
// answer, and one that discordgo sleeps.
const stopLimit = 2500 * time.Millisecond

// Gateway keeps the bot connected to Discord and offers what it tells to a Dispatch.
type Gateway struct {
	client *Client
	out    *Dispatch
	opts   GatewayOptions
	log    *slog.Logger
	gate   *identifyGate
	space  time.Duration // between sessions in one of Discord's places
	shards chan []*shard // holds the one current list
}

// NewGateway makes a gateway; nothing connects before Run.
func NewGateway(c *Client, out *Dispatch, o GatewayOptions) *Gateway {
	if o.OpenLimit == 0 {
		o.OpenLimit = 30 * time.Second
	}
	if o.Idle == 0 {
		o.Idle = 75 * time.Second
	}
	g := &Gateway{client: c, out: out, opts: o, log: c.log, space: identifySpace, shards: make(chan []*shard, 1)}
	g.shards <- nil
	return g
}

// Run connects and stays connected until ctx ends, and then says goodbye and returns
// nil. It returns a *FatalError when Discord refuses for a reason that no retry can
// cure, and an error when the shard range makes no sense. The Dispatch is left open.
// A Gateway runs once.
func (g *Gateway) Run(ctx context.Context) error {
	limit, err := g.sessionLimit(ctx)
	if err != nil {
		if ctx.Err() != nil {
			return nil
		}
		return err
	}
	first, last, count, err := g.plan(limit)
	if err != nil {
		return err
	}
	g.gate = newIdentifyGate(limit.MaxConcurrency, g.space)
	if limit.Remaining == 0 {
		g.log.Warn("discord allows no more sessions for now", slog.Duration("wait", limit.ResetAfter))
		if sleep(ctx, limit.ResetAfter) != nil {
			return nil
		}
	}
	group, ctx := errgroup.WithContext(ctx)
	var list []*shard
	for id := first; id < last; id++ {
		s := &shard{g: g, id: id, count: count, since: time.Now()}
		list = append(list, s)
		group.Go(func() error { return s.run(ctx) })
	}
	<-g.shards
	g.shards <- list
	return group.Wait()
}

// sessionLimit asks until there is an answer or a reason to give up.
func (g *Gateway) sessionLimit(ctx context.Context) (SessionLimit, error) {
	for n := 1; ; n++ {
		limit, err := g.client.SessionLimit(ctx)
		if err == nil {
			return limit, nil
		}
		if f := fatal(err); f != nil {
			return SessionLimit{}, f
		}
		var refused *Error
		if errors.As(err, &refused) && refused.Status/100 == 4 && refused.Status != 429 {
			return SessionLimit{}, fmt.Errorf("ask for the gateway: %w", err)
		}
		g.log.Warn("cannot ask discord for the gateway", slog.Any("error", err), slog.Int("attempt", n))
		if err := sleep(ctx, reconnectWait(n)); err != nil {
			return SessionLimit{}, err
		}
	}
}

// plan works out the shards of this process: first to last-1 of count.
func (g *Gateway) plan(limit SessionLimit) (first, last, count int, err error) {
	count = g.opts.Shards
	if count == 0 {
		count = limit.Shards
	}
	first, last = g.opts.First, count
	if g.opts.Count > 0 {
		last = first + g.opts.Count
	}
	if first < 0 || first >= last || last > count {
		return 0, 0, 0, fmt.Errorf("shards %d to %d of %d: no such range", first, last-1, count)
	}
	return first, last, count, nil
}

// Status tells how each shard of this process is, by number; nothing before Run has
// asked Discord for the gateway.
func (g *Gateway) Status() []ShardStatus {
	list := <-g.shards
	g.shards <- list
	out := make([]ShardStatus, 0, len(list))
	for _, s := range list {
		out = append(out, s.status())
	}
	return out
}

// Up says whether every shard of this process is connected.
func (g *Gateway) Up() bool {
	list := g.Status()
	for _, s := range list {
		if s.State != Up {
			return false
		}
	}
	return len(list) > 0
}
