package bot

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/dalil-bot/dalil/bot/internal/discord"
	"github.com/dalil-bot/dalil/bot/internal/reply"
	"github.com/dalil-bot/dalil/bot/internal/state"
	"github.com/dalil-bot/dalil/qa"
)

// An inquiry is a question on its way, with what its asker wants of the answer.
type inquiry struct {
	at           place
	text         string
	lang         string // "" for the server's, or the question's
	collection   string // only this one; "" for all that may be asked
	since, until time.Time
	private      bool
	permit       permit
	fresh        bool   // no follow-up: what was said before is left out
	instead      string // the answer that this one replaces, since the question was edited; "" for none
}

// askCommand answers /ask. What can be refused is refused before anything is shown to others.
func (b *Bot) askCommand(ctx context.Context, r request) error {
	q, err := b.readAsk(r)
	if err != nil {
		return err
	}
	return b.askLater(ctx, r, q)
}

// askLater answers a question that came with an interaction in its turn.
func (b *Bot) askLater(ctx context.Context, r request, q inquiry) error {
	if err := b.settle(ctx, &q); err != nil {
		return err
	}
	return b.later(ctx, r, r.Channel.ID, q.private, func(ctx context.Context, _ request) (sent, error) { return b.answer(ctx, q, true) })
}

func (b *Bot) readAsk(r request) (inquiry, error) {
	c := r.Command
	q := inquiry{at: r.at, text: strings.TrimSpace(c.Text(reply.OptQuestion)), lang: c.Text(reply.OptLanguage), collection: c.Text(reply.OptCollection),
		private: c.Flag(reply.OptPrivate) && !r.at.direct()}
	if blank(q.text) {
		return q, tell(reply.EmptyQuestion)
	}
	var err error
	if q.since, _, err = b.period(c.Text(reply.OptSince)); err != nil {
		return q, err
	}
	if _, q.until, err = b.period(c.Text(reply.OptUntil)); err != nil {
		return q, err
	}
	if !q.until.IsZero() && q.until.Before(q.since) {
		return q, tell(reply.BadPeriod)
	}
	return q, nil
}

// blank says that there is nothing in a text that could be looked for: no letter and no digit.
func blank(text string) bool {
	return !strings.ContainsFunc(text, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) })
}

// period reads a stretch of time and gives its first and its last day; both are zero for an empty text.
func (b *Bot) period(text string) (first, last time.Time, err error) {
	text = strings.TrimSpace(text)
	plain := strings.Map(westernDigit, text)
	if text == "" {
		return first, last, nil
	}
	for _, form := range []struct {
		layout              string
		years, months, days int
	}{{"2006-1-2", 0, 0, 1}, {"2006-1", 0, 1, 0}, {"2006", 1, 0, 0}} {
		if t, err := time.Parse(form.layout, plain); err == nil {
			return t, t.AddDate(form.years, form.months, form.days-1), nil
		}
	}
	if b.opts.Period != nil {
		if first, last, ok := b.opts.Period(text, time.Now()); ok {
			return first, last, nil
		}
	}
	return first, last, tellName(reply.BadDate, text)
}

// westernDigit brings the digits of Arabic and Persian keyboards to those that dates are parsed with.
func westernDigit(r rune) rune {
	switch {
	case r >= '٠' && r <= '٩':
		return r - '٠' + '0'
	case r >= '۰' && r <= '۹':
		return r - '۰' + '0'
	}
	return r
}

// settle decides what can be decided at once: what may be asked, and whether the limits leave room. In direct messages what
// may be asked is for Discord to say, which takes time, and is decided when the question's turn comes.
func (b *Bot) settle(ctx context.Context, q *inquiry) error {
	if q.at.direct() {
		return b.charge(q.at, state.Limits{})
	}
	return b.admit(ctx, q)
}

// admit settles what may be asked, and counts the question against the limits.
func (b *Bot) admit(ctx context.Context, q *inquiry) error {
	var err error
	q.at.alone = q.private
	if q.permit, err = b.permit(ctx, q.at); err != nil {
		return b.forManagers(ctx, err, q.at)
	}
	if q.collection != "" {
		if !slices.Contains(q.permit.collections, q.collection) {
			return tellName(reply.NoCollection, q.collection)
		}
		q.permit.collections = []string{q.collection}
	}
	if q.lang == "" {
		q.lang = q.permit.settings.Language
	}
	if q.at.direct() {
		return nil
	}
	return b.charge(q.at, q.permit.settings.Limits)
}

// forManagers tells someone who can turn a channel on, or enable documents, how to do so.
func (b *Bot) forManagers(ctx context.Context, err error, at place) error {
	t, _ := errors.AsType[told](err)
	code, ok := map[reply.Code]reply.Code{reply.NotHere: reply.NotHereManager, reply.NoDocuments: reply.NoDocsManager}[t.Code]
	if !ok {
		return err
	}
	if manager, failed := b.isManager(ctx, at); manager && failed == nil {
		return tell(code)
	}
	return err
}

// Default limits, in questions a minute. A person who reads answers asks about four; a channel of ten such people stays
// below 40.
const (
	userLimit    = 6
	channelLimit = 40
	serverLimit  = 120
)

// charge counts a question against the limits of its asker, channel and server.
func (b *Bot) charge(at place, l state.Limits) error {
	claims := []claim{{"user " + string(at.server) + " " + string(at.user.ID), cmp.Or(l.User, userLimit)}}
	if !at.direct() {
		claims = append(claims, claim{"channel " + string(at.parent), cmp.Or(l.Channel, channelLimit)},
			claim{"server " + string(at.server), cmp.Or(l.Server, serverLimit)})
	}
	which, wait := b.rates.take(time.Now(), claims...)
	if which < 0 {
		return nil
	}
	b.count.limited.Add(1)
	n := reply.Notice{Code: reply.RateLimited, Wait: wait}
	if which > 0 {
		n.Code = reply.ServerLimited
	}
	return told{n}
}

// talk names the conversation that a question belongs to: a thread's or a direct-message channel's, else that of a person
// in a channel. Private questions never go into one that is shared.
func (q *inquiry) talk() state.Talk {
	t := state.Talk{Server: q.at.server, Channel: q.at.channel}
	if q.private || !q.at.direct() && q.at.channel == q.at.parent {
		t.User = q.at.user.ID
	}
	return t
}

// answer asks the question, keeps the answer and makes its messages. Asked says that others cannot see the question, so
// that it has to be repeated.
func (b *Bot) answer(ctx context.Context, q inquiry, repeat bool) (sent, error) {
	found, err := b.ask(ctx, &q)
	if err != nil {
		return sent{}, err
	}
	id, err := b.state.AddAnswer(ctx, b.record(ctx, &q, found))
	if err != nil {
		b.log.Warn("answer is not kept and has no buttons", slog.Any("error", err))
	}
	b.asked.put(id, q.text, q.permit.settings)
	list := reply.For(found.Lang).Answer(found, reply.Options{ID: id, Asked: q.text, Repeat: repeat, Private: q.private, Now: time.Now(), Place: b.paper(ctx).place})
	return sent{list, func(ctx context.Context, messages []discord.Message) error {
		if id == "" {
			return nil
		}
		err := errors.Join(b.remember(ctx, q, id, found, messages), b.keepMessages(ctx, id, messages))
		if len(q.permit.walled) > 0 {
			b.reviews.want() // something may have been closed while Discord made the answer wait
		}
		return err
	}}, nil
}

// remember adds an answer to the conversation that its question came from, and to that of the thread which was opened for
// it.
func (b *Bot) remember(ctx context.Context, q inquiry, id string, found *qa.Answer, messages []discord.Message) error {
	turn := state.Turn{Turn: turnOf(found), Answer: id, Asker: q.at.user.ID}
	talk := q.talk()
	err := b.state.AddTurn(ctx, talk, turn)
	if len(messages) == 0 || messages[0].ChannelID == talk.Channel || messages[0].ChannelID == "" {
		return err
	}
	return errors.Join(err, b.state.AddTurn(ctx, state.Talk{Server: talk.Server, Channel: messages[0].ChannelID}, turn))
}

// ask puts a question, with what was said before it, to the documents that may be asked now; the question's permit says
// which those were.
func (b *Bot) ask(ctx context.Context, q *inquiry) (*qa.Answer, error) {
	if q.permit.collections == nil {
		if err := b.admit(ctx, q); err != nil {
			return nil, err
		}
	} else if err := b.stillOpen(ctx, q); err != nil {
		return nil, err
	}
	question := qa.Question{Text: q.text, Lang: q.lang, Collections: q.permit.collections, Since: q.since, Until: q.until}
	if !q.fresh {
		turns, err := b.state.Turns(ctx, q.talk())
		if err != nil {
			b.log.Warn("conversation is not known", slog.Any("error", err))
		}
		for _, t := range turns {
			if t.Answer != q.instead && b.mayRecall(ctx, q.permit, t) {
				question.History = append(question.History, t.Turn)
			}
		}
	}
	start := time.Now()
	found, err := b.opts.Asker.Ask(ctx, question)
	if err != nil {
		return nil, fmt.Errorf("ask: %w", err)
	}
	b.count.answered(found, time.Since(start))
	return found, nil
}

// stillOpen looks again at who may read channels: the question may have waited for its turn.
func (b *Bot) stillOpen(ctx context.Context, q *inquiry) error {
	if len(q.permit.walled) == 0 {
		return nil
	}
	now, err := b.permit(ctx, q.at)
	if err != nil {
		return err
	}
	q.permit.all = now.all
	q.permit.collections = slices.DeleteFunc(slices.Clone(q.permit.collections), func(name string) bool { return !slices.Contains(now.all, name) })
	if len(q.permit.collections) == 0 {
		return tell(reply.NoDocuments)
	}
	return nil
}

// mayRecall says whether what was answered before may be part of this question: its answer may tell what was said, and was
// perhaps made of more than this one may be, in private or before something was taken from those who may ask.
func (b *Bot) mayRecall(ctx context.Context, may permit, t state.Turn) bool {
	a, err := b.state.Answer(ctx, t.Answer)
	return err == nil && !slices.ContainsFunc(a.Collections, func(name string) bool { return !slices.Contains(may.all, name) })
}

// record is what is kept of an answer.
func (b *Bot) record(ctx context.Context, q *inquiry, a *qa.Answer) state.Answer {
	return state.Answer{Server: q.at.server, Channel: q.at.channel, Asker: q.at.user.ID, Question: q.text, Likeness: likeness(a),
		Collections: q.permit.collections, Private: q.private, Answer: a, Quoted: b.quoted(ctx, q.permit.walled, a)}
}

// likeness is equal for questions that look for the same terms, in whatever order and form.
func likeness(a *qa.Answer) string {
	if a.Why == nil {
		return ""
	}
	var terms []string
	for _, t := range a.Why.Terms {
		terms = append(terms, t.Term)
	}
	slices.Sort(terms)
	return strings.Join(slices.Compact(terms), " ")
}

func turnOf(a *qa.Answer) qa.Turn {
	t := qa.Turn{Question: a.Question}
	for _, item := range a.Items {
		t.Items = append(t.Items, item.Display)
	}
	return t
}

// keepMessages remembers which messages show an answer, so that they can go with it.
func (b *Bot) keepMessages(ctx context.Context, id string, messages []discord.Message) error {
	var list []state.Message
	for _, m := range messages {
		list = append(list, state.Message{ID: m.ID, Channel: m.ChannelID, Role: state.Sent})
	}
	return b.state.AddMessages(ctx, id, list...)
}
