package near

import (
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/dalil-bot/dalil/corpus"
	"github.com/dalil-bot/dalil/corpus/analysis"
)

func words(text string) []string {
	var all []string
	for _, t := range analysis.Tokenize(text) {
		all = append(all, t.Fold)
	}
	return all
}

func sketch(passages ...string) Sketch {
	r := NewRuns()
	for _, p := range passages {
		r.Add(words(p))
	}
	return r.Sketch()
}

func TestSketch(t *testing.T) {
	a := "the library opens at nine and closes at six on working days"
	b := "on sundays the reading room stays closed for visitors of the house"
	if got := sketch(a, b).Similarity(sketch(strings.ToUpper(b), a)); got != 1 {
		t.Errorf("passages in another order and in capitals: %g", got)
	}
	if got := sketch(a).Similarity(sketch(b)); got > 0.05 {
		t.Errorf("different texts: %g", got)
	}
	x, y := NewRuns(), NewRuns()
	x.Add(words(a))
	y.Add(words(b))
	x.Merge(y)
	if got := x.Sketch().Similarity(sketch(a, b)); got != 1 {
		t.Errorf("merged: %g", got)
	}
	if s := sketch("", "—"); s != nil || s.Similarity(s) != 0 || s.Bands() != nil {
		t.Errorf("a text without words has the sketch %v", s)
	}
	if got := sketch("no").Similarity(sketch("No.")); got != 1 {
		t.Errorf("one word: %g", got)
	}
	// Stored sketches are compared with new ones: what a text's sketch is never changes.
	if got := fmt.Sprint(sketch(a)[:4]); got != "[6054 49278 57604 51509]" {
		t.Errorf("the sketch has become %s", got)
	}
}

// TestEstimate holds sketches against the coefficient that they estimate.
func TestEstimate(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	sum, worst := 0.0, 0.0
	const rounds = 200
	for range rounds {
		both, only := 20+rng.IntN(200), rng.IntN(200)
		a, b := NewRuns(), NewRuns()
		for range both {
			h := rng.Uint64()
			a.add(h)
			b.add(h)
		}
		for range only {
			a.add(rng.Uint64())
		}
		off := a.Sketch().Similarity(b.Sketch()) - float64(both)/float64(both+only)
		sum += off
		worst = max(worst, off, -off)
	}
	if mean := sum / rounds; mean > 0.01 || mean < -0.01 || worst > 0.2 {
		t.Errorf("sketches are off by %.3f in the mean, %.3f at most", mean, worst)
	}
}

func TestRelate(t *testing.T) {
	doc := func(title, day string, origin corpus.DateOrigin, hash string) *corpus.Document {
		d := &corpus.Document{Title: title, Hash: hash}
		if day != "" {
			at, err := time.Parse(time.DateOnly, day)
			if err != nil {
				t.Fatal(err)
			}
			d.Date = corpus.Date{Day: at, Origin: origin}
		}
		return d
	}
	a := doc("Handbook v2 (2023)", "2023-01-05", corpus.DateMeta, "a")
	tests := []struct {
		name string
		b    *corpus.Document
		like float64
		want Kind
	}{
		{"other texts", doc("Handbook", "2024-01-05", corpus.DateMeta, "b"), CopyAt - 0.01, None},
		{"later", doc("HANDBOOK v3 2024", "2024-01-05", corpus.DateByline, "b"), CopyAt, Later},
		{"earlier", doc("Handbook", "2022-12-31", corpus.DateURL, "b"), 0.8, Earlier},
		{"same day", doc("Handbook", "2023-01-05", corpus.DateMeta, "b"), 0.8, Copy},
		{"same text", doc("Handbook", "2024-01-05", corpus.DateMeta, "a"), 1, Copy},
		{"other title", doc("Handbook of Birds", "2024-01-05", corpus.DateMeta, "b"), 0.9, Copy},
		{"no date", doc("Handbook", "", "", "b"), 0.9, Copy},
		{"saved later", doc("Handbook", "2024-01-05", corpus.DateFile, "b"), 0.9, Copy},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := Relate(a, tt.b, tt.like); got.Kind != tt.want {
				t.Errorf("Relate is %q, want %q", got.Kind, tt.want)
			}
			opposite := map[Kind]Kind{Later: Earlier, Earlier: Later, Copy: Copy, None: None}[tt.want]
			if got := Relate(tt.b, a, tt.like); got.Kind != opposite {
				t.Errorf("the other way round it is %q, want %q", got.Kind, opposite)
			}
		})
	}
	for _, title := range []string{"", "2024", "v2"} {
		if sameTitle(title, title) {
			t.Errorf("%q is taken for a title that tells", title)
		}
	}
}

// paragraphs returns real texts of at least 100 words each, or skips.
func paragraphs(t *testing.T) [][]string {
	root := filepath.Join("..", "..", "..", "shared", "eval")
	var all [][]string
	err := filepath.WalkDir(root, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || filepath.Ext(path) != ".txt" || strings.Contains(path, "removed") {
			return err
		}
		raw, err := os.ReadFile(path)
		for p := range strings.SplitSeq(string(raw), "\n\n") {
			if w := words(p); len(w) >= 100 {
				all = append(all, w)
			}
		}
		return err
	})
	if err != nil || len(all) == 0 {
		t.Skip("there are no texts to measure with in ", root)
	}
	seen := map[string]bool{}
	return slices.DeleteFunc(all, func(w []string) bool {
		key := strings.Join(w[:20], " ")
		defer func() { seen[key] = true }()
		return seen[key]
	})
}

// change exchanges a share of the words.
func change(rng *rand.Rand, text []string, share float64) []string {
	out := slices.Clone(text)
	for i := range out {
		if rng.Float64() < share {
			out[i] = fmt.Sprint("word", rng.IntN(1000))
		}
	}
	return out
}

func sketchOf(words []string) Sketch {
	r := NewRuns()
	r.Add(words)
	return r.Sketch()
}

// TestThreshold measures CopyAt on real paragraphs: how many changed copies it finds, and how like different ones are.
func TestThreshold(t *testing.T) {
	texts := paragraphs(t)
	rng := rand.New(rand.NewPCG(3, 4))
	texts = texts[:min(len(texts), 1000)]
	sketches := make([]Sketch, len(texts))
	for i, w := range texts {
		sketches[i] = sketchOf(w)
	}
	most, pairs := 0.0, 0
	for i, s := range sketches {
		for _, u := range sketches[:i] {
			most = max(most, s.Similarity(u))
			pairs++
		}
	}
	t.Logf("%d pairs of different paragraphs: %.3f at most", pairs, most)
	if most >= CopyAt {
		t.Errorf("different paragraphs are %.3f alike", most)
	}
	for _, share := range []float64{0.02, 0.05, 0.1, 0.15} {
		var likes []float64
		met := 0
		for i, w := range texts {
			c := sketchOf(change(rng, w, share))
			likes = append(likes, sketches[i].Similarity(c))
			if slices.ContainsFunc(c.Bands(), func(b string) bool { return slices.Contains(sketches[i].Bands(), b) }) {
				met++
			}
		}
		t.Logf("%2.0f %% of the words changed: %s, %.3f share a band", 100*share, foundAt(likes), float64(met)/float64(len(texts)))
		if share <= 0.05 && slices.Min(likes) < CopyAt*0.9 {
			t.Errorf("a copy with %g of its words changed is %g like", share, slices.Min(likes))
		}
	}
	for _, share := range []float64{0.2, 0.3, 0.4, 0.5} {
		t.Logf("%2.0f %% of ten paragraphs exchanged: %s", 100*share, foundAt(exchanged(texts, share)))
	}
}

// foundAt says which share of pairs reaches some similarities.
func foundAt(likes []float64) string {
	var b strings.Builder
	for _, at := range []float64{0.3, 0.35, 0.4, 0.45, 0.5} {
		n := 0
		for _, like := range likes {
			if like >= at {
				n++
			}
		}
		fmt.Fprintf(&b, "  ≥%.2f %.3f", at, float64(n)/float64(len(likes)))
	}
	return b.String()
}

// exchanged returns how like documents of ten paragraphs stay of which a share of the paragraphs is exchanged.
func exchanged(texts [][]string, share float64) []float64 {
	runs := make([]*Runs, len(texts))
	for i, w := range texts {
		runs[i] = NewRuns()
		runs[i].Add(w)
	}
	var likes []float64
	for i := range texts {
		a, b := NewRuns(), NewRuns()
		for j := range 10 {
			p := runs[(i+j)%len(runs)]
			a.Merge(p)
			if float64(j) < share*10 {
				p = runs[(i+j+50)%len(runs)]
			}
			b.Merge(p)
		}
		likes = append(likes, a.Sketch().Similarity(b.Sketch()))
	}
	return likes
}

func BenchmarkAdd(b *testing.B) {
	rng := rand.New(rand.NewPCG(1, 2))
	text := make([]string, 1000)
	for i := range text {
		text[i] = fmt.Sprint("word", rng.IntN(5000))
	}
	for b.Loop() {
		NewRuns().Add(text)
	}
}
