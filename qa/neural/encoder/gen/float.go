package main

import (
	"math"

	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// exponential holds the constants of exp.
type exponential struct {
	v                        vector
	low, log2e, ln2, ln2Rest Op
	first                    Op
	terms                    []Op
}

func (v vector) exponential() *exponential {
	e := &exponential{
		v: v, low: v.held(number(-80)), log2e: v.held(number(1.44269504088896341)),
		ln2: v.held(number(0.693145751953125)), ln2Rest: v.held(number(1.42860682030941723e-6)), first: v.held(number(1.0 / 720)),
	}
	for _, t := range []float32{1.0 / 120, 1.0 / 24, 1.0 / 6, 0.5, 1} {
		e.terms = append(e.terms, v.held(number(t)))
	}
	e.terms = append(e.terms, e.terms[len(e.terms)-1])
	return e
}

// apply replaces x by its exponential; see exp in reference.go.
func (e *exponential) apply(x reg.VecVirtual) {
	n, p := e.v.register(), e.v.register()
	VMULPS(e.log2e, x, n)
	if e.v.width == 16 {
		mask := K()
		VCMPPS(Imm(13), e.low, x, mask) // x ≥ low
		VRNDSCALEPS(Imm(0), n, n)
		e.polynomial(n, x, p)
		VMOVDQU32_Z(p, mask, x)
		return
	}
	mask := e.v.register()
	VCMPPS(Imm(13), e.low, x, mask)
	VROUNDPS(Imm(0), n, n)
	e.polynomial(n, x, p)
	VANDPS(mask, p, x)
}

// polynomial leaves 2ⁿ·e^(x - n·ln 2) in p.
func (e *exponential) polynomial(n, x, p reg.VecVirtual) {
	VFNMADD231PS(e.ln2, n, x)
	VFNMADD231PS(e.ln2Rest, n, x)
	VMOVUPS(e.first, p)
	for _, t := range e.terms {
		VFMADD213PS(t, x, p)
	}
	VCVTPS2DQ(n, n)
	VPSLLD(Imm(23), n, n)
	VPADDD(n, p, p)
}

func gelu(v vector) {
	function("gelu"+v.suffix, "x *float32, n int")
	x, n := argument("x"), argument("n")
	e := v.exponential()
	sign, half, one := v.held(constant(1<<31)), v.held(number(-0.5)), v.held(number(1))
	scale := v.held(number(0.3275911 / math.Sqrt2))
	var terms []Op
	for _, t := range []float32{1.061405429, -1.453152027, 1.421413741, -0.284496736, 0.254829592} {
		terms = append(terms, v.held(number(t)))
	}
	each("loop", n, func() {
		for i := range lanes / v.width {
			at := Mem{Base: x, Disp: i * v.bytes()}
			in, y, t, p, h := v.register(), v.register(), v.register(), v.register(), v.register()
			VMOVUPS(at, in)
			VMOVUPS(sign, y)
			v.without(y, in, y)
			VMOVUPS(scale, t)
			VFMADD213PS(one, y, t)
			r := v.register()
			VMOVUPS(one, r)
			VDIVPS(t, r, t)
			VMOVUPS(terms[0], p)
			for _, c := range terms[1:] {
				VFMADD213PS(c, t, p)
			}
			VMULPS(t, p, p)
			VMULPS(half, y, h)
			VMULPS(y, h, y)
			e.apply(y)
			VMULPS(y, p, p)
			z := v.register()
			v.clear(z)
			VMAXPS(z, in, in)
			VFMADD231PS(p, h, in)
			VMOVUPS(in, at)
		}
	}, x)
	VZEROUPPER()
	RET()
}

// without leaves in out the bits of x that are not in mask.
func (v vector) without(mask, x, out reg.VecVirtual) {
	if v.width == 16 {
		VPANDND(x, mask, out)
		return
	}
	VANDNPS(x, mask, out)
}

func softmax(v vector) {
	function("softmax"+v.suffix, "x *float32, n int, scale float32")
	x, n := argument("x"), argument("n")
	scale := v.spread(place("scale"))
	at := again(x)
	top := v.load(Mem{Base: x})
	each("highest", n, func() {
		for i, r := range top {
			VMAXPS(Mem{Base: at, Disp: i * v.bytes()}, r, r)
		}
	}, at)
	limit := v.spread(v.total(top, highest))
	VMULPS(scale, limit, limit)
	e, sums := v.exponential(), v.zero()
	at = again(x)
	each("exponentials", n, func() {
		for i := range sums {
			m, t := Mem{Base: at, Disp: i * v.bytes()}, v.register()
			VMOVUPS(m, t)
			VFMSUB132PS(scale, limit, t) // t·scale - limit
			e.apply(t)
			VADDPS(t, sums[i], sums[i])
			VMOVUPS(t, m)
		}
	}, at)
	all, one := v.spread(v.total(sums, sum)), v.register()
	VMOVUPS(number(1), one)
	VDIVPS(all, one, one)
	each("shares", n, func() {
		for i := range sums {
			m, t := Mem{Base: x, Disp: i * v.bytes()}, v.register()
			VMULPS(m, one, t)
			VMOVUPS(t, m)
		}
	}, x)
	VZEROUPPER()
	RET()
}

func addNorm(v vector) {
	function("addNorm"+v.suffix, "x *float32, r *float32, gain *float32, bias *float32, n int, invn float32, epsilon float32")
	x, r, n := argument("x"), argument("r"), argument("n")
	sums, squares, at := v.zero(), v.zero(), again(x)
	each("sums", n, func() {
		for i := range sums {
			m, t := Mem{Base: at, Disp: i * v.bytes()}, v.register()
			VMOVUPS(m, t)
			VADDPS(Mem{Base: r, Disp: i * v.bytes()}, t, t)
			VMOVUPS(t, m)
			VADDPS(t, sums[i], sums[i])
			VFMADD231PS(t, t, squares[i])
		}
	}, at, r)
	mean, square, one := v.total(sums, sum), v.total(squares, sum), XMM()
	share := XMM()
	VMOVSS(place("invn"), share)
	VMULSS(share, mean, mean)
	VMULSS(share, square, square)
	VFNMADD231SS(mean, mean, square)
	VXORPS(share, share, share)
	VMAXSS(share, square, square)
	VADDSS(place("epsilon"), square, square)
	VSQRTSS(square, square, square)
	VMOVSS(number(1), one)
	VDIVSS(square, one, one)
	middle, factor := v.spread(mean), v.spread(one)
	gain, bias := argument("gain"), argument("bias")
	each("norm", n, func() {
		for i := range sums {
			m, t, g := Mem{Base: x, Disp: i * v.bytes()}, v.register(), v.register()
			VMOVUPS(m, t)
			VSUBPS(middle, t, t)
			VMULPS(factor, t, t)
			VMOVUPS(Mem{Base: gain, Disp: i * v.bytes()}, g)
			VFMADD213PS(Mem{Base: bias, Disp: i * v.bytes()}, g, t)
			VMOVUPS(t, m)
		}
	}, x, gain, bias)
	VZEROUPPER()
	RET()
}

func quantise(v vector) {
	function("quantise"+v.suffix, "x *float32, q *uint8, n int, r *byte")
	x, q, n, r := argument("x"), argument("q"), argument("n"), argument("r")
	low, high, at := v.zero(), v.zero(), again(x)
	each("range", n, func() {
		for i := range low {
			t := v.register()
			VMOVUPS(Mem{Base: at, Disp: i * v.bytes()}, t)
			VMINPS(t, low[i], low[i])
			VMAXPS(t, high[i], high[i])
		}
	}, at)
	bottom, width := v.total(low, lowest), v.total(high, highest)
	VSUBSS(bottom, width, width)
	VMAXSS(number(1e-12), width, width)
	levels, scale := XMM(), XMM()
	VMOVSS(number(255), levels)
	VDIVSS(levels, width, scale)
	VMOVSS(scale, Mem{Base: r})
	VDIVSS(width, levels, scale)
	zero, none := XMM(), XMM()
	VXORPS(none, none, none)
	VSUBSS(bottom, none, zero)
	VMULSS(scale, zero, zero)
	integer := GP32()
	VCVTSS2SI(zero, integer)
	MOVL(integer, Mem{Base: r, Disp: 4})
	inverse, offset := v.spread(scale), v.register()
	VPBROADCASTD(Mem{Base: r, Disp: 4}, offset)
	nothing := v.register()
	v.clear(nothing)
	each("bytes", n, func() {
		b := v.load(Mem{Base: x})
		for _, t := range b {
			VMULPS(inverse, t, t)
			VCVTPS2DQ(t, t)
			VPADDD(offset, t, t)
		}
		if v.width == 16 {
			VPMAXSD(nothing, b[0], b[0])
			VPMOVUSDB(b[0], Mem{Base: q})
		} else {
			pack(b, Mem{Base: q})
		}
		ADDQ(Imm(lanes), q)
	}, x)
	VZEROUPPER()
	RET()
}

// pack writes 16 integers as bytes, those below 0 as 0 and those above 255 as 255.
func pack(b block, to Mem) {
	VPACKUSDW(b[1], b[0], b[0])   // 0-3 8-11 4-7 12-15
	VPERMQ(Imm(0xd8), b[0], b[0]) // in order
	upper := XMM()
	VEXTRACTI128(Imm(1), b[0], upper)
	VPACKUSWB(upper, b[0].AsX(), upper)
	VMOVDQU(upper, to)
}
