package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/dalil-bot/dalil/bot"
	"github.com/dalil-bot/dalil/corpus/index"
	"github.com/dalil-bot/dalil/corpus/source/channel"
)

// channelKind is the kind of a source that is a channel of Discord, and begins what its documents belong to in the index: the
// channel's id follows, so that who may read them is known from the index alone, also when the configuration no longer has the
// source.
const channelKind = "channel"

// channelIdentity is what the documents of a channel belong to.
func (s *sourceSettings) channelIdentity() string {
	if s.Pins {
		return channelKind + " " + s.Channel + " pins"
	}
	return channelKind + " " + s.Channel
}

// channelIn returns the channel that documents of a source are from, "" where they are from no channel.
func channelIn(identity string) bot.ID {
	if words := strings.Fields(identity); len(words) > 1 && words[0] == channelKind {
		return bot.ID(words[1])
	}
	return ""
}

// channelsOf returns the channels that documents of a collection are from: by the configuration, and by the index.
func channelsOf(ctx context.Context, ix *index.Index, configured []sourceSettings, collection string) ([]bot.ID, error) {
	found, err := ix.Sources(ctx, collection)
	var all []bot.ID
	for _, s := range found {
		all = append(all, channelIn(s.Name))
	}
	for _, s := range configured {
		if s.Collection == collection {
			all = append(all, channelIn(s.identity()))
		}
	}
	slices.Sort(all)
	all = slices.Compact(all)
	return slices.DeleteFunc(all, func(id bot.ID) bool { return id == "" }), err
}

// settleChannel checks what is said of a channel.
func (s *sourceSettings) settleChannel() (key string, err error) {
	if s.Kind != channelKind {
		return "", nil
	}
	if len(s.Channel) > 20 || strings.Trim(s.Channel, "0123456789") != "" {
		return channelKind, errors.New("is no id of a channel, which is a number: switch on Developer Mode in Discord, then Copy Channel ID")
	}
	if _, err := s.since(); err != nil {
		return "since", errors.New("is no day such as 2024-05-31")
	}
	if strings.HasPrefix(s.Collection, bot.OwnPrefix) {
		return "collection", fmt.Errorf("begins with %s, which is for what a server adds itself", bot.OwnPrefix)
	}
	return "", nil
}

// since returns the day before which nothing is read.
func (s *sourceSettings) since() (time.Time, error) {
	if s.Since == "" {
		return time.Time{}, nil
	}
	return time.Parse(time.DateOnly, s.Since)
}

var errNoBot = errors.New("a channel of Discord is read while dalil serve runs, or with the bot's token: set DALIL_DISCORD_TOKEN")

// channel opens a channel: through the bot where it runs, else with its token. The caller holds the lock.
func (k *keeper) channel(t *task) (stock, error) {
	since, err := t.since()
	if err != nil {
		return stock{}, err
	}
	o := channel.Options{Name: t.Name, Pins: bool(t.Pins), Since: since, Messages: int(t.Messages)}
	if k.bot != nil {
		o.Live = k.bot.Live()
		c := channel.New(k.bot.Reader(), t.Channel, o)
		return stock{Files: c, Closer: closer(k.bot.Follow(bot.ID(t.Channel), c))}, nil
	}
	if k.token == "" {
		return stock{}, errNoBot
	}
	r, err := bot.NewReader(bot.Options{Token: k.token, Log: k.log})
	return stock{Files: channel.New(r, t.Channel, o), Closer: nothing{}}, err
}

// closer closes by a function that cannot fail.
type closer func()

func (c closer) Close() error { c(); return nil }

var _ io.Closer = closer(nil)

// refresh asks Discord what is new in a channel, and settles how documents go: at once where messages were deleted, which is
// never a mistake of a disk; after the grace where the whole channel is gone or closed to the bot.
func (t *task) refresh(ctx context.Context, files stock) error {
	c, ok := files.Files.(*channel.Channel)
	if !ok {
		return nil
	}
	if err := c.Refresh(ctx); err != nil {
		return err
	}
	if t.force = true; c.Lost() == "" {
		t.Grace = 0
	}
	return nil
}
