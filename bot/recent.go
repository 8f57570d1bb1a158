package bot

import (
	"cmp"
	"sync"

	"github.com/dalil-bot/dalil/bot/internal/state"
)

// recentSize bounds the questions that are held in memory.
const recentSize = 500

// recent holds the words of the last questions in memory, for a button that repeats them where the file does not keep them.
// Where a server keeps no questions they are not held either.
type recent struct {
	keep  state.Keep // where a server sets nothing
	mu    sync.Mutex
	words map[string]string // by answer
	order []string
}

func newRecent(keep state.Keep) *recent { return &recent{keep: keep, words: map[string]string{}} }

func (r *recent) put(answer, words string, s state.Server) {
	if answer == "" || r.keeps(s) == state.KeepNone {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if _, known := r.words[answer]; !known {
		r.order = append(r.order, answer)
	}
	r.words[answer] = words
	if len(r.order) > recentSize {
		delete(r.words, r.order[0])
		r.order = r.order[1:]
	}
}

// keeps says which questions a server keeps.
func (r *recent) keeps(s state.Server) state.Keep {
	return cmp.Or(s.StoreQuestions, r.keep, state.KeepGaps)
}

// of gives the question of an answer: as it was kept, else as it is held, else "".
func (r *recent) of(a state.Answer) string {
	if a.Question != "" || a.Asker == "" {
		return a.Question
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.words[a.ID]
}
