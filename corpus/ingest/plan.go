package ingest

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/dalil-bot/dalil/corpus"
	"github.com/dalil-bot/dalil/corpus/index"
	"github.com/dalil-bot/dalil/corpus/source"
)

// settled is how old a modification time has to be before it is trusted: file systems keep it to two seconds at worst.
const settled = 2 * time.Second

// A job is a file that may have changed.
type job struct {
	entry source.Entry
	state index.State   // what the listing says; without a hash
	known []*index.Info // its documents in the index
	again bool          // it is read as if its bytes were others
}

// plan compares the listing with the index.
func (r *run) plan(ctx context.Context) error {
	listing, err := r.src.Files.Entries(ctx)
	if err != nil {
		return err
	}
	if err := r.learn(ctx); err != nil {
		return err
	}
	r.report.Skipped = listing.Skipped
	for _, p := range listing.Problems {
		r.fail(p.Path, p.Err)
	}
	r.memory.begin(r)
	listed := make(map[string]bool, len(listing.Entries))
	for _, e := range listing.Entries {
		listed[e.ID] = true
		r.consider(e)
	}
	for entry := range r.mine {
		switch {
		case listed[entry]:
		case listing.Unknown(entry):
			r.unknown = append(r.unknown, entry)
		default:
			r.vanished = append(r.vanished, entry)
		}
	}
	slices.Sort(r.vanished)
	slices.Sort(r.unknown)
	r.partial = listing.Partial
	maps.DeleteFunc(r.memory.Failures, func(entry string, _ *Failure) bool {
		return !listed[entry] && (listing.Partial || !listing.Unknown(entry))
	})
	return nil
}

// learn reads what the index knows.
func (r *run) learn(ctx context.Context) error {
	infos, err := r.ix.Documents(ctx, r.src.Collection)
	if err != nil && !errors.Is(err, corpus.ErrNotFound) {
		return err
	}
	r.mine, r.others = make(map[string][]*index.Info, len(infos)), map[string]string{}
	r.total = len(infos)
	for i := range infos {
		info := &infos[i]
		if info.State.Source != r.src.Name {
			r.others[info.ID] = info.State.Source
			continue
		}
		entry := entryOf(info)
		r.mine[entry] = append(r.mine[entry], info)
		r.count++
		if !info.Lost && (r.seen.IsZero() || info.LastSeen.Before(r.seen)) {
			r.seen = info.LastSeen
		}
	}
	return nil
}

// entryOf returns the entry that a document came out of.
func entryOf(i *index.Info) string {
	if i.State.Entry != "" {
		return i.State.Entry
	}
	return i.ID
}

// stateOf returns what the listing says of a file. A modification time that is too young to be trusted is left out.
func (r *run) stateOf(e source.Entry) index.State {
	s := index.State{Source: r.src.Name, Size: e.Size, ModTime: e.ModTime, Version: e.Version}
	if age := r.now.Sub(e.ModTime); age < settled {
		s.ModTime = time.Time{}
	}
	return s
}

// consider decides whether a file has to be looked into.
func (r *run) consider(e source.Entry) {
	j := job{entry: e, state: r.stateOf(e), known: r.mine[e.ID]}
	if owner := r.others[r.documentID(e.ID, "")]; owner != "" {
		r.fail(e.ID, fmt.Errorf("%w: %s", ErrOtherSource, owner))
		return
	}
	f := r.memory.Failures[e.ID]
	due := f == nil || r.opts.Retry || !f.of(e) || f.due(r.now)
	recipe := r.memory.Recipe != r.src.Recipe && len(j.known) > 0
	j.again = recipe || f != nil && due && len(f.Parts) > 0
	switch {
	case !due && !recipe && f.Error != "":
		r.report.Failed = append(r.report.Failed, f.problems(e.ID, true)...)
	case !j.again && j.unchanged():
		r.report.Unchanged += len(j.known)
		if f != nil && f.Error != "" {
			delete(r.memory.Failures, e.ID) // it is again what it was when it could be read
		} else if f != nil {
			r.report.Failed = append(r.report.Failed, f.problems(e.ID, true)...)
		}
	default:
		if e.Version == "" && !j.again && j.hash() != "" { // of what is half in, no version holds
			j.entry.Version = j.known[0].State.Version
		}
		r.jobs = append(r.jobs, j)
	}
}

// unchanged reports whether the listing alone tells that a file is that of last time, and all its documents are of it.
func (j *job) unchanged() bool {
	for _, i := range j.known {
		s := i.State
		if s.Hash == "" || s.Hash != j.known[0].State.Hash || i.Lost {
			return false
		}
		if j.entry.Version != "" && s.Version != "" {
			if j.entry.Version != s.Version {
				return false
			}
		} else if j.state.ModTime.IsZero() || !s.Same(j.state) {
			return false
		}
	}
	return len(j.known) > 0
}

// fail reports a file that was not taken in; it is remembered elsewhere, where it is worth it.
func (r *run) fail(id string, err error) {
	r.report.Failed = append(r.report.Failed, Problem{ID: id, Err: err})
}
