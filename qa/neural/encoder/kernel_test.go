package encoder

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// others are the kernels that must give what the reference gives.
func others() []kernel { return kernels()[:len(kernels())-1] }

// TestKernels compares each function with the reference, bit for bit.
func TestKernels(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	for _, k := range others() {
		t.Run(k.name, func(t *testing.T) {
			for _, n := range []int{16, 32, 48, 112, 384, 1536} {
				for _, spread := range []float64{0.01, 1, 30} {
					compareVectors(t, &k, normal(r, n, spread))
				}
				compareMultiply(t, &k, r, n)
				compareProduct(t, &k, r, n)
			}
			compareVectors(t, &k, make([]float32, 32))
			compareVectors(t, &k, []float32{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15})
			compareVectors(t, &k, []float32{-1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -3})
		})
	}
}

func normal(r *rand.Rand, n int, spread float64) []float32 {
	out := make([]float32, n)
	for i := range out {
		out[i] = float32(r.NormFloat64() * spread)
		if r.IntN(50) == 0 {
			out[i] *= 20
		}
	}
	return out
}

func compareVectors(t *testing.T, k *kernel, x []float32) {
	t.Helper()
	ref := reference()
	both := func(name string, f func(k *kernel, x []float32)) {
		want, got := append([]float32(nil), x...), append([]float32(nil), x...)
		f(&ref, want)
		f(k, got)
		equal(t, fmt.Sprint(name, " of ", len(x)), want, got)
	}
	both("gelu", func(k *kernel, x []float32) { k.gelu(&x[0], len(x)) })
	both("softmax", func(k *kernel, x []float32) { softmaxOf(k, x) })
	both("turn", func(k *kernel, x []float32) {
		from := append([]float32(nil), x...)
		n := len(x) / lanes
		k.turn(&from[0], lanes, n, &x[0], n)
	})
	both("addNorm", func(k *kernel, x []float32) {
		other := append([]float32(nil), x...)
		for i := range other {
			other[i] = x[len(x)-1-i] * 0.3
		}
		k.addNorm(&x[0], &other[0], &other[0], &other[0], len(x), 1/float32(len(x)), 1e-12)
	})
	want, got := make([]uint8, len(x)), make([]uint8, len(x))
	var wantRow, gotRow row
	quantiseGo(&x[0], &want[0], len(x), &wantRow)
	k.quantise(&x[0], &got[0], len(x), &gotRow)
	if wantRow != gotRow {
		t.Errorf("quantise of %d: %v, not %v", len(x), gotRow, wantRow)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("quantise of %d: %s", len(x), diff)
	}
}

// softmaxOf replaces x by its shares, and has the rows beside it be others.
func softmaxOf(k *kernel, x []float32) {
	n := len(x)
	all := make([]float32, softmaxRows*(n+lanes))
	for r := range softmaxRows {
		for i, v := range x {
			all[r*(n+lanes)+(i+r)%n] = v * float32(1+r)
		}
	}
	k.softmax(&all[0], n+lanes, n, 0.177*log2e)
	for i := range x { // a number of each row
		x[i] = all[i%softmaxRows*(n+lanes)+i]
	}
}

func equal(t *testing.T, what string, want, got []float32) {
	t.Helper()
	for i := range want {
		if math.Float32bits(want[i]) != math.Float32bits(got[i]) {
			t.Errorf("%s: number %d is %v, not %v", what, i, got[i], want[i])
			return
		}
	}
}

func compareMultiply(t *testing.T, k *kernel, r *rand.Rand, n int) {
	t.Helper()
	const most, rows = 6, 21
	a, b := make([]uint8, (rows+slack)*n), make([]int8, most*lanes*n)
	for i := range a {
		a[i] = uint8(r.IntN(256))
	}
	for i := range b {
		b[i] = int8(r.IntN(2*maxWeight+1) - maxWeight)
	}
	if n == 48 || n == 384 { // the largest sums that can be
		for i := range a {
			a[i] = 255
		}
		for i := range b {
			b[i] = int8(maxWeight - 2*maxWeight*(i/4%lanes%2))
		}
	}
	scale, bias, scales := make([]float32, most*lanes), make([]float32, most*lanes), make([]row, rows+slack)
	for i := range scale {
		scale[i], bias[i] = r.Float32(), r.Float32()-0.5
	}
	for i := range scales {
		scales[i] = row{r.Float32(), int32(r.IntN(256))}
	}
	for p := 1; p <= most; p++ {
		m, err := prepareMatrix(&Matrix{Rows: p * lanes, Columns: n, Panels: b[:p*lanes*n], Scale: scale, Bias: bias})
		if err != nil {
			t.Fatal(err)
		}
		const stride = most*lanes + 16
		want, got := make([]float32, (rows+slack)*stride), make([]float32, (rows+slack)*stride)
		reference().multiply(&m, rows, &a[0], &scales[0], &want[0], stride)
		k.multiply(&m, rows, &a[0], &scales[0], &got[0], stride)
		equal(t, fmt.Sprintf("multiply of %d by %d panels", n, p), want[:rows*stride], got[:rows*stride])
	}
}

func compareProduct(t *testing.T, k *kernel, r *rand.Rand, n int) {
	t.Helper()
	const width = 3*lanes + 16
	a, b := normal(r, max(k.rows, 4)*(n+3), 1), normal(r, n*width, 1)
	for p := 1; p <= k.panels; p++ {
		for _, n := range []int{n, n - 1, 1} {
			want, got := make([]float32, k.rows*width), make([]float32, k.rows*width)
			for i := 0; i < k.rows; i += 4 {
				productGo(p, n, &a[i*(n+3)], n+3, &b[0], width, &want[i*width], width)
			}
			k.product(p, n, &a[0], n+3, &b[0], width, &got[0], width)
			equal(t, fmt.Sprintf("product of %d by %d panels", n, p), want, got)
		}
	}
}

// TestFunctions compares the polynomials with float64.
func TestFunctions(t *testing.T) {
	for x := float32(-79); x <= 0; x += 0.0137 {
		if want := math.Exp(float64(x)); math.Abs(float64(exp(x))/want-1) > 3e-7 {
			t.Fatalf("exp(%v) = %v, not %v", x, exp(x), want)
		}
	}
	for x := float32(-99); x <= 0; x += 0.0137 {
		if want := math.Exp2(float64(x)); math.Abs(float64(power(x))/want-1) > 2e-7 {
			t.Fatalf("power(%v) = %v, not %v", x, power(x), want)
		}
	}
	if got := power(hidden); got != float32(math.Exp2(powerLow)) {
		t.Errorf("power of what is hidden is %v", got)
	}
	for x := float32(-20); x <= 20; x += 0.0137 {
		y, want := [1]float32{x}, float64(x)/2*math.Erfc(-float64(x)/math.Sqrt2)
		if geluGo(&y[0], 1); math.Abs(float64(y[0])-want) > 1.2e-5*(1+math.Abs(float64(x))) {
			t.Fatalf("gelu(%v) = %v, not %v", x, y[0], want)
		}
		if want := math.Tanh(float64(x)); math.Abs(float64(tanh(x))-want) > 3e-7 {
			t.Fatalf("tanh(%v) = %v, not %v", x, tanh(x), want)
		}
	}
}

// TestFMA compares with a sum that big.Float would round once: cases where rounding twice errs.
func TestFMA(t *testing.T) {
	eps := float32(math.Ldexp(1, -24))
	for _, test := range []struct{ a, b, c, want float32 }{
		{1, 1, eps, 1},
		{1 + 2*eps, 1, eps, 1 + 4*eps},
		{1, eps, 1 + 2*eps, 1 + 4*eps},
		{eps, 1 + 2*eps, 1, 1 + 2*eps},                // above half, by what float64 keeps
		{eps, eps * eps, 1, 1},                        //
		{2, 3, -6, 0},                                 //
		{1 + 2*eps, 1 + 2*eps, -1, 4*eps + 4*eps*eps}, // exact
	} {
		if got := fma(test.a, test.b, test.c); got != test.want {
			t.Errorf("%v·%v+%v = %v, not %v", test.a, test.b, test.c, got, test.want)
		}
	}
}

// FuzzKernels compares vectors of any bits that an encoder can meet.
func FuzzKernels(f *testing.F) {
	f.Add([]byte("sixteen numbers, four bytes each, make up sixty-four of them...."))
	f.Fuzz(func(t *testing.T, data []byte) {
		x := make([]float32, max(lanes, min(len(data)/4/lanes*lanes, 512)))
		for i := range min(len(x), len(data)/4) {
			v := math.Float32frombits(uint32(data[4*i]) | uint32(data[4*i+1])<<8 | uint32(data[4*i+2])<<16 | uint32(data[4*i+3])<<24)
			if a := math.Abs(float64(v)); a < 1e6 && a > 1e-12 {
				x[i] = v
			}
		}
		for _, k := range others() {
			compareVectors(t, &k, x)
		}
	})
}
