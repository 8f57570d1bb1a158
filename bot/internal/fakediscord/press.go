package fakediscord

import (
	"fmt"
	"maps"
	"slices"
)

// Press presses a button of a message, by its label, emoji or custom_id. A disabled
// button, or one that is not there, is an error.
func (s *Server) Press(u *User, id, button string) (string, error) {
	return s.touch(u, id, func(c obj) (obj, bool) {
		emoji, _ := c["emoji"].(obj)
		named := c["label"] == button || c["custom_id"] == button || emoji != nil && emoji["name"] == button
		if num(c["type"]) != 2 || c["disabled"] == true || !named {
			return nil, false
		}
		return obj{"component_type": 2, "custom_id": c["custom_id"]}, true
	}, button)
}

// Choose chooses values of a select by its placeholder or custom_id; each value is a
// label or value of its options.
func (s *Server) Choose(u *User, id, menu string, values ...string) (string, error) {
	return s.touch(u, id, func(c obj) (obj, bool) {
		if num(c["type"]) != 3 || c["placeholder"] != menu && c["custom_id"] != menu {
			return nil, false
		}
		var chosen []string
		opts, _ := c["options"].([]any)
		for _, o := range opts {
			o, _ := o.(obj)
			if slices.Contains(values, fmt.Sprint(o["label"])) || slices.Contains(values, fmt.Sprint(o["value"])) {
				chosen = append(chosen, fmt.Sprint(o["value"]))
			}
		}
		return obj{"component_type": 3, "custom_id": c["custom_id"], "values": chosen}, len(chosen) == len(values)
	}, menu)
}

func (s *Server) touch(u *User, id string, pick func(obj) (obj, bool), what string) (string, error) {
	s.mu.Lock()
	m, err := s.mustMessage(id)
	if err == nil && m.Private && m.Reader != u.ID {
		err = fmt.Errorf("%s cannot see message %s", u.Name, id)
	}
	if err != nil {
		s.mu.Unlock()
		return "", err
	}
	var data obj
	walk(m.Components, func(c obj) {
		if d, ok := pick(c); ok && data == nil {
			data = d
		}
	})
	if data == nil {
		s.mu.Unlock()
		return "", fmt.Errorf("no %q to use on message %s", what, id)
	}
	return s.interact(&interaction{kind: usePress, user: u, channel: m.channel, source: m}, data)
}

// PressID presses a button that may be on no message any more: an old client, or a
// message from before a restart.
func (s *Server) PressID(u *User, id, customID string) (string, error) {
	s.mu.Lock()
	m, err := s.mustMessage(id)
	if err != nil {
		s.mu.Unlock()
		return "", err
	}
	return s.interact(&interaction{kind: usePress, user: u, channel: m.channel, source: m},
		obj{"component_type": 2, "custom_id": customID})
}

// Submit sends the modal that an interaction opened, with its fields by custom_id.
func (s *Server) Submit(u *User, opened string, fields map[string]string) (string, error) {
	s.mu.Lock()
	var from *interaction
	for _, i := range s.interactions {
		if i.id == opened {
			from = i
		}
	}
	if from == nil || from.modal == nil {
		s.mu.Unlock()
		return "", fmt.Errorf("interaction %s opened no modal", opened)
	}
	rows := []any{}
	for _, id := range slices.Sorted(maps.Keys(fields)) {
		rows = append(rows, obj{"type": 18, "component": obj{"type": 4, "custom_id": id, "value": fields[id]}})
	}
	return s.interact(&interaction{kind: useModal, user: u, channel: from.channel, source: from.source},
		obj{"custom_id": from.modal["custom_id"], "components": rows})
}
