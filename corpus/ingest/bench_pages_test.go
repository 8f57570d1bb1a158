package ingest

import (
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/dalil-bot/dalil/corpus/index"
	"github.com/dalil-bot/dalil/corpus/sandbox"
	"github.com/dalil-bot/dalil/corpus/source"
)

// asReader has the test's own program read files for another one. Its value is how much memory it may take.
const asReader = "DALIL_TEST_READER"

// readForOthers does what a child of a sandbox does, where this process is one.
func readForOthers() (done bool, err error) {
	memory, err := strconv.ParseInt(os.Getenv(asReader), 10, 64)
	if err != nil {
		return false, nil // nobody wants it to
	}
	return true, sandbox.Serve(context.Background(), os.Stdin, os.Stdout, memory)
}

var (
	pages  = flag.Int("pages", 10_000, "how many files BenchmarkPages reads")
	varied = flag.Int("varied", 200, "how many different pages they are copies of")
	folder = flag.String("html", "", "folder whose .html files BenchmarkPages takes copies of, instead of making pages")
)

// BenchmarkPages reads web pages out of a folder as the program does, in as many processes as there are CPUs, and indexes
// them: 10,000 files that are copies of 200 pages, each with a sentence of its own. Beside documents a second it reports how
// long processors worked for one in this process and in those that read, and the most memory that all of them had resident
// at a time, mapped files with it. With a folder of real pages, those without content do not count.
//
//	go test ./corpus/ingest -run '^$' -bench Pages -benchtime 1x
func BenchmarkPages(b *testing.B) {
	dir := b.TempDir()
	bytes := writePages(b, dir)
	for b.Loop() {
		syncPages(b, dir)
	}
	b.SetBytes(bytes)
}

func syncPages(b *testing.B, dir string) {
	ix, err := index.Open(b.TempDir(), index.Options{})
	if err != nil {
		b.Fatal(err)
	}
	defer ix.Close()
	files, err := source.NewFolder(dir, source.Options{})
	if err != nil {
		b.Fatal(err)
	}
	defer files.Close()
	const memory = 512 << 20
	program, err := os.Executable()
	if err != nil {
		b.Fatal(err)
	}
	pool := sandbox.New(sandbox.Options{
		Command: []string{program}, Env: []string{fmt.Sprintf("%s=%d", asReader, memory)}, Children: runtime.GOMAXPROCS(0), Memory: memory,
	})
	most := watchResident()
	began, here, readers := time.Now(), ownTime(), childrenTime()
	r, err := Sync(b.Context(), ix, Source{Collection: collection, Name: dir, Files: files}, Options{Extractor: pool})
	if n := len(r.Failed); err != nil || r.Added+n != *pages || n > 0 && *folder == "" {
		b.Fatalf("%d added, %d failed: %v", r.Added, n, err)
	}
	_ = pool.Close()
	took := time.Since(began)
	b.ReportMetric(float64(r.Added)/took.Seconds(), "docs/s")
	b.ReportMetric(float64((ownTime()-here).Microseconds())/1000/float64(r.Added), "index-cpu-ms/doc")
	b.ReportMetric(float64((childrenTime()-readers).Microseconds())/1000/float64(r.Added), "read-cpu-ms/doc")
	b.ReportMetric(most(), "peak-MB")
	b.ReportMetric(float64(r.Passages)/float64(r.Added), "passages/doc")
}

// writePages puts the files into a folder and returns how large they are.
func writePages(b *testing.B, dir string) int64 {
	var made []string
	if *folder != "" {
		made = pagesOf(b, *folder)
	}
	bytes := int64(0)
	old := time.Now().Add(-time.Hour)
	for i := range *pages {
		n, copy := i%*varied, i / *varied
		text := ""
		if made == nil {
			text = page(n, copy)
		} else {
			text = strings.Replace(made[n%len(made)], "</p>", fmt.Sprintf(" This is copy %d.</p>", copy), 1)
		}
		path := filepath.Join(dir, fmt.Sprintf("page-%03d-%03d.html", n, copy))
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			b.Fatal(err)
		}
		if err := os.Chtimes(path, old, old); err != nil {
			b.Fatal(err)
		}
		bytes += int64(len(text))
	}
	return bytes
}

// pagesOf returns the first pages of a folder, in the order of their names.
func pagesOf(b *testing.B, dir string) []string {
	paths, err := filepath.Glob(filepath.Join(dir, "*.html"))
	if err != nil || len(paths) == 0 {
		b.Fatalf("%s has no pages (%v)", dir, err)
	}
	var all []string
	for _, path := range paths[:min(len(paths), *varied)] {
		text, err := os.ReadFile(path)
		if err != nil {
			b.Fatal(err)
		}
		all = append(all, string(text))
	}
	return all
}

// watchResident begins to look at how much memory this process and its children have resident. What it returns ends that and
// gives the most there was at a time, in MB; 0 where there is no /proc.
func watchResident() (most func() float64) {
	stop, result := make(chan struct{}), make(chan float64)
	go func() {
		tick := time.NewTicker(100 * time.Millisecond)
		defer tick.Stop()
		most := 0.0
		for {
			select {
			case <-tick.C:
				most = max(most, resident())
			case <-stop:
				result <- most
				return
			}
		}
	}()
	return func() float64 {
		close(stop)
		return <-result
	}
}

// resident returns the memory that this process and its children have resident now, in MB.
func resident() float64 {
	self := os.Getpid()
	kb := residentOf(strconv.Itoa(self))
	tasks, err := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/children", self))
	if err != nil {
		return 0 // the pattern is sound
	}
	for _, path := range tasks {
		children, err := os.ReadFile(path)
		if err != nil {
			continue // the thread has ended
		}
		for pid := range strings.FieldsSeq(string(children)) {
			kb += residentOf(pid)
		}
	}
	return kb / 1000
}

// residentOf returns the memory that a process has resident, in kB.
func residentOf(pid string) float64 {
	raw, err := os.ReadFile(filepath.Join("/proc", pid, "status"))
	if err != nil {
		return 0 // it has ended
	}
	_, rest, _ := strings.Cut(string(raw), "VmRSS:")
	var kb float64
	_, _ = fmt.Sscan(rest, &kb)
	return kb
}
