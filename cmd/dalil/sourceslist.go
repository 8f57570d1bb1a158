package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/dalil-bot/dalil/cmd/dalil/internal/render"
	"github.com/dalil-bot/dalil/corpus"
	"github.com/dalil-bot/dalil/corpus/ingest"
)

func (a *app) sourcesCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "sources [SOURCE…]",
		Short: "Say where the documents come from, and how each source is doing",
		Long: "Lists the sources of the configuration and the folders that were indexed by hand, each with its documents, when it was\n" +
			"last gone through, and what is wrong. With names it says more about those: every file that is not in, and why.",
		Example:           "  dalil sources\n  dalil sources archive",
		ValidArgsFunction: a.completeSources,
		RunE:              func(cmd *cobra.Command, names []string) error { return a.sources(cmd.Context(), names) },
	}
	a.addSettings(cmd, cmd.Flags(), "collection")
	a.addJSON(cmd)
	return cmd
}

// A sourceHealth is how a source is doing, as JSON.
type sourceHealth struct {
	Name       string        `json:"name"`
	Kind       string        `json:"kind"`
	Collection string        `json:"collection"`
	Source     string        `json:"source"`
	Configured bool          `json:"configured"`
	Documents  int           `json:"documents"`
	Last       ingest.Health `json:"last"`
	Good       time.Time     `json:"good,omitzero"`
	Next       time.Time     `json:"next,omitzero"`
	Watched    string        `json:"watched,omitempty"`
	Failed     []failureJSON `json:"failed"`
	Vanished   []string      `json:"vanished"`
}

// sources says how sources are doing.
func (a *app) sources(ctx context.Context, names []string) (err error) {
	dir := a.dataFolder()
	exists, err := indexExists(dir)
	if err != nil {
		return err
	}
	if !exists && len(a.config.Sources) == 0 {
		return fmt.Errorf("there is no index in %s", dir)
	}
	ix, err := a.openAt(dir)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, ix.Close()) }()
	k := a.keeperOf(ix.Index)
	chosen, err := a.wanted(ctx, k, names)
	if err != nil {
		return err
	}
	if len(names) == 0 {
		chosen = append(chosen, a.orphans(ctx, k)...)
	}
	all, err := a.health(ctx, k, chosen)
	if err != nil {
		return err
	}
	if a.json {
		return a.writeJSON(all)
	}
	if len(names) > 0 {
		for i := range all {
			a.printSource(&all[i])
		}
		return nil
	}
	a.printSources(all)
	return nil
}

// orphanKind is the kind of a source that the configuration has no more.
const orphanKind = "given up"

// orphans returns the sources that documents came from which the configuration has no more.
func (a *app) orphans(ctx context.Context, k *keeper) []sourceSettings {
	var all []sourceSettings
	names, _ := k.ix.Collections() // that was fine a moment ago
	for _, collection := range names {
		if len(a.config.Collection) > 0 && !slices.Contains(a.config.Collection, collection) {
			continue
		}
		found, _ := k.ix.Sources(ctx, collection) // one that cannot be read was reported
		for _, f := range found {
			known := func(s sourceSettings) bool { return s.Collection == collection && s.identity() == f.Name }
			if f.Name != "" && f.Name != uploadSource && !isFolder(f.Name) && !slices.ContainsFunc(a.config.Sources, known) {
				all = append(all, sourceSettings{Name: f.Name, Kind: orphanKind, Identity: f.Name, Collection: collection})
			}
		}
	}
	return all
}

// health gathers what the index and the memories know of sources.
func (a *app) health(ctx context.Context, k *keeper, sources []sourceSettings) ([]sourceHealth, error) {
	count := map[string]int{}
	for i := range sources {
		found, err := k.ix.Sources(ctx, sources[i].Collection)
		if err != nil && !errors.Is(err, corpus.ErrNotFound) && !mustRebuild(err) {
			return nil, err
		}
		for _, f := range found {
			count[sources[i].Collection+"\x00"+f.Name] = f.Documents
		}
	}
	all := make([]sourceHealth, len(sources))
	for i := range sources {
		s := &sources[i]
		m := k.memory(s)
		all[i] = sourceHealth{
			Name: s.Name, Kind: s.Kind, Collection: s.Collection, Source: s.identity(), Documents: count[s.Collection+"\x00"+s.identity()],
			Configured: slices.ContainsFunc(a.config.Sources, func(c sourceSettings) bool { return c.Name == s.Name }),
			Last:       m.Last, Good: m.Good, Next: m.Next, Watched: m.Watched, Failed: failuresJSON(m.Problems()), Vanished: []string{},
		}
		for entry := range m.Vanished {
			all[i].Vanished = append(all[i].Vanished, entry)
		}
		slices.Sort(all[i].Vanished)
	}
	return all, nil
}

// state says in a few words how a source is doing.
func (h *sourceHealth) state() string {
	var parts []string
	switch {
	case h.Kind == orphanKind:
		return fmt.Sprintf("no longer in the configuration; out with it: dalil index --forget --collection %s %q", corpus.Visible(h.Collection), corpus.Visible(h.Name))
	case h.Last.Ended.IsZero():
		return "never gone through"
	case h.Last.Error != "":
		parts = append(parts, "failed: "+corpus.Visible(h.Last.Error))
	}
	if n := len(h.Failed); n > 0 {
		parts = append(parts, counted(n, "file is", "files are")+" not in")
	}
	if h.Last.Held > 0 {
		parts = append(parts, documents(h.Last.Held)+" held back")
	}
	if h.Last.Leaving > 0 {
		parts = append(parts, documents(h.Last.Leaving)+" leaving")
	}
	if len(parts) == 0 {
		return "fine"
	}
	return strings.Join(parts, ", ")
}

func counted(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return strconv.Itoa(n) + " " + many
}

// printSources writes a line for each source.
func (a *app) printSources(all []sourceHealth) {
	rows := [][4]string{{"SOURCE", "COLLECTION", "DOCUMENTS", "LAST SYNC"}}
	for _, h := range all {
		last := "never"
		if !h.Last.Ended.IsZero() {
			last = clock(h.Last.Ended)
		}
		rows = append(rows, [4]string{a.shown(h.Name), a.shown(h.Collection), strconv.Itoa(h.Documents), last})
	}
	var wide [4]int
	for _, row := range rows {
		for i, cell := range row {
			wide[i] = max(wide[i], render.Width(cell))
		}
	}
	pad := func(s string, n int) string { return s + strings.Repeat(" ", n-render.Width(s)) }
	for i, row := range rows {
		state := "STATE"
		if i > 0 {
			state = all[i-1].state()
		}
		number := strings.Repeat(" ", wide[2]-len(row[2])) + row[2]
		fmt.Fprintf(a.out, "%s  %s  %s  %s  %s\n", pad(row[0], wide[0]), pad(row[1], wide[1]), number, pad(row[3], wide[3]), state)
	}
}

// printSource writes all that is known of a source.
func (a *app) printSource(h *sourceHealth) {
	fmt.Fprintf(a.out, "%s: %s in collection %s, %s\n", a.shown(h.Name), h.Kind, a.shown(h.Collection), documents(h.Documents))
	if h.Source != h.Name && h.Kind == "folder" {
		fmt.Fprintf(a.out, "    folder: %s\n", a.shown(h.Source))
	}
	if l := h.Last; !l.Ended.IsZero() {
		fmt.Fprintf(a.out, "    last sync: %s, %d added, %d updated, %d removed, %d unchanged\n", clock(l.Ended), l.Added, l.Updated, l.Removed, l.Unchanged)
	}
	if !h.Good.IsZero() && h.Last.Error != "" {
		fmt.Fprintf(a.out, "    last that was complete: %s\n", clock(h.Good))
	}
	if h.Next.After(time.Now()) {
		fmt.Fprintf(a.out, "    next, where dalil serve runs: %s\n", clock(h.Next))
	}
	if h.Watched != "" {
		fmt.Fprintf(a.out, "    changes, where dalil serve runs: %s\n", h.Watched)
	}
	fmt.Fprintf(a.out, "    state: %s\n", h.state())
	for _, f := range h.Failed {
		fmt.Fprintf(a.out, "    not in: %s: %s", a.shown(f.ID), corpus.Visible(f.Error))
		if f.Tried > 0 {
			fmt.Fprintf(a.out, " (tried %s, again from %s on)", times(f.Tried), clock(f.Next))
		}
		fmt.Fprintln(a.out)
	}
	for _, id := range h.Vanished {
		fmt.Fprintf(a.out, "    vanished: %s\n", a.shown(id))
	}
}
