package main

import (
	"errors"
	"fmt"
	"log/slog"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/pflag"
)

// A setting is one key of the configuration, with the value that it sets. Its flag and its environment variable follow
// from the key: limits.file_size is --limits-file-size and DALIL_LIMITS_FILE_SIZE.
type setting struct {
	key   string
	value pflag.Value
	usage string
}

// choices returns the values to offer where there are few.
func (s setting) choices() []string {
	switch s.key {
	case "language":
		return []string{"en", "ar"}
	case "log.level":
		return []string{"debug", "info", "warn", "error"}
	case "discord.questions":
		return strings.Fields(questionsKept)
	case "reader.use":
		return strings.Fields(readers)
	case "discord.mode":
		return strings.Fields(discordModes)
	}
	return nil
}

func (s setting) flag() string { return strings.NewReplacer(".", "-", "_", "-").Replace(s.key) }

func (s setting) variable() string {
	return "DALIL_" + strings.ToUpper(strings.ReplaceAll(s.key, ".", "_"))
}

// settings returns every key of c, in the order of config.example.yaml.
func (c *config) settings() []setting {
	return append([]setting{
		{"data", (*text)(&c.Data), "folder of the index (default: in the user's data folder)"},
		{"collection", (*list)(&c.Collection), "collections to use, several with commas (default: all)"},
		{"language", (*language)(&c.Language), "language of the answer's own words: en or ar (default: the question's)"},
		{"threshold", (*share)(&c.Threshold), "confidence from 0 to 1 below which nothing is answered"},
		{"versions", &c.Versions, "earlier texts that are kept of each document"},
	}, slices.Concat(c.Reader.settings(), c.Limits.settings(), []setting{
		{"log.level", &c.Log.Level, "what is logged: debug, info, warn or error"},
	}, c.Discord.settings(), c.Web.settings())...)
}

// text is a string value.
type text string

func (t *text) Set(s string) error { *t = text(s); return nil }
func (t *text) String() string     { return string(*t) }
func (t *text) Type() string       { return "path" }

// list is a list of names with commas between them.
type list []string

func (l *list) Set(s string) error {
	var names list
	for name := range strings.SplitSeq(s, ",") {
		if name = strings.TrimSpace(name); name != "" {
			names = append(names, name)
		}
	}
	*l = names
	return nil
}
func (l *list) String() string { return strings.Join(*l, ",") }
func (l *list) Type() string   { return "names" }

// language is a language that Dalil's own words are written in, or "" for the question's.
type language string

func (l *language) Set(s string) error {
	switch s {
	case "", "en", "ar":
		*l = language(s)
		return nil
	}
	return fmt.Errorf("%q is no language of answers; use en, ar or nothing", s)
}
func (l *language) String() string { return string(*l) }
func (l *language) Type() string   { return "language" }

// share is a number from 0 to 1.
type share float64

func (f *share) Set(s string) error {
	v, err := strconv.ParseFloat(s, 64)
	if err != nil || math.IsNaN(v) || v < 0 || v > 1 {
		return fmt.Errorf("%q is no number from 0 to 1", s)
	}
	*f = share(v)
	return nil
}
func (f *share) String() string { return strconv.FormatFloat(float64(*f), 'g', -1, 64) }
func (f *share) Type() string   { return "share" }

// size is a number of bytes, written with a unit: 32MiB, 500 kB, 1024.
type size int64

// units of sizes, largest first so that the text is as short as can be.
var units = [...]struct {
	name  string
	bytes float64
}{
	{"GiB", 1 << 30}, {"MiB", 1 << 20}, {"KiB", 1 << 10}, {"GB", 1e9}, {"MB", 1e6}, {"kB", 1e3}, {"B", 1},
}

// Set reads a number with a unit; case and a space before the unit do not matter, no unit means bytes.
func (z *size) Set(s string) error {
	number, factor := strings.TrimSpace(s), 1.0
	for _, u := range units {
		if n := len(number) - len(u.name); n > 0 && strings.EqualFold(number[n:], u.name) {
			number, factor = strings.TrimSpace(number[:n]), u.bytes
			break
		}
	}
	v, err := strconv.ParseFloat(number, 64)
	if err != nil || !(v*factor >= 1 && v*factor < math.MaxInt64) {
		return fmt.Errorf("%q is no size; write one such as 32MiB", s)
	}
	*z = size(v * factor)
	return nil
}

func (z *size) String() string {
	for _, u := range units {
		if n := float64(*z) / u.bytes; n >= 1 && n == math.Trunc(n) {
			return strconv.FormatFloat(n, 'f', -1, 64) + u.name
		}
	}
	return "0B"
}
func (z *size) Type() string { return "size" }

// UnmarshalText reads a size out of the configuration file.
func (z *size) UnmarshalText(b []byte) error { return z.Set(string(b)) }

// level is a level of logging.
type level slog.Level

func (l *level) Set(s string) error {
	switch s {
	case "debug", "info", "warn", "error":
		return (*slog.Level)(l).UnmarshalText([]byte(s))
	}
	return errors.New(strconv.Quote(s) + " is no level; use debug, info, warn or error")
}
func (l *level) String() string { return strings.ToLower(slog.Level(*l).String()) }
func (l *level) Type() string   { return "level" }

// UnmarshalText reads a level out of the configuration file.
func (l *level) UnmarshalText(b []byte) error { return l.Set(string(b)) }
