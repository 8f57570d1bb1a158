package discord_test

import (
	"context"
	"runtime"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/dalil-bot/dalil/bot/internal/discord"
	"github.com/dalil-bot/dalil/bot/internal/fakediscord"
)

// Forty seconds of fifty interactions a second in which much goes wrong: each is
// acknowledged within three seconds and answered once.
func TestSoak(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var r *rig
		var answers sync.WaitGroup
		r = newRig(t, fakediscord.Settings{RouteLimits: true}, func(ctx context.Context, e discord.Event) {
			i, ok := e.(*discord.Interaction)
			if !ok {
				return
			}
			if err := r.client.Defer(ctx, i.Ticket, false); err != nil {
				t.Errorf("defer: %v", err)
				return
			}
			answers.Go(func() {
				time.Sleep(time.Second)
				if _, err := r.client.EditReply(context.Background(), i.Ticket, discord.Post{Text: "done"}); err != nil {
					t.Errorf("edit: %v", err)
				}
			})
		})
		for range 199 {
			r.fake.AddGuild("g")
		}
		r.connect(discord.GatewayOptions{})
		synctest.Wait()
		before := runtime.NumGoroutine()
		for n := range 2000 {
			if n%50 == 25 {
				breakSomething(r.fake, n/50)
			}
			if _, err := r.fake.Slash(r.alice, r.general, "ask", fakediscord.Args{"question": "why?"}); err != nil {
				t.Fatal(err)
			}
			time.Sleep(20 * time.Millisecond)
		}
		answers.Wait()
		time.Sleep(20 * time.Second) // idle connections end
		check(t, r, before)
	})
}

func breakSomething(s *fakediscord.Server, n int) {
	switch n % 8 {
	case 0:
		s.Drop()
	case 1:
		s.Fail(fakediscord.Fault{Match: "/callback", Status: 500, Times: 5})
	case 2:
		s.Fail(fakediscord.Fault{Match: "PATCH", Status: 503, Times: 10})
	case 3:
		s.Fail(fakediscord.Fault{Match: "/callback", Drop: true, After: true, Times: 5})
	case 4:
		s.Fail(fakediscord.Fault{Match: "PATCH", Status: 429, RetryAfter: 2 * time.Second, Times: 10})
	case 5:
		s.Reconnect()
	case 6:
		s.Fail(fakediscord.Fault{Match: "/callback", Delay: 1500 * time.Millisecond, Times: 20})
	case 7:
		s.Fail(fakediscord.Fault{Match: "PATCH", Drop: true, Times: 10})
	}
}

func check(t *testing.T, r *rig, before int) {
	t.Helper()
	count := map[string]map[string]int{}
	for _, a := range r.fake.Actions() {
		if count[a.Event] == nil {
			count[a.Event] = map[string]int{}
		}
		count[a.Event][a.Kind]++
	}
	all := of[*discord.Interaction](r)
	if len(all) != 2000 {
		t.Errorf("%d interactions came, want 2000", len(all))
	}
	bad := 0
	for _, i := range all {
		if c := count[string(i.ID)]; c["thinking"] != 1 || c["edit"] != 1 {
			bad++
		}
	}
	if bad > 0 {
		t.Errorf("%d interactions were not acknowledged and answered once", bad)
	}
	if problems := slices.Compact(r.fake.Problems()); len(problems) > 0 && !onlyRepeats(problems) {
		t.Errorf("problems: %q", problems)
	}
	if now := runtime.NumGoroutine(); now > before {
		t.Errorf("%d goroutines, %d before", now, before)
	}
	s := r.client.Stats()
	if s.Buckets > 4096 {
		t.Errorf("%d buckets", s.Buckets)
	}
	t.Logf("%+v, %+v", s, r.out.Stats())
}

// onlyRepeats says whether all that the fake found odd are acknowledgements that were
// repeated because the answer to the first was lost.
func onlyRepeats(problems []string) bool {
	return !slices.ContainsFunc(problems, func(p string) bool {
		return p != "POST /interactions/N/ticket.N/callback: 40060  Interaction has already been acknowledged."
	})
}

// BenchmarkAcknowledge is from the event to Discord having the acknowledgement, over
// real sockets.
func BenchmarkAcknowledge(b *testing.B) {
	fake := fakediscord.New(fakediscord.Settings{Listener: loopback(b)})
	defer fake.Close()
	guild := fake.AddGuild("g")
	general, alice := guild.AddChannel("general", fakediscord.Text), fake.AddUser("alice")
	guild.AddMember(alice)
	client, err := discord.NewClient(discord.Config{Token: fakediscord.Token, Transport: fake.Transport(), Dial: fake.Dial})
	if err != nil {
		b.Fatal(err)
	}
	acked := make(chan error, 1)
	out := discord.NewDispatch(func(ctx context.Context, e discord.Event) {
		if i, ok := e.(*discord.Interaction); ok {
			acked <- client.Defer(ctx, i.Ticket, false)
		}
	}, discord.DispatchOptions{})
	gateway := discord.NewGateway(client, out, discord.GatewayOptions{Intents: intents})
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- gateway.Run(ctx) }()
	for !gateway.Up() {
		time.Sleep(time.Millisecond)
	}
	for b.Loop() {
		if _, err := fake.Slash(alice, general, "ask", nil); err != nil {
			b.Fatal(err)
		}
		if err := <-acked; err != nil {
			b.Fatal(err)
		}
	}
	cancel()
	<-done
	out.Close(context.Background(), time.Second)
}
