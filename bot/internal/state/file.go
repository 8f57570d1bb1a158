package state

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"time"
)

// application marks a file as ours: "Dali" in ASCII (SQLite's application_id, sqlite.org/pragma.html).
const application = 0x44616c69

// readers is the number of connections that read. Each costs up to 2 MB of cache.
const readers = 3

// checkTime is how long a file is looked through for damage when it is opened: 20,000 answers take 0.1 s on one core. What
// is left unseen of a larger file is found when it is read.
const checkTime = 5 * time.Second

// suffixes are those of the files that together hold the state.
var suffixes = [...]string{"", "-wal", "-shm"}

type direction bool

const (
	reading direction = false
	writing direction = true
)

// dsn returns the address of a state file for the SQLite driver, with the settings of a connection.
func dsn(path string, d direction) string {
	pragmas := []string{
		"busy_timeout(5000)", // waits for another process, such as a backup
		"foreign_keys(1)",
		"cache_size(-2000)",
	}
	v := url.Values{"_dqs": {"0"}}
	if d == reading {
		pragmas = append(pragmas, "query_only(1)")
	} else {
		v.Set("_txlock", "immediate")
		pragmas = append(pragmas,
			"auto_vacuum(2)", // incremental; has to come before the file's first page
			"journal_mode(WAL)",
			"synchronous(NORMAL)",
			"secure_delete(1)",
			"journal_size_limit(4194304)", // the -wal file shrinks to that after a burst
		)
	}
	v["_pragma"] = pragmas
	u := url.URL{Scheme: "file", Path: filepath.ToSlash(path), RawQuery: v.Encode()}
	return u.String()
}

// prepare makes the file where there is none, so that it has its mode from the first byte on, and takes the rights of
// others from one that is there. SQLite gives the files beside it the same mode.
func prepare(path string) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_RDWR, 0o600)
	if err == nil {
		return f.Close()
	}
	if !errors.Is(err, fs.ErrExist) {
		return err
	}
	for _, suffix := range suffixes {
		if err := restrict(path + suffix); err != nil {
			return err
		}
	}
	return nil
}

func restrict(path string) error {
	info, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	if !info.Mode().IsRegular() {
		return errors.New("it is not a file")
	}
	if info.Mode().Perm()&0o077 == 0 {
		return nil
	}
	return os.Chmod(path, info.Mode().Perm()&0o700)
}

// check reads the whole file for damage, and says whose it is: an empty one becomes ours. It comes before the first use of
// the connection that writes, which sets up the file and with that would change a damaged one.
func (s *Store) check(ctx context.Context) error {
	if err := s.look(ctx); err != nil {
		return err
	}
	var id, tables int
	if err := s.read.QueryRowContext(ctx, "PRAGMA application_id").Scan(&id); err != nil {
		return err
	}
	if err := s.read.QueryRowContext(ctx, "SELECT count(*) FROM sqlite_schema").Scan(&tables); err != nil {
		return err
	}
	if id != application && (id != 0 || tables != 0) {
		return fmt.Errorf("%s is a database of another program: name another file", s.path)
	}
	return nil
}

// look looks for damage.
func (s *Store) look(ctx context.Context) error {
	limited, cancel := context.WithTimeout(ctx, checkTime)
	defer cancel()
	var verdict string
	err := s.read.QueryRowContext(limited, "PRAGMA quick_check(1)").Scan(&verdict)
	switch {
	case err != nil && limited.Err() != nil && ctx.Err() == nil:
		return nil
	case err != nil:
		return err
	case verdict != "ok":
		return &DamagedError{Path: s.path, Err: errors.New(verdict)}
	}
	return nil
}
