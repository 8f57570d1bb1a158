package ingest

import (
	"context"
	"maps"
	"time"

	"github.com/dalil-bot/dalil/corpus/index"
)

// The brake: where more than a third of a source has vanished at once, or all of it, a disk that is not mounted is likelier
// than so much tidying up. Fewer files than brakeLeast are removed whatever share they are, unless they are all there were.
const (
	brakeShare = 3 // one in so many
	brakeLeast = 5
	brakeAll   = 2
)

// seenAgain is how long ago the documents of a source were seen when that is noted again although nothing has changed: a note costs
// the disk a write.
const seenAgain = 5 * time.Minute

// removeVanished removes the documents whose files are no more: at once where the file stands under another name now,
// otherwise after the grace, and not while they are held back. It notes which documents were seen.
func (r *run) removeVanished(ctx context.Context) error {
	gone, stay := r.settle()
	change := index.Change{At: r.now}
	for _, entry := range gone {
		for _, i := range r.mine[entry] {
			change.Remove = append(change.Remove, i.ID)
		}
		delete(r.memory.Vanished, entry)
		delete(r.memory.Failures, entry)
	}
	if !r.partial {
		for _, entry := range append(stay, r.unknown...) {
			for _, i := range r.mine[entry] {
				if !i.Lost { // else that is noted already
					change.Lost = append(change.Lost, i.ID)
				}
			}
		}
		change.Seen = []string{r.src.Name}
	}
	if r.batches == 0 && len(change.Remove) == 0 && len(change.Lost) == 0 && r.now.Sub(r.seen).Abs() < seenAgain {
		return nil
	}
	if r.count > 0 || len(change.Remove) > 0 {
		if err := r.ix.Apply(ctx, r.src.Collection, change); err != nil {
			return err
		}
	}
	r.report.Removed += len(change.Remove)
	return nil
}

// settle decides which of the vanished entries go now and which stay for the time being, and counts them.
func (r *run) settle() (gone, stay []string) {
	var fresh []string // vanished since the last time
	vanished := make(map[string]bool, len(r.vanished))
	for _, entry := range r.vanished {
		docs := r.mine[entry]
		if hash := docs[0].State.Hash; hash != "" && r.arrived[hash] {
			gone = append(gone, entry)
			r.report.Moved += len(docs)
			continue
		}
		vanished[entry] = true
		v := r.memory.Vanished[entry]
		if v == nil || v.Since.After(r.now) { // the clock may have gone back
			fresh = append(fresh, entry)
		}
	}
	maps.DeleteFunc(r.memory.Vanished, func(entry string, _ *Vanished) bool { return !vanished[entry] })
	held := r.tooMany(len(fresh), len(r.mine))
	for _, entry := range fresh {
		r.memory.Vanished[entry] = &Vanished{Since: r.now, Held: held}
	}
	for _, entry := range r.vanished {
		v := r.memory.Vanished[entry]
		switch {
		case v == nil: // moved
		case v.Held && !r.opts.Force:
			r.report.Held += len(r.mine[entry])
			stay = append(stay, entry)
		case r.now.Sub(v.Since) < r.opts.Grace:
			r.report.Leaving += len(r.mine[entry])
			stay = append(stay, entry)
		default:
			gone = append(gone, entry)
		}
	}
	return gone, stay
}

// tooMany reports whether the brake holds back n of all entries.
func (r *run) tooMany(n, all int) bool {
	return n >= brakeLeast && n*brakeShare > all || n >= brakeAll && n == all
}
