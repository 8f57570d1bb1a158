package chattest

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"maps"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/fstest"
	"testing/synctest"
	"time"

	"golang.org/x/tools/txtar"

	"github.com/dalil-bot/dalil/bot"
	"github.com/dalil-bot/dalil/bot/internal/fakediscord"
	"github.com/dalil-bot/dalil/corpus/index"
	"github.com/dalil-bot/dalil/corpus/ingest"
	"github.com/dalil-bot/dalil/corpus/sample"
	"github.com/dalil-bot/dalil/corpus/source"
	"github.com/dalil-bot/dalil/qa"
)

// A stage is the world that a script plays in.
type stage struct {
	t      *testing.T
	script *txtar.Archive
	world  world
	fake   *fakediscord.Server
	shelf  *shelf
	state  string // file of the bot's state, which outlives a restart
	log    *lockedBuffer

	guilds   map[string]*fakediscord.Guild
	channels map[string]*fakediscord.Channel // "Server/name"
	users    map[string]*fakediscord.User
	roles    map[string]*fakediscord.Role
	names    map[string]string // id to name
	kinds    map[string]string // content type that a file claims to have

	sent     []string // the bot's messages, oldest first
	said     map[string]string
	opened   string // the interaction that last opened a form
	thread   *fakediscord.Channel
	problems int
	reading  atomic.Int32 // channels that are being read

	bot  *bot.Bot
	stop func()
}

// lockedBuffer is a bytes.Buffer for concurrent writers.
type lockedBuffer struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

func (b *lockedBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.buf.Write(p)
}

func (b *lockedBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.buf.String()
}

// spec is Discord's description of its API, read once for all scripts: it is a megabyte.
var spec = sync.OnceValues(func() (*fakediscord.Spec, error) {
	found, _, err := fakediscord.FindSpec()
	return found, err
})

func newStage(t *testing.T, script *txtar.Archive) *stage {
	s := &stage{t: t, script: script, log: &lockedBuffer{}, state: t.TempDir() + "/state.db",
		guilds: map[string]*fakediscord.Guild{}, channels: map[string]*fakediscord.Channel{}, users: map[string]*fakediscord.User{},
		roles: map[string]*fakediscord.Role{}, names: map[string]string{}, kinds: map[string]string{}, said: map[string]string{}}
	found, err := spec()
	if err != nil {
		t.Fatal(err)
	}
	var text string
	for _, f := range script.Files {
		if f.Name == "config" {
			text = string(f.Data)
		}
	}
	if s.world, err = readWorld(text); err != nil {
		t.Fatal(err)
	}
	s.fake = fakediscord.New(fakediscord.Settings{Spec: found, MessageContent: s.world.content, RouteLimits: s.world.limits})
	s.names[s.fake.BotID()] = "dalil"
	s.build()
	s.recount()
	s.openIndex()
	s.start()
	s.settle()
	s.prepare()
	s.fake.TakeActions()
	return s
}

// openIndex puts the documents of the script into an index in memory.
func (s *stage) openIndex() {
	ix, err := index.Open("", index.Options{Workers: 1})
	if err != nil {
		s.t.Fatal(err)
	}
	s.shelf = &shelf{ix: ix, files: s.corpus(), channels: map[string][]bot.ID{}}
	if s.world.sample {
		src := ingest.Source{Collection: sample.Collection, Name: "sample", Files: source.NewFS(sample.Articles(), "sample", source.Options{})}
		if _, err := ingest.Sync(context.Background(), ix, src, ingest.Options{Workers: 1}); err != nil {
			s.t.Fatal(err)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(s.shelf.files)) {
		report, err := s.shelf.Sync(context.Background(), name)
		if err != nil || report.Failed > 0 {
			s.t.Fatalf("corpus %s: %v %+v", name, err, report)
		}
	}
}

// corpus are the documents of the script by collection.
func (s *stage) corpus() map[string]fstest.MapFS {
	out := map[string]fstest.MapFS{}
	for _, f := range s.script.Files {
		rest, ok := strings.CutPrefix(f.Name, "corpus/")
		collection, name, deep := strings.Cut(rest, "/")
		if !ok || !deep {
			continue
		}
		if out[collection] == nil {
			out[collection] = fstest.MapFS{}
		}
		out[collection][name] = &fstest.MapFile{Data: []byte(escapes.Replace(string(f.Data))), Mode: 0o644}
	}
	return out
}

// start brings a bot online over the state and the index.
func (s *stage) start() {
	var err error
	var key string
	var asker bot.Asker = qa.New(s.shelf.ix, qa.Options{})
	if s.world.quoting {
		asker = quoting{s.shelf}
	}
	var web bot.Fetcher
	if len(s.world.pages) > 0 {
		web = s
	}
	if s.world.http {
		key = s.fake.PublicKey()
	}
	s.bot, err = bot.Open(context.Background(), bot.Options{
		PublicKey: key,

		Token: fakediscord.Token, Transport: s.fake.Transport(), Dial: s.fake.Dial, State: s.state,
		Asker: asker, Library: s.shelf, Shelf: s.shelf,
		Log:            slog.New(slog.NewTextHandler(s.log, &slog.HandlerOptions{Level: slog.LevelDebug})),
		MessageContent: s.world.content, Grants: s.world.grants, Queue: s.world.queue, Fetcher: web, UploadLimit: int64(s.world.upload),
	})
	if err != nil {
		s.t.Fatal(err)
	}
	if s.world.http {
		h, err := s.bot.Endpoint()
		if err != nil {
			s.t.Fatal(err)
		}
		s.fake.UseEndpoint(h)
	}
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- s.bot.Run(ctx) }()
	followed := s.follow(ctx)
	s.stop = func() {
		cancel()
		followed()
		if err := <-done; err != nil {
			s.t.Errorf("run: %v", err)
		}
	}
}

// settle lets the bot finish what it is at, waiting out limits and outages.
func (s *stage) settle() {
	synctest.Wait()
	for limit := time.Now().Add(20 * time.Minute); (s.bot.Busy() || s.reading.Load() > 0) && time.Now().Before(limit); synctest.Wait() {
		time.Sleep(50 * time.Millisecond)
	}
}

// report fails the test for what the bot did wrong without anyone seeing it.
func (s *stage) report() {
	if text := s.log.String(); strings.Contains(text, fakediscord.Token) || strings.Contains(text, "ticket.") {
		s.t.Errorf("a token was logged:\n%s", text)
	}
	if n := len(s.fake.Problems()); n > 0 && !s.world.faulty {
		s.t.Errorf("%d problems", n)
	}
}

func (s *stage) close() {
	s.stop()
	s.fake.Close()
	if err := s.shelf.ix.Close(); err != nil {
		s.t.Error(err)
	}
}

// restart ends the bot and starts another over the same state and index.
func (s *stage) restart() error {
	s.stop()
	s.start()
	return nil
}

var errNoChannel = fmt.Errorf("no such channel in the config")
