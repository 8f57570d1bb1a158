package bot

import (
	"context"
	"errors"
	"fmt"

	"github.com/dalil-bot/dalil/bot/internal/discord"
)

// checkedServers is how many servers are asked whether they let the bot have commands, one request each.
const checkedServers = 25

// installed looks at which servers the bot is in, and whether it was added to them with its commands.
func (c *checker) installed(ctx context.Context) {
	servers, err := c.client.Guilds(ctx)
	switch {
	case err != nil:
		c.bad("servers", err.Error(), "try again in a minute")
		return
	case len(servers) == 0:
		c.bad("servers", "the bot is in none", "open the install link below, as somebody who may manage the server")
		return
	}
	for _, s := range servers[:min(len(servers), checkedServers)] {
		_, err := c.client.Commands(ctx, c.app.ID, s.ID)
		if errors.Is(err, discord.MissingAccess) {
			c.bad("server "+s.Name, "it has the bot without its commands (scope applications.commands)", "open the install link below once more, for that server")
		}
	}
	c.ok("servers", fmt.Sprintf("in %d", len(servers)))
}
