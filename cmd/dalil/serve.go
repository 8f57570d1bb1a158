package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"sync"
	"time"

	"github.com/spf13/cobra"

	"github.com/dalil-bot/dalil/bot"
)

// botSettings are the keys that a command which is about the bot can be given as flags. The token is not among them.
func botSettings() []string {
	keys := []string{"collection", "language", "threshold", "reader.use", "reader.model", "limits.file_size"}
	for _, s := range new(discordSettings).settings() {
		if s.key != "discord.token" {
			keys = append(keys, s.key)
		}
	}
	return keys
}

func (a *app) serveCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "serve",
		Short: "Answer on Discord",
		Long: "Connects to Discord and answers there until it is stopped. It owns the index meanwhile: ask, index, show and why\n" +
			"reach it through a socket in the data folder. dalil check says what is missing, and how to invite the bot.",
		Example: "  DALIL_DISCORD_TOKEN=… dalil serve",
		Args:    exactly(0),
		RunE:    func(cmd *cobra.Command, _ []string) error { return a.serve(cmd.Context()) },
	}
	a.addSettings(cmd, cmd.Flags(), botSettings()...)
	return cmd
}

// noToken is what to do where there is no token.
const noToken = `To get a token for Discord:
  1. make an application at https://discord.com/developers/applications
  2. on its page Bot press Reset Token, and copy the token
  3. DALIL_DISCORD_TOKEN=<token> dalil check    says whether it works, and gives a link to invite the bot
  4. DALIL_DISCORD_TOKEN=<token> dalil serve`

// serve runs the bot with all that belongs to it, until ctx ends or something of it cannot go on.
func (a *app) serve(ctx context.Context) (err error) {
	if a.config.Discord.Token == "" {
		fmt.Fprintln(a.err, noToken)
		return usageError{errors.New("there is no token for Discord: set DALIL_DISCORD_TOKEN")}
	}
	if wrong := bot.MalformedToken(bot.Secret(a.config.Discord.Token)); wrong != "" {
		fmt.Fprintln(a.err, noToken)
		return usageError{fmt.Errorf("the token for Discord cannot be one: %s", wrong)}
	}
	if a.config.Discord.Mode == "http" && a.config.Discord.PublicKey == "" {
		return usageError{errors.New("discord.mode is http, which needs discord.public_key out of the developer portal")}
	}
	lib, err := a.openOwn()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, lib.Close()) }()
	b, documents, err := a.openBot(ctx, lib)
	if err != nil {
		return err
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	stop, err := a.listen(ctx, lib, b)
	if err != nil {
		return errors.Join(err, b.Discard())
	}
	defer stop()
	wait := a.keepSources(ctx, documents)
	filled := a.keepFilled(ctx, lib.Index)
	var beside sync.WaitGroup
	defer func() { cancel(); wait(); filled(); beside.Wait() }()
	beside.Go(func() { keepSmall(ctx, b) })
	fmt.Fprintf(a.err, "dalil: connecting to Discord, with %s of documents\n", counted(len(lib.collections), "collection", "collections"))
	beside.Go(func() { a.announce(ctx, b) })
	return b.Run(ctx)
}

// botOptions are the bot's options as the configuration has them.
func (a *app) botOptions(lib *library) (bot.Options, *shelf, error) {
	asker, err := a.answerer(lib, a.config.Threshold)
	if err != nil {
		return bot.Options{}, nil, err
	}
	d := a.config.Discord
	documents := a.newShelf(lib)
	o := bot.Options{
		Token: bot.Secret(d.Token), State: filepath.Join(a.dataFolder(), "state.db"), Log: a.log,
		Asker:   asker,
		Library: documents, Shelf: documents, MessageContent: bool(d.MessageContent), Grants: d.Grants,
		Shards: int(d.Shards), FirstShard: int(d.FirstShard), ShardCount: int(d.ShardCount),
		Keep: d.Questions, RetentionDays: int(d.RetentionDays), Grace: time.Duration(d.Grace),
		UploadLimit: int64(a.config.Limits.FileSize), Period: readPeriod, Formats: uploadFormats(),
	}
	for _, s := range a.config.Sources {
		if id := channelIn(s.identity()); id != "" {
			o.Channels = append(o.Channels, id)
		}
	}
	for _, id := range d.Develop {
		o.Develop = append(o.Develop, bot.ID(id))
	}
	if d.Mode == "http" {
		o.PublicKey = d.PublicKey
	}
	return o, documents, nil
}

// uploadFormats are the endings of files that people may add on Discord: those that make one document each. Archives are for
// folders, where whoever put them there can see what came of them.
func uploadFormats() []string {
	return []string{".txt", ".md", ".html", ".htm", ".pdf", ".docx", ".odt", ".rtf", ".epub", ".pptx", ".odp", ".xlsx", ".ods",
		".csv", ".tsv", ".eml"}
}

func (a *app) openBot(ctx context.Context, lib *library) (*bot.Bot, *shelf, error) {
	o, documents, err := a.botOptions(lib)
	if err != nil {
		return nil, nil, err
	}
	pages, err := a.pageFetcher(a.keeperOf(lib.Index))
	if err != nil {
		return nil, nil, err
	}
	o.Fetcher = pages
	b, err := bot.Open(ctx, o)
	if err == nil {
		a.keeperOf(lib.Index).bot = b
	}
	return b, documents, err
}
