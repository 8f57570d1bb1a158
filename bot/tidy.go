package bot

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"slices"
	"time"

	"github.com/dalil-bot/dalil/bot/internal/discord"
)

// begin learns who the bot is and registers the commands. Where Discord cannot be reached, that is done when it can be.
func (b *Bot) begin(ctx context.Context) error {
	me, err := b.self(ctx)
	if err == nil {
		err = b.registerOnce(ctx, me)
	}
	if refused, ok := errors.AsType[*discord.Error](err); ok && refused.Status == http.StatusUnauthorized {
		return nil // the gateway says what to do about a bad token
	}
	if err != nil && ctx.Err() == nil {
		b.log.Warn("commands are not registered yet", slog.Any("error", err))
	}
	return nil
}

// registerOnce registers the commands where this process has not done so yet.
func (b *Bot) registerOnce(ctx context.Context, app discord.ID) error {
	b.registering.Lock()
	defer b.registering.Unlock()
	if b.registered {
		return nil
	}
	err := b.register(ctx, app)
	b.registered = err == nil
	return err
}

// register replaces the commands everywhere, or in the servers of development, where their hash says that they changed, or
// Discord does not have them any more.
func (b *Bot) register(ctx context.Context, app discord.ID) error {
	hash, err := discord.CommandHash(Commands())
	if err != nil {
		return err
	}
	scopes := b.opts.Develop
	if len(scopes) == 0 {
		scopes = []discord.ID{""}
	}
	for _, server := range scopes {
		scope := string(app) + " " + string(server) // a token of another application needs them registered there
		last, err := b.state.Registration(ctx, scope)
		if err != nil {
			return err
		}
		have, err := b.discord.Commands(ctx, app, server)
		if err != nil {
			return err
		}
		if last == hash && len(missing(have)) == 0 {
			continue
		}
		_, stripped, err := b.discord.RegisterCommands(ctx, app, server, Commands())
		if err != nil {
			return err
		}
		b.log.Info("commands registered", slog.String("scope", scope), slog.Bool("translations_refused", stripped))
		if err := b.state.SetRegistration(ctx, scope, hash); err != nil {
			return err
		}
	}
	return nil
}

// missing names the commands that Discord does not have.
func missing(have []discord.Registered) []string {
	var out []string
	for _, s := range Commands() {
		if !slices.ContainsFunc(have, func(r discord.Registered) bool { return r.Name == s.Name }) {
			out = append(out, s.Name)
		}
	}
	return out
}

// Intervals of what is done now and then.
const (
	sweepMemory = time.Minute
	sweepState  = time.Hour
)

// tidy forgets what is old, until ctx ends.
func (b *Bot) tidy(ctx context.Context) {
	memory, file := time.NewTicker(sweepMemory), time.NewTicker(sweepState)
	defer memory.Stop()
	defer file.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case now := <-memory.C:
			b.rates.sweep(now)
			b.members.sweep(now)
		case <-file.C:
			if err := b.guard("tidy", func() error { return b.purge(ctx) }); err != nil && ctx.Err() == nil {
				b.log.Error("tidying failed", slog.Any("error", err))
			}
		}
	}
}

// purge removes what is too old, and what belonged to servers that removed the bot and whose grace is over: their documents
// first, so that a process killed in between begins again.
func (b *Bot) purge(ctx context.Context) error {
	over, err := b.state.Overdue(ctx, b.opts.Grace)
	if err != nil {
		return err
	}
	for _, server := range over {
		if b.opts.Shelf != nil {
			if err := b.opts.Shelf.Drop(ctx, own(server)); err != nil {
				return err
			}
		}
		if err := b.state.Purge(ctx, server); err != nil {
			return err
		}
		b.log.Info("data of a server that removed the bot is gone", slog.String("server", string(server)))
	}
	_, err = b.state.Sweep(ctx)
	return err
}
