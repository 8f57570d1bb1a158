package extract

import (
	"errors"
	"fmt"
	"strings"
	"testing"
)

// What is just within a limit is read, and what is just beyond it is refused, in part or as a whole, with what there is too
// much of.
func TestLimits(t *testing.T) {
	file := func(name, text string) raw { return raw{name: name, data: []byte(text), size: uint64(len(text))} }
	const note = "Tea is hot.\n"
	for _, tt := range []struct {
		name   string
		file   string
		data   []byte
		limit  func(l *Limits, n int)
		n      int    // that is just enough
		within int    // documents where it is
		beyond int    // documents with one less
		says   string // with one less
	}{
		{"text", "a.txt", []byte(note), func(l *Limits, n int) { l.Text = n }, len(note), 1, 0, "of text, the limit is"},
		{"one part", "a.zip", archive(t, file("a.txt", note), file("b.txt", note[:5])), func(l *Limits, n int) { l.Part = int64(n) }, len(note), 2, 1, "unpacked, the limit is"},
		{"all parts", "a.zip", archive(t, file("a.txt", note), file("b.txt", note)), func(l *Limits, n int) { l.Total = int64(n) }, 2 * len(note), 2, 1, "unpacked of the whole file"},
		{"depth", "a.zip", nested(t, 3), func(l *Limits, n int) { l.Depth = n }, 3, 1, 0, "archives or messages within each other"},
		{"parts", "a.zip", archive(t, file("a.txt", note), file("b.txt", note), file("c.txt", note)), func(l *Limits, n int) { l.Parts = n }, 3, 3, 0, "3 files in one archive, the limit is 2"},
		{"documents", "a.zip", archive(t, file("a.txt", note), file("b.txt", note), file("c.txt", note)), func(l *Limits, n int) { l.Documents = n }, 3, 3, 2, "more than 2 documents in one file"},
		{"rows", "a.csv", []byte("Drink,Heat\n" + strings.Repeat("tea,hot\n", 4)), func(l *Limits, n int) { l.Rows = n }, 5, 1, 1, "are beyond the limit"},
		{"pages", "a.pdf", pdfData(t, "handbook"), func(l *Limits, n int) { l.Pages = n }, 2, 1, 0, "more than 1 pages"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			for n, want := range map[int]int{tt.n: tt.within, tt.n - 1: tt.beyond} {
				var h Hints
				tt.limit(&h.Limits, n)
				docs, err := gather(tt.file, tt.data, h)
				if len(docs) != want {
					t.Errorf("limit %d: %d documents, want %d", n, len(docs), want)
				}
				if within := n == tt.n; within && err != nil || !within && (!errors.Is(err, ErrLimit) || !strings.Contains(fmt.Sprint(err), tt.says)) {
					t.Errorf("limit %d: %v", n, err)
				}
			}
		})
	}
}

// The ratio counts for parts that are large at all.
func TestRatio(t *testing.T) {
	for _, tt := range []struct {
		name  string
		size  int // unpacked, in MiB
		ratio int64
		want  bool
	}{
		{"packs well", 5, 2000, true},
		{"packs too well", 5, 200, false},
		{"packs too well but is small", 4, 200, true},
	} {
		data := archive(t, raw{name: "a.txt", data: blown(t, "Tea is hot now.\n", tt.size), size: uint64(tt.size) << 20, how: 8})
		docs, err := gather("a.zip", data, Hints{Limits: Limits{Ratio: tt.ratio}})
		if (len(docs) == 1) != tt.want || !tt.want && !errors.Is(err, ErrLimit) {
			t.Errorf("%s: %d documents, %v", tt.name, len(docs), err)
		}
	}
}
