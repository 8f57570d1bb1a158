package main

import (
	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// turn writes n rows of 16 numbers, n a multiple of 8, as 16 rows of n. Halves of rows four apart are loaded into one
// register, so that what is turned within the halves, 4 by 4, is 8 rows by 4 columns.
func turn() {
	function("turnAVX2", "x *float32, ldx int, n int, out *float32, ldo int")
	ldx, n, ldo := argument("ldx"), argument("n"), argument("ldo")
	SHLQ(Imm(2), ldx)
	SHLQ(Imm(2), ldo)
	x, out := newRows(argument("x"), ldx, 8), argument("out")
	Label("loop")
	columns := newRows(again(out), ldo, 4)
	for c := 0; c < lanes; c += 4 {
		for i, r := range turned(x, 4*c) {
			VMOVUPS(r, columns.at(i))
		}
		LEAQ(Mem{Base: columns.first, Index: ldo, Scale: 4}, columns.first)
	}
	ADDQ(Imm(32), out)
	LEAQ(Mem{Base: x.first, Index: ldx, Scale: 8}, x.first)
	LEAQ(Mem{Base: x.fifth, Index: ldx, Scale: 8}, x.fifth)
	SUBQ(Imm(8), n)
	JNZ(LabelRef("loop"))
	VZEROUPPER()
	RET()
}

// turned returns four columns of eight rows.
func turned(x rows, offset int) [4]reg.VecVirtual {
	var in, pairs, out [4]reg.VecVirtual
	for i := range in {
		in[i], pairs[i], out[i] = YMM(), YMM(), YMM()
		VBROADCASTF128(x.at(i).Offset(offset), in[i])
		VINSERTF128(Imm(1), x.at(i+4).Offset(offset), in[i], in[i])
	}
	VUNPCKLPS(in[1], in[0], pairs[0])
	VUNPCKHPS(in[1], in[0], pairs[1])
	VUNPCKLPS(in[3], in[2], pairs[2])
	VUNPCKHPS(in[3], in[2], pairs[3])
	VUNPCKLPD(pairs[2], pairs[0], out[0])
	VUNPCKHPD(pairs[2], pairs[0], out[1])
	VUNPCKLPD(pairs[3], pairs[1], out[2])
	VUNPCKHPD(pairs[3], pairs[1], out[3])
	return out
}
