package main

import (
	"fmt"

	"github.com/mmcloughlin/avo/attr"
	. "github.com/mmcloughlin/avo/build"
	"github.com/mmcloughlin/avo/ir"
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

const attrRODATA = attr.RODATA | attr.NOPTR

// rows are pointers from which each of up to eight rows is reached by an offset that is part of the address.
type rows struct{ first, fifth, stride, thrice reg.GPVirtual }

func newRows(first, stride reg.GPVirtual, n int) rows {
	r := rows{first: first, stride: stride, thrice: GP64()}
	LEAQ(Mem{Base: stride, Index: stride, Scale: 2}, r.thrice)
	if n > 4 {
		r.fifth = GP64()
		LEAQ(Mem{Base: first, Index: stride, Scale: 4}, r.fifth)
	}
	return r
}

func (r rows) at(i int) Mem {
	base := r.first
	if i >= 4 {
		base = r.fifth
	}
	switch i % 4 {
	case 0:
		return Mem{Base: base}
	case 1:
		return Mem{Base: base, Index: r.stride, Scale: 1}
	case 2:
		return Mem{Base: base, Index: r.stride, Scale: 2}
	}
	return Mem{Base: base, Index: r.thrice, Scale: 1}
}

func (r rows) advance(n, bytes int) {
	ADDQ(Imm(uint64(bytes)), r.first)
	if n > 4 {
		ADDQ(Imm(uint64(bytes)), r.fifth)
	}
}

// dot4 adds to each of 16 sums the products of four bytes with four weights. avo 0.5 does not know the instruction.
func dot4(weights, bytes, sums reg.VecVirtual) {
	Instruction(&ir.Instruction{
		Opcode: "VPDPBUSD", Operands: []Op{weights, bytes, sums},
		Inputs: []Op{weights, bytes, sums}, Outputs: []Op{sums},
	})
}

func multiplyVNNI(n, panels int) {
	function(fmt.Sprintf("multiplyVNNI%d", panels), multiplyParameters)
	k, b, ldb := argument("k4"), argument("b"), argument("ldb")
	a := newRows(argument("a"), argument("lda"), n)
	sums := make([][]reg.VecVirtual, n)
	for i := range sums {
		for range panels {
			z := ZMM()
			VPXORD(z, z, z)
			sums[i] = append(sums[i], z)
		}
	}
	panel := []Mem{{Base: b}, {Base: b, Index: ldb, Scale: 1}, {Base: b, Index: ldb, Scale: 2}}[:panels]
	const unrolled = 2
	Label("loop")
	for u := range unrolled {
		weights := make([]reg.VecVirtual, panels)
		for j := range weights {
			weights[j] = ZMM()
			VMOVDQU32(panel[j].Offset(64*u), weights[j])
		}
		for i := range n {
			bytes := ZMM()
			VPBROADCASTD(a.at(i).Offset(4*u), bytes)
			for j := range weights {
				dot4(weights[j], bytes, sums[i][j])
			}
		}
	}
	ADDQ(Imm(64*unrolled), b)
	a.advance(n, 4*unrolled)
	SUBQ(Imm(unrolled), k)
	JNZ(LabelRef("loop"))
	finish(wide, sums)
}

// multiplyNarrow is for registers of eight numbers, with the instruction for dot products that processors without AVX-512
// have got, or without it.
func multiplyNarrow(name string, n int, dots bool) {
	function(name, multiplyParameters)
	k, b := argument("k4"), argument("b")
	a := newRows(argument("a"), argument("lda"), n)
	sums := make([][]reg.VecVirtual, n)
	for i := range sums {
		sums[i] = narrow.zero()
	}
	ones := YMM()
	if !dots {
		VMOVDQU(constant(0x00010001), ones)
	}
	Label("loop")
	weights := []reg.VecVirtual{YMM(), YMM()}
	for j := range weights {
		VMOVDQU(Mem{Base: b, Disp: 32 * j}, weights[j])
	}
	for i := range n {
		bytes := YMM()
		VPBROADCASTD(a.at(i), bytes)
		for j := range weights {
			if dots {
				dot4(weights[j], bytes, sums[i][j])
				continue
			}
			pairs := YMM()
			VPMADDUBSW(weights[j], bytes, pairs)
			VPMADDWD(ones, pairs, pairs)
			VPADDD(pairs, sums[i][j], sums[i][j])
		}
	}
	ADDQ(Imm(64), b)
	a.advance(n, 4)
	DECQ(k)
	JNZ(LabelRef("loop"))
	finish(narrow, sums)
}

// Offsets in a column: a panel's sums, scales and biases.
const (
	columnScale = 64
	columnBias  = 128
	columnSize  = 192
)

// finish makes sums numbers: less zero times the weights' sum, times the column's scale, times the row's, plus bias.
func finish(v vector, sums [][]reg.VecVirtual) {
	cols, scales, c, ldc := argument("cols"), argument("rows"), argument("c"), argument("ldc")
	SHLQ(Imm(2), ldc)
	for i := range sums {
		scale, zero := v.spread(Mem{Base: scales, Disp: 8 * i}), v.register()
		VPBROADCASTD(Mem{Base: scales, Disp: 8*i + 4}, zero)
		for j, s := range sums[i] {
			at := Mem{Base: cols, Disp: j * v.width / lanes * columnSize}.Offset(j * v.width % lanes * 4)
			offset := v.register()
			VPMULLD(at, zero, offset)
			VPSUBD(offset, s, s)
			VCVTDQ2PS(s, s)
			VMULPS(at.Offset(columnScale), s, s)
			VFMADD213PS(at.Offset(columnBias), scale, s)
			VMOVUPS(s, Mem{Base: c, Disp: j * v.bytes()})
		}
		if i < len(sums)-1 {
			ADDQ(ldc, c)
		}
	}
	VZEROUPPER()
	RET()
}

const multiplyParameters = "k4 int, a *uint8, lda int, b *int8, ldb int, cols *byte, rows *byte, c *float32, ldc int"

func function(name, parameters string) {
	TEXT(name, attr.NOSPLIT, "func("+parameters+")")
}

// product multiplies n rows of k numbers by k rows of 16·panels numbers.
func product(v vector, n, panels int) {
	name := "product" + v.suffix
	if v.width == 16 {
		name = fmt.Sprint(name, panels)
	}
	function(name, "k int, a *float32, lda int, b *float32, ldb int, c *float32, ldc int")
	k, b, lda, ldb := argument("k"), argument("b"), argument("lda"), argument("ldb")
	first := argument("a")
	SHLQ(Imm(2), lda)
	SHLQ(Imm(2), ldb)
	a := newRows(first, lda, n)
	sums := make([][]reg.VecVirtual, n)
	for i := range sums {
		for range panels {
			sums[i] = append(sums[i], v.zero()...)
		}
	}
	Label("loop")
	weights := make([]reg.VecVirtual, len(sums[0]))
	for j := range weights {
		weights[j] = v.register()
		VMOVUPS(Mem{Base: b, Disp: j * v.bytes()}, weights[j])
	}
	for i := range n {
		x := v.spread(a.at(i))
		for j := range weights {
			VFMADD231PS(weights[j], x, sums[i][j])
		}
	}
	ADDQ(ldb, b)
	a.advance(n, 4)
	DECQ(k)
	JNZ(LabelRef("loop"))
	c, ldc := argument("c"), argument("ldc")
	SHLQ(Imm(2), ldc)
	for i := range sums {
		for j, s := range sums[i] {
			VMOVUPS(s, Mem{Base: c, Disp: j * v.bytes()})
		}
		if i < n-1 {
			ADDQ(ldc, c)
		}
	}
	VZEROUPPER()
	RET()
}
