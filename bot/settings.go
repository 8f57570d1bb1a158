package bot

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/dalil-bot/dalil/bot/internal/discord"
	"github.com/dalil-bot/dalil/bot/internal/reply"
	"github.com/dalil-bot/dalil/bot/internal/state"
)

// roleList shows which roles may ask and which may manage.
func (b *Bot) roleList(ctx context.Context, r request) (sent, error) {
	s, err := b.state.Server(ctx, r.at.server)
	askers := s.AskRoles
	if len(askers) == 0 {
		askers = []discord.ID{r.at.server} // the role of everyone
	}
	return posts(r.words.Status("", []reply.Fact{
		{Field: reply.FieldAskers, Roles: askers}, {Field: reply.FieldManagers, Roles: s.ManageRoles}})), err
}

func (b *Bot) roleAllow(ctx context.Context, r request) (sent, error) {
	return b.setRoles(ctx, r, func(roles []discord.ID, id discord.ID) []discord.ID { return append(roles, id) })
}

func (b *Bot) roleDeny(ctx context.Context, r request) (sent, error) {
	return b.setRoles(ctx, r, func(roles []discord.ID, id discord.ID) []discord.ID {
		return slices.DeleteFunc(roles, func(have discord.ID) bool { return have == id })
	})
}

func (b *Bot) setRoles(ctx context.Context, r request, change func([]discord.ID, discord.ID) []discord.ID) (sent, error) {
	o, _ := r.Command.Option(reply.OptRole)
	right := r.Command.Text(reply.OptRight)
	_, err := b.state.UpdateServer(ctx, r.at.server, func(s *state.Server) error {
		list := &s.AskRoles
		if right == reply.RightManage {
			list = &s.ManageRoles
		}
		*list = change(slices.Clone(*list), o.ID())
		return nil
	})
	if err == nil {
		err = b.audited(ctx, r, right+" "+b.roleName(r, o.ID()))
	}
	return notice(r, reply.Notice{Code: reply.Saved}), err
}

// limits sets those that are given, and shows all.
func (b *Bot) limits(ctx context.Context, r request) (sent, error) {
	var given []string
	s, err := b.state.UpdateServer(ctx, r.at.server, func(s *state.Server) error {
		for _, l := range []struct {
			name string
			n    *int
		}{{reply.OptUser, &s.Limits.User}, {reply.OptChannel, &s.Limits.Channel}, {reply.OptServer, &s.Limits.Server}} {
			if o, ok := r.Command.Option(l.name); ok {
				*l.n = int(o.Int())
				given = append(given, fmt.Sprintf("%s %d", l.name, *l.n))
			}
		}
		return nil
	})
	if err == nil && len(given) > 0 {
		err = b.audited(ctx, r, strings.Join(given, ", "))
	}
	if err != nil {
		return sent{}, told{reply.Notice{Code: reply.BadLimit, Detail: err.Error()}}
	}
	return posts(r.words.Status("", []reply.Fact{{Field: reply.FieldLimits, Limits: limitsOf(s.Limits)}})), nil
}

// limitsOf are the limits of a server as they hold.
func limitsOf(l state.Limits) *reply.Limits {
	return &reply.Limits{User: cmp.Or(l.User, userLimit), Channel: cmp.Or(l.Channel, channelLimit), Server: cmp.Or(l.Server, serverLimit)}
}

func (b *Bot) language(ctx context.Context, r request) (sent, error) {
	lang := r.Command.Text(reply.OptLanguage)
	_, err := b.state.UpdateServer(ctx, r.at.server, func(s *state.Server) error {
		s.Language = lang
		if lang == reply.LanguageAuto {
			s.Language = ""
		}
		return nil
	})
	if err == nil {
		err = b.audited(ctx, r, lang)
	}
	return notice(r, reply.Notice{Code: reply.Saved}), err
}
