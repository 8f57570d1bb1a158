package bot

import (
	"context"
	"sync"

	"github.com/dalil-bot/dalil/bot/internal/discord"
)

// maxThreads bounds the threads that are remembered; what was forgotten is fetched again when it is needed.
const maxThreads = 5000

// world remembers what Discord tells of servers and channels, so that few requests are needed.
type world struct {
	mu       sync.Mutex
	guilds   map[discord.ID]discord.Guild // without channels
	channels map[discord.ID]discord.Channel
	threads  []discord.ID        // in channels, oldest first
	fresh    map[discord.ID]bool // servers that were told of since the session began
}

func newWorld() *world {
	return &world{guilds: map[discord.ID]discord.Guild{}, channels: map[discord.ID]discord.Channel{}, fresh: map[discord.ID]bool{}}
}

// learn keeps what an event tells of servers and channels. It is called for each as soon as it comes: events that stand in
// line must not let anybody see what he may not see any more.
func (w *world) learn(e discord.Event) {
	w.mu.Lock()
	defer w.mu.Unlock()
	switch e := e.(type) {
	case *discord.Ready:
		w.begin(e)
	case *discord.GuildCreate:
		w.putGuild(e.Guild)
	case *discord.GuildUpdate:
		g := w.guilds[e.Guild.ID]
		g.ID, g.Name, g.OwnerID, g.Roles = e.Guild.ID, e.Guild.Name, e.OwnerID, e.Roles
		w.guilds[g.ID] = g
	case *discord.GuildDelete:
		delete(w.fresh, e.ID)
		if !e.Unavailable { // else an outage of Discord's
			w.dropGuild(e.ID)
		}
	case *discord.ThreadCreate:
		w.putChannel(e.Channel)
	case *discord.RoleChange:
		w.changeRole(e)
	case *discord.ChannelChange:
		if e.Deleted {
			delete(w.channels, e.Channel.ID)
		} else {
			w.putChannel(e.Channel)
		}
	}
}

// begin notes that a session began: until a server is told of again, what is known of it may be old. Like the other steps
// of learn it is called with mu held.
func (w *world) begin(e *discord.Ready) {
	for _, id := range e.Guilds {
		delete(w.fresh, id)
	}
	for id := range w.guilds {
		if e.Lacks(id) {
			w.dropGuild(id)
		}
	}
}

func (w *world) putGuild(g discord.Guild) {
	if g.Channels != nil { // all of them: what is not among them is gone
		w.fresh[g.ID] = true
		if _, known := w.guilds[g.ID]; known { // at the start none is, which saves going through all channels for each
			w.forget(g.ID)
		}
	}
	for _, c := range append(g.Channels, g.Threads...) {
		if c.GuildID == "" {
			c.GuildID = g.ID
		}
		w.putChannel(c)
	}
	g.Channels, g.Threads = nil, nil
	w.guilds[g.ID] = g
}

func (w *world) putChannel(c discord.Channel) {
	c.Topic = "" // of no use here, and up to 4 KB
	_, known := w.channels[c.ID]
	w.channels[c.ID] = c
	if !c.Type.Thread() || known {
		return
	}
	w.threads = append(w.threads, c.ID)
	if len(w.threads) > maxThreads {
		delete(w.channels, w.threads[0])
		w.threads = w.threads[1:]
	}
}

func (w *world) dropGuild(id discord.ID) {
	delete(w.guilds, id)
	delete(w.fresh, id)
	w.forget(id)
}

// forget drops the channels of a server.
func (w *world) forget(server discord.ID) {
	for key, c := range w.channels {
		if c.GuildID == server {
			delete(w.channels, key)
		}
	}
}

// current returns a server and a channel in it as they are now, where events tell of every change of them.
func (w *world) current(channel discord.ID) (discord.Guild, discord.Channel, bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	c, ok := w.channels[channel]
	g, known := w.guilds[c.GuildID]
	return g, c, ok && known && w.fresh[c.GuildID]
}

// meet remembers a channel that Discord was asked for, unless an event has told of it meanwhile: that is newer.
func (w *world) meet(c discord.Channel) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if _, told := w.channels[c.ID]; !told {
		w.putChannel(c)
	}
}

func (w *world) changeRole(e *discord.RoleChange) {
	g, ok := w.guilds[e.GuildID]
	if !ok {
		return
	}
	roles := make([]discord.Role, 0, len(g.Roles)+1)
	for _, r := range g.Roles {
		if r.ID != e.Role.ID {
			roles = append(roles, r)
		}
	}
	if !e.Deleted {
		roles = append(roles, e.Role)
	}
	g.Roles = roles
	w.guilds[g.ID] = g
}

func (w *world) guild(id discord.ID) (discord.Guild, bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	g, ok := w.guilds[id]
	return g, ok
}

// servers is how many servers Discord has told of.
func (w *world) servers() int {
	w.mu.Lock()
	defer w.mu.Unlock()
	return len(w.guilds)
}

func (w *world) channel(id discord.ID) (discord.Channel, bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	c, ok := w.channels[id]
	return c, ok
}

// channel finds a channel, asking Discord where it is not known.
func (b *Bot) channel(ctx context.Context, id discord.ID) (discord.Channel, error) {
	if c, ok := b.world.channel(id); ok {
		return c, nil
	}
	c, err := b.discord.Channel(ctx, id)
	if err != nil {
		return discord.Channel{}, err
	}
	b.world.meet(*c)
	return *c, nil
}
