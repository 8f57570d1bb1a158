package dot

import (
	"fmt"
	"math/rand/v2"
	"testing"
)

func TestOfIsTheReference(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for _, n := range []int{0, 1, 31, 32, 33, 64, 100, 384, 385, 768, MaxLen} {
		for _, kind := range []string{"random", "greatest", "least"} {
			t.Run(fmt.Sprint(n, " ", kind), func(t *testing.T) {
				q, v := make([]int16, n), make([]int8, n+3)
				for i := range q {
					switch kind {
					case "random":
						q[i], v[i] = int16(rng.Int32()), int8(rng.Int32())
					case "greatest":
						q[i], v[i] = 32767, 127
					case "least":
						q[i], v[i] = 32767, -127
					}
				}
				if got, want := Of(q, v), reference(q, v[:n]); got != want {
					t.Errorf("Of is %d, want %d", got, want)
				}
			})
		}
	}
}

func FuzzOf(f *testing.F) {
	f.Add([]byte("some bytes that are taken for two vectors, one of them with wider elements than the other"))
	f.Fuzz(func(t *testing.T, b []byte) {
		n := len(b) / 3
		q, v := make([]int16, n), make([]int8, n)
		for i := range q {
			q[i], v[i] = max(int16(b[3*i])<<8|int16(b[3*i+1]), -32767), int8(b[3*i+2])
		}
		if got, want := Of(q, v), reference(q, v); got != want {
			t.Errorf("Of is %d, want %d", got, want)
		}
	})
}

func BenchmarkOf(b *testing.B) {
	const n, rows = 384, 20_000
	q, v := make([]int16, n), make([]int8, n*rows)
	for i := range q {
		q[i] = int16(i * 77)
	}
	for i := range v {
		v[i] = int8(i * 31)
	}
	run := func(name string, f func([]int16, []int8) int64) {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(n * rows)
			for b.Loop() {
				for i := range rows {
					f(q, v[i*n:(i+1)*n])
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/rows, "ns/vector")
		})
	}
	run("fast", Of)
	run("reference", reference)
}
