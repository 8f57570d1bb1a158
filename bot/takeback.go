package bot

import (
	"context"
	"errors"
	"log/slog"
	"slices"
	"strings"
	"time"

	"github.com/dalil-bot/dalil/bot/internal/discord"
	"github.com/dalil-bot/dalil/bot/internal/reply"
	"github.com/dalil-bot/dalil/bot/internal/state"
	"github.com/dalil-bot/dalil/corpus"
	"github.com/dalil-bot/dalil/qa"
)

// quoted returns the documents made of messages, in some collections, that an answer holds text of.
func (b *Bot) quoted(ctx context.Context, collections []string, a *qa.Answer) []state.Quoted {
	var all []state.Quoted
	for _, name := range collections {
		for _, id := range docsOf(a, name) {
			doc, err := b.opts.Library.Document(ctx, name, id)
			if err != nil || !slices.ContainsFunc(doc.Blocks, func(b corpus.Block) bool { return b.Place.Kind == corpus.Message }) {
				continue
			}
			q := state.Quoted{Collection: name, Doc: id, Hash: doc.Hash}
			if left := without(a, q, doc.Text); left == nil || shorter(left, a) {
				q.Hash = "" // it has changed since it was read, and the next review is to see that
			}
			all = append(all, q)
		}
	}
	return all
}

// docsOf returns the IDs of the documents in a collection that an answer may hold text of, sorted. What it says of passages
// that it has read does not tell their collections.
func docsOf(a *qa.Answer, collection string) []string {
	lists := [][]qa.Quote{a.Quotes, a.Related, a.Near}
	for _, c := range a.Conflicts {
		lists = append(lists, c.Quotes)
	}
	var ids []string
	for _, q := range slices.Concat(lists...) {
		if q.Collection == collection {
			ids = append(ids, q.Doc)
		}
	}
	if a.Why != nil {
		for _, p := range a.Why.Passages {
			ids = append(ids, p.Doc)
		}
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

// strip leaves out of an answer what no longer stands in a document, or takes it back where it rests on that.
func (b *Bot) strip(ctx context.Context, a state.Answer, q state.Quoted, doc *corpus.Document) error {
	left := without(a.Answer, q, doc.Text)
	if left == nil {
		return b.takeBack(ctx, a, reply.TakenBack)
	}
	short := shorter(left, a.Answer)
	if a.Answer = left; short && !a.Private {
		if err := b.showAgain(ctx, a); err != nil {
			return err
		}
	}
	q.Hash = doc.Hash
	return b.state.Strip(ctx, a.ID, left, q)
}

// without returns an answer without the sentences that do not stand in the text of a document any more, nil where the
// answer rests on one of them. Those that stand elsewhere in it now, since something before them has changed, are followed.
func without(a *qa.Answer, of state.Quoted, text string) *qa.Answer {
	lost := func(doc, sentence string) bool { return doc == of.Doc && !strings.Contains(text, sentence) }
	rest := func(quotes []qa.Quote) (stand []qa.Quote) {
		for _, q := range quotes {
			switch ours := q.Collection == of.Collection && q.Doc == of.Doc; {
			case !ours:
				stand = append(stand, q)
			case !lost(q.Doc, q.Text):
				stand = append(stand, followed(q, text))
			}
		}
		return stand
	}
	left := *a
	left.Quotes, left.Related, left.Near = rest(a.Quotes), rest(a.Related), rest(a.Near)
	left.Conflicts = slices.Clone(a.Conflicts)
	for i, c := range a.Conflicts {
		if left.Conflicts[i].Quotes = rest(c.Quotes); len(left.Conflicts[i].Quotes) < len(c.Quotes) {
			return nil
		}
	}
	if len(left.Quotes) < len(a.Quotes) {
		return nil
	}
	if a.Why != nil {
		why := *a.Why
		why.Passages = slices.DeleteFunc(slices.Clone(why.Passages), func(p qa.WhyPassage) bool { return lost(p.Doc, p.Text) })
		why.Candidates = slices.DeleteFunc(slices.Clone(why.Candidates), func(c qa.WhyCandidate) bool { return lost(c.Doc, c.Text) })
		left.Why = &why
	}
	return &left
}

// followed returns a quote at the place in a text where it stands now, where that is sure.
func followed(q qa.Quote, text string) qa.Quote {
	if q.End <= len(text) && q.Of(text) == q.Text || strings.Count(text, q.Text) != 1 {
		return q
	}
	by := strings.Index(text, q.Text) - q.Start
	move := func(s corpus.Span) corpus.Span {
		return corpus.Span{Start: min(max(s.Start+by, 0), len(text)), End: min(max(s.End+by, 0), len(text))}
	}
	q.Span, q.Context, q.Marks = move(q.Span), move(q.Context), slices.Clone(q.Marks)
	for i, m := range q.Marks {
		q.Marks[i] = move(m)
	}
	return q
}

// shorter says whether an answer shows less than another one.
func shorter(left, than *qa.Answer) bool {
	return len(left.Related) < len(than.Related) || len(left.Near) < len(than.Near)
}

// showAgain edits the messages of an answer that was made shorter.
func (b *Bot) showAgain(ctx context.Context, a state.Answer) error {
	all, err := b.state.Messages(ctx, a.ID)
	if err != nil {
		return err
	}
	said := slices.ContainsFunc(all, func(m state.Message) bool { return m.Role == state.Asked })
	in := b.paper(ctx)
	list := reply.For(a.Answer.Lang).Answer(a.Answer, reply.Options{ID: a.ID, Asked: b.asked.of(a), Repeat: a.Server != "" && !said,
		Now: a.Time, Changed: in.changed, Place: in.place})
	return b.overwrite(ctx, a, list)
}

// takeBack puts a sentence in the place of an answer, and forgets the answer.
func (b *Bot) takeBack(ctx context.Context, a state.Answer, why reply.Code) error {
	if !a.Private {
		p := reply.For(a.Answer.Lang).Notice(reply.Notice{Code: why})
		if err := b.overwrite(ctx, a, []discord.Post{p}); err != nil {
			return err
		}
	}
	b.log.Info("an answer was taken back", slog.String("server", string(a.Server)), slog.String("channel", string(a.Channel)), slog.String("reason", string(why)))
	return b.state.DeleteAnswer(ctx, a.ID)
}

// errUnposted says that an answer is on its way: Discord may make it wait.
var errUnposted = errors.New("an answer that has to be changed is not posted yet")

// overwrite puts messages in the place of those that show an answer. What cannot be edited for a reason that will not go away
// is logged: it is for people to delete.
func (b *Bot) overwrite(ctx context.Context, a state.Answer, list []discord.Post) error {
	shown, err := b.shows(ctx, a.ID)
	switch {
	case err != nil:
		return err
	case len(shown) == 0 && time.Since(a.Time) < discord.TokenLife:
		return errUnposted
	case len(shown) == 0:
		return nil
	}
	thread := shown[0].Channel
	_, _, err = b.replace(ctx, a.ID, list)
	if errors.Is(err, discord.ThreadArchived) {
		if err = b.discord.Archive(ctx, thread, false); err == nil {
			_, _, err = b.replace(ctx, a.ID, list)
			err = errors.Join(err, b.discord.Archive(ctx, thread, true))
		}
	}
	switch {
	case errors.Is(err, discord.UnknownChannel), errors.Is(err, discord.UnknownGuild):
		return nil // nobody sees it any more
	case errors.Is(err, discord.MissingAccess), errors.Is(err, discord.MissingPermission):
		b.log.Warn("an answer quotes what was deleted or closed, and could not be edited", slog.String("channel", string(thread)), slog.Any("error", err))
		return nil
	}
	return err
}
