package discord

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"time"
)

// fetchLimit bounds the download of an attachment.
const fetchLimit = 2 * time.Minute

// Fetch downloads an attachment of at most limit bytes. What Discord said of its size
// and type is not believed: reading stops at the limit. Only Discord's file servers are
// asked, without the bot's token, and redirects are not followed. Links expire after
// about a day: the error is then an *Error with status 404.
func (c *Client) Fetch(ctx context.Context, a Attachment, limit int64) ([]byte, error) {
	if a.Size > limit {
		return nil, ErrTooLarge
	}
	u, err := url.Parse(a.URL)
	if err != nil || u.Scheme != "https" || !fileHost(u.Hostname()) || u.Port() != "" || u.User != nil {
		return nil, ErrForeignHost
	}
	ctx, cancel := context.WithTimeout(ctx, fetchLimit)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), nil)
	if err != nil {
		return nil, ErrForeignHost
	}
	req.Header.Set("User-Agent", agent)
	resp, err := c.files.RoundTrip(req)
	if err != nil {
		return nil, fmt.Errorf("fetch attachment %s: %w", a.ID, errors.Join(ErrUnreachable, ctx.Err()))
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return nil, &Error{Status: resp.StatusCode, Route: "GET attachment", Message: http.StatusText(resp.StatusCode)}
	}
	raw, err := io.ReadAll(io.LimitReader(resp.Body, limit+1))
	if err != nil {
		return nil, fmt.Errorf("fetch attachment %s: %w", a.ID, errors.Join(ErrUnreachable, ctx.Err()))
	}
	if int64(len(raw)) > limit {
		return nil, ErrTooLarge
	}
	return raw, nil
}

func fileHost(host string) bool {
	return host == "cdn.discordapp.com" || host == "media.discordapp.net"
}
