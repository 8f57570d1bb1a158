package discord

import (
	"errors"
	"fmt"
	"net/http"

	"github.com/gorilla/websocket"
)

// FatalError ends Gateway.Run: no retry can help until somebody has done what Remedy
// says.
type FatalError struct {
	Code   int // close code of the gateway, or 401
	Remedy string
}

// Error says what happened and what to do.
func (e *FatalError) Error() string {
	return fmt.Sprintf("discord refuses the connection (code %d): %s", e.Code, e.Remedy)
}

// remedy says what to do about a close code, or "" where trying again can help
// ("Gateway Close Event Codes").
func remedy(code int) string {
	switch code {
	case 4004, http.StatusUnauthorized:
		return "the bot token is wrong or was reset; copy it anew from the developer portal, page Bot, Reset Token"
	case 4010:
		return "a shard number is out of range; check the shard range of this process against the shard count"
	case 4011:
		return "the bot is in too many servers for this many shards; set the shard count to auto or higher"
	case 4012:
		return "Discord no longer serves this version of its gateway; upgrade the bot"
	case 4013:
		return "Discord does not know an intent that was asked for; upgrade the bot"
	case 4014:
		return "message content is not switched on for this bot; switch on Message Content Intent in the developer portal, page Bot, or turn it off in the configuration"
	}
	return ""
}

// fatal gives the *FatalError in an error from opening a connection, or nil.
func fatal(err error) error {
	var closed *websocket.CloseError
	var refused *Error
	code := 0
	switch {
	case errors.As(err, &closed):
		code = closed.Code
	case errors.As(err, &refused):
		code = refused.Status
	}
	if r := remedy(code); r != "" {
		return &FatalError{Code: code, Remedy: r}
	}
	return nil
}
