package bot

import (
	"context"
	"errors"
	"log/slog"
	"maps"
	"slices"
	"sync"
	"time"

	"github.com/dalil-bot/dalil/bot/internal/discord"
	"github.com/dalil-bot/dalil/bot/internal/reply"
	"github.com/dalil-bot/dalil/bot/internal/state"
	"github.com/dalil-bot/dalil/corpus"
)

// What people write in a channel they can edit and delete, and a channel can be closed to some of its readers. An answer that
// was posted must not outlive that. So the state remembers which documents made of messages an answer holds text of, and a
// review holds answers against these documents and against who may read what: further sentences that are gone are left out,
// an answer that rests on one, or that is seen by somebody who may not read it any more, is taken back.
//
// A review believes only what is known for certain: a document is gone when its channel was read since the start and does
// not have it, and a channel is closed when the events say so. Where Discord does not let a message be edited just now, the
// next review tries again.

// reviews says what the next review has to look at.
type reviews struct {
	mu      sync.Mutex
	read    map[string]bool // collections whose channels were read since the start
	changed map[string]bool // those that were since the last review
	due     chan struct{}   // holds a token while there is something to look at
}

func newReviews() *reviews {
	return &reviews{read: map[string]bool{}, changed: map[string]bool{}, due: make(chan struct{}, 1)}
}

func (r *reviews) want() {
	select {
	case r.due <- struct{}{}:
	default:
	}
}

// take returns the collections that were read since the last review, or since the start, by name.
func (r *reviews) take(all bool) []string {
	r.mu.Lock()
	defer r.mu.Unlock()
	from := r.changed
	if r.changed = map[string]bool{}; all {
		from = r.read
	}
	return slices.Sorted(maps.Keys(from))
}

// put adds collections to those that were read.
func (r *reviews) put(names ...string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, name := range names {
		r.read[name], r.changed[name] = true, true
	}
}

// Reread says that a channel was read whose messages are in a collection: answers that quote it are held against it.
func (b *Bot) Reread(collection string) {
	b.reviews.put(collection)
	b.reviews.want()
}

// closes says whether an event can close a channel to some of those who read it.
func closes(e discord.Event) bool {
	switch e := e.(type) {
	case *discord.ChannelChange:
		return !e.Channel.Type.Thread()
	case *discord.RoleChange, *discord.GuildUpdate:
		return true
	}
	return false
}

const (
	// reviewRest is how long after a change it is looked at: one of permissions comes as several events.
	reviewRest = 2 * time.Second
	// reviewAgain is how long after a review that failed there is another, and reviewEvery after one that did not.
	reviewAgain = time.Minute
	reviewEvery = time.Hour
)

// review keeps answers in step with what they quote, until ctx ends.
func (b *Bot) review(ctx context.Context) {
	for wait := reviewEvery; ; {
		timer := time.NewTimer(wait)
		all := false
		select {
		case <-ctx.Done():
		case <-timer.C:
			all = true
		case <-b.reviews.due:
			sleep(ctx, reviewRest)
		}
		timer.Stop()
		if ctx.Err() != nil {
			return
		}
		b.busy.Add(1)
		names := b.reviews.take(all)
		err := b.guard("review", func() error { return errors.Join(b.reviewTexts(ctx, names), b.reviewWalls(ctx)) })
		b.busy.Add(-1)
		if wait = reviewEvery; err != nil && ctx.Err() == nil {
			wait = reviewAgain
			b.reviews.put(names...)
			b.log.Warn("answers could not all be held against what they quote", slog.Any("error", err))
		}
	}
}

func sleep(ctx context.Context, d time.Duration) {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
	case <-timer.C:
	}
}

// reviewTexts holds answers against the documents of some collections that have changed since.
func (b *Bot) reviewTexts(ctx context.Context, collections []string) (err error) {
	for _, name := range collections {
		all, wrong := b.state.AllQuoted(ctx, name)
		err = errors.Join(err, wrong)
		for _, q := range all {
			doc, wrong := b.opts.Library.Document(ctx, q.Collection, q.Doc)
			if errors.Is(wrong, corpus.ErrNotFound) {
				doc, wrong = &corpus.Document{}, nil // in which no sentence stands
			}
			if wrong == nil && doc.Hash != q.Hash {
				wrong = b.reviewDocument(ctx, q, doc)
			}
			err = errors.Join(err, wrong)
		}
	}
	return err
}

// reviewDocument holds the answers that quote a document against it.
func (b *Bot) reviewDocument(ctx context.Context, q state.Quoted, doc *corpus.Document) error {
	ids, err := b.state.Quoting(ctx, q)
	for _, id := range ids {
		a, wrong := b.state.Answer(ctx, id)
		if errors.Is(wrong, state.ErrNotFound) {
			continue // deleted meanwhile
		}
		if wrong == nil {
			wrong = b.strip(ctx, a, q, doc)
		}
		err = errors.Join(err, wrong)
	}
	return err
}

// reviewWalls takes back what is seen by somebody who may not read it any more. That a channel is closed is known from the
// events alone, since an outage looks much the same.
func (b *Bot) reviewWalls(ctx context.Context) error {
	posted, err := b.state.AllPosted(ctx)
	if err != nil || len(posted) == 0 {
		return err
	}
	collections, err := b.opts.Library.Collections(ctx)
	for _, p := range posted {
		at := slices.IndexFunc(collections, func(c Collection) bool { return c.Name == p.Collection })
		if at < 0 || !slices.ContainsFunc(collections[at].Channels, func(id discord.ID) bool { return b.closed(ctx, id, p.Channel) }) {
			continue
		}
		a, wrong := b.state.Answer(ctx, p.Answer)
		if errors.Is(wrong, state.ErrNotFound) {
			continue // seen in another channel too, and taken back there
		}
		if wrong == nil {
			wrong = b.takeBack(ctx, a, reply.TakenAway)
		}
		err = errors.Join(err, wrong)
	}
	return err
}

// closed says whether it is known that somebody who reads a channel here may not read another one.
func (b *Bot) closed(ctx context.Context, id, here discord.ID) bool {
	g, known := b.knownGround(ctx, id)
	h, told := b.knownGround(ctx, here)
	if !known || !told {
		return false
	}
	return g.server.ID != h.server.ID || g.channel.Type == discord.PrivateThread || g.adult() && !h.adult() || !public(g, h)
}

// knownGround finds a channel as events tell of it; that a thread stands in another channel, which never changes, Discord may
// be asked for.
func (b *Bot) knownGround(ctx context.Context, id discord.ID) (ground, bool) {
	ch, err := b.channel(ctx, id)
	if err != nil {
		return ground{}, false
	}
	return b.groundOf(ch)
}
