package index

import (
	"context"
	"flag"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/blevesearch/bleve/v2"
	_ "github.com/blevesearch/bleve/v2/analysis/lang/en"
	"github.com/blevesearch/bleve/v2/index/scorch"
	"github.com/blevesearch/bleve/v2/mapping"

	"github.com/dalil-bot/dalil/corpus"
)

// The benchmarks use text that is made up of 60,000 words: documents of 40 sentences in 10 passages, 6.5 kB each.
const (
	benchWords     = 60_000
	benchPassages  = 10
	benchSentences = 4 // of a passage
)

func benchDocument(s *synthesizer, n int) *corpus.Document {
	return s.document(fmt.Sprintf("folder/document-%05d.txt", n), benchPassages, benchSentences)
}

// BenchmarkUpdate writes 250 documents (10,000 sentences, 1.6 MB) in one batch.
func BenchmarkUpdate(b *testing.B) {
	s := newSynthesizer(1, benchWords)
	docs := make([]*corpus.Document, 250)
	for i := range docs {
		docs[i] = benchDocument(s, i)
	}
	for b.Loop() {
		ix, err := Open(b.TempDir(), Options{})
		if err != nil {
			b.Fatal(err)
		}
		if err := ix.Update(b.Context(), "c", docs); err != nil {
			b.Fatal(err)
		}
		ix.Close()
	}
	b.SetBytes(textBytes(docs))
}

// BenchmarkBleve writes the passages of the same documents as bleve does it alone: the text in two fields, with its analysers
// "en" and "standard", and the documents stored.
func BenchmarkBleve(b *testing.B) {
	s := newSynthesizer(1, benchWords)
	docs := make([]*corpus.Document, 250)
	for i := range docs {
		docs[i] = benchDocument(s, i)
	}
	for b.Loop() {
		ix, err := bleve.NewUsing(filepath.Join(b.TempDir(), "bleve"), bleveMapping(), scorch.Name, scorch.Name, nil)
		if err != nil {
			b.Fatal(err)
		}
		batch := ix.NewBatch()
		for _, d := range docs {
			batch.Index(d.ID, map[string]any{"text": d.Text})
			for i, p := range d.Passages {
				batch.Index(fmt.Sprintf("%s#%d", d.ID, i), map[string]any{"en": p.Of(d.Text), "standard": p.Of(d.Text)})
			}
		}
		if err := ix.Batch(batch); err != nil {
			b.Fatal(err)
		}
		ix.Close()
	}
	b.SetBytes(textBytes(docs))
}

func bleveMapping() mapping.IndexMapping {
	m := bleve.NewIndexMapping()
	doc := bleve.NewDocumentStaticMapping()
	for _, name := range []string{"en", "standard"} {
		f := bleve.NewTextFieldMapping()
		f.Analyzer = name
		f.Store, f.IncludeInAll, f.IncludeTermVectors, f.DocValues = false, false, false, false
		doc.AddFieldMappingsAt(name, f)
	}
	stored := bleve.NewTextFieldMapping()
	stored.Index, stored.IncludeInAll, stored.IncludeTermVectors, stored.DocValues = false, false, false, false
	doc.AddFieldMappingsAt("text", stored)
	m.DefaultMapping = doc
	return m
}

func textBytes(docs []*corpus.Document) int64 {
	n := int64(0)
	for _, d := range docs {
		n += int64(len(d.Text))
	}
	return n
}

var (
	sentences = flag.Int("sentences", 200_000, "size of BenchmarkScale")
	built     = flag.String("index", "", "folder of an index that BenchmarkScale is to search; it is made there where it does not exist")
)

// BenchmarkScale indexes sentences in batches of 200 documents, opens the index again, and searches. The figures of indexing stand
// beside those of searching: seconds on the clock and of the processor, disk when merging has come to rest, the most memory that
// the process had resident while it indexed and while it searched, mapped files with it, and what of that was its own memory and
// what files when the searches ended. For a million:
//
//	go test ./corpus/index -run '^$' -bench Scale -sentences 1000000 -benchtime 200x -timeout 1h
func BenchmarkScale(b *testing.B) {
	dir, report := *built, func(*testing.B) {}
	if dir == "" {
		dir = b.TempDir()
	}
	if entries, err := os.ReadDir(dir); err != nil || len(entries) == 0 {
		report = indexLarge(b, dir)
	}
	ix, err := Open(dir, Options{})
	if err != nil {
		b.Fatal(err)
	}
	defer ix.Close()
	forgetPeak()
	b.Run("search", func(b *testing.B) {
		searchLarge(b, ix)
		report(b)
		stats, err := ix.Stats(b.Context(), "c")
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(stats.Documents*benchPassages*benchSentences), "sentences")
		b.ReportMetric(peakMemory(), "search-MB")
		b.ReportMetric(memoryOf("RssAnon:"), "anon-MB")
		b.ReportMetric(memoryOf("RssFile:"), "mapped-MB")
	})
}

func indexLarge(b *testing.B, dir string) (report func(*testing.B)) {
	ix, err := Open(dir, Options{})
	if err != nil {
		b.Fatal(err)
	}
	s := newSynthesizer(2, benchWords)
	bytes := int64(0)
	var spent, busy time.Duration
	for i := 0; i < *sentences/benchPassages/benchSentences; i += 200 {
		docs := make([]*corpus.Document, 200)
		for j := range docs {
			docs[j] = benchDocument(s, i+j)
		}
		bytes += textBytes(docs)
		start, before := time.Now(), processorTime()
		if err := ix.Update(b.Context(), "c", docs); err != nil {
			b.Fatal(err)
		}
		spent += time.Since(start)
		busy += processorTime() - before
	}
	start, before := time.Now(), processorTime()
	disk := int64(-1)
	for at := diskBytes(b, dir); at != disk; at = diskBytes(b, dir) {
		disk = at
		time.Sleep(200 * time.Millisecond)
	}
	spent += time.Since(start)
	busy += processorTime() - before
	if err := ix.Close(); err != nil {
		b.Fatal(err)
	}
	peak := peakMemory()
	return func(b *testing.B) {
		b.ReportMetric(spent.Seconds(), "index-s")
		b.ReportMetric(busy.Seconds(), "index-cpu-s")
		b.ReportMetric(float64(bytes)/1e6, "text-MB")
		b.ReportMetric(float64(disk)/float64(bytes), "disk/text")
		b.ReportMetric(peak, "index-MB")
	}
}

func searchLarge(b *testing.B, ix *Index) {
	s := newSynthesizer(3, benchWords)
	s.words = newSynthesizer(2, benchWords).words
	var times []time.Duration
	for b.Loop() {
		q := corpus.Query{Text: s.question(), Lang: "en", Collections: []string{"c"}}
		start := time.Now()
		if _, err := ix.Search(context.Background(), q); err != nil {
			b.Fatal(err)
		}
		times = append(times, time.Since(start))
	}
	slices.Sort(times)
	b.ReportMetric(float64(times[len(times)/2].Microseconds())/1000, "p50-ms")
	b.ReportMetric(float64(times[len(times)*95/100].Microseconds())/1000, "p95-ms")
}

func diskBytes(b *testing.B, dir string) int64 {
	n := int64(0)
	err := filepath.WalkDir(dir, func(_ string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		info, err := e.Info()
		if err == nil {
			n += info.Size()
		}
		return nil // a file that was merged away in the meantime
	})
	if err != nil {
		b.Fatal(err)
	}
	return n
}

// forgetPeak gives back what memory can be given back, and has the peak count from here on, where Linux does that.
func forgetPeak() {
	debug.FreeOSMemory()
	_ = os.WriteFile("/proc/self/clear_refs", []byte("5"), 0)
}

// peakMemory returns the most memory that the process has had resident, in MB, where Linux says so.
func peakMemory() float64 {
	if mb := memoryOf("VmHWM:"); mb > 0 {
		return mb
	}
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return float64(m.Sys) / 1e6
}

// memoryOf returns a figure of /proc/self/status in MB, 0 where there is none.
func memoryOf(name string) float64 {
	raw, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0
	}
	_, rest, _ := strings.Cut(string(raw), name)
	var kb float64
	fmt.Sscan(rest, &kb)
	return kb / 1e3
}

// BenchmarkNearest compares a vector of 384 elements with those of 100,000 passages.
func BenchmarkNearest(b *testing.B) {
	ix, err := Open("", Options{})
	if err != nil {
		b.Fatal(err)
	}
	defer ix.Close()
	const dims, documents, passages = 384, 1000, 100
	e := hashEmbedder{"random", dims}
	rng := rand.New(rand.NewPCG(5, 6))
	random := func() []float32 {
		v := make([]float32, dims)
		for i := range v {
			v[i] = rng.Float32() - 0.5
		}
		return v
	}
	paragraphs := slices.Repeat([]string{"A."}, passages)
	for range 10 {
		var docs []*corpus.Document
		for range documents / 10 {
			docs = append(docs, text(fmt.Sprint("document-", rng.Int()), paragraphs...))
		}
		if err := ix.Update(b.Context(), "c", docs); err != nil {
			b.Fatal(err)
		}
	}
	pending, _, err := ix.Missing(b.Context(), "c", e.name, documents*passages)
	if err != nil {
		b.Fatal(err)
	}
	for part := range slices.Chunk(pending, 100) {
		var all []Vectors
		for _, p := range part {
			v := Vectors{Pending: p}
			for range passages {
				v.Passages = append(v.Passages, random())
			}
			all = append(all, v)
		}
		if err := ix.PutVectors(b.Context(), "c", e, all); err != nil {
			b.Fatal(err)
		}
	}
	to := random()
	start := time.Now()
	if _, _, err := ix.Nearest(b.Context(), corpus.Query{Collections: []string{"c"}}, e.name, to); err != nil {
		b.Fatal(err)
	}
	first := time.Since(start)
	for b.Loop() {
		if hits, missing, err := ix.Nearest(b.Context(), corpus.Query{Collections: []string{"c"}}, e.name, to); len(hits) != 50 || missing != 0 {
			b.Fatal(len(hits), missing, err)
		}
	}
	b.ReportMetric(float64(first.Milliseconds()), "first-ms")
}
