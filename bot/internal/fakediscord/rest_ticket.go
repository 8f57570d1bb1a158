package fakediscord

import (
	"net/http"
	"slices"
	"time"
)

// Types of initial response.
const (
	replyNow    = 4
	replyLater  = 5
	updateLater = 6
	updateNow   = 7
	suggest     = 8
	openModal   = 9
)

// Discord's clocks.
const (
	ackLimit  = 3 * time.Second
	tokenLife = 15 * time.Minute
)

// respond takes the one initial response to an interaction.
func (s *Server) respond(q *request) (int, any, *refusal) {
	i := s.interactions[q.parts[2]]
	if q.Method != http.MethodPost {
		return 0, nil, &refusal{405, 0, "405: Method Not Allowed", ""}
	}
	if i == nil || i.id != q.parts[1] || !i.answered && time.Since(i.created) > ackLimit {
		return 0, nil, &refusal{404, 10062, "Unknown interaction", ""}
	}
	if i.answered {
		return 0, nil, &refusal{400, 40060, "Interaction has already been acknowledged.", ""}
	}
	kind := num(q.obj()["type"])
	data, _ := q.obj()["data"].(obj)
	if !fitting(i, kind) {
		return 0, nil, &refusal{400, 50035, "This interaction cannot be answered so.", "type"}
	}
	if bad := s.checkResponse(i, kind, data, q); bad != nil {
		return 0, nil, bad
	}
	i.answered, i.response = true, kind
	m := s.carryOut(i, kind, data, q)
	if q.URL.Query().Get("with_response") != "true" {
		return 204, nil, nil
	}
	out := obj{"interaction": obj{"id": i.id, "type": i.kind, "response_message_loading": kind == replyLater}}
	if m != nil {
		out["resource"] = obj{"type": kind, "message": s.messageJSON(m, true)}
	}
	return 200, out, nil
}

// fitting says whether a kind of response goes with a kind of interaction.
func fitting(i *interaction, kind int) bool {
	switch kind {
	case replyNow, replyLater:
		return i.kind != useComplete
	case updateLater, updateNow:
		return i.source != nil && (i.kind == usePress || i.kind == useModal)
	case suggest:
		return i.kind == useComplete
	case openModal:
		return i.kind == useCommand || i.kind == usePress
	}
	return false
}

func (s *Server) checkResponse(i *interaction, kind int, data obj, q *request) *refusal {
	switch kind {
	case replyNow:
		return s.checkMessage(data, rules{fresh: true, files: q.files})
	case updateNow:
		return s.checkMessage(data, rules{was: i.source, files: q.files})
	case replyLater:
		if f := num(data["flags"]); f&^flagEphemeral != 0 {
			return &refusal{400, 50035, "only the ephemeral flag goes with a deferred reply", "data.flags"}
		}
	case suggest:
		return checkChoices(data)
	case openModal:
		return checkModal(data)
	}
	return nil
}

// carryOut does what a response says and notes it.
func (s *Server) carryOut(i *interaction, kind int, data obj, q *request) *message {
	i.private = num(data["flags"])&flagEphemeral != 0
	switch kind {
	case replyNow:
		m := s.ticketMessage(i, data, q, i.private)
		i.original = m.ID
		s.note(Action{Kind: "reply", Event: i.id, Message: m.seen(), Private: m.Private})
		return m
	case replyLater:
		m := s.ticketMessage(i, obj{}, q, i.private)
		m.Thinking, i.original = true, m.ID
		s.note(Action{Kind: "thinking", Event: i.id, Message: m.seen(), Private: m.Private})
		return m
	case updateLater:
		i.original = i.source.ID
		s.note(Action{Kind: "acknowledge", Event: i.id})
	case updateNow:
		i.original = i.source.ID
		s.change(i.source, data, q)
		s.note(Action{Kind: "update", Event: i.id, Message: i.source.seen(), Private: i.source.Private})
		return i.source
	case suggest:
		choices, _ := data["choices"].([]any)
		s.note(Action{Kind: "suggest", Event: i.id, Choices: names(choices)})
	case openModal:
		i.modal = data
		s.note(Action{Kind: "modal", Event: i.id, Modal: data})
	}
	return nil
}

// ticketMessage makes a message under a ticket.
func (s *Server) ticketMessage(i *interaction, data obj, q *request, private bool) *message {
	return s.newMessage(i.channel, s.bot.ID, "", func(m *message) {
		m.ticket, m.Private = i, private
		if private {
			m.Reader = i.user.ID
		}
		s.fill(m, data, q)
	})
}

// webhook handles what comes under a ticket after the initial response.
func (s *Server) webhook(q *request) (int, any, *refusal) {
	i := s.interactions[q.parts[2]]
	switch {
	case i == nil || q.parts[1] != s.bot.ID:
		return 0, nil, &refusal{404, 10015, "Unknown Webhook", ""}
	case time.Since(i.created) > tokenLife:
		return 0, nil, &refusal{401, 50027, "Invalid Webhook Token", ""}
	case !i.answered:
		return 0, nil, &refusal{404, 10015, "Unknown Webhook", ""}
	case len(q.parts) == 3 && q.Method == http.MethodPost:
		return s.followUp(i, q)
	case len(q.parts) == 5 && q.parts[3] == "messages":
		return s.underTicket(i, q)
	}
	return 0, nil, &refusal{404, 0, "404: Not Found", ""}
}

// followUp makes one more message; the first after a deferred reply is its answer, as
// private as that.
func (s *Server) followUp(i *interaction, q *request) (int, any, *refusal) {
	if bad := s.checkMessage(q.obj(), rules{fresh: true, files: q.files}); bad != nil {
		return 0, nil, bad
	}
	if m := s.messages[i.original]; m != nil && m.Thinking && !m.deleted {
		return s.edited(m, i, q)
	}
	i.followUps++
	m := s.ticketMessage(i, q.obj(), q, num(q.obj()["flags"])&flagEphemeral != 0)
	s.note(Action{Kind: "followup", Event: i.id, Message: m.seen(), Private: m.Private})
	return 200, s.messageJSON(m, true), nil
}

// underTicket fetches, edits or deletes a message of a ticket.
func (s *Server) underTicket(i *interaction, q *request) (int, any, *refusal) {
	id := q.parts[4]
	if id == "@original" {
		id = i.original
	}
	m := s.messages[id]
	if m == nil || m.deleted || m.ticket != i && m != i.source {
		return 0, nil, &refusal{404, 10008, "Unknown Message", ""}
	}
	switch q.Method {
	case http.MethodGet:
		return 200, s.messageJSON(m, true), nil
	case http.MethodPatch:
		if bad := s.checkMessage(q.obj(), rules{was: m, files: q.files}); bad != nil {
			return 0, nil, bad
		}
		return s.edited(m, i, q)
	case http.MethodDelete:
		s.remove(m)
		s.note(Action{Kind: "delete", Event: i.id, Message: m.seen(), Private: m.Private})
		return 204, nil, nil
	}
	return 0, nil, &refusal{405, 0, "405: Method Not Allowed", ""}
}

func (s *Server) edited(m *message, i *interaction, q *request) (int, any, *refusal) {
	s.change(m, q.obj(), q)
	s.note(Action{Kind: "edit", Event: i.id, Message: m.seen(), Private: m.Private})
	return 200, s.messageJSON(m, true), nil
}

// change replaces the parts of a message that a body has, and tells of it.
func (s *Server) change(m *message, d obj, q *request) {
	m.Thinking = false
	m.edited = time.Now()
	s.fill(m, d, q)
	if !m.Private {
		s.tell("MESSAGE_UPDATE", m)
	}
}

// fill takes over the parts of a message that a body has.
func (s *Server) fill(m *message, d obj, q *request) {
	if v, ok := d["content"]; ok {
		m.Content, _ = v.(string)
	}
	if v, ok := d["embeds"]; ok {
		m.Embeds, _ = v.([]any)
	}
	if v, ok := d["components"]; ok {
		m.Components, _ = v.([]any)
	}
	if v, ok := d["flags"]; ok {
		m.flags = num(v) | m.flags&flagModern
	}
	if v, ok := d["attachments"]; ok && v != nil {
		m.files = nil
	}
	for _, f := range q.files {
		f.ID = s.newID()
		s.files[f.ID] = f
		m.files = append(m.files, f)
	}
}

func names(choices []any) []string {
	var out []string
	for _, c := range choices {
		if c, ok := c.(obj); ok {
			name, _ := c["name"].(string)
			out = append(out, name)
		}
	}
	return slices.Clip(out)
}
