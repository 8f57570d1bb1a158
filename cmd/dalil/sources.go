package main

import (
	"fmt"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"

	"github.com/spf13/pflag"

	"github.com/dalil-bot/dalil/corpus/ingest"
	"github.com/dalil-bot/dalil/corpus/source"
)

// A sourceSettings says where documents come from and how they are kept in step. Exactly one of the kinds is set.
type sourceSettings struct {
	Name       string // its key below sources
	Identity   string // what its documents belong to in the index; "" for what its kind says
	Kind       string // which of sourceKinds it is
	Collection string

	Folder  string
	URL     list
	Sitemap string
	Feed    string
	Git     string
	Channel string

	Prefix    string
	Every     length
	Grace     length
	Documents count
	FileSize  size // 0 for limits.file_size
	Only      list
	Except    list
	Watch     string
	Branch    string
	Under     string
	Text      string
	Pins      toggle
	Since     string
	Messages  count
	Columns   ingest.Columns // of tables, for what they hold
}

// sourceKinds are the keys that say what a source is, of which each has one, with how often it is gone through and how long
// its documents stay after they have vanished where nothing is said. A folder says what it has and is watched; what a server
// does not list today may be back tomorrow.
func sourceKinds() []sourceKind {
	return []sourceKind{
		{"folder", 10 * time.Minute, 0},
		{"url", 6 * time.Hour, 24 * time.Hour},
		{"sitemap", 6 * time.Hour, 24 * time.Hour},
		{"feed", 30 * time.Minute, 24 * time.Hour},
		{"git", 10 * time.Minute, 0},
		{channelKind, 10 * time.Minute, 24 * time.Hour},
	}
}

type sourceKind struct {
	name         string
	every, grace time.Duration
}

// kindNames returns the names of all kinds, for people.
func kindNames() string {
	var names []string
	for _, k := range sourceKinds() {
		names = append(names, k.name)
	}
	return strings.Join(names, ", ")
}

// A sourceKey is a key of a source, with the kinds that it belongs to; "" for all.
type sourceKey struct {
	name  string
	value pflag.Value
	kinds string
}

// watchWords are the ways to notice changes of a folder.
const watchWords = "auto poll off"

// textWords are the places where the text of a feed's entry stands.
const textWords = "either page feed"

// keys returns what can be set, in the order of config.example.yaml.
func (s *sourceSettings) keys() []sourceKey {
	return []sourceKey{
		{"folder", (*text)(&s.Folder), "folder"},
		{"url", &s.URL, "url"},
		{"sitemap", (*text)(&s.Sitemap), "sitemap"},
		{"feed", (*text)(&s.Feed), "feed"},
		{"git", (*text)(&s.Git), "git"},
		{channelKind, (*text)(&s.Channel), channelKind},
		{"collection", (*text)(&s.Collection), ""},
		{"prefix", (*text)(&s.Prefix), ""},
		{"every", &s.Every, ""},
		{"grace", &s.Grace, ""},
		{"documents", &s.Documents, ""},
		{"file_size", &s.FileSize, ""},
		{"only", &s.Only, "folder git sitemap"},
		{"except", &s.Except, "folder git sitemap"},
		{"watch", &choice{&s.Watch, "how changes are noticed", watchWords}, "folder"},
		{"branch", (*text)(&s.Branch), "git"},
		{"under", (*text)(&s.Under), "git"},
		{"text", &choice{&s.Text, "where the text of an entry is taken from", textWords}, "feed"},
		{"pins", &s.Pins, channelKind},
		{"since", (*text)(&s.Since), channelKind},
		{"messages", &s.Messages, channelKind},
		{"columns.text", (*list)(&s.Columns.Text), ""},
		{"columns.id", (*text)(&s.Columns.ID), ""},
		{"columns.title", (*text)(&s.Columns.Title), ""},
		{"columns.author", (*text)(&s.Columns.Author), ""},
		{"columns.date", (*text)(&s.Columns.Date), ""},
		{"columns.address", (*text)(&s.Columns.Address), ""},
		{"columns.lang", (*text)(&s.Columns.Lang), ""},
	}
}

// identity is what the documents of the source belong to in the index. A folder is what it was when it was indexed by hand, a
// channel who may read its documents; the others are known by their names, so that an address can change.
func (s *sourceSettings) identity() string {
	if s.Identity != "" {
		return s.Identity
	}
	switch s.Kind {
	case "folder":
		return s.Folder
	case channelKind:
		return s.channelIdentity()
	}
	return s.Kind + " " + s.Name
}

// recipe is what documents are made by besides their files.
func (s *sourceSettings) recipe() string {
	var parts []string
	if s.Prefix != "" {
		parts = append(parts, "prefix "+s.Prefix)
	}
	if c := fmt.Sprintf("%q", s.Columns); c != fmt.Sprintf("%q", ingest.Columns{}) {
		parts = append(parts, "columns "+c)
	}
	if s.Text != "" {
		parts = append(parts, "text "+s.Text)
	}
	return strings.Join(parts, ", ")
}

// settle checks a source whose keys were read, and fills in what was not said.
func (s *sourceSettings) settle(given map[string]bool) (key string, err error) {
	for _, k := range sourceKinds() {
		switch {
		case !given[k.name]:
		case s.Kind != "":
			return k.name, fmt.Errorf("is a %s already: a source is one of %s", s.Kind, kindNames())
		default:
			s.Kind = k.name
			if !given["every"] {
				s.Every = length(k.every)
			}
			if !given["grace"] {
				s.Grace = length(k.grace)
			}
		}
	}
	if s.Kind == "" {
		return "", fmt.Errorf("says not where its documents are: name one of %s", kindNames())
	}
	for _, k := range s.keys() {
		if given[k.name] && k.kinds != "" && !slices.Contains(strings.Fields(k.kinds), s.Kind) {
			return k.name, fmt.Errorf("does not go with %s", s.Kind)
		}
	}
	for _, pattern := range s.Only {
		if err := source.CheckPattern(pattern); err != nil {
			return "only", err
		}
	}
	for _, pattern := range s.Except {
		if err := source.CheckPattern(pattern); err != nil {
			return "except", err
		}
	}
	if k := s.keys()[slices.IndexFunc(s.keys(), func(k sourceKey) bool { return k.name == s.Kind })]; k.value.String() == "" {
		return s.Kind, fmt.Errorf("is empty")
	}
	if s.Collection == "" {
		s.Collection = defaultCollection
	}
	if s.Watch == "" {
		s.Watch = "auto"
	}
	return s.settleChannel()
}

// place makes a folder absolute: ~ is the user's own, and other paths begin where the configuration file is.
func (s *sourceSettings) place(home, config string) error {
	path := &s.Folder
	if s.Kind == "git" && !strings.Contains(s.Git, "://") {
		path = &s.Git
	}
	if *path == "" {
		return nil
	}
	if rest, ok := strings.CutPrefix(filepath.ToSlash(*path), "~/"); ok && home != "" {
		*path = filepath.Join(home, rest)
	}
	if !filepath.IsAbs(*path) {
		*path = filepath.Join(filepath.Dir(config), *path)
	}
	abs, err := filepath.Abs(*path)
	*path = abs
	return err
}

// home returns the user's own folder, "" where there is none.
func (env environment) home() string {
	if runtime.GOOS == "windows" {
		return env["USERPROFILE"]
	}
	return env["HOME"]
}
