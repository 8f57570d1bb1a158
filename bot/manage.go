package bot

import (
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/dalil-bot/dalil/bot/internal/discord"
	"github.com/dalil-bot/dalil/bot/internal/reply"
	"github.com/dalil-bot/dalil/bot/internal/state"
)

// manage acts on /dalil. All of it is for managers, but for what a person settles for himself in dm.
func (b *Bot) manage(ctx context.Context, r request) (sent, error) {
	if r.at.direct() {
		return sent{}, tell(reply.OnlyInServer)
	}
	path := strings.Join(r.Command.Path[1:], " ")
	if personal := path == "dm on" || path == "dm off"; personal && r.Command.Text(reply.OptFor) != reply.ForServer {
		return b.directForMe(ctx, r, path == "dm on")
	}
	manager, err := b.isManager(ctx, r.at)
	if err != nil {
		return sent{}, err
	}
	if !manager {
		return sent{}, tell(reply.ManagersOnly)
	}
	do, ok := b.managing()[path]
	if !ok {
		return sent{}, tell(reply.TooOld)
	}
	return do(ctx, r)
}

// managing are the sub-commands of /dalil.
func (b *Bot) managing() map[string]work {
	return map[string]work{
		"status":            b.status,
		"channels list":     b.channelList,
		"channels enable":   b.channelOn,
		"channels disable":  b.channelOff,
		"channels mode":     b.channelMode,
		"collections list":  b.collectionList,
		"collections allow": b.collectionAllow,
		"collections deny":  b.collectionDeny,
		"add":               b.add,
		"remove":            b.removeDocument,
		"sync":              b.sync,
		"roles list":        b.roleList,
		"roles allow":       b.roleAllow,
		"roles deny":        b.roleDeny,
		"limits":            b.limits,
		"language":          b.language,
		"gaps":              b.gaps,
		"audit":             b.audit,
		"dm on":             b.directForServer,
		"dm off":            b.directForServer,
	}
}

func notice(r request, n reply.Notice) sent { return posts(r.words.Notice(n)) }

// audited notes in the audit log what a manager did.
func (b *Bot) audited(ctx context.Context, r request, detail string) error {
	return b.state.Audit(ctx, state.Entry{Server: r.at.server, Channel: r.at.channel, Actor: r.User.ID,
		Action: strings.Join(r.Command.Path[1:], " "), Detail: detail})
}

// channelName is what the audit log calls a channel.
func (b *Bot) channelName(id discord.ID) string {
	if c, ok := b.world.channel(id); ok {
		return "#" + c.Name
	}
	return "#" + string(id)
}

// roleName is what the audit log calls a role.
func (b *Bot) roleName(r request, id discord.ID) string {
	if role, ok := r.Command.Roles[id]; ok {
		return "@" + role.Name
	}
	return "@" + string(id)
}

// target is the channel that a command is about: the one given, else the one it was used in.
func (b *Bot) target(r request) discord.ID {
	if o, ok := r.Command.Option(reply.OptChannel); ok {
		return o.ID()
	}
	return r.at.parent
}

// channelOn makes the bot answer in a channel. The first one enables what documents the server is offered, since a channel
// without any could answer nothing.
func (b *Bot) channelOn(ctx context.Context, r request) (sent, error) {
	id := b.target(r)
	if _, err := b.enableFirst(ctx, r.at.server); err != nil {
		return sent{}, err
	}
	_, err := b.state.UpdateChannel(ctx, r.at.server, id, func(c *state.Channel) error {
		if c.Mode == state.Off {
			c.Mode = state.Named
		}
		return nil
	})
	if err == nil {
		err = b.audited(ctx, r, b.channelName(id))
	}
	return b.nowOn(ctx, r, id, err)
}

// nowOn says that a channel is on, and what is missing where there is nothing to ask in it.
func (b *Bot) nowOn(ctx context.Context, r request, id discord.ID, err error) (sent, error) {
	if err != nil {
		return sent{}, err
	}
	code := reply.ChannelOn
	at := place{server: r.at.server, channel: id, parent: id, user: r.at.user, manager: true, alone: true}
	_, why := b.permit(ctx, at)
	if t, ok := errors.AsType[told](why); ok && t.Code == reply.NoDocuments {
		code = reply.ChannelEmpty
	}
	return notice(r, reply.Notice{Code: code, Channel: id}), nil
}

// enableFirst enables every collection that a server is offered, where it has enabled none.
func (b *Bot) enableFirst(ctx context.Context, server discord.ID) ([]string, error) {
	has, err := b.enabled(ctx, server)
	if err != nil || len(has) > 0 {
		return nil, err
	}
	offered, err := b.offered(ctx, server)
	if err != nil || len(offered) == 0 {
		return nil, err
	}
	var names []string
	for _, c := range offered[:min(len(offered), 50)] { // a server can have 50
		names = append(names, c.Name)
	}
	_, err = b.state.UpdateServer(ctx, server, func(s *state.Server) error { s.Collections = names; return nil })
	return names, err
}

func (b *Bot) channelOff(ctx context.Context, r request) (sent, error) {
	id := b.target(r)
	_, err := b.state.UpdateChannel(ctx, r.at.server, id, func(c *state.Channel) error { c.Mode = state.Off; return nil })
	if err == nil {
		err = b.audited(ctx, r, b.channelName(id))
	}
	return notice(r, reply.Notice{Code: reply.ChannelOff, Channel: id}), err
}

// channelMode says when to answer in a channel. Every question needs message content, without which most cannot be read.
func (b *Bot) channelMode(ctx context.Context, r request) (sent, error) {
	mode, id := state.Mode(r.Command.Text(reply.OptMode)), b.target(r)
	if mode == state.Every && !b.opts.MessageContent {
		return sent{}, tell(reply.NeedsContent)
	}
	if _, err := b.enableFirst(ctx, r.at.server); err != nil {
		return sent{}, err
	}
	_, err := b.state.UpdateChannel(ctx, r.at.server, id, func(c *state.Channel) error { c.Mode = mode; return nil })
	if err == nil {
		err = b.audited(ctx, r, b.channelName(id)+" "+string(mode))
	}
	return b.nowOn(ctx, r, id, err)
}

func (b *Bot) channelList(ctx context.Context, r request) (sent, error) {
	channels, err := b.state.Channels(ctx, r.at.server)
	by := map[state.Mode][]discord.ID{}
	for _, c := range channels {
		if c.Mode != state.Off {
			by[c.Mode] = append(by[c.Mode], c.ID)
		}
	}
	var facts []reply.Fact
	for _, mode := range []state.Mode{state.Every, state.Named, state.Commands} {
		if len(by[mode]) > 0 {
			facts = append(facts, reply.Fact{Field: reply.FieldMode, Choice: string(mode)}, reply.Fact{Field: reply.FieldChannels, Channels: by[mode]})
		}
	}
	if len(facts) == 0 {
		facts = []reply.Fact{{Field: reply.FieldChannels}}
	}
	return posts(r.words.Status("", facts)), err
}

// collectionList shows what is offered, and where each collection may be asked.
func (b *Bot) collectionList(ctx context.Context, r request) (sent, error) {
	offered, err := b.offered(ctx, r.at.server)
	if err != nil {
		return sent{}, err
	}
	settings, err := b.state.Server(ctx, r.at.server)
	if err != nil {
		return sent{}, err
	}
	channels, err := b.state.Channels(ctx, r.at.server)
	if err != nil {
		return sent{}, err
	}
	var facts []reply.Fact
	for _, c := range offered {
		on := slices.Contains(settings.Collections, c.Name)
		fact := reply.Fact{Field: reply.Field(b.label(r.at.server, c.Name, r.words)), Bool: &on}
		for _, ch := range channels {
			if slices.Contains(ch.Collections, c.Name) {
				fact.Channels = append(fact.Channels, ch.ID)
			}
		}
		if len(fact.Channels) > 0 && !on {
			fact.Bool = nil
		}
		facts = append(facts, fact)
	}
	if len(facts) == 0 {
		return sent{}, tell(reply.NoDocsManager)
	}
	return posts(r.words.Status("", facts)), nil
}

func (b *Bot) collectionAllow(ctx context.Context, r request) (sent, error) {
	name := r.Command.Text(reply.OptCollection)
	offered, err := b.offered(ctx, r.at.server)
	if err != nil {
		return sent{}, err
	}
	if !slices.ContainsFunc(offered, func(c Collection) bool { return c.Name == name }) {
		return sent{}, tellName(reply.NoCollection, name)
	}
	return b.setCollections(ctx, r, name, func(names []string) []string { return append(names, name) })
}

func (b *Bot) collectionDeny(ctx context.Context, r request) (sent, error) {
	name := r.Command.Text(reply.OptCollection)
	return b.setCollections(ctx, r, name, func(names []string) []string {
		return slices.DeleteFunc(names, func(n string) bool { return n == name })
	})
}

// setCollections changes what may be asked, in one channel or in the whole server.
func (b *Bot) setCollections(ctx context.Context, r request, name string, change func([]string) []string) (sent, error) {
	var err error
	detail := name
	if o, ok := r.Command.Option(reply.OptChannel); ok {
		detail += " in " + b.channelName(o.ID())
		_, err = b.state.UpdateChannel(ctx, r.at.server, o.ID(), func(c *state.Channel) error {
			c.Collections = change(slices.Clone(c.Collections))
			return nil
		})
	} else {
		_, err = b.state.UpdateServer(ctx, r.at.server, func(s *state.Server) error {
			s.Collections = change(slices.Clone(s.Collections))
			return nil
		})
	}
	if err == nil {
		err = b.audited(ctx, r, detail)
	}
	return notice(r, reply.Notice{Code: reply.Saved}), err
}
