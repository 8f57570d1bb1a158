package bot

import (
	"context"
	"errors"
	"log/slog"
	"maps"
	"slices"
	"time"

	"github.com/dalil-bot/dalil/bot/internal/discord"
)

// A collection that messages of channels are in may be asked by those alone who may read all of these channels now, and in
// a reply that others read only where everybody who reads it may. What that takes is asked of the events of the gateway,
// which tell of every change of roles and permissions; where there are none, of Discord itself, at each question. When
// Discord does not say, the answer is no.
//
// Members cannot be listed without another privileged intent. So who may read a reply is told by what is set in the two
// channels: public says how.

// A ground is a channel with what decides who may read it.
type ground struct {
	server  discord.Guild
	channel discord.Channel
	base    discord.Channel // whose overwrites hold: that of a thread, else channel
}

// adult says whether the channel is for people of age only.
func (g ground) adult() bool { return g.channel.Adult || g.base.Adult }

// ground finds a channel as it is now.
func (b *Bot) ground(ctx context.Context, id discord.ID) (ground, error) {
	if ch, ok := b.world.channel(id); ok {
		if g, ok := b.groundOf(ch); ok {
			return g, nil
		}
	}
	ch, err := b.discord.Channel(ctx, id)
	if err != nil {
		return ground{}, err
	}
	g := ground{channel: *ch, base: *ch}
	if ch.Type.Thread() {
		if ch, err = b.discord.Channel(ctx, ch.ParentID); err != nil {
			return ground{}, err
		}
		g.base = *ch
	}
	g.base = b.forOthers(g.base)
	server, err := b.discord.Guild(ctx, g.channel.GuildID)
	if err != nil {
		return ground{}, err
	}
	g.server = *server
	return g, nil
}

// groundOf finds what events tell of who may read a channel, where they tell of every change.
func (b *Bot) groundOf(ch discord.Channel) (ground, bool) {
	if ch.Type.Thread() {
		server, base, ok := b.world.current(ch.ParentID)
		return ground{server, ch, b.forOthers(base)}, ok && b.hears()
	}
	server, base, ok := b.world.current(ch.ID)
	return ground{server, base, b.forOthers(base)}, ok && b.hears()
}

// forOthers returns a channel without what is set in it for the bot alone: that keeps no reader out and lets none in.
func (b *Bot) forOthers(ch discord.Channel) discord.Channel {
	b.mu.Lock()
	me := b.me
	b.mu.Unlock()
	ch.Overwrites = slices.DeleteFunc(slices.Clone(ch.Overwrites), func(o discord.Overwrite) bool { return o.Type == 1 && o.ID == me })
	return ch
}

// hears says whether events tell of every change at this moment.
func (b *Bot) hears() bool { return b.opts.PublicKey == "" && b.gateway.Up() }

// A look is what somebody may see at one moment.
type look struct {
	bot     *Bot
	at      place
	grounds map[discord.ID]bool // what was found out
}

func (b *Bot) lookFrom(p place) *look { return &look{b, p, map[discord.ID]bool{}} }

// seen keeps the names of the collections that may be asked at a place.
func (l *look) seen(ctx context.Context, all []Collection) (names []string) {
	for _, c := range all {
		if !slices.ContainsFunc(c.Channels, func(id discord.ID) bool { return !l.reads(ctx, id) }) {
			names = append(names, c.Name)
		}
	}
	return names
}

// reads says whether everybody who sees the reply may read a channel.
func (l *look) reads(ctx context.Context, id discord.ID) bool {
	known, ok := l.grounds[id]
	if !ok {
		var err error
		if known, err = l.mayRead(ctx, id); err != nil {
			l.bot.log.Warn("who may read a channel is not known: what was said there is left out", slog.String("channel", string(id)), slog.Any("error", err))
		}
		l.grounds[id] = known
	}
	return known
}

func (l *look) mayRead(ctx context.Context, id discord.ID) (bool, error) {
	g, err := l.bot.ground(ctx, id)
	if gone(err) {
		return false, nil
	}
	if err != nil || g.server.ID == "" || g.channel.Type == discord.PrivateThread {
		return false, err
	}
	m, err := l.member(ctx, g.server.ID)
	if err != nil || m == nil || !discord.PermissionsIn(g.server, g.base, *m).Has(reading) {
		return false, err
	}
	if !g.adult() && (l.at.alone || l.at.direct()) {
		return true, nil
	}
	if l.at.direct() || l.at.server != g.server.ID {
		return false, nil
	}
	here, err := l.bot.ground(ctx, l.at.parent)
	if err != nil || g.adult() && !here.adult() {
		return false, err
	}
	return l.at.alone || public(g, here), nil
}

// rolesLife is how long the roles that came with an event count: a question that waited, or that was told of late, is that of
// somebody who may have lost them meanwhile.
const rolesLife = 10 * time.Second

// member is whoever asks, as a member of a server; nil for somebody who is none. What an event of that server told just now
// counts; otherwise Discord is asked.
func (l *look) member(ctx context.Context, server discord.ID) (*discord.Member, error) {
	if l.at.server == server && l.at.roles != nil && time.Since(l.at.told) < rolesLife {
		return &discord.Member{User: l.at.user, Roles: l.at.roles}, nil
	}
	m, err := l.bot.discord.GuildMember(ctx, server, l.at.user.ID)
	if errors.Is(err, discord.UnknownMember) || errors.Is(err, discord.UnknownUser) {
		return nil, nil
	}
	return m, err
}

// public says whether all who see the channel here may read the one of g: the two are one, or threads in one; or everyone in
// the server may read it and nobody is kept out; or both say the same about who may read. In each case nobody may be kept
// from the history alone, since a reply shows what was said before.
func public(g, here ground) bool {
	everyone := g.server.ID
	var base discord.Permissions
	for _, r := range g.server.Roles {
		if r.ID == everyone {
			base = r.Permissions
		}
	}
	var shut discord.Permissions // for anybody
	for _, o := range g.base.Overwrites {
		if o.Type == 0 && o.ID == everyone {
			base = base&^o.Deny | o.Allow
		} else {
			shut |= o.Deny
		}
	}
	if !base.Has(discord.ReadMessageHistory) || shut&discord.ReadMessageHistory != 0 {
		return false
	}
	return g.base.ID == here.base.ID || base.Has(discord.ViewChannel) && shut&discord.ViewChannel == 0 || sameReaders(g.base, here.base)
}

// sameReaders says whether two channels of a server say the same about who may see them and read their history.
func sameReaders(a, b discord.Channel) bool {
	rules := func(c discord.Channel) map[discord.Overwrite]bool {
		all := map[discord.Overwrite]bool{}
		for _, o := range c.Overwrites {
			if o.Allow, o.Deny = o.Allow&reading, o.Deny&reading; o.Allow|o.Deny != 0 {
				all[o] = true
			}
		}
		return all
	}
	return maps.Equal(rules(a), rules(b))
}
