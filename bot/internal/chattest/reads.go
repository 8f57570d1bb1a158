package chattest

import (
	"context"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"time"

	"github.com/dalil-bot/dalil/bot"
	"github.com/dalil-bot/dalil/bot/internal/fakediscord"
	"github.com/dalil-bot/dalil/corpus/ingest"
	"github.com/dalil-bot/dalil/corpus/source/channel"
)

// How channels that are sources are kept up to date: as serve does it.
const (
	readEvery = time.Hour
	readAfter = 3 * time.Second // a change
	readGrace = 3 * time.Hour
)

// recount says what is in the channels before the bot comes: files history/CHANNEL with lines such as "alice: Good morning."
func (s *stage) recount() {
	for _, f := range s.script.Files {
		name, ok := strings.CutPrefix(f.Name, "history/")
		if !ok {
			continue
		}
		c := s.channels[s.full(name)]
		if c == nil {
			s.t.Fatalf("%s: %v", f.Name, errNoChannel)
		}
		for line := range strings.Lines(string(f.Data)) {
			who, text, _ := strings.Cut(strings.TrimSpace(line), ": ")
			if err := s.say(place{c, s.user(who)}, text, fakediscord.Extra{}); err != nil {
				s.t.Fatal(err)
			}
		}
	}
}

// follow keeps the collections that are made of channels up to date, until ctx ends.
func (s *stage) follow(ctx context.Context) (wait func()) {
	var group sync.WaitGroup
	start := func(collection, name string, pins bool) {
		c := s.channels[s.full(name)]
		if c == nil {
			s.t.Fatalf("config: %s: %v", name, errNoChannel)
		}
		from := channel.New(s.bot.Reader(), c.ID, channel.Options{Name: collection, Live: s.bot.Live(), Pins: pins})
		stop := s.bot.Follow(bot.ID(c.ID), from)
		s.shelf.mu.Lock()
		s.shelf.channels[collection] = []bot.ID{bot.ID(c.ID)}
		s.shelf.mu.Unlock()
		s.reading.Add(1) // until it was read for the first time
		group.Go(func() {
			defer stop()
			s.keep(ctx, collection, from)
		})
	}
	for _, r := range s.world.reads {
		start(r[0], r[1], false)
	}
	for _, r := range s.world.pinned {
		start(r[0], r[1], true)
	}
	return group.Wait
}

// keep keeps one collection up to date.
func (s *stage) keep(ctx context.Context, collection string, from *channel.Channel) {
	memory := new(ingest.Memory)
	tick := time.NewTicker(readEvery)
	defer tick.Stop()
	for !s.bot.Ready() && ctx.Err() == nil {
		time.Sleep(100 * time.Millisecond)
	}
	for {
		if err := s.read(ctx, collection, from, memory); err != nil && ctx.Err() == nil {
			slog.New(slog.NewTextHandler(s.log, nil)).Warn("not read", slog.String("collection", collection), slog.Any("error", err))
		}
		s.reading.Add(-1)
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		case <-from.Changes():
			time.Sleep(readAfter)
		}
		s.reading.Add(1)
	}
}

func (s *stage) read(ctx context.Context, collection string, from *channel.Channel, memory *ingest.Memory) error {
	if err := from.Refresh(ctx); err != nil {
		return err
	}
	o := ingest.Options{Workers: 1, Force: true, Forget: true, Memory: memory}
	if from.Lost() != "" {
		o.Grace = readGrace
	}
	s.shelf.mu.Lock()
	defer s.shelf.mu.Unlock()
	r, err := ingest.Sync(ctx, s.shelf.ix, ingest.Source{Collection: collection, Name: "channel " + from.ID(), Files: from}, o)
	if err == nil {
		s.bot.Reread(collection)
	}
	if len(r.Failed) > 0 {
		return fmt.Errorf("%v", r.Failed)
	}
	return err
}
