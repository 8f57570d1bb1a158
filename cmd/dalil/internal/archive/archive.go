// Package archive writes folders into one file and reads them out of it again.
//
// An archive is a tar file under gzip. Its last entry is a manifest in JSON: what made it and when, and of every file the size and
// the SHA-256. Three things hold: a file that is named as a finished archive is a whole one; what Extract leaves behind is, byte
// for byte, what was put in, or nothing; and no name in an archive leads out of the folder that it is extracted into.
package archive

import (
	"errors"
	"fmt"
	"time"
)

// manifestName is the name of the manifest's entry.
const manifestName = "manifest.json"

// format is the version of archives. Others are not read.
const format = 1

// ErrNoArchive is what Extract gives for a file that is none. Tested with errors.Is.
var ErrNoArchive = errors.New("it is no backup of dalil")

// ErrDamaged is what Extract gives for an archive that is not as it was written. Tested with errors.Is.
var ErrDamaged = errors.New("the backup is damaged")

// A Manifest says what is in an archive.
type Manifest struct {
	Format  int       `json:"format"`
	Made    time.Time `json:"made"`
	Program string    `json:"program"` // that made it, with its version
	Files   []File    `json:"files"`
}

// A File is a file in an archive.
type File struct {
	Name string `json:"name"` // slash-separated, below the folder
	Size int64  `json:"size"`
	Hash string `json:"hash"` // SHA-256 in hexadecimal
}

// Bytes returns the size of all files together.
func (m *Manifest) Bytes() int64 {
	sum := int64(0)
	for _, f := range m.Files {
		sum += f.Size
	}
	return sum
}

func damaged(format string, args ...any) error {
	return fmt.Errorf("%w: %w", ErrDamaged, fmt.Errorf(format, args...))
}
