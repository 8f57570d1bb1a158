package bot

import (
	"context"
	"errors"
	"strings"
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
	names, docs, err := b.documents(ctx, r.at.server)
	if err != nil {
		return sent{}, err
	}
	count, err := b.state.Count(ctx, r.at.server, time.Now().AddDate(0, 0, -statusDays))
	if err != nil {
		return sent{}, err
	}
	for i, name := range names {
		names[i] = b.label(r.at.server, name, r.words)
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
		{Field: reply.FieldUptime, When: b.since},
		{Field: reply.FieldDocuments, Count: &docs},
		{Field: reply.FieldCollections, Text: strings.Join(names, ", ")},
		{Field: reply.FieldChannels, Channels: on},
		{Field: reply.FieldAskers, Roles: askers},
		{Field: reply.FieldManagers, Roles: s.ManageRoles},
		{Field: reply.FieldLimits, Limits: limitsOf(s.Limits)},
		{Field: reply.FieldLanguage, Choice: lang},
		{Field: reply.FieldDirect, Bool: &s.DMs},
		{Field: reply.FieldContent, Bool: &b.opts.MessageContent},
		{Field: reply.FieldQuestions, Choice: string(b.asked.keeps(s))},
		{Field: reply.FieldAnswers, Count: &count.Answers},
		{Field: reply.FieldRefusals, Count: &count.Unanswered},
		{Field: reply.FieldGood, Count: &count.Up},
		{Field: reply.FieldBad, Count: &count.Down},
		{Field: reply.FieldQueue, Count: &waiting},
	})), nil
}

// documents lists the collections that a server may ask somewhere, and counts their documents.
func (b *Bot) documents(ctx context.Context, server discord.ID) (names []string, sum int, err error) {
	if names, err = b.enabled(ctx, server); err == nil {
		names, err = b.existing(ctx, server, names)
	}
	for _, name := range names {
		docs, wrong := b.opts.Library.Documents(ctx, name)
		if wrong != nil && !errors.Is(wrong, corpus.ErrNotFound) {
			return nil, 0, wrong
		}
		sum += len(docs)
	}
	return names, sum, err
}
