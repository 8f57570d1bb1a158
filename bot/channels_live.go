package bot

import (
	"sync"

	"github.com/dalil-bot/dalil/bot/internal/discord"
)

// A Follower is told of what happens in a channel, at once and in order. Its methods must not wait for anything.
type Follower interface {
	Changed(message string)     // written or edited
	Removed(messages ...string) // deleted
	Gap()                       // something may have been missed
}

// followers are told of what happens in channels.
type followers struct {
	mu  sync.Mutex
	all map[discord.ID][]Follower
}

// Live says whether followers are told of anything: over HTTP nothing but commands comes in.
func (b *Bot) Live() bool { return b.opts.PublicKey == "" }

// Follow has a Follower told of what happens in a channel, until stop is called.
func (b *Bot) Follow(channel ID, f Follower) (stop func()) {
	b.following.mu.Lock()
	defer b.following.mu.Unlock()
	b.following.all[channel] = append(b.following.all[channel], f)
	return func() { b.following.drop(channel, f) }
}

func (f *followers) drop(channel discord.ID, one Follower) {
	f.mu.Lock()
	defer f.mu.Unlock()
	var rest []Follower
	for _, other := range f.all[channel] {
		if other != one {
			rest = append(rest, other)
		}
	}
	if f.all[channel] = rest; rest == nil {
		delete(f.all, channel)
	}
}

// of returns who follows a channel; with "" all.
func (f *followers) of(channel discord.ID) []Follower {
	f.mu.Lock()
	defer f.mu.Unlock()
	if channel != "" {
		return append([]Follower(nil), f.all[channel]...)
	}
	var all []Follower
	for _, list := range f.all {
		all = append(all, list...)
	}
	return all
}

// tell tells those who follow a channel of an event in it.
func (f *followers) tell(e discord.Event) {
	switch e := e.(type) {
	case *discord.MessageCreate:
		f.each(e.ChannelID, func(o Follower) { o.Changed(string(e.ID)) })
	case *discord.MessageUpdate:
		f.each(e.ChannelID, func(o Follower) { o.Changed(string(e.ID)) })
	case *discord.MessageDelete:
		ids := make([]string, len(e.IDs))
		for i, id := range e.IDs {
			ids[i] = string(id)
		}
		f.each(e.ChannelID, func(o Follower) { o.Removed(ids...) })
	case *discord.ChannelChange:
		if e.Deleted {
			f.each(e.Channel.ID, Follower.Gap)
		}
	case *discord.Ready: // a new session: what happened since the last one was not told
		f.each("", Follower.Gap)
	}
}

func (f *followers) each(channel discord.ID, do func(Follower)) {
	for _, o := range f.of(channel) {
		do(o)
	}
}
