//go:build !unix

package ingest

import "time"

// ownTime is not known here.
func ownTime() time.Duration { return 0 }

// childrenTime is not known here.
func childrenTime() time.Duration { return 0 }
