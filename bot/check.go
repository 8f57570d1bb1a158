package bot

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/dalil-bot/dalil/bot/internal/discord"
	"github.com/dalil-bot/dalil/bot/internal/state"
)

// Permissions are what the bot needs in a server, and what an install link asks for: to see channels, to write in them and
// in threads, to open threads, and to reply, which takes reading the history.
const Permissions = discord.ViewChannel | discord.SendMessages | discord.ReadMessageHistory |
	discord.CreatePublicThreads | discord.SendMessagesInThreads

// A Finding is one thing that was looked at.
type Finding struct {
	What   string `json:"what"` // such as "token"
	OK     bool   `json:"ok"`
	Text   string `json:"text"`             // what was found
	Remedy string `json:"remedy,omitempty"` // what to do; "" where it is fine
}

// Check looks at everything that the bot needs to work, and says of each whether it is fine or what to do. It changes
// nothing at Discord.
func Check(ctx context.Context, o Options) []Finding {
	o = o.withDefaults()
	c := &checker{opts: o}
	if o.Token == "" {
		c.bad("token", "there is none", tokenRemedy)
		c.library(ctx)
		return c.found
	}
	if wrong := MalformedToken(o.Token); wrong != "" {
		c.bad("token", wrong, tokenRemedy)
		c.library(ctx)
		return c.found
	}
	client, err := discord.NewClient(discord.Config{Token: o.Token, Transport: o.Transport, Dial: o.Dial, Logger: o.Log})
	if err != nil {
		c.bad("token", err.Error(), tokenRemedy)
		return c.found
	}
	c.client = client
	if c.account(ctx) {
		c.clock(ctx)
		c.sources(ctx)
		c.servers(ctx)
	}
	c.library(ctx)
	return c.found
}

const tokenRemedy = "make an application in https://discord.com/developers/applications, copy its token (page Bot, Reset Token) and set DALIL_DISCORD_TOKEN to it"

// MalformedToken says why a text cannot be a bot's token, whoever it belongs to; "" where it can.
func MalformedToken(token Secret) string {
	text := string(token)
	switch {
	case strings.HasPrefix(text, "Bot "):
		return "it begins with the word Bot, which is no part of it"
	case strings.ContainsFunc(text, func(r rune) bool { return r <= ' ' || r >= 0x7f || r == '"' || r == '\'' }):
		return "there are spaces or quotation marks in it"
	case strings.Count(text, ".") != 2:
		return "it has not the form of a bot's token, three parts with dots between: the application's id, its public key and its client secret are something else"
	}
	return ""
}

// checker collects findings.
type checker struct {
	opts   Options
	client *discord.Client
	app    *discord.Application
	me     *discord.User
	found  []Finding
}

func (c *checker) ok(what, text string) {
	c.found = append(c.found, Finding{What: what, OK: true, Text: text})
}

func (c *checker) bad(what, text, remedy string) {
	c.found = append(c.found, Finding{What: what, Text: text, Remedy: remedy})
}

// account looks at the token and at what the developer portal says, and reports whether Discord can be asked at all.
func (c *checker) account(ctx context.Context) bool {
	var err error
	if c.me, err = c.client.Me(ctx); err != nil {
		if refused, ok := errors.AsType[*discord.Error](err); ok && refused.Status == http.StatusUnauthorized {
			c.bad("token", "Discord refuses it", "it is wrong or was reset: copy it anew from the developer portal (page Bot, Reset Token)")
		} else {
			c.bad("token", fmt.Sprintf("Discord could not be asked: %v", err), "check that this machine reaches https://discord.com")
		}
		return false
	}
	c.ok("token", "of the bot "+c.me.Name())
	if c.app, err = c.client.Application(ctx); err != nil {
		c.bad("application", err.Error(), "try again in a minute")
		return false
	}
	c.ok("application", string(c.app.ID)+" "+c.app.Name)
	c.intents()
	c.mode()
	if limit, err := c.client.SessionLimit(ctx); err != nil {
		c.bad("gateway", err.Error(), "try again in a minute")
	} else if limit.Remaining == 0 {
		c.bad("gateway", "no sessions are left today", fmt.Sprintf("wait for %s", limit.ResetAfter.Round(time.Minute)))
	} else {
		c.ok("gateway", fmt.Sprintf("%d sessions left; shards recommended: %d", limit.Remaining, limit.Shards))
	}
	c.commands(ctx)
	c.installed(ctx)
	c.ok("install link", discord.InstallLink(c.app.ID, Permissions))
	return true
}

func (c *checker) intents() {
	granted, wanted := c.app.HasMessageContent(), c.opts.MessageContent
	switch {
	case wanted && !granted:
		c.bad("intents", "message content is asked for and not granted", "switch on Message Content Intent in the developer portal (page Bot), or set discord.message_content to false")
	case granted && !wanted:
		c.ok("intents", "message content is granted and not used; set discord.message_content to true to answer without mentions")
	case granted:
		c.ok("intents", "message content is granted and used")
	default:
		c.ok("intents", "none that need a grant: commands, direct messages, mentions and pinged replies are answered")
	}
}

// mode compares how interactions are to come in with what the portal says.
func (c *checker) mode() {
	switch overHTTP := c.opts.PublicKey != ""; {
	case overHTTP && c.app.EndpointURL == "":
		c.bad("interactions", "mode is http, and the portal has no Interactions Endpoint URL", "set it in the developer portal to the address at which Discord reaches this machine")
	case !overHTTP && c.app.EndpointURL != "":
		c.bad("interactions", "mode is gateway, and the portal has an Interactions Endpoint URL: commands go there", "clear it in the developer portal, or set discord.mode to http")
	case overHTTP && c.opts.PublicKey != c.app.PublicKey:
		c.bad("interactions", "discord.public_key is not the application's", "copy Public Key from the developer portal (page General Information)")
	default:
		c.ok("interactions", "come in as the portal says")
	}
}

func (c *checker) commands(ctx context.Context) {
	scopes := c.opts.Develop
	if len(scopes) == 0 {
		scopes = []discord.ID{""}
	}
	for _, server := range scopes {
		have, err := c.client.Commands(ctx, c.app.ID, server)
		if err != nil {
			c.bad("commands", err.Error(), "install the bot with the link below, which has the scope applications.commands")
			continue
		}
		if lost := missing(have); len(lost) > 0 {
			c.bad("commands", fmt.Sprintf("not registered: %q", lost), "run dalil serve, which registers them")
			continue
		}
		c.ok("commands", fmt.Sprintf("%d registered", len(have)))
	}
}

// maxSkew is how far this machine's clock may be from Discord's: tickets are good for three seconds at first.
const maxSkew = 2 * time.Second

// clock compares this machine's clock with Discord's.
func (c *checker) clock(ctx context.Context) {
	transport := c.opts.Transport
	if transport == nil {
		transport = http.DefaultTransport
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, "https://discord.com/api/v10/gateway", nil)
	if err != nil {
		return // a constant
	}
	start := time.Now()
	resp, err := transport.RoundTrip(req)
	if err != nil {
		c.bad("clock", "Discord's time is not known", "check that this machine reaches https://discord.com")
		return
	}
	resp.Body.Close()
	theirs, err := http.ParseTime(resp.Header.Get("Date"))
	took := time.Since(start)
	if err != nil {
		c.ok("clock", "Discord does not tell the time")
		return
	}
	// Their clock was cut to the second somewhere within the request.
	skew := start.Add(took / 2).Sub(theirs.Add(500 * time.Millisecond))
	if skew.Abs() > maxSkew+took/2 {
		c.bad("clock", fmt.Sprintf("it is %s from Discord's", skew.Abs().Round(time.Second)), "set it by NTP: answers to buttons and commands would come too late")
		return
	}
	c.ok("clock", "agrees with Discord's")
}

// servers looks at the state, and at each channel that was enabled.
func (c *checker) servers(ctx context.Context) {
	store, err := state.Open(ctx, c.opts.State, state.Options{StoreQuestions: state.Keep(c.opts.Keep), RetentionDays: c.opts.RetentionDays})
	if err != nil {
		c.bad("state", err.Error(), "do what the message says")
		return
	}
	defer store.Close()
	c.ok("state", store.Path())
	servers, err := store.Servers(ctx)
	if err != nil {
		c.bad("state", err.Error(), "do what the message says")
		return
	}
	enabled := 0
	for _, s := range servers {
		if !s.Removed.IsZero() {
			continue
		}
		channels, err := store.Channels(ctx, s.ID)
		if err != nil {
			c.bad("state", err.Error(), "do what the message says")
			return
		}
		for _, ch := range channels {
			if ch.Mode != state.Off {
				enabled++
				c.channel(ctx, ch)
			}
		}
	}
	if enabled == 0 {
		c.bad("channels", "none is enabled", "use /dalil channels enable in each channel where Dalil is to answer")
	}
	if len(servers) > 1 && len(c.opts.Grants) == 0 {
		c.bad("grants", "the bot is in several servers and discord.grants is empty", "name in discord.grants which server may enable which collection; until then the newer servers are offered none")
	}
}

// channel looks at what the bot may do in a channel that was enabled.
func (c *checker) channel(ctx context.Context, ch state.Channel) {
	what := "channel " + string(ch.ID)
	if known, err := c.client.Channel(ctx, ch.ID); err == nil {
		what = "channel #" + known.Name
	}
	p, err := c.client.PermissionsOf(ctx, ch.ID, c.me.ID)
	switch missing := p.Missing(Permissions); {
	case gone(err):
		c.bad(what, "the bot cannot see it", "give it the permission View Channel there, or turn the channel off with /dalil channels disable")
	case err != nil:
		c.bad(what, err.Error(), "try again in a minute")
	case missing != 0:
		c.bad(what, "missing permissions: "+missing.String(), "give them to the bot's role in the channel's settings")
	case ch.Mode == state.Every && !c.opts.MessageContent:
		c.bad(what, "is to answer every question, which needs message content", "set discord.message_content to true, or choose another mode")
	default:
		c.ok(what, "all permissions; mode "+string(ch.Mode))
	}
}

// library looks at the documents.
func (c *checker) library(ctx context.Context) {
	if c.opts.Library == nil {
		return
	}
	all, err := c.opts.Library.Collections(ctx)
	if err != nil {
		c.bad("documents", err.Error(), "do what the message says")
		return
	}
	sum := 0
	for _, col := range all {
		sum += col.Documents
	}
	if sum == 0 {
		c.bad("documents", "there are none", "index a folder: dalil index DIR")
		return
	}
	c.ok("documents", fmt.Sprintf("%d; collections: %d", sum, len(all)))
}
