package bot

import (
	"testing"

	"github.com/dalil-bot/dalil/bot/internal/discord"
)

// What events tell holds until a later one tells something else; what Discord was asked for never takes its place.
func TestWorld(t *testing.T) {
	const server, left, desk = "4194304", "8388608", "20"
	w := newWorld()
	channel := func(name string) discord.Channel {
		return discord.Channel{ID: desk, GuildID: server, Name: name}
	}
	step := func(what string, e discord.Event, name string, current bool) {
		t.Helper()
		if e != nil {
			w.learn(e)
		}
		_, c, ok := w.current(desk)
		if found, _ := w.channel(desk); found.Name != name || ok != current || ok && c.Name != name {
			t.Errorf("%s: the channel is %q, of this moment: %v", what, found.Name, ok)
		}
	}
	create := func(name string) *discord.GuildCreate {
		return &discord.GuildCreate{Guild: discord.Guild{ID: server, Channels: []discord.Channel{channel(name)}}}
	}
	w.meet(channel("asked"))
	step("asked before any event", nil, "asked", false)
	step("told of its server", create("told"), "told", true)
	w.meet(channel("asked earlier, answered late"))
	step("asked meanwhile", nil, "told", true)
	step("changed", &discord.ChannelChange{Channel: channel("changed")}, "changed", true)
	step("a change of the server", &discord.GuildUpdate{Guild: discord.Guild{ID: server, OwnerID: "7", Roles: []discord.Role{{ID: server}}}}, "changed", true)
	step("an outage", &discord.GuildDelete{ID: server, Unavailable: true}, "changed", false)
	step("back", create("back"), "back", true)
	if g, _ := w.guild(server); g.OwnerID != "" {
		t.Errorf("the server is still owned by %s", g.OwnerID)
	}
	w.learn(&discord.GuildCreate{Guild: discord.Guild{ID: left, Channels: []discord.Channel{}}})
	step("a new session", &discord.Ready{Shards: 1, Guilds: []discord.ID{server}}, "back", false)
	if n := w.servers(); n != 1 {
		t.Errorf("%d servers, after the other removed the bot", n)
	}
	step("told again, without the channel", &discord.GuildCreate{Guild: discord.Guild{ID: server, Channels: []discord.Channel{{ID: "21"}}}}, "", false)
	step("told once more", create("again"), "again", true)
	step("deleted", &discord.ChannelChange{Channel: channel(""), Deleted: true}, "", false)
}
