package discord_test

import (
	"bytes"
	"context"
	"log/slog"
	"net"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/dalil-bot/dalil/bot/internal/discord"
	"github.com/dalil-bot/dalil/bot/internal/fakediscord"
)

// rig is a client and perhaps a gateway at a fake Discord, with one server that has
// one channel and one member.
type rig struct {
	t       *testing.T
	fake    *fakediscord.Server
	client  *discord.Client
	gateway *discord.Gateway
	out     *discord.Dispatch
	log     *safeBuffer

	real bool // on a real clock

	guild   *fakediscord.Guild
	general *fakediscord.Channel
	alice   *fakediscord.User

	mu     sync.Mutex
	events []discord.Event
	handle discord.Handler
	stop   func() error
}

// safeBuffer is a bytes.Buffer for concurrent writers.
type safeBuffer struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

func (b *safeBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.buf.Write(p)
}

func (b *safeBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.buf.String()
}

// newRig makes a rig whose events are collected, and handled by handle if not nil.
func newRig(t *testing.T, s fakediscord.Settings, handle discord.Handler) *rig {
	t.Helper()
	if s.Spec == nil {
		s.Spec = spec(t)
	}
	r := &rig{t: t, fake: fakediscord.New(s), log: &safeBuffer{}, handle: handle, real: s.Listener != nil}
	r.guild = r.fake.AddGuild("Newsroom")
	r.general = r.guild.AddChannel("general", fakediscord.Text)
	r.alice = r.fake.AddUser("alice")
	r.guild.AddMember(r.alice)
	client, err := discord.NewClient(discord.Config{Token: fakediscord.Token, Transport: r.fake.Transport(), Dial: r.fake.Dial,
		Logger: slog.New(slog.NewTextHandler(r.log, &slog.HandlerOptions{Level: slog.LevelDebug}))})
	if err != nil {
		t.Fatal(err)
	}
	r.client = client
	r.out = discord.NewDispatch(r.take, discord.DispatchOptions{})
	t.Cleanup(func() {
		r.out.Close(context.Background(), time.Minute)
		r.fake.Close()
	})
	return r
}

// sharedSpec reads the description once for all tests: it is a megabyte.
var sharedSpec = sync.OnceValues(func() (*fakediscord.Spec, error) {
	found, _, err := fakediscord.FindSpec()
	return found, err
})

// spec is the OpenAPI description where it can be found.
func spec(t *testing.T) *fakediscord.Spec {
	t.Helper()
	found, err := sharedSpec()
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func (r *rig) take(ctx context.Context, e discord.Event) {
	r.mu.Lock()
	r.events = append(r.events, e)
	r.mu.Unlock()
	if r.handle != nil {
		r.handle(ctx, e)
	}
}

const intents = discord.Guilds | discord.GuildMessages | discord.DirectMessages

// connect runs a gateway; what Run returned is given by r.stop, which ends it.
func (r *rig) connect(o discord.GatewayOptions) {
	if o.Intents == 0 {
		o.Intents = intents
	}
	r.gateway = discord.NewGateway(r.client, r.out, o)
	if r.real {
		r.gateway.SetIdentifySpace(10 * time.Millisecond)
	}
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- r.gateway.Run(ctx) }()
	var once sync.Once
	var err error
	r.stop = func() error {
		once.Do(func() { cancel(); err = <-done })
		return err
	}
	r.t.Cleanup(func() { r.stop() })
}

// of gives the events of a type that came so far.
func of[E discord.Event](r *rig) []E {
	r.mu.Lock()
	defer r.mu.Unlock()
	var out []E
	for _, e := range r.events {
		if x, ok := e.(E); ok {
			out = append(out, x)
		}
	}
	return out
}

// ask uses a command and gives its ticket, which needs a connected gateway in a bubble.
func (r *rig) ask() discord.Ticket {
	r.t.Helper()
	if _, err := r.fake.Slash(r.alice, r.general, "ask", fakediscord.Args{"question": "why?"}); err != nil {
		r.t.Fatal(err)
	}
	synctest.Wait()
	all := of[*discord.Interaction](r)
	if len(all) == 0 {
		r.t.Fatal("no interaction came")
	}
	return all[len(all)-1].Ticket
}

// clean fails the test for every fault of the client that the fake saw.
func (r *rig) clean() {
	r.t.Helper()
	for _, p := range r.fake.Problems() {
		r.t.Errorf("problem: %s", p)
	}
	if text := r.log.String(); strings.Contains(text, fakediscord.Token) || strings.Contains(text, "ticket.") || strings.Contains(text, "discord.com") {
		r.t.Errorf("a token or URL was logged:\n%s", text)
	}
}

// bubble runs a test in a synctest bubble with a connected rig.
func bubble(t *testing.T, s fakediscord.Settings, o discord.GatewayOptions, f func(t *testing.T, r *rig)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		r := newRig(t, s, nil)
		r.connect(o)
		synctest.Wait()
		f(t, r)
	})
}

// kinds are the kinds of action that the bot did.
func kinds(actions []fakediscord.Action) []string {
	var out []string
	for _, a := range actions {
		out = append(out, a.String())
	}
	return slices.Clip(out)
}

// loopback is a listener on a real socket.
func loopback(t testing.TB) net.Listener {
	t.Helper()
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Skip("no loopback sockets: ", err)
	}
	return ln
}
