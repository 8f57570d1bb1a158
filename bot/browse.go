package bot

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/dalil-bot/dalil/bot/internal/discord"
	"github.com/dalil-bot/dalil/bot/internal/reply"
	"github.com/dalil-bot/dalil/bot/internal/state"
	"github.com/dalil-bot/dalil/corpus"
	"github.com/dalil-bot/dalil/qa"
)

// Commands are the commands as they are registered.
func Commands() []discord.CommandSpec { return reply.Commands() }

// command acts on a command.
func (b *Bot) command(ctx context.Context, r request) error {
	path := strings.Join(r.Command.Path, " ")
	mine := func(do work) error { r.at.alone = true; return b.later(ctx, r, r.User.ID, true, do) }
	switch path {
	case reply.CmdAsk:
		return b.askCommand(ctx, r)
	case reply.CmdSearch:
		return mine(b.search)
	case reply.CmdSources:
		return mine(b.sources)
	case reply.CmdWhy:
		return mine(b.why)
	case reply.CmdForget:
		return mine(b.forget)
	case reply.CmdHelp:
		return mine(b.help)
	case reply.MenuAsk:
		m, ok := r.Command.TargetMessage()
		if !ok {
			return tell(reply.EmptyQuestion)
		}
		me, _ := b.self(ctx)
		return b.discord.OpenModal(ctx, r.Ticket, r.words.AboutForm(m.ID, unnamed(m.Content, me)))
	case reply.MenuAdd:
		return mine(b.addMessage)
	}
	if r.Command.Path[0] == reply.CmdManage {
		return mine(b.manage)
	}
	return tell(reply.TooOld) // a command that this version does not know
}

// found is how many passages a search shows, over all pages.
const foundMost = 30

// kindSearch marks a search among the answers that are kept.
const kindSearch qa.Kind = "search"

// search shows passages that hold some words. They are kept like an answer, for the buttons that turn pages.
func (b *Bot) search(ctx context.Context, r request) (sent, error) {
	words := strings.TrimSpace(r.Command.Text(reply.OptWords))
	if blank(words) {
		return sent{}, tell(reply.EmptyQuestion)
	}
	may, err := b.permit(ctx, r.at)
	if err == nil {
		err = b.charge(r.at, may.settings.Limits)
	}
	if err != nil {
		return sent{}, err
	}
	hits, err := b.opts.Library.Search(ctx, may.collections, words, foundMost)
	if err != nil {
		return sent{}, fmt.Errorf("search: %w", err)
	}
	quotes := make([]qa.Quote, len(hits))
	for i, h := range hits {
		quotes[i] = passage(h)
	}
	q := inquiry{at: r.at, text: words, private: true, permit: may}
	kept := b.record(ctx, &q, &qa.Answer{Kind: kindSearch, Lang: r.words.Locale(), Near: quotes})
	id, err := b.state.AddAnswer(ctx, kept)
	b.asked.put(id, words, may.settings)
	return posts(r.words.Search(words, quotes, reply.Page{ID: id, Private: true, Place: b.paper(ctx).place})), err
}

// longestPassage is how much of a passage a search shows, in bytes: about three sentences.
const longestPassage = 600

// passage is what is shown of one: its first sentences.
func passage(h corpus.Hit) qa.Quote {
	p := h.Doc.Passages[h.Passage]
	end := p.Start
	for i, s := range p.Sentences {
		if i == 0 || s.End-p.Start <= longestPassage {
			end = s.End
		}
	}
	if end == p.Start {
		end = p.End
	}
	at := corpus.Span{Start: p.Start, End: end}
	return qa.Quote{Span: at, Text: at.Of(h.Doc.Text), Collection: h.Doc.Collection, Doc: h.Doc.ID, Title: h.Doc.Title,
		Publisher: h.Doc.Publisher, Date: h.Doc.Date, Lang: p.Lang, Context: p.Span, Score: h.Score}
}

// sources lists what may be asked here.
func (b *Bot) sources(ctx context.Context, r request) (sent, error) {
	only := r.Command.Text(reply.OptCollection)
	out, err := b.sourcesPage(ctx, r, collectionKey(only), 0)
	if t, ok := errors.AsType[told](err); ok && t.Code == reply.TooOld {
		return sent{}, tellName(reply.NoCollection, only)
	}
	return out, err
}

// sourcesPage shows a page of all that may be asked here, or of the collection with a key.
func (b *Bot) sourcesPage(ctx context.Context, r request, key string, page int) (sent, error) {
	r.at.alone = true
	may, err := b.permit(ctx, r.at)
	if err != nil {
		return sent{}, b.forManagers(ctx, err, r.at)
	}
	names := slices.DeleteFunc(may.collections, func(name string) bool { return key != "" && collectionKey(name) != key })
	if len(names) == 0 {
		return sent{}, tell(reply.TooOld)
	}
	var collections []reply.Collection
	var list []reply.Source
	for _, name := range names {
		docs, err := b.opts.Library.Documents(ctx, name)
		if err != nil && !errors.Is(err, corpus.ErrNotFound) {
			return sent{}, fmt.Errorf("list documents: %w", err)
		}
		label := b.label(r.at.server, name, r.words)
		c := reply.Collection{Name: label, Documents: len(docs)}
		for _, d := range docs {
			list = append(list, reply.Source{Title: d.Title, Publisher: d.Publisher, ID: d.ID, Collection: label, Date: d.Date})
			if !d.Date.Published() {
				continue
			}
			if c.Oldest.IsZero() || d.Date.Day.Before(c.Oldest) {
				c.Oldest = d.Date.Day
			}
			if d.Date.Day.After(c.Newest) {
				c.Newest = d.Date.Day
			}
		}
		collections = append(collections, c)
	}
	p := reply.Page{Number: page, ID: key, Private: true}
	return posts(r.words.Sources(collections, list, p)), nil
}

// label is what people see of a collection's name: a server's own one is called after no number.
func (b *Bot) label(server discord.ID, name string, w *reply.Wording) string {
	if name != own(server) || server == "" {
		return name
	}
	if g, ok := b.world.guild(server); ok {
		return g.Name
	}
	return name
}

// collectionKey stands for a collection's name, of whatever script and length, in a button.
func collectionKey(name string) string {
	if name == "" {
		return ""
	}
	sum := sha256.Sum256([]byte(name))
	return hex.EncodeToString(sum[:10])
}

// turnPage shows another page of a list that is made anew.
func (b *Bot) turnPage(ctx context.Context, r request, id reply.ID) error {
	return b.show(ctx, r, func(ctx context.Context, r request) (sent, error) {
		switch id.Action {
		case reply.ActGaps:
			return b.gapsPage(ctx, r, id)
		case reply.ActAudit:
			return b.auditPage(ctx, r, pageOf(id.Arg))
		}
		return b.sourcesPage(ctx, r, id.Answer, pageOf(id.Arg))
	})
}

// why shows how an answer came about: the one that a link or an id names, else the person's last one here.
func (b *Bot) why(ctx context.Context, r request) (sent, error) {
	a, err := b.meant(ctx, r, r.Command.Text(reply.OptAnswer))
	if errors.Is(err, state.ErrNotFound) {
		return sent{}, tell(reply.NoSuchAnswer)
	}
	if err == nil {
		err = b.visible(ctx, r, a)
	}
	if err != nil {
		return sent{}, err
	}
	return posts(r.words.Why(a.Answer, reply.Options{ID: a.ID, Private: true}, 0)), nil
}

// meant finds the answer that somebody means.
func (b *Bot) meant(ctx context.Context, r request, named string) (state.Answer, error) {
	if named = strings.TrimRight(strings.TrimSpace(named), "/>"); named != "" {
		if slash := strings.LastIndexByte(named, '/'); slash >= 0 {
			named = named[slash+1:]
		}
		a, _, err := b.state.AnswerOf(ctx, discord.ID(named))
		if errors.Is(err, state.ErrNotFound) {
			a, err = b.state.Answer(ctx, strings.ToLower(named))
		}
		return a, err
	}
	for _, channel := range []discord.ID{r.at.channel, r.at.parent} {
		recent, err := b.state.Recent(ctx, channel, r.User.ID, 10)
		if err != nil {
			return state.Answer{}, err
		}
		for _, a := range recent {
			if a.Answer.Kind != kindSearch {
				return a, nil
			}
		}
	}
	return state.Answer{}, state.ErrNotFound
}

// forget removes what is kept of a person.
func (b *Bot) forget(ctx context.Context, r request) (sent, error) {
	gone, err := b.state.Forget(ctx, r.User.ID)
	if err != nil {
		return sent{}, err
	}
	code := reply.Forgotten
	if gone == (state.Forgotten{}) {
		code = reply.NothingToForget
	}
	return posts(r.words.Notice(reply.Notice{Code: code})), nil
}

// help says what can be done here, with questions that the documents answer.
func (b *Bot) help(ctx context.Context, r request) (sent, error) {
	may, err := b.permit(ctx, r.at)
	if _, refused := errors.AsType[told](err); err != nil && !refused {
		return sent{}, err
	}
	var questions []string
	if err == nil {
		if questions, err = b.starters(ctx, may.collections, r.words.Locale()); err != nil {
			return sent{}, err
		}
	}
	return posts(r.words.Help(questions, true)), nil
}
