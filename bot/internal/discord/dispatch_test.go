package discord_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/dalil-bot/dalil/bot/internal/discord"
)

// What events tell is known at once and in order, also while others stand in line, and where there is no room for them.
func TestTell(t *testing.T) {
	hold, begun := make(chan struct{}), make(chan struct{}, 10)
	var told, handled []string
	d := discord.NewDispatch(func(_ context.Context, e discord.Event) {
		begun <- struct{}{}
		<-hold
		handled = append(handled, string(e.(*discord.MessageCreate).ID))
	}, discord.DispatchOptions{Queue: 1, Lanes: 1, Tell: func(e discord.Event) {
		id := string(e.(*discord.MessageCreate).ID)
		told = append(told, id)
		if id == "2" {
			panic("a bad event")
		}
	}})
	var taken []bool
	for i := range 4 {
		e := &discord.MessageCreate{}
		e.ID = discord.ID(fmt.Sprint(i + 1))
		taken = append(taken, d.Offer(e))
		if i == 0 {
			<-begun // it has left the line
			d.Offer(e)
		}
	}
	if diff := cmp.Diff([]string{"1", "2", "3", "4"}, told); diff != "" {
		t.Errorf("told (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]bool{true, true, false, false}, taken); diff != "" {
		t.Errorf("taken (-want +got):\n%s", diff)
	}
	close(hold)
	d.Close(t.Context(), 0)
	if diff := cmp.Diff([]string{"1", "2"}, handled); diff != "" {
		t.Errorf("handled (-want +got):\n%s", diff)
	}
	if s := d.Stats(); s.Panics != 1 || s.Dropped != 2 || s.Duplicates != 1 {
		t.Errorf("counted %+v", s)
	}
}

func TestLacks(t *testing.T) {
	const one, two = "4194304", "8388608" // the first and the second server after Discord's epoch
	for _, test := range []struct {
		name   string
		ready  discord.Ready
		server discord.ID
		want   bool
	}{
		{"it is there", discord.Ready{Shards: 1, Guilds: []discord.ID{one}}, one, false},
		{"it is not", discord.Ready{Shards: 1, Guilds: []discord.ID{one}}, two, true},
		{"none is", discord.Ready{Shards: 1}, one, true},
		{"another shard's", discord.Ready{Shard: 0, Shards: 2}, one, false},
		{"this shard's", discord.Ready{Shard: 1, Shards: 2}, one, true},
		{"shards are not known", discord.Ready{}, one, false},
		{"no server", discord.Ready{Shards: 1}, "", false},
	} {
		if got := test.ready.Lacks(test.server); got != test.want {
			t.Errorf("%s: %v", test.name, got)
		}
	}
}
