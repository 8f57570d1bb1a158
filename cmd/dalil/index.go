package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/dalil-bot/dalil/corpus"
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
		Long: "Takes the .txt, .md and .html files below each folder into a collection. What has not changed since the last\n" +
			"time is passed over, and what has vanished from a folder is removed. With --forget a folder that is no longer\n" +
			"wanted is taken out of the collection instead; what would go is shown first.",
		Example: "  dalil index ~/articles\n  dalil index --collection handbook ~/handbook\n  dalil index --forget ~/articles --yes",
		Args:    atLeast(1),
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]cobra.Completion, cobra.ShellCompDirective) {
			return nil, cobra.ShellCompDirectiveFilterDirs
		},
		RunE: func(cmd *cobra.Command, dirs []string) error {
			switch {
			case forget && rebuild:
				return usageError{errors.New("--forget and --rebuild do not go together")}
			case agreed && !forget:
				return usageError{errors.New("--yes goes with --forget")}
			case forget:
				return a.forget(cmd.Context(), dirs, agreed)
			}
			return a.index(cmd.Context(), dirs, rebuild)
		},
	}
	a.addSettings(cmd, cmd.Flags(), "collection", "limits.file_size")
	a.addJSON(cmd)
	cmd.Flags().BoolVar(&rebuild, "rebuild", false, "remove the collection first, with all its documents")
	cmd.Flags().BoolVar(&forget, "forget", false, "show what the folders brought into the collection, to remove it with --yes")
	cmd.Flags().BoolVar(&agreed, "yes", false, "remove what --forget shows")
	return cmd
}

// index syncs folders into a collection, one after the other.
func (a *app) index(ctx context.Context, dirs []string, rebuild bool) (err error) {
	collection, err := a.oneCollection()
	if err != nil {
		return err
	}
	folders, err := a.openFolders(dirs)
	if err != nil {
		return err
	}
	defer closeFolders(folders)
	ix, err := a.openAt(a.dataFolder())
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, ix.Close()) }()
	if rebuild {
		if err := ix.DropCollection(collection); err != nil && !errors.Is(err, corpus.ErrNotFound) {
			return err
		}
	}
	return a.syncAll(ctx, ix.Index, collection, folders)
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

// A folder is a source with its name.
type folder struct {
	name string
	*source.Folder
}

// openFolders opens all folders or none, so that nothing is indexed where one is misspelt.
func (a *app) openFolders(dirs []string) ([]folder, error) {
	var folders []folder
	for _, dir := range dirs {
		name, err := a.absolute(dir)
		if err == nil {
			var opened *source.Folder
			opened, err = source.NewFolder(a.file(dir), source.Options{MaxSize: int64(a.config.Limits.FileSize)})
			folders = append(folders, folder{name, opened})
		}
		if err != nil {
			closeFolders(folders[:max(0, len(folders)-1)])
			return nil, err
		}
	}
	return folders, nil
}

func closeFolders(folders []folder) {
	for _, f := range folders {
		_ = f.Close() // was only read
	}
}

// syncAll brings the collection up to date with each folder, and says what was done.
func (a *app) syncAll(ctx context.Context, ix *index.Index, collection string, folders []folder) error {
	var reports []syncReport
	for _, f := range folders {
		report, err := a.sync(ctx, ix, ingest.Source{Collection: collection, Name: f.name, Files: f})
		if err != nil {
			return err
		}
		reports = append(reports, newSyncReport(collection, f.name, report))
		if !a.json {
			a.printReport(f.name, report)
		}
	}
	if a.json {
		return a.writeJSON(reports)
	}
	return nil
}

// sync brings one source up to date, with signs of progress.
func (a *app) sync(ctx context.Context, ix *index.Index, src ingest.Source) (ingest.Report, error) {
	bar := a.newProgress()
	defer bar.finish()
	return ingest.Sync(ctx, ix, src, ingest.Options{Progress: bar.show})
}

func (a *app) printReport(name string, r ingest.Report) {
	name = corpus.Visible(name)
	fmt.Fprintf(a.out, "%s: %d added, %d updated, %d removed, %d unchanged", name, r.Added, r.Updated, r.Removed, r.Unchanged)
	if r.Skipped > 0 {
		fmt.Fprintf(a.out, ", %d of other formats passed over", r.Skipped)
	}
	fmt.Fprintln(a.out)
	for _, p := range r.Failed[:min(shownProblems, len(r.Failed))] {
		fmt.Fprintf(a.err, "dalil: not indexed: %s\n", corpus.Visible(p.ID+": "+failure(p)))
	}
	if more := len(r.Failed) - shownProblems; more > 0 {
		fmt.Fprintf(a.err, "dalil: not indexed: %d more; --json lists all\n", more)
	}
	if r.Added+r.Updated+r.Unchanged+len(r.Failed) == 0 {
		fmt.Fprintf(a.err, "dalil: %s holds no .txt, .md or .html file\n", name)
	}
}

// failure says why a file could not be taken in, and what can be done; the caller names the file.
func failure(p ingest.Problem) string {
	text := p.Err.Error()
	if _, cause, ok := strings.Cut(text, p.ID+": "); ok {
		text = cause
	}
	return text + remedy(p.Err)
}

// A syncReport is what was done with one folder, as JSON.
type syncReport struct {
	Collection string        `json:"collection"`
	Source     string        `json:"source"`
	Added      int           `json:"added"`
	Updated    int           `json:"updated"`
	Removed    int           `json:"removed"`
	Unchanged  int           `json:"unchanged"`
	Skipped    int           `json:"skipped"`
	Passages   int           `json:"passages"`
	Bytes      int64         `json:"bytes"`
	Failed     []failureJSON `json:"failed"`
}

type failureJSON struct {
	ID    string `json:"id"`
	Error string `json:"error"`
}

func newSyncReport(collection, name string, r ingest.Report) syncReport {
	failed := make([]failureJSON, len(r.Failed))
	for i, p := range r.Failed {
		failed[i] = failureJSON{p.ID, failure(p)}
	}
	return syncReport{
		Collection: collection, Source: name, Added: r.Added, Updated: r.Updated, Removed: r.Removed,
		Unchanged: r.Unchanged, Skipped: r.Skipped, Passages: r.Passages, Bytes: r.Bytes, Failed: failed,
	}
}
