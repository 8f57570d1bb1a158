package fakediscord

import (
	"slices"
	"strconv"
	"time"
)

// Pin pins a message in its channel, or no longer, and tells of it.
func (s *Server) Pin(id string, on bool) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	m, err := s.mustMessage(id)
	if err != nil {
		return err
	}
	c := m.channel
	c.pins = slices.DeleteFunc(c.pins, func(other string) bool { return other == id })
	if on {
		c.pins = append([]string{id}, c.pins...)
	}
	s.tell("MESSAGE_UPDATE", m)
	return nil
}

// pinned gives a page of the pinned messages. The n-th was pinned n seconds before the first.
func (s *Server) pinned(c *Channel, q *request) (int, any, *refusal) {
	items := []obj{}
	if s.may(s.bot.ID, c)&ReadHistory == 0 {
		return 200, obj{"items": items, "has_more": false}, nil
	}
	limit, err := strconv.Atoi(q.URL.Query().Get("limit"))
	if err != nil || limit < 1 || limit > 50 {
		return 0, nil, &refusal{400, 50035, "int value should be between 1 and 50", "limit"}
	}
	before := q.URL.Query().Get("before")
	first := time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC)
	for i, id := range c.pins {
		at := stamp(first.Add(-time.Duration(i) * time.Second))
		if m := s.messages[id]; !m.deleted && (before == "" || at < before) {
			items = append(items, obj{"pinned_at": at, "message": s.messageJSON(m, s.opts.MessageContent)})
		}
	}
	more := len(items) > limit
	return 200, obj{"items": items[:min(limit, len(items))], "has_more": more}, nil
}
