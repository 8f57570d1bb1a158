package bot

import (
	"context"
	"errors"
	"fmt"
	"log/slog"

	"github.com/dalil-bot/dalil/bot/internal/discord"
	"github.com/dalil-bot/dalil/bot/internal/reply"
)

// A request is an interaction in hand.
type request struct {
	*discord.Interaction
	at    place
	words *reply.Wording
}

// Handle takes an event: what is to be answered is acknowledged and queued.
func (b *Bot) Handle(ctx context.Context, e discord.Event) {
	b.busy.Add(1)
	defer b.busy.Add(-1)
	var err error
	switch e := e.(type) {
	case *discord.Interaction:
		b.interaction(ctx, e)
	case *discord.MessageCreate:
		err = b.guard("message", func() error { return b.heard(ctx, &e.Message) })
	case *discord.MessageUpdate:
		err = b.guard("edit", func() error { return b.edited(ctx, &e.Message) })
	case *discord.MessageDelete:
		err = b.guard("deletion", func() error { return b.deleted(ctx, e) })
	default:
		err = b.guard("world", func() error { return b.changed(ctx, e) })
	}
	if err != nil {
		b.notice(err, fmt.Sprintf("%T", e), place{})
	}
}

// guard keeps a panic from ending the process.
func (b *Bot) guard(_ string, f func() error) (err error) {
	defer caught(&err)
	return f()
}

// overflow answers what there was no room for.
func (b *Bot) overflow(ctx context.Context, e discord.Event) {
	i, ok := e.(*discord.Interaction)
	if !ok || i.Kind == discord.Autocomplete {
		return
	}
	b.count.busy.Add(1)
	b.say(ctx, b.request(i), reply.Notice{Code: reply.Busy})
}

// request reads who does something where. The language is the person's until a question says otherwise.
func (b *Bot) request(i *discord.Interaction) request {
	r := request{Interaction: i, words: reply.For(i.Locale)}
	r.at = place{server: i.GuildID, channel: i.Channel.ID, parent: i.Channel.ID, user: i.User, locale: i.Locale}
	if i.Channel.Type.Thread() {
		r.at.parent = i.Channel.ParentID
	}
	if i.Member != nil {
		r.at.roles, r.at.told = i.Member.Roles, i.Received
		r.at.manager = i.Member.Permissions.Has(discord.ManageGuild)
	}
	return r
}

func (b *Bot) interaction(ctx context.Context, i *discord.Interaction) {
	r := b.request(i)
	err := b.guard("interaction", func() error {
		switch {
		case i.User.Bot:
			return nil
		case i.Kind == discord.CommandUsed && i.Command != nil:
			b.count.commands.Add(1)
			return b.command(ctx, r)
		case i.Kind == discord.Autocomplete && i.Command != nil:
			return b.complete(ctx, r)
		case i.Kind == discord.Pressed && i.Press != nil:
			b.count.presses.Add(1)
			return b.press(ctx, r)
		case i.Kind == discord.ModalSent && i.Modal != nil:
			return b.submit(ctx, r)
		}
		return tell(reply.TooOld) // a kind that this version does not know
	})
	if err != nil {
		b.say(ctx, r, b.notice(err, "interaction", r.at))
	}
}

// say answers an interaction at once, with a sentence for the person alone.
func (b *Bot) say(ctx context.Context, r request, n reply.Notice) {
	if _, err := b.discord.Reply(ctx, r.Ticket, r.words.Notice(n)); err != nil {
		b.lost(err, r)
	}
}

// lost logs that an interaction could not be answered.
func (b *Bot) lost(err error, r request) {
	level := slog.LevelError
	if gone(err) {
		level = slog.LevelWarn
	}
	b.count.lost.Add(1)
	b.log.Log(context.Background(), level, "interaction could not be answered",
		slog.String("channel", string(r.at.channel)), slog.Any("error", err))
}

// A work makes the messages that answer a request.
type work func(ctx context.Context, r request) (sent, error)

// sent is what a work wants to be sent, and what is to be done with the messages that came of it.
type sent struct {
	posts []discord.Post
	after func(ctx context.Context, messages []discord.Message) error // may be nil
}

func posts(list ...discord.Post) sent { return sent{posts: list} }

// later acknowledges a request, does the work in its turn, and sends what comes of it. Works with the same key are done in
// order.
func (b *Bot) later(ctx context.Context, r request, key discord.ID, private bool, do work) error {
	acknowledge := func() error { return b.discord.Defer(ctx, r.Ticket, private) }
	return b.queue(r, key, acknowledge, func(err error) { b.finishTicket(r, err, private, do) })
}

// queue puts a job in its line and acknowledges meanwhile; the job is given what came of that.
func (b *Bot) queue(r request, key discord.ID, acknowledge func() error, do func(error)) error {
	acknowledged := make(chan error, 1)
	b.busy.Add(1)
	ok := b.queues.add(key, job{r.ID, func() {
		defer b.busy.Add(-1)
		do(<-acknowledged)
	}})
	if !ok {
		b.busy.Add(-1)
		b.count.busy.Add(1)
		return tell(reply.Busy)
	}
	acknowledged <- acknowledge()
	return nil
}

// finishTicket does the work of a request that was acknowledged and edits its answer into place.
func (b *Bot) finishTicket(r request, acknowledged error, private bool, do work) {
	if acknowledged != nil {
		b.lost(acknowledged, r)
		return
	}
	ctx, cancel := context.WithDeadline(context.Background(), r.Expires())
	defer cancel()
	out, err := b.perform(ctx, r, do)
	if err != nil {
		out = posts(r.words.Notice(b.notice(err, "answer", r.at)))
	}
	messages, err := b.deliver(ctx, r, private, out.posts)
	if err == nil && out.after != nil {
		err = out.after(ctx, messages)
	}
	if err != nil {
		b.lost(err, r)
	}
}

// perform does a work within its time, and calls it off when the bot halts; a panic is an error.
func (b *Bot) perform(ctx context.Context, r request, do work) (out sent, err error) {
	ctx, cancel := context.WithTimeout(ctx, answerLimit)
	defer cancel()
	defer context.AfterFunc(b.halted, cancel)()
	defer caught(&err)
	return do(ctx, r)
}

// deliver puts the first message in the place of the acknowledgement and the others below it. Where the ticket has run out
// and others may see the answer it goes into the channel instead.
func (b *Bot) deliver(ctx context.Context, r request, private bool, list []discord.Post) ([]discord.Message, error) {
	var out []discord.Message
	for n, p := range list {
		var m *discord.Message
		var err error
		p.Private = private
		if n == 0 {
			m, err = b.discord.EditReply(ctx, r.Ticket, p)
		} else {
			m, err = b.discord.FollowUp(ctx, r.Ticket, p)
		}
		if errors.Is(err, discord.ErrExpired) && !private {
			p.Nonce = nonce(r.ID, n)
			m, err = b.discord.Send(context.WithoutCancel(ctx), r.Channel.ID, p)
		}
		if err != nil {
			return out, err
		}
		out = append(out, *m)
	}
	return out, nil
}

// nonce marks the n-th message that answers an event, so that it is there once however often it is sent. An id has up to
// 20 digits.
func nonce(event discord.ID, n int) string { return fmt.Sprintf("%s-%d", event, n) }
