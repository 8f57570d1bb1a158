package state

import (
	"slices"
	"sync"
	"time"

	"github.com/dalil-bot/dalil/bot/internal/discord"
)

// Bounds of what is held in memory. Both are the newest that came in, over all servers.
const (
	maxHeldTurns = 5000
	maxHeldAsked = 500
)

// brief holds in memory, and only there, what the settings keep out of the file but what the next minutes need: turns of
// conversations, and questions of which a vote can still make gaps. It is empty after a restart.
type brief struct {
	mu    sync.Mutex
	turns []heldTurn
	asked []heldAsked
}

// owner says whose words are held, so that they can be dropped.
type owner struct {
	server, user discord.ID
	answer       string
}

type heldTurn struct {
	talk Talk
	turn Turn
}

func (h heldTurn) owner() owner { return owner{h.talk.Server, h.turn.Asker, h.turn.Answer} }

type heldAsked struct {
	owner
	asked, likeness string
}

func (b *brief) addTurn(t Talk, turn Turn) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.turns = append(b.turns, heldTurn{t, turn})
	if over := len(b.turns) - maxHeldTurns; over > 0 {
		b.turns = slices.Delete(b.turns, 0, over)
	}
}

// talk returns the turns of a conversation since then, oldest first.
func (b *brief) talk(t Talk, since time.Time) []Turn {
	b.mu.Lock()
	defer b.mu.Unlock()
	var turns []Turn
	for _, h := range b.turns {
		if h.talk == t && h.turn.Time.After(since) {
			turns = append(turns, h.turn)
		}
	}
	return turns
}

func (b *brief) addAsked(h heldAsked) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.asked = append(b.asked, h)
	if over := len(b.asked) - maxHeldAsked; over > 0 {
		b.asked = slices.Delete(b.asked, 0, over)
	}
}

// askedOf returns the question of an answer, and whether it is held.
func (b *brief) askedOf(answer string) (heldAsked, bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	i := slices.IndexFunc(b.asked, func(h heldAsked) bool { return h.answer == answer })
	if i < 0 {
		return heldAsked{}, false
	}
	return b.asked[i], true
}

// dropAsked forgets the questions of owners.
func (b *brief) dropAsked(of func(owner) bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.asked = slices.DeleteFunc(b.asked, func(h heldAsked) bool { return of(h.owner) })
}

// dropTurns forgets the turns for which a function says so, and returns their number.
func (b *brief) dropTurns(of func(heldTurn) bool) int {
	b.mu.Lock()
	defer b.mu.Unlock()
	before := len(b.turns)
	b.turns = slices.DeleteFunc(b.turns, of)
	return before - len(b.turns)
}

// drop forgets questions and turns of owners, and returns the number of turns.
func (b *brief) drop(of func(owner) bool) int {
	b.dropAsked(of)
	return b.dropTurns(func(h heldTurn) bool { return of(h.owner()) })
}
