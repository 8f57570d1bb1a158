package main

import (
	"fmt"

	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// powers holds the constants of power.
type powers struct {
	v          vector
	low, shift Op
	first      Op
	terms      []Op
}

func (v vector) powers() *powers {
	e := &powers{v: v, low: v.held(number(-100)), shift: v.held(number(3 << 22)), first: v.held(number(0.0013264731969684362))}
	for _, t := range []float32{0.009671513922512531, 0.05550733581185341, 0.24022242426872253, 0.6931470036506653, 1} {
		e.terms = append(e.terms, v.held(number(t)))
	}
	return e
}

// apply replaces t by 2 to the power of it; see power in reference.go.
func (e *powers) apply(t reg.VecVirtual) {
	m, n, p := e.v.register(), e.v.register(), e.v.register()
	VMAXPS(e.low, t, t)
	VMOVUPS(e.shift, n)
	VADDPS(n, t, m)
	VSUBPS(n, m, n)
	VSUBPS(n, t, t)
	VMOVUPS(e.first, p)
	for _, c := range e.terms {
		VFMADD213PS(c, t, p)
	}
	VPSLLD(Imm(23), m, m)
	VPADDD(m, p, t)
}

func gelu(v vector) {
	function("gelu"+v.suffix, "x *float32, n int")
	x, n := argument("x"), argument("n")
	low, high, half := v.held(number(-4.6)), v.held(number(4.6)), v.held(number(0.5))
	var terms []Op
	for _, t := range []float32{-1.1084839643404898e-12, 1.413432426655703e-10, -8.025413222867428e-09, 2.694401359804033e-07,
		-6.0063534874643665e-06, 9.488956857239828e-05, -0.0011078245006501675, 0.00979168713092804, -0.06628081202507019, 0.39885789155960083} {
		terms = append(terms, v.held(number(t)))
	}
	each("loop", n, func() {
		for i := range lanes / v.width {
			at := Mem{Base: x, Disp: i * v.bytes()}
			in, y, square, p := v.register(), v.register(), v.register(), v.register()
			VMOVUPS(at, in)
			VMAXPS(low, in, y)
			VMINPS(high, y, y)
			VMULPS(y, y, square)
			VMOVUPS(terms[0], p)
			for _, c := range terms[1:] {
				VFMADD213PS(c, square, p)
			}
			VFMADD213PS(half, y, p)
			VMULPS(p, in, in)
			VMOVUPS(in, at)
		}
	}, x)
	VZEROUPPER()
	RET()
}

// softmax does 4 rows, as many of them at once as there are registers for: by itself each is one long chain.
func softmax(v vector, atOnce int) {
	function("softmax"+v.suffix, "x *float32, stride int, n int, scale float32")
	x, stride, n := argument("x"), argument("stride"), argument("n")
	SHLQ(Imm(2), stride)
	e, scale, one := v.powers(), v.spread(place("scale")), v.held(number(1))
	for from := 0; from < 4; from += atOnce {
		if from > 0 {
			LEAQ(Mem{Base: x, Index: stride, Scale: uint8(atOnce)}, x)
		}
		e.softmax(scale, one, func() rows { return newRows(again(x), stride, atOnce) }, n, atOnce, from)
	}
	VZEROUPPER()
	RET()
}

// softmax does rows that begin where start says.
func (e *powers) softmax(scale reg.VecVirtual, one Op, start func() rows, n reg.GPVirtual, atOnce, label int) {
	v, at := e.v, start()
	tops, limits, sums := make([]block, atOnce), make([]reg.VecVirtual, atOnce), make([]block, atOnce)
	pass := func(name string, body func(i, j int, m Mem)) {
		each(fmt.Sprint(name, label), n, func() {
			for i := range atOnce {
				for j := range lanes / v.width {
					body(i, j, at.at(i).Offset(j*v.bytes()))
				}
			}
		}, at.first)
	}
	for i := range tops {
		tops[i] = v.load(at.at(i))
	}
	pass("highest", func(i, j int, m Mem) { VMAXPS(m, tops[i][j], tops[i][j]) })
	for i := range tops {
		limits[i], sums[i] = v.spread(v.total(tops[i], highest)), v.zero()
		VMULPS(scale, limits[i], limits[i])
	}
	at = start()
	pass("powers", func(i, j int, m Mem) {
		t := v.register()
		VMOVUPS(m, t)
		VFMSUB132PS(scale, limits[i], t) // t·scale - limit
		e.apply(t)
		VADDPS(t, sums[i][j], sums[i][j])
		VMOVUPS(t, m)
	})
	shares := make([]reg.VecVirtual, atOnce)
	for i := range shares {
		shares[i] = v.register()
		all := v.spread(v.total(sums[i], sum))
		VMOVUPS(one, shares[i])
		VDIVPS(all, shares[i], shares[i])
	}
	at = start()
	pass("shares", func(i, j int, m Mem) {
		t := v.register()
		VMULPS(m, shares[i], t)
		VMOVUPS(t, m)
	})
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
	bottom, width := v.span(x, n)
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
	bytes := func(i int) block {
		b := v.load(Mem{Base: x, Disp: 4 * lanes * i})
		for _, t := range b {
			VMULPS(inverse, t, t)
			VCVTPS2DQ(t, t)
			VPADDD(offset, t, t)
		}
		return b
	}
	if v.width == 16 {
		wideBytes(n, x, q, bytes)
	} else {
		each("bytes", n, func() {
			pack(bytes(0), Mem{Base: q})
			ADDQ(Imm(lanes), q)
		}, x)
	}
	VZEROUPPER()
	RET()
}

// span returns the lowest and the highest of n numbers, zero among them. Each of several registers takes its turn, since a
// comparison takes longer than two loads.
func (v vector) span(x, n reg.GPVirtual) (lower, upper reg.VecVirtual) {
	turns := v.width / 4
	low, high := make([]block, turns), make([]block, turns)
	for i := range turns {
		low[i], high[i] = v.zero(), v.zero()
	}
	at := again(x)
	compare := func(i int) {
		for j := range low[i] {
			t := v.register()
			VMOVUPS(Mem{Base: at, Disp: 4*lanes*i + j*v.bytes()}, t)
			VMINPS(t, low[i][j], low[i][j])
			VMAXPS(t, high[i][j], high[i][j])
		}
	}
	several("span", n, turns, func(many int) {
		for i := range many {
			compare(i)
		}
	}, at)
	for i := range turns - 1 {
		for j := range low[0] {
			VMINPS(low[i+1][j], low[0][j], low[0][j])
			VMAXPS(high[i+1][j], high[0][j], high[0][j])
		}
	}
	return v.total(low[0], lowest), v.total(high[0], highest)
}

// wideBytes writes 64 bytes at once out of four registers, which are packed lane by lane and then put in order.
func wideBytes(n, x, q reg.GPVirtual, bytes func(i int) block) {
	order, nothing := ZMM(), ZMM()
	VMOVDQU32(packed(), order)
	VPXORD(nothing, nothing, nothing)
	several("bytes", n, 4, func(many int) {
		if many == 1 {
			b := bytes(0)[0]
			VPMAXSD(nothing, b, b)
			VPMOVUSDB(b, Mem{Base: q})
		} else {
			a, b, c, d := bytes(0)[0], bytes(1)[0], bytes(2)[0], bytes(3)[0]
			VPACKUSDW(b, a, a)
			VPACKUSDW(d, c, c)
			VPACKUSWB(c, a, a)
			VPERMD(a, order, a)
			VMOVDQU32(a, Mem{Base: q})
		}
		ADDQ(U32(lanes*many), q)
	}, x)
}

// packed is where four registers' numbers lie after they were packed.
func packed() Mem {
	m := GLOBL("packed", attrRODATA)
	for i := range lanes {
		DATA(4*i, U32(i%4*4+i/4))
	}
	return m
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
