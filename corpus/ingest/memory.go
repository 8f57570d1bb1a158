package ingest

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/dalil-bot/dalil/corpus/source"
)

// A Memory is what is remembered of a source from one Sync to the next besides what the index holds. To lose it costs time
// only: what failed is tried again at once, and graces begin anew. Its zero value remembers nothing.
type Memory struct {
	Collection string               `json:"collection"`
	Source     string               `json:"source"`
	Recipe     string               `json:"recipe,omitempty"`   // of the last complete Sync
	Settings   string               `json:"settings,omitempty"` // of the last Sync
	Last       Health               `json:"last"`
	Good       time.Time            `json:"good,omitzero"`      // when a Sync last was complete
	InVain     int                  `json:"in_vain,omitempty"`  // Syncs since then that were not
	Next       time.Time            `json:"next,omitzero"`      // when the next one is due, where there is somebody to do it
	Watched    string               `json:"watched,omitempty"`  // how changes are noticed, for people
	Failures   map[string]*Failure  `json:"failures,omitempty"` // by entry
	Unlisted   map[string]string    `json:"unlisted,omitempty"` // why what could not even be tried is not in; as of the last Sync
	Vanished   map[string]*Vanished `json:"vanished,omitempty"` // by entry
}

// A Health says how the last Sync went.
type Health struct {
	Started   time.Time `json:"started,omitzero"`
	Ended     time.Time `json:"ended,omitzero"`
	Error     string    `json:"error,omitempty"` // why it was not complete
	Added     int       `json:"added"`
	Updated   int       `json:"updated"`
	Removed   int       `json:"removed"`
	Moved     int       `json:"moved"`
	Unchanged int       `json:"unchanged"`
	Leaving   int       `json:"leaving"`
	Held      int       `json:"held"`
	Skipped   int       `json:"skipped"`
	Failed    int       `json:"failed"`
	Bytes     int64     `json:"bytes"`
}

// A Failure is a file that could not be read, or of which parts could not. It is not tried again before Next, unless it
// changes.
type Failure struct {
	Error   string            `json:"error,omitempty"` // about the whole file
	Parts   map[string]string `json:"parts,omitempty"` // errors by part, where the rest of the file is in
	Since   time.Time         `json:"since"`
	Tried   int               `json:"tried"`
	Next    time.Time         `json:"next"`
	Size    int64             `json:"size,omitempty"`
	ModTime time.Time         `json:"mod_time,omitzero"`
	Version string            `json:"version,omitempty"`
}

// A Vanished is a file that is no more, with its documents still in the index.
type Vanished struct {
	Since time.Time `json:"since"`
	Held  bool      `json:"held,omitempty"` // it vanished with too many others
}

// What failed is tried again after a minute, then after twice as long each time, up to a day.
const (
	firstWait   = time.Minute
	longestWait = 24 * time.Hour
)

// Wait returns how long to wait after so many attempts in vain.
func Wait(tried int) time.Duration {
	if tried > 11 {
		return longestWait
	}
	return min(firstWait<<max(0, tried-1), longestWait)
}

// of reports whether the failure is about the file as it is listed now.
func (f *Failure) of(e source.Entry) bool {
	return f.Size == e.Size && f.ModTime.Equal(e.ModTime) && (e.Version == "" || f.Version == e.Version)
}

// due reports whether it is time to try again; also where a clock that went back put that further off than it ever is.
func (f *Failure) due(now time.Time) bool {
	return !now.Before(f.Next) || f.Next.Sub(now) > longestWait
}

// problems returns the failure as a report has it.
func (f *Failure) problems(entry string, waiting bool) []Problem {
	p := Problem{ID: entry, Tried: f.Tried, Next: f.Next, Waiting: waiting}
	if f.Error != "" {
		p.Err = errors.New(f.Error)
		return []Problem{p}
	}
	var all []Problem
	for _, sub := range slices.Sorted(maps.Keys(f.Parts)) {
		part := p
		part.ID, part.Err = entry+"#"+sub, errors.New(f.Parts[sub])
		all = append(all, part)
	}
	return all
}

// begin prepares the memory for a Sync.
func (m *Memory) begin(r *run) {
	m.Collection, m.Source = r.src.Collection, r.src.Name
	if m.Failures == nil {
		m.Failures = map[string]*Failure{}
	}
	if m.Vanished == nil {
		m.Vanished = map[string]*Vanished{}
	}
	if m.Settings != r.opts.Settings {
		r.opts.Retry, m.Settings = true, r.opts.Settings
	}
}

// failure notes that a file could not be read and returns the note.
func (m *Memory) failure(e source.Entry, now time.Time) *Failure {
	f := &Failure{Since: now, Size: e.Size, ModTime: e.ModTime, Version: e.Version}
	if old := m.Failures[e.ID]; old != nil && old.of(e) {
		f.Since, f.Tried = old.Since, old.Tried
	}
	f.Tried++
	f.Next = now.Add(Wait(f.Tried))
	m.Failures[e.ID] = f
	return f
}

// note writes down how a Sync went.
func (m *Memory) note(r *run, err error) {
	p := &r.report
	m.Last = Health{
		Started: r.now, Ended: time.Now(), Added: p.Added, Updated: p.Updated, Removed: p.Removed, Moved: p.Moved,
		Unchanged: p.Unchanged, Leaving: p.Leaving, Held: p.Held, Skipped: p.Skipped, Failed: len(p.Failed), Bytes: p.Bytes,
	}
	m.Unlisted = map[string]string{}
	for _, f := range p.Failed {
		if f.Tried == 0 {
			m.Unlisted[f.ID] = f.Err.Error()
		}
	}
	if err != nil {
		m.Last.Error = err.Error()
		m.InVain++
		return
	}
	m.Good, m.InVain, m.Recipe = m.Last.Ended, 0, r.src.Recipe
}

// Broke notes that a Sync could not even begin, such as for want of the folder.
func (m *Memory) Broke(started time.Time, err error) {
	m.Last = Health{Started: started, Ended: time.Now(), Error: err.Error()}
	m.InVain++
}

// ReadMemory reads a memory. A file that does not exist gives an empty one; so does one that cannot be understood, with the
// error, which a caller may pass over.
func ReadMemory(path string) (*Memory, error) {
	m := new(Memory)
	text, err := os.ReadFile(path)
	if errors.Is(err, os.ErrNotExist) {
		return m, nil
	}
	if err == nil {
		err = json.Unmarshal(text, m)
	}
	if err != nil {
		return new(Memory), fmt.Errorf("what is remembered in %s: %w", path, err)
	}
	maps.DeleteFunc(m.Failures, func(_ string, f *Failure) bool { return f == nil })
	maps.DeleteFunc(m.Vanished, func(_ string, v *Vanished) bool { return v == nil })
	return m, nil
}

// Write writes the memory as a whole or not at all.
func (m *Memory) Write(path string) error {
	text, err := json.MarshalIndent(m, "", "  ")
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	temporary := path + ".part"
	if err := os.WriteFile(temporary, append(text, '\n'), 0o600); err != nil {
		return err
	}
	return os.Rename(temporary, path)
}

// Problems returns the failures that are remembered, sorted by file and part.
func (m *Memory) Problems() []Problem {
	var all []Problem
	for _, id := range slices.Sorted(maps.Keys(m.Unlisted)) {
		all = append(all, Problem{ID: id, Err: errors.New(m.Unlisted[id])})
	}
	for _, entry := range slices.Sorted(maps.Keys(m.Failures)) {
		all = append(all, m.Failures[entry].problems(entry, true)...)
	}
	return all
}
