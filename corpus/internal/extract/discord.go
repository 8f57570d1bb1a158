package extract

import (
	"context"
	"encoding/json"
	"path"
	"slices"
	"strings"

	"github.com/dalil-bot/dalil/corpus"
	"github.com/dalil-bot/dalil/corpus/internal/segment"
)

// An export is a channel of Discord as DiscordChatExporter writes it, or a list of messages as Discord's own interface gives
// them. What was said on a day is a document; a thread is one as a whole. A message begins with its author's name, and its
// place is the link to it. What bots and Discord itself say is left out: it is made of what others have written.
type export struct {
	Guild struct {
		ID   string `json:"id"`
		Name string `json:"name"`
	} `json:"guild"`
	Channel struct {
		ID   string `json:"id"`
		Type any    `json:"type"` // a name in newer exports, a number in older ones
		Name string `json:"name"`
	} `json:"channel"`
	Messages []exportMessage `json:"messages"`
}

type exportMessage struct {
	ID        string       `json:"id"`
	Type      any          `json:"type"`
	Timestamp string       `json:"timestamp"`
	Channel   string       `json:"channel_id"` // of Discord's interface
	Content   string       `json:"content"`
	Author    exportUser   `json:"author"`
	Files     []exportFile `json:"attachments"`
	Forwarded *struct {
		Content string `json:"content"`
	} `json:"forwardedMessage"`
}

type exportUser struct {
	Name     string `json:"name"`
	Nickname string `json:"nickname"`
	IsBot    bool   `json:"isBot"`
	Username string `json:"username"` // this and what follows of Discord's interface
	Global   string `json:"global_name"`
	Bot      bool   `json:"bot"`
}

type exportFile struct {
	Name     string `json:"fileName"`
	Filename string `json:"filename"`
}

// discordExport reads an export, and reports whether the JSON is one.
func discordExport(data []byte) (*export, bool) {
	x := &export{}
	switch {
	case len(data) == 0:
		return nil, false
	case data[0] == '{':
		if json.Unmarshal(data, x) != nil || x.Channel.ID == "" || x.Messages == nil {
			return nil, false
		}
	case data[0] == '[':
		if json.Unmarshal(data, &x.Messages) != nil || len(x.Messages) == 0 {
			return nil, false
		}
		m := x.Messages[0]
		if m.ID == "" || m.Timestamp == "" || m.Author.Username == "" {
			return nil, false
		}
		x.Channel.ID = m.Channel
	default:
		return nil, false
	}
	return x, true
}

// read makes a document of each day, or of a thread.
func (x *export) read(ctx context.Context, w *walk, p part) error {
	messages := slices.DeleteFunc(x.Messages, func(m exportMessage) bool { return !m.said() })
	slices.SortStableFunc(messages, func(a, b exportMessage) int { return compareIDs(a.ID, b.ID) })
	for len(messages) > 0 {
		end, sub := 1, messages[0].day()
		if x.isThread() {
			end, sub = min(len(messages), threadMessages), "thread"
		} else {
			for end < len(messages) && messages[end].day() == sub {
				end++
			}
		}
		q := part{sub: path.Join(p.sub, sub), name: p.name, hints: p.hints, depth: p.depth}
		page, err := x.page(ctx, messages[:end], p.hints)
		if err == nil {
			err = w.page(q, page)
		}
		if err := w.note(ctx, q.sub, err); err != nil {
			return err
		}
		messages = messages[end:]
	}
	return nil
}

// threadMessages is how many messages of a thread are one document at most.
const threadMessages = 1000

// isThread reports whether the channel is a thread, or a post of a forum, which is one.
func (x *export) isThread() bool {
	switch t := x.Channel.Type.(type) {
	case string:
		return strings.Contains(t, "Thread")
	case float64:
		return t >= 10 && t <= 12
	}
	return false
}

// page makes a document of messages.
func (x *export) page(ctx context.Context, messages []exportMessage, h Hints) (Page, error) {
	b := newBuilder(ctx, h)
	author := messages[0].Author.shown()
	for _, m := range messages {
		b.place = corpus.Place{Kind: corpus.Message, URL: x.link(m)}
		b.prose(m.text())
		if m.Author.shown() != author {
			author = ""
		}
	}
	page, err := b.page()
	page.Bare, page.Author, page.Publisher = true, author, cleaned(x.Guild.Name, 80)
	page.Day, page.URL = dayOf(messages[0].Timestamp), x.link(messages[0])
	if x.Channel.Name != "" {
		page.Title = cleaned(x.Channel.Name, 200)
		if !x.isThread() {
			page.Title = "#" + page.Title
		}
	}
	return page, err
}

// link returns the address of a message; "" where the export does not tell the server.
func (x *export) link(m exportMessage) string {
	guild := x.Guild.ID
	if guild == "0" {
		guild = "@me" // a conversation of two
	}
	for _, id := range []string{strings.TrimPrefix(guild, "@me"), x.Channel.ID, m.ID} {
		if strings.Trim(id, "0123456789") != "" {
			return ""
		}
	}
	if guild == "" || x.Channel.ID == "" || m.ID == "" {
		return ""
	}
	return "https://discord.com/channels/" + guild + "/" + x.Channel.ID + "/" + m.ID
}

// said reports whether a person wrote the message.
func (m exportMessage) said() bool {
	if m.Author.IsBot || m.Author.Bot || strings.TrimSpace(m.words()) == "" {
		return false
	}
	switch t := m.Type.(type) {
	case nil:
		return true
	case string:
		return t == "Default" || t == "Reply" || t == "0" || t == "19"
	case float64:
		return t == 0 || t == 19
	}
	return false
}

// day returns the day of the message where it was exported.
func (m exportMessage) day() string {
	if len(m.Timestamp) >= 10 && strings.Trim(m.Timestamp[:10], "0123456789-") == "" {
		return m.Timestamp[:10]
	}
	return "undated"
}

// words returns what the message says: its text, then the names of its files.
func (m exportMessage) words() string {
	parts := []string{m.Content}
	if m.Forwarded != nil {
		parts = append(parts, m.Forwarded.Content)
	}
	for _, f := range m.Files {
		parts = append(parts, first([]string{f.Name, f.Filename}))
	}
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return strings.TrimSpace(s) == "" }), "\n")
}

// text returns the message as it stands in the document.
func (m exportMessage) text() string {
	words := strings.TrimSpace(m.words())
	name := m.Author.shown()
	switch {
	case name == "":
		return words
	case segment.Marker(words) > 0, strings.HasPrefix(words, "```"), strings.HasPrefix(words, "#"):
		return name + ":\n" + words
	}
	return name + ": " + words
}

// shown returns the name that other members see.
func (u exportUser) shown() string {
	return cleaned(first([]string{u.Nickname, u.Global, u.Name, u.Username}), 80)
}

// compareIDs compares identifiers of Discord, which are numbers that grow with time.
func compareIDs(a, b string) int {
	if len(a) != len(b) {
		return len(a) - len(b)
	}
	return strings.Compare(a, b)
}
