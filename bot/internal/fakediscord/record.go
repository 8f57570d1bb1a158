package fakediscord

import (
	"fmt"
	"strings"
	"time"
)

// Action is one thing that the bot did, or tried to.
type Action struct {
	At time.Time
	// Kind is thinking, reply, edit, update, acknowledge, followup, send, delete,
	// typing, react, unreact, thread, modal, suggest, register, or refused.
	Kind string
	// Event is the id of the interaction or message that it belongs to: by ticket, by
	// what it replies to, else the last event in the channel.
	Event   string
	Channel string // id; empty for actions under a ticket
	Parent  string // a thread's channel
	Private bool
	Message Message
	Reply   string // the message replied to
	Emoji   string
	Name    string   // a thread's name
	Choices []string // suggestions
	Modal   map[string]any
	// Route, Status and Code tell what was refused and how.
	Route        string
	Status, Code int
}

// note remembers an action. Caller holds mu.
func (s *Server) note(a Action) {
	a.At = time.Now()
	if a.Channel == "" {
		a.Channel = a.Message.Channel
	}
	s.actions = append(s.actions, a)
}

// noteRefusal remembers what was refused. An acknowledgement that comes late, twice or
// wrong is always a fault of the bot; so is a body that breaks a rule.
func (s *Server) noteRefusal(q *request, r *refusal) {
	route := q.Method + " " + shape(q.path)
	s.note(Action{Kind: "refused", Route: route, Status: r.status, Code: r.code, Event: s.eventOf(q)})
	if r.code == 50035 || r.code == 50006 || strings.HasSuffix(route, "/callback") {
		s.problem("%s: %d %s %s", route, r.code, r.field, r.message)
	}
}

func (s *Server) noteFault(q *request, f *Fault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.note(Action{Kind: "refused", Route: q.Method + " " + shape(q.path), Status: f.Status, Code: f.Code, Event: s.eventOf(q)})
}

func (s *Server) eventOf(q *request) string {
	if q.underTicket() {
		if i := s.interactions[q.parts[2]]; i != nil {
			return i.id
		}
		return ""
	}
	if len(q.parts) > 1 {
		return s.last[q.parts[1]]
	}
	return ""
}

// Actions are all that the bot did since the start, or since TakeActions.
func (s *Server) Actions() []Action {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]Action(nil), s.actions...)
}

// TakeActions gives the actions and forgets them: inside a synctest bubble, after
// synctest.Wait, they are what the last event led to.
func (s *Server) TakeActions() []Action {
	s.mu.Lock()
	defer s.mu.Unlock()
	out := s.actions
	s.actions = nil
	return out
}

// ActionsOf are the actions that belong to an event.
func (s *Server) ActionsOf(event string) []Action {
	var out []Action
	for _, a := range s.Actions() {
		if a.Event == event {
			out = append(out, a)
		}
	}
	return out
}

// String is the action in one line without ids.
func (a Action) String() string {
	private := ""
	if a.Private {
		private = " privately"
	}
	switch a.Kind {
	case "refused":
		return strings.TrimSuffix(fmt.Sprintf("refused %d %s (%d)", a.Status, a.Route, a.Code), " (0)")
	case "react", "unreact":
		return a.Kind + " " + a.Emoji
	case "thread", "register":
		return a.Kind + " " + a.Name
	case "suggest":
		return "suggest " + strings.Join(a.Choices, " | ")
	case "modal":
		return fmt.Sprintf("modal %v", a.Modal["title"])
	case "send":
		if a.Reply != "" {
			return "reply to the message"
		}
	}
	return a.Kind + private
}
