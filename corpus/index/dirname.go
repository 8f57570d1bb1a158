package index

import (
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"
)

// Prefixes of folders that are no collections (yet, or any more). dirName gives no name that begins with a full stop.
const (
	newPrefix   = ".new-"   // being made
	oldPrefix   = ".old-"   // being dropped
	buildPrefix = ".build-" // an index that holds the collection that is built anew
	swapPrefix  = ".swap-"  // being replaced: it is back in its place where the new one is not there yet
)

// maxDirName bounds the escaped name; file systems take 255 bytes, of which the prefixes need some.
const maxDirName = 240

var errEmptyName = errors.New("a collection needs a name")

// dirName returns the name of a collection's folder. Lower-case ASCII letters, digits, '-' and '_' stand for themselves,
// every other byte is %xx, so that different names stay different where the file system ignores case.
func dirName(collection string) (string, error) {
	if collection == "" {
		return "", errEmptyName
	}
	if !utf8.ValidString(collection) {
		return "", fmt.Errorf("collection %q: the name is not valid UTF-8", collection)
	}
	var b strings.Builder
	for i := range len(collection) {
		if c := collection[i]; plain(c) {
			b.WriteByte(c)
		} else {
			fmt.Fprintf(&b, "%%%02x", c)
		}
	}
	if b.Len() > maxDirName {
		return "", fmt.Errorf("collection %.40q…: the name is too long: %d bytes when escaped, %d are allowed",
			collection, b.Len(), maxDirName)
	}
	return b.String(), nil
}

// collectionName is the inverse of dirName. It reports false for a folder that dirName would not have named so.
func collectionName(dir string) (string, bool) {
	var b strings.Builder
	for i := 0; i < len(dir); i++ {
		if dir[i] != '%' {
			b.WriteByte(dir[i])
			continue
		}
		var c byte
		if i+3 > len(dir) {
			return "", false
		}
		if _, err := fmt.Sscanf(dir[i+1:i+3], "%02x", &c); err != nil {
			return "", false
		}
		b.WriteByte(c)
		i += 2
	}
	again, err := dirName(b.String())
	return b.String(), err == nil && again == dir
}

func plain(c byte) bool {
	return 'a' <= c && c <= 'z' || '0' <= c && c <= '9' || c == '-' || c == '_'
}
