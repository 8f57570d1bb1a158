package main

import (
	"context"
	"time"

	"github.com/dalil-bot/dalil/corpus/source/channel"
)

// settleAfter is how long a channel is left alone after something was said in it: people write several messages in a row, and
// each time the whole day is indexed anew.
const settleAfter = 3 * time.Second

// keepChannel keeps a channel of Discord up to date, as soon as the bot hears Discord.
func (s *schedule) keepChannel(ctx context.Context, src sourceSettings) {
	if !s.hears(ctx) {
		return
	}
	for {
		began := time.Now()
		wait := s.once(ctx, src, s.keeper.hearing())
		rest := restAfter * time.Since(began)
		timer := time.NewTimer(wait)
		select {
		case <-ctx.Done():
		case <-timer.C:
		case <-s.keeper.changes(&src):
			pause(ctx, max(settleAfter, min(rest, wait)))
		}
		timer.Stop()
		if ctx.Err() != nil {
			return
		}
	}
}

// hears waits until the bot hears Discord, and reports whether it does.
func (s *schedule) hears(ctx context.Context) bool {
	const often = 100 * time.Millisecond
	for ctx.Err() == nil && s.keeper.bot != nil && !s.keeper.bot.Ready() {
		pause(ctx, often)
	}
	return ctx.Err() == nil
}

// pause waits for a time, or until ctx ends.
func pause(ctx context.Context, d time.Duration) {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
	case <-timer.C:
	}
}

// hearing says how changes of channels are noticed.
func (k *keeper) hearing() string {
	if k.bot == nil || !k.bot.Live() {
		return "not told over HTTP; deletions and edits are noticed within an hour"
	}
	return "told by Discord at once"
}

// changes tells of changes in a channel that is open, never of one that could not be opened.
func (k *keeper) changes(s *sourceSettings) <-chan struct{} {
	k.mu.Lock()
	defer k.mu.Unlock()
	if c, ok := k.stocks[k.memoryFile(s)].Files.(*channel.Channel); ok {
		return c.Changes()
	}
	return nil
}
