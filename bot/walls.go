package bot

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"time"

	"github.com/dalil-bot/dalil/bot/internal/discord"
	"github.com/dalil-bot/dalil/bot/internal/reply"
	"github.com/dalil-bot/dalil/bot/internal/state"
)

// A place is where something is asked, and by whom.
type place struct {
	server  discord.ID // "" in direct messages
	channel discord.ID // a thread's own
	parent  discord.ID // the channel whose settings hold: that of a thread, else channel
	user    discord.User
	roles   []discord.ID
	told    time.Time // when Discord told of the roles
	manager bool      // by Discord's permission; roles may make one too
	locale  string    // of the person's client; "" where it is not known
	alone   bool      // nobody else sees what comes of it
}

func (p place) direct() bool { return p.server == "" }

// A permit is what may be asked at a place.
type permit struct {
	settings    state.Server
	mode        state.Mode
	collections []string // sorted, at least one
	all         []string // those, and what the question leaves out
	walled      []string // those of them that hold what was said in channels
}

// permit says what may be asked at a place, from what holds now. Where that is nothing it returns a told error that says
// why.
func (b *Bot) permit(ctx context.Context, p place) (permit, error) {
	if p.direct() {
		return b.permitDirect(ctx, p.user.ID)
	}
	settings, err := b.state.Server(ctx, p.server)
	if err != nil {
		return permit{}, err
	}
	channel, err := b.state.Channel(ctx, p.server, p.parent)
	if err != nil {
		return permit{}, err
	}
	if channel.Mode == state.Off || !settings.Removed.IsZero() {
		return permit{settings: settings}, tell(reply.NotHere)
	}
	if !mayAsk(settings, p) {
		return permit{settings: settings, mode: channel.Mode}, tell(reply.NotAllowed)
	}
	names := channel.Collections
	if len(names) == 0 {
		names = settings.Collections
	}
	all, err := b.collections(ctx, p.server, names)
	if err != nil {
		return permit{}, err
	}
	names = b.lookFrom(p).seen(ctx, all)
	if len(names) == 0 {
		return permit{settings: settings, mode: channel.Mode}, tell(b.nothing(ctx, p, all))
	}
	return permit{settings: settings, mode: channel.Mode, collections: names, all: names, walled: walled(all)}, nil
}

// walled are the names of those of some collections that hold what was said in channels.
func walled(all []Collection) (names []string) {
	for _, c := range all {
		if len(c.Channels) > 0 {
			names = append(names, c.Name)
		}
	}
	return names
}

// nothing says why none of some collections may be asked: where the person could by himself, that; else no more than where
// there are none.
func (b *Bot) nothing(ctx context.Context, p place, all []Collection) reply.Code {
	if !p.alone && len(all) > 0 {
		p.alone = true
		if len(b.lookFrom(p).seen(ctx, all)) > 0 {
			return reply.OnlyAlone
		}
	}
	return reply.NoDocuments
}

func mayAsk(s state.Server, p place) bool {
	return len(s.AskRoles) == 0 || p.manager || overlap(s.AskRoles, p.roles) || overlap(s.ManageRoles, p.roles)
}

func overlap(a, b []discord.ID) bool {
	return slices.ContainsFunc(a, func(id discord.ID) bool { return slices.Contains(b, id) })
}

// permitDirect says what a person may ask in direct messages: of the collections chosen, those whose servers still allow
// it, still have the person, and still have the collection enabled. A server about which Discord does not answer is left out.
func (b *Bot) permitDirect(ctx context.Context, user discord.ID) (permit, error) {
	pairs, err := b.state.Pairs(ctx, user)
	if err != nil {
		return permit{}, err
	}
	var names, walls []string
	nothing := tell(reply.DirectNone)
	from := b.lookFrom(place{user: discord.User{ID: user}})
	for _, pair := range pairs {
		open, err := b.openTo(ctx, pair.Server, user)
		if errors.Is(err, errMembership) {
			nothing = tell(reply.DirectUnknown)
		} else if err != nil {
			return permit{}, err
		}
		if at := slices.IndexFunc(open, func(c Collection) bool { return c.Name == pair.Collection }); at >= 0 {
			names, walls = append(names, from.seen(ctx, open[at:at+1])...), append(walls, walled(open[at:at+1])...)
		}
	}
	slices.Sort(names)
	if names = slices.Compact(names); len(names) == 0 {
		return permit{}, nothing
	}
	return permit{mode: state.Every, collections: names, all: names, walled: walls}, nil
}

// errMembership says that Discord did not tell who is a member of a server.
var errMembership = errors.New("membership is not known")

// openTo lists the collections of a server that a person may ask in direct messages: none and errMembership where Discord does
// not say whether the person is in it.
func (b *Bot) openTo(ctx context.Context, server, user discord.ID) ([]Collection, error) {
	settings, err := b.state.Server(ctx, server)
	if err != nil || !settings.DMs || !settings.Removed.IsZero() {
		return nil, err
	}
	roles, in, err := b.members.of(ctx, server, user)
	if err != nil {
		b.log.Warn("membership is not known: the server stays closed", slog.String("server", string(server)), slog.Any("error", err))
		return nil, errMembership
	}
	if !in || !mayAsk(settings, place{roles: roles}) {
		return nil, nil
	}
	return b.collections(ctx, server, settings.Collections)
}

// OwnPrefix begins the name of the collection that a server's own documents go to: it is followed by the server's id.
const OwnPrefix = "server-"

func own(server discord.ID) string { return OwnPrefix + string(server) }

// existing keeps those of some names that are collections which the server may have.
func (b *Bot) existing(ctx context.Context, server discord.ID, names []string) ([]string, error) {
	all, err := b.collections(ctx, server, names)
	var out []string
	for _, c := range all {
		out = append(out, c.Name)
	}
	return out, err
}

// collections returns the collections with some names that the server may have, sorted.
func (b *Bot) collections(ctx context.Context, server discord.ID, names []string) ([]Collection, error) {
	all, err := b.opts.Library.Collections(ctx)
	if err != nil {
		return nil, fmt.Errorf("list collections: %w", err)
	}
	all = slices.DeleteFunc(all, func(c Collection) bool { return !slices.Contains(names, c.Name) || !b.granted(server, c.Name) })
	slices.SortFunc(all, func(x, y Collection) int { return strings.Compare(x.Name, y.Name) })
	return all, nil
}

// granted says whether the operator lets a server have a collection. A server's own is its own, and nobody else's.
func (b *Bot) granted(server discord.ID, collection string) bool {
	if strings.HasPrefix(collection, OwnPrefix) {
		return collection == own(server)
	}
	if len(b.opts.Grants) == 0 {
		return true
	}
	for _, g := range b.opts.Grants {
		name, servers, limited := strings.Cut(g, "=")
		if name == collection && (!limited || slices.Contains(strings.Split(servers, ","), string(server))) {
			return true
		}
	}
	return false
}

// offered lists the collections that a server's managers may enable. Where the operator grants nothing by name, a server
// that is not the only one is offered no more than it has: else any server that adds the bot could read all documents.
func (b *Bot) offered(ctx context.Context, server discord.ID) ([]Collection, error) {
	all, err := b.opts.Library.Collections(ctx)
	if err != nil {
		return nil, fmt.Errorf("list collections: %w", err)
	}
	has, err := b.enabled(ctx, server)
	if err != nil {
		return nil, err
	}
	alone, err := b.alone(ctx, server)
	if err != nil {
		return nil, err
	}
	var out []Collection
	for _, c := range all {
		free := len(b.opts.Grants) > 0 || alone || c.Name == own(server) || slices.Contains(has, c.Name)
		if free && b.granted(server, c.Name) {
			out = append(out, c)
		}
	}
	return out, nil
}

// enabled lists all collections that are enabled somewhere in a server.
func (b *Bot) enabled(ctx context.Context, server discord.ID) ([]string, error) {
	settings, err := b.state.Server(ctx, server)
	if err != nil {
		return nil, err
	}
	names := slices.Clone(settings.Collections)
	channels, err := b.state.Channels(ctx, server)
	for _, c := range channels {
		names = append(names, c.Collections...)
	}
	slices.Sort(names)
	return slices.Compact(names), err
}

// alone says whether a server is the only one that the bot is in, as far as it knows.
func (b *Bot) alone(ctx context.Context, server discord.ID) (bool, error) {
	if b.world.servers() > 1 {
		return false, nil
	}
	known, err := b.state.Servers(ctx)
	for _, s := range known {
		if s.ID != server && s.Removed.IsZero() {
			return false, err
		}
	}
	return true, err
}

// isManager says whether somebody may manage at a place.
func (b *Bot) isManager(ctx context.Context, p place) (bool, error) {
	if p.direct() || p.manager {
		return p.manager, nil
	}
	settings, err := b.state.Server(ctx, p.server)
	return overlap(settings.ManageRoles, p.roles), err
}

// within says whether everything that an answer was made of may be asked at a place.
func (b *Bot) within(ctx context.Context, p place, a state.Answer) error {
	now, err := b.permit(ctx, p)
	if err != nil {
		return err
	}
	if a.Server != p.server {
		return tell(reply.TooOld)
	}
	for _, name := range a.Collections {
		if !slices.Contains(now.collections, name) {
			return tell(reply.CannotShare)
		}
	}
	return nil
}
