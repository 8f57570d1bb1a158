package discord

import (
	"bytes"
	"context"
	"crypto/tls"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"time"
)

// Config is what a Client needs. Only Token must be set.
type Config struct {
	// Token is the bot's token, without the word "Bot".
	Token Secret
	// Transport carries the requests: http.DefaultTransport's like when nil. Tests
	// give one that leads to a fake Discord, whatever host the request names.
	Transport http.RoundTripper
	// Dial opens the gateway's connections: a plain dialer when nil. A wss address is
	// wrapped in TLS above it.
	Dial func(ctx context.Context, network, addr string) (net.Conn, error)
	// TLS is for the gateway's wss connections; ServerName is filled in. Nil trusts what
	// the system trusts.
	TLS *tls.Config
	// Logger gets warnings about limits and outages, and at Debug every request with
	// its ids and tokens taken out. Nothing is logged when nil.
	Logger *slog.Logger
	// Observe is called after each attempt of a request, concurrently. Status is 0
	// when no answer came.
	Observe func(Attempt)
	// CallLimit bounds a call, waiting included, whose context has no deadline:
	// a minute when 0.
	CallLimit time.Duration
}

// Attempt is one request that was tried, for metrics.
type Attempt struct {
	Method string
	Route  string // path with ids and tokens taken out: few different ones
	Status int
	Number int // 1 for the first
	Took   time.Duration
}

// apiBase is where requests go. Gateway discovery by discordgo says v9 instead; both
// are served and the bodies in use are the same in both.
const apiBase = "https://discord.com/api/v10"

// agent is the form that Discord demands of libraries ("User Agent").
const agent = "DiscordBot (https://github.com/dalil-bot/dalil, 1)"

// maxAnswer bounds an answer of the API: the largest, a page of 100 messages with
// embeds, stays under 4 MiB.
const maxAnswer = 16 << 20

// Client acts at Discord as the bot. It can be used from several goroutines.
type Client struct {
	cfg   Config
	log   *slog.Logger
	http  *transport
	files http.RoundTripper
}

// NewClient makes a client. Nothing is sent yet.
func NewClient(cfg Config) (*Client, error) {
	if cfg.Token == "" {
		return nil, errors.New("discord token is empty")
	}
	if cfg.Logger == nil {
		cfg.Logger = slog.New(slog.DiscardHandler)
	}
	if cfg.Transport == nil {
		cfg.Transport = defaultTransport()
	}
	if cfg.Dial == nil {
		cfg.Dial = (&net.Dialer{Timeout: 10 * time.Second}).DialContext
	}
	if cfg.TLS == nil {
		cfg.TLS = &tls.Config{MinVersion: tls.VersionTLS12}
	}
	if cfg.CallLimit == 0 {
		cfg.CallLimit = time.Minute
	}
	c := &Client{cfg: cfg, log: cfg.Logger, files: cfg.Transport}
	c.http = newTransport(cfg.Transport, cfg.Logger, cfg.Observe)
	return c, nil
}

// defaultTransport allows more idle connections to the one host than Go does, so that
// a burst of acknowledgements does not pay for handshakes.
func defaultTransport() http.RoundTripper {
	t := http.DefaultTransport.(*http.Transport).Clone()
	t.MaxIdleConnsPerHost = 32
	t.ResponseHeaderTimeout = 15 * time.Second
	return t
}

// Stats are counts since the client was made.
func (c *Client) Stats() Stats { return c.http.stats() }

// call is one request to the API.
type call struct {
	method string
	path   string // below apiBase, escaped
	query  url.Values
	body   any
	files  []File
	// again allows a POST to be repeated after a failure that may have come too late.
	again bool
}

// do sends a call and decodes the answer into v unless v is nil.
func (c *Client) do(ctx context.Context, q call, v any) error {
	ctx, cancel := c.limit(ctx)
	defer cancel()
	req, err := c.request(ctx, q)
	if err != nil {
		return err
	}
	resp, err := c.http.RoundTrip(req)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	raw, err := io.ReadAll(resp.Body)
	route := q.method + " " + template(req.URL.Path)
	if err != nil {
		return fmt.Errorf("%s: %w", route, ErrUnreachable)
	}
	if resp.StatusCode/100 != 2 {
		return refusal(route, resp.StatusCode, raw)
	}
	if v == nil || len(raw) == 0 {
		return nil
	}
	if err := json.Unmarshal(raw, v); err != nil {
		return fmt.Errorf("%s: decode answer: %w", route, err)
	}
	return nil
}

// limit gives calls without a deadline one, as a rate limit could be hours long.
func (c *Client) limit(ctx context.Context) (context.Context, context.CancelFunc) {
	if _, ok := ctx.Deadline(); ok {
		return ctx, func() {}
	}
	return context.WithTimeout(ctx, c.cfg.CallLimit)
}

func (c *Client) request(ctx context.Context, q call) (*http.Request, error) {
	raw, kind, err := encode(q.body, q.files)
	if err != nil {
		return nil, err
	}
	target := apiBase + q.path
	if len(q.query) > 0 {
		target += "?" + q.query.Encode()
	}
	if q.again {
		ctx = context.WithValue(ctx, repeatable{}, true)
	}
	req, err := http.NewRequestWithContext(ctx, q.method, target, bytes.NewReader(raw))
	if err != nil {
		return nil, errors.New("discord: a path that is not a URL") // err would hold the token
	}
	req.Header.Set("User-Agent", agent)
	if kind != "" {
		req.Header.Set("Content-Type", kind)
	}
	if !underTicket(req.URL.Path) {
		req.Header.Set("Authorization", "Bot "+string(c.cfg.Token))
	}
	return req, nil
}
