package fakediscord

import (
	"context"
	"crypto/ed25519"
	"crypto/tls"
	"encoding/hex"
	"fmt"
	"net"
	"net/http"
	"sync"
	"time"

	"github.com/gorilla/websocket"
)

// Token is the bot's token. Any other is refused with 401.
const Token = "fake.bot.token"

// Settings say what kind of Discord to fake; the zero value works.
type Settings struct {
	// Listener makes the server listen there instead of in memory.
	Listener net.Listener
	// Certificate makes the gateway's address a wss one at example.com, and everything
	// served in TLS.
	Certificate *tls.Certificate
	// Heartbeat is the interval that clients are told: 41.25 s when 0, as Discord's.
	Heartbeat time.Duration
	// MessageContent switches the privileged intent on in the portal.
	MessageContent bool
	// Shards is what is recommended to bots that ask: 1 when 0.
	Shards int
	// Concurrency is Discord's max_concurrency: 1 when 0.
	Concurrency int
	// RouteLimits makes the server count: five new messages a channel, or five calls
	// under a ticket, in five seconds. The global limit of 50 a second always counts.
	RouteLimits bool
	// Spec is the OpenAPI description to check bodies against; see FindSpec.
	Spec *Spec
}

// Server is a fake Discord. All methods can be called from any goroutine.
type Server struct {
	opts   Settings
	http   *http.Server
	memory *listener
	client *http.Transport
	key    ed25519.PrivateKey
	served sync.WaitGroup

	mu           sync.Mutex
	ids          uint64
	bot          *User
	users        map[string]*User
	guilds       map[string]*Guild
	channels     map[string]*Channel
	messages     map[string]*message
	files        map[string]Attachment
	interactions map[string]*interaction // by token
	commands     map[string][]obj        // by guild id, "" for everywhere
	nonces       map[string]string       // channel and nonce to message id
	endpoint     http.Handler

	conns      map[*session]*wire
	sessions   map[string]*session
	wires      map[*wire]bool
	gateway    gatewayFaults
	identifies []Identify

	faults   []*Fault
	global   window
	routes   map[string]*window
	actions  []Action
	problems []string
	requests int
	last     map[string]string // channel to the id of the last event there
}

// obj is a JSON object.
type obj = map[string]any

// New starts a server. Inside a synctest bubble, make and close it there.
func New(o Settings) *Server {
	if o.Heartbeat == 0 {
		o.Heartbeat = 41250 * time.Millisecond
	}
	s := &Server{opts: o, key: ed25519.NewKeyFromSeed(make([]byte, ed25519.SeedSize)),
		users: map[string]*User{}, guilds: map[string]*Guild{}, channels: map[string]*Channel{},
		messages: map[string]*message{}, files: map[string]Attachment{}, interactions: map[string]*interaction{},
		commands: map[string][]obj{}, nonces: map[string]string{}, conns: map[*session]*wire{},
		sessions: map[string]*session{}, wires: map[*wire]bool{}, routes: map[string]*window{}, last: map[string]string{}}
	s.bot = s.AddUser("dalil")
	s.bot.Bot = true
	s.http = &http.Server{Handler: s, ErrorLog: quiet()}
	s.client = &http.Transport{DialContext: s.Dial, MaxIdleConnsPerHost: 64, IdleConnTimeout: 5 * time.Second}
	ln := o.Listener
	if ln == nil {
		s.memory = newListener()
		ln = s.memory
	}
	if o.Certificate != nil {
		ln = tls.NewListener(ln, &tls.Config{Certificates: []tls.Certificate{*o.Certificate}})
		s.client.TLSClientConfig = &tls.Config{InsecureSkipVerify: true} // any name leads here
	}
	s.served.Go(func() { s.http.Serve(ln) })
	return s
}

// Close ends every connection and waits for the server's goroutines.
func (s *Server) Close() {
	s.mu.Lock()
	for w := range s.wires {
		w.drop()
	}
	s.mu.Unlock()
	s.client.CloseIdleConnections()
	s.http.Close()
	s.served.Wait()
}

// Dial connects to the server, whatever the address.
func (s *Server) Dial(ctx context.Context, _, _ string) (net.Conn, error) {
	if s.memory != nil {
		return s.memory.dial(ctx)
	}
	at := s.opts.Listener.Addr()
	return (&net.Dialer{}).DialContext(ctx, at.Network(), at.String())
}

// Transport leads every request to the server, whatever its host, in plain HTTP unless
// there is a certificate.
func (s *Server) Transport() http.RoundTripper {
	if s.opts.Certificate != nil {
		return s.client
	}
	return redirect{s.client}
}

type redirect struct{ next http.RoundTripper }

// RoundTrip changes the scheme only: the server tells API and file hosts apart.
func (r redirect) RoundTrip(q *http.Request) (*http.Response, error) {
	c := q.Clone(q.Context())
	c.URL.Scheme = "http"
	return r.next.RoundTrip(c)
}

// BotID is the bot's user id, which is its application's id too.
func (s *Server) BotID() string { return s.bot.ID }

// PublicKey is the key for an interactions endpoint, in hexadecimal.
func (s *Server) PublicKey() string {
	return hex.EncodeToString(s.key.Public().(ed25519.PublicKey))
}

// UseEndpoint makes the server send interactions there, signed, instead of through the
// gateway.
func (s *Server) UseEndpoint(h http.Handler) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.endpoint = h
}

// ServeHTTP is the server: websockets, files and the API.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	switch {
	case websocket.IsWebSocketUpgrade(r):
		s.serveGateway(w, r)
	case r.Host == fileHost:
		s.serveFile(w, r)
	default:
		s.serveAPI(w, r)
	}
}

// newID makes the next id. Ids grow, and differ above bit 22 so that servers spread
// over shards as Discord's do. Caller holds mu.
func (s *Server) newID() string {
	s.ids++
	return fmt.Sprint(uint64(1e18) + s.ids<<22)
}

// problem notes something that Discord would let pass, or a refusal that a correct bot
// does not run into. Caller holds mu.
func (s *Server) problem(format string, args ...any) {
	s.problems = append(s.problems, fmt.Sprintf(format, args...))
}

// Problems are the faults of the bot that were seen: bodies that break the OpenAPI
// description, messages without allowed_mentions none, acknowledgements that failed.
func (s *Server) Problems() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]string(nil), s.problems...)
}

// Requests is how many requests the API has had.
func (s *Server) Requests() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.requests
}
