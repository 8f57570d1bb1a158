package bot

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"github.com/dalil-bot/dalil/bot/internal/discord"
	"github.com/dalil-bot/dalil/bot/internal/reply"
	"github.com/dalil-bot/dalil/bot/internal/state"
)

// edited answers a question anew that was edited soon after it was asked.
func (b *Bot) edited(ctx context.Context, m *discord.Message) error {
	me, err := b.self(ctx)
	if err != nil || m.EditedTimestamp == nil || m.Author.ID == me || m.EditedTimestamp.Sub(m.Timestamp) > editTime {
		return err
	}
	a, role, err := b.state.AnswerOf(ctx, m.ID)
	if errors.Is(err, state.ErrNotFound) || err == nil && role != state.Asked {
		return nil
	}
	text := unnamed(m.Content, me)
	if err != nil || blank(text) || a.Asker == "" {
		return err
	}
	q := inquiry{at: placeOf(m), text: text, instead: a.ID}
	q.at.server, q.at.user.ID = a.Server, a.Asker
	if ch, err := b.channel(ctx, m.ChannelID); err == nil && ch.Type.Thread() {
		q.at.parent = ch.ParentID
	}
	if err := b.settle(ctx, &q); err != nil {
		if _, ok := errors.AsType[told](err); ok {
			return nil // the answer stays as it was
		}
		return err
	}
	b.busy.Add(1)
	if !b.queues.add(m.ChannelID, job{m.ID, func() { defer b.busy.Add(-1); b.answerEdit(a, q) }}) {
		b.busy.Add(-1)
	}
	return nil
}

// answerEdit replaces an answer and the messages that show it.
func (b *Bot) answerEdit(a state.Answer, q inquiry) {
	ctx, cancel := context.WithTimeout(context.Background(), 2*answerLimit)
	defer cancel()
	err := b.guard("edit", func() error {
		found, err := b.ask(ctx, &q)
		if err != nil {
			return err
		}
		kept := b.record(ctx, &q, found)
		kept.ID = a.ID
		if err := b.state.ReplaceAnswer(ctx, kept); err != nil {
			return err
		}
		list := reply.For(found.Lang).Answer(found, reply.Options{ID: a.ID, Asked: q.text, Now: time.Now(), Place: b.paper(ctx).place})
		shown, rest, err := b.replace(ctx, a.ID, list)
		if err != nil || len(shown) == 0 {
			return err
		}
		for _, p := range rest {
			m, err := b.discord.Send(ctx, shown[0].Channel, p)
			if err == nil {
				err = b.keepMessages(ctx, a.ID, []discord.Message{*m})
			}
			if err != nil {
				return err
			}
		}
		return b.remember(ctx, q, a.ID, found, []discord.Message{{ChannelID: shown[0].Channel}})
	})
	if err = b.unsaid(err, q.at); err != nil {
		b.notice(err, "edit", q.at)
	}
}

// replace puts messages in the place of those that show an answer; what is over of these is deleted. It returns those that
// showed it before, and the messages for which there was no place. A place that is gone, or that only the asker saw, is none.
func (b *Bot) replace(ctx context.Context, id string, list []discord.Post) (old []state.Message, rest []discord.Post, err error) {
	if old, err = b.shows(ctx, id); err != nil {
		return nil, nil, err
	}
	rest = list
	for _, m := range old {
		over := len(rest) == 0
		if over {
			err = b.discord.DeleteMessage(ctx, m.Channel, m.ID)
		} else {
			_, err = b.discord.EditMessage(ctx, m.Channel, m.ID, rest[0])
		}
		switch lost := errors.Is(err, discord.UnknownMessage); {
		case lost || over && err == nil:
			err = b.state.DropMessage(ctx, m.ID)
		case err == nil:
			rest = rest[1:]
		}
		if err != nil {
			return nil, nil, err
		}
	}
	return old, rest, nil
}

// shows lists the messages that show an answer, without those that hold the question.
func (b *Bot) shows(ctx context.Context, id string) ([]state.Message, error) {
	all, err := b.state.Messages(ctx, id)
	var out []state.Message
	for _, m := range all {
		if m.Role == state.Sent {
			out = append(out, m)
		}
	}
	return out, err
}

// deleted takes back the answers to questions that were deleted.
func (b *Bot) deleted(ctx context.Context, e *discord.MessageDelete) error {
	for _, id := range e.IDs {
		a, role, err := b.state.AnswerOf(ctx, id)
		switch {
		case errors.Is(err, state.ErrNotFound):
			continue
		case err != nil:
			return err
		case role == state.Sent:
			err = b.state.DropMessage(ctx, id)
		default:
			err = b.withdraw(ctx, a.ID)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// withdraw deletes the messages of an answer, and forgets it.
func (b *Bot) withdraw(ctx context.Context, id string) error {
	list, err := b.shows(ctx, id)
	if err != nil {
		return err
	}
	for _, m := range list {
		if err := b.discord.DeleteMessage(ctx, m.Channel, m.ID); err != nil {
			b.log.Warn("a message could not be deleted", slog.String("channel", string(m.Channel)), slog.Any("error", err))
		}
	}
	return b.state.DeleteAnswer(ctx, id)
}

// learn takes in at once what an event tells that others depend on, whether or not its turn ever comes.
func (b *Bot) learn(e discord.Event) {
	b.world.learn(e)
	b.following.tell(e)
	if closes(e) {
		b.reviews.want()
	}
}

// changed does what has to be done about servers and channels that came or went.
func (b *Bot) changed(ctx context.Context, e discord.Event) error {
	switch e := e.(type) {
	case *discord.Ready:
		b.setSelf(e.User.ID)
		return errors.Join(b.registerOnce(ctx, e.User.ID), b.removedMeanwhile(ctx, e))
	case *discord.GuildCreate:
		return b.state.MarkPresent(ctx, e.Guild.ID)
	case *discord.GuildDelete:
		if !e.Unavailable { // else an outage of Discord's
			return b.leave(ctx, e.ID)
		}
	case *discord.ChannelChange:
		if e.Deleted && !e.Channel.Type.Thread() && e.GuildID != "" {
			return b.state.DropChannel(ctx, e.GuildID, e.Channel.ID)
		}
	}
	return nil
}

// removedMeanwhile notes the servers that removed the bot while it was away, of which no event tells.
func (b *Bot) removedMeanwhile(ctx context.Context, e *discord.Ready) error {
	known, err := b.state.Servers(ctx)
	for _, s := range known {
		if s.Removed.IsZero() && e.Lacks(s.ID) {
			err = errors.Join(err, b.leave(ctx, s.ID))
		}
	}
	return err
}

// leave notes that a server removed the bot.
func (b *Bot) leave(ctx context.Context, server discord.ID) error {
	b.log.Info("removed from a server: its data goes after the grace", slog.String("server", string(server)), slog.Duration("grace", b.opts.Grace))
	return b.state.MarkRemoved(ctx, server)
}

// self is the bot's own user.
func (b *Bot) self(ctx context.Context) (discord.ID, error) {
	b.mu.Lock()
	me := b.me
	b.mu.Unlock()
	if me != "" {
		return me, nil
	}
	u, err := b.discord.Me(ctx)
	if err != nil {
		return "", err
	}
	b.setSelf(u.ID)
	return u.ID, nil
}

func (b *Bot) setSelf(id discord.ID) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.me = id
}
