package index

import (
	"bufio"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/dalil-bot/dalil/corpus"
)

// resident returns how many kilobytes of the segments below a folder are in this process's memory.
func resident(t *testing.T, dir string) int {
	t.Helper()
	f, err := os.Open("/proc/self/smaps")
	if err != nil {
		t.Skip(err)
	}
	defer f.Close()
	sum, inside := 0, false
	for lines := bufio.NewScanner(f); lines.Scan(); {
		line, n := lines.Text(), 0
		if key, _, _ := strings.Cut(line, " "); !strings.HasSuffix(key, ":") { // the addresses of the next mapping
			inside = strings.Contains(line, dir) && strings.HasSuffix(line, ".zap")
		} else if _, err := fmt.Sscanf(line, "Rss: %d kB", &n); err == nil && inside {
			sum += n
		}
	}
	return sum
}

// What was read of the files is no memory of this process any more after much of it was.
func TestGivenBack(t *testing.T) {
	dir := t.TempDir()
	ix := openTest(t, dir)
	update(t, ix, "c", islands()...)
	q := corpus.Query{Text: "tea", Lang: "en", Collections: []string{"c"}}
	find(t, ix, q)
	if resident(t, dir) == 0 {
		t.Error("nothing of the files is in memory after a search")
	}
	ix.open["c"].store.touch(mappedMost + 1)
	find(t, ix, q)
	if n := resident(t, dir); n > 0 {
		t.Errorf("%d kB are in memory still", n)
	}
	if got := places(find(t, ix, q)); len(got) != 3 {
		t.Errorf("afterwards %v is found", got)
	}
}
