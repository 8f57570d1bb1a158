package ingest

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/dalil-bot/dalil/corpus/source"
)

// stock puts numbered files into a shop.
func stock(s *shop, from, to int) {
	for i := from; i < to; i++ {
		id := fmt.Sprintf("f%02d", i)
		s.put(id, fmt.Sprintf("Drawer number %d holds the receipts.\n", i), 1)
	}
}

func unstock(s *shop, from, to int) {
	for i := from; i < to; i++ {
		s.drop(fmt.Sprintf("f%02d", i))
	}
}

// figures leaves the names of documents out.
func figures(line string) string {
	line, _, _ = strings.Cut(line, " |")
	return line
}

func TestGrace(t *testing.T) {
	d, s := newDesk(t), &shop{}
	d.opts.Grace = 24 * time.Hour
	s.put("a", tea, 1)
	s.put("b", coffee, 1)
	s.put("c", tea+coffee, 1)
	d.visit(s, 0)
	s.drop("a")
	d.want("same 2, leaving 1 | a* b c", d.visit(s, 1))
	d.want("same 2, leaving 1 | a* b c", d.visit(s, 24))
	s.put("a", tea, 1)
	d.want("same 3 | a b c", d.visit(s, 24.5))
	s.drop("a")
	d.want("same 2, leaving 1 | a* b c", d.visit(s, 26)) // the grace has begun anew
	d.want("same 2, leaving 1 | a* b c", d.visit(s, 10)) // the clock went back
	d.want("same 2, leaving 1 | a* b c", d.visit(s, 33))
	d.want("removed 1, same 2 | b c", d.visit(s, 34))
	if len(d.opts.Memory.Vanished) > 0 {
		t.Errorf("remembered are %v", d.opts.Memory.Vanished)
	}
}

func TestBrake(t *testing.T) {
	for _, test := range []struct {
		name       string
		all, gone  int
		want, then string
	}{
		{"a few", 6, 4, "removed 4, same 2", "same 2"},
		{"a third", 15, 5, "removed 5, same 10", "same 10"},
		{"more than a third", 14, 5, "same 9, held 5", "removed 5, same 9"},
		{"everything", 3, 3, "held 3", "removed 3"},
		{"the only one", 1, 1, "removed 1", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			d, s := newDesk(t), &shop{}
			stock(s, 0, test.all)
			d.visit(s, 0)
			unstock(s, 0, test.gone)
			d.want(test.want, figures(d.visit(s, 1)))
			if strings.Contains(test.want, "held") {
				d.want(test.want, figures(d.visit(s, 1000))) // it does not let go by itself
			}
			d.opts.Force = true
			d.want(test.then, figures(d.visit(s, 1001)))
		})
	}
}

func TestWhatIsHeldMayComeBack(t *testing.T) {
	d, s := newDesk(t), &shop{}
	stock(s, 0, 20)
	d.visit(s, 0)
	unstock(s, 0, 20)
	d.want("held 20", figures(d.visit(s, 1)))
	stock(s, 0, 20)
	d.want("same 20", figures(d.visit(s, 2)))
	unstock(s, 3, 5)
	d.want("removed 2, same 18", figures(d.visit(s, 3)))
	unstock(s, 5, 13)
	d.want("same 10, held 8", figures(d.visit(s, 4)))
	s.drop("f15")
	d.want("removed 1, same 9, held 8", figures(d.visit(s, 5))) // what goes later is another matter
}

func TestMoves(t *testing.T) {
	d, s := newDesk(t), &shop{}
	d.opts.Grace = time.Hour
	stock(s, 0, 9)
	d.visit(s, 0)
	for i := range 8 { // a folder is renamed: no brake, no grace
		s.drop(fmt.Sprintf("f%02d", i))
		s.put(fmt.Sprintf("new/f%02d", i), fmt.Sprintf("Drawer number %d holds the receipts.\n", i), 1)
	}
	s.drop("f08")
	d.want("added 8, removed 8, moved 8, leaving 1", figures(d.visit(s, 1)))
}

func TestWhatASourceCannotTell(t *testing.T) {
	d, s := newDesk(t), &shop{}
	s.put("a", tea, 1)
	s.put("deep/b", coffee, 1)
	d.visit(s, 0)
	s.drop("deep/b")
	s.listing.Problems = []source.Problem{{Path: "deep", Err: source.ErrSpecial}}
	d.want("same 1, failed deep 0 | a deep/b*", d.visit(s, 1))
	s.listing.Problems = nil
	s.put("deep/b", coffee, 1)
	d.want("same 2 | a deep/b", d.visit(s, 2))
	s.drop("a")
	s.listing.Partial = true
	d.want("same 1 | a deep/b", d.visit(s, 3))
	s.errs["deep/b"] = source.ErrGone
	s.listing.Entries[0].ModTime = time.Time{}
	d.want("removed 1 | a", d.visit(s, 4))
}

func TestBackOff(t *testing.T) {
	d, s := newDesk(t), &shop{}
	s.put("a", "\x00\x01\x02\x03\x00\x00binary", 1)
	d.want("failed a 1 | ", d.visit(s, 0))
	d.want("waiting a 1 | ", d.visit(s, 0.5/60))
	d.want("failed a 2 | ", d.visit(s, 1.0/60))
	d.want("waiting a 2 | ", d.visit(s, 2.9/60))
	d.want("failed a 3 | ", d.visit(s, 3.0/60))
	d.opts.Settings = "a higher limit"
	d.want("failed a 4 | ", d.visit(s, 3.1/60))
	d.want("waiting a 4 | ", d.visit(s, 3.2/60))
	d.opts.Retry = true
	d.want("failed a 5 | ", d.visit(s, 3.3/60))
	d.opts.Retry = false
	s.put("a", "\x00\x01\x02\x03\x00\x00binary, longer", 2)
	d.want("failed a 1 | ", d.visit(s, 3.4/60)) // it is another file now
	d.want("failed a 2 | ", d.visit(s, -48))    // the clock went back
	s.put("a", tea, 3)
	d.want("added 1 | a", d.visit(s, -48))
	s.put("a", "\x00\x01\x02\x03\x00\x00binary", 4)
	d.want("failed a 1 | a", d.visit(s, 1))
	d.want("waiting a 1 | a", d.visit(s, 1))
	s.put("a", tea, 3) // put back as it was
	d.want("same 1 | a", d.visit(s, 1))
	if len(d.opts.Memory.Failures) > 0 {
		t.Errorf("remembered are %v", d.opts.Memory.Failures)
	}
	s.put("b", "\x00\x01\x02\x03\x00\x00binary", 4)
	d.visit(s, 2)
	s.drop("b")
	d.want("same 1 | a", d.visit(s, 2))
}

func TestWait(t *testing.T) {
	for tried, want := range map[int]time.Duration{
		0: time.Minute, 1: time.Minute, 2: 2 * time.Minute, 6: 32 * time.Minute, 11: 1024 * time.Minute, 12: 24 * time.Hour, 1 << 30: 24 * time.Hour,
	} {
		if got := Wait(tried); got != want {
			t.Errorf("Wait(%d) = %v, want %v", tried, got, want)
		}
	}
}

func TestMemoryOnDisk(t *testing.T) {
	d, s := newDesk(t), &shop{}
	stock(s, 0, 6)
	d.visit(s, 0)
	unstock(s, 0, 5)
	s.put("bad", "\x00\x01\x02\x03\x00\x00binary", 1)
	s.put("box", "1: !\n2: The second letter is about cocoa.\n", 3)
	d.visit(s, 1)
	path := filepath.Join(t.TempDir(), "sources", "x.json")
	if m, err := ReadMemory(path); err != nil || len(m.Failures) > 0 {
		t.Errorf("without a file: %+v, %v", m, err)
	}
	if err := d.opts.Memory.Write(path); err != nil {
		t.Fatal(err)
	}
	got, err := ReadMemory(path)
	if diff := cmp.Diff(d.opts.Memory, got, cmpopts.EquateEmpty()); diff != "" || err != nil {
		t.Errorf("%v, -written +read:\n%s", err, diff)
	}
	d.opts.Memory = got
	d.want("same 2, held 5, waiting bad 1, waiting box#1 1", figures(d.visit(s, 1)))
	if h := d.opts.Memory.Last; h.Held != 5 || h.Failed != 2 || h.Unchanged != 2 || h.Error != "" {
		t.Errorf("the health is %+v", h)
	}
	for _, text := range []string{"", "{", `{"failures":{"a":null}}`, `{"vanished":{"a":null},"failures":null}`, "[]"} {
		write(t, path, text)
		if m, _ := ReadMemory(path); m == nil || len(m.Failures)+len(m.Vanished) > 0 {
			t.Errorf("%q gives %+v", text, m)
		}
	}
}
