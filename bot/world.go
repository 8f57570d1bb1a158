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

// begin notes that a session began: until a server is told of again, what is known of it may be old.
func (w *world) begin(servers []discord.ID) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, id := range servers {
		delete(w.fresh, id)
	}
}

func (w *world) addGuild(g discord.Guild) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if g.Channels != nil { // all of them: what is not among them is gone
		w.fresh[g.ID] = true
		w.forget(g.ID)
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

// putChannel is called with mu held.
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

func (w *world) addChannel(c discord.Channel) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.putChannel(c)
}

func (w *world) dropChannel(id discord.ID) {
	w.mu.Lock()
	defer w.mu.Unlock()
	delete(w.channels, id)
}

func (w *world) dropGuild(id discord.ID) {
	w.mu.Lock()
	defer w.mu.Unlock()
	delete(w.guilds, id)
	delete(w.fresh, id)
	w.forget(id)
}

// forget is called with mu held.
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

func (w *world) changeRole(e *discord.RoleChange) {
	w.mu.Lock()
	defer w.mu.Unlock()
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
	b.world.addChannel(*c)
	return *c, nil
}
