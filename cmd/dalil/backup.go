package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"
	_ "modernc.org/sqlite" // the driver for the bot's state

	"github.com/dalil-bot/dalil/cmd/dalil/internal/archive"
)

func (a *app) backupCommand() *cobra.Command {
	var force bool
	cmd := &cobra.Command{
		Use:   "backup FILE",
		Short: "Write everything that dalil keeps into one file",
		Long: "Writes the data folder into one file: the index with all documents, files that were added on Discord, and the bot's\n" +
			"state. It may be done while dalil serve runs, and whatever changes meanwhile: each collection and the state is as it was\n" +
			"at one moment. The configuration and the documents' own folders are not in it. Bring it back with: dalil restore FILE",
		Example: "  dalil backup ~/dalil-2026-11-21.tar.gz",
		Args:    exactly(1),
		RunE:    func(cmd *cobra.Command, args []string) error { return a.backup(cmd.Context(), args[0], force) },
	}
	a.addJSON(cmd)
	cmd.Flags().BoolVar(&force, "force", false, "replace a file that is there")
	return cmd
}

// A backupReport says what was backed up, as JSON.
type backupReport struct {
	File        string   `json:"file"`
	Collections []string `json:"collections"`
	Files       int      `json:"files"`
	Bytes       int64    `json:"bytes"` // of the files, before they were compressed
}

func (a *app) backup(ctx context.Context, name string, force bool) (err error) {
	path, err := a.absolute(name)
	if err != nil {
		return err
	}
	dir, err := a.absolute(a.dataFolder())
	if err != nil {
		return err
	}
	if rel, err := filepath.Rel(dir, path); err == nil && filepath.IsLocal(rel) {
		return usageError{fmt.Errorf("%s lies in the data folder, which is to be backed up; name a file elsewhere", name)}
	}
	if _, err := os.Lstat(path); err == nil && !force {
		return fmt.Errorf("%s is there already; name another file, or replace it with --force", name)
	}
	lib, err := a.openExisting()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, lib.Close()) }()
	names, err := lib.Collections()
	if err != nil {
		return err
	}
	frozen, err := freeze(ctx, lib, dir)
	if err != nil {
		return err
	}
	defer os.RemoveAll(frozen)
	manifest, err := writeBackup(ctx, path, dir, frozen)
	if err != nil {
		return fmt.Errorf("backup %s: %w", name, err)
	}
	report := backupReport{File: path, Collections: names, Files: len(manifest.Files), Bytes: manifest.Bytes()}
	if a.json {
		return a.writeJSON(report)
	}
	fmt.Fprintf(a.out, "%s: %s, %s, %.1f MB\n", a.shown(name), counted(len(names), "collection", "collections"), counted(report.Files, "file", "files"),
		float64(report.Bytes)/1e6)
	return nil
}

// frozenPrefix begins the names of folders in the data folder with what is being backed up. The process's number follows, so
// that what a killed one has left behind is known: one process at a time owns the data folder.
const frozenPrefix = ".backup-"

// freeze puts a state of all that changes into a folder in the data folder, where files can be linked instead of copied.
func freeze(ctx context.Context, lib *library, dir string) (frozen string, err error) {
	mine := fmt.Sprintf("%s%d-", frozenPrefix, os.Getpid())
	entries, err := os.ReadDir(dir)
	if err != nil {
		return "", err
	}
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), frozenPrefix) && !strings.HasPrefix(e.Name(), mine) {
			if err := os.RemoveAll(filepath.Join(dir, e.Name())); err != nil {
				return "", err
			}
		}
	}
	if frozen, err = os.MkdirTemp(dir, mine); err != nil {
		return "", err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.RemoveAll(frozen))
		}
	}()
	names, err := lib.Collections()
	if err != nil {
		return "", err
	}
	for _, name := range names {
		if err := lib.Freeze(ctx, name, frozen); err != nil {
			return "", err
		}
	}
	for _, e := range entries {
		if !e.IsDir() && filepath.Ext(e.Name()) == ".db" {
			if err := copyDatabase(ctx, filepath.Join(dir, e.Name()), filepath.Join(frozen, e.Name())); err != nil {
				return "", fmt.Errorf("copying %s: %w", e.Name(), err)
			}
		}
	}
	return frozen, nil
}

// copyDatabase writes a copy of a SQLite file as it is at one moment, also while others write to it.
func copyDatabase(ctx context.Context, from, to string) error {
	query := url.Values{"mode": {"ro"}, "_pragma": {"busy_timeout(10000)"}}
	address := url.URL{Scheme: "file", Path: filepath.ToSlash(from), RawQuery: query.Encode()}
	db, err := sql.Open("sqlite", address.String())
	if err != nil {
		return err
	}
	_, err = db.ExecContext(ctx, "VACUUM INTO ?", to)
	return errors.Join(err, db.Close())
}

// writeBackup writes the archive.
func writeBackup(ctx context.Context, path, dir, frozen string) (*archive.Manifest, error) {
	w, err := archive.Create(path, "dalil "+version())
	if err != nil {
		return nil, err
	}
	err = w.Add(ctx, frozen, "", nil)
	if err == nil {
		err = w.Add(ctx, dir, "", backedUpOtherwise)
	}
	if err != nil {
		return nil, errors.Join(err, w.Discard())
	}
	return w.Finish()
}

// backedUpOtherwise reports whether a file of the data folder is no part of a backup, or in it as a copy.
func backedUpOtherwise(name string) bool {
	if strings.Contains(name, "/") {
		return false
	}
	for _, suffix := range []string{".db", ".db-wal", ".db-shm", ".db-journal"} {
		if strings.HasSuffix(name, suffix) {
			return true
		}
	}
	return name == "collections" || ofTheMoment(name)
}

// ofTheMoment reports whether something in the data folder belongs to the processes that use it rather than to what is kept.
func ofTheMoment(name string) bool {
	return name == "lock" || filepath.Ext(name) == ".sock" || strings.HasPrefix(name, ".")
}

// exists reports whether there is something of that name.
func exists(path string) (bool, error) {
	_, err := os.Lstat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	return err == nil, err
}
