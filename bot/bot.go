// Package bot answers questions on Discord out of a library of documents.
//
// # Tour
//
// [Open] makes a [Bot] over an [Asker], which answers, a [Library], which knows the documents, and a file of state.
// [Bot.Run] keeps it connected until its context ends. Every event comes in through learn (follow.go), at once, and in its turn
// through [Bot.Handle]:
//
//	interact.go  commands, buttons, forms and autocompletion; each is acknowledged before anything slow happens
//	listen.go    messages: direct ones, mentions, replies, threads; follow.go has their edits and deletions, thread.go where
//	             their answers go
//	ask.go       from a question to an answer that is shown and kept
//	press.go     what the buttons under an answer do
//	manage.go    /dalil, for managers, with settings.go, shelf.go, gaps.go and direct.go
//	channels.go  channels as sources: reading them, with channels_live.go; sight.go who may see what was said in them, review.go
//	             what becomes of answers when it is edited, deleted or closed
//	walls.go     who may ask what where
//
// # Invariants
//
//   - Who is addressed answers: an answer, a refusal, or a sentence that says why there is neither.
//   - Questions of one channel are answered in their order, and no more than a bounded number at a time everywhere.
//   - Nothing is answered twice. A message of the bot's in a channel bears a nonce made of the event that it answers.
//   - What may be asked is settled at each question, button and share by walls.go, from what holds then. When it cannot be
//     settled it is nothing.
//   - An error reaches a person as a fixed sentence with a reference, which the log line bears too. Words of questions and
//     documents are not logged above debug.
//   - Everything that a button needs is in the state file, so that it works after a restart.
package bot

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"sync"
	"sync/atomic"
	"time"

	"github.com/dalil-bot/dalil/bot/internal/discord"
	"github.com/dalil-bot/dalil/bot/internal/state"
	"github.com/dalil-bot/dalil/corpus"
	"github.com/dalil-bot/dalil/qa"
)

// An Asker answers questions.
type Asker interface {
	Ask(ctx context.Context, q qa.Question) (*qa.Answer, error)
}

// A Library knows the documents that questions are answered from.
type Library interface {
	// Collections lists all collections, by name.
	Collections(ctx context.Context) ([]Collection, error)
	// Documents lists the documents of a collection by ID; corpus.ErrNotFound where there is no such collection.
	Documents(ctx context.Context, collection string) ([]Document, error)
	// Document returns one document, or corpus.ErrNotFound.
	Document(ctx context.Context, collection, id string) (*corpus.Document, error)
	// Search finds passages with some words, best first.
	Search(ctx context.Context, collections []string, words string, limit int) ([]corpus.Hit, error)
}

// A Shelf takes documents in and out of collections.
type Shelf interface {
	// Add puts a file into a collection, which is made where it is missing, and returns the document's ID. An *UploadError
	// says what is wrong with the file.
	Add(ctx context.Context, collection string, file Upload) (id string, err error)
	// Remove takes documents out, with all others of their files; those that are not there without an error.
	Remove(ctx context.Context, collection string, ids ...string) error
	// Drop removes a whole collection; one that is not there is no error.
	Drop(ctx context.Context, collection string) error
	// Sync reads the folders of a collection again, and says what changed.
	Sync(ctx context.Context, collection string) (Synced, error)
}

// A Fetcher reads a page of the web that a manager wants among the documents. It must not reach what only the bot's own
// network can.
type Fetcher interface {
	// Fetch returns the page as a file, whose name says its format. An *UploadError says why there is none.
	Fetch(ctx context.Context, address string) (Upload, error)
}

// A Collection is a set of documents that can be asked.
type Collection struct {
	Name      string
	Documents int
	Newest    time.Time // day of the newest document with a date of publication; zero for none
	Channels  []ID      // of Discord that messages in it are from: it is for those who may read all of them
}

// A Document is what is listed of one.
type Document struct {
	ID, Title, Publisher, Lang string
	Date                       corpus.Date
	File                       string // that it is out of, where that holds several; "" for its own
}

// An Upload is a file that somebody gave.
type Upload struct {
	Name  string // as its giver called it
	Bytes []byte
	From  string // address of the web that it was read from; "" for a file
}

// An UploadError says why a file cannot be a document.
type UploadError struct{ Reason UploadReason }

// An UploadReason is why a file cannot be a document.
type UploadReason string

// The reasons.
const (
	NotText   UploadReason = "not-text"   // its bytes are not text, whatever its name says
	Unknown   UploadReason = "unknown"    // no format that is read
	NoText    UploadReason = "empty"      // nothing in it to quote
	TooLarge  UploadReason = "too-large"  // over the limit
	NotThere  UploadReason = "not-there"  // of a Fetcher: nothing came of the address, or it may not be asked
	NoFolders UploadReason = "no-folders" // of Sync: the collection has no folder
)

// Error names the reason.
func (e *UploadError) Error() string { return "upload: " + string(e.Reason) }

// Synced is what Sync changed.
type Synced struct{ Added, Updated, Removed, Unchanged, Failed int }

// Options set a Bot up. Asker, Library, State and Token are needed.
type Options struct {
	Token   discord.Secret
	State   string // path of the state file
	Asker   Asker
	Library Library
	Shelf   Shelf        // nil where documents cannot be changed from Discord
	Fetcher Fetcher      // nil where pages of the web are not added
	Log     *slog.Logger // nil for none

	// MessageContent says that the privileged intent is granted and to be asked for.
	MessageContent bool
	// Grants say which servers may enable which collections: "handbook" for every server, "legal=123,456" for some. None
	// means every collection, as long as the bot is in one server only.
	Grants []string
	// Channels are those that are sources of documents: Check looks at whether they can be read.
	Channels []discord.ID
	// Develop are servers in which commands are registered at once instead of everywhere.
	Develop []discord.ID
	// Shards as discord.GatewayOptions has them.
	Shards, FirstShard, ShardCount int
	// PublicKey makes interactions come in over HTTP (see Endpoint) instead of the gateway. Hexadecimal.
	PublicKey string
	// Workers is how many questions are answered at a time: 4 when 0.
	Workers int
	// Queue is how many questions may wait in a channel: 8 when 0.
	Queue int
	// Keep says which questions are kept where a server sets nothing: none, gaps or all; gaps when empty.
	Keep string
	// RetentionDays is how long answers are kept: 90 when 0.
	RetentionDays int
	// Grace is how long the data of a server that removed the bot is kept: 7 days when 0.
	Grace time.Duration
	// Period reads a stretch of time as people write one, and gives its first and its last day. Nil where only 2019-05-24,
	// 2019-05 and 2019 are read.
	Period func(text string, today time.Time) (first, last time.Time, ok bool)
	// Formats are the endings of files that can be added, such as ".txt": .txt, .md and .html when empty.
	Formats []string
	// UploadLimit is the largest file that is taken, in bytes: 8 MiB when 0.
	UploadLimit int64

	// Transport and Dial lead to Discord; nil for the network.
	Transport http.RoundTripper
	Dial      func(ctx context.Context, network, address string) (net.Conn, error)
}

func (o Options) withDefaults() Options {
	set := func(n *int, value int) {
		if *n == 0 {
			*n = value
		}
	}
	set(&o.Workers, 4)
	set(&o.Queue, 8)
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Grace == 0 {
		o.Grace = 7 * 24 * time.Hour
	}
	if len(o.Formats) == 0 {
		o.Formats = []string{".txt", ".md", ".html"}
	}
	if o.UploadLimit == 0 {
		o.UploadLimit = 8 << 20
	}
	return o
}

// A Bot is a connection of a library to Discord.
type Bot struct {
	opts    Options
	log     *slog.Logger
	discord *discord.Client
	state   *state.Store
	queues  *queues
	rates   *rates
	world   *world
	members *members
	reader  *Reader
	asked   *recent
	out     *discord.Dispatch
	gateway *discord.Gateway
	count   counters

	following followers
	reviews   *reviews

	mu sync.Mutex
	me discord.ID // the bot's own user; "" until known

	registering sync.Mutex
	registered  bool

	busy  atomic.Int64 // events and jobs in hand
	since time.Time

	halted context.Context // ends when work in hand has had its time to finish
	halt   context.CancelFunc
}

// maxWaiting bounds the questions that wait, over all channels: at 20 ms each they are done in ten seconds.
const maxWaiting = 512

// Open opens the state file and makes a Bot. Nothing is sent before Run.
func Open(ctx context.Context, o Options) (*Bot, error) {
	o = o.withDefaults()
	b := &Bot{opts: o, since: time.Now(), log: o.Log, rates: newRates(), world: newWorld(), queues: newQueues(o.Workers, o.Queue, maxWaiting)}
	b.halted, b.halt = context.WithCancel(context.WithoutCancel(ctx))
	var err error
	b.discord, err = discord.NewClient(discord.Config{Token: o.Token, Transport: o.Transport, Dial: o.Dial, Logger: o.Log, Observe: b.count.observe})
	if err != nil {
		return nil, err
	}
	b.members, b.reader = newMembers(b.discord), newReader(b.discord)
	b.following.all, b.reviews = map[discord.ID][]Follower{}, newReviews()
	b.asked = newRecent(state.Keep(o.Keep))
	b.state, err = state.Open(ctx, o.State, state.Options{StoreQuestions: state.Keep(o.Keep), RetentionDays: o.RetentionDays})
	if err != nil {
		return nil, err
	}
	b.out = discord.NewDispatch(b.Handle, discord.DispatchOptions{Tell: b.learn, Overflow: b.overflow, Logger: o.Log})
	b.gateway = discord.NewGateway(b.discord, b.out, discord.GatewayOptions{Intents: b.intents(), Shards: o.Shards, First: o.FirstShard, Count: o.ShardCount})
	return b, nil
}

func (b *Bot) intents() discord.Intent {
	intents := discord.Guilds | discord.GuildMessages | discord.DirectMessages
	if b.opts.MessageContent {
		intents |= discord.MessageContent
	}
	return intents
}

// Work in hand may take finishLimit after Run's context has ended; what is left then is called off, and people are told so
// within haltLimit. With the gateway's goodbye that stays below 20 s.
const (
	finishLimit = 12 * time.Second
	haltLimit   = 3 * time.Second
)

// Run connects, and stays connected until ctx ends; then it finishes what is in hand within 20 seconds and closes the
// state. It returns a *discord.FatalError when Discord refuses for a reason that no retry can cure. A Bot runs once.
func (b *Bot) Run(ctx context.Context) error {
	var group sync.WaitGroup
	inner, cancel := context.WithCancel(ctx)
	group.Go(func() { b.tidy(inner) })
	group.Go(func() { b.review(inner) })
	err := b.begin(inner)
	if err == nil && b.opts.PublicKey == "" {
		err = b.gateway.Run(inner)
	} else if err == nil {
		<-ctx.Done()
	}
	cancel()
	group.Wait()
	return errors.Join(err, b.finish())
}

// finish lets what is in hand end, and closes the state.
func (b *Bot) finish() error {
	b.wind(finishLimit)
	b.halt()
	b.wind(haltLimit)
	if err := b.state.Close(); err != nil {
		return fmt.Errorf("close state: %w", err)
	}
	return nil
}

// wind takes no more work and waits for what there is, for a time.
func (b *Bot) wind(limit time.Duration) {
	ctx, cancel := context.WithTimeout(context.Background(), limit)
	defer cancel()
	b.out.Close(ctx, limit)
	b.queues.close(ctx)
}

// Ready says whether the bot hears Discord: every shard is connected, or an endpoint waits.
func (b *Bot) Ready() bool { return b.opts.PublicKey != "" || b.gateway.Up() }

// Busy says whether an event or a question is in hand.
func (b *Bot) Busy() bool {
	s := b.out.Stats()
	return b.busy.Load() > 0 || s.Waiting > 0 || b.queues.depth() > 0
}

// Events is how many events were handled since the start.
func (b *Bot) Events() int64 { return b.out.Stats().Handled }

// Endpoint takes interactions over HTTP, for the application's public key.
func (b *Bot) Endpoint() (http.Handler, error) {
	return discord.NewEndpoint(b.opts.PublicKey, b.out, b.log)
}

// A FatalError ends Run: no retry helps until somebody has done what it says.
type FatalError = discord.FatalError

// Secret is a token that no log shows.
type Secret = discord.Secret

// ID names something at Discord.
type ID = discord.ID

// Discard closes a Bot that was never run.
func (b *Bot) Discard() error { return b.finish() }
