package bot

import (
	"context"
	"errors"

	"github.com/dalil-bot/dalil/bot/internal/reply"
	"github.com/dalil-bot/dalil/bot/internal/state"
)

// directForServer lets members ask the server's documents in direct messages, or no longer.
func (b *Bot) directForServer(ctx context.Context, r request) (sent, error) {
	on := r.Command.Path[len(r.Command.Path)-1] == "on"
	_, err := b.state.UpdateServer(ctx, r.at.server, func(s *state.Server) error { s.DMs = on; return nil })
	if err == nil {
		err = b.audited(ctx, r, reply.ForServer)
	}
	return notice(r, reply.Notice{Code: reply.Saved}), err
}

// directForMe adds the server's documents to what a person can ask in direct messages, or takes them out.
func (b *Bot) directForMe(ctx context.Context, r request, on bool) (sent, error) {
	if !on {
		err := b.state.DropPair(ctx, r.User.ID, state.Pair{Server: r.at.server})
		return notice(r, reply.Notice{Code: reply.DirectOff}), err
	}
	settings, err := b.state.Server(ctx, r.at.server)
	if err != nil {
		return sent{}, err
	}
	if !settings.DMs {
		return sent{}, tell(reply.DirectClosed)
	}
	if !mayAsk(settings, r.at) {
		return sent{}, tell(reply.NotAllowed)
	}
	names, err := b.existing(ctx, r.at.server, settings.Collections)
	if err != nil {
		return sent{}, err
	}
	if len(names) == 0 {
		return sent{}, tell(reply.NoDocuments)
	}
	for _, name := range names {
		if err := b.state.AddPair(ctx, r.User.ID, state.Pair{Server: r.at.server, Collection: name}); err != nil {
			return sent{}, directFull(err)
		}
	}
	return notice(r, reply.Notice{Code: reply.DirectOn}), nil
}

// directFull says that somebody chose as much as can be chosen.
func directFull(err error) error {
	if limit, ok := errors.AsType[*state.LimitError](err); ok {
		return told{reply.Notice{Code: reply.DirectFull, Limit: limit.Max}}
	}
	return err
}
