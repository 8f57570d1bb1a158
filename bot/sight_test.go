package bot

import (
	"testing"

	"github.com/dalil-bot/dalil/bot/internal/discord"
)

// Who may read a reply is told by the settings of two channels alone; wherever that is not sure, the answer is no.
func TestPublic(t *testing.T) {
	const all = reading | discord.SendMessages
	open := discord.Guild{ID: "g", OwnerID: "owner", Roles: []discord.Role{{ID: "g", Permissions: all}, {ID: "editors"}}}
	shut := discord.Guild{ID: "g", OwnerID: "owner", Roles: []discord.Role{{ID: "g", Permissions: discord.ReadMessageHistory}, {ID: "members", Permissions: reading}}}
	blind := discord.Guild{ID: "g", Roles: []discord.Role{{ID: "g", Permissions: discord.ViewChannel}, {ID: "editors", Permissions: reading}}}
	channel := func(id discord.ID, over ...discord.Overwrite) discord.Channel {
		return discord.Channel{ID: id, Overwrites: over}
	}
	role := func(id discord.ID, allow, deny discord.Permissions) discord.Overwrite {
		return discord.Overwrite{ID: id, Allow: allow, Deny: deny}
	}
	person := func(id discord.ID, allow, deny discord.Permissions) discord.Overwrite {
		return discord.Overwrite{ID: id, Type: 1, Allow: allow, Deny: deny}
	}
	const view, history = discord.ViewChannel, discord.ReadMessageHistory
	for _, test := range []struct {
		name       string
		server     discord.Guild
		from, here discord.Channel
		want       bool
	}{
		{"open, elsewhere", open, channel("a"), channel("b"), true},
		{"open, in a closed one", open, channel("a"), channel("b", role("g", 0, view), role("editors", view, 0)), true},
		{"closed, elsewhere", open, channel("a", role("g", 0, view), role("editors", view, 0)), channel("b"), false},
		{"closed, in itself", open, channel("a", role("g", 0, view), role("editors", view, 0)), channel("a", role("g", 0, view), role("editors", view, 0)), true},
		{"closed, in one closed alike", open, channel("a", role("g", 0, view), role("editors", view, 0)),
			channel("b", role("editors", view|discord.SendMessages, 0), role("g", 0, view)), true},
		{"closed, in one open to one more", open, channel("a", role("g", 0, view), role("editors", view, 0)),
			channel("b", role("g", 0, view), role("editors", view, 0), person("eve", view, 0)), false},
		{"one role kept out", open, channel("a", role("interns", 0, view)), channel("b"), false},
		{"one person kept out", open, channel("a", person("eve", 0, view)), channel("b"), false},
		{"a person and a role of the same id", open, channel("a", role("g", 0, view), role("x", view, 0)),
			channel("b", role("g", 0, view), person("x", view, 0)), false},
		{"the history is kept from everyone", open, channel("a", role("g", 0, history)), channel("a", role("g", 0, history)), false},
		{"the history is kept from a role, in itself", open, channel("a", role("interns", 0, history)), channel("a", role("interns", 0, history)), false},
		{"everyone has no history", blind, channel("a"), channel("a"), false},
		{"only members see channels, elsewhere alike", shut, channel("a"), channel("b"), true},
		{"only members see channels, here everyone", shut, channel("a"), channel("b", role("g", view, 0)), false},
		{"writing is kept from everyone", open, channel("a", role("g", 0, discord.SendMessages)), channel("b"), true},
		{"no such server", discord.Guild{ID: "g"}, channel("a"), channel("a"), false},
	} {
		from := ground{server: test.server, channel: test.from, base: test.from}
		here := ground{server: test.server, channel: test.here, base: test.here}
		if got := public(from, here); got != test.want {
			t.Errorf("%s: %v", test.name, got)
		}
	}
}

func TestSaid(t *testing.T) {
	person := discord.User{ID: "1", Username: "alice", GlobalName: "Alice"}
	for _, test := range []struct {
		name string
		in   discord.Message
		text string
		omit bool
	}{
		{"plain", discord.Message{Author: person, Content: "hello"}, "hello", false},
		{"names", discord.Message{Author: person, Content: "ask <@2> or <@!2>, not <@3> <:wave:99> <a:spin:98> in <#7>",
			Mentions: []discord.User{{ID: "2", Username: "bob"}}}, "ask @bob or @bob, not <@3> :wave: :spin: in <#7>", false},
		{"a bot", discord.Message{Author: discord.User{ID: "5", Bot: true}, Content: "hello"}, "hello", true},
		{"a webhook", discord.Message{Author: person, WebhookID: "6", Content: "hello"}, "hello", true},
		{"to the bot", discord.Message{Author: person, Content: "<@9> when?", Mentions: []discord.User{{ID: "9", Username: "dalil"}}}, "@dalil when?", true},
		{"joined", discord.Message{Author: person, Type: 7}, "", true},
		{"nothing", discord.Message{Author: person, Content: " "}, " ", true},
		{"a file", discord.Message{Author: person, Attachments: []discord.Attachment{{Filename: "plan.pdf"}}}, "", false},
	} {
		got := said(&test.in, "9")
		if got.Text != test.text || got.Omit != test.omit || !test.omit && got.Author != "Alice" {
			t.Errorf("%s: %+v", test.name, got)
		}
	}
	forwarded := discord.Message{Author: person, Snapshots: make([]discord.Snapshot, 1)}
	forwarded.Snapshots[0].Message.Content = "told elsewhere"
	if got := said(&forwarded, "9"); got.Text != "told elsewhere" || got.Omit {
		t.Errorf("forwarded: %+v", got)
	}
}
