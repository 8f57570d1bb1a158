package encoder

import (
	"sync"
	"syscall"
)

// tilesAllowed asks the kernel, once, to keep AMX's tiles for this process. It says no where the processor or whatever runs
// the machine has none.
var tilesAllowed = sync.OnceValue(func() bool {
	const (
		requestPermission = 0x1023 // ARCH_REQ_XCOMP_PERM
		tileData          = 18     // XFEATURE_XTILEDATA
	)
	_, _, errno := syscall.RawSyscall(syscall.SYS_ARCH_PRCTL, requestPermission, tileData, 0)
	return errno == 0
})
