package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
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

// listen opens the local socket, the address for the monitor and, in mode http, that for Discord. What it returns closes
// them again.
func (a *app) listen(ctx context.Context, lib *library, b *bot.Bot) (stop func(), err error) {
	var servers []*http.Server
	var serving sync.WaitGroup
	stop = func() {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 2*time.Second)
		defer cancel()
		for _, s := range servers {
			_ = s.Shutdown(ctx) // whoever is still connected was told that we stop
		}
		serving.Wait()
	}
	start := func(l net.Listener, h http.Handler) {
		s := a.server(ctx, h)
		servers = append(servers, s)
		serving.Go(func() {
			if err := s.Serve(l); !errors.Is(err, http.ErrServerClosed) {
				a.log.Error("nothing is heard there any more", slog.String("address", l.Addr().String()), slog.Any("error", err))
			}
		})
	}
	local, err := listenLocal(a.dataFolder())
	if err != nil {
		return stop, err
	}
	start(local, a.localHandler(lib))
	if at := a.config.Discord.Monitor; at != "" && at != "off" {
		l, err := net.Listen("tcp", at)
		if err != nil {
			stop()
			return stop, fmt.Errorf("discord.monitor: %w; name another address, or off", err)
		}
		start(l, monitor(b))
	}
	if a.config.Discord.Mode == "http" {
		h, err := b.Endpoint()
		if err == nil {
			var l net.Listener
			if l, err = net.Listen("tcp", a.config.Discord.Listen); err == nil {
				start(l, h)
			}
		}
		if err != nil {
			stop()
			return stop, fmt.Errorf("discord.listen: %w", err)
		}
	}
	return stop, nil
}

// server makes a server. What it does for others is called off with ctx, before the index is closed under it.
func (a *app) server(ctx context.Context, h http.Handler) *http.Server {
	return &http.Server{Handler: h, ReadHeaderTimeout: 10 * time.Second, ErrorLog: slog.NewLogLogger(a.log.Handler(), slog.LevelDebug),
		BaseContext: func(net.Listener) context.Context { return ctx }}
}

// monitor says how the bot is.
func monitor(b *bot.Bot) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprintln(w, "alive") })
	mux.HandleFunc("GET /readyz", func(w http.ResponseWriter, _ *http.Request) {
		if !b.Ready() {
			http.Error(w, "not connected to Discord", http.StatusServiceUnavailable)
			return
		}
		fmt.Fprintln(w, "ready")
	})
	mux.HandleFunc("GET /metrics", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/plain; version=0.0.4")
		_ = b.WriteMetrics(w) // whoever asked went away
	})
	return mux
}
