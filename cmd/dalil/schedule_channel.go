package main

import (
	"context"
	"time"

	"github.com/dalil-bot/dalil/corpus/ingest"
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
		wait := s.readChannel(ctx, src)
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

// readChannel brings a channel up to date and returns how long to wait until the next time, if nothing is said there.
func (s *schedule) readChannel(ctx context.Context, src sourceSettings) time.Duration {
	wait := time.Duration(src.Every)
	if wait == 0 {
		wait = never
	}
	t := s.task(src)
	if t.watched = "told by Discord at once"; s.keeper.bot == nil || !s.keeper.bot.Live() {
		t.watched = "not told over HTTP; deletions and edits are noticed within an hour"
	}
	t.next = time.Now().Add(min(wait, longest))
	report, err := s.sync(ctx, t)
	s.note(ctx, &src, report, err)
	if err != nil {
		wait = min(wait, ingest.Wait(s.keeper.memory(&src).InVain))
	}
	return wait
}

// longest is as far as anything is foreseen.
const longest = 365 * 24 * time.Hour

// changes tells of changes in a channel that is open, never of one that could not be opened.
func (k *keeper) changes(s *sourceSettings) <-chan struct{} {
	k.mu.Lock()
	defer k.mu.Unlock()
	if c, ok := k.stocks[k.memoryFile(s)].Files.(*channel.Channel); ok {
		return c.Changes()
	}
	return nil
}
