package channel

import (
	"context"
	"errors"
	"maps"
	"slices"
	"time"

	"github.com/dalil-bot/dalil/corpus"
)

// A reading is one Refresh at work, on a copy of its own.
type reading struct {
	channel  *Channel
	head     corpus.ChatChannel
	messages map[string]corpus.ChatMessage
	last     string
	stale    map[string]bool
	fresh    map[string]bool // ids of messages that were read
	all      bool            // everything is read again
	whole    time.Time
}

// pageSize is how many messages Discord gives at a time.
const pageSize = 100

// read asks for what is new.
func (r *reading) read(ctx context.Context) error {
	switch {
	case r.channel.opts.Pins:
		return r.readPins(ctx)
	case r.all:
		return r.readAll(ctx)
	}
	if err := r.readNew(ctx); err != nil {
		return err
	}
	return r.readStale(ctx)
}

// readable asks whether messages can be read, which decides whether those that are missing are gone.
func (r *reading) readable(ctx context.Context) error {
	return r.channel.client.Readable(ctx, r.channel.id)
}

// readPins reads the pinned messages. Discord gives none where it does not let the bot read.
func (r *reading) readPins(ctx context.Context) error {
	if r.all {
		if err := r.readable(ctx); err != nil {
			return err
		}
		r.whole = time.Now()
	}
	page, err := r.channel.client.Messages(ctx, r.channel.id, corpus.ChatPage{Pinned: true})
	if err != nil {
		return err
	}
	before := len(r.messages)
	clear(r.messages)
	r.keep(page)
	if len(r.messages) < before && !r.all {
		return r.readable(ctx)
	}
	return nil
}

// readAll reads the history, the newest first, back to where it begins or the options end it.
func (r *reading) readAll(ctx context.Context) error {
	if err := r.readable(ctx); err != nil {
		return err
	}
	began := time.Now()
	clear(r.messages)
	r.last = ""
	for read, before := 0, ""; ; {
		page, err := r.channel.client.Messages(ctx, r.channel.id, corpus.ChatPage{Before: before})
		if err != nil {
			return err
		}
		if r.keep(page); read == 0 && len(page) > 0 {
			r.last = page[0].ID
		}
		if read += len(page); len(page) < pageSize {
			break
		}
		before = page[len(page)-1].ID
		if page[len(page)-1].Time.Before(r.channel.opts.Since) {
			break
		}
		if read >= r.channel.opts.Messages {
			r.trim()
			break
		}
	}
	r.whole = began
	return nil
}

// trim takes out the oldest entry, of which only a part was read, unless it is the only one.
func (r *reading) trim() {
	entries := r.channel.entriesOf(r.head, r.messages)
	names := slices.Sorted(maps.Keys(entries))
	if len(names) < 2 {
		return
	}
	for _, m := range entries[names[0]] {
		delete(r.messages, m.ID)
	}
}

// readNew reads what came after the last message that was seen.
func (r *reading) readNew(ctx context.Context) error {
	for compareIDs(r.head.Last, r.last) > 0 {
		page, err := r.channel.client.Messages(ctx, r.channel.id, corpus.ChatPage{After: r.last})
		if err != nil {
			return err
		}
		if len(page) == 0 { // it was deleted, or we may not read any more
			if err := r.readable(ctx); err != nil {
				return err
			}
			r.last = r.head.Last
			return nil
		}
		r.keep(page)
		r.last = page[0].ID
		if len(page) < pageSize {
			break
		}
	}
	return nil
}

// readStale reads messages again that were edited.
func (r *reading) readStale(ctx context.Context) error {
	for _, id := range slices.Sorted(maps.Keys(r.stale)) {
		if _, have := r.messages[id]; r.fresh[id] || !have && r.before(id) {
			continue
		}
		m, err := r.channel.client.Message(ctx, r.channel.id, id)
		switch {
		case errors.Is(err, corpus.ErrNotFound):
			delete(r.messages, id)
		case err != nil:
			return err
		default:
			r.keep([]corpus.ChatMessage{m})
		}
	}
	return nil
}

// before reports whether a message is older than all that are kept, and so outside of what is read.
func (r *reading) before(id string) bool {
	for have := range r.messages {
		if compareIDs(have, id) < 0 {
			return false
		}
	}
	return len(r.messages) > 0
}

// keep takes messages in, in place of what they were.
func (r *reading) keep(messages []corpus.ChatMessage) {
	for _, m := range messages {
		r.fresh[m.ID] = true
		if m.Omit || m.Time.Before(r.channel.opts.Since) {
			delete(r.messages, m.ID)
		} else {
			r.messages[m.ID] = m
		}
	}
}
