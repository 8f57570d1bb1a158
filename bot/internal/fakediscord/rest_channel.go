package fakediscord

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
)

var (
	unknownChannel = refusal{404, 10003, "Unknown Channel", ""}
	unknownMessage = refusal{404, 10008, "Unknown Message", ""}
	missingAccess  = refusal{403, 50001, "Missing Access", ""}
	notAllowed     = refusal{403, 50013, "Missing Permissions", ""}
	threadArchived = refusal{400, 50083, "Thread is archived", ""}
)

func (s *Server) channelRoute(q *request) (int, any, *refusal) {
	c := s.channels[q.parts[1]]
	switch {
	case c == nil || c.deleted || c.Parent != nil && c.Parent.deleted:
		return 0, nil, &unknownChannel
	case c.Guild != nil && (c.Guild.gone || s.may(s.bot.ID, c)&ViewChannel == 0):
		return 0, nil, &missingAccess
	}
	p := q.parts[2:]
	switch {
	case len(p) == 0 && q.Method == http.MethodGet:
		return 200, s.channelJSON(c), nil
	case len(p) == 0 && q.Method == http.MethodPatch && c.Parent != nil:
		return s.archive(c, q)
	case len(p) == 1 && p[0] == "typing" && q.Method == http.MethodPost:
		return s.typing(c)
	case len(p) == 1 && p[0] == "messages" && q.Method == http.MethodPost:
		return s.create(c, q)
	case len(p) == 1 && p[0] == "messages" && q.Method == http.MethodGet:
		return s.history(c, q)
	case len(p) == 1 && p[0] == "threads" && q.Method == http.MethodPost:
		return s.bareThread(c, q)
	case len(p) == 2 && p[0] == "messages" && p[1] == "pins" && q.Method == http.MethodGet:
		return s.pinned(c, q)
	case len(p) >= 2 && p[0] == "messages":
		return s.messageRoute(c, q, p[1:])
	}
	return 0, nil, &refusal{404, 0, "404: Not Found", ""}
}

// speak says what a channel needs for writing in it.
func (s *Server) speak(c *Channel) *refusal {
	need := uint64(SendMessages)
	if c.Parent != nil {
		need = SendInThreads
	}
	switch {
	case c.Guild == nil && c.with.NoDM:
		return &refusal{403, 50007, "Cannot send messages to this user", ""}
	case s.may(s.bot.ID, c)&need == 0:
		return &notAllowed
	case c.archived:
		return &threadArchived
	case c.Kind == Forum:
		return &refusal{400, 50008, "Cannot send messages in a non-text channel", ""}
	}
	return nil
}

func (s *Server) typing(c *Channel) (int, any, *refusal) {
	if bad := s.speak(c); bad != nil {
		return 0, nil, bad
	}
	s.note(Action{Kind: "typing", Event: s.last[c.ID], Channel: c.ID})
	return 204, nil, nil
}

// create posts a message of the bot's.
func (s *Server) create(c *Channel, q *request) (int, any, *refusal) {
	d := q.obj()
	if bad := s.speak(c); bad != nil {
		return 0, nil, bad
	}
	if len(q.files) > 0 && s.may(s.bot.ID, c)&AttachFiles == 0 {
		return 0, nil, &notAllowed
	}
	if bad := s.checkMessage(d, rules{fresh: true, files: q.files, channel: true}); bad != nil {
		return 0, nil, bad
	}
	nonce, _ := d["nonce"].(string)
	if id := s.nonces[c.ID+" "+nonce]; nonce != "" && d["enforce_nonce"] == true && id != "" {
		return 200, s.messageJSON(s.messages[id], true), nil
	}
	reply, bad := s.replyTo(c, d)
	if bad != nil {
		return 0, nil, bad
	}
	m := s.newMessage(c, s.bot.ID, "", func(m *message) {
		m.nonce, m.replyTo = nonce, reply
		if reply != "" {
			m.kind = 19
		}
		s.fill(m, d, q)
	})
	if nonce != "" {
		s.nonces[c.ID+" "+nonce] = m.ID
	}
	event := s.last[c.ID]
	if reply != "" {
		event = reply
	}
	s.note(Action{Kind: "send", Event: event, Message: m.seen(), Reply: reply, Channel: c.ID})
	return 200, s.messageJSON(m, true), nil
}

// replyTo gives the message that a body replies to, "" for none or one that is gone.
func (s *Server) replyTo(c *Channel, d obj) (string, *refusal) {
	ref, _ := d["message_reference"].(obj)
	if ref == nil {
		return "", nil
	}
	if s.may(s.bot.ID, c)&ReadHistory == 0 {
		return "", &refusal{400, 160002, "Cannot reply without permission to read message history", ""}
	}
	id, _ := ref["message_id"].(string)
	if m := s.messages[id]; m != nil && !m.deleted && m.channel == c {
		return id, nil
	}
	if ref["fail_if_not_exists"] == false {
		return "", nil
	}
	return "", &refusal{400, 50035, "Unknown message", "message_reference"}
}

func (s *Server) history(c *Channel, q *request) (int, any, *refusal) {
	out := []obj{}
	if s.may(s.bot.ID, c)&ReadHistory == 0 {
		return 200, out, nil
	}
	v := q.URL.Query()
	limit, err := strconv.Atoi(v.Get("limit"))
	if err != nil {
		limit = 50
	}
	if limit < 1 || limit > 100 {
		return 0, nil, &refusal{400, 50035, "int value should be between 1 and 100", "limit"}
	}
	var ids []string
	for id, m := range s.messages {
		if m.channel == c && !m.deleted && !m.Private && (v.Get("before") == "" || older(id, v.Get("before"))) &&
			(v.Get("after") == "" || older(v.Get("after"), id)) {
			ids = append(ids, id)
		}
	}
	slices.SortFunc(ids, func(a, b string) int {
		if older(a, b) {
			return 1
		}
		return -1
	})
	if v.Get("after") != "" && len(ids) > limit { // the oldest after that point, newest first
		ids = ids[len(ids)-limit:]
	}
	for _, id := range ids[:min(limit, len(ids))] {
		out = append(out, s.messageJSON(s.messages[id], s.opts.MessageContent))
	}
	return 200, out, nil
}

// older compares ids as numbers.
func older(a, b string) bool {
	if len(a) != len(b) {
		return len(a) < len(b)
	}
	return a < b
}

func (s *Server) messageRoute(c *Channel, q *request, p []string) (int, any, *refusal) {
	m := s.messages[p[0]]
	if m == nil || m.deleted || m.channel != c || m.Private {
		return 0, nil, &unknownMessage
	}
	switch {
	case len(p) == 1 && q.Method == http.MethodGet:
		return 200, s.messageJSON(m, s.opts.MessageContent), nil
	case len(p) == 1 && q.Method == http.MethodPatch:
		return s.patch(m, q)
	case len(p) == 1 && q.Method == http.MethodDelete:
		if m.author != s.bot.ID && s.may(s.bot.ID, c)&ManageMessages == 0 {
			return 0, nil, &notAllowed
		}
		s.remove(m)
		s.note(Action{Kind: "delete", Event: s.last[c.ID], Message: m.seen(), Channel: c.ID})
		return 204, nil, nil
	case len(p) == 2 && p[1] == "threads" && q.Method == http.MethodPost:
		return s.threadOn(m, q)
	case len(p) == 4 && p[1] == "reactions" && p[3] == "@me":
		return s.react(m, q, p[2])
	}
	return 0, nil, &refusal{404, 0, "404: Not Found", ""}
}

func (s *Server) patch(m *message, q *request) (int, any, *refusal) {
	switch {
	case m.author != s.bot.ID:
		return 0, nil, &refusal{403, 50005, "Cannot edit a message authored by another user", ""}
	case m.channel.archived:
		return 0, nil, &threadArchived
	}
	if bad := s.checkMessage(q.obj(), rules{was: m, files: q.files, channel: true}); bad != nil {
		return 0, nil, bad
	}
	s.change(m, q.obj(), q)
	s.note(Action{Kind: "edit", Event: s.last[m.channel.ID], Message: m.seen(), Channel: m.channel.ID})
	return 200, s.messageJSON(m, true), nil
}

func (s *Server) react(m *message, q *request, emoji string) (int, any, *refusal) {
	emoji, _ = url.PathUnescape(emoji)
	kind := "react"
	if q.Method == http.MethodDelete {
		kind = "unreact"
	}
	if kind == "react" && s.may(s.bot.ID, m.channel)&(AddReactions|ReadHistory) != AddReactions|ReadHistory {
		return 0, nil, &notAllowed
	}
	s.note(Action{Kind: kind, Event: s.last[m.channel.ID], Emoji: emoji, Message: m.seen(), Channel: m.channel.ID})
	return 204, nil, nil
}

func (s *Server) threadOn(m *message, q *request) (int, any, *refusal) {
	c := m.channel
	switch {
	case c.Guild == nil || c.Parent != nil:
		return 0, nil, &refusal{400, 50024, "Cannot execute action on this channel type", ""}
	case s.may(s.bot.ID, c)&CreateThreads == 0:
		return 0, nil, &notAllowed
	case s.channels[m.ID] != nil:
		return 0, nil, &refusal{400, 160004, "A thread has already been created for this message", ""}
	}
	return s.newThread(m.ID, c, q)
}

func (s *Server) bareThread(c *Channel, q *request) (int, any, *refusal) {
	if c.Guild == nil || c.Parent != nil {
		return 0, nil, &refusal{400, 50024, "Cannot execute action on this channel type", ""}
	}
	if s.may(s.bot.ID, c)&CreateThreads == 0 {
		return 0, nil, &notAllowed
	}
	return s.newThread(s.newID(), c, q)
}

func (s *Server) newThread(id string, c *Channel, q *request) (int, any, *refusal) {
	name, _ := q.obj()["name"].(string)
	if n := length(name); n < 1 || n > 100 {
		return 0, nil, &refusal{400, 50035, "Must be between 1 and 100 in length.", "name"}
	}
	t := s.openThread(id, c, name, s.bot.ID)
	s.note(Action{Kind: "thread", Event: s.last[c.ID], Channel: id, Name: name, Parent: c.ID})
	return 201, s.channelJSON(t), nil
}

// archive closes a thread of the bot's, or opens it again.
func (s *Server) archive(c *Channel, q *request) (int, any, *refusal) {
	closed, ok := q.obj()["archived"].(bool)
	switch {
	case !ok || len(q.obj()) != 1:
		return 0, nil, &refusal{400, 50035, "Invalid Form Body", "archived"}
	case c.owner != s.bot.ID:
		return 0, nil, &notAllowed
	}
	c.archived = closed
	s.dispatch("THREAD_UPDATE", s.channelJSON(c), c.Guild.ID, intentGuilds)
	return 200, s.channelJSON(c), nil
}

// Archive closes a thread, as silence does.
func (s *Server) Archive(c *Channel) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c.archived = true
	s.dispatch("THREAD_UPDATE", s.channelJSON(c), c.Guild.ID, intentGuilds)
}
