package index

import "golang.org/x/sys/unix"

// giveBack takes the pages of a mapped file out of this process's memory; who reads them next gets them again. A mapping that
// cannot be advised on stays as it is.
func giveBack(mapping []byte) {
	if len(mapping) > 0 {
		_ = unix.Madvise(mapping, unix.MADV_DONTNEED)
	}
}
