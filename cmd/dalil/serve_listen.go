package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"sync"
	"time"

	"github.com/dalil-bot/dalil/bot"
)

// servers are what serve listens with.
type servers struct {
	app     *app
	all     []*http.Server
	running sync.WaitGroup
}

// start serves at a listener. What is done there for others is called off with ctx, before the index is closed under it.
func (s *servers) start(ctx context.Context, l net.Listener, h http.Handler) {
	server := s.app.server(ctx, h)
	s.all = append(s.all, server)
	s.running.Go(func() {
		if err := server.Serve(l); !errors.Is(err, http.ErrServerClosed) {
			s.app.log.Error("nothing is heard there any more", slog.String("address", l.Addr().String()), slog.Any("error", err))
		}
	})
}

// listen serves at an address.
func (s *servers) listen(ctx context.Context, address string, h http.Handler) error {
	l, err := net.Listen("tcp", address)
	if err == nil {
		s.start(ctx, l, h)
	}
	return err
}

// stop ends all.
func (s *servers) stop() {
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Second)
	defer cancel()
	for _, server := range s.all {
		_ = server.Shutdown(ctx) // whoever is still connected was told that we stop
	}
	s.running.Wait()
}

// listen opens the local socket, the address for the monitor and, in mode http, that for Discord. What it returns closes
// them again.
func (a *app) listen(ctx context.Context, lib *library, b *bot.Bot) (stop func(), err error) {
	s := &servers{app: a}
	local, err := listenLocal(a.dataFolder())
	if err != nil {
		return s.stop, err
	}
	s.start(ctx, local, a.localHandler(lib))
	if at := a.config.Discord.Monitor; at != "" && at != "off" {
		if err := s.listen(ctx, at, monitor(b)); err != nil {
			s.stop()
			return s.stop, fmt.Errorf("discord.monitor: %w; name another address, or off", err)
		}
	}
	if a.config.Discord.Mode == "http" {
		h, err := b.Endpoint()
		if err == nil {
			err = s.listen(ctx, a.config.Discord.Listen, h)
		}
		if err != nil {
			s.stop()
			return s.stop, fmt.Errorf("discord.listen: %w", err)
		}
	}
	return s.stop, nil
}

// server makes a server whose work for others ends with ctx.
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
