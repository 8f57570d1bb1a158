package discord

import (
	"context"
	"encoding/json"
	"slices"
	"strconv"
	"time"
)

// Event is something that happened at Discord: one of *Interaction, *MessageCreate,
// *MessageUpdate, *MessageDelete, *Ready, *Resumed, *GuildCreate, *GuildUpdate,
// *GuildDelete, *ChannelChange, *ThreadCreate, *RoleChange.
type Event interface {
	// Key names the event for de-duplication: events with the same Key are the same
	// event told twice. Events that do no harm twice have the empty Key.
	Key() string
}

// Handler takes an event. It is called from a bounded pool, so it should acknowledge
// and hand over rather than work for long; its panics are recovered. The context ends
// when a stopping gateway has waited long enough for it.
type Handler func(ctx context.Context, e Event)

// MessageCreate tells of a new message.
type MessageCreate struct{ Message }

// Key is the message's id.
func (e *MessageCreate) Key() string { return "create " + string(e.ID) }

// MessageUpdate tells of an edited message. Discord also sends one when it unfurls a
// link: EditedTimestamp is nil then.
type MessageUpdate struct{ Message }

// Key is the message's id and the time of the edit.
func (e *MessageUpdate) Key() string {
	if e.EditedTimestamp == nil {
		return ""
	}
	return "update " + string(e.ID) + " " + e.EditedTimestamp.Format(time.RFC3339Nano)
}

// MessageDelete tells of messages that are gone, one or (moderation) many.
type MessageDelete struct {
	IDs       []ID
	ChannelID ID
	GuildID   ID
}

// Key is empty: deleting twice does no harm.
func (e *MessageDelete) Key() string { return "" }

// Ready tells that a shard has a new session, and all servers in its part that the bot
// is in: each is told of in a GuildCreate event after it.
type Ready struct {
	Shard, Shards int // its number, and of how many
	User          User
	ApplicationID ID
	Guilds        []ID
}

// Key is empty.
func (e *Ready) Key() string { return "" }

// Lacks says whether the bot is no longer in a server: it belongs to the shard's part
// and is not among those told of.
func (e *Ready) Lacks(server ID) bool {
	n, err := strconv.ParseUint(string(server), 10, 64)
	mine := err == nil && e.Shards > 0 && int(n>>22%uint64(e.Shards)) == e.Shard
	return mine && !slices.Contains(e.Guilds, server)
}

// Resumed tells that a shard went on with its session: missed events have been
// replayed before it.
type Resumed struct{ Shard int }

// Key is empty.
func (e *Resumed) Key() string { return "" }

// GuildCreate tells of a server that the bot is in: after Ready, after an outage, and
// when the bot is added to it.
type GuildCreate struct{ Guild }

// Key is empty: the same server is told of again after each Ready.
func (e *GuildCreate) Key() string { return "" }

// GuildUpdate tells of a server whose name, owner or settings changed.
type GuildUpdate struct{ Guild }

// Key is empty.
func (e *GuildUpdate) Key() string { return "" }

// GuildDelete tells that the bot was removed from a server or, when Unavailable, that
// Discord has an outage there (the bot is still in it).
type GuildDelete struct {
	ID          ID   `json:"id"`
	Unavailable bool `json:"unavailable"`
}

// Key is empty.
func (e *GuildDelete) Key() string { return "" }

// ChannelChange tells of a channel or thread that was made, changed or deleted. A
// thread's creation is a ThreadCreate.
type ChannelChange struct {
	Channel
	Deleted bool
}

// Key is empty.
func (e *ChannelChange) Key() string { return "" }

// ThreadCreate tells of a thread or forum post that was opened (New), or that the bot
// was added to.
type ThreadCreate struct {
	Channel
	New bool
}

// Key is the thread's id and whether it is new.
func (e *ThreadCreate) Key() string {
	if !e.New {
		return ""
	}
	return "thread " + string(e.ID)
}

// RoleChange tells of a role that was made, changed or deleted (then only its ID).
type RoleChange struct {
	GuildID ID
	Role    Role
	Deleted bool
}

// Key is empty.
func (e *RoleChange) Key() string { return "" }

// Nonce is the mark that the sender of a message gave it; Discord sends it back as a
// string or as a number.
type Nonce string

// UnmarshalJSON takes either form.
func (n *Nonce) UnmarshalJSON(b []byte) error {
	var s string
	if json.Unmarshal(b, &s) == nil {
		*n = Nonce(s)
		return nil
	}
	*n = Nonce(b)
	return nil
}
