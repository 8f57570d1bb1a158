//go:build unix

package neural

import (
	"fmt"
	"syscall"
	"testing"
	"time"

	"github.com/dalil-bot/dalil/qa/neural/encoder"
)

// BenchmarkPairs encodes pairs of 128 and 256 tokens, one and eight at once, by every kernel. -weights names a file.
func BenchmarkPairs(b *testing.B) {
	for _, kernel := range encoder.Kernels() {
		for _, threads := range []int{1, 2} {
			for _, n := range []int{128, 256} {
				for _, batch := range []int{1, 8} {
					b.Run(fmt.Sprintf("%s/threads=%d/tokens=%d/batch=%d", kernel, threads, n, batch), func(b *testing.B) {
						m := open(b, Options{Kernel: kernel, Threads: threads})
						jobs := make([]encoder.Job, batch)
						for i := range jobs {
							jobs[i].Pieces = make([]int32, n)
							for j := range jobs[i].Pieces {
								jobs[i].Pieces[j] = int32(4 + (i*n+j)*7919%40000)
							}
						}
						if err := m.encoder.Run(b.Context(), encoder.Embed, jobs); err != nil {
							b.Fatal(err)
						}
						b.ReportAllocs()
						b.ResetTimer()
						before := processorTime(b)
						for b.Loop() {
							if err := m.encoder.Run(b.Context(), encoder.Embed, jobs); err != nil {
								b.Fatal(err)
							}
						}
						pairs := float64(b.N * batch)
						b.ReportMetric(b.Elapsed().Seconds()*1e3/pairs, "ms/pair")
						b.ReportMetric((processorTime(b)-before)*1e3/pairs, "cpu-ms/pair")
					})
				}
			}
		}
	}
}

// processorTime is what the process has used: on a machine that is shared the clock says little.
func processorTime(b *testing.B) float64 {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano()).Seconds()
}

func BenchmarkEmbedQuestion(b *testing.B) {
	m := open(b, Options{})
	for b.Loop() {
		if _, err := m.Embed(b.Context(), []string{"When does the last ferry leave on Sundays?"}, Query); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		open(b, Options{})
	}
}
