package main

import (
	"errors"
	"log/slog"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/dalil-bot/dalil/bot"
	"github.com/dalil-bot/dalil/corpus"
	"github.com/dalil-bot/dalil/corpus/index"
)

// Who may read a collection is known from what is in it, also when the configuration has forgotten where that came from.
func TestChannelsOf(t *testing.T) {
	ix, err := index.Open("", index.Options{Workers: 1})
	if err != nil {
		t.Fatal(err)
	}
	defer ix.Close()
	for _, source := range []string{"channel 11", "channel 12 pins", "/srv/channel 13", "feed channel"} {
		text := "The harbour closes at noon."
		doc := &corpus.Document{ID: source, Lang: "en", Text: text, Blocks: []corpus.Block{{Span: corpus.Span{End: len(text)}}}}
		change := index.Change{Put: []index.Entry{{Doc: doc, State: index.State{Source: source}}}}
		if err := ix.Apply(t.Context(), "desk", change); err != nil {
			t.Fatal(err)
		}
	}
	configured := []sourceSettings{
		{Kind: "channel", Channel: "11", Collection: "desk"},
		{Kind: "channel", Channel: "14", Pins: true, Collection: "desk"},
		{Kind: "channel", Channel: "15", Collection: "elsewhere"},
		{Kind: "folder", Folder: "/srv/x", Collection: "desk"},
	}
	got, err := channelsOf(t.Context(), ix, configured, "desk")
	if diff := cmp.Diff([]bot.ID{"11", "12", "14"}, got); err != nil || diff != "" {
		t.Errorf("%v (-want +got):\n%s", err, diff)
	}
}

// Without a bot and without its token a channel is not read, which its state says; nothing is asked of Discord.
func TestChannelWithoutBot(t *testing.T) {
	ix, err := index.Open("", index.Options{Workers: 1})
	if err != nil {
		t.Fatal(err)
	}
	defer ix.Close()
	k := newKeeper(ix, t.TempDir(), slog.New(slog.DiscardHandler), nil)
	src := sourceSettings{Name: "desk", Kind: "channel", Channel: "11", Collection: "desk"}
	if _, err := k.sync(t.Context(), task{sourceSettings: src}); !errors.Is(err, errNoBot) {
		t.Errorf("sync: %v", err)
	}
	if m := k.memory(&src); m.Last.Error != errNoBot.Error() || m.Source != "channel 11" {
		t.Errorf("remembered: %+v", m)
	}
}
