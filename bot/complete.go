package bot

import (
	"context"
	"errors"
	"strings"

	"github.com/dalil-bot/dalil/bot/internal/discord"
	"github.com/dalil-bot/dalil/bot/internal/reply"
	"github.com/dalil-bot/dalil/corpus"
)

// complete suggests collections and documents while a command is typed.
func (b *Bot) complete(ctx context.Context, r request) error {
	choices, err := b.suggestions(ctx, r)
	if err != nil {
		choices = nil // the person can type the whole name
		if _, ok := errors.AsType[told](err); !ok {
			b.notice(err, "autocompletion", r.at)
		}
	}
	if err := b.discord.Suggest(ctx, r.Ticket, choices); err != nil {
		b.lost(err, r)
	}
	return nil
}

func (b *Bot) suggestions(ctx context.Context, r request) ([]discord.Choice, error) {
	r.at.alone = true
	focused, _ := r.Command.Focused()
	managing := r.Command.Path[0] == reply.CmdManage
	if managing {
		if manager, err := b.isManager(ctx, r.at); err != nil || !manager {
			return nil, err
		}
	}
	var names [][2]string // value and what is shown
	switch {
	case focused.Name == reply.OptDocument:
		docs, err := b.opts.Library.Documents(ctx, own(r.at.server))
		if err != nil && !errors.Is(err, corpus.ErrNotFound) {
			return nil, err
		}
		for _, d := range docs {
			names = append(names, [2]string{d.ID, d.Title})
		}
	case managing:
		all, err := b.offered(ctx, r.at.server)
		if err != nil {
			return nil, err
		}
		for _, c := range all {
			names = append(names, [2]string{c.Name, b.label(r.at.server, c.Name, r.words)})
		}
	default:
		may, err := b.permit(ctx, r.at)
		if err != nil {
			return nil, err
		}
		for _, name := range may.collections {
			names = append(names, [2]string{name, b.label(r.at.server, name, r.words)})
		}
	}
	return choices(names, focused.Text()), nil
}

// choices keeps the names that hold what was typed, those that begin with it first.
func choices(names [][2]string, typed string) []discord.Choice {
	typed = strings.ToLower(strings.TrimSpace(typed))
	var begin, hold []discord.Choice
	for _, n := range names {
		shown := strings.ToLower(n[1] + " " + n[0])
		if len(n[0]) > discord.MaxOptionText {
			continue // cannot be carried as a value
		}
		c := discord.Choice{Name: clipped(n[1], n[0]), Value: n[0]}
		switch {
		case strings.HasPrefix(strings.ToLower(n[1]), typed), strings.HasPrefix(strings.ToLower(n[0]), typed):
			begin = append(begin, c)
		case strings.Contains(shown, typed):
			hold = append(hold, c)
		}
	}
	all := append(begin, hold...)
	return all[:min(len(all), discord.MaxOptions)]
}

func clipped(title, id string) string {
	text := []rune(corpus.Visible(title))
	if len(text) == 0 {
		text = []rune(corpus.Visible(id))
	}
	if len(text) > discord.MaxOptionText {
		text = append(text[:discord.MaxOptionText-1], '…')
	}
	return string(text)
}
