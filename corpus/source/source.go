// Package source gives the files of a folder as bytes with a name and a modification time. It knows nothing of what is
// in them. Packages web, feed and git below it give pages, entries of feeds and files of repositories in the same words:
// a Listing of Entries, and the Content of each.
//
// A Folder is opened over a directory, a single file or an fs.FS such as an embedded corpus. Entries lists what can be
// read, Read reads one of them. Three things hold:
//
//   - Nothing outside the folder is ever read. The folder is an os.Root, so that a link or a race that leads out of it
//     is refused by the operating system and not by a comparison of names.
//   - A listing is sorted by ID and depends on the folder alone.
//   - One bad file spoils no listing: it is reported as a Problem and the rest goes on. Documents below a path with a
//     problem are unknown, not gone, and must not be removed from an index because of it; see Listing.Unknown.
package source

import (
	"errors"
	"fmt"
	"strings"
	"time"
)

// DefaultMaxSize is the size in bytes above which a file is refused when Options do not say: 8 MiB, more than the longest
// novel. A document is indexed in one piece, at about forty times its size in memory.
const DefaultMaxSize = 8 << 20

// The ways in which a file of a folder can be refused. Tested with errors.Is.
var (
	ErrTooLarge = errors.New("file too large")
	ErrOutside  = errors.New("link leads out of the folder")
	ErrLoop     = errors.New("link leads back to itself or to a folder that holds it")
	ErrName     = errors.New("name is not valid UTF-8")
	ErrSpecial  = errors.New("not a regular file")
	ErrChanging = errors.New("it is being written to")
)

// Options say what a Folder lists. The zero value lists the known formats up to DefaultMaxSize.
type Options struct {
	MaxSize  int64 // largest file to read in bytes; 0 means DefaultMaxSize
	AllFiles bool  // list files of every extension, not only those of Known

	Only   []string // patterns of the files to list; none for all. See CheckPattern.
	Except []string // patterns of the files and folders to leave out
}

// An Entry is one file that can be read.
type Entry struct {
	ID      string    // slash-separated path below the folder, as on disk, valid UTF-8
	URI     string    // where it is: a file URL, or name:path in an fs.FS
	Size    int64     // bytes, when listed
	ModTime time.Time // when listed; zero where the source has none
	Version string    // what tells this content from another, such as an ETag or a commit; "" where the source has none
}

// A Content is what was read of an Entry.
type Content struct {
	Data    []byte
	Type    string    // media type that came with it, "" where none did
	URI     string    // where it was read in the end, after redirects; "" for the entry's
	ModTime time.Time // as the source says; zero for the entry's
	Version string    // to hand over as Entry.Version next time; "" for none
}

// What Read gives in place of a Content. Tested with errors.Is.
var (
	ErrUnchanged = errors.New("unchanged")        // the Version of the Entry still holds
	ErrGone      = errors.New("removed for good") // said so by who had it: as good as an entry that is listed no more
)

// A Problem is a file or folder that could not be listed.
type Problem struct {
	Path string // slash-separated, below the folder; "." is the folder itself
	Err  error
}

// Error names the path and the cause.
func (p Problem) Error() string { return fmt.Sprintf("%s: %v", p.Path, p.Err) }

// Unwrap gives the cause.
func (p Problem) Unwrap() error { return p.Err }

// A Listing is what a Folder holds at one moment.
type Listing struct {
	Entries  []Entry   // sorted by ID
	Problems []Problem // sorted by Path
	Skipped  int       // files of an unknown format; hidden and temporary files are not counted
	Partial  bool      // there is more than is listed, as with a feed, which forgets: what is missing here is not gone
}

// Unknown reports whether the listing cannot tell if the file with this ID still exists, because it is partial or a problem
// stands at its path or at a folder above it.
func (l Listing) Unknown(id string) bool {
	if l.Partial {
		return true
	}
	for _, p := range l.Problems {
		if p.Path == "." || p.Path == id || strings.HasPrefix(id, p.Path+"/") {
			return true
		}
	}
	return false
}

// Known reports whether a file name has an extension of a format that is looked into, in any case: text, Markdown, web
// pages, PDF, office documents, spreadsheets and slides of today, books, tables, JSON, messages, mailboxes and archives; and
// those of yesterday, so that a person is told what to do about them.
func Known(name string) bool {
	switch strings.ToLower(extension(name)) {
	case ".txt", ".text", ".md", ".markdown", ".html", ".htm", ".xhtml",
		".pdf", ".docx", ".docm", ".dotx", ".dotm", ".odt", ".ott", ".rtf", ".epub",
		".pptx", ".pptm", ".ppsx", ".ppsm", ".potx", ".potm", ".odp", ".otp",
		".xlsx", ".xlsm", ".xltx", ".xltm", ".ods", ".ots", ".csv", ".tsv", ".json", ".jsonl", ".ndjson",
		".eml", ".mht", ".mhtml", ".mbox", ".zip", ".tar", ".tgz", ".tbz2", ".gz", ".bz2",
		".doc", ".xls", ".ppt", ".msg", ".xlsb":
		return true
	}
	return false
}

// extension returns the extension with its dot, "" where there is none. "1. Introduction" has none: an extension is at
// most ten letters and digits.
func extension(name string) string {
	i := strings.LastIndexByte(name, '.')
	if i < 0 || len(name)-i > 11 || i == len(name)-1 {
		return ""
	}
	for _, c := range []byte(name[i+1:]) {
		if c|0x20 < 'a' || c|0x20 > 'z' {
			if c < '0' || c > '9' {
				return ""
			}
		}
	}
	return name[i:]
}

// temporary reports whether a name is hidden, or that of a lock, swap, backup or unfinished file, which editors and
// browsers leave beside a document for a moment.
func temporary(name string) bool {
	if strings.HasPrefix(name, ".") || strings.HasPrefix(name, "~$") || strings.HasSuffix(name, "~") {
		return true
	}
	if strings.HasPrefix(name, "#") && strings.HasSuffix(name, "#") {
		return true
	}
	switch strings.ToLower(extension(name)) {
	case ".swp", ".swo", ".swx", ".tmp", ".temp", ".bak", ".part", ".crdownload":
		return true
	}
	return false
}
