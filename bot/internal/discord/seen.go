package discord

import "sync"

// seen remembers the last keys, so that an event that a resumed connection replays is
// handled once.
type seen struct {
	mu   sync.Mutex
	keys map[string]bool
	ring []string
	next int
}

// seenSize is far more events than Discord keeps for a resume of a bot with few
// intents, at about 100 bytes each.
const seenSize = 8192

func newSeen() *seen {
	return &seen{keys: make(map[string]bool, 64), ring: make([]string, seenSize)}
}

// first says whether the key is new, and remembers it. The empty key is always new.
func (s *seen) first(key string) bool {
	if key == "" {
		return true
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.keys[key] {
		return false
	}
	delete(s.keys, s.ring[s.next])
	s.keys[key], s.ring[s.next] = true, key
	s.next = (s.next + 1) % len(s.ring)
	return true
}

// forget takes the key back, for an event that could not be handled after all.
func (s *seen) forget(key string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.keys, key)
}

func (s *seen) has(key string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.keys[key]
}
