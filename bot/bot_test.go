package bot_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/dalil-bot/dalil/bot"
	"github.com/dalil-bot/dalil/bot/internal/fakediscord"
	"github.com/dalil-bot/dalil/corpus"
	"github.com/dalil-bot/dalil/qa"
)

// shelf is a library of one collection without a document.
type shelf struct{}

func (shelf) Collections(context.Context) ([]bot.Collection, error) {
	return []bot.Collection{{Name: "handbook", Documents: 1}}, nil
}
func (shelf) Documents(context.Context, string) ([]bot.Document, error) { return nil, nil }
func (shelf) Document(context.Context, string, string) (*corpus.Document, error) {
	return nil, corpus.ErrNotFound
}
func (shelf) Search(context.Context, []string, string, int) ([]corpus.Hit, error) { return nil, nil }

// asker takes its time, or fails.
type asker func(ctx context.Context, q qa.Question) (*qa.Answer, error)

// Ask calls the function.
func (a asker) Ask(ctx context.Context, q qa.Question) (*qa.Answer, error) { return a(ctx, q) }

// takes is an asker that refuses after a time.
func takes(d time.Duration) asker {
	return func(ctx context.Context, q qa.Question) (*qa.Answer, error) {
		select {
		case <-time.After(d):
			return &qa.Answer{Question: q.Text, Lang: "en", Kind: qa.Abstention, Reason: qa.ReasonNothingFound}, nil
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
}

// rig is a bot at a fake Discord, in a bubble.
type rig struct {
	t       *testing.T
	fake    *fakediscord.Server
	guild   *fakediscord.Guild
	general *fakediscord.Channel
	alice   *fakediscord.User
	bot     *bot.Bot
	options bot.Options
	log     *strings.Builder
	stop    func() error
}

// newRig starts a bot and turns its channel on.
func newRig(t *testing.T, a bot.Asker) *rig {
	t.Helper()
	r := &rig{t: t, fake: fakediscord.New(fakediscord.Settings{}), log: &strings.Builder{}}
	t.Cleanup(r.fake.Close)
	r.guild = r.fake.AddGuild("Newsroom")
	r.general = r.guild.AddChannel("general", fakediscord.Text)
	r.alice = r.fake.AddUser("alice")
	r.guild.AddMember(r.alice, r.guild.AddRole("managers", fakediscord.ManageServer))
	r.options = bot.Options{Token: fakediscord.Token, State: filepath.Join(t.TempDir(), "state.db"), Asker: a, Library: shelf{},
		Log: slog.New(slog.NewTextHandler(r.log, nil)), Transport: r.fake.Transport(), Dial: r.fake.Dial}
	r.bot, r.stop = r.runs(r.options)
	synctest.Wait()
	r.slash("dalil channels enable", nil)
	time.Sleep(time.Second)
	r.fake.TakeActions()
	return r
}

// runs opens a bot and runs it until it is stopped.
func (r *rig) runs(o bot.Options) (b *bot.Bot, stop func() error) {
	r.t.Helper()
	b, err := bot.Open(r.t.Context(), o)
	if err != nil {
		r.t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- b.Run(ctx) }()
	return b, func() error { cancel(); return <-done }
}

// again runs another bot for a while.
func (r *rig) again(d time.Duration, o bot.Options) {
	r.t.Helper()
	_, stop := r.runs(o)
	time.Sleep(d)
	if err := stop(); err != nil {
		r.t.Error(err)
	}
}

func (r *rig) slash(path string, a fakediscord.Args) {
	r.t.Helper()
	if _, err := r.fake.Slash(r.alice, r.general, path, a); err != nil {
		r.t.Fatal(err)
	}
	synctest.Wait()
}

// last is what the bot last said.
func (r *rig) last() string {
	m, _ := r.fake.LastMessage(r.general)
	return m.Content
}

// What is in hand when the bot is told to stop is finished, and what comes then is not begun.
func TestStopFinishes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRig(t, takes(5*time.Second))
		r.slash("ask", fakediscord.Args{"question": "when?"})
		time.Sleep(time.Second)
		start := time.Now()
		if err := r.stop(); err != nil {
			t.Error(err)
		}
		if took := time.Since(start); took > 20*time.Second {
			t.Errorf("stopping took %v", took)
		}
		if got := r.last(); !strings.Contains(got, "No document speaks of this.") {
			t.Errorf("the answer in hand: %q", got)
		}
	})
}

// However long an answer would take, stopping takes at most 20 seconds, and whoever waits is told.
func TestStopIsBounded(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRig(t, takes(time.Hour))
		for range 6 {
			r.slash("ask", fakediscord.Args{"question": "when?"})
		}
		start := time.Now()
		if err := r.stop(); err != nil {
			t.Error(err)
		}
		if took := time.Since(start); took > 20*time.Second {
			t.Errorf("stopping took %v", took)
		}
		told := 0
		for _, a := range r.fake.Actions() {
			if a.Kind == "edit" && strings.Contains(a.Message.Content, "restarted") {
				told++
			}
		}
		if told != 6 {
			t.Errorf("%d of 6 were told that the bot stops", told)
		}
	})
}

// A question that takes too long is told so, within a minute.
func TestAnswerTimesOut(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRig(t, takes(time.Hour))
		r.slash("ask", fakediscord.Args{"question": "when?"})
		time.Sleep(time.Minute)
		if got := r.last(); !strings.Contains(got, "took too long") {
			t.Errorf("said %q", got)
		}
		r.stop()
	})
}

// A panic in answering is an error with a reference, and the next question is answered.
func TestPanicIsTold(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		broken := true
		r := newRig(t, asker(func(ctx context.Context, q qa.Question) (*qa.Answer, error) {
			if broken {
				panic("index out of range")
			}
			return takes(0)(ctx, q)
		}))
		r.slash("ask", fakediscord.Args{"question": "when?"})
		time.Sleep(time.Second)
		got := r.last()
		_, ref, _ := strings.Cut(got, "`")
		ref, _, _ = strings.Cut(ref, "`")
		if ref == "" || !strings.Contains(r.log.String(), "ref="+ref) || !strings.Contains(r.log.String(), "index out of range") {
			t.Errorf("said %q, logged %s", got, r.log)
		}
		broken = false
		r.slash("ask", fakediscord.Args{"question": "when?"})
		time.Sleep(time.Second)
		if got := r.last(); !strings.Contains(got, "No document") {
			t.Errorf("afterwards: %q", got)
		}
		r.stop()
	})
}

// Commands are registered once, and again when they changed.
func TestRegistersOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRig(t, takes(0))
		r.stop()
		if got := r.fake.Commands(nil); len(got) != len(bot.Commands()) {
			t.Errorf("registered %q", got)
		}
		before := r.fake.Requests()
		r.again(time.Second, r.options)
		for _, a := range r.fake.TakeActions() {
			if a.Kind == "register" {
				t.Error("registered a second time")
			}
		}
		if n := r.fake.Requests() - before; n > 4 {
			t.Errorf("%d requests for a start", n)
		}
	})
}

// Commands are registered again where Discord lost them, and for the application of another token.
func TestRegistersAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRig(t, takes(0))
		r.stop()
		start := func(fake *fakediscord.Server) {
			t.Helper()
			o := r.options
			o.Transport, o.Dial = fake.Transport(), fake.Dial
			r.again(10*time.Second, o)
			if got := fake.Commands(nil); len(got) != len(bot.Commands()) {
				t.Errorf("registered %q", got)
			}
		}
		r.fake.DropCommands()
		start(r.fake)
		other := fakediscord.New(fakediscord.Settings{})
		defer other.Close()
		other.AddUser("somebody")
		start(other)
	})
}

// A server that removed the bot while it was away is left, so that its data goes; the others stay.
func TestRemovedWhileAway(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRig(t, takes(0))
		r.stop()
		r.guild.Remove()
		start := func() string {
			t.Helper()
			r.log.Reset()
			r.again(10*time.Second, r.options)
			return r.log.String()
		}
		const left = "removed from a server"
		if log := start(); strings.Count(log, left) != 1 || !strings.Contains(log, "server="+r.guild.ID) {
			t.Errorf("it is not left:\n%s", log)
		}
		if log := start(); strings.Contains(log, left) {
			t.Errorf("it is left again:\n%s", log)
		}
	})
}

// Where Discord cannot be reached at the start, commands are registered once it can be.
func TestRegistersLate(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		fake := fakediscord.New(fakediscord.Settings{})
		defer fake.Close()
		fake.Fail(fakediscord.Fault{Match: "", Times: 12, Status: 503})
		r := &rig{t: t}
		r.again(5*time.Minute, bot.Options{Token: fakediscord.Token, State: filepath.Join(t.TempDir(), "state.db"),
			Asker: takes(0), Library: shelf{}, Transport: fake.Transport(), Dial: fake.Dial})
		if got := fake.Commands(nil); len(got) != len(bot.Commands()) {
			t.Errorf("registered %q", got)
		}
	})
}

// A token that Discord refuses ends Run, with what to do.
func TestBadToken(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		fake := fakediscord.New(fakediscord.Settings{})
		defer fake.Close()
		b, err := bot.Open(t.Context(), bot.Options{Token: "a.wrong.one", State: filepath.Join(t.TempDir(), "state.db"), Asker: takes(0),
			Library: shelf{}, Transport: fake.Transport(), Dial: fake.Dial})
		if err != nil {
			t.Fatal(err)
		}
		err = b.Run(t.Context())
		if fatal, ok := errors.AsType[*bot.FatalError](err); !ok || !strings.Contains(fatal.Remedy, "developer portal") {
			t.Errorf("Run: %v", err)
		}
	})
}

func TestCheck(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRig(t, takes(0))
		r.stop()
		findings := func(o bot.Options) string {
			var b strings.Builder
			for _, f := range bot.Check(t.Context(), o) {
				if !f.OK {
					fmt.Fprintf(&b, "%s: %s → %s\n", f.What, f.Text, f.Remedy)
				}
			}
			return b.String()
		}
		if got := findings(r.options); got != "" {
			t.Errorf("all is well, and check says:\n%s", got)
		}
		for _, c := range []struct {
			name   string
			change func(*bot.Options)
			want   string
		}{
			{"no token", func(o *bot.Options) { o.Token = "" }, "token: there is none → make an application"},
			{"another secret", func(o *bot.Options) { o.Token = "0123456789abcdef" }, "token: it has not the form of a bot's token"},
			{"a token with its word", func(o *bot.Options) { o.Token = "Bot a.b.c" }, "token: it begins with the word Bot"},
			{"a token in quotes", func(o *bot.Options) { o.Token = `"a.b.c"` }, "token: there are spaces or quotation marks in it"},
			{"a wrong token", func(o *bot.Options) { o.Token = "a.wrong.one" }, "token: Discord refuses it → "},
			{"content is not granted", func(o *bot.Options) { o.MessageContent = true }, "intents: message content is asked for and not granted"},
			{"http without an address", func(o *bot.Options) { o.PublicKey = r.fake.PublicKey() }, "interactions: mode is http, and the portal has no"},
			{"a server without commands", func(*bot.Options) { r.guild.NoCommands = true }, "server Newsroom: it has the bot without its commands"},
			{"commands were removed", func(o *bot.Options) { o.Develop = []bot.ID{bot.ID(r.guild.ID)}; r.guild.NoCommands = false },
				"commands: not registered: "},
			{"a permission is missing", func(*bot.Options) {
				r.general.Overwrite(r.fake.BotID(), 0, fakediscord.CreateThreads)
			}, "channel #general: missing permissions: Create Public Threads → give them"},
			{"a channel is hidden", func(*bot.Options) {
				r.general.Overwrite(r.fake.BotID(), 0, fakediscord.ViewChannel)
			}, "the bot cannot see it"},
			{"in no server", func(*bot.Options) { r.guild.Remove() }, "servers: the bot is in none → open the install link"},
		} {
			o := r.options
			c.change(&o)
			if got := findings(o); !strings.Contains(got, c.want) {
				t.Errorf("%s: want %q in:\n%s", c.name, c.want, got)
			}
		}
	})
}

// What is counted can be read as Prometheus reads it.
func TestMetrics(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRig(t, takes(0))
		r.slash("ask", fakediscord.Args{"question": "when?"})
		time.Sleep(time.Second)
		var out strings.Builder
		if err := r.bot.WriteMetrics(&out); err != nil {
			t.Fatal(err)
		}
		for _, want := range []string{"\ndalil_refusals_total 1\n", "\ndalil_connected 1\n", "\ndalil_servers 1\n", "\ndalil_unsent_total 0\n"} {
			if !strings.Contains(out.String(), want) {
				t.Errorf("no %q in:\n%s", want, out.String())
			}
		}
		r.stop()
	})
}
