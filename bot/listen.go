package bot

import (
	"context"
	"errors"
	"log/slog"
	"strings"
	"time"

	"github.com/dalil-bot/dalil/bot/internal/discord"
	"github.com/dalil-bot/dalil/bot/internal/reply"
	"github.com/dalil-bot/dalil/bot/internal/state"
)

const (
	// backlog is how old a message may be to be answered: older ones are of a time when the bot was away.
	backlog = 5 * time.Minute
	// signLimit is how long a sign of work may hold up the server's next events, where Discord makes it wait.
	signLimit = 2 * time.Second
	// editTime is how long an edit of a question changes its answer.
	editTime = 5 * time.Minute
)

// A hearing is a message on its way to an answer.
type hearing struct {
	m         *discord.Message
	at        place
	channel   discord.Channel
	mode      state.Mode
	addressed bool // by mention or by a reply to the bot
	ours      bool // in a thread of the bot's
	text      string
}

// heard decides whether a message is a question for the bot, and queues it.
func (b *Bot) heard(ctx context.Context, m *discord.Message) error {
	me, err := b.self(ctx)
	if err != nil {
		return err
	}
	if !m.ByPerson() || m.Author.ID == me || m.Type != 0 && m.Type != 19 || time.Since(m.Timestamp) > backlog {
		return nil
	}
	h := &hearing{m: m, at: placeOf(m), text: unnamed(m.Content, me)}
	if h.at.direct() {
		h.mode, h.addressed = state.Every, true
		h.channel = discord.Channel{ID: m.ChannelID, Type: discord.DM}
	} else if err := b.locate(ctx, h, me); err != nil {
		if gone(err) {
			return nil
		}
		return err
	}
	if !h.wanted() {
		return nil
	}
	b.count.heard.Add(1)
	return b.hear(ctx, h)
}

func placeOf(m *discord.Message) place {
	p := place{server: m.GuildID, channel: m.ChannelID, parent: m.ChannelID, user: m.Author}
	if m.Member != nil {
		p.roles, p.told = m.Member.Roles, m.Timestamp
	}
	if m.EditedTimestamp != nil {
		p.told = *m.EditedTimestamp
	}
	return p
}

// unnamed is a text without the bot's name.
func unnamed(text string, me discord.ID) string {
	for _, name := range []string{"<@" + string(me) + ">", "<@!" + string(me) + ">"} {
		text = strings.ReplaceAll(text, name, " ")
	}
	return strings.Trim(text, " \n\t,:،")
}

// locate finds the channel whose settings hold, and whether the bot is spoken to.
func (b *Bot) locate(ctx context.Context, h *hearing, me discord.ID) error {
	m := h.m
	var err error
	if h.channel, err = b.channel(ctx, m.ChannelID); err != nil {
		return err
	}
	if h.channel.Type.Thread() {
		h.at.parent = h.channel.ParentID
		h.ours = h.channel.OwnerID == me
		if !h.ours {
			_, role, err := b.state.AnswerOf(ctx, m.ChannelID) // a thread on a message has its id
			h.ours = err == nil && role == state.Sent
		}
	}
	h.addressed = m.MentionsUser(me) || m.Referenced != nil && m.Referenced.Author.ID == me
	settings, err := b.state.Channel(ctx, m.GuildID, h.at.parent)
	h.mode = settings.Mode
	return err
}

// wanted says whether the message asks for an answer, or at least for a word why there is none.
func (h *hearing) wanted() bool {
	switch {
	case h.addressed:
		return true
	case h.mode == state.Off || h.mode == state.Commands || blank(h.text):
		return false
	case h.ours:
		return true
	}
	return h.mode == state.Every && (isQuestion(h.text) || h.opensPost())
}

// opensPost says whether the message is the first of a forum post.
func (h *hearing) opensPost() bool {
	return h.channel.Type.Thread() && h.m.ID == h.m.ChannelID
}

// isQuestion says whether a text asks something, in the modes where every question is answered: by its mark, since words
// that begin questions begin other sentences too.
func isQuestion(text string) bool { return strings.ContainsAny(text, "?؟？") }

// hear settles what can be settled at once, and queues the question.
func (b *Bot) hear(ctx context.Context, h *hearing) error {
	q, err := b.question(ctx, h)
	if err == nil {
		err = b.settle(ctx, &q)
	}
	if err != nil {
		return b.answerBack(ctx, h, err)
	}
	b.busy.Add(1)
	ok := b.queues.add(h.at.channel, job{h.m.ID, func() {
		defer b.busy.Add(-1)
		b.finishMessage(h, q)
	}})
	if !ok {
		b.busy.Add(-1)
		b.count.busy.Add(1)
		return b.answerBack(ctx, h, tell(reply.Busy))
	}
	ctx, cancel := context.WithTimeout(ctx, signLimit)
	defer cancel()
	if err := b.discord.Typing(ctx, h.at.channel); err != nil {
		b.log.Debug("no sign of work", slog.Any("error", err))
	}
	return nil
}

// question makes the question out of a message: its own words, with the title of the forum post that it opens; or those of
// the message that it replies to, where it says nothing itself.
func (b *Bot) question(ctx context.Context, h *hearing) (inquiry, error) {
	q := inquiry{at: h.at, text: h.text}
	me, _ := b.self(ctx)
	if r := h.m.Referenced; blank(q.text) && r != nil && r.Author.ID != me {
		q.text = unnamed(r.Content, me)
	}
	if h.opensPost() && !h.ours {
		parent, err := b.channel(ctx, h.at.parent)
		if err == nil && parent.Type == discord.GuildForum && !strings.Contains(q.text, h.channel.Name) {
			q.text = strings.TrimSpace(h.channel.Name + "\n" + q.text)
		}
	}
	if h.mode == state.Commands {
		return q, tell(reply.CommandsOnly)
	}
	if blank(q.text) {
		return q, tell(reply.AskUsage)
	}
	return q, nil
}

// noticeRate is how many refusals a minute one person is sent in a channel: nobody is met with silence, and nobody can make
// the bot flood a channel.
const noticeRate = 3

// answerBack says why a message is not answered.
func (b *Bot) answerBack(ctx context.Context, h *hearing, err error) error {
	n := b.notice(err, "message", h.at)
	if which, _ := b.rates.take(time.Now(), claim{"notice " + string(h.at.channel) + string(h.at.user.ID), noticeRate}); which >= 0 {
		return nil
	}
	p := b.wordsFor(ctx, h.at, h.text).Notice(n)
	p.Private, p.ReplyTo, p.Nonce = false, h.m.ID, nonce(h.m.ID, 0)
	_, err = b.discord.Send(ctx, h.at.channel, p)
	return b.unwritten(ctx, h, err)
}

// unwritten tells the asker directly, once a day, where the bot may not write in the channel that it was named in: it would
// be silence there.
func (b *Bot) unwritten(ctx context.Context, h *hearing, err error) error {
	if h.at.direct() || !errors.Is(err, discord.MissingPermission) {
		return b.unsaid(err, h.at)
	}
	b.unsaid(err, h.at)
	key := strings.Join([]string{"unwritten", string(h.at.channel), string(h.at.user.ID), time.Now().Format(time.DateOnly)}, " ")
	if first, err := b.state.Once(ctx, key); err != nil || !first {
		return err
	}
	dm, err := b.discord.OpenDM(ctx, h.at.user.ID)
	if err == nil {
		p := b.wordsFor(ctx, h.at, h.text).Notice(reply.Notice{Code: reply.CannotWrite, Channel: h.at.channel})
		p.Private, p.Nonce = false, nonce(h.m.ID, 0)
		_, err = b.discord.Send(ctx, dm.ID, p)
	}
	return b.unsaid(err, h.at)
}

// unsaid logs that a channel could not be written in. That is for its managers to change, so it is no failure.
func (b *Bot) unsaid(err error, at place) error {
	if err == nil || !gone(err) && !errors.Is(err, discord.MissingPermission) && !errors.Is(err, discord.CannotDM) && !errors.Is(err, discord.ThreadArchived) {
		return err
	}
	b.count.lost.Add(1)
	b.log.Warn("cannot write in a channel", slog.String("channel", string(at.channel)), slog.Any("error", err))
	return nil
}

// wordsFor are our own words where no answer says the language: the server's, else that of the script of what was said.
func (b *Bot) wordsFor(ctx context.Context, at place, said string) *reply.Wording {
	if !at.direct() {
		if s, err := b.state.Server(ctx, at.server); err == nil && s.Language != "" {
			return reply.For(s.Language)
		}
	}
	if strings.ContainsFunc(said, arabicLetter) {
		return reply.For("ar")
	}
	return reply.For(at.locale)
}

// arabicLetter covers the Arabic blocks of Unicode that are typed.
func arabicLetter(r rune) bool { return r >= 0x0620 && r <= 0x064a || r >= 0x0671 && r <= 0x06d3 }

// finishMessage answers a message in its turn.
func (b *Bot) finishMessage(h *hearing, q inquiry) {
	ctx, cancel := context.WithTimeout(context.Background(), discord.TokenLife)
	defer cancel()
	first, err := b.state.Once(ctx, "message "+string(h.m.ID))
	if err == nil && !first {
		return
	}
	var out sent
	if err == nil {
		out, err = b.perform(ctx, request{}, func(ctx context.Context, _ request) (sent, error) { return b.answer(ctx, q, false) })
	}
	if err != nil {
		if err := b.answerBack(ctx, h, err); err != nil {
			b.notice(err, "message", h.at)
		}
		return
	}
	messages, err := b.post(ctx, h, out.posts)
	if err == nil && len(messages) > 0 && out.after != nil {
		err = out.after(ctx, messages)
	}
	if err == nil && len(messages) > 0 {
		err = b.keepAsked(ctx, messages[0].ID, h.m)
	}
	if err = b.unwritten(ctx, h, err); err != nil {
		b.notice(err, "message", h.at)
	}
}

// keepAsked remembers which message an answer belongs to.
func (b *Bot) keepAsked(ctx context.Context, answer discord.ID, m *discord.Message) error {
	a, _, err := b.state.AnswerOf(ctx, answer)
	if err != nil {
		return err
	}
	return b.state.AddMessages(ctx, a.ID, state.Message{ID: m.ID, Channel: m.ChannelID, Role: state.Asked})
}
