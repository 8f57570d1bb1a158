package fakediscord

import (
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"time"
)

// message is a message of the world.
type message struct {
	Message
	kind     int
	channel  *Channel
	author   string
	mentions []string
	replyTo  string
	flags    int
	files    []Attachment
	created  time.Time
	edited   time.Time
	nonce    string
	webhook  bool
	deleted  bool
	ticket   *interaction // of the bot's messages under a ticket
}

// Message is a message of the bot's as people see it.
type Message struct {
	ID         string
	Channel    string
	Content    string
	Embeds     []any
	Components []any
	Files      []string
	// Private says that only Reader can see it.
	Private bool
	Reader  string
	// Thinking is a deferred answer that has not come yet.
	Thinking bool
}

// Attachment is a file that somebody uploaded. Kind and Size are what Discord says,
// which need not be true.
type Attachment struct {
	ID, Name, Kind string
	Size           int
	Bytes          []byte
}

const fileHost = "cdn.discordapp.com"

func (a Attachment) json() obj {
	return obj{"id": a.ID, "filename": a.Name, "content_type": a.Kind, "size": a.Size,
		"url": "https://" + fileHost + "/attachments/" + a.ID, "proxy_url": "https://media.discordapp.net/attachments/" + a.ID}
}

// Upload stores a file, to be given to Say or Slash.
func (s *Server) Upload(name, kind string, content []byte) Attachment {
	s.mu.Lock()
	defer s.mu.Unlock()
	a := Attachment{ID: s.newID(), Name: name, Kind: kind, Size: len(content), Bytes: content}
	s.files[a.ID] = a
	return a
}

func (s *Server) serveFile(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	a, ok := s.files[strings.TrimPrefix(r.URL.Path, "/attachments/")]
	if r.Header.Get("Authorization") != "" {
		s.problem("the bot's token was sent to %s", fileHost)
	}
	s.mu.Unlock()
	if !ok {
		http.Error(w, "This content is no longer available.", http.StatusNotFound)
		return
	}
	w.Write(a.Bytes)
}

var mention = regexp.MustCompile(`<@!?(\d+)>`)

// newMessage stores a message and tells of it. Caller holds mu.
func (s *Server) newMessage(c *Channel, author, text string, change func(*message)) *message {
	m := &message{channel: c, author: author, created: time.Now()}
	m.ID, m.Channel, m.Content = s.newID(), c.ID, text
	for _, found := range mention.FindAllStringSubmatch(text, -1) {
		if !slices.Contains(m.mentions, found[1]) {
			m.mentions = append(m.mentions, found[1])
		}
	}
	if change != nil {
		change(m)
	}
	s.messages[m.ID] = m
	c.last = m.ID
	if !m.Private {
		s.tell("MESSAGE_CREATE", m)
	}
	return m
}

// tell dispatches a message's event. Caller holds mu.
func (s *Server) tell(event string, m *message) {
	intent, guild := intentDM, ""
	if m.channel.Guild != nil {
		intent, guild = intentMessages, m.channel.Guild.ID
	}
	s.dispatchEach(event, guild, intent, func(content bool) obj {
		d := s.messageJSON(m, content)
		if g := m.channel.Guild; g != nil {
			d["guild_id"] = g.ID
			if u := s.users[m.author]; u != nil && !m.webhook {
				member := memberJSON(g, u)
				delete(member, "user")
				d["member"] = member
			}
		}
		return d
	})
}

// seen is a copy of what people see of a message.
func (m *message) seen() Message {
	out := m.Message
	for _, f := range m.files {
		out.Files = append(out.Files, f.Name)
	}
	return out
}

// MessageByID is what people see of a message now; false when it is gone.
func (s *Server) MessageByID(id string) (Message, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	m, ok := s.messages[id]
	if !ok || m.deleted {
		return Message{}, false
	}
	return m.seen(), true
}

// LastMessage is the newest message of the bot's in a channel, private ones too.
func (s *Server) LastMessage(c *Channel) (Message, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	var last *message
	for _, m := range s.messages {
		if m.channel == c && m.author == s.bot.ID && !m.deleted && (last == nil || len(m.ID) > len(last.ID) || m.ID > last.ID) {
			last = m
		}
	}
	if last == nil {
		return Message{}, false
	}
	return last.seen(), true
}

func (s *Server) mustMessage(id string) (*message, error) {
	m := s.messages[id]
	if m == nil || m.deleted {
		return nil, fmt.Errorf("no message %s", id)
	}
	return m, nil
}
