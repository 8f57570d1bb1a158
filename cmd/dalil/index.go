package main

import (
	"context"
	"errors"
	"slices"

	"github.com/spf13/cobra"

	"github.com/dalil-bot/dalil/bot"
	"github.com/dalil-bot/dalil/corpus/index"
	"github.com/dalil-bot/dalil/corpus/ingest"
	"github.com/dalil-bot/dalil/corpus/source"
)

// defaultCollection is where folders go when nothing says so.
const defaultCollection = "default"

// shownProblems is how many files that could not be read are named on the screen.
const shownProblems = 20

func (a *app) indexCommand() *cobra.Command {
	var rebuild, forget, agreed bool
	cmd := &cobra.Command{
		Use:   "index DIR…",
		Short: "Bring the index up to date with folders",
		Long: "Takes the documents below each folder into a collection. What has not changed since the last time is passed\n" +
			"over, and what has vanished from a folder is removed; where more than a third has vanished at once it is kept until\n" +
			"--yes says that this is right. With --rebuild the collection is built anew out of the folders, or of everything\n" +
			"that it was built of where none is named, while the present one goes on answering. With --forget a folder that is\n" +
			"no longer wanted is taken out of the collection instead; what would go is shown first.",
		Example: "  dalil index ~/articles\n  dalil index --collection handbook ~/handbook\n  dalil index --forget ~/articles --yes",
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]cobra.Completion, cobra.ShellCompDirective) {
			return nil, cobra.ShellCompDirectiveFilterDirs
		},
		RunE: func(cmd *cobra.Command, dirs []string) error {
			switch {
			case forget && rebuild:
				return usageError{errors.New("--forget and --rebuild do not go together")}
			case len(dirs) == 0 && !rebuild:
				return usageError{errors.New("usage: " + cmd.UseLine())}
			case forget:
				return a.forget(cmd.Context(), dirs, agreed)
			}
			return a.index(cmd.Context(), dirs, rebuild, syncing{agreed: agreed, retry: true})
		},
	}
	a.addSettings(cmd, cmd.Flags(), append(limitKeys(), "collection")...)
	a.addJSON(cmd)
	cmd.Flags().BoolVar(&rebuild, "rebuild", false, "build the collection anew, out of these folders alone, or out of everything")
	cmd.Flags().BoolVar(&forget, "forget", false, "show what the folders brought into the collection, to remove it with --yes")
	cmd.Flags().BoolVar(&agreed, "yes", false, "remove what --forget shows, or what is held back because much has vanished at once")
	return cmd
}

// index syncs folders into a collection, one after the other.
func (a *app) index(ctx context.Context, dirs []string, rebuild bool, ask syncing) (err error) {
	collection, err := a.oneCollection()
	if err != nil {
		return err
	}
	folders, err := a.openFolders(dirs, collection)
	if err != nil {
		return err
	}
	ix, err := a.openAt(a.dataFolder())
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, ix.Close()) }()
	k := a.keeperOf(ix.Index)
	if err := a.indexFolders(ctx, k, folders, rebuild, ask); err != nil {
		return err
	}
	return a.fillAll(ctx, ix)
}

// indexFolders syncs folders into their collection, or builds it anew.
func (a *app) indexFolders(ctx context.Context, k *keeper, folders []sourceSettings, rebuild bool, ask syncing) error {
	if !rebuild {
		return a.syncAll(ctx, k, folders, ask)
	}
	if len(folders) == 0 {
		return a.rebuildEverything(ctx, k)
	}
	collection := folders[0].Collection
	for _, s := range a.config.Sources {
		if s.Collection == collection && !slices.ContainsFunc(folders, func(f sourceSettings) bool { return f.identity() == s.identity() }) {
			folders = append(folders, s)
		}
	}
	return a.rebuildOf(ctx, k, collection, folders, false)
}

// rebuildEverything builds all collections anew, or those that were named.
func (a *app) rebuildEverything(ctx context.Context, k *keeper) error {
	names := a.config.Collection
	if len(names) == 0 {
		var err error
		if names, err = k.ix.Collections(); err != nil {
			return err
		}
	}
	var errs []error
	for _, name := range names {
		if err := a.rebuildAll(ctx, k, name); err != nil {
			errs = append(errs, err)
		}
		if ctx.Err() != nil {
			break
		}
	}
	return errors.Join(errs...)
}

// oneCollection returns the collection that folders go into.
func (a *app) oneCollection() (string, error) {
	switch len(a.config.Collection) {
	case 0:
		return defaultCollection, nil
	case 1:
		return a.config.Collection[0], nil
	}
	return "", usageError{errors.New("folders go into one collection; name it with --collection")}
}

// openFolders returns folders as sources, all or none, so that nothing is indexed where one is misspelt. One that the
// configuration has for that collection is taken from there.
func (a *app) openFolders(dirs []string, collection string) ([]sourceSettings, error) {
	var folders []sourceSettings
	for _, dir := range dirs {
		path, err := a.absolute(dir)
		if err != nil {
			return nil, err
		}
		opened, err := source.NewFolder(a.file(dir), source.Options{})
		if err != nil {
			return nil, err
		}
		_ = opened.Close() // that it can be opened was all
		s := byHand(path, collection)
		for _, c := range a.config.Sources {
			if c.Kind == "folder" && c.Folder == path && c.Collection == collection {
				s = c
				s.Name = path
			}
		}
		folders = append(folders, s)
	}
	return folders, nil
}

// syncAll brings the collection up to date with each folder, and says what was done.
func (a *app) syncAll(ctx context.Context, k *keeper, folders []sourceSettings, ask syncing) error {
	var reports []syncReport
	held := false
	for i := range folders {
		report, err := a.syncOne(ctx, k, &folders[i], ask)
		if err != nil {
			return err
		}
		held = held || report.Held > 0
		reports = append(reports, newSyncReport(&folders[i], report, nil))
		if !a.json {
			a.printSync(&folders[i], report, nil)
		}
	}
	if a.json {
		if err := a.writeJSON(reports); err != nil {
			return err
		}
	}
	if held {
		return errSources
	}
	return nil
}

// sync brings one source up to date, with signs of progress.
func (a *app) sync(ctx context.Context, ix *index.Index, src ingest.Source) (ingest.Report, error) {
	bar := a.newProgress()
	defer bar.finish()
	readers := newSandbox(a.env, a.config.Limits)
	defer readers.Close()
	return ingest.Sync(ctx, ix, src, ingest.Options{Progress: bar.show, Limits: a.config.Limits.extraction(), Extractor: readers})
}

// keeperOf returns the keeper of an index: serve's, where this is a command that serve carries out.
func (a *app) keeperOf(ix *index.Index) *keeper {
	if a.kept == nil {
		a.kept = newKeeper(ix, a.dataFolder(), a.log, a.env)
		a.kept.token = bot.Secret(a.config.Discord.Token)
	}
	return a.kept
}
