package bot

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
	"time"

	"github.com/dalil-bot/dalil/bot/internal/discord"
	"github.com/dalil-bot/dalil/bot/internal/reply"
	"github.com/dalil-bot/dalil/bot/internal/state"
)

// told is an error that a person is told of in a sentence of its own. It is no fault and not logged as one.
type told struct{ reply.Notice }

// Error names the sentence.
func (t told) Error() string { return "told: " + string(t.Code) }

func tell(code reply.Code) error { return told{reply.Notice{Code: code}} }

func tellName(code reply.Code, name string) error {
	return told{reply.Notice{Code: code, Name: name}}
}

// notice is what a person is told of an error. One that has no sentence of its own gets a fixed one with a reference,
// under which the log has the error.
func (b *Bot) notice(err error, during string, at place) reply.Notice {
	if t, ok := errors.AsType[told](err); ok {
		return t.Notice
	}
	if limit, ok := errors.AsType[*state.LimitError](err); ok {
		return reply.Notice{Code: reply.BadLimit, Detail: limit.Error()}
	}
	if errors.Is(err, context.Canceled) && b.halted.Err() != nil {
		return reply.Notice{Code: reply.Stopping}
	}
	n := reply.Notice{Code: reply.Failed, Ref: reference()}
	if errors.Is(err, context.DeadlineExceeded) {
		n.Code = reply.TimedOut
	}
	b.count.failures.Add(1)
	b.log.Error("failed", slog.String("ref", n.Ref), slog.String("during", during), slog.String("server", string(at.server)),
		slog.String("channel", string(at.channel)), slog.Any("error", err))
	return n
}

// reference is what a person reads out to whoever runs the bot: eight letters and digits in two groups.
func reference() string {
	t := rand.Text()
	return t[:4] + "-" + t[4:8]
}

// caught turns a panic into an error. It is to be deferred.
func caught(err *error) {
	if r := recover(); r != nil {
		*err = fmt.Errorf("panic: %v\n%s", r, debug.Stack())
	}
}

// gone says that Discord has no place any more for what was to be sent, which is nobody's fault.
func gone(err error) bool {
	for _, code := range []discord.Code{discord.UnknownMessage, discord.UnknownChannel, discord.UnknownGuild, discord.MissingAccess, discord.UnknownInteraction} {
		if errors.Is(err, code) {
			return true
		}
	}
	return false
}

// answerLimit is how long a question may take, from when its turn comes.
const answerLimit = 30 * time.Second
