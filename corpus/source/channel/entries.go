package channel

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/dalil-bot/dalil/corpus"
	"github.com/dalil-bot/dalil/corpus/source"
)

var (
	errUnread = errors.New("it was not read yet")
	errLost   = errors.New("it cannot be read any more")
)

// entriesOf sorts messages into entries, each in the order of time: days, or months of a thread, where a question of one day
// is answered on another; a pinned message stands for itself.
func (c *Channel) entriesOf(head corpus.ChatChannel, messages map[string]corpus.ChatMessage) map[string][]corpus.ChatMessage {
	all := map[string][]corpus.ChatMessage{}
	for _, m := range messages {
		name := m.Time.UTC().Format(time.DateOnly)
		switch {
		case c.opts.Pins:
			name = m.ID
		case head.Thread:
			name = m.Time.UTC().Format("2006-01")
		}
		all[name] = append(all[name], m)
	}
	for _, list := range all {
		slices.SortFunc(list, func(a, b corpus.ChatMessage) int { return compareIDs(a.ID, b.ID) })
	}
	return all
}

// Entries lists the entries of the copy. Refresh has to have succeeded once.
func (c *Channel) Entries(ctx context.Context) (source.Listing, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if !c.known {
		return source.Listing{}, fmt.Errorf("channel %s: %w", c.id, errUnread)
	}
	var l source.Listing
	if c.head.Lost != "" {
		l.Problems = []source.Problem{{Path: "channel " + c.id, Err: fmt.Errorf("%w: %s", errLost, c.head.Lost)}}
		return l, nil
	}
	entries := c.entriesOf(c.head, c.messages)
	for _, name := range slices.Sorted(maps.Keys(entries)) {
		data, err := c.render(entries[name])
		if err != nil {
			return source.Listing{}, err
		}
		newest := entries[name][len(entries[name])-1].Time
		l.Entries = append(l.Entries, source.Entry{
			ID: c.opts.Name + "/" + name, URI: "discord:" + c.id + "/" + name, Size: int64(len(data)), ModTime: newest, Version: version(data),
		})
	}
	return l, ctx.Err()
}

// Read gives the messages of an entry in the form of an export. One whose messages were all deleted is source.ErrGone.
func (c *Channel) Read(_ context.Context, e source.Entry) (source.Content, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	list := c.entriesOf(c.head, c.messages)[strings.TrimPrefix(e.ID, c.opts.Name+"/")]
	if len(list) == 0 {
		return source.Content{}, fmt.Errorf("read %s: %w", e.ID, source.ErrGone)
	}
	data, err := c.render(list)
	return source.Content{Data: data, Type: "application/json", ModTime: list[len(list)-1].Time, Version: version(data)}, err
}

// version tells one content of an entry from another.
func version(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:12])
}

// An export is what common exporters write of a channel, and what is extracted from it.
type export struct {
	Guild    named     `json:"guild"`
	Channel  channel   `json:"channel"`
	Messages []message `json:"messages"`
}

type named struct {
	ID   string `json:"id,omitempty"`
	Name string `json:"name"`
}

type channel struct {
	ID   string `json:"id"`
	Type string `json:"type"`
	Name string `json:"name"`
}

type message struct {
	ID        string    `json:"id"`
	Type      string    `json:"type"`
	Timestamp time.Time `json:"timestamp"`
	Content   string    `json:"content"`
	Author    named     `json:"author"`
	Files     []file    `json:"attachments,omitempty"`
}

type file struct {
	Name string `json:"fileName"`
}

// render writes messages as an export. The caller holds the lock.
func (c *Channel) render(list []corpus.ChatMessage) ([]byte, error) {
	x := export{Guild: named{c.head.Server, c.head.ServerName}, Channel: channel{c.id, "GuildTextChat", c.head.Name}}
	if c.head.Thread {
		x.Channel.Type = "GuildPublicThread"
	}
	for _, m := range list {
		out := message{ID: m.ID, Type: "Default", Timestamp: m.Time.UTC(), Content: m.Text, Author: named{Name: m.Author}}
		for _, name := range m.Files {
			out.Files = append(out.Files, file{name})
		}
		x.Messages = append(x.Messages, out)
	}
	return json.Marshal(x)
}
