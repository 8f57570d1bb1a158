package web

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
)

const (
	robotsSize     = 500 << 10        // what RFC 9309, 2.5 asks to be read at least
	robotsAge      = 24 * time.Hour   // how long a robots.txt is used, as 2.4 has it
	robotsAgainIn  = 10 * time.Minute // when one that could not be read is asked for again
	robotsFollowed = 5                // redirects, as 2.3.1.2 has it
)

// robots are the rules that one origin has for us.
type robots struct {
	rules    []rule
	delay    time.Duration // Crawl-delay, 0 for none
	sitemaps []string

	err   error     // why they could not be read: then nothing may be asked for
	stale time.Time // when to read them again
}

// A rule allows or forbids what its pattern matches.
type rule struct {
	pattern string // percent-encoded; "*" for anything, "$" at its end for the end
	allow   bool
}

// robots returns the rules of an origin, read now or within the last day. While they cannot be read, those of the last good
// reading stand, and where there are none, an error does. The host's turn is held.
func (f *Fetcher) robots(ctx context.Context, h *host, origin string) (*robots, error) {
	known := h.robots[origin]
	if known != nil && time.Now().Before(known.stale) {
		return known, known.err
	}
	r, err := f.readRobots(ctx, h, origin)
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	switch {
	case err == nil:
		r.stale = time.Now().Add(robotsAge)
	case errors.Is(err, ErrLater), errors.Is(err, ErrAddress):
		return nil, fmt.Errorf("%s/robots.txt: %w", origin, err) // it was not asked for
	case known != nil && known.err == nil:
		known.stale = time.Now().Add(robotsAgainIn)
		return known, nil
	default:
		r = &robots{err: fmt.Errorf("%s/robots.txt: %w", origin, err), stale: time.Now().Add(robotsAgainIn)}
	}
	h.robots[origin] = r
	return r, r.err
}

// readRobots asks for a robots.txt. A status of 400 to 499 means that there is none, but for 429, which is no statement on
// rules but on our manners.
func (f *Fetcher) readRobots(ctx context.Context, h *host, origin string) (*robots, error) {
	u, err := parse(origin + "/robots.txt")
	if err != nil {
		return nil, err
	}
	for range robotsFollowed + 1 {
		a, err := f.persist(ctx, h, question{url: u, limit: robotsSize, cut: true, accept: func(string) bool { return true }})
		switch status, ok := errors.AsType[*StatusError](err); {
		case ok && status.Code < 500 && status.Code != http.StatusTooManyRequests && status.Code != http.StatusRequestTimeout:
			return &robots{}, nil
		case err != nil:
			return nil, err
		case a.location == "":
			return parseRobots(whole(a.data), product), nil
		}
		if u, err = resolve(u, a.location); err != nil {
			return &robots{}, nil // it leads to nothing that could be read: there are no rules
		}
	}
	return &robots{}, nil // RFC 9309, 2.3.1.2: after five redirects, as if there were none
}

// whole drops the last line of what was cut: half a pattern matches too much.
func whole(data []byte) []byte {
	if len(data) < robotsSize {
		return data
	}
	return data[:bytes.LastIndexByte(data, '\n')+1]
}

// parseRobots reads the rules for an agent. Groups that name it are taken together; where there are none, those for "*".
// A line that makes no sense spoils no other.
func parseRobots(data []byte, agent string) *robots {
	var own, all robots
	var named bool                   // a group of our own was seen
	var forOwn, forAll, inRules bool // whom the present group is for; whether its rules have begun
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	for line := range bytes.FieldsFuncSeq(data, func(c rune) bool { return c == '\n' || c == '\r' }) {
		key, value := robotsLine(string(line))
		switch key {
		case "user-agent", "useragent":
			if inRules {
				forOwn, forAll, inRules = false, false, false
			}
			forOwn = forOwn || strings.EqualFold(robotsAgent(value), agent)
			forAll = forAll || strings.HasPrefix(value, "*")
			named = named || forOwn
		case "sitemap":
			own.sitemaps = append(own.sitemaps, value)
		case "allow", "disallow", "crawl-delay", "crawldelay":
			inRules = true
			if forOwn {
				own.add(key, value)
			}
			if forAll {
				all.add(key, value)
			}
		}
	}
	if !named {
		own.rules, own.delay = all.rules, all.delay
	}
	return &own
}

// robotsLine cuts a line into its key in lower case and its value, without a comment.
func robotsLine(line string) (key, value string) {
	line, _, _ = strings.Cut(line, "#")
	key, value, ok := strings.Cut(line, ":")
	if !ok {
		return "", ""
	}
	return strings.ToLower(strings.TrimSpace(key)), strings.TrimSpace(value)
}

// robotsAgent returns the product token that a value begins with: "Dalil" of "Dalil/1.0".
func robotsAgent(value string) string {
	end := strings.IndexFunc(value, func(c rune) bool {
		return (c < 'a' || c > 'z') && (c < 'A' || c > 'Z') && c != '-' && c != '_'
	})
	if end < 0 {
		return value
	}
	return value[:end]
}

// add adds a line to the rules of a group.
func (r *robots) add(key, value string) {
	if key == "crawl-delay" || key == "crawldelay" {
		seconds, err := strconv.ParseFloat(value, 64)
		if err == nil && seconds > 0 && !math.IsInf(seconds, 0) {
			r.delay = max(r.delay, time.Duration(min(seconds, 86400)*float64(time.Second)))
		}
		return
	}
	if value == "" {
		return // nothing is forbidden, or allowed, by it
	}
	if value[0] != '/' && value[0] != '*' {
		value = "/" + value
	}
	r.rules = append(r.rules, rule{pattern: percent(value, "/?"), allow: key == "allow"})
}

// allows reports whether a path with its query may be asked for: the longest pattern that matches decides, and of two as long
// the one that allows (RFC 9309, 2.2.2).
func (r *robots) allows(target string) bool {
	target = percent(target, "/?")
	if target == "/robots.txt" {
		return true
	}
	allowed, longest := true, -1
	for _, rule := range r.rules {
		if n := len(rule.pattern); n < longest || n == longest && allowed || !rule.matches(target) {
			continue
		}
		allowed, longest = rule.allow, len(rule.pattern)
	}
	return allowed
}

// matches reports whether the pattern fits the beginning of a target, or the whole where it ends in "$". It takes the
// shortest stretch for each "*" but the last before "$", which never needs to be taken back.
func (r rule) matches(target string) bool {
	pattern, whole := strings.CutSuffix(r.pattern, "$")
	parts := strings.Split(pattern, "*")
	rest, ok := strings.CutPrefix(target, parts[0])
	if !ok {
		return false
	}
	if len(parts) == 1 {
		return !whole || rest == ""
	}
	last := len(parts) - 1
	for i, part := range parts[1:] {
		if whole && i+1 == last {
			return strings.HasSuffix(rest, part)
		}
		at := strings.Index(rest, part)
		if at < 0 {
			return false
		}
		rest = rest[at+len(part):]
	}
	return true
}

// Sitemaps returns the URLs of sitemaps that the robots.txt of a page's server names.
func (f *Fetcher) Sitemaps(ctx context.Context, page string) ([]string, error) {
	u, err := parse(page)
	if err != nil {
		return nil, fmt.Errorf("sitemaps: %w", err)
	}
	h := f.host(u.Hostname())
	defer f.leave(h)
	if err := h.enter(ctx); err != nil {
		return nil, err
	}
	defer h.exit()
	r, err := f.robots(ctx, h, (&url.URL{Scheme: u.Scheme, Host: u.Host}).String())
	if err != nil {
		return nil, fmt.Errorf("sitemaps: %w", err)
	}
	return r.sitemaps, nil
}
