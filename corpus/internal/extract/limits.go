package extract

import (
	"errors"
	"fmt"
)

// ErrLimit is returned for a file, or a part of one, that is beyond one of the Limits. Tested with errors.Is.
var ErrLimit = errors.New("too much")

// Limits keep a file from taking more than documents need. They are figures to configure; a zero value stands for the
// default beside it. Sizes are in bytes.
type Limits struct {
	Part      int64 // one part of an archive or office document, unpacked: 64 MiB
	Total     int64 // all parts of a file together, unpacked: 256 MiB
	Ratio     int64 // unpacked to packed, of parts above 4 MiB: 200. Deflate reaches 1,032, spreadsheets 100
	Depth     int   // archives and messages within each other: 4
	Parts     int   // files in an archive, or messages in a mailbox: 20,000
	Documents int   // out of one file: 50,000
	Rows      int   // of a sheet or table: 100,000
	Pages     int   // pages or slides: 5,000
	Text      int   // of one document: 16 MiB
}

// ratioFrom is the unpacked size from which the ratio counts: the XML of a short document that repeats itself packs well.
const ratioFrom = 4 << 20

// withDefaults fills in what is zero.
func (l Limits) withDefaults() Limits {
	size := func(n *int64, def int64) {
		if *n <= 0 {
			*n = def
		}
	}
	count := func(n *int, def int) {
		if *n <= 0 {
			*n = def
		}
	}
	size(&l.Part, 64<<20)
	size(&l.Total, 256<<20)
	size(&l.Ratio, 200)
	count(&l.Depth, 4)
	count(&l.Parts, 20_000)
	count(&l.Documents, 50_000)
	count(&l.Rows, 100_000)
	count(&l.Pages, 5_000)
	count(&l.Text, 16<<20)
	return l
}

// tooMuch returns an ErrLimit that names what there is too much of, and the limit.
func tooMuch(format string, args ...any) error {
	return fmt.Errorf("%w: %s", ErrLimit, fmt.Sprintf(format, args...))
}

func mebibytes(n int64) string { return fmt.Sprintf("%.1f MiB", float64(n)/(1<<20)) }
