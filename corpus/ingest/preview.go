package ingest

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/dalil-bot/dalil/corpus/index"
)

// A Preview says what a Sync would do, as far as the listing of the source tells. IDs are those of entries, sorted.
type Preview struct {
	New       []string  // files that the index does not have
	Changed   []string  // files that the listing says are others
	Moved     []Move    // files that seem to have another name now
	Removed   []string  // vanished files whose documents would go
	Leaving   []string  // vanished files whose documents would stay until the grace is over
	Held      []string  // vanished files whose documents would stay until somebody says so
	Failed    []Problem // files that cannot be listed, and those that would not be tried again yet
	Again     int       // files that would be looked into, though nothing says that they have changed
	Unchanged int       // documents
	Skipped   int       // files of formats that are not known
}

// A Move is a file with a new name.
type Move struct{ From, To string }

// Look says what Sync would do and does nothing. The memory of the options is used up: do not keep it.
func Look(ctx context.Context, ix *index.Index, src Source, opts Options) (Preview, error) {
	r := newRun(ix, src, opts)
	if err := r.plan(ctx); err != nil {
		return Preview{}, fmt.Errorf("sync %s: %w", src.Name, err)
	}
	return r.preview(), nil
}

func (r *run) preview() Preview {
	p := Preview{Failed: r.report.Failed, Unchanged: r.report.Unchanged, Skipped: r.report.Skipped}
	for _, j := range r.jobs {
		switch {
		case len(j.known) == 0:
			p.New = append(p.New, j.entry.ID)
		case j.differs():
			p.Changed = append(p.Changed, j.entry.ID)
		default:
			p.Again++
		}
	}
	p.Moved = r.moves()
	moved := make(map[string]bool, 2*len(p.Moved)) // old names are no new ones: those stand in the listing
	for _, m := range p.Moved {
		moved[m.From], moved[m.To] = true, true
	}
	p.New = slices.DeleteFunc(p.New, func(id string) bool { return moved[id] })
	gone, stay := r.settle()
	for _, id := range gone {
		if !moved[id] {
			p.Removed = append(p.Removed, id)
		}
	}
	for _, id := range stay {
		if r.memory.Vanished[id].Held {
			p.Held = append(p.Held, id)
		} else {
			p.Leaving = append(p.Leaving, id)
		}
	}
	return p
}

// differs reports whether the listing says that a known file is another one.
func (j *job) differs() bool {
	s := j.known[0].State
	if j.entry.Version != "" && s.Version != "" {
		return j.entry.Version != s.Version
	}
	return j.entry.Size != s.Size || !s.ModTime.IsZero() && !j.entry.ModTime.Equal(s.ModTime)
}

// moves pairs vanished files with new ones of the same size and time, where there is one of each. Sync itself compares what is
// in them.
func (r *run) moves() []Move {
	type look struct {
		size int64
		time time.Time
	}
	from, to := map[look][]string{}, map[look][]string{}
	for _, id := range r.vanished {
		s := r.mine[id][0].State
		from[look{s.Size, s.ModTime.UTC()}] = append(from[look{s.Size, s.ModTime.UTC()}], id)
	}
	for _, j := range r.jobs {
		if at := (look{j.entry.Size, j.entry.ModTime.UTC()}); len(j.known) == 0 && !at.time.IsZero() {
			to[at] = append(to[at], j.entry.ID)
		}
	}
	var all []Move
	for at, ids := range from {
		if len(ids) == 1 && len(to[at]) == 1 {
			all = append(all, Move{ids[0], to[at][0]})
			r.arrived[r.mine[ids[0]][0].State.Hash] = true
		}
	}
	slices.SortFunc(all, func(a, b Move) int { return strings.Compare(a.From, b.From) })
	return all
}
