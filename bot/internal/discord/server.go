package discord

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// Guild fetches a server with its roles, without its channels.
func (c *Client) Guild(ctx context.Context, id ID) (*Guild, error) {
	g := new(Guild)
	return orNil(g, c.do(ctx, call{method: http.MethodGet, path: "/guilds/" + url.PathEscape(string(id))}, g))
}

// Guilds fetches the servers that the bot is in, with ids and names only, at most 200.
func (c *Client) Guilds(ctx context.Context) ([]Guild, error) {
	var out []Guild
	return out, c.do(ctx, call{method: http.MethodGet, path: "/users/@me/guilds"}, &out)
}

// Channels fetches a server's channels, threads excepted.
func (c *Client) Channels(ctx context.Context, guild ID) ([]Channel, error) {
	var out []Channel
	return out, c.do(ctx, call{method: http.MethodGet, path: "/guilds/" + url.PathEscape(string(guild)) + "/channels"}, &out)
}

// GuildMember fetches a member of a server; who is not one is UnknownMember. It needs
// no privileged intent.
func (c *Client) GuildMember(ctx context.Context, guild, user ID) (*Member, error) {
	m := new(Member)
	path := "/guilds/" + url.PathEscape(string(guild)) + "/members/" + url.PathEscape(string(user))
	return orNil(m, c.do(ctx, call{method: http.MethodGet, path: path}, m))
}

// PermissionsOf fetches what is needed and computes what a member may do in a channel
// or thread. Callers that ask often should keep guilds and channels from events and
// call PermissionsIn.
func (c *Client) PermissionsOf(ctx context.Context, channel, user ID) (Permissions, error) {
	ch, err := c.Channel(ctx, channel)
	if err != nil {
		return 0, err
	}
	if ch.GuildID == "" {
		return 0, fmt.Errorf("permissions in channel %s: not in a server", channel)
	}
	if ch.Type.Thread() {
		if ch, err = c.Channel(ctx, ch.ParentID); err != nil {
			return 0, err
		}
	}
	g, err := c.Guild(ctx, ch.GuildID)
	if err != nil {
		return 0, err
	}
	m, err := c.GuildMember(ctx, ch.GuildID, user)
	if err != nil {
		return 0, err
	}
	return PermissionsIn(*g, *ch, *m), nil
}

// Intent is a kind of event that the gateway is asked for.
type Intent int

// The intents of a bot of words. MessageContent is privileged: it must be switched on
// in the developer portal too, and without it Run ends with a *FatalError.
const (
	Guilds         Intent = 1 << 0
	GuildMessages  Intent = 1 << 9
	DirectMessages Intent = 1 << 12
	MessageContent Intent = 1 << 15
)

// Application is the bot's own entry in the developer portal.
type Application struct {
	ID        ID     `json:"id"`
	Name      string `json:"name"`
	Flags     int    `json:"flags"`
	PublicKey string `json:"verify_key"` // hexadecimal, for Endpoint
	BotPublic bool   `json:"bot_public"`
	// EndpointURL is set where interactions go to a web address instead of the gateway.
	EndpointURL string `json:"interactions_endpoint_url"`
}

// HasMessageContent says whether message content is switched on in the portal, in full
// or (flag "limited") for a bot in few servers.
func (a Application) HasMessageContent() bool { return a.Flags&(1<<18|1<<19) != 0 }

// Application fetches the bot's own application.
func (c *Client) Application(ctx context.Context) (*Application, error) {
	a := new(Application)
	return orNil(a, c.do(ctx, call{method: http.MethodGet, path: "/applications/@me"}, a))
}

// Me fetches the bot's own user.
func (c *Client) Me(ctx context.Context) (*User, error) {
	u := new(User)
	return orNil(u, c.do(ctx, call{method: http.MethodGet, path: "/users/@me"}, u))
}

// SessionLimit says how Discord wants the bot to connect.
type SessionLimit struct {
	Shards         int           // how many it recommends
	Remaining      int           // sessions that can still be started
	ResetAfter     time.Duration // until Remaining is Total again
	MaxConcurrency int           // sessions that may be started in each five seconds
}

// SessionLimit fetches how Discord wants the bot to connect.
func (c *Client) SessionLimit(ctx context.Context) (SessionLimit, error) {
	var w struct {
		Shards int `json:"shards"`
		Limit  struct {
			Remaining      int   `json:"remaining"`
			ResetAfter     int64 `json:"reset_after"`
			MaxConcurrency int   `json:"max_concurrency"`
		} `json:"session_start_limit"`
	}
	if err := c.do(ctx, call{method: http.MethodGet, path: "/gateway/bot"}, &w); err != nil {
		return SessionLimit{}, err
	}
	return SessionLimit{Shards: max(w.Shards, 1), Remaining: w.Limit.Remaining,
		ResetAfter:     time.Duration(w.Limit.ResetAfter) * time.Millisecond,
		MaxConcurrency: max(w.Limit.MaxConcurrency, 1)}, nil
}

// uncertain are the locales that Discord's OpenAPI description lists and its
// documentation does not: commands that bear them are tried without them when refused.
var uncertain = []string{"ar", "he"}

// RegisterCommands replaces all commands of the application, everywhere (guild empty)
// or in one server, where they show at once. Where Discord refuses translations, it is
// tried once more without those into Arabic and Hebrew; Stripped says so.
func (c *Client) RegisterCommands(ctx context.Context, app, guild ID, specs []CommandSpec) (out []Registered, stripped bool, err error) {
	out, err = c.register(ctx, app, guild, specs)
	var refused *Error
	if !errors.As(err, &refused) || refused.Code != InvalidBody || !strings.Contains(refused.Detail, "_localizations") {
		return out, false, err
	}
	out, err = c.register(ctx, app, guild, WithoutLocales(specs, uncertain...))
	return out, true, err
}

func (c *Client) register(ctx context.Context, app, guild ID, specs []CommandSpec) ([]Registered, error) {
	var out []Registered
	body := append([]CommandSpec{}, specs...)
	return out, c.do(ctx, call{method: http.MethodPut, path: commands(app, guild), body: body}, &out)
}

// Commands fetches the commands that are registered.
func (c *Client) Commands(ctx context.Context, app, guild ID) ([]Registered, error) {
	var out []Registered
	return out, c.do(ctx, call{method: http.MethodGet, path: commands(app, guild)}, &out)
}

func commands(app, guild ID) string {
	path := "/applications/" + url.PathEscape(string(app))
	if guild != "" {
		path += "/guilds/" + url.PathEscape(string(guild))
	}
	return path + "/commands"
}

// InstallLink is the address at which someone who may manage a server adds the bot to
// it with exactly the given permissions.
func InstallLink(app ID, p Permissions) string {
	return fmt.Sprintf("https://discord.com/oauth2/authorize?client_id=%s&scope=bot+applications.commands&permissions=%d",
		url.QueryEscape(string(app)), uint64(p))
}
