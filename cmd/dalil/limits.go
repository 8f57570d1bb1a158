package main

import (
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"time"

	"github.com/dalil-bot/dalil/corpus/ingest"
)

// limits bound what documents may cost.
type limits struct {
	FileSize  size   `yaml:"file_size"`
	PerFile   count  `yaml:"file_documents"`
	Text      size   `yaml:"text"`
	Unpacked  size   `yaml:"unpacked"`
	Ratio     count  `yaml:"ratio"`
	Depth     count  `yaml:"depth"`
	Pages     count  `yaml:"pages"`
	Rows      count  `yaml:"rows"`
	Parts     count  `yaml:"parts"`
	Time      length `yaml:"time"`
	Memory    size   `yaml:"memory"`
	Documents count  `yaml:"documents"`
	Disk      quota  `yaml:"disk"`
	DiskFree  quota  `yaml:"disk_free"`
}

// defaultLimits are those of a small machine. A document is indexed in one piece, at about forty times its text in memory.
func defaultLimits() limits {
	return limits{
		FileSize: 64 << 20, PerFile: 50_000, Text: 8 << 20, Unpacked: 256 << 20, Ratio: 200, Depth: 4, Pages: 5000, Rows: 100_000, Parts: 20_000,
		Time: length(time.Minute), Memory: 512 << 20, Documents: 1_000_000, DiskFree: 256 << 20,
	}
}

// settings returns the keys below limits, in the order of config.example.yaml.
func (l *limits) settings() []setting {
	return []setting{
		{"limits.file_size", &l.FileSize, "largest file that is read, such as 32MiB"},
		{"limits.file_documents", &l.PerFile, "documents out of one file"},
		{"limits.text", &l.Text, "longest text of a document"},
		{"limits.unpacked", &l.Unpacked, "how large an archive or office file may be when it is unpacked"},
		{"limits.ratio", &l.Ratio, "how many times its size a part of an archive may be when it is unpacked"},
		{"limits.depth", &l.Depth, "archives and messages within each other"},
		{"limits.pages", &l.Pages, "pages or slides of a document"},
		{"limits.rows", &l.Rows, "rows of a table"},
		{"limits.parts", &l.Parts, "files in an archive, or messages in a mailbox"},
		{"limits.time", &l.Time, "how long a document may take to be read"},
		{"limits.memory", &l.Memory, "memory that reading a file may take"},
		{"limits.documents", &l.Documents, "documents in a collection; 0 for any number"},
		{"limits.disk", &l.Disk, "size of the index; 0 for any"},
		{"limits.disk_free", &l.DiskFree, "space that is left free on the disk of the index; 0 for none"},
	}
}

// limitKeys are the keys of all limits.
func limitKeys() []string {
	var keys []string
	for _, s := range new(limits).settings() {
		keys = append(keys, s.key)
	}
	return keys
}

// extraction returns the limits that extractors know.
func (l *limits) extraction() ingest.Limits {
	return ingest.Limits{
		Part: int64(l.Unpacked), Total: int64(l.Unpacked), Ratio: int64(l.Ratio), Depth: int(l.Depth), Parts: int(l.Parts),
		Documents: int(l.PerFile), Rows: int(l.Rows), Pages: int(l.Pages), Text: int(l.Text),
	}
}

// errRoom says that the index may not grow. Tested with errors.Is.
var errRoom = errors.New("no room for more documents")

// room says whether the index may grow.
func (l *limits) room(data string) error {
	if l.Disk > 0 {
		if have := folderSize(data); have > int64(l.Disk) {
			return fmt.Errorf("%w: the data folder has %s, limits.disk is %s", errRoom, roughly(have), roughly(int64(l.Disk)))
		}
	}
	if free, err := freeSpace(data); err == nil && free < int64(l.DiskFree) {
		return fmt.Errorf("%w: its disk has %s free, limits.disk_free is %s", errRoom, roughly(free), roughly(int64(l.DiskFree)))
	}
	return nil
}

// folderSize returns the bytes of all files below a folder. What cannot be looked at does not count.
func folderSize(dir string) int64 {
	n := int64(0)
	_ = filepath.WalkDir(dir, func(_ string, e fs.DirEntry, err error) error {
		if err == nil && !e.IsDir() {
			if info, err := e.Info(); err == nil {
				n += info.Size()
			}
		}
		return nil
	})
	return n
}

// roughly writes a number of bytes for people.
func roughly(n int64) string {
	for _, u := range units[:3] {
		if v := float64(n) / u.bytes; v >= 1 {
			return fmt.Sprintf("%.1f %s", v, u.name)
		}
	}
	return fmt.Sprintf("%d B", n)
}

// quota is a size that may be 0.
type quota size

func (q *quota) Set(s string) error {
	if s == "0" {
		*q = 0
		return nil
	}
	return (*size)(q).Set(s)
}

func (q *quota) String() string {
	if *q == 0 {
		return "0"
	}
	return (*size)(q).String()
}
func (q *quota) Type() string { return "size" }

// UnmarshalText reads a size out of the configuration file.
func (q *quota) UnmarshalText(b []byte) error { return q.Set(string(b)) }
