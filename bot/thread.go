package bot

import (
	"context"
	"errors"
	"log/slog"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/dalil-bot/dalil/bot/internal/discord"
	"github.com/dalil-bot/dalil/bot/internal/reply"
	"github.com/dalil-bot/dalil/corpus"
)

// post sends the messages of an answer: into a thread of its own where somebody mentioned the bot in a channel, else below
// the question.
func (b *Bot) post(ctx context.Context, h *hearing, list []discord.Post) ([]discord.Message, error) {
	if opened := b.thread(ctx, h); opened != "" {
		in := list
		if !b.opts.MessageContent {
			in = b.goOn(list, h)
		}
		out, err := b.send(ctx, opened, h.m.ID, in)
		if len(out) > 0 || !errors.Is(err, discord.MissingPermission) {
			return out, err
		}
		// It may open threads, but not write in them.
	}
	list = slices.Clone(list)
	list[0].ReplyTo = h.m.ID
	return b.send(ctx, h.at.channel, h.m.ID, list)
}

// send sends the messages that answer an event, for all to see.
func (b *Bot) send(ctx context.Context, channel, event discord.ID, list []discord.Post) ([]discord.Message, error) {
	var out []discord.Message
	for n, p := range list {
		p.Private, p.Nonce = false, nonce(event, n)
		m, err := b.discord.Send(ctx, channel, p)
		if err != nil {
			return out, err
		}
		out = append(out, *m)
	}
	return out, nil
}

// goOn says below the last message how to go on in a thread where messages cannot be read without a mention. It is part of
// that message, so that it goes with it.
func (b *Bot) goOn(list []discord.Post, h *hearing) []discord.Post {
	lang := h.at.locale
	if strings.ContainsFunc(h.text, arabicLetter) {
		lang = "ar"
	}
	note := "\n-# " + reply.For(lang).Notice(reply.Notice{Code: reply.MentionMe}).Text
	list = slices.Clone(list)
	last := &list[len(list)-1]
	if utf8.RuneCountInString(last.Text)+utf8.RuneCountInString(note) <= discord.MaxText {
		last.Text += note
	}
	return list
}

// titleLength is how much of a question stands in a thread's title, with its asker's name, in characters.
const titleLength = 47

// thread opens a thread on a question that was put by mention in a channel. Where the bot may not, or the message is part
// of a conversation already, there is none.
func (b *Bot) thread(ctx context.Context, h *hearing) discord.ID {
	if h.at.direct() || h.channel.Type.Thread() || h.channel.Type != discord.GuildText && h.channel.Type != discord.GuildNews || h.m.Reference != nil {
		return ""
	}
	t, err := b.discord.StartThread(ctx, h.at.channel, h.m.ID, discord.Thread{Name: threadTitle(h.m, h.text)})
	if err != nil {
		b.log.Warn("no thread could be opened: the answer goes into the channel", slog.String("channel", string(h.at.channel)), slog.Any("error", err))
		return ""
	}
	b.world.meet(*t)
	return t.ID
}

func threadTitle(m *discord.Message, text string) string {
	name := m.Author.Name()
	if m.Member != nil && m.Member.Nick != "" {
		name = m.Member.Nick
	}
	title := []rune(corpus.Visible(name + ": " + text))
	if len(title) > titleLength {
		title = append(title[:titleLength-1], '…')
	}
	return string(title)
}
