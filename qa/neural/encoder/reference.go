package encoder

import (
	"math"
	"unsafe"
)

// reference is the kernel in plain Go. It says what the others have to give, bit for bit, and computes where there is no
// other. Conversions to float32 keep the compiler from fusing what is not to be fused.
func reference() kernel {
	return kernel{
		name: "go", rows: 4, panels: 1,
		quantise: quantiseGo, multiply: inTiles(4, 1, multiplyGo), product: productGo,
		gelu: geluGo, softmax: softmaxGo, addNorm: addNormGo, turn: turnGo,
	}
}

// at returns n values from p on, which the caller knows to be there.
func at[T any](p *T, offset, n int) []T {
	return unsafe.Slice((*T)(unsafe.Add(unsafe.Pointer(p), offset*int(unsafe.Sizeof(*p)))), n)
}

func quantiseGo(x *float32, q *uint8, n int, row *row) {
	in, out := unsafe.Slice(x, n), unsafe.Slice(q, n)
	lo, hi := float32(0), float32(0)
	for _, v := range in {
		lo, hi = min(lo, v), max(hi, v)
	}
	width := max(hi-lo, tiny)
	row.scale = width / 255
	inverse := 255 / width
	row.zero = int32(round(float32(-lo * inverse)))
	for i, v := range in {
		out[i] = uint8(min(max(int32(round(float32(v*inverse)))+row.zero, 0), 255))
	}
}

// tiny stands for the width of a vector of zeroes.
const tiny = 1e-12

// round rounds to the nearest integer, to the even one of two; |x| must be below 2²².
func round(x float32) float32 {
	const shift = 3 << 22
	return float32(x+shift) - shift
}

func multiplyGo(k4 int, a *uint8, lda int, b *int8, ldb int, p int, cols *column, rows *row, c *float32, ldc int) {
	for j := range p * lanes {
		weights := at(b, j/lanes*ldb+j%lanes*4, (k4-1)*lanes*4+4)
		col := &at(cols, j/lanes, 1)[0]
		for i := range 4 {
			sum := int32(0)
			in := at(a, i*lda, k4*4)
			for k := range k4 {
				w, x := weights[k*lanes*4:][:4], in[k*4:][:4]
				sum += int32(w[0])*int32(x[0]) + int32(w[1])*int32(x[1]) + int32(w[2])*int32(x[2]) + int32(w[3])*int32(x[3])
			}
			r := at(rows, i, 1)[0]
			value := float32(sum-r.zero*col.sum[j%lanes]) * col.scale[j%lanes]
			at(c, i*ldc+j, 1)[0] = fma(value, r.scale, col.bias[j%lanes])
		}
	}
}

func productGo(p, k int, a *float32, lda int, b *float32, ldb int, c *float32, ldc int) {
	for i := range 4 {
		in, out := at(a, i*lda, k), at(c, i*ldc, p*lanes)
		clear(out)
		for l, x := range in {
			for j, w := range at(b, l*ldb, p*lanes) {
				out[j] = fma(x, w, out[j])
			}
		}
	}
}

// fma returns a·b+c, rounded once.
func fma(a, b, c float32) float32 {
	p := float64(a) * float64(b) // exact
	s := p + float64(c)
	// Rounding s to float32 is rounding twice. That errs only where s lies half way between two of them, and was rounded
	// to there: then it goes to the side on which the exact sum is.
	if bits := math.Float64bits(s); bits&(1<<29-1) == 1<<28 {
		t := s - p
		if e := (p - (s - t)) + (float64(c) - t); e != 0 && !math.IsInf(s, 0) {
			if (e > 0) == (s > 0) {
				bits++
			} else {
				bits--
			}
			return float32(math.Float64frombits(bits))
		}
	}
	return float32(s)
}

// exp returns eˣ for x ≤ 0, within 2 units in the last place, and 0 below -80: n = round(x·log₂e), r = x-n·ln 2, a
// polynomial of degree 6 for eʳ (Taylor's, whose error at |r| ≤ 0.347 is below 2⁻²³), times 2ⁿ.
func exp(x float32) float32 {
	if !(x >= expLow) {
		return 0
	}
	n := round(float32(x * log2e))
	r := fma(-n, ln2, x)
	r = fma(-n, ln2Rest, r)
	p := float32(expTerms[0])
	for _, c := range expTerms[1:] {
		p = fma(p, r, c)
	}
	return math.Float32frombits(math.Float32bits(p) + uint32(int32(n))<<23)
}

const (
	expLow  = -80
	log2e   = 1.44269504088896341
	ln2     = 0.693145751953125 // its upper bits, so that n·ln2 is exact
	ln2Rest = 1.42860682030941723e-6
)

var expTerms = [...]float32{1.0 / 720, 1.0 / 120, 1.0 / 24, 1.0 / 6, 0.5, 1, 1}

// tanh returns x's hyperbolic tangent, within 1e-7.
func tanh(x float32) float32 {
	y := float32(math.Float32frombits(math.Float32bits(x) &^ (1 << 31)))
	e := exp(float32(-2 * y))
	return float32(math.Copysign(float64((1-e)/(1+e)), float64(x)))
}

// geluGo replaces x by x·Φ(x). Within ±geluEdge, where all but 1e-5 of it happens, Φ(y) = ½ + y·P(y²), with the polynomial
// of degree 9 that keeps y·Φ(y) within 1.1e-5 (found by Lawson's iteration, with Φ(geluEdge) = 1); rounding adds up to
// 1e-5·|x|. That is a thousandth of what a byte of the next product can tell apart, and takes a quarter of the time of an
// exponential and a division.
func geluGo(x *float32, n int) {
	s := unsafe.Slice(x, n)
	for i, v := range s {
		y := min(max(v, -geluEdge), geluEdge)
		square := float32(y * y)
		p := float32(geluTerms[0])
		for _, c := range geluTerms[1:] {
			p = fma(p, square, c)
		}
		s[i] = v * fma(p, y, 0.5)
	}
}

const geluEdge = 4.6

var geluTerms = [...]float32{
	-1.1084839643404898e-12, 1.413432426655703e-10, -8.025413222867428e-09, 2.694401359804033e-07, -6.0063534874643665e-06,
	9.488956857239828e-05, -0.0011078245006501675, 0.00979168713092804, -0.06628081202507019, 0.39885789155960083,
}

// total adds up 16 lanes: each to the one 8 farther, then 4, 2, 1.
func total(l *[lanes]float32) float32 {
	for half := lanes / 2; half > 0; half /= 2 {
		for i := range half {
			l[i] += l[i+half]
		}
	}
	return l[0]
}

// power returns 2ᵗ for t ≤ 0, within 2e-7 of it, and 2^-100 below -100: n = round(t), a polynomial of degree 5 for 2^(t-n)
// (of the least relative error, 9e-8), times 2ⁿ. Adding shift rounds, and leaves n in the lowest bits.
func power(t float32) float32 {
	const shift = 3 << 22
	t = max(t, powerLow)
	m := float32(t + shift)
	f := t - float32(m-shift)
	p := float32(powerTerms[0])
	for _, c := range powerTerms[1:] {
		p = fma(p, f, c)
	}
	return math.Float32frombits(math.Float32bits(p) + math.Float32bits(m)<<23)
}

const powerLow = -100

var powerTerms = [...]float32{0.0013264731969684362, 0.009671513922512531, 0.05550733581185341, 0.24022242426872253, 0.6931470036506653, 1}

// softmaxRows is how many rows softmax does at once.
const softmaxRows = 4

func softmaxGo(x *float32, stride, n int, scale float32) {
	for r := range softmaxRows {
		softmaxRow(at(x, r*stride, n), scale)
	}
}

func softmaxRow(s []float32, scale float32) {
	top := s[0]
	for _, v := range s {
		top = max(top, v)
	}
	top = float32(top * scale)
	var sums [lanes]float32
	for i, v := range s {
		s[i] = power(fma(v, scale, -top))
		sums[i%lanes] += s[i]
	}
	inverse := 1 / total(&sums)
	for i := range s {
		s[i] *= inverse
	}
}

func addNormGo(x, r, gain, bias *float32, n int, invn, epsilon float32) {
	xs, rs, gs, bs := unsafe.Slice(x, n), unsafe.Slice(r, n), unsafe.Slice(gain, n), unsafe.Slice(bias, n)
	var sums, squares [lanes]float32
	for i := range xs {
		v := xs[i] + rs[i]
		xs[i] = v
		sums[i%lanes] += v
		squares[i%lanes] = fma(v, v, squares[i%lanes])
	}
	mean := float32(total(&sums) * invn)
	variance := max(fma(-mean, mean, float32(total(&squares)*invn)), 0)
	factor := 1 / float32(math.Sqrt(float64(variance+epsilon)))
	for i := range xs {
		xs[i] = fma(float32((xs[i]-mean)*factor), gs[i], bs[i])
	}
}

// turnGo goes along the rows, whose columns would all lie in one place of the cache.
func turnGo(x *float32, ldx, n int, out *float32, ldo int) {
	for i := range n {
		for c, v := range at(x, i*ldx, lanes) {
			at(out, c*ldo+i, 1)[0] = v
		}
	}
}
