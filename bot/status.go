package bot

import (
	"context"
	"errors"
	"time"

	"github.com/dalil-bot/dalil/bot/internal/discord"
	"github.com/dalil-bot/dalil/bot/internal/reply"
	"github.com/dalil-bot/dalil/bot/internal/state"
	"github.com/dalil-bot/dalil/corpus"
)

// statusDays is how far back a status counts answers.
const statusDays = 7

// status says how things stand in a server: what is set, what is known and what went on.
func (b *Bot) status(ctx context.Context, r request) (sent, error) {
	s, err := b.state.Server(ctx, r.at.server)
	if err != nil {
		return sent{}, err
	}
	channels, err := b.state.Channels(ctx, r.at.server)
	if err != nil {
		return sent{}, err
	}
	docs, err := b.documents(ctx, r.at.server)
	if err != nil {
		return sent{}, err
	}
	count, err := b.state.Count(ctx, r.at.server, time.Now().AddDate(0, 0, -statusDays))
	if err != nil {
		return sent{}, err
	}
	var on []discord.ID
	for _, c := range channels {
		if c.Mode != state.Off {
			on = append(on, c.ID)
		}
	}
	lang := s.Language
	if lang == "" {
		lang = reply.LanguageAuto
	}
	askers := s.AskRoles
	if len(askers) == 0 {
		askers = []discord.ID{r.at.server} // the role of everyone
	}
	waiting := b.queues.depth()
	return posts(r.words.Status("", []reply.Fact{
		{Field: reply.FieldDocuments, Count: &docs},
		{Field: reply.FieldChannels, Channels: on},
		{Field: reply.FieldAskers, Roles: askers},
		{Field: reply.FieldManagers, Roles: s.ManageRoles},
		{Field: reply.FieldLimits, Text: limitText(s.Limits)},
		{Field: reply.FieldLanguage, Text: lang},
		{Field: reply.FieldDirect, Bool: &s.DMs},
		{Field: reply.FieldContent, Bool: &b.opts.MessageContent},
		{Field: reply.FieldAnswers, Count: &count.Answers},
		{Field: reply.FieldRefusals, Count: &count.Unanswered},
		{Field: reply.FieldGood, Count: &count.Up},
		{Field: reply.FieldBad, Count: &count.Down},
		{Field: reply.FieldQueue, Count: &waiting},
	})), nil
}

// documents counts those that a server may ask somewhere.
func (b *Bot) documents(ctx context.Context, server discord.ID) (int, error) {
	names, err := b.enabled(ctx, server)
	if err == nil {
		names, err = b.existing(ctx, server, names)
	}
	sum := 0
	for _, name := range names {
		docs, wrong := b.opts.Library.Documents(ctx, name)
		if wrong != nil && !errors.Is(wrong, corpus.ErrNotFound) {
			return 0, wrong
		}
		sum += len(docs)
	}
	return sum, err
}
