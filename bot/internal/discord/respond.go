package discord

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"time"
)

// Types of interaction response ("Interaction Callback Type").
const (
	respondMessage      = 4
	respondDefer        = 5
	respondDeferUpdate  = 6
	respondUpdate       = 7
	respondAutocomplete = 8
	respondModal        = 9
)

// Reply answers with a message at once. It must come within AckLimit of the event.
// The message's id is in what it returns.
func (c *Client) Reply(ctx context.Context, t Ticket, p Post) (*Message, error) {
	body, err := p.fresh()
	if err != nil {
		return nil, err
	}
	var out struct {
		Resource struct {
			Message *Message `json:"message"`
		} `json:"resource"`
	}
	err = c.respond(ctx, t, respondMessage, p.private(body), p.Files, &out)
	if err != nil {
		return nil, err
	}
	if out.Resource.Message == nil {
		// An acknowledgement that was repeated says only that it had come.
		return c.Original(ctx, t)
	}
	return out.Resource.Message, nil
}

// Defer acknowledges: the person sees that the bot is thinking until EditReply. The
// answer will be visible to the person alone if private, and nothing can change that.
func (c *Client) Defer(ctx context.Context, t Ticket, private bool) error {
	var data any
	if private {
		data = map[string]any{"flags": FlagEphemeral}
	}
	return c.respond(ctx, t, respondDefer, data, nil, nil)
}

// DeferUpdate acknowledges a press or a modal opened from a message without showing
// anything; EditReply then edits the message that the component stands on.
func (c *Client) DeferUpdate(ctx context.Context, t Ticket) error {
	return c.respond(ctx, t, respondDeferUpdate, nil, nil, nil)
}

// Update acknowledges a press by replacing the message that the component stands on.
func (c *Client) Update(ctx context.Context, t Ticket, p Post) error {
	body, err := p.replacing()
	if err != nil {
		return err
	}
	return c.respond(ctx, t, respondUpdate, body, p.Files, nil)
}

// Suggest answers an Autocomplete interaction, with at most MaxOptions choices. None
// is an answer too.
func (c *Client) Suggest(ctx context.Context, t Ticket, choices []Choice) error {
	data := map[string]any{"choices": append([]Choice{}, choices...)}
	return c.respond(ctx, t, respondAutocomplete, data, nil, nil)
}

// OpenModal answers a command or a press by opening a form.
func (c *Client) OpenModal(ctx context.Context, t Ticket, m Modal) error {
	return c.respond(ctx, t, respondModal, m.wire(), nil, nil)
}

// respond sends the one initial response. It is repeated after failures, within
// AckLimit: if an earlier attempt had come through, Discord says AlreadyAnswered to the
// next, and that is success.
func (c *Client) respond(ctx context.Context, t Ticket, kind int, data any, files []File, v any) error {
	left := time.Until(t.Received.Add(AckLimit))
	if left <= 0 {
		return UnknownInteraction
	}
	ctx, cancel := context.WithTimeout(ctx, left)
	defer cancel()
	body := map[string]any{"type": kind}
	if data != nil {
		body["data"] = data
	}
	q := call{method: http.MethodPost, body: body, files: files, again: true,
		path: "/interactions/" + url.PathEscape(string(t.ID)) + "/" + url.PathEscape(string(t.Token)) + "/callback"}
	if v != nil {
		q.query = url.Values{"with_response": {"true"}}
	}
	var tries int
	err := c.do(context.WithValue(ctx, tryCount{}, &tries), q, v)
	if errors.Is(err, AlreadyAnswered) && tries > 1 {
		return nil
	}
	return err
}

// EditReply replaces the answer to the interaction: what Reply or Defer began, or
// after DeferUpdate the message pressed on.
func (c *Client) EditReply(ctx context.Context, t Ticket, p Post) (*Message, error) {
	return c.editUnder(ctx, t, "@original", p)
}

// Original fetches the answer to the interaction.
func (c *Client) Original(ctx context.Context, t Ticket) (*Message, error) {
	m := new(Message)
	return orNil(m, c.under(ctx, t, call{method: http.MethodGet, path: "/messages/@original"}, m))
}

// DeleteReply removes the answer to the interaction.
func (c *Client) DeleteReply(ctx context.Context, t Ticket) error {
	return c.under(ctx, t, call{method: http.MethodDelete, path: "/messages/@original"}, nil)
}

// FollowUp sends one more message under the ticket. It is not repeated when it is not
// known whether it came through.
func (c *Client) FollowUp(ctx context.Context, t Ticket, p Post) (*Message, error) {
	body, err := p.fresh()
	if err != nil {
		return nil, err
	}
	m := new(Message)
	q := call{method: http.MethodPost, query: url.Values{"wait": {"true"}}, body: p.private(body), files: p.Files}
	return orNil(m, c.under(ctx, t, q, m))
}

// EditFollowUp replaces a message of FollowUp.
func (c *Client) EditFollowUp(ctx context.Context, t Ticket, id ID, p Post) (*Message, error) {
	return c.editUnder(ctx, t, url.PathEscape(string(id)), p)
}

// DeleteFollowUp removes a message of FollowUp, private ones too.
func (c *Client) DeleteFollowUp(ctx context.Context, t Ticket, id ID) error {
	return c.under(ctx, t, call{method: http.MethodDelete, path: "/messages/" + url.PathEscape(string(id))}, nil)
}

func (c *Client) editUnder(ctx context.Context, t Ticket, which string, p Post) (*Message, error) {
	body, err := p.replacing()
	if err != nil {
		return nil, err
	}
	m := new(Message)
	return orNil(m, c.under(ctx, t, call{method: http.MethodPatch, path: "/messages/" + which, body: body, files: p.Files}, m))
}

// under sends a call under the ticket's webhook, unless the ticket has expired.
func (c *Client) under(ctx context.Context, t Ticket, q call, v any) error {
	left := time.Until(t.Expires())
	if left <= 0 {
		return ErrExpired
	}
	ctx, cancel := context.WithTimeout(ctx, min(left, c.cfg.CallLimit))
	defer cancel()
	q.path = "/webhooks/" + url.PathEscape(string(t.ApplicationID)) + "/" + url.PathEscape(string(t.Token)) + q.path
	return c.do(ctx, q, v)
}

// orNil keeps a half-filled value from being returned beside an error.
func orNil[T any](v *T, err error) (*T, error) {
	if err != nil {
		return nil, err
	}
	return v, nil
}
