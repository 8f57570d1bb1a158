package main

import (
	"io/fs"
	"math"
	"path"
	"strconv"
	"strings"
)

// leastMemory is what the neural reader needs in bytes: 138 MB were the most that a process took to answer out of the sample.
const leastMemory = 160 << 20

// memoryLimit is how many bytes this process may use at most as far as its control groups say (Linux, version 2 of them),
// with the root of the file system given. A limit is fixed, unlike what is free at the moment: on it may depend who reads.
func memoryLimit(root fs.FS) int64 {
	lowest := int64(math.MaxInt64)
	list, err := fs.ReadFile(root, "proc/self/cgroup")
	if err != nil {
		return lowest
	}
	for line := range strings.Lines(string(list)) {
		group, ok := strings.CutPrefix(strings.TrimSpace(line), "0::")
		if !ok {
			continue
		}
		for dir := path.Join("sys/fs/cgroup", group); strings.HasPrefix(dir, "sys/fs/cgroup"); dir = path.Dir(dir) {
			text, err := fs.ReadFile(root, path.Join(dir, "memory.max"))
			if err != nil {
				continue // the topmost group has none
			}
			if n, err := strconv.ParseInt(strings.TrimSpace(string(text)), 10, 64); err == nil {
				lowest = min(lowest, n)
			}
		}
	}
	return lowest
}
