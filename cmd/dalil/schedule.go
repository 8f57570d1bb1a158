package main

import (
	"context"
	"errors"
	"log/slog"
	"maps"
	"slices"
	"sync"
	"time"

	"github.com/dalil-bot/dalil/bot"
	"github.com/dalil-bot/dalil/corpus/index"
	"github.com/dalil-bot/dalil/corpus/ingest"
	"github.com/dalil-bot/dalil/corpus/source"
)

// restAfter is how many times as long as a sync took a watched source rests before the next one, so that a large folder in which
// somebody works is not gone through all the time.
const restAfter = 2

// A schedule keeps sources up to date while serve runs: those of the configuration each in its own time, watched where they
// can be, and the folders that were indexed by hand, which are watched too, as often as discord.sync says.
type schedule struct {
	app    *app
	keeper *keeper
	local  chan struct{} // held by whoever reads files of this machine: one source at a time, beside the bot
	anew   chan struct{} // held by whoever builds a collection anew
}

// keepSources begins to keep the sources up to date. What it returns waits until that has ended, which it does when ctx does.
func (a *app) keepSources(ctx context.Context, documents *shelf) (wait func()) {
	s := &schedule{app: a, keeper: a.keeperOf(documents.ix), local: make(chan struct{}, 1), anew: make(chan struct{}, 1)}
	documents.sync = s.syncCollection
	var group sync.WaitGroup
	group.Go(func() { s.renewAll(ctx) })
	for i := range a.config.Sources {
		group.Go(func() { s.keep(ctx, a.config.Sources[i]) })
	}
	group.Go(func() { s.keepByHand(ctx) })
	return func() {
		group.Wait()
		s.keeper.close()
	}
}

// keep keeps one source up to date.
func (s *schedule) keep(ctx context.Context, src sourceSettings) {
	if src.Kind == channelKind {
		s.keepChannel(ctx, src)
		return
	}
	var changes <-chan struct{}
	var watch *source.Watch
	if src.Kind == "folder" && src.Watch != "off" {
		watch = source.NewWatch(ctx, src.Folder, source.WatchOptions{Poll: src.Watch == "poll", Except: src.Except})
		changes = watch.Changes()
	}
	if src.Every == 0 && watch == nil {
		return
	}
	wait := s.firstWait(&src)
	for {
		if until(ctx, wait, changes); ctx.Err() != nil {
			return
		}
		began := time.Now()
		how := ""
		if watch != nil {
			how = watch.How()
		}
		wait = s.once(ctx, src, how)
		if watch == nil {
			continue
		}
		pause(ctx, min(restAfter*time.Since(began), wait))
	}
}

// until waits for a time, a change, or the end of ctx.
func until(ctx context.Context, wait time.Duration, changes <-chan struct{}) {
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case <-ctx.Done():
	case <-timer.C:
	case <-changes:
	}
}

// never is as long as a timer can wait for what is not done by time.
const never = 1 << 62

// firstWait is how long to wait at the beginning: what is fetched is not fetched again because serve was started again.
func (s *schedule) firstWait(src *sourceSettings) time.Duration {
	last := s.keeper.memory(src).Last
	if src.local() || last.Ended.IsZero() || last.Error != "" {
		return 0
	}
	return max(0, min(time.Until(last.Ended.Add(time.Duration(src.Every))), time.Duration(src.Every)))
}

// once brings a source up to date, of which changes are noticed in the way named, and returns how long to wait until the next
// time.
func (s *schedule) once(ctx context.Context, src sourceSettings, watched string) time.Duration {
	wait := time.Duration(src.Every)
	if wait == 0 {
		wait = never
	}
	t := s.task(src)
	if src.Every > 0 {
		t.next = time.Now().Add(wait)
	}
	t.watched = watched
	report, err := s.sync(ctx, t)
	s.note(ctx, &src, report, err)
	if err != nil {
		wait = min(wait, ingest.Wait(s.keeper.memory(&src).InVain))
	}
	return wait
}

// task is a sync of a source as a schedule does it.
func (s *schedule) task(src sourceSettings) task {
	return task{sourceSettings: src, limits: s.app.config.Limits, web: s.app.config.Web}
}

// sync brings a source up to date, and builds its collection anew where it is of another version.
func (s *schedule) sync(ctx context.Context, t task) (ingest.Report, error) {
	if t.local() {
		select {
		case s.local <- struct{}{}:
			defer func() { <-s.local }()
		case <-ctx.Done():
			return ingest.Report{}, ctx.Err()
		}
	}
	report, err := s.keeper.sync(ctx, t)
	if _, outdated := errors.AsType[*index.VersionError](err); !outdated {
		return report, err
	}
	if err := s.renew(ctx, t.Collection); err != nil {
		return report, err
	}
	return s.keeper.sync(ctx, t)
}

// renewAll builds anew what another version made, whether or not there is a source of it that is due.
func (s *schedule) renewAll(ctx context.Context) {
	names, err := s.keeper.ix.Collections()
	for _, name := range names {
		err = errors.Join(err, s.renew(ctx, name))
	}
	if err != nil && ctx.Err() == nil {
		s.app.log.Error("a collection of another version could not be built anew", slog.Any("error", err))
	}
}

// renew builds a collection anew where it is of another version, one at a time. Whoever comes while that is done waits for it.
func (s *schedule) renew(ctx context.Context, collection string) error {
	select {
	case s.anew <- struct{}{}:
		defer func() { <-s.anew }()
	case <-ctx.Done():
		return ctx.Err()
	}
	_, err := s.keeper.ix.Stats(ctx, collection)
	if _, outdated := errors.AsType[*index.VersionError](err); !outdated {
		return nil // another error is for those who use it
	}
	s.app.log.Warn("a collection was made by another version and is built anew", slog.String("collection", collection))
	all, err := s.app.everySource(ctx, s.keeper, collection)
	if err != nil {
		return err
	}
	return s.keeper.rebuild(ctx, rebuilding{
		collection: collection, sources: all, all: true, limits: s.app.config.Limits, web: s.app.config.Web,
		done: func(src *sourceSettings, r ingest.Report, err error) { s.note(ctx, src, r, err) },
	})
}

// note writes what an operator wants to know into the log.
func (s *schedule) note(ctx context.Context, src *sourceSettings, r ingest.Report, err error) {
	log := s.app.log.With(slog.String("source", src.Name), slog.String("collection", src.Collection))
	switch {
	case ctx.Err() != nil:
	case err != nil:
		log.Warn("a source could not be brought up to date", slog.Any("error", err))
	case r.Added+r.Updated+r.Removed > 0:
		log.Info("documents changed", slog.Int("added", r.Added), slog.Int("updated", r.Updated), slog.Int("removed", r.Removed))
	}
	if r.Held > 0 {
		log.Warn("documents have vanished at once and are held back; dalil sync --yes removes them", slog.Int("documents", r.Held))
	}
	if failed := len(r.Failed) - waiting(r.Failed); failed > 0 {
		log.Warn("files are not in; dalil sources says which", slog.Int("files", failed))
	}
}

// waiting counts the files that were not tried.
func waiting(all []ingest.Problem) int {
	n := 0
	for _, p := range all {
		if p.Waiting {
			n++
		}
	}
	return n
}

// lookEvery is how often the index is asked which folders it was given by hand.
const lookEvery = 30 * time.Second

// keepByHand keeps the folders that were indexed by hand, as they come and go.
func (s *schedule) keepByHand(ctx context.Context) {
	every := s.app.config.Discord.Sync
	if every == 0 {
		return
	}
	var group sync.WaitGroup
	defer group.Wait()
	kept := map[string]context.CancelFunc{} // by file of the memory
	tick := time.NewTicker(lookEvery)
	defer tick.Stop()
	for {
		folders, err := s.keeper.foldersByHand(ctx, s.app.config.Sources)
		there := map[string]bool{}
		for _, src := range folders {
			file := s.keeper.memoryFile(&src)
			there[file] = true
			if kept[file] != nil {
				continue
			}
			var own context.Context
			own, kept[file] = context.WithCancel(ctx)
			src.Every, src.Watch = every, "auto"
			group.Go(func() { s.keep(own, src) })
		}
		if err == nil {
			maps.DeleteFunc(kept, func(file string, stop context.CancelFunc) bool {
				if !there[file] {
					stop()
				}
				return !there[file]
			})
		} else if ctx.Err() == nil {
			s.app.log.Error("the folders of the index cannot be told", slog.Any("error", err))
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

// syncCollection brings all sources of a collection up to date, for somebody who asked for it.
func (s *schedule) syncCollection(ctx context.Context, collection string) (bot.Synced, error) {
	all, err := s.app.sourcesOf(ctx, s.keeper, collection)
	if err != nil {
		return bot.Synced{}, err
	}
	if len(all) == 0 {
		return bot.Synced{}, &bot.UploadError{Reason: bot.NoFolders}
	}
	var sum bot.Synced
	for _, src := range all {
		t := s.task(src)
		t.retry = true
		r, err := s.keeper.sync(ctx, t)
		if ctx.Err() != nil {
			return sum, ctx.Err()
		}
		s.note(ctx, &src, r, err)
		if err != nil {
			sum.Failed++ // a disk or a server may be away: the documents stay
			continue
		}
		sum = bot.Synced{Added: sum.Added + r.Added, Updated: sum.Updated + r.Updated, Removed: sum.Removed + r.Removed,
			Unchanged: sum.Unchanged + r.Unchanged, Failed: sum.Failed + len(r.Failed)}
	}
	return sum, nil
}

// sourcesOf returns the sources of a collection: those of the configuration, and folders that were indexed by hand.
func (a *app) sourcesOf(ctx context.Context, k *keeper, collection string) ([]sourceSettings, error) {
	hand, err := k.foldersByHand(ctx, a.config.Sources)
	all := append(slices.Clone([]sourceSettings(a.config.Sources)), hand...)
	return slices.DeleteFunc(all, func(s sourceSettings) bool { return s.Collection != collection }), err
}
