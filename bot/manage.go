package bot

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

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
	return notice(r, reply.Notice{Code: reply.ChannelOn, Channel: id}), err
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
	return notice(r, reply.Notice{Code: reply.ChannelOn, Channel: id}), err
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
			facts = append(facts, reply.Fact{Field: reply.FieldMode, Text: string(mode)}, reply.Fact{Field: reply.FieldChannels, Channels: by[mode]})
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
		return sent{}, tell(reply.NoDocuments)
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

func (b *Bot) roleList(ctx context.Context, r request) (sent, error) {
	s, err := b.state.Server(ctx, r.at.server)
	askers := s.AskRoles
	if len(askers) == 0 {
		askers = []discord.ID{r.at.server} // the role of everyone
	}
	return posts(r.words.Status("", []reply.Fact{
		{Field: reply.FieldAskers, Roles: askers}, {Field: reply.FieldManagers, Roles: s.ManageRoles}})), err
}

func (b *Bot) roleAllow(ctx context.Context, r request) (sent, error) {
	return b.setRoles(ctx, r, func(roles []discord.ID, id discord.ID) []discord.ID { return append(roles, id) })
}

func (b *Bot) roleDeny(ctx context.Context, r request) (sent, error) {
	return b.setRoles(ctx, r, func(roles []discord.ID, id discord.ID) []discord.ID {
		return slices.DeleteFunc(roles, func(have discord.ID) bool { return have == id })
	})
}

func (b *Bot) setRoles(ctx context.Context, r request, change func([]discord.ID, discord.ID) []discord.ID) (sent, error) {
	o, _ := r.Command.Option(reply.OptRole)
	right := r.Command.Text(reply.OptRight)
	_, err := b.state.UpdateServer(ctx, r.at.server, func(s *state.Server) error {
		list := &s.AskRoles
		if right == reply.RightManage {
			list = &s.ManageRoles
		}
		*list = change(slices.Clone(*list), o.ID())
		return nil
	})
	if err == nil {
		err = b.audited(ctx, r, right+" "+b.roleName(r, o.ID()))
	}
	return notice(r, reply.Notice{Code: reply.Saved}), err
}

// limits sets those that are given, and shows all.
func (b *Bot) limits(ctx context.Context, r request) (sent, error) {
	var given []string
	s, err := b.state.UpdateServer(ctx, r.at.server, func(s *state.Server) error {
		for _, l := range []struct {
			name string
			n    *int
		}{{reply.OptUser, &s.Limits.User}, {reply.OptChannel, &s.Limits.Channel}, {reply.OptServer, &s.Limits.Server}} {
			if o, ok := r.Command.Option(l.name); ok {
				*l.n = int(o.Int())
				given = append(given, fmt.Sprintf("%s %d", l.name, *l.n))
			}
		}
		return nil
	})
	if err == nil && len(given) > 0 {
		err = b.audited(ctx, r, strings.Join(given, ", "))
	}
	if err != nil {
		return sent{}, told{reply.Notice{Code: reply.BadLimit, Detail: err.Error()}}
	}
	return posts(r.words.Status("", []reply.Fact{{Field: reply.FieldLimits, Text: limitText(s.Limits)}})), nil
}

// limitText lists the limits of a server as they hold.
func limitText(l state.Limits) string {
	or := func(n, otherwise int) int {
		if n == 0 {
			return otherwise
		}
		return n
	}
	return fmt.Sprintf("%s %d, %s %d, %s %d", reply.OptUser, or(l.User, userLimit), reply.OptChannel, or(l.Channel, channelLimit),
		reply.OptServer, or(l.Server, serverLimit))
}

func (b *Bot) language(ctx context.Context, r request) (sent, error) {
	lang := r.Command.Text(reply.OptLanguage)
	_, err := b.state.UpdateServer(ctx, r.at.server, func(s *state.Server) error {
		s.Language = lang
		if lang == reply.LanguageAuto {
			s.Language = ""
		}
		return nil
	})
	if err == nil {
		err = b.audited(ctx, r, lang)
	}
	return notice(r, reply.Notice{Code: reply.Saved}), err
}

// auditMost is how many entries of the audit log can be paged through.
const auditMost = 200

func (b *Bot) audit(ctx context.Context, r request) (sent, error) { return b.auditPage(ctx, r, 0) }

func (b *Bot) auditPage(ctx context.Context, r request, page int) (sent, error) {
	if err := b.managersOnly(ctx, r.at); err != nil {
		return sent{}, err
	}
	list, err := b.state.AuditLog(ctx, r.at.server, 0, auditMost)
	var entries []reply.Entry
	for _, e := range list {
		entries = append(entries, reply.Entry{When: e.Time, Who: e.Actor, Action: e.Action, Detail: e.Detail})
	}
	return posts(r.words.Audit(entries, reply.Page{Number: page, Private: true})), err
}

func (b *Bot) managersOnly(ctx context.Context, at place) error {
	manager, err := b.isManager(ctx, at)
	if err == nil && !manager {
		return tell(reply.ManagersOnly)
	}
	return err
}

// gapWeeks is how far back gaps are shown where nothing is said.
const gapWeeks = 4

func (b *Bot) gaps(ctx context.Context, r request) (sent, error) {
	weeks := gapWeeks
	if o, ok := r.Command.Option(reply.OptWeeks); ok {
		weeks = int(min(max(o.Int(), 1), 52))
	}
	return b.gapsPage(ctx, r, reply.ID{Answer: fmt.Sprint(weeks)})
}

func (b *Bot) gapsPage(ctx context.Context, r request, id reply.ID) (sent, error) {
	if err := b.managersOnly(ctx, r.at); err != nil {
		return sent{}, err
	}
	weeks := max(pageOf(id.Answer), 1)
	now := time.Now()
	list, err := b.state.Gaps(ctx, r.at.server, now.AddDate(0, 0, -7*weeks), now.Add(time.Second))
	if err != nil {
		return sent{}, err
	}
	var gaps []reply.Gap
	for _, g := range list {
		gap := reply.Gap{Question: g.Question, Times: g.Asked, Disliked: g.Unanswered == 0, Last: g.Last, Week: g.Week}
		if gap.Disliked {
			if gap.Reason, err = b.lastReason(ctx, g.Answer); err != nil {
				return sent{}, err
			}
		}
		gaps = append(gaps, gap)
	}
	return posts(r.words.Gaps(gaps, reply.Page{Number: pageOf(id.Arg), ID: fmt.Sprint(weeks), Private: true})), nil
}

// lastReason is what was last said against an answer.
func (b *Bot) lastReason(ctx context.Context, answer string) (string, error) {
	list, err := b.state.FeedbackOn(ctx, answer)
	for _, f := range slices.Backward(list) {
		if !f.Up && f.Reason != "" {
			return f.Reason, err
		}
	}
	return "", err
}

// directForServer lets members ask the server's documents in direct messages, or no longer.
func (b *Bot) directForServer(ctx context.Context, r request) (sent, error) {
	on := r.Command.Path[len(r.Command.Path)-1] == "on"
	_, err := b.state.UpdateServer(ctx, r.at.server, func(s *state.Server) error { s.DMs = on; return nil })
	if err == nil {
		err = b.audited(ctx, r, reply.ForServer)
	}
	return notice(r, reply.Notice{Code: reply.Saved}), err
}

// directForMe adds the server's documents to what a person can ask in direct messages, or takes them out.
func (b *Bot) directForMe(ctx context.Context, r request, on bool) (sent, error) {
	if !on {
		err := b.state.DropPair(ctx, r.User.ID, state.Pair{Server: r.at.server})
		return notice(r, reply.Notice{Code: reply.DirectOff}), err
	}
	settings, err := b.state.Server(ctx, r.at.server)
	if err != nil {
		return sent{}, err
	}
	if !settings.DMs {
		return sent{}, tell(reply.DirectClosed)
	}
	if !mayAsk(settings, r.at) {
		return sent{}, tell(reply.NotAllowed)
	}
	names, err := b.existing(ctx, r.at.server, settings.Collections)
	if err != nil {
		return sent{}, err
	}
	if len(names) == 0 {
		return sent{}, tell(reply.NoDocuments)
	}
	for _, name := range names {
		if err := b.state.AddPair(ctx, r.User.ID, state.Pair{Server: r.at.server, Collection: name}); err != nil {
			return sent{}, directFull(err)
		}
	}
	return notice(r, reply.Notice{Code: reply.DirectOn}), nil
}
