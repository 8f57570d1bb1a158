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
	w := newSoak(t, servers, people)
	for i := range 20 {
		w.fake.Fail(fakediscord.Fault{Match: "/messages/@original", Skip: 20 * i, Status: []int{429, 500, 503}[i%3], RetryAfter: 100 * time.Millisecond})
	}
	before := runtime.NumGoroutine()
	asked := map[string]time.Time{}
	tick := time.NewTicker(every)
	defer tick.Stop()
	for i := range questions {
		<-tick.C
		at := time.Now()
		id, err := w.fake.Slash(w.people[i%people], w.channels[i%servers], "ask", fakediscord.Args{"question": w.questions[i%len(w.questions)]})
		if err != nil {
			t.Fatal(err)
		}
		asked[id] = at
		if i == reconnect {
			w.fake.Reconnect()
		}
	}
	answered := func() (n int) {
		for _, a := range w.fake.Actions() {
			if _, ok := asked[a.Event]; ok && a.Kind == "edit" {
				n++
			}
		}
		return n
	}
	for limit := time.Now().Add(30 * time.Second); answered() < questions && time.Now().Before(limit); {
		time.Sleep(50 * time.Millisecond)
	}
	var acks, answers []time.Duration
	thinking, edited := map[string]int{}, map[string]int{}
	for _, a := range w.fake.Actions() {
		at, ok := asked[a.Event]
		switch {
		case !ok:
		case a.Kind == "thinking":
			thinking[a.Event]++
			acks = append(acks, a.At.Sub(at))
		case a.Kind == "edit":
			edited[a.Event]++
			answers = append(answers, a.At.Sub(at))
		}
	}
	for id := range asked {
		if thinking[id] != 1 || edited[id] != 1 {
			t.Errorf("a question was acknowledged %d times and answered %d times", thinking[id], edited[id])
		}
	}
	for _, p := range w.fake.Problems() {
		t.Error(p)
	}
	t.Logf("acknowledged: %s; answered: %s", spread(acks), spread(answers))
	if worst := slices.Max(acks); worst > 3*time.Second {
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
	slices.Sort(times)
	at := func(p int) time.Duration {
		return times[min(len(times)*p/100, len(times)-1)].Round(100 * time.Microsecond)
	}
	return fmt.Sprintf("p50 %v, p95 %v, p99 %v, max %v", at(50), at(95), at(99), at(100))
}

// soak is a bot over the sample articles at a fake Discord on a real socket.
type soak struct {
	fake      *fakediscord.Server
	bot       *bot.Bot
	people    []*fakediscord.User
	channels  []*fakediscord.Channel
	questions []string
}

func newSoak(t *testing.T, servers, people int) *soak {
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Skip("no loopback sockets: ", err)
	}
	w := &soak{fake: fakediscord.New(fakediscord.Settings{Listener: ln}), questions: []string{
		"which countries have 2+2 with Japan?", "How much did the port cost?", "How many vacation days are there?",
		"ما هي الدول التي تعقد لقاءات 2+2 مع اليابان؟", "Who won the election in Port Halden?", "Who is Piet Lund?"}}
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
	ix, err := index.Open("", index.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { ix.Close() })
	src := ingest.Source{Collection: sample.Collection, Name: "sample", Files: source.NewFS(sample.Articles(), "sample", source.Options{})}
	if _, err := ingest.Sync(t.Context(), ix, src, ingest.Options{}); err != nil {
		t.Fatal(err)
	}
	w.start(t, qa.New(ix, qa.Options{}))
	return w
}

// start connects the bot and turns on every channel.
func (w *soak) start(t *testing.T, a bot.Asker) {
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
