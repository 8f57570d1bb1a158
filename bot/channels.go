package bot

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"sync"

	"github.com/dalil-bot/dalil/bot/internal/discord"
	"github.com/dalil-bot/dalil/corpus"
)

// A Reader reads channels and threads of Discord as the bot, for documents to be made of what people write there. It asks
// and changes nothing.
type Reader struct {
	discord *discord.Client

	mu      sync.Mutex
	me      discord.ID
	servers map[discord.ID]discord.Guild // as they were when they were first asked for: for names only
}

func newReader(c *discord.Client) *Reader {
	return &Reader{discord: c, servers: map[discord.ID]discord.Guild{}}
}

// NewReader makes a Reader of its own, where no Bot runs. Of the options it takes Token, Log, Transport and Dial.
func NewReader(o Options) (*Reader, error) {
	c, err := discord.NewClient(discord.Config{Token: o.Token, Transport: o.Transport, Dial: o.Dial, Logger: o.Log})
	if err != nil {
		return nil, err
	}
	return newReader(c), nil
}

// Reader is the bot's own: what it asks counts against the same limits.
func (b *Bot) Reader() *Reader { return b.reader }

// Why a channel cannot be a source. Their texts are for operators.
var (
	errNoIntent    = errors.New("message content is not granted, without which Discord shows no bot what people write: switch on Message Content Intent in the developer portal (page Bot)")
	errNoHistory   = errors.New("give the bot the permissions View Channel and Read Message History there; it lacks")
	errNotInServer = errors.New("it is a direct message: only channels of servers are read")
	errSecret      = errors.New("it is a private thread: only public ones are read")
	errNoMessages  = errors.New("it holds no messages itself: name its posts or channels, each as a source")
)

// Channel tells of a channel, or in Lost why it is not to be had any more. A kind of channel that cannot be read is an error.
func (r *Reader) Channel(ctx context.Context, id string) (corpus.ChatChannel, error) {
	ch, err := r.discord.Channel(ctx, discord.ID(id))
	switch {
	case errors.Is(err, discord.UnknownChannel):
		return corpus.ChatChannel{ID: id, Lost: "Discord has no such channel"}, nil
	case errors.Is(err, discord.MissingAccess), errors.Is(err, discord.UnknownGuild):
		return corpus.ChatChannel{ID: id, Lost: "the bot may not see the channel"}, nil
	case err != nil:
		return corpus.ChatChannel{}, err
	}
	switch ch.Type {
	case discord.DM, discord.GroupDM:
		return corpus.ChatChannel{}, errNotInServer
	case discord.PrivateThread:
		return corpus.ChatChannel{}, errSecret
	case discord.GuildCategory, discord.GuildForum, discord.GuildMedia:
		return corpus.ChatChannel{}, errNoMessages
	}
	g, err := r.server(ctx, ch.GuildID)
	return corpus.ChatChannel{ID: id, Name: ch.Name, Server: string(ch.GuildID), ServerName: g.Name, Thread: ch.Type.Thread(), Last: string(ch.Last)}, err
}

// server returns a server as it once was.
func (r *Reader) server(ctx context.Context, id discord.ID) (discord.Guild, error) {
	r.mu.Lock()
	g, ok := r.servers[id]
	r.mu.Unlock()
	if ok {
		return g, nil
	}
	found, err := r.discord.Guild(ctx, id)
	if err != nil {
		return g, err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.servers[id] = *found
	return *found, nil
}

// self is the bot's own user.
func (r *Reader) self(ctx context.Context) (discord.ID, error) {
	r.mu.Lock()
	me := r.me
	r.mu.Unlock()
	if me != "" {
		return me, nil
	}
	u, err := r.discord.Me(ctx)
	if err != nil {
		return "", err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.me = u.ID
	return u.ID, nil
}

// reading is what reading a channel takes.
const reading = discord.ViewChannel | discord.ReadMessageHistory

// Readable returns an error that says what is missing where the bot cannot read what people write in a channel: Discord gives
// messages without words, or none at all, and no error.
func (r *Reader) Readable(ctx context.Context, id string) error {
	app, err := r.discord.Application(ctx)
	if err != nil {
		return err
	}
	if !app.HasMessageContent() {
		return errNoIntent
	}
	me, err := r.self(ctx)
	if err != nil {
		return err
	}
	p, err := r.discord.PermissionsOf(ctx, discord.ID(id), me)
	if err != nil {
		return err
	}
	if missing := p.Missing(reading); missing != 0 {
		return fmt.Errorf("%w %s", errNoHistory, missing)
	}
	return nil
}

// Messages returns a page of a channel's messages, the newest first.
func (r *Reader) Messages(ctx context.Context, id string, page corpus.ChatPage) ([]corpus.ChatMessage, error) {
	var found []discord.Message
	var err error
	if page.Pinned {
		found, err = r.discord.Pins(ctx, discord.ID(id))
	} else {
		found, err = r.discord.History(ctx, discord.ID(id), discord.Page{Before: discord.ID(page.Before), After: discord.ID(page.After)})
	}
	if err != nil {
		return nil, err
	}
	me, err := r.self(ctx)
	if err != nil {
		return nil, err
	}
	out := make([]corpus.ChatMessage, len(found))
	for i := range found {
		out[i] = said(&found[i], me)
	}
	return out, nil
}

// Message returns one message, or corpus.ErrNotFound.
func (r *Reader) Message(ctx context.Context, id, message string) (corpus.ChatMessage, error) {
	m, err := r.discord.Message(ctx, discord.ID(id), discord.ID(message))
	if errors.Is(err, discord.UnknownMessage) {
		return corpus.ChatMessage{}, fmt.Errorf("message %s: %w", message, corpus.ErrNotFound)
	}
	if err != nil {
		return corpus.ChatMessage{}, err
	}
	me, err := r.self(ctx)
	if err != nil {
		return corpus.ChatMessage{}, err
	}
	return said(m, me), nil
}

// said is what documents take of a message. What is said to the bot itself is left out: a question is no evidence, and would
// be found first when it is asked again.
func said(m *discord.Message, me discord.ID) corpus.ChatMessage {
	out := corpus.ChatMessage{ID: string(m.ID), Author: m.Author.Name(), Text: spelled(m), Time: m.Timestamp}
	files := m.Attachments
	for _, s := range m.Snapshots {
		out.Text = strings.TrimSpace(out.Text + "\n" + s.Message.Content)
		files = append(files[:len(files):len(files)], s.Message.Attachments...)
	}
	for _, f := range files {
		out.Files = append(out.Files, f.Filename)
	}
	ordinary := m.Type == 0 || m.Type == 19
	out.Omit = !m.ByPerson() || !ordinary || m.MentionsUser(me) || strings.TrimSpace(out.Text) == "" && len(out.Files) == 0
	return out
}

// numbered are people and emoji as messages have them.
var numbered = regexp.MustCompile(`<(@!?|a?:\w+:)(\d+)>`)

// spelled is the text of a message with names in the place of numbers, as people see it.
func spelled(m *discord.Message) string {
	return numbered.ReplaceAllStringFunc(m.Content, func(found string) string {
		parts := numbered.FindStringSubmatch(found)
		if _, emoji, ok := strings.Cut(parts[1], ":"); ok {
			return ":" + emoji
		}
		for _, u := range m.Mentions {
			if string(u.ID) == parts[2] {
				return "@" + u.Name()
			}
		}
		return found
	})
}
