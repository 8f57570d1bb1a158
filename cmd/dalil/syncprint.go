package main

import (
	"context"
	"errors"
	"fmt"
	"path"
	"strings"
	"time"

	"github.com/dalil-bot/dalil/corpus"
	"github.com/dalil-bot/dalil/corpus/ingest"
)

// printSync says what was done with a source.
func (a *app) printSync(s *sourceSettings, r ingest.Report, err error) {
	name := a.shown(s.Name)
	if err != nil {
		fmt.Fprintf(a.err, "dalil: %s: %s%s\n", name, corpus.Visible(oneLine(err)), remedy(err))
		return
	}
	a.printReport(s.Name, r)
	if r.Held > 0 {
		fmt.Fprintf(a.err, "dalil: %s: %s have vanished at once and are kept; if that is right, remove them with --yes\n",
			name, documents(r.Held))
	}
}

// printReport says what a sync did, and which files failed.
func (a *app) printReport(name string, r ingest.Report) {
	name = a.shown(name)
	fmt.Fprintf(a.out, "%s: %d added, %d updated, %d removed, %d unchanged", name, r.Added, r.Updated, r.Removed, r.Unchanged)
	for _, more := range []struct {
		n    int
		what string
	}{
		{r.Moved, "of those removed only moved"}, {r.Leaving, "leaving after the grace"}, {r.Held, "held back"},
		{r.Skipped, "of other formats passed over"},
	} {
		if more.n > 0 {
			fmt.Fprintf(a.out, ", %d %s", more.n, more.what)
		}
	}
	fmt.Fprintln(a.out)
	a.printFailed(r.Failed)
	if r.Added+r.Updated+r.Removed+r.Unchanged+r.Leaving+r.Held+len(r.Failed) == 0 {
		fmt.Fprintf(a.err, "dalil: %s holds no document of a known format\n", name)
	}
}

// printFailed names files that are not in, one on a line.
func (a *app) printFailed(failed []ingest.Problem) {
	for _, p := range failed[:min(shownProblems, len(failed))] {
		a.printProblem(p)
	}
	if more := len(failed) - shownProblems; more > 0 {
		fmt.Fprintf(a.err, "dalil: not indexed: %d more; --json lists all\n", more)
	}
}

func (a *app) printProblem(p ingest.Problem) {
	fmt.Fprintf(a.err, "dalil: not indexed: %s: %s\n", a.shown(p.ID), corpus.Visible(failure(p)))
}

// failure says why a file could not be taken in, and what can be done; the caller names the file.
func failure(p ingest.Problem) string {
	text := oneLine(p.Err)
	for _, name := range []string{p.ID, path.Base(p.ID)} {
		if _, cause, ok := strings.Cut(text, name+": "); ok {
			text = cause
		}
	}
	text += remedy(p.Err)
	if p.Waiting {
		text += fmt.Sprintf(" (tried %s, again from %s on; now with --retry)", times(p.Tried), clock(p.Next))
	}
	return text
}

// oneLine writes an error on one line: errors.Join puts one on each.
func oneLine(err error) string { return strings.ReplaceAll(err.Error(), "\n", "; ") }

func times(n int) string {
	if n == 1 {
		return "once"
	}
	return fmt.Sprintf("%d times", n)
}

func documents(n int) string {
	if n == 1 {
		return "1 document"
	}
	return fmt.Sprintf("%d documents", n)
}

// clock writes a time of this year as people do.
func clock(t time.Time) string { return t.Local().Format("2 Jan 15:04") }

// A syncReport is what was done with one source, as JSON.
type syncReport struct {
	Collection string        `json:"collection"`
	Source     string        `json:"source"`
	Name       string        `json:"name,omitempty"` // in the configuration
	Added      int           `json:"added"`
	Updated    int           `json:"updated"`
	Removed    int           `json:"removed"`
	Moved      int           `json:"moved"`
	Unchanged  int           `json:"unchanged"`
	Leaving    int           `json:"leaving"`
	Held       int           `json:"held"`
	Skipped    int           `json:"skipped"`
	Passages   int           `json:"passages"`
	Bytes      int64         `json:"bytes"`
	Failed     []failureJSON `json:"failed"`
	Error      string        `json:"error,omitempty"` // why it was not done
}

type failureJSON struct {
	ID    string    `json:"id"`
	Error string    `json:"error"`
	Tried int       `json:"tried,omitempty"`
	Next  time.Time `json:"next,omitzero"`
}

func failuresJSON(all []ingest.Problem) []failureJSON {
	failed := make([]failureJSON, len(all))
	for i, p := range all {
		p.Waiting = false // the figures say it
		failed[i] = failureJSON{p.ID, failure(p), p.Tried, p.Next}
	}
	return failed
}

func newSyncReport(s *sourceSettings, r ingest.Report, err error) syncReport {
	out := syncReport{
		Collection: s.Collection, Source: s.identity(), Added: r.Added, Updated: r.Updated, Removed: r.Removed, Moved: r.Moved,
		Unchanged: r.Unchanged, Leaving: r.Leaving, Held: r.Held, Skipped: r.Skipped, Passages: r.Passages, Bytes: r.Bytes,
		Failed: failuresJSON(r.Failed),
	}
	if s.Name != s.identity() {
		out.Name = s.Name
	}
	if err != nil {
		out.Error = oneLine(err)
	}
	return out
}

// A previewJSON is what would be done with one source.
type previewJSON struct {
	Collection string        `json:"collection"`
	Source     string        `json:"source"`
	New        []string      `json:"new"`
	Changed    []string      `json:"changed"`
	Moved      [][2]string   `json:"moved"`
	Removed    []string      `json:"removed"`
	Leaving    []string      `json:"leaving"`
	Held       []string      `json:"held"`
	Again      int           `json:"again"`
	Unchanged  int           `json:"unchanged"`
	Failed     []failureJSON `json:"failed"`
	Error      string        `json:"error,omitempty"`
}

// preview says what a sync would do.
func (a *app) preview(ctx context.Context, k *keeper, sources []sourceSettings, ask syncing) error {
	var all []previewJSON
	bad := false
	for i := range sources {
		s := &sources[i]
		p, err := k.look(ctx, task{sourceSettings: *s, limits: a.config.Limits, web: a.config.Web, force: ask.agreed, retry: ask.retry})
		if ctx.Err() != nil {
			return ctx.Err()
		}
		bad = bad || err != nil
		if a.json {
			all = append(all, newPreview(s, p, err))
		} else if err != nil {
			fmt.Fprintf(a.err, "dalil: %s: %s%s\n", a.shown(s.Name), corpus.Visible(oneLine(err)), remedy(err))
		} else {
			a.printPreview(s, p)
		}
	}
	var err error
	if a.json {
		err = a.writeJSON(all)
	} else if !bad {
		fmt.Fprintln(a.out, "Nothing is done yet: leave --dry-run out for that.")
	}
	if bad {
		err = errors.Join(err, errSources)
	}
	return err
}

func newPreview(s *sourceSettings, p ingest.Preview, err error) previewJSON {
	some := func(ids []string) []string { return append([]string{}, ids...) }
	out := previewJSON{
		Collection: s.Collection, Source: s.identity(), New: some(p.New), Changed: some(p.Changed), Removed: some(p.Removed),
		Leaving: some(p.Leaving), Held: some(p.Held), Again: p.Again, Unchanged: p.Unchanged, Failed: failuresJSON(p.Failed), Moved: [][2]string{},
	}
	for _, m := range p.Moved {
		out.Moved = append(out.Moved, [2]string{m.From, m.To})
	}
	if err != nil {
		out.Error = oneLine(err)
	}
	return out
}

// printPreview lists what would happen, a file on a line.
func (a *app) printPreview(s *sourceSettings, p ingest.Preview) {
	fmt.Fprintf(a.out, "%s: %d new, %d changed, %d moved, %d to be removed, %d unchanged\n",
		a.shown(s.Name), len(p.New), len(p.Changed), len(p.Moved), len(p.Removed), p.Unchanged)
	var moved []string
	for _, m := range p.Moved {
		moved = append(moved, a.shown(m.From)+" → "+a.shown(m.To))
	}
	for _, part := range []struct {
		mark string
		ids  []string
	}{{"new", a.shownAll(p.New)}, {"changed", a.shownAll(p.Changed)}, {"moved", moved}, {"removed", a.shownAll(p.Removed)},
		{"leaving", a.shownAll(p.Leaving)}, {"held back", a.shownAll(p.Held)}} {
		for _, id := range part.ids[:min(shownProblems, len(part.ids))] {
			fmt.Fprintf(a.out, "    %-9s  %s\n", part.mark, id)
		}
		if more := len(part.ids) - shownProblems; more > 0 {
			fmt.Fprintf(a.out, "    %-9s  and %d more\n", part.mark, more)
		}
	}
	if p.Again > 0 {
		fmt.Fprintf(a.out, "    %d more would be looked into, though nothing says that they have changed\n", p.Again)
	}
	a.printFailed(p.Failed)
}
