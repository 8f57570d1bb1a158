package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"

	"github.com/dalil-bot/dalil/corpus"
	"github.com/dalil-bot/dalil/corpus/index"
	"github.com/dalil-bot/dalil/corpus/ingest"
)

// A rebuilding says how a collection is built anew: aside, while the present one answers.
type rebuilding struct {
	collection string
	sources    []sourceSettings
	all        bool // take over all documents that no source brings, also those of other sources
	limits     limits
	web        webSettings
	progress   func(ingest.Progress)
	done       func(*sourceSettings, ingest.Report, error) // after each source
}

// rebuild builds a collection anew. Folders are read again. What cannot be read now is taken over, and so is what was fetched from
// somebody else's server, where the present collection can be read. The next sync decides by its usual rules what goes.
func (k *keeper) rebuild(ctx context.Context, job rebuilding) (err error) {
	r, err := k.ix.Rebuild(job.collection)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, r.Abort()) }()
	left, err := r.Left(ctx)
	if err != nil {
		return err
	}
	for i := range job.sources {
		s := &job.sources[i]
		if ids := broughtByIDs(left, s.identity()); !s.local() && len(ids) > 0 {
			if err := r.Adopt(ctx, ids); err != nil {
				return err
			}
			job.done(s, ingest.Report{Unchanged: len(ids)}, nil)
			continue
		}
		report, err := k.sync(ctx, task{
			sourceSettings: *s, limits: job.limits, web: job.web, into: r.Index, retry: true, progress: job.progress,
		})
		if ctx.Err() != nil {
			return ctx.Err()
		}
		job.done(s, report, err)
	}
	if err := adoptRest(ctx, r, job); err != nil {
		return err
	}
	return r.Commit(ctx)
}

// adoptRest takes over the documents that no source brought this time.
func adoptRest(ctx context.Context, r *index.Rebuild, job rebuilding) error {
	left, err := r.Left(ctx)
	if err != nil {
		return err
	}
	var ids []string
	for _, i := range left {
		ours := slices.ContainsFunc(job.sources, func(s sourceSettings) bool { return s.identity() == i.State.Source })
		if job.all || ours {
			ids = append(ids, i.ID)
		}
	}
	return r.Adopt(ctx, ids)
}

// broughtByIDs returns the documents that a source brought.
func broughtByIDs(infos []index.Info, identity string) []string {
	var ids []string
	for _, i := range infos {
		if i.State.Source == identity {
			ids = append(ids, i.ID)
		}
	}
	return ids
}

// local reports whether reading the source again costs nobody else anything.
func (s *sourceSettings) local() bool { return s.Kind == "folder" || s.Kind == "git" }

// rebuildAll builds a collection anew out of everything that it was built of.
func (a *app) rebuildAll(ctx context.Context, k *keeper, collection string) error {
	all, err := a.everySource(ctx, k, collection)
	if err != nil {
		return err
	}
	return a.rebuildOf(ctx, k, collection, all, true)
}

// everySource returns all that a collection is built of: its sources, and the files that were added on Discord.
func (a *app) everySource(ctx context.Context, k *keeper, collection string) ([]sourceSettings, error) {
	all, err := a.sourcesOf(ctx, k, collection)
	if uploads := k.uploads(collection); uploads != nil {
		all = append(all, *uploads)
	}
	return all, err
}

// renewLibrary builds the collections of a library anew whose terms are those of another version, out of their stored texts
// alone: somebody wants an answer, and the next sync reads the sources.
func (a *app) renewLibrary(ctx context.Context, lib *library) error {
	for _, name := range lib.collections {
		_, err := lib.Stats(ctx, name)
		outdated, ok := errors.AsType[*index.VersionError](err)
		if !ok || !outdated.Terms {
			continue // the question tells
		}
		a.sayOutdated(outdated)
		if err := a.keeperOf(lib.Index).rebuild(ctx, rebuilding{collection: name, all: true}); err != nil {
			return errors.Join(err, lib.Close())
		}
	}
	return nil
}

// sayOutdated says that a collection has to be built anew before anything else, which may take a while.
func (a *app) sayOutdated(outdated *index.VersionError) {
	fmt.Fprintf(a.err, "dalil: collection %q was made by another version of Dalil (%s, not %s) and is built anew\n",
		corpus.Visible(outdated.Collection), outdated.Have, outdated.Want)
}

// uploads returns the folder of the files that were added to a collection on Discord, nil where there is none.
func (k *keeper) uploads(collection string) *sourceSettings {
	dir := filepath.Join(k.data, uploadsFolder, fileName(collection))
	if gone(dir) {
		return nil
	}
	return &sourceSettings{Name: uploadSource, Kind: "folder", Folder: dir, Collection: collection, Identity: uploadSource}
}

// rebuildOf builds a collection anew out of some sources, and says what was done. Where all is set nothing else is lost.
func (a *app) rebuildOf(ctx context.Context, k *keeper, collection string, sources []sourceSettings, all bool) error {
	bar := a.newProgress()
	defer bar.finish()
	var reports []syncReport
	bad := false
	err := k.rebuild(ctx, rebuilding{
		collection: collection, sources: sources, all: all, limits: a.config.Limits, web: a.config.Web, progress: bar.show,
		done: func(s *sourceSettings, r ingest.Report, err error) {
			bad = bad || err != nil
			reports = append(reports, newSyncReport(s, r, err))
			if !a.json {
				a.printSync(s, r, err)
			}
		},
	})
	if err == nil && a.json {
		err = a.writeJSON(reports)
	}
	if err == nil && bad {
		err = errSources
	}
	return err
}
