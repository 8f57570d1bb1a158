package source

import (
	"fmt"
	"path"
	"strings"
)

// CheckPattern says what is wrong with a pattern of Options.
func CheckPattern(pattern string) error {
	for part := range strings.SplitSeq(pattern, "/") {
		if _, err := path.Match(part, ""); err != nil {
			return fmt.Errorf("pattern %q: %w", pattern, err)
		}
	}
	if strings.Trim(pattern, "/") == "" {
		return fmt.Errorf("pattern %q: it matches nothing", pattern)
	}
	return nil
}

// matches reports whether a pattern is about a file or a folder, or about a folder above it. A pattern without a slash is about
// names wherever they stand, such as *.md or drafts; one with a slash about paths from the top, where ** stands for any number
// of folders, such as 2024/**/minutes-*.
func matches(pattern, id string) bool {
	pattern = strings.TrimSuffix(pattern, "/")
	if !strings.Contains(pattern, "/") {
		for part := range strings.SplitSeq(id, "/") {
			if ok, _ := path.Match(pattern, part); ok {
				return true
			}
		}
		return false
	}
	return matchParts(strings.Split(strings.TrimPrefix(pattern, "/"), "/"), strings.Split(id, "/"))
}

// matchParts compares part by part. A path that goes on below what matched is matched.
func matchParts(pattern, parts []string) bool {
	for len(pattern) > 0 {
		if pattern[0] == "**" {
			for n := range len(parts) + 1 {
				if matchParts(pattern[1:], parts[n:]) {
					return true
				}
			}
			return false
		}
		if len(parts) == 0 {
			return false
		}
		if ok, _ := path.Match(pattern[0], parts[0]); !ok {
			return false
		}
		pattern, parts = pattern[1:], parts[1:]
	}
	return true
}

// excepted reports whether a file or folder is left out by Except.
func (o *Options) excepted(id string) bool {
	for _, p := range o.Except {
		if matches(p, id) {
			return true
		}
	}
	return false
}

// chosen reports whether a file is among those of Only.
func (o *Options) chosen(id string) bool {
	for _, p := range o.Only {
		if matches(p, id) {
			return true
		}
	}
	return len(o.Only) == 0
}

// Wanted reports whether a file is among those of Only, and not among those of Except, whatever its format.
func (o *Options) Wanted(id string) bool { return o.chosen(id) && !o.excepted(id) }
