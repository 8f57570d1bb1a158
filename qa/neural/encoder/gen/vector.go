package main

import (
	"fmt"
	"math"

	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// lanes is how many sums run beside each other.
const lanes = 16

// A vector is a kind of registers. A block is 16 numbers: one register of wide, two of narrow.
type vector struct {
	suffix string
	width  int // numbers a register
}

var (
	wide   = vector{"VNNI", 16}
	narrow = vector{"AVX2", 8}
)

// block is 16 numbers.
type block []reg.VecVirtual

func (v vector) register() reg.VecVirtual {
	if v.width == 16 {
		return ZMM()
	}
	return YMM()
}

func (v vector) bytes() int { return 4 * v.width }

func (v vector) block() block {
	out := make(block, lanes/v.width)
	for i := range out {
		out[i] = v.register()
	}
	return out
}

func (v vector) zero() block {
	out := v.block()
	for _, r := range out {
		v.clear(r)
	}
	return out
}

func (v vector) clear(r reg.VecVirtual) {
	if v.width == 16 {
		VPXORD(r, r, r)
	} else {
		VPXOR(r, r, r)
	}
}

// load reads 16 numbers.
func (v vector) load(m Mem) block {
	out := v.block()
	for i, r := range out {
		VMOVUPS(m.Offset(i*v.bytes()), r)
	}
	return out
}

func (v vector) store(b block, m Mem) {
	for i, r := range b {
		VMOVUPS(r, m.Offset(i*v.bytes()))
	}
}

// spread fills a register with one number.
func (v vector) spread(from Op) reg.VecVirtual {
	r := v.register()
	VBROADCASTSS(from, r)
	return r
}

// constant is a number repeated over the widest register, made once.
func constant(bits uint32) Mem {
	name := fmt.Sprintf("numbers%08x", bits)
	if m, ok := constants[name]; ok {
		return m
	}
	m := GLOBL(name, attrRODATA)
	for i := range lanes {
		DATA(4*i, U32(bits))
	}
	constants[name] = m
	return m
}

var constants = map[string]Mem{}

func number(x float32) Mem { return constant(math.Float32bits(x)) }

// held returns a constant in a register where there are many of them, else in memory.
func (v vector) held(m Mem) Op {
	if v.width == 8 {
		return m
	}
	r := v.register()
	VMOVUPS(m, r)
	return r
}

// total adds or compares 16 lanes: each with the one 8 farther, then 4, 2, 1. The result is in the lowest lane.
func (v vector) total(b block, op func(x, y, z Op)) reg.VecVirtual {
	half := YMM()
	if v.width == 16 {
		VEXTRACTF64X4(Imm(1), b[0], half)
		op(b[0].AsY(), half, half)
	} else {
		op(b[0], b[1], half)
	}
	x, s := XMM(), XMM()
	VEXTRACTF128(Imm(1), half, x)
	op(half.AsX(), x, x)
	VPERMILPS(Imm(0x4e), x, s)
	op(s, x, x)
	VPERMILPS(Imm(0xb1), x, s)
	op(s, x, x)
	return x
}

func sum(x, y, z Op)     { VADDPS(x, y, z) }
func highest(x, y, z Op) { VMAXPS(x, y, z) }
func lowest(x, y, z Op)  { VMINPS(x, y, z) }

// each runs body over n numbers, 16 at a time; pointers go along.
func each(name string, n reg.GPVirtual, body func(), pointers ...reg.GPVirtual) {
	left := GP64()
	MOVQ(n, left)
	Label(name)
	body()
	for _, p := range pointers {
		ADDQ(Imm(4*lanes), p)
	}
	SUBQ(Imm(lanes), left)
	JNZ(LabelRef(name))
}

// several runs body over n numbers, 16·many at a time as long as there are as many, then 16 at a time.
func several(name string, n reg.GPVirtual, many int, body func(many int), pointers ...reg.GPVirtual) {
	left := GP64()
	MOVQ(n, left)
	for _, m := range []int{many, 1} {
		turn := fmt.Sprint(name, m)
		Label(turn)
		CMPQ(left, U32(lanes*m))
		JL(LabelRef(turn + "end"))
		body(m)
		for _, p := range pointers {
			ADDQ(U32(4*lanes*m), p)
		}
		SUBQ(U32(lanes*m), left)
		JMP(LabelRef(turn))
		Label(turn + "end")
	}
}

func again(p reg.Register) reg.GPVirtual {
	out := GP64()
	MOVQ(p, out)
	return out
}

// argument loads an integer or pointer.
func argument(name string) reg.GPVirtual { return Load(Param(name), GP64()).(reg.GPVirtual) }

// place is where a parameter lies.
func place(name string) Mem {
	p, err := Param(name).Resolve()
	if err != nil {
		panic(err)
	}
	return p.Addr
}
