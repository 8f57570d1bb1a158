package bot

import (
	"context"
	"errors"
	"sync"
	"time"

	"github.com/dalil-bot/dalil/bot/internal/discord"
)

// membershipLife is how long an answer of Discord's about a member counts: whoever leaves a server, or loses a role, loses
// its documents in direct messages within that time.
const membershipLife = 5 * time.Minute

// maxMembers bounds the memberships that are remembered.
const maxMembers = 10_000

// members asks Discord who is a member of what.
type members struct {
	discord *discord.Client
	mu      sync.Mutex
	known   map[[2]discord.ID]membership
}

type membership struct {
	roles []discord.ID
	in    bool
	at    time.Time
}

func newMembers(c *discord.Client) *members {
	return &members{discord: c, known: map[[2]discord.ID]membership{}}
}

// of says whether a user is in a server, and with which roles. Where Discord does not say, there is an error and nobody is
// in.
func (m *members) of(ctx context.Context, server, user discord.ID) (roles []discord.ID, in bool, err error) {
	key := [2]discord.ID{server, user}
	m.mu.Lock()
	found, ok := m.known[key]
	m.mu.Unlock()
	if ok && time.Since(found.at) < membershipLife {
		return found.roles, found.in, nil
	}
	member, err := m.discord.GuildMember(ctx, server, user)
	switch {
	case errors.Is(err, discord.UnknownMember), errors.Is(err, discord.UnknownGuild), errors.Is(err, discord.MissingAccess):
		found = membership{at: time.Now()}
	case err != nil:
		return nil, false, err
	default:
		found = membership{roles: member.Roles, in: true, at: time.Now()}
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if len(m.known) >= maxMembers {
		clear(m.known)
	}
	m.known[key] = found
	return found.roles, found.in, nil
}

// sweep forgets what no longer counts.
func (m *members) sweep(now time.Time) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for key, found := range m.known {
		if now.Sub(found.at) >= membershipLife {
			delete(m.known, key)
		}
	}
}
