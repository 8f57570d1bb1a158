package discord

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"sort"
	"strings"
	"time"
)

// Code is a number that Discord gives its refusals ("Opcodes and Status Codes", JSON).
// It is an error so that errors.Is(err, discord.UnknownMessage) can be asked.
type Code int

// The refusals that a caller can do something about.
const (
	UnknownChannel     Code = 10003
	UnknownGuild       Code = 10004
	UnknownMember      Code = 10007
	UnknownMessage     Code = 10008
	UnknownUser        Code = 10013
	UnknownWebhook     Code = 10015 // the ticket expired, or the bot was removed
	UnknownInteraction Code = 10062 // acknowledged too late
	TooManyOldEdits    Code = 30046 // edits of messages older than an hour
	AlreadyAnswered    Code = 40060
	MissingAccess      Code = 50001
	CannotDM           Code = 50007
	MissingPermission  Code = 50013
	BadToken           Code = 50027 // the ticket expired
	InvalidBody        Code = 50035
	ThreadArchived     Code = 50083
	ThreadExists       Code = 160004
)

// Error says the number.
func (c Code) Error() string { return fmt.Sprintf("discord code %d", int(c)) }

// Error is a refusal by Discord.
type Error struct {
	Status  int    // HTTP status
	Code    Code   // 0 when Discord gave none
	Message string // Discord's English sentence
	Detail  string // which fields of the body were wrong, for Code InvalidBody
	Route   string // method and path with ids and tokens taken out
	// RetryAfter is set on status 429: the call gave up because its context would
	// have ended before this much time had passed.
	RetryAfter time.Duration
}

// Error names the route, the status and what Discord said.
func (e *Error) Error() string {
	s := fmt.Sprintf("%s: status %d", e.Route, e.Status)
	if e.Code != 0 {
		s += fmt.Sprintf(", code %d", int(e.Code))
	}
	if e.Message != "" {
		s += ": " + e.Message
	}
	if e.Detail != "" {
		s += " (" + e.Detail + ")"
	}
	if e.RetryAfter > 0 {
		s += fmt.Sprintf(" (retry after %v)", e.RetryAfter)
	}
	return s
}

// Is makes errors.Is work with a Code, and with ErrExpired for every way in which
// Discord says that a ticket is too old.
func (e *Error) Is(target error) bool {
	if target == ErrExpired {
		return strings.Contains(e.Route, "{token}") && (e.Code == BadToken || e.Code == UnknownWebhook)
	}
	if target == ErrRateLimited {
		return e.Status == http.StatusTooManyRequests
	}
	c, ok := target.(Code)
	return ok && c == e.Code
}

var (
	// ErrExpired: the ticket is older than TokenLife, nothing can be sent under it.
	ErrExpired = errors.New("interaction expired")
	// ErrRateLimited: the limit would have outlasted the call's context.
	ErrRateLimited = errors.New("rate limited")
	// ErrBanned: Discord's front door turned this address away, or so many requests
	// were refused that it is about to; nothing is sent until it has cooled down.
	ErrBanned = errors.New("requests are suspended by Discord's edge or to keep clear of it")
	// ErrTooLarge: an attachment is larger than the caller takes.
	ErrTooLarge = errors.New("attachment too large")
	// ErrForeignHost: an attachment's URL does not lead to Discord's file servers.
	ErrForeignHost = errors.New("attachment is not on Discord's servers")
	// ErrUnreachable: no answer came from Discord. Its text never holds a URL.
	ErrUnreachable = errors.New("discord cannot be reached")
)

// BanError is the error while requests are suspended; errors.Is(err, ErrBanned).
type BanError struct{ Until time.Time }

// Error says until when.
func (e *BanError) Error() string {
	return fmt.Sprintf("%v (until %s)", ErrBanned, e.Until.UTC().Format(time.RFC3339))
}

// Unwrap gives ErrBanned.
func (e *BanError) Unwrap() error { return ErrBanned }

// refusal reads the body of an answer that is not 2xx.
func refusal(route string, status int, body []byte) *Error {
	e := &Error{Status: status, Route: route}
	var w struct {
		Code       Code            `json:"code"`
		Message    string          `json:"message"`
		RetryAfter float64         `json:"retry_after"`
		Errors     json.RawMessage `json:"errors"`
	}
	if json.Unmarshal(body, &w) == nil {
		e.Code, e.Message = w.Code, w.Message
		e.RetryAfter = time.Duration(w.RetryAfter * float64(time.Second))
		e.Detail = detail(w.Errors)
	}
	if e.Message == "" {
		e.Message = http.StatusText(status)
	}
	return e
}

// detail flattens Discord's tree of field errors to "path: message; …", sorted.
func detail(raw json.RawMessage) string {
	var tree any
	if len(raw) == 0 || json.Unmarshal(raw, &tree) != nil {
		return ""
	}
	var out []string
	var walk func(path string, node any)
	walk = func(path string, node any) {
		m, ok := node.(map[string]any)
		if !ok {
			return
		}
		for k, v := range m {
			list, ok := v.([]any)
			if k != "_errors" || !ok {
				walk(strings.TrimPrefix(path+"."+k, "."), v)
				continue
			}
			for _, item := range list {
				if one, ok := item.(map[string]any); ok {
					out = append(out, fmt.Sprintf("%s: %v", path, one["message"]))
				}
			}
		}
	}
	walk("", tree)
	sort.Strings(out)
	return strings.Join(out, "; ")
}
