package bot_test

import (
	"context"
	"flag"
	"fmt"
	"log/slog"
	"net"
	"path/filepath"
	"runtime"
	"slices"
	"testing"
	"time"

	"github.com/dalil-bot/dalil/bot"
	"github.com/dalil-bot/dalil/bot/internal/fakediscord"
	"github.com/dalil-bot/dalil/corpus/index"
	"github.com/dalil-bot/dalil/corpus/ingest"
	"github.com/dalil-bot/dalil/corpus/sample"
	"github.com/dalil-bot/dalil/corpus/source"
	"github.com/dalil-bot/dalil/qa"
)

// every is the time between two questions.
const every = 20 * time.Millisecond

// long makes TestSoak ask as much as a busy evening: go test -race ./bot -run TestSoak -soak
var long = flag.Bool("soak", false, "ask 2,000 questions in 200 servers")

// TestSoak asks at 50 questions a second over real sockets, while Discord fails now and then: every question is
// acknowledged and answered once.
func TestSoak(t *testing.T) {
	if testing.Short() {
		t.Skip("takes ten seconds on a real clock")
	}
	servers, people, questions, reconnect := 20, 100, 400, 396
	if *long {
		servers, people, questions, reconnect = 200, 250, 2000, 1200 // no person asks more often than the limits allow
	}
	w := newTown(t, servers, people)
	w.start(t, qa.New(w.index(t, source.NewFS(sample.Articles(), "sample", source.Options{})), qa.Options{}))
	for i := range 20 {
		w.fake.Fail(fakediscord.Fault{Match: "/messages/@original", Skip: 20 * i, Status: []int{429, 500, 503}[i%3], RetryAfter: 100 * time.Millisecond})
	}
	before := runtime.NumGoroutine()
	ask := []string{"which countries have 2+2 with Japan?", "How much did the port cost?", "How many vacation days are there?",
		"ما هي الدول التي تعقد لقاءات 2+2 مع اليابان؟", "Who won the election in Port Halden?", "Who is Piet Lund?"}
	asked := map[string]time.Time{}
	tick := time.NewTicker(every)
	defer tick.Stop()
	for i := range questions {
		<-tick.C
		at := time.Now()
		id, err := w.fake.Slash(w.people[i%people], w.channels[i%servers], "ask", fakediscord.Args{"question": ask[i%len(ask)]})
		if err != nil {
			t.Fatal(err)
		}
		asked[id] = at
		if i == reconnect {
			w.fake.Reconnect()
		}
	}
	w.answered(asked, 30*time.Second)
	took := w.times(asked)
	for id := range asked {
		seen := map[string]int{}
		for _, a := range w.fake.ActionsOf(id) {
			seen[a.Kind]++
		}
		if seen["thinking"] != 1 || seen["edit"] != 1 {
			t.Errorf("a question was acknowledged %d times and answered %d times", seen["thinking"], seen["edit"])
		}
	}
	for _, p := range w.fake.Problems() {
		t.Error(p)
	}
	t.Logf("acknowledged: %s; answered: %s", spread(took["thinking"]), spread(took["edit"]))
	if worst := slices.Max(took["thinking"]); worst > 3*time.Second {
		t.Errorf("the slowest acknowledgement took %v", worst)
	}
	for limit := time.Now().Add(10 * time.Second); runtime.NumGoroutine() > before+10 && time.Now().Before(limit); {
		time.Sleep(100 * time.Millisecond) // idle connections last for five seconds
	}
	if n := runtime.NumGoroutine(); n > before+10 {
		t.Errorf("%d goroutines, %d before", n, before)
	}
}

// spread names the percentiles of some times.
func spread(times []time.Duration) string {
	if len(times) == 0 {
		return "never"
	}
	return fmt.Sprintf("p50 %v, p95 %v, p99 %v, max %v", percentile(times, 50), percentile(times, 95), percentile(times, 99), percentile(times, 100))
}

// percentile is the time below which p of 100 stay. It sorts them.
func percentile(times []time.Duration, p int) time.Duration {
	slices.Sort(times)
	return times[min(len(times)*p/100, len(times)-1)].Round(100 * time.Microsecond)
}

// A town is servers and people of a fake Discord on a real socket, with the bot among them.
type town struct {
	fake     *fakediscord.Server
	bot      *bot.Bot
	people   []*fakediscord.User
	channels []*fakediscord.Channel // one of each server
}

func newTown(t *testing.T, servers, people int) *town {
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Skip("no loopback sockets: ", err)
	}
	w := &town{fake: fakediscord.New(fakediscord.Settings{Listener: ln})}
	t.Cleanup(w.fake.Close)
	for i := range people {
		w.people = append(w.people, w.fake.AddUser(fmt.Sprint("person", i)))
	}
	for i := range servers {
		g := w.fake.AddGuild(fmt.Sprint("server", i))
		role := g.AddRole("managers", fakediscord.ManageServer)
		w.channels = append(w.channels, g.AddChannel("general", fakediscord.Text))
		for _, p := range w.people {
			g.AddMember(p, role)
		}
	}
	return w
}

// index holds files as the sample's collection.
func (w *town) index(t *testing.T, files ingest.Files) *index.Index {
	ix, err := index.Open("", index.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { ix.Close() })
	if _, err := ingest.Sync(t.Context(), ix, ingest.Source{Collection: sample.Collection, Name: "files", Files: files}, ingest.Options{}); err != nil {
		t.Fatal(err)
	}
	return ix
}

// answered waits until every question was answered, for a time.
func (w *town) answered(asked map[string]time.Time, limit time.Duration) {
	for end := time.Now().Add(limit); len(w.times(asked)["edit"]) < len(asked) && time.Now().Before(end); {
		time.Sleep(50 * time.Millisecond)
	}
}

// times are how long after each question something was done about it, by what.
func (w *town) times(asked map[string]time.Time) map[string][]time.Duration {
	out := map[string][]time.Duration{}
	for _, a := range w.fake.Actions() {
		if at, ok := asked[a.Event]; ok {
			out[a.Kind] = append(out[a.Kind], a.At.Sub(at))
		}
	}
	return out
}

// start connects the bot and turns on every channel.
func (w *town) start(t *testing.T, a bot.Asker) {
	var err error
	w.bot, err = bot.Open(t.Context(), bot.Options{Token: fakediscord.Token, State: filepath.Join(t.TempDir(), "state.db"), Asker: a,
		Library: articles{}, Grants: []string{sample.Collection}, Queue: 64, Log: slog.New(slog.DiscardHandler),
		Transport: w.fake.Transport(), Dial: w.fake.Dial})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- w.bot.Run(ctx) }()
	t.Cleanup(func() {
		cancel()
		if err := <-done; err != nil {
			t.Error(err)
		}
	})
	for limit := time.Now().Add(10 * time.Second); !w.bot.Ready() && time.Now().Before(limit); {
		time.Sleep(10 * time.Millisecond)
	}
	for i, c := range w.channels {
		time.Sleep(every) // managers are limited too
		if _, err := w.fake.Slash(w.people[i%len(w.people)], c, "dalil channels enable", nil); err != nil {
			t.Fatal(err)
		}
	}
	time.Sleep(200 * time.Millisecond)
	for w.bot.Busy() {
		time.Sleep(20 * time.Millisecond)
	}
	w.fake.TakeActions()
}

// articles is the sample as a library that only tells its name.
type articles struct{ shelf }

// Collections names the sample.
func (articles) Collections(context.Context) ([]bot.Collection, error) {
	return []bot.Collection{{Name: sample.Collection, Documents: 23}}, nil
}
