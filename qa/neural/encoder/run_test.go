package encoder

import (
	"context"
	"encoding/binary"
	"fmt"
	"hash/fnv"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// sequences returns jobs of the given lengths.
func sequences(seed uint64, lengths ...int) []Job {
	r := rand.New(rand.NewPCG(seed, 9))
	jobs := make([]Job, len(lengths))
	for i, n := range lengths {
		for range n {
			jobs[i].Pieces = append(jobs[i].Pieces, int32(r.IntN(50)))
		}
	}
	return jobs
}

func newEncoder(t testing.TB, w Weights, o Options) *Encoder {
	t.Helper()
	e, err := New(w, o)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// TestExact compares every kernel with the definition in float64. What remains is that activations are bytes.
func TestExact(t *testing.T) {
	w := random(1)
	for _, name := range Kernels() {
		e := newEncoder(t, w, Options{Kernel: name})
		jobs := sequences(1, 40, 1, 17)
		if err := e.Run(t.Context(), Embed, jobs); err != nil {
			t.Fatal(err)
		}
		for _, job := range jobs {
			x := exact(&w, slices.Concat(w.Layers[:2], w.Embed), job.Pieces)
			mean := make([]float64, w.Hidden)
			for _, row := range x {
				for j, v := range row {
					mean[j] += v / float64(len(x))
				}
			}
			if c := cosine(job.Mean, mean); c < 0.999 {
				t.Errorf("%s: %d pieces: cosine %.5f", name, len(job.Pieces), c)
			}
		}
	}
}

func TestHeads(t *testing.T) {
	w := random(2)
	e := newEncoder(t, w, Options{})
	jobs := sequences(2, 33)
	if err := e.Run(t.Context(), Read, jobs); err != nil {
		t.Fatal(err)
	}
	x := exact(&w, w.Layers, jobs[0].Pieces)
	var want []float64
	for _, row := range x {
		want = append(want, exactHead(w.Outputs[0], row)...)
		want = append(want, exactHead(w.Outputs[2], row)...)
	}
	if c := cosine(jobs[0].Tokens, want); c < 0.998 || len(jobs[0].Tokens) != len(want) {
		t.Errorf("over tokens: cosine %.5f", c)
	}
	mean, dense := make([]float64, w.Hidden), exactHead(Head{Outputs: w.Hidden, Weight: w.Outputs[1].Dense, Bias: w.Outputs[1].DenseBias}, x[0])
	for j := range mean {
		for _, row := range x {
			mean[j] += row[j] / float64(len(x))
		}
		dense[j] = math.Tanh(dense[j])
	}
	want = append(exactHead(w.Outputs[1], dense), exactHead(w.Outputs[3], mean)...)
	if c := cosine(jobs[0].Pooled, want); c < 0.998 || len(jobs[0].Pooled) != len(want) {
		t.Errorf("pooled: %v, not %v", jobs[0].Pooled, want)
	}
}

func exactHead(h Head, x []float64) []float64 {
	var out []float64
	for o, b := range h.Bias {
		sum := float64(b)
		for j, v := range x {
			sum += v * float64(h.Weight[o*len(x)+j])
		}
		out = append(out, sum)
	}
	return out
}

func cosine(a []float32, b []float64) float64 {
	ab, aa, bb := 0.0, 0.0, 0.0
	for i := range a {
		ab, aa, bb = ab+float64(a[i])*b[i], aa+float64(a[i])*float64(a[i]), bb+b[i]*b[i]
	}
	return ab / math.Sqrt(aa*bb)
}

// TestSame: kernels, threads, and the other sequences of a batch change no bit.
func TestSame(t *testing.T) {
	w := random(3)
	lengths := []int{1, 80, 16, 17, 33}
	want := sequences(3, lengths...)
	alone := newEncoder(t, w, Options{Kernel: "go", Threads: 1})
	for i := range want {
		if err := alone.Run(t.Context(), Read, want[i:i+1]); err != nil {
			t.Fatal(err)
		}
		if err := alone.Run(t.Context(), Embed, want[i:i+1]); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range Kernels() {
		for _, threads := range []int{1, 3} {
			e := newEncoder(t, w, Options{Kernel: name, Threads: threads})
			for _, n := range []int{len(lengths), 2} {
				got := sequences(3, lengths...)[:n]
				if err := e.Run(t.Context(), Read, got); err != nil {
					t.Fatal(err)
				}
				if err := e.Run(t.Context(), Embed, got); err != nil {
					t.Fatal(err)
				}
				if diff := cmp.Diff(want[:n], got); diff != "" {
					t.Fatalf("%s, %d threads, %d sequences: %s", name, threads, n, diff)
				}
			}
		}
	}
}

// TestEverywhere: the results are these on every processor.
func TestEverywhere(t *testing.T) {
	e := newEncoder(t, random(8), Options{})
	jobs := sequences(8, 50, 7)
	sum := fnv.New64a()
	for _, task := range []Task{Read, Embed} {
		if err := e.Run(t.Context(), task, jobs); err != nil {
			t.Fatal(err)
		}
	}
	for _, job := range jobs {
		for _, v := range slices.Concat(job.Tokens, job.Pooled, job.Mean) {
			if err := binary.Write(sum, binary.LittleEndian, v); err != nil {
				t.Fatal(err)
			}
		}
	}
	if got := sum.Sum64(); got != 0xa5adae7ff5b3fc2f {
		t.Errorf("%s: %#x", e.Kernel(), got)
	}
}

func TestRefused(t *testing.T) {
	e := newEncoder(t, random(4), Options{})
	for _, test := range []struct {
		name   string
		pieces []int32
		want   string
	}{
		{"nothing", nil, "0 pieces"},
		{"too long", make([]int32, 81), "81 pieces"},
		{"no such piece", []int32{1, 50}, "piece 50 of 50"},
		{"a negative piece", []int32{-1}, "piece -1"},
	} {
		t.Run(test.name, func(t *testing.T) {
			err := e.Run(t.Context(), Read, []Job{{Pieces: []int32{1}}, {Pieces: test.pieces}})
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Error(err)
			}
		})
	}
}

func TestCancelled(t *testing.T) {
	e := newEncoder(t, random(5), Options{Threads: 3})
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := e.Run(ctx, Embed, sequences(5, 80, 80, 80)); err == nil {
		t.Error("no error")
	}
	jobs := sequences(5, 80, 80, 80)
	if err := e.Run(t.Context(), Embed, jobs); err != nil || len(jobs[2].Mean) == 0 {
		t.Error("it does not go on after a call was cancelled", err)
	}
}

func TestUnfit(t *testing.T) {
	for _, test := range []struct {
		name  string
		spoil func(*Weights)
	}{
		{"heads that do not divide", func(w *Weights) { w.Heads = 3 }},
		{"no layers", func(w *Weights) { w.Layers = nil }},
		{"a short matrix", func(w *Weights) { w.Layers[1].Join.Panels = w.Layers[1].Join.Panels[1:] }},
		{"a short norm", func(w *Weights) { w.Embed[0].Norm2.Bias = nil }},
		{"a short table", func(w *Weights) { w.Word = w.Word[1:] }},
		{"a weight that would overflow", func(w *Weights) { w.Layers[0].Widen.Panels[77] = -64 }},
		{"a head without weights", func(w *Weights) { w.Outputs[0].Weight = nil }},
		{"a dense layer over tokens", func(w *Weights) { w.Outputs[1].Pool = EachToken }},
	} {
		t.Run(test.name, func(t *testing.T) {
			w := random(6)
			test.spoil(&w)
			if _, err := New(w, Options{}); err == nil {
				t.Error("no error")
			}
		})
	}
	if _, err := New(random(6), Options{Kernel: "abacus"}); err == nil {
		t.Error("no error for a kernel that is not there")
	}
}

// TestChunks: rows behind a chunk are another worker's, so that it must be a multiple of what kernels write.
func TestChunks(t *testing.T) {
	for rows := 1; rows < 600; rows += 7 {
		for workers := 1; workers <= 9; workers++ {
			if n := chunkOf(rows, workers); n%slack != 0 || n < 1 {
				t.Fatalf("%d rows for %d workers: %d at once", rows, workers, n)
			}
		}
	}
}

// TestWideModel holds that kernels agree over a model whose matrices AMX's tiles go into, whoever computes what.
func TestWideModel(t *testing.T) {
	w := randomOf(11, 192, 384)
	jobs := func() []Job {
		out := make([]Job, 3)
		for i := range out {
			out[i].Pieces = make([]int32, 9+i*17)
			for j := range out[i].Pieces {
				out[i].Pieces[j] = int32((i*31 + j*17) % w.Pieces)
			}
		}
		return out
	}
	want := jobs()
	if err := newEncoder(t, w, Options{Kernel: "go", Threads: 1}).Run(t.Context(), Read, want); err != nil {
		t.Fatal(err)
	}
	for _, k := range others() {
		for _, threads := range []int{1, 3} {
			got := jobs()
			if err := newEncoder(t, w, Options{Kernel: k.name, Threads: threads}).Run(t.Context(), Read, got); err != nil {
				t.Fatal(err)
			}
			for i := range want {
				equal(t, fmt.Sprintf("%s, %d threads, tokens of %d", k.name, threads, i), want[i].Tokens, got[i].Tokens)
				equal(t, fmt.Sprintf("%s, %d threads, pooled of %d", k.name, threads, i), want[i].Pooled, got[i].Pooled)
			}
		}
	}
}
