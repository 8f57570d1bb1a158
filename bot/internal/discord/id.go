package discord

import (
	"log/slog"
	"strconv"
	"time"
)

// ID is a Discord snowflake in decimal: it names a user, channel, message and so on.
// The empty ID means none.
type ID string

// epoch is 2015-01-01T00:00:00Z in Unix milliseconds, from which snowflakes count
// (Discord API reference, "Snowflakes").
const epoch = 1420070400000

// Time is the moment the thing was made, to the millisecond. An ID that is not a
// number gives the zero time.
func (id ID) Time() time.Time {
	n, err := strconv.ParseUint(string(id), 10, 64)
	if err != nil {
		return time.Time{}
	}
	return time.UnixMilli(int64(n>>22) + epoch).UTC()
}

// IDAt is the smallest ID that something made at t can have, for asking for what
// came before or after a moment. Moments before 2015 give "0".
func IDAt(t time.Time) ID {
	ms := t.UnixMilli() - epoch
	if ms < 0 {
		return "0"
	}
	return ID(strconv.FormatUint(uint64(ms)<<22, 10))
}

// Secret is a token. It prints as [redacted] in every verb and in every log; convert
// it with string() to use it.
type Secret string

const redacted = "[redacted]"

// String hides the secret.
func (Secret) String() string { return redacted }

// GoString hides the secret from %#v.
func (Secret) GoString() string { return redacted }

// LogValue hides the secret from slog.
func (Secret) LogValue() slog.Value { return slog.StringValue(redacted) }

// MarshalJSON hides the secret from anything that writes an event as JSON.
func (Secret) MarshalJSON() ([]byte, error) { return []byte(`"` + redacted + `"`), nil }
