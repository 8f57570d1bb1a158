package bot

import "context"

// sources looks at whether the channels that are sources of documents can be read.
func (c *checker) sources(ctx context.Context) {
	r := newReader(c.client)
	for _, id := range c.opts.Channels {
		what := "source " + string(id)
		ch, err := r.Channel(ctx, string(id))
		if ch.Name != "" {
			what = "source #" + ch.Name
		}
		if err == nil && ch.Lost == "" {
			err = r.Readable(ctx, string(id))
		}
		switch {
		case err != nil:
			c.bad(what, err.Error(), "do what is said, or take the source out of the configuration: until then the channel is not read")
		case ch.Lost != "":
			c.bad(what, ch.Lost, "check the id, and give the bot the permissions View Channel and Read Message History there")
		default:
			c.ok(what, "can be read")
		}
	}
}
