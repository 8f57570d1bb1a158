package fakediscord

import (
	"io"
	"log"
	"slices"
	"time"
)

// Kinds of channel, by Discord's numbers.
const (
	Text   = 0
	DM     = 1
	Thread = 11
	Forum  = 15
)

// Permission bits that the server enforces.
const (
	Administrator         = 1 << 3
	AddReactions          = 1 << 6
	ViewChannel           = 1 << 10
	SendMessages          = 1 << 11
	ManageMessages        = 1 << 13
	EmbedLinks            = 1 << 14
	AttachFiles           = 1 << 15
	ReadHistory           = 1 << 16
	ManageServer          = 1 << 5
	CreateThreads         = 1 << 35
	SendInThreads         = 1 << 38
	everything     uint64 = 1<<54 - 1
	// Usual is what members and bots have unless said otherwise.
	Usual uint64 = AddReactions | ViewChannel | SendMessages | EmbedLinks | AttachFiles | ReadHistory | CreateThreads | SendInThreads
)

// User is an account.
type User struct {
	ID, Name string
	Bot      bool
	// NoDM makes the user refuse direct messages from the bot.
	NoDM bool
	// Locale is the language of the user's client: "en-US" when empty.
	Locale string
	dm     string
}

// Guild is a server with the bot in it.
type Guild struct {
	ID, Name string
	server   *Server
	owner    string
	roles    []*Role
	members  map[string][]string // user to roles
	gone     bool
	locale   string
	// NoCommands makes it a server that the bot was added to without its commands.
	NoCommands bool
}

// Role is a role of a server.
type Role struct {
	ID, Name    string
	Permissions uint64
}

// Channel is a channel, thread or direct-message channel.
type Channel struct {
	ID, Name string
	Kind     int
	Guild    *Guild // nil for direct messages
	Parent   *Channel
	owner    string
	with     *User // direct messages
	allow    map[string]uint64
	deny     map[string]uint64
	archived bool
	deleted  bool
	adult    bool
	last     string   // id of the newest message that there ever was
	pins     []string // ids of messages, those pinned last first
}

func quiet() *log.Logger { return log.New(io.Discard, "", 0) }

// AddUser makes an account.
func (s *Server) AddUser(name string) *User {
	s.mu.Lock()
	defer s.mu.Unlock()
	u := &User{ID: s.newID(), Name: name}
	s.users[u.ID] = u
	return u
}

// AddGuild makes a server that the bot is in. Its owner is nobody in particular; its
// role @everyone has Usual. The bot is told when it is connected.
func (s *Server) AddGuild(name string) *Guild {
	s.mu.Lock()
	defer s.mu.Unlock()
	g := &Guild{ID: s.newID(), Name: name, server: s, members: map[string][]string{}, locale: "en-US"}
	g.owner = s.newID()
	g.roles = []*Role{{ID: g.ID, Name: "@everyone", Permissions: Usual}}
	g.members[s.bot.ID] = nil
	s.guilds[g.ID] = g
	s.dispatch("GUILD_CREATE", s.guildJSON(g, true), g.ID, intentGuilds)
	return g
}

// Remove takes the bot out of the server.
func (g *Guild) Remove() {
	s := g.server
	s.mu.Lock()
	defer s.mu.Unlock()
	g.gone = true
	s.dispatch("GUILD_DELETE", obj{"id": g.ID}, g.ID, intentGuilds)
}

// AddRole makes a role.
func (g *Guild) AddRole(name string, permissions uint64) *Role {
	s := g.server
	s.mu.Lock()
	defer s.mu.Unlock()
	r := &Role{ID: s.newID(), Name: name, Permissions: permissions}
	g.roles = append(g.roles, r)
	s.dispatch("GUILD_ROLE_CREATE", obj{"guild_id": g.ID, "role": roleJSON(r)}, g.ID, intentGuilds)
	return r
}

// SetEveryone changes what @everyone, and with it the bot, may do.
func (g *Guild) SetEveryone(permissions uint64) {
	s := g.server
	s.mu.Lock()
	defer s.mu.Unlock()
	g.roles[0].Permissions = permissions
	s.dispatch("GUILD_ROLE_UPDATE", obj{"guild_id": g.ID, "role": roleJSON(g.roles[0])}, g.ID, intentGuilds)
}

// AddMember puts a user into the server, or changes the roles of one who is.
func (g *Guild) AddMember(u *User, roles ...*Role) {
	g.server.mu.Lock()
	defer g.server.mu.Unlock()
	ids := []string{}
	for _, r := range roles {
		ids = append(ids, r.ID)
	}
	g.members[u.ID] = ids
}

// SetOwner makes a user the server's owner.
func (g *Guild) SetOwner(u *User) {
	g.server.mu.Lock()
	defer g.server.mu.Unlock()
	g.owner = u.ID
	if _, ok := g.members[u.ID]; !ok {
		g.members[u.ID] = nil
	}
}

// Outage makes the server unavailable for a time, and back: the bot is still in it.
func (g *Guild) Outage(on bool) {
	s := g.server
	s.mu.Lock()
	defer s.mu.Unlock()
	if on {
		s.dispatch("GUILD_DELETE", obj{"id": g.ID, "unavailable": true}, g.ID, intentGuilds)
		return
	}
	s.dispatch("GUILD_CREATE", s.guildJSON(g, true), g.ID, intentGuilds)
}

// RemoveMember takes a user out of the server.
func (g *Guild) RemoveMember(u *User) {
	g.server.mu.Lock()
	defer g.server.mu.Unlock()
	delete(g.members, u.ID)
}

// AddChannel makes a channel of the kind Text or Forum.
func (g *Guild) AddChannel(name string, kind int) *Channel {
	s := g.server
	s.mu.Lock()
	defer s.mu.Unlock()
	c := &Channel{ID: s.newID(), Name: name, Kind: kind, Guild: g, allow: map[string]uint64{}, deny: map[string]uint64{}}
	s.channels[c.ID] = c
	s.dispatch("CHANNEL_CREATE", s.channelJSON(c), g.ID, intentGuilds)
	return c
}

// Overwrite allows and denies permissions in a channel to a role or user, by id.
func (c *Channel) Overwrite(id string, allow, deny uint64) {
	s := c.Guild.server
	s.mu.Lock()
	defer s.mu.Unlock()
	c.allow[id], c.deny[id] = allow, deny
	s.dispatch("CHANNEL_UPDATE", s.channelJSON(c), c.Guild.ID, intentGuilds)
}

// Delete removes the channel.
func (c *Channel) Delete() {
	s := c.Guild.server
	s.mu.Lock()
	defer s.mu.Unlock()
	c.deleted = true
	s.dispatch("CHANNEL_DELETE", s.channelJSON(c), c.Guild.ID, intentGuilds)
}

// SetAdult makes the channel one for people of age.
func (c *Channel) SetAdult() {
	s := c.Guild.server
	s.mu.Lock()
	defer s.mu.Unlock()
	c.adult = true
	s.dispatch("CHANNEL_UPDATE", s.channelJSON(c), c.Guild.ID, intentGuilds)
}

// DM is the channel for direct messages with a user.
func (s *Server) DM(u *User) *Channel {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.dm(u)
}

func (s *Server) dm(u *User) *Channel {
	if u.dm == "" {
		c := &Channel{ID: s.newID(), Kind: DM, with: u, Name: u.Name}
		s.channels[c.ID], u.dm = c, c.ID
	}
	return s.channels[u.dm]
}

// ChannelByID finds a channel, for example a thread that the bot opened.
func (s *Server) ChannelByID(id string) (*Channel, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c, ok := s.channels[id]
	return c, ok
}

// may computes what a user may do in a channel: Discord's documented order, owner and
// administrators first. A thread has the permissions of the channel it stands in.
func (s *Server) may(user string, c *Channel) uint64 {
	if c.Guild == nil {
		return everything
	}
	if c.Parent != nil {
		c = c.Parent
	}
	g := c.Guild
	roles, member := g.members[user]
	if !member || g.gone {
		return 0
	}
	var p uint64
	for _, r := range g.roles {
		if r.ID == g.ID || slices.Contains(roles, r.ID) {
			p |= r.Permissions
		}
	}
	if p&Administrator != 0 || g.owner == user {
		return everything
	}
	p = p&^c.deny[g.ID] | c.allow[g.ID]
	var allow, deny uint64
	for _, r := range roles {
		allow, deny = allow|c.allow[r], deny|c.deny[r]
	}
	p = p&^deny | allow
	p = p&^c.deny[user] | c.allow[user]
	if p&ViewChannel == 0 {
		return 0
	}
	return p
}

// openThread makes a thread and tells of it. Caller holds mu.
func (s *Server) openThread(id string, parent *Channel, name, owner string) *Channel {
	c := &Channel{ID: id, Name: name, Kind: Thread, Guild: parent.Guild, Parent: parent, owner: owner}
	s.channels[id] = c
	d := s.channelJSON(c)
	d["newly_created"] = true
	s.dispatch("THREAD_CREATE", d, parent.Guild.ID, intentGuilds)
	return c
}

func stamp(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05.000000+00:00") }
