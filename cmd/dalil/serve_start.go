package main

import (
	"context"
	"fmt"
	"time"

	"github.com/dalil-bot/dalil/bot"
)

// openOwn opens the index that serve owns, which may be empty. The sample is for a look at the terminal: people who ask on
// Discord would take it for documents of their own, and what is indexed meanwhile would not be seen.
func (a *app) openOwn() (*library, error) {
	lib, err := a.openIndex(a.dataFolder())
	if err == nil && len(lib.collections) == 0 {
		fmt.Fprintln(a.err, "dalil: nothing is indexed yet; add documents while this runs, with: dalil index DIR")
	}
	return lib, err
}

// announce says when the bot hears Discord for the first time: until then a token may be wrong, or the network away.
func (a *app) announce(ctx context.Context, b *bot.Bot) {
	const often = 100 * time.Millisecond
	tick := time.NewTicker(often)
	defer tick.Stop()
	for !b.Ready() {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
	fmt.Fprintln(a.err, "dalil: answering on Discord; stop with Ctrl-C")
}
