package discord

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"net/http"
	"net/url"
	"strconv"
)

func messages(channel ID) string { return "/channels/" + url.PathEscape(string(channel)) + "/messages" }

func message(channel, id ID) string { return messages(channel) + "/" + url.PathEscape(string(id)) }

// Send posts a message in a channel or thread as the bot. Its nonce lets it be
// repeated until an answer comes without ever posting twice.
func (c *Client) Send(ctx context.Context, channel ID, p Post) (*Message, error) {
	body, err := p.fresh()
	if err != nil {
		return nil, err
	}
	if p.Nonce == "" {
		p.Nonce = freshNonce()
	}
	body["nonce"], body["enforce_nonce"] = p.Nonce, true
	if p.ReplyTo != "" {
		body["message_reference"] = map[string]any{"message_id": p.ReplyTo, "fail_if_not_exists": false}
	}
	m := new(Message)
	return orNil(m, c.do(ctx, call{method: http.MethodPost, path: messages(channel), body: body, files: p.Files, again: true}, m))
}

// freshNonce is 96 random bits as 24 characters, under Discord's limit of 25.
func freshNonce() string {
	var b [12]byte
	rand.Read(b[:]) // never fails (crypto/rand)
	return hex.EncodeToString(b[:])
}

// EditMessage replaces a message of the bot's.
func (c *Client) EditMessage(ctx context.Context, channel, id ID, p Post) (*Message, error) {
	body, err := p.replacing()
	if err != nil {
		return nil, err
	}
	m := new(Message)
	return orNil(m, c.do(ctx, call{method: http.MethodPatch, path: message(channel, id), body: body, files: p.Files}, m))
}

// DeleteMessage removes a message. One that is gone already is no error.
func (c *Client) DeleteMessage(ctx context.Context, channel, id ID) error {
	err := c.do(ctx, call{method: http.MethodDelete, path: message(channel, id)}, nil)
	if errors.Is(err, UnknownMessage) {
		return nil
	}
	return err
}

// Message fetches one message.
func (c *Client) Message(ctx context.Context, channel, id ID) (*Message, error) {
	m := new(Message)
	return orNil(m, c.do(ctx, call{method: http.MethodGet, path: message(channel, id)}, m))
}

// Page asks for a part of a channel's history. At most one of Before and After counts;
// neither is the newest messages.
type Page struct {
	Before, After ID
	Limit         int // 1 to 100; 0 is 100
}

// History fetches a part of a channel's messages, the newest first.
func (c *Client) History(ctx context.Context, channel ID, p Page) ([]Message, error) {
	if p.Limit <= 0 || p.Limit > 100 {
		p.Limit = 100
	}
	q := url.Values{"limit": {strconv.Itoa(p.Limit)}}
	switch {
	case p.Before != "":
		q.Set("before", string(p.Before))
	case p.After != "":
		q.Set("after", string(p.After))
	}
	var out []Message
	return out, c.do(ctx, call{method: http.MethodGet, path: messages(channel), query: q}, &out)
}

// MaxPins is how many messages of a channel can be pinned.
const MaxPins = 250

// Pins fetches the messages that are pinned in a channel, those that were pinned last first.
func (c *Client) Pins(ctx context.Context, channel ID) ([]Message, error) {
	var all []Message
	for q := (url.Values{"limit": {"50"}}); len(all) < MaxPins; {
		var page struct {
			Items []struct {
				At      string  `json:"pinned_at"`
				Message Message `json:"message"`
			} `json:"items"`
			More bool `json:"has_more"`
		}
		if err := c.do(ctx, call{method: http.MethodGet, path: messages(channel) + "/pins", query: q}, &page); err != nil {
			return nil, err
		}
		for _, i := range page.Items {
			all = append(all, i.Message)
			q.Set("before", i.At)
		}
		if !page.More || len(page.Items) == 0 {
			break
		}
	}
	return all, nil
}

// Typing shows the bot as typing in a channel, for ten seconds or until it posts.
func (c *Client) Typing(ctx context.Context, channel ID) error {
	return c.do(ctx, call{method: http.MethodPost, path: "/channels/" + url.PathEscape(string(channel)) + "/typing", again: true}, nil)
}

// React adds a reaction, one Unicode emoji, to a message.
func (c *Client) React(ctx context.Context, channel, id ID, emoji string) error {
	return c.do(ctx, call{method: http.MethodPut, path: reaction(channel, id, emoji)}, nil)
}

// Unreact takes the bot's own reaction back.
func (c *Client) Unreact(ctx context.Context, channel, id ID, emoji string) error {
	return c.do(ctx, call{method: http.MethodDelete, path: reaction(channel, id, emoji)}, nil)
}

func reaction(channel, id ID, emoji string) string {
	return message(channel, id) + "/reactions/" + url.PathEscape(emoji) + "/@me"
}

// Thread is how a thread is to be opened.
type Thread struct {
	Name string // 1 to MaxThreadName characters
	// ArchiveAfter is minutes of silence: 60, 1440, 4320 or 10080. 0 is the channel's.
	ArchiveAfter int
}

func (t Thread) body() map[string]any {
	m := map[string]any{"name": t.Name}
	if t.ArchiveAfter != 0 {
		m["auto_archive_duration"] = t.ArchiveAfter
	}
	return m
}

// StartThread opens a thread on a message. A message has at most one: where it has one
// already, that one is given.
func (c *Client) StartThread(ctx context.Context, channel, id ID, t Thread) (*Channel, error) {
	ch := new(Channel)
	err := c.do(ctx, call{method: http.MethodPost, path: message(channel, id) + "/threads", body: t.body(), again: true}, ch)
	if errors.Is(err, ThreadExists) {
		return c.Channel(ctx, id) // a thread on a message has the message's id
	}
	return orNil(ch, err)
}

// Archive closes a thread as silence does, or opens it again: nothing in a closed one can be edited.
func (c *Client) Archive(ctx context.Context, thread ID, closed bool) error {
	body := map[string]any{"archived": closed}
	return c.do(ctx, call{method: http.MethodPatch, path: "/channels/" + url.PathEscape(string(thread)), body: body}, nil)
}

// OpenThread opens a public thread that stands on no message.
func (c *Client) OpenThread(ctx context.Context, channel ID, t Thread) (*Channel, error) {
	body := t.body()
	body["type"] = PublicThread
	ch := new(Channel)
	return orNil(ch, c.do(ctx, call{method: http.MethodPost, path: "/channels/" + url.PathEscape(string(channel)) + "/threads", body: body}, ch))
}

// Channel fetches a channel or thread.
func (c *Client) Channel(ctx context.Context, id ID) (*Channel, error) {
	ch := new(Channel)
	return orNil(ch, c.do(ctx, call{method: http.MethodGet, path: "/channels/" + url.PathEscape(string(id))}, ch))
}

// OpenDM gives the channel for direct messages with a user. It sends nothing; whether
// the user takes messages shows when one is sent (CannotDM).
func (c *Client) OpenDM(ctx context.Context, user ID) (*Channel, error) {
	ch := new(Channel)
	body := map[string]any{"recipient_id": user}
	return orNil(ch, c.do(ctx, call{method: http.MethodPost, path: "/users/@me/channels", body: body, again: true}, ch))
}
