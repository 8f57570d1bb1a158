package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/dalil-bot/dalil/cmd/dalil/internal/archive"
	"github.com/dalil-bot/dalil/corpus"
	"github.com/dalil-bot/dalil/corpus/index"
)

func (a *app) restoreCommand() *cobra.Command {
	var force bool
	cmd := &cobra.Command{
		Use:   "restore FILE",
		Short: "Bring back what dalil backup wrote",
		Long: "Puts everything out of a backup into the data folder, after it was held against the backup's list of hashes: either all\n" +
			"of it comes back or nothing changes. A folder that holds an index or the bot's state is replaced with --force only,\n" +
			"and then as a whole. dalil serve must not be running.",
		Example: "  dalil restore ~/dalil-2026-11-21.tar.gz\n  dalil restore --data /srv/dalil --force ~/dalil-2026-11-21.tar.gz",
		Args:    exactly(1),
		RunE:    func(cmd *cobra.Command, args []string) error { return a.restore(cmd.Context(), args[0], force) },
	}
	a.addJSON(cmd)
	cmd.Flags().BoolVar(&force, "force", false, "replace what is in the data folder")
	return cmd
}

// A restore goes through a folder in the data folder:
//
//	.restore/new/     what comes
//	.restore/ready    all of it is there and was compared: from here on the restore is carried to its end, by whoever comes next
//	.restore/old/     what was there before
//	.restore/moved    all of that has been moved
const (
	restoreFolder = ".restore"
	restoreNew    = "new"
	restoreReady  = "ready"
	restoreOld    = "old"
	restoreMoved  = "moved"
)

func (a *app) restore(ctx context.Context, name string, force bool) (err error) {
	dir := a.dataFolder()
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	if err := mayReplace(dir, force); err != nil {
		return err
	}
	ix, err := index.Open(dir, index.Options{Log: a.log}) // holds everybody else off
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, ix.Close()) }()
	work := filepath.Join(dir, restoreFolder)
	manifest, err := a.unpack(ctx, name, work)
	if err == nil {
		err = mark(work, restoreReady)
	}
	if err != nil {
		return errors.Join(fmt.Errorf("restore %s: %w", name, err), os.RemoveAll(work))
	}
	if err := finishRestore(dir); err != nil {
		return fmt.Errorf("restore %s: %w; run any command of dalil to go on", name, err)
	}
	if a.json {
		return a.writeJSON(map[string]any{"data": dir, "files": len(manifest.Files), "bytes": manifest.Bytes(), "made": manifest.Made})
	}
	fmt.Fprintf(a.out, "%s: %d files, %.1f MB, as of %s\n", dir, len(manifest.Files), float64(manifest.Bytes())/1e6,
		manifest.Made.Format("2006-01-02 15:04 UTC"))
	return nil
}

// mayReplace says what stands in the way of a restore.
func mayReplace(dir string, force bool) error {
	there, err := indexExists(dir)
	if err == nil && !there {
		there, err = exists(filepath.Join(dir, "state.db"))
	}
	if err == nil && there && !force {
		err = fmt.Errorf("%s is in use already; --force replaces everything in it with the backup", dir)
	}
	return err
}

// unpack extracts a backup and looks at what came.
func (a *app) unpack(ctx context.Context, name, work string) (*archive.Manifest, error) {
	fresh := filepath.Join(work, restoreNew)
	if err := errors.Join(os.RemoveAll(work), os.MkdirAll(fresh, 0o700)); err != nil {
		return nil, err
	}
	manifest, err := archive.Extract(ctx, a.file(name), fresh)
	if err != nil {
		return nil, err
	}
	for _, f := range manifest.Files {
		if top, _, _ := strings.Cut(f.Name, "/"); ofTheMoment(top) {
			return nil, fmt.Errorf("%w: it holds %q, which no backup does", archive.ErrDamaged, f.Name)
		}
	}
	return manifest, a.lookAt(ctx, fresh)
}

// lookAt opens the collections that came. One that this program cannot use is said, and no reason to keep the rest away.
func (a *app) lookAt(ctx context.Context, dir string) error {
	ix, err := index.Open(dir, index.Options{Log: a.log})
	if err != nil {
		return err
	}
	names, err := ix.Collections()
	for _, name := range names {
		if _, wrong := ix.Stats(ctx, name); wrong != nil {
			fmt.Fprintf(a.err, "dalil: %s\n", corpus.Visible(strings.ReplaceAll(wrong.Error(), "\n", "; ")))
		}
	}
	return errors.Join(err, ix.Close(), os.Remove(filepath.Join(dir, "lock")))
}

// mark makes an empty file that says how far a restore is.
func mark(work, name string) error {
	f, err := os.OpenFile(filepath.Join(work, name), os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close(), syncFolder(work))
}

// syncFolder has the names in a folder reach the disk, where the system can do that.
func syncFolder(dir string) error {
	f, err := os.Open(dir)
	if err != nil {
		return err
	}
	_ = f.Sync()
	return f.Close()
}

// finishRestore carries a restore that is ready to its end, from wherever it stands.
func finishRestore(dir string) error {
	work := filepath.Join(dir, restoreFolder)
	old, fresh := filepath.Join(work, restoreOld), filepath.Join(work, restoreNew)
	moved, err := exists(filepath.Join(work, restoreMoved))
	if err != nil {
		return err
	}
	if !moved {
		if err := errors.Join(os.MkdirAll(old, 0o700), moveAll(dir, old), syncFolder(dir), mark(work, restoreMoved)); err != nil {
			return err
		}
	}
	if err := errors.Join(moveAll(fresh, dir), syncFolder(dir)); err != nil {
		return err
	}
	return os.RemoveAll(work)
}

// moveAll moves what is in a folder, except for what belongs to the moment. An empty folder in the way of another, such as one that
// opening an index makes, gives way.
func moveAll(from, to string) error {
	entries, err := os.ReadDir(from)
	if err != nil {
		return err
	}
	for _, e := range entries {
		if ofTheMoment(e.Name()) {
			continue
		}
		source, target := filepath.Join(from, e.Name()), filepath.Join(to, e.Name())
		if there, err := exists(target); err != nil {
			return err
		} else if there {
			if os.Remove(target) != nil && os.Remove(source) == nil {
				continue
			}
		}
		if err := os.Rename(source, target); err != nil {
			return err
		}
	}
	return nil
}

// resumeRestore ends a restore that was cut short: it is carried to its end where it was ready, and cleared away where it was not.
func resumeRestore(dir string) error {
	work := filepath.Join(dir, restoreFolder)
	if there, err := exists(work); err != nil || !there {
		return nil // a folder that cannot be looked into is for those to report that need it
	}
	ix, err := index.Open(dir, index.Options{})
	if err != nil {
		if _, locked := errors.AsType[*index.LockedError](err); locked {
			return nil // it is at work
		}
		return err
	}
	ready, err := exists(filepath.Join(work, restoreReady))
	if err == nil && ready {
		err = finishRestore(dir)
	} else if err == nil {
		err = os.RemoveAll(work)
	}
	return errors.Join(err, ix.Close())
}
