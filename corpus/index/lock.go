package index

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// errHeld is what lockFileNow returns where somebody else holds the lock.
var errHeld = errors.New("held")

// A lockFile is an open file with an exclusive advisory lock on it. The operating system gives the lock back when the process
// ends, however it ends. The file stays: removing it would let two processes lock two files of the same name.
type lockFile struct{ f *os.File }

// takeLock locks the index in dir for this process, or says who holds it.
func takeLock(dir string) (*lockFile, error) {
	path := filepath.Join(dir, "lock")
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, fmt.Errorf("index %s: %w", dir, err)
	}
	if err := lockFileNow(f); err != nil {
		holder := readPID(f)
		f.Close()
		if errors.Is(err, errHeld) {
			return nil, &LockedError{Dir: dir, PID: holder}
		}
		return nil, fmt.Errorf("index %s: locking: %w", dir, err)
	}
	if err := writePID(f); err != nil {
		f.Close()
		return nil, fmt.Errorf("index %s: %w", dir, err)
	}
	return &lockFile{f}, nil
}

func (l *lockFile) release() error {
	if err := l.f.Truncate(0); err != nil {
		return errors.Join(err, l.f.Close())
	}
	return l.f.Close()
}

func writePID(f *os.File) error {
	if err := f.Truncate(0); err != nil {
		return err
	}
	_, err := f.WriteAt([]byte(strconv.Itoa(os.Getpid())+"\n"), 0)
	return err
}

func readPID(f *os.File) int {
	b, err := io.ReadAll(io.LimitReader(f, 32))
	if err != nil {
		return 0
	}
	pid, err := strconv.Atoi(strings.TrimSpace(string(b)))
	if err != nil {
		return 0
	}
	return pid
}
