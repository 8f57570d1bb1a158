package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/dalil-bot/dalil/corpus/index"
	"github.com/dalil-bot/dalil/corpus/ingest"
)

// A syncing is what a sync was asked for.
type syncing struct {
	dry    bool // say what would be done
	agreed bool // remove also what the brake holds back
	retry  bool // try again at once what failed
}

func (a *app) syncCommand() *cobra.Command {
	var ask syncing
	cmd := &cobra.Command{
		Use:   "sync [SOURCE…]",
		Short: "Bring the index up to date with the sources of the configuration",
		Long: "Goes through the sources of the configuration, and through the folders that were indexed by hand, or through those that\n" +
			"are named. What has not changed is passed over. What has vanished is removed, after the grace that the configuration\n" +
			"gives; where more than a third of a source has vanished at once it is kept until --yes says that this is right. A file\n" +
			"that cannot be read keeps its last good form, is named with the reason, and is tried again after a minute, then after\n" +
			"twice as long each time, up to a day; --retry tries at once.\n\n" +
			"Exits with 0 also where single files could not be read, and with 1 where a whole source could not or was held back.",
		Example:           "  dalil sync --dry-run\n  dalil sync archive wires",
		ValidArgsFunction: a.completeSources,
		RunE:              func(cmd *cobra.Command, names []string) error { return a.syncSources(cmd.Context(), names, ask) },
	}
	a.addSettings(cmd, cmd.Flags(), append(limitKeys(), "collection")...)
	a.addJSON(cmd)
	cmd.Flags().BoolVar(&ask.dry, "dry-run", false, "say what would be done, and do nothing")
	cmd.Flags().BoolVar(&ask.agreed, "yes", false, "remove also where more than a third of a source has vanished at once")
	cmd.Flags().BoolVar(&ask.retry, "retry", false, "try again at once what failed")
	return cmd
}

// completeSources offers the names of the configuration.
func (a *app) completeSources(*cobra.Command, []string, string) ([]cobra.Completion, cobra.ShellCompDirective) {
	if a.configure() != nil {
		return nil, cobra.ShellCompDirectiveError
	}
	var names []cobra.Completion
	for _, s := range a.config.Sources {
		names = append(names, s.Name)
	}
	return names, cobra.ShellCompDirectiveNoFileComp
}

// errSources is returned where sources could not be brought up to date as a whole, all of which was said.
var errSources = errors.New("not every source could be brought up to date")

// syncSources brings sources up to date one after the other. One that fails stands in no other's way.
func (a *app) syncSources(ctx context.Context, names []string, ask syncing) (err error) {
	ix, err := a.openAt(a.dataFolder())
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, ix.Close()) }()
	k := a.keeperOf(ix.Index)
	sources, err := a.wanted(ctx, k, names)
	if err != nil {
		return err
	}
	if ask.dry {
		return a.preview(ctx, k, sources, ask)
	}
	bad := false
	var reports []syncReport
	for i := range sources {
		report, err := a.syncOne(ctx, k, &sources[i], ask)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		bad = bad || err != nil || report.Held > 0
		reports = append(reports, newSyncReport(&sources[i], report, err))
		if !a.json {
			a.printSync(&sources[i], report, err)
		}
	}
	if a.json {
		err = a.writeJSON(reports)
	}
	err = errors.Join(err, a.fillAll(ctx, ix))
	if bad {
		err = errors.Join(err, errSources)
	}
	return err
}

// syncOne brings one source up to date, with signs of progress. An index of another version is built anew.
func (a *app) syncOne(ctx context.Context, k *keeper, s *sourceSettings, ask syncing) (ingest.Report, error) {
	bar := a.newProgress()
	defer bar.finish()
	t := task{sourceSettings: *s, limits: a.config.Limits, web: a.config.Web, force: ask.agreed, retry: ask.retry, progress: bar.show}
	report, err := k.sync(ctx, t)
	if outdated, ok := errors.AsType[*index.VersionError](err); ok {
		a.sayOutdated(outdated)
		if err = a.rebuildAll(ctx, k, s.Collection); err == nil {
			return k.sync(ctx, t)
		}
	}
	return report, err
}

// wanted returns the sources with these names, or all: those of the configuration and folders that were indexed by hand.
func (a *app) wanted(ctx context.Context, k *keeper, names []string) ([]sourceSettings, error) {
	all, err := a.allSources(ctx, k)
	if err != nil {
		return nil, err
	}
	if len(names) == 0 {
		if len(all) == 0 {
			return nil, errors.New("there are no sources yet: put some into the configuration (see config.example.yaml), or: dalil index DIR")
		}
		return all, nil
	}
	var chosen []sourceSettings
	for _, name := range names {
		n := len(chosen)
		name = typed(name)
		path, err := a.absolute(name)
		if err != nil {
			return nil, err
		}
		for _, s := range all {
			if s.Name == name || s.Kind == "folder" && s.Folder == filepath.Clean(path) {
				chosen = append(chosen, s)
			}
		}
		if len(chosen) == n {
			return nil, usageError{fmt.Errorf("there is no source %q; there are: %s", name, sourceNames(all))}
		}
	}
	return chosen, nil
}

func sourceNames(all []sourceSettings) string {
	if len(all) == 0 {
		return "none"
	}
	var names []string
	for _, s := range all {
		if !slices.Contains(names, s.Name) {
			names = append(names, s.Name)
		}
	}
	return strings.Join(names, ", ")
}

// allSources returns the sources of the configuration, then the folders that the index was given by hand, sorted.
func (a *app) allSources(ctx context.Context, k *keeper) ([]sourceSettings, error) {
	hand, err := k.foldersByHand(ctx, a.config.Sources)
	if err != nil {
		return nil, err
	}
	all := append(slices.Clone([]sourceSettings(a.config.Sources)), hand...)
	if len(a.config.Collection) > 0 {
		all = slices.DeleteFunc(all, func(s sourceSettings) bool { return !slices.Contains(a.config.Collection, s.Collection) })
	}
	return all, nil
}

// foldersByHand returns the folders that documents came from and that are no sources of the configuration. Of a collection that
// cannot be read, what is remembered tells.
func (k *keeper) foldersByHand(ctx context.Context, configured []sourceSettings) ([]sourceSettings, error) {
	names, err := k.ix.Collections()
	if err != nil {
		return nil, err
	}
	var all []sourceSettings
	add := func(collection, identity string) {
		s := byHand(identity, collection)
		same := func(o sourceSettings) bool { return o.Collection == collection && o.identity() == identity }
		if isFolder(identity) && !slices.ContainsFunc(configured, same) && !slices.ContainsFunc(all, same) {
			all = append(all, s)
		}
	}
	for _, collection := range names {
		found, err := k.ix.Sources(ctx, collection)
		for _, s := range found {
			add(collection, s.Name)
		}
		if err == nil {
			continue
		}
		if !mustRebuild(err) {
			return nil, err
		}
		for _, m := range k.memories() {
			if m.Collection == collection {
				add(collection, m.Source)
			}
		}
	}
	slices.SortFunc(all, func(x, y sourceSettings) int {
		return strings.Compare(x.Collection+"\x00"+x.Folder, y.Collection+"\x00"+y.Folder)
	})
	return all, nil
}

// mustRebuild reports whether an error says that a collection has to be built anew.
func mustRebuild(err error) bool {
	_, outdated := errors.AsType[*index.VersionError](err)
	_, damaged := errors.AsType[*index.DamagedError](err)
	return outdated || damaged
}
