package main

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// discordSettings say how Dalil is a bot on Discord.
type discordSettings struct {
	Token          secret `yaml:"token"`
	MessageContent toggle `yaml:"message_content"`
	Grants         list   `yaml:"grants"`
	Develop        list   `yaml:"develop"`
	Questions      string `yaml:"questions"`
	RetentionDays  count  `yaml:"retention_days"`
	Grace          length `yaml:"grace"`
	Sync           length `yaml:"sync"`
	Shards         count  `yaml:"shards"`
	FirstShard     count  `yaml:"first_shard"`
	ShardCount     count  `yaml:"shard_count"`
	Mode           string `yaml:"mode"`
	PublicKey      string `yaml:"public_key"`
	Listen         string `yaml:"listen"`
	Monitor        string `yaml:"monitor"`
}

func defaultDiscord() discordSettings {
	return discordSettings{
		Questions: "gaps", RetentionDays: 90, Grace: length(7 * 24 * time.Hour), Sync: length(10 * time.Minute), Mode: "gateway",
		Listen: "127.0.0.1:8078", Monitor: "127.0.0.1:8077",
	}
}

// settings returns the keys below discord, in the order of config.example.yaml.
func (d *discordSettings) settings() []setting {
	return []setting{
		{"discord.token", &d.Token, "the bot's token"},
		{"discord.message_content", &d.MessageContent, "whether the message content intent is granted"},
		{"discord.grants", &d.Grants, "which servers may enable which collections"},
		{"discord.develop", &d.Develop, "servers in which commands are registered at once"},
		{"discord.questions", &choice{&d.Questions, "which questions are kept", questionsKept}, "which questions are kept: none, gaps or all"},
		{"discord.retention_days", &d.RetentionDays, "days that answers are kept"},
		{"discord.grace", &d.Grace, "how long the data of a server that removed the bot is kept"},
		{"discord.sync", &d.Sync, "how often folders are read again; 0 for never"},
		{"discord.shards", &d.Shards, "shards of the bot; 0 for what Discord recommends"},
		{"discord.first_shard", &d.FirstShard, "first shard that this process runs"},
		{"discord.shard_count", &d.ShardCount, "shards that this process runs; 0 for all"},
		{"discord.mode", &choice{&d.Mode, "how interactions come in", discordModes}, "how interactions come in: gateway or http"},
		{"discord.public_key", (*text)(&d.PublicKey), "the application's public key, for mode http"},
		{"discord.listen", (*text)(&d.Listen), "address for interactions in mode http"},
		{"discord.monitor", (*text)(&d.Monitor), "address of /healthz, /readyz and /metrics; off for none"},
	}
}

const (
	questionsKept = "none gaps all"
	discordModes  = "gateway http"
)

// secret is a text that is never shown.
type secret string

func (s *secret) Set(v string) error { *s = secret(strings.TrimSpace(v)); return nil }

// String hides the secret.
func (s *secret) String() string {
	if *s == "" {
		return ""
	}
	return "(hidden)"
}
func (s *secret) Type() string { return "token" }

// toggle is yes or no.
type toggle bool

func (t *toggle) Set(s string) error {
	v, err := strconv.ParseBool(s)
	if err != nil {
		return fmt.Errorf("%q is neither true nor false", s)
	}
	*t = toggle(v)
	return nil
}
func (t *toggle) String() string { return strconv.FormatBool(bool(*t)) }
func (t *toggle) Type() string   { return "bool" }

// count is a whole number from 0 on.
type count int

func (c *count) Set(s string) error {
	v, err := strconv.Atoi(s)
	if err != nil || v < 0 {
		return fmt.Errorf("%q is no whole number", s)
	}
	*c = count(v)
	return nil
}
func (c *count) String() string { return strconv.Itoa(int(*c)) }
func (c *count) Type() string   { return "number" }

// length is a length of time.
type length time.Duration

func (p *length) Set(s string) error {
	v, err := time.ParseDuration(s)
	if err != nil || v < 0 {
		return fmt.Errorf("%q is no length of time; write one such as 10m or 168h", s)
	}
	*p = length(v)
	return nil
}
func (p *length) String() string { return time.Duration(*p).String() }
func (p *length) Type() string   { return "time" }

// UnmarshalText reads a length of time out of the configuration file.
func (p *length) UnmarshalText(b []byte) error { return p.Set(string(b)) }

// choice is one of a few words.
type choice struct {
	value *string
	what  string
	words string
}

func (c *choice) Set(s string) error {
	for word := range strings.FieldsSeq(c.words) {
		if s == word {
			*c.value = s
			return nil
		}
	}
	return fmt.Errorf("%q does not say %s; use one of %s", s, c.what, strings.ReplaceAll(c.words, " ", ", "))
}

func (c *choice) String() string {
	if c.value == nil {
		return ""
	}
	return *c.value
}
func (c *choice) Type() string { return "word" }
