// Package channel gives the messages of a Discord channel, or of a thread, as a source of documents: what was said on a day
// is an entry, of a thread what was said in a month. Or only the messages that are pinned, each an entry.
//
// A Channel keeps a copy of the messages in memory, which Refresh brings up to date through a Client and Entries and Read
// take documents out of. Where somebody follows the channel live, by Changed, Removed and Gap, an unchanged channel costs
// Refresh one request; otherwise the whole is read again every hour, since edits and deletions show in nothing else.
//
// These hold:
//
//   - What Discord has no more is in no listing after the next Refresh that succeeds.
//   - A channel that is gone or closed to the bot gives an empty listing with the reason, never an error, so that its
//     documents go after the grace; a failure to reach Discord gives an error, so that they stay.
//   - No messages at all are believed only once the Client has said that messages can be read.
//   - The same messages give the same bytes.
package channel

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"strings"
	"sync"
	"time"

	"github.com/dalil-bot/dalil/corpus"
)

// A Client asks Discord. Its errors tell of a failure that may be over by the next time.
type Client interface {
	// Channel returns a channel as it is now. One that the bot cannot have is no error: it is Lost.
	Channel(ctx context.Context, id string) (corpus.ChatChannel, error)
	// Readable returns an error that says what is missing where the bot cannot read what people write in a channel.
	Readable(ctx context.Context, id string) error
	// Messages returns up to 100 messages, or all that are pinned, the newest first.
	Messages(ctx context.Context, id string, page corpus.ChatPage) ([]corpus.ChatMessage, error)
	// Message returns one message, or corpus.ErrNotFound.
	Message(ctx context.Context, id, message string) (corpus.ChatMessage, error)
}

// DefaultMessages is how many messages of a channel are gone through where Options do not say: a hundred requests, which take
// a minute at the pace that Discord allows.
const DefaultMessages = 10_000

// Options say what of a channel is read. The zero value reads the newest DefaultMessages.
type Options struct {
	Name     string    // begins the IDs of entries; the channel's id where it is ""
	Pins     bool      // only pinned messages
	Since    time.Time // nothing before that day
	Messages int       // most messages that are gone through, the newest; 0 means DefaultMessages
	Live     bool      // somebody calls Changed, Removed and Gap
}

// A Channel is the messages of a channel, as a source. It is safe for concurrent use.
type Channel struct {
	client  Client
	id      string
	opts    Options
	changes chan struct{}

	turn sync.Mutex // held while Discord is asked

	mu       sync.Mutex // held for moments
	head     corpus.ChatChannel
	messages map[string]corpus.ChatMessage // those that are for documents
	last     string                        // id up to which all messages were seen
	whole    time.Time                     // when all was last read; zero for never
	gap      bool                          // changes may have been missed since
	stale    map[string]bool               // ids of messages that were made or edited since they were read
	removed  map[string]bool               // ids of messages that were deleted while others were being read
	known    bool                          // Refresh has succeeded
}

// New returns the channel with an id. Nothing is asked yet.
func New(client Client, id string, opts Options) *Channel {
	opts.Name = cmp.Or(opts.Name, id)
	opts.Messages = cmp.Or(opts.Messages, DefaultMessages)
	return &Channel{
		client: client, id: id, opts: opts, changes: make(chan struct{}, 1),
		messages: map[string]corpus.ChatMessage{}, stale: map[string]bool{}, removed: map[string]bool{},
	}
}

// ID returns the channel's id.
func (c *Channel) ID() string { return c.id }

// Lost returns why the channel cannot be read any more, "" where it can, as of the last Refresh.
func (c *Channel) Lost() string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.head.Lost
}

// Changes tells that there is something to Refresh. Several changes may be told of as one.
func (c *Channel) Changes() <-chan struct{} { return c.changes }

// Changed says that a message was written or edited.
func (c *Channel) Changed(message string) {
	c.note(func() { c.stale[message] = true })
}

// Removed says that messages were deleted. They are in no listing from now on.
func (c *Channel) Removed(messages ...string) {
	c.note(func() {
		for _, id := range messages {
			c.removed[id] = true
			delete(c.messages, id)
			delete(c.stale, id)
		}
	})
}

// Gap says that changes may have been missed: all is read again.
func (c *Channel) Gap() {
	c.note(func() { c.gap = true })
}

func (c *Channel) note(change func()) {
	c.mu.Lock()
	change()
	c.mu.Unlock()
	select {
	case c.changes <- struct{}{}:
	default:
	}
}

// How long what was read is trusted: where the channel is followed live a missed change is a fault, otherwise every edit and
// deletion of an earlier message is one.
const (
	trustLive   = 24 * time.Hour
	trustPolled = time.Hour
)

// manyStale is from how many changed messages on reading pages is cheaper than reading them one by one.
const manyStale = 50

// Refresh brings the copy up to date. Where there is an error the copy is what it was, but for what was deleted.
func (c *Channel) Refresh(ctx context.Context) error {
	c.turn.Lock()
	defer c.turn.Unlock()
	head, err := c.client.Channel(ctx, c.id)
	if err == nil && head.Lost == "" {
		r := c.begin(head)
		if err = r.read(ctx); err == nil {
			c.commit(r)
			return nil
		}
		c.giveBack(r)
	}
	if err != nil {
		return fmt.Errorf("channel %s: %w", c.id, err)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	head.ID, head.Name = c.id, cmp.Or(head.Name, c.head.Name)
	c.head, c.known, c.whole, c.last = head, true, time.Time{}, ""
	clear(c.messages)
	clear(c.stale)
	return nil
}

// begin takes a copy to work on.
func (c *Channel) begin(head corpus.ChatChannel) *reading {
	c.mu.Lock()
	defer c.mu.Unlock()
	trust := trustPolled
	if c.opts.Live {
		trust = trustLive
	}
	r := &reading{
		channel: c, head: head, messages: maps.Clone(c.messages), last: c.last, stale: c.stale,
		all: c.gap || time.Since(c.whole) >= trust || len(c.stale) > manyStale, whole: c.whole, fresh: map[string]bool{},
	}
	c.stale, c.removed, c.gap = map[string]bool{}, map[string]bool{}, false
	return r
}

// giveBack leaves to the next Refresh what a reading did not get done.
func (c *Channel) giveBack(r *reading) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for id := range r.stale {
		if !c.removed[id] {
			c.stale[id] = true
		}
	}
	c.gap = c.gap || r.all
}

// commit makes what was read the copy, but for what was deleted meanwhile.
func (c *Channel) commit(r *reading) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for id := range c.removed {
		delete(r.messages, id)
	}
	c.head, c.messages, c.last, c.whole, c.known = r.head, r.messages, r.last, r.whole, true
}

// compareIDs compares ids, which are numbers that grow with time.
func compareIDs(a, b string) int {
	return cmp.Or(cmp.Compare(len(a), len(b)), strings.Compare(a, b))
}
