package index

import (
	"context"
	"errors"
	"maps"
	"slices"
)

// A Repaired says what Repair did.
type Repaired struct {
	Verification
	Mended  []string // documents that were indexed again out of their stored text, sorted
	Removed []string // documents whose text is not what it was, sorted: their sources have to bring them again
}

// Repair inspects a collection and, where there is a problem, builds it anew out of the stored texts that are as they were
// written. Documents whose text is not are removed, as are earlier texts. Searches go on meanwhile. A collection that cannot be
// opened gives a DamagedError: only its sources can bring that back.
func (ix *Index) Repair(ctx context.Context, collection string) (Repaired, error) {
	var done Repaired
	var sound []string
	err := ix.view(ctx, collection, func(s *snapshot) error {
		v := newVerifier(ix, s)
		done.Verification = v.run(ctx)
		sound = v.sound
		done.sort(v)
		return ctx.Err()
	})
	if err != nil || len(done.Problems) == 0 {
		return Repaired{Verification: done.Verification}, err
	}
	r, err := ix.Rebuild(collection)
	if err != nil {
		return done, err
	}
	if err := r.Adopt(ctx, sound); err != nil {
		return done, errors.Join(err, r.Abort())
	}
	return done, r.Commit(ctx)
}

// sort says what becomes of the documents that something is wrong with.
func (r *Repaired) sort(v *verifier) {
	wrong := map[string]bool{}
	for _, p := range r.Problems {
		wrong[p.ID] = true
	}
	delete(wrong, "")
	there := map[string]bool{}
	for _, i := range v.live {
		there[i.ID] = true
	}
	for _, id := range slices.Sorted(maps.Keys(wrong)) {
		switch {
		case slices.Contains(v.sound, id):
			r.Mended = append(r.Mended, id)
		case there[id]:
			r.Removed = append(r.Removed, id)
		}
	}
}
