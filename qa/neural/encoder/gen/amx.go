package main

import (
	"fmt"
	"regexp"
	"strconv"

	. "github.com/mmcloughlin/avo/build"
	"github.com/mmcloughlin/avo/ir"
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// multiplyAMX multiplies rows, sixteen at a time, by three panels at a time, in tiles of 16 rows of 64 bytes: of the rows, 64
// columns; of a panel, 64 rows of weights, four beside each other, as it lies in memory; and of the sums, 16 by 16. The
// sums are written where the results go, and are made results there. All weights go through one tile: the processor renames
// tiles only while few of them are in use, and with a tile a panel each load waits for the product before it, which takes three
// times as long. What changes seldom stays in the frame, since there are too few registers.
func multiplyAMX() {
	function("multiplyAMX", "columns int, a *uint8, n int, b *int8, panels int, cols *byte, rows *byte, c *float32, ldc int")
	const many = 3
	sums := []uint64{0, 1, 2}
	const bytes, weights = 3, 4
	settings := GP64()
	LEAQ(tileSettings(), settings)
	amx("LDTILECFG", Mem{Base: settings})
	columns, line, ldc := argument("columns"), GP64(), argument("ldc")
	MOVQ(U32(64), line)
	SHLQ(Imm(2), ldc)

	Label("panels")
	var sum, scale, bias [many]reg.VecVirtual
	col := argument("cols")
	for j := range many {
		sum[j], scale[j], bias[j] = ZMM(), ZMM(), ZMM()
		VMOVDQU32(Mem{Base: col, Disp: j * columnSize}, sum[j])
		VMOVUPS(Mem{Base: col, Disp: j*columnSize + columnScale}, scale[j])
		VMOVUPS(Mem{Base: col, Disp: j*columnSize + columnBias}, bias[j])
	}
	a, c, row, left := argument("a"), argument("c"), argument("rows"), argument("n")

	Label("rows")
	for _, t := range sums {
		amx("TILEZERO", Imm(t))
	}
	at, k := again(a), again(columns)
	panel := []reg.GPVirtual{argument("b"), GP64(), GP64()}
	MOVQ(columns, panel[2])
	SHLQ(Imm(4), panel[2])
	LEAQ(Mem{Base: panel[0], Index: panel[2], Scale: 1}, panel[1])
	ADDQ(panel[1], panel[2])
	Label("products")
	amx("TILELOADD", Mem{Base: at, Index: columns, Scale: 1}, Imm(bytes))
	for j, t := range sums {
		amx("TILELOADD", Mem{Base: panel[j], Index: line, Scale: 1}, Imm(weights))
		amx("TDPBUSD", Imm(weights), Imm(bytes), Imm(t))
		ADDQ(U32(1024), panel[j])
	}
	ADDQ(Imm(64), at)
	SUBQ(Imm(64), k)
	JNZ(LabelRef("products"))

	to := again(c)
	for j, t := range sums {
		if j > 0 {
			ADDQ(Imm(64), to)
		}
		amx("TILESTORED", Imm(t), Mem{Base: to, Index: ldc, Scale: 1})
	}
	turns := GP64()
	MOVQ(U32(16), turns)
	Label("results")
	factor, zero := ZMM(), ZMM()
	VBROADCASTSS(Mem{Base: row}, factor)
	VPBROADCASTD(Mem{Base: row, Disp: 4}, zero)
	for j := range many {
		at, offset, s := Mem{Base: c, Disp: 64 * j}, ZMM(), ZMM()
		VPMULLD(sum[j], zero, offset)
		VMOVDQU32(at, s)
		VPSUBD(offset, s, s)
		VCVTDQ2PS(s, s)
		VMULPS(scale[j], s, s)
		VFMADD213PS(bias[j], factor, s)
		VMOVUPS(s, at)
	}
	ADDQ(ldc, c)
	ADDQ(Imm(8), row)
	DECQ(turns)
	JNZ(LabelRef("results"))

	next := again(columns)
	SHLQ(Imm(4), next)
	ADDQ(next, a)
	SUBQ(Imm(16), left)
	JG(LabelRef("rows"))

	LEAQ(Mem{Base: next, Index: next, Scale: 2}, next)
	ADDQ(next, place("b"))
	ADDQ(U32(many*columnSize), place("cols"))
	ADDQ(U32(many*64), place("c"))
	SUBQ(Imm(many), place("panels"))
	JNZ(LabelRef("panels"))
	amx("TILERELEASE")
	VZEROUPPER()
	RET()
}

// tileSettings says that each of eight tiles has 16 rows of 64 bytes (Intel's manual, volume 1, 18.3).
func tileSettings() Mem {
	m := GLOBL("tiles", attrRODATA)
	const rowBytes, rows = 0x0040_0040_0040_0040, 0x1010_1010_1010_1010
	for i, v := range []uint64{1, 0, rowBytes, rowBytes, 0, 0, rows, 0} {
		DATA(8*i, U64(v))
	}
	return m
}

// amx adds an instruction that neither avo nor Go's assembler knows; encodeTiles makes it bytes.
func amx(name string, operands ...Op) {
	i := &ir.Instruction{Opcode: name, Operands: operands}
	for _, op := range operands {
		if _, ok := op.(Mem); ok {
			i.Inputs = append(i.Inputs, op)
		}
	}
	Instruction(i)
}

var (
	tileLine    = regexp.MustCompile(`(?m)^\t(LDTILECFG|TILEZERO|TILELOADD|TILESTORED|TDPBUSD|TILERELEASE)\b *(.*)$`)
	tileAddress = regexp.MustCompile(`\((\w+)\)(?:\((\w+)\*1\))?`)
	tileNumber  = regexp.MustCompile(`\$0x([0-9a-f]{2})`)
)

// encodeTiles writes AMX's instructions as bytes (Intel's manual, volume 2).
func encodeTiles(text []byte) []byte {
	return tileLine.ReplaceAllFunc(text, func(line []byte) []byte {
		parts := tileLine.FindSubmatch(line)
		var tiles []byte
		for _, digits := range tileNumber.FindAllSubmatch(parts[2], -1) {
			n, err := strconv.ParseUint(string(digits[1]), 16, 3)
			if err != nil {
				panic(err)
			}
			tiles = append(tiles, byte(n))
		}
		code := tileCode(string(parts[1]), tiles, tileAddress.FindStringSubmatch(string(parts[2])))
		out := []byte("\t")
		for i, b := range code {
			if i > 0 {
				out = append(out, "; "...)
			}
			out = fmt.Appendf(out, "BYTE $%#02x", b)
		}
		return fmt.Appendf(out, " // %s %s", parts[1], parts[2])
	})
}

// tileCode encodes an instruction with tiles in the order of Go's assembler, the destination last, and the registers of an
// address.
func tileCode(name string, tiles []byte, address []string) []byte {
	switch name {
	case "TILERELEASE":
		return []byte{0xc4, 0xe2, 0x78, 0x49, 0xc0}
	case "TILEZERO":
		return []byte{0xc4, 0xe2, 0x7b, 0x49, 0xc0 | tiles[0]<<3}
	case "TDPBUSD":
		weights, bytes, sums := tiles[0], tiles[1], tiles[2]
		return []byte{0xc4, 0xe2, 0x01 | ^weights&15<<3, 0x5e, 0xc0 | sums<<3 | bytes}
	}
	base, index, tile := generalRegisters[address[1]], byte(4), byte(0) // 4 is none
	if address[2] != "" {
		index, tile = generalRegisters[address[2]], tiles[0]
	}
	prefix, code := map[string]byte{"LDTILECFG": 0x78, "TILELOADD": 0x7b, "TILESTORED": 0x7a}[name], byte(0x4b)
	if name == "LDTILECFG" {
		code = 0x49
	}
	return []byte{0xc4, 0xe2 ^ index>>3<<6 ^ base>>3<<5, prefix, code, 0x44 | tile<<3, index&7<<3 | base&7, 0}
}

var generalRegisters = map[string]byte{
	"AX": 0, "CX": 1, "DX": 2, "BX": 3, "BP": 5, "SI": 6, "DI": 7,
	"R8": 8, "R9": 9, "R10": 10, "R11": 11, "R12": 12, "R13": 13, "R14": 14, "R15": 15,
}
