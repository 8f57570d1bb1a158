package discord_test

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/dalil-bot/dalil/bot/internal/discord"
	"github.com/dalil-bot/dalil/bot/internal/fakediscord"
)

// texts are the contents of the messages that came.
func texts(r *rig) []string {
	var out []string
	for _, e := range of[*discord.MessageCreate](r) {
		out = append(out, e.Content)
	}
	return out
}

// direct posts a direct message, whose content needs no intent.
func (r *rig) direct(text string) {
	r.t.Helper()
	if _, err := r.fake.Say(r.alice, r.fake.DM(r.alice), text, fakediscord.Extra{}); err != nil {
		r.t.Fatal(err)
	}
	synctest.Wait()
}

func TestConnects(t *testing.T) {
	bubble(t, fakediscord.Settings{}, discord.GatewayOptions{}, func(t *testing.T, r *rig) {
		if !r.gateway.Up() {
			t.Fatalf("not up: %+v", r.gateway.Status())
		}
		ready := of[*discord.Ready](r)
		if len(ready) != 1 || ready[0].User.ID != discord.ID(r.fake.BotID()) || len(ready[0].Guilds) != 1 {
			t.Errorf("ready: %+v", ready)
		}
		guilds := of[*discord.GuildCreate](r)
		if len(guilds) != 1 || guilds[0].Name != "Newsroom" || len(guilds[0].Channels) != 1 {
			t.Errorf("guilds: %+v", guilds)
		}
		time.Sleep(2 * time.Minute)
		if s := r.fake.GatewayStats(); s.Dials != 1 || s.Beats < 3 {
			t.Errorf("after two quiet minutes: %+v", s)
		}
		r.clean()
	})
}

// Faults 4, 16 and 17: after a stop nothing dials, and Discord was told goodbye.
func TestStops(t *testing.T) {
	bubble(t, fakediscord.Settings{}, discord.GatewayOptions{}, func(t *testing.T, r *rig) {
		start := time.Now()
		if err := r.stop(); err != nil {
			t.Fatal(err)
		}
		if took := time.Since(start); took > 2500*time.Millisecond {
			t.Errorf("stopping took %v", took)
		}
		time.Sleep(10 * time.Minute)
		s := r.fake.GatewayStats()
		if s.Dials != 1 || len(s.Farewells) != 1 || !strings.Contains(s.Farewells[0], "1000") {
			t.Errorf("after the stop: %+v", s)
		}
	})
}

// Fault 4: a stop during an outage ends the reconnecting.
func TestStopsWhileDown(t *testing.T) {
	bubble(t, fakediscord.Settings{}, discord.GatewayOptions{}, func(t *testing.T, r *rig) {
		r.fake.RefuseGateway(4000)
		r.fake.Drop()
		time.Sleep(20 * time.Second)
		if err := r.stop(); err != nil {
			t.Fatal(err)
		}
		dials := r.fake.GatewayStats().Dials
		time.Sleep(10 * time.Minute)
		if now := r.fake.GatewayStats().Dials; now != dials || dials < 3 {
			t.Errorf("%d dials when it was stopped, %d later", dials, now)
		}
	})
}

// Fault 8: a heartbeat asked for during a stop does not crash the process.
func TestAskedForBeatWhileStopping(t *testing.T) {
	bubble(t, fakediscord.Settings{}, discord.GatewayOptions{}, func(t *testing.T, r *rig) {
		done := make(chan error, 1)
		go func() { done <- r.stop() }()
		for range 200 {
			r.fake.AskBeat()
			time.Sleep(10 * time.Millisecond)
		}
		if err := <-done; err != nil {
			t.Fatal(err)
		}
	})
}

// A dropped connection is resumed within five seconds; what was said meanwhile comes,
// and what Discord tells twice comes once.
func TestResumes(t *testing.T) {
	for _, c := range []struct {
		name  string
		cut   func(*fakediscord.Server)
		limit time.Duration
	}{
		{"dropped", (*fakediscord.Server).Drop, 5 * time.Second},
		{"asked to reconnect", (*fakediscord.Server).Reconnect, 5 * time.Second},
		{"closed with 4000", func(s *fakediscord.Server) { s.CloseGateway(4000) }, 5 * time.Second},
		// Fault 3: found ten seconds after the next heartbeat, not after five of them.
		{"zombie", (*fakediscord.Server).Mute, 55 * time.Second},
	} {
		t.Run(c.name, func(t *testing.T) {
			bubble(t, fakediscord.Settings{}, discord.GatewayOptions{}, func(t *testing.T, r *rig) {
				r.direct("one")
				r.direct("two")
				r.fake.RepeatOnResume(2)
				c.cut(r.fake)
				r.direct("three")
				start := time.Now()
				for len(of[*discord.Resumed](r)) == 0 && time.Since(start) < 2*c.limit {
					time.Sleep(50 * time.Millisecond)
				}
				if took := time.Since(start); took > c.limit {
					t.Errorf("up again after %v", took)
				}
				r.direct("four")
				if diff := cmp.Diff([]string{"one", "two", "three", "four"}, texts(r)); diff != "" {
					t.Error(diff)
				}
				if n := len(of[*discord.Ready](r)); n != 1 {
					t.Errorf("%d sessions", n)
				}
				if d := r.out.Stats().Duplicates; d != 2 {
					t.Errorf("%d duplicates dropped, want 2", d)
				}
			})
		})
	}
}

// Fault 2: a server that never says HELLO is left, and tried again.
func TestNoHello(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRig(t, fakediscord.Settings{}, nil)
		r.fake.NoHello(true)
		r.connect(discord.GatewayOptions{Idle: 5 * time.Second})
		time.Sleep(30 * time.Second)
		if n := r.fake.GatewayStats().Dials; n < 3 || r.gateway.Up() {
			t.Errorf("%d dials", n)
		}
		r.fake.NoHello(false)
		time.Sleep(70 * time.Second)
		if !r.gateway.Up() {
			t.Errorf("not up: %+v", r.gateway.Status())
		}
	})
}

// Fault 1: op 7 or op 11 before READY leaves discordgo waiting for its own lock for
// ever. The session is abandoned and another made. The stuck goroutine stays, which is
// why this runs on a real clock: a bubble waits for all of its goroutines.
func TestAbandonsStuckSession(t *testing.T) {
	for _, op := range []int{7, 11} {
		r := newRig(t, fakediscord.Settings{Listener: loopback(t)}, nil)
		r.fake.BeforeReady(op)
		r.connect(discord.GatewayOptions{OpenLimit: 200 * time.Millisecond})
		deadline := time.Now().Add(20 * time.Second)
		for !r.gateway.Up() && time.Now().Before(deadline) {
			time.Sleep(10 * time.Millisecond)
		}
		s := r.gateway.Status()
		if len(s) != 1 || s[0].State != discord.Up || s[0].Abandoned != 1 {
			t.Errorf("op %d: %+v", op, s)
		}
		r.stop()
	}
}

// Fault 5: refusals that no retry can cure end Run, with the remedy.
func TestFatalCodes(t *testing.T) {
	for code, word := range map[int]string{4004: "token", 4010: "shard", 4011: "shard", 4012: "upgrade", 4013: "intent", 4014: "Message Content Intent"} {
		for _, when := range []string{"at first", "later"} {
			bubble(t, fakediscord.Settings{}, discord.GatewayOptions{}, func(t *testing.T, r *rig) {
				r.stop()
				if when == "at first" {
					r.fake.RefuseGateway(code)
				}
				g := discord.NewGateway(r.client, r.out, discord.GatewayOptions{Intents: intents})
				done := make(chan error, 1)
				go func() { done <- g.Run(t.Context()) }()
				time.Sleep(10 * time.Second)
				if when == "later" {
					r.fake.RefuseGateway(code)
					r.fake.CloseGateway(code)
				}
				time.Sleep(30 * time.Second)
				var fatal *discord.FatalError
				select {
				case err := <-done:
					if !errors.As(err, &fatal) || fatal.Code != code || !strings.Contains(fatal.Remedy, word) {
						t.Errorf("%d %s: %v", code, when, err)
					}
				default:
					t.Errorf("%d %s: still running", code, when)
				}
			})
		}
	}
}

func TestIntentNotGranted(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRig(t, fakediscord.Settings{}, nil)
		g := discord.NewGateway(r.client, r.out, discord.GatewayOptions{Intents: intents | discord.MessageContent})
		var fatal *discord.FatalError
		if err := g.Run(t.Context()); !errors.As(err, &fatal) || fatal.Code != 4014 {
			t.Errorf("error %v", err)
		}
	})
}

func TestWrongToken(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		fake := fakediscord.New(fakediscord.Settings{})
		defer fake.Close()
		client, err := discord.NewClient(discord.Config{Token: "another", Transport: fake.Transport(), Dial: fake.Dial})
		if err != nil {
			t.Fatal(err)
		}
		out := discord.NewDispatch(func(context.Context, discord.Event) {}, discord.DispatchOptions{})
		defer out.Close(t.Context(), time.Second)
		var fatal *discord.FatalError
		if err := discord.NewGateway(client, out, discord.GatewayOptions{}).Run(t.Context()); !errors.As(err, &fatal) || fatal.Code != 401 {
			t.Errorf("error %v", err)
		}
	})
}

// Fault 6: an invalid session is followed by a new one, after the one to five seconds
// that Discord asks for.
func TestInvalidSession(t *testing.T) {
	bubble(t, fakediscord.Settings{}, discord.GatewayOptions{}, func(t *testing.T, r *rig) {
		time.Sleep(10 * time.Second)
		start := time.Now()
		r.fake.Invalidate(false)
		time.Sleep(20 * time.Second)
		all := r.fake.Identifies()
		if len(all) != 2 || all[1].At.Sub(start) < time.Second {
			t.Errorf("sessions: %+v", all)
		}
		r.direct("heard")
		if !slices.Contains(texts(r), "heard") || !r.gateway.Up() {
			t.Errorf("not up: %+v", r.gateway.Status())
		}
	})
}

// A resume that is refused leads to a new session, not to resuming for ever.
func TestResumeRefused(t *testing.T) {
	bubble(t, fakediscord.Settings{}, discord.GatewayOptions{}, func(t *testing.T, r *rig) {
		r.fake.RefuseResume(true)
		r.fake.Drop()
		time.Sleep(30 * time.Second)
		r.direct("heard")
		if !slices.Contains(texts(r), "heard") || len(of[*discord.Ready](r)) != 2 {
			t.Errorf("%q, %d sessions", texts(r), len(of[*discord.Ready](r)))
		}
	})
}

// Fault 7: a component of a type that nobody knows loses nothing else of its message.
func TestUnknownComponent(t *testing.T) {
	bubble(t, fakediscord.Settings{}, discord.GatewayOptions{}, func(t *testing.T, r *rig) {
		r.fake.UnknownComponentMessage(r.alice, r.fake.DM(r.alice), "odd")
		r.direct("even")
		all := of[*discord.MessageCreate](r)
		if len(all) != 2 || all[0].Content != "odd" || all[0].Author.Username != "alice" {
			t.Errorf("messages: %+v", all)
		}
	})
}

// A handler that panics loses its own event only.
func TestHandlerPanics(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRig(t, fakediscord.Settings{}, func(_ context.Context, e discord.Event) {
			if m, ok := e.(*discord.MessageCreate); ok && m.Content == "boom" {
				panic("boom")
			}
		})
		r.connect(discord.GatewayOptions{})
		synctest.Wait()
		r.direct("boom")
		r.direct("after")
		if diff := cmp.Diff([]string{"boom", "after"}, texts(r)); diff != "" {
			t.Error(diff)
		}
		if n := r.out.Stats().Panics; n != 1 {
			t.Errorf("%d panics", n)
		}
	})
}

// Fault 19: few goroutines, messages in order, interactions not behind them.
func TestOrderAndBounds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var mu sync.Mutex
		running, most := 0, 0
		r := newRig(t, fakediscord.Settings{}, func(_ context.Context, e discord.Event) {
			if _, ok := e.(*discord.MessageCreate); !ok {
				return
			}
			mu.Lock()
			running++
			most = max(most, running)
			mu.Unlock()
			time.Sleep(time.Second)
			mu.Lock()
			running--
			mu.Unlock()
		})
		r.connect(discord.GatewayOptions{})
		synctest.Wait()
		var want []string
		for n := range 50 {
			want = append(want, strings.Repeat("x", n+1))
			r.fake.Say(r.alice, r.fake.DM(r.alice), want[n], fakediscord.Extra{})
		}
		synctest.Wait()
		start := time.Now()
		r.ask()
		if time.Since(start) != 0 {
			t.Error("the interaction stood behind messages")
		}
		time.Sleep(time.Minute)
		mu.Lock()
		defer mu.Unlock()
		if diff := cmp.Diff(want, texts(r)); diff != "" || most != 1 {
			t.Errorf("%d at once, %s", most, diff)
		}
	})
}

// Sessions are started five seconds apart, and each shard gets its own servers.
func TestShards(t *testing.T) {
	for _, c := range []struct {
		name  string
		opts  discord.GatewayOptions
		conc  int
		want  []int
		after time.Duration
	}{
		{"auto", discord.GatewayOptions{}, 1, []int{0, 1, 2, 3}, 15 * time.Second},
		{"two at once", discord.GatewayOptions{}, 2, []int{0, 1, 2, 3}, 5 * time.Second},
		{"a range", discord.GatewayOptions{Shards: 8, First: 2, Count: 3}, 16, []int{2, 3, 4}, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				r := newRig(t, fakediscord.Settings{Shards: 4, Concurrency: c.conc}, nil)
				for range 20 {
					r.fake.AddGuild("g")
				}
				r.connect(c.opts)
				time.Sleep(30 * time.Second)
				var got []int
				all := r.fake.Identifies()
				for _, i := range all {
					got = append(got, i.Shard)
				}
				slices.Sort(got)
				if diff := cmp.Diff(c.want, got); diff != "" {
					t.Error(diff)
				}
				if span := all[len(all)-1].At.Sub(all[0].At); span < c.after {
					t.Errorf("all started within %v", span)
				}
				if n := len(of[*discord.GuildCreate](r)); c.name != "a range" && n != 21 {
					t.Errorf("%d servers told of, want 21", n)
				}
			})
		})
	}
}

func TestImpossibleShards(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRig(t, fakediscord.Settings{}, nil)
		g := discord.NewGateway(r.client, r.out, discord.GatewayOptions{Shards: 2, First: 1, Count: 2})
		if err := g.Run(t.Context()); err == nil {
			t.Error("shards 1 to 2 of 2 were run")
		}
	})
}

// Fault 15: the latency is measured by us, where discordgo's own is a data race.
func TestLatency(t *testing.T) {
	r := newRig(t, fakediscord.Settings{Listener: loopback(t), Heartbeat: 20 * time.Millisecond}, nil)
	r.connect(discord.GatewayOptions{})
	deadline := time.Now().Add(10 * time.Second)
	for time.Now().Before(deadline) {
		if s := r.gateway.Status(); len(s) == 1 && s[0].Latency > 0 {
			return
		}
		time.Sleep(5 * time.Millisecond)
	}
	t.Errorf("no latency: %+v", r.gateway.Status())
}

// The gateway in TLS, as Discord's is: certificates are checked, and everything that the
// guard does works above the encryption.
func TestSecureGateway(t *testing.T) {
	bench := httptest.NewTLSServer(nil) // for its certificate
	defer bench.Close()
	trusted := x509.NewCertPool()
	trusted.AddCert(bench.Certificate())
	synctest.Test(t, func(t *testing.T) {
		fake := fakediscord.New(fakediscord.Settings{Certificate: &bench.TLS.Certificates[0]})
		defer fake.Close()
		for _, c := range []struct {
			name string
			pool *x509.CertPool
			up   bool
		}{{"trusted", trusted, true}, {"not trusted", x509.NewCertPool(), false}} {
			client, err := discord.NewClient(discord.Config{Token: fakediscord.Token, Transport: fake.Transport(), Dial: fake.Dial,
				TLS: &tls.Config{RootCAs: c.pool, Time: func() time.Time { return bench.Certificate().NotBefore }}})
			if err != nil {
				t.Fatal(err)
			}
			out := discord.NewDispatch(func(context.Context, discord.Event) {}, discord.DispatchOptions{})
			gateway := discord.NewGateway(client, out, discord.GatewayOptions{Intents: intents})
			ctx, cancel := context.WithCancel(t.Context())
			done := make(chan error, 1)
			go func() { done <- gateway.Run(ctx) }()
			time.Sleep(2 * time.Minute)
			s := gateway.Status()
			if gateway.Up() != c.up || c.up && (s[0].Reconnects != 0 || s[0].Sessions != 1) {
				t.Errorf("%s: %+v", c.name, s)
			}
			cancel()
			if err := <-done; err != nil {
				t.Errorf("%s: %v", c.name, err)
			}
			out.Close(t.Context(), time.Second)
		}
		if f := fake.GatewayStats().Farewells; len(f) != 1 || !strings.Contains(f[0], "1000") {
			t.Errorf("farewells: %q", f)
		}
	})
}
