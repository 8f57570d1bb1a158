package fakediscord

// Forms gives the custom ids of the fields of the form that an interaction opened, in its order; nothing when it opened
// none.
func (s *Server) Forms(opened string) []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []string
	for _, i := range s.interactions {
		if i.id != opened || i.modal == nil {
			continue
		}
		walk(i.modal["components"], func(c obj) {
			if id, ok := c["custom_id"].(string); ok {
				out = append(out, id)
			}
		})
	}
	return out
}
