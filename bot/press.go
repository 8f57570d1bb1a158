package bot

import (
	"context"
	"errors"
	"log/slog"
	"slices"
	"strconv"
	"time"

	"github.com/dalil-bot/dalil/bot/internal/discord"
	"github.com/dalil-bot/dalil/bot/internal/reply"
	"github.com/dalil-bot/dalil/bot/internal/state"
)

// press acts on a button or a menu. All that it needs is in its id and in the state.
func (b *Bot) press(ctx context.Context, r request) error {
	id, err := reply.Decode(r.Press.ID)
	if err != nil {
		return tell(reply.TooOld) // of another version
	}
	switch id.Action {
	case reply.ActStarter:
		return b.starter(ctx, r)
	case reply.ActSources, reply.ActGaps, reply.ActAudit:
		return b.turnPage(ctx, r, id)
	}
	a, err := b.state.Answer(ctx, id.Answer)
	if errors.Is(err, state.ErrNotFound) {
		return tell(reply.TooOld)
	}
	if err != nil {
		return err
	}
	switch id.Action {
	case reply.ActGood:
		return b.vote(ctx, r, a, true, "")
	case reply.ActBad:
		return b.disliked(ctx, r, a)
	case reply.ActDelete:
		return b.remove(ctx, r, a)
	case reply.ActShare:
		return b.share(ctx, r, a)
	case reply.ActTell:
		return b.tellManagers(ctx, r, a)
	}
	return b.look(ctx, r, id, a)
}

// pageOf reads the page that a button turns to: "n" and a number.
func pageOf(arg string) int {
	if len(arg) > 0 && arg[0] == 'n' {
		arg = arg[1:]
	}
	n, _ := strconv.Atoi(arg)
	return max(n, 0)
}

// look shows what is behind an answer: over the message where it is the presser's own, else in one that only the presser
// sees.
func (b *Bot) look(ctx context.Context, r request, id reply.ID, a state.Answer) error {
	return b.show(ctx, r, func(ctx context.Context, r request) (sent, error) {
		if err := b.visible(ctx, r, a); err != nil {
			return sent{}, err
		}
		words := reply.For(a.Answer.Lang)
		in := b.paper(ctx)
		o := reply.Options{ID: a.ID, Asked: b.asked.of(a), Private: a.Private || !r.over(), Changed: in.changed, Place: in.place}
		switch id.Action {
		case reply.ActEvidence:
			return posts(words.Evidence(a.Answer, o, pageOf(id.Arg))), nil
		case reply.ActWhy:
			return posts(words.Why(a.Answer, o, pageOf(id.Arg))), nil
		case reply.ActSearch:
			return posts(words.Search(b.asked.of(a), a.Answer.Near, reply.Page{Number: pageOf(id.Arg), ID: a.ID, Private: o.Private, Place: o.Place})), nil
		case reply.ActBack:
			return b.again(ctx, r, words, a, o)
		case reply.ActContext:
			return b.context(ctx, words, id, a, o)
		}
		return sent{}, tell(reply.TooOld)
	})
}

// again leads back to an answer: to the very message where the button stands on one of the answer's own, else to the answer
// as one message.
func (b *Bot) again(ctx context.Context, r request, words *reply.Wording, a state.Answer, o reply.Options) (sent, error) {
	all, err := b.state.Messages(ctx, a.ID)
	if err != nil {
		return sent{}, err
	}
	role := func(of state.Role, id discord.ID) bool {
		return slices.ContainsFunc(all, func(m state.Message) bool { return m.Role == of && (id == "" || m.ID == id) })
	}
	o.Repeat, o.Now = !r.at.direct() || !role(state.Asked, ""), a.Time
	if r.Message == nil || !role(state.Sent, r.Message.ID) {
		return posts(words.Again(a.Answer, o)), nil
	}
	list := words.Answer(a.Answer, o)
	return posts(list[len(list)-1]), nil
}

// visible says whether somebody may see what is behind an answer: an answer of this place, or of a channel that the person
// may read, whose documents may still be asked here.
func (b *Bot) visible(ctx context.Context, r request, a state.Answer) error {
	if a.Private && a.Asker != r.User.ID || r.at.direct() && a.Channel != r.at.channel {
		return tell(reply.TooOld)
	}
	r.at.alone = true
	if here := a.Channel == r.at.channel || a.Channel == r.at.parent; !here && !b.lookFrom(r.at).reads(ctx, a.Channel) {
		return tell(reply.NoSuchAnswer)
	}
	err := b.within(ctx, r.at, a)
	if t, ok := errors.AsType[told](err); ok && t.Code == reply.CannotShare {
		return tell(reply.TooOld)
	}
	return err
}

func (b *Bot) context(ctx context.Context, words *reply.Wording, id reply.ID, a state.Answer, o reply.Options) (sent, error) {
	view, err := reply.ParseView(id.Arg)
	quotes := reply.Quotes(a.Answer)
	if err != nil || view.Quote >= len(quotes) {
		return sent{}, tell(reply.TooOld)
	}
	q := quotes[view.Quote]
	doc, err := b.opts.Library.Document(ctx, q.Collection, q.Doc)
	if err != nil {
		b.log.Info("document of a quote is gone", slog.Any("error", err))
		doc = nil // the quote is shown alone
	}
	return posts(words.Context(a.Answer, doc, view, o)), nil
}

// over says whether what a press leads to goes over the message pressed on: one that nobody else sees.
func (r request) over() bool {
	return r.Message != nil && (r.Message.Flags&discord.FlagEphemeral != 0 || r.at.direct())
}

// show does a work whose outcome only the presser sees, over the message pressed on where nobody else sees that one.
func (b *Bot) show(ctx context.Context, r request, do work) error {
	if r.over() {
		return b.quietly(ctx, r, r.User.ID, do)
	}
	return b.later(ctx, r, r.User.ID, true, do)
}

// quietly acknowledges a press without a sign, and puts what comes of the work over the message pressed on. Where nothing
// comes of it the message stays, and the presser is told why below it.
func (b *Bot) quietly(ctx context.Context, r request, key discord.ID, do work) error {
	acknowledge := func() error { return b.discord.DeferUpdate(ctx, r.Ticket) }
	return b.queue(r, key, acknowledge, func(err error) {
		b.finishTicket(r, err, true, func(ctx context.Context, r request) (out sent, err error) {
			defer func() {
				if err != nil {
					_, err = b.discord.FollowUp(ctx, r.Ticket, r.words.Notice(b.notice(err, "press", r.at)))
				}
			}()
			defer caught(&err)
			return do(ctx, r)
		})
	})
}

// vote keeps what somebody thinks of an answer.
func (b *Bot) vote(ctx context.Context, r request, a state.Answer, up bool, reason string) error {
	if err := b.visible(ctx, r, a); err != nil {
		return err
	}
	err := b.state.SetFeedback(ctx, state.Feedback{Answer: a.ID, User: r.User.ID, Up: up, Reason: reason})
	if err != nil {
		return err
	}
	b.count.votes.Add(1)
	if up {
		b.say(ctx, r, reply.Notice{Code: reply.Thanks})
	}
	return nil
}

// disliked keeps the vote at once, and asks for a reason, which need not be given.
func (b *Bot) disliked(ctx context.Context, r request, a state.Answer) error {
	if err := b.vote(ctx, r, a, false, ""); err != nil {
		return err
	}
	return b.discord.OpenModal(ctx, r.Ticket, r.words.ReasonForm(a.ID))
}

// submit acts on a form.
func (b *Bot) submit(ctx context.Context, r request) error {
	id, err := reply.Decode(r.Modal.ID)
	if err != nil {
		return tell(reply.TooOld)
	}
	text := r.Modal.Text(reply.FieldText)
	switch id.Action {
	case reply.ActReason:
		a, err := b.state.Answer(ctx, id.Answer)
		if errors.Is(err, state.ErrNotFound) {
			return tell(reply.TooOld)
		}
		if err == nil {
			err = b.vote(ctx, r, a, false, text)
		}
		if err == nil {
			b.say(ctx, r, reply.Notice{Code: reply.ThanksReason})
		}
		return err
	case reply.ActAbout:
		return b.askPrivately(ctx, r, text)
	}
	return tell(reply.TooOld)
}

// askPrivately answers a question whose answer only the asker sees.
func (b *Bot) askPrivately(ctx context.Context, r request, text string) error {
	q := inquiry{at: r.at, text: text, private: !r.at.direct(), fresh: true}
	if blank(text) {
		return tell(reply.EmptyQuestion)
	}
	return b.askLater(ctx, r, q)
}

// starter asks the question that was chosen from the help.
func (b *Bot) starter(ctx context.Context, r request) error {
	if len(r.Press.Values) != 1 {
		return tell(reply.TooOld)
	}
	return b.askPrivately(ctx, r, r.Press.Values[0])
}

// remove deletes the messages of an answer, for its asker and for managers.
func (b *Bot) remove(ctx context.Context, r request, a state.Answer) error {
	manager, err := b.isManager(ctx, r.at)
	if err != nil {
		return err
	}
	if a.Server != r.at.server || a.Asker != r.User.ID && !manager {
		return tell(reply.NotYours)
	}
	return b.quietly(ctx, r, r.User.ID, func(ctx context.Context, _ request) (sent, error) {
		return sent{}, b.withdraw(ctx, a.ID)
	})
}

// share shows a private answer to everyone in the channel, where the channel itself may ask the documents behind it.
func (b *Bot) share(ctx context.Context, r request, a state.Answer) error {
	if a.Asker != r.User.ID {
		return tell(reply.TooOld) // the asker had it forgotten; nobody else has the button
	}
	if err := b.shareable(ctx, r, a); err != nil {
		return err
	}
	return b.quietly(ctx, r, r.Channel.ID, func(ctx context.Context, r request) (sent, error) {
		return sent{}, b.publish(ctx, r, a)
	})
}

// shareable says whether all in the channel may see what an answer was made of.
func (b *Bot) shareable(ctx context.Context, r request, a state.Answer) error {
	err := b.within(ctx, r.at, a)
	if _, ok := errors.AsType[told](err); ok {
		return tell(reply.CannotShare)
	}
	return err
}

// publish sends an answer once for all to see. Walls are looked at again: the press may have waited.
func (b *Bot) publish(ctx context.Context, r request, a state.Answer) error {
	if err := b.shareable(ctx, r, a); err != nil {
		return err
	}
	key := "share " + a.ID
	first, err := b.state.Once(ctx, key)
	if err != nil {
		return err
	}
	if !first || !a.Private {
		return tell(reply.Shared)
	}
	in := b.paper(ctx)
	o := reply.Options{ID: a.ID, Asked: b.asked.of(a), Repeat: true, Changed: in.changed, Place: in.place, Now: time.Now()}
	var messages []discord.Message
	for _, p := range reply.For(a.Answer.Lang).Answer(a.Answer, o) {
		m, err := b.discord.FollowUp(ctx, r.Ticket, p)
		if e, ok := errors.AsType[*discord.Error](err); ok && e.Status/100 == 4 && len(messages) == 0 {
			return errors.Join(err, b.state.Undone(ctx, key)) // nobody has seen anything
		}
		if err != nil {
			return err
		}
		messages = append(messages, *m)
	}
	b.reviews.want() // as after an answer
	return errors.Join(b.state.SetPrivate(ctx, a.ID, false), b.keepMessages(ctx, a.ID, messages))
}

// tellManagers puts a question without an answer in front of the managers.
func (b *Bot) tellManagers(ctx context.Context, r request, a state.Answer) error {
	if r.at.direct() {
		return tell(reply.CannotTell)
	}
	if err := b.visible(ctx, r, a); err != nil {
		return err
	}
	first, err := b.state.AddNote(ctx, state.Note{Server: r.at.server, Channel: r.at.channel, User: r.User.ID, Answer: a.ID, Text: b.asked.of(a)})
	if err != nil {
		return err
	}
	code := reply.Told
	if !first {
		code = reply.AlreadyTold
	}
	b.say(ctx, r, reply.Notice{Code: code})
	return nil
}
