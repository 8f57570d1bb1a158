package fakediscord

import (
	"fmt"
	"slices"
	"time"
)

// Extra is what a message of Say can have beside its text.
type Extra struct {
	ReplyTo string // a message's id
	// Ping makes a reply mention the author of what it replies to, as it does by
	// default in Discord's client.
	Ping  bool
	Files []Attachment
	// Webhook makes it a message of a webhook.
	Webhook bool
}

// Say posts a message of a user's and gives its id. A mention is written <@id>.
func (s *Server) Say(u *User, c *Channel, text string, x Extra) (string, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if c.deleted || s.may(u.ID, c)&ViewChannel == 0 {
		return "", fmt.Errorf("%s cannot write in %s", u.Name, c.Name)
	}
	if c.Guild == nil && c.with != u {
		return "", fmt.Errorf("%s is not in that direct message", u.Name)
	}
	m := s.newMessage(c, u.ID, text, func(m *message) {
		m.files, m.webhook = x.Files, x.Webhook
		if x.ReplyTo == "" {
			return
		}
		m.replyTo, m.kind = x.ReplyTo, 19
		if r := s.messages[x.ReplyTo]; r != nil && x.Ping && !slices.Contains(m.mentions, r.author) {
			m.mentions = append(m.mentions, r.author)
		}
	})
	s.last[c.ID] = m.ID
	return m.ID, nil
}

// Edit changes the text of a user's message.
func (s *Server) Edit(id, text string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	m, err := s.mustMessage(id)
	if err != nil {
		return err
	}
	m.Content, m.edited = text, time.Now()
	for _, found := range mention.FindAllStringSubmatch(text, -1) {
		if !slices.Contains(m.mentions, found[1]) {
			m.mentions = append(m.mentions, found[1])
		}
	}
	s.last[m.channel.ID] = m.ID
	s.tell("MESSAGE_UPDATE", m)
	return nil
}

// Unfurl tells of a message as Discord does when it has looked up its links: an update
// without an edit.
func (s *Server) Unfurl(id string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	m, err := s.mustMessage(id)
	if err == nil {
		s.tell("MESSAGE_UPDATE", m)
	}
	return err
}

// Delete removes a message, whoever's.
func (s *Server) Delete(id string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	m, err := s.mustMessage(id)
	if err != nil {
		return err
	}
	s.remove(m)
	return nil
}

// remove deletes a message and tells of it. Caller holds mu.
func (s *Server) remove(m *message) {
	m.deleted = true
	if m.Private {
		return
	}
	d := obj{"id": m.ID, "channel_id": m.channel.ID}
	guild, intent := "", intentDM
	if g := m.channel.Guild; g != nil {
		d["guild_id"], guild, intent = g.ID, g.ID, intentMessages
	}
	s.dispatch("MESSAGE_DELETE", d, guild, intent)
}

// OpenThread opens a thread of a user's on a message, or with id "" on none.
func (s *Server) OpenThread(u *User, c *Channel, name, id string) *Channel {
	s.mu.Lock()
	defer s.mu.Unlock()
	if id == "" {
		id = s.newID()
	}
	return s.openThread(id, c, name, u.ID)
}

// ForumPost opens a post in a forum and gives the thread and its first message.
func (s *Server) ForumPost(u *User, forum *Channel, title, text string) (*Channel, string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	thread := s.openThread(s.newID(), forum, title, u.ID)
	m := s.newMessage(thread, u.ID, text, nil)
	s.last[thread.ID] = m.ID
	return thread, m.ID
}

// UnknownComponentMessage tells of a message that has a component of a type that no
// library knows.
func (s *Server) UnknownComponentMessage(u *User, c *Channel, text string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	m := s.newMessage(c, u.ID, text, func(m *message) {
		m.Components = []any{obj{"type": 1, "components": []any{obj{"type": 99, "shape": "unknown"}}}}
	})
	s.last[c.ID] = m.ID
	return m.ID
}
