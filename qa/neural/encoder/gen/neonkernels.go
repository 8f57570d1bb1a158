package main

// rowPointers makes x1 to x4 point to the rows that begin at x1 and lie x5 bytes apart.
func (a *arm) rowPointers() {
	a.line("ADD R5, R1, R2")
	a.line("ADD R5, R2, R3")
	a.line("ADD R5, R3, R4")
}

// multiply computes 4 rows by 16 columns. Bytes are made signed by taking 128 from each, and from the row's zero too.
func (a *arm) multiply() {
	a.function("multiplyNEON", 72)
	a.line("MOVD k4+0(FP), R0")
	a.line("MOVD a+8(FP), R1")
	a.line("MOVD lda+16(FP), R5")
	a.rowPointers()
	a.line("MOVD b+24(FP), R6")
	a.constants()
	a.bits(31, 0x80808080)
	for v := range reg32(16) {
		a.clear(v)
	}
	a.label("multiply")
	for i := range reg32(4) {
		a.next(16+i, 1+i)
		a.three("eor", 16+i, 16+i, 31)
	}
	for k := range uint32(4) {
		a.pair(20, 6)
		a.pair(22, 6)
		for i := range reg32(4) {
			for j := range reg32(4) {
				a.dot(4*i+j, 20+j, 16+i, k)
			}
		}
	}
	a.line("SUBS $4, R0, R0")
	a.line("BNE multiply")
	a.line("MOVD cols+40(FP), R1")
	a.line("MOVD rows+48(FP), R2")
	a.line("MOVD c+56(FP), R3")
	a.line("MOVD ldc+64(FP), R4")
	for i := range reg32(4) {
		a.spread(17, 2)
		a.line("MOVW 4(R2), R5")
		a.line("SUBW $128, R5, R5")
		a.spreadInteger(16, 5)
		a.finish(4 * i)
		a.line("ADD $8, R2, R2")
		a.line("ADD R4<<2, R3, R3")
	}
	a.line("RET")
}

// finish writes the 16 sums from v on: v16 is the row's zero, v17 its scale.
func (a *arm) finish(v reg32) {
	for j := range reg32(4) {
		at := int(16 * j)
		a.load(18, 1, at)
		a.three("mls", v+j, 16, 18)
		a.two("scvtf", v+j, v+j)
		a.load(19, 1, columnScale+at)
		a.three("fmul", v+j, v+j, 19)
		a.load(20, 1, columnBias+at)
		a.three("fmla", 20, v+j, 17)
		a.store(20, 3, at)
	}
}

func (a *arm) product() {
	a.function("productNEON", 56)
	a.line("MOVD k+0(FP), R0")
	a.line("MOVD a+8(FP), R1")
	a.line("MOVD lda+16(FP), R5")
	a.line("LSL $2, R5, R5")
	a.rowPointers()
	a.line("MOVD b+24(FP), R6")
	a.line("MOVD ldb+32(FP), R7")
	a.line("LSL $2, R7, R7")
	for v := range reg32(16) {
		a.clear(v)
	}
	a.label("product")
	for j := range reg32(4) {
		a.load(20+j, 6, int(16*j))
	}
	a.line("ADD R7, R6, R6")
	for i := range reg32(4) {
		a.spreadNext(16+i, 1+i)
		for j := range reg32(4) {
			a.three("fmla", 4*i+j, 20+j, 16+i)
		}
	}
	a.line("SUBS $1, R0, R0")
	a.line("BNE product")
	a.line("MOVD c+40(FP), R3")
	a.line("MOVD ldc+48(FP), R4")
	for i := range reg32(4) {
		if i > 0 {
			a.line("ADD R4<<2, R3, R3")
		}
		for j := range reg32(4) {
			a.store(4*i+j, 3, int(16*j))
		}
	}
	a.line("RET")
}

// Registers of power's constants.
const (
	vLow   = 16
	vShift = 17
	vTerms = 18 // to 23
)

func (a *arm) powerConstants() {
	a.number(vLow, -100)
	a.number(vShift, 3<<22)
	for i, t := range []float32{0.0013264731969684362, 0.009671513922512531, 0.05550733581185341, 0.24022242426872253, 0.6931470036506653, 1} {
		a.number(vTerms+reg32(i), t)
	}
}

// power replaces x by 2 to the power of it; it uses t to t+3.
func (a *arm) power(x, t reg32) {
	m, n, p, q := t, t+1, t+2, t+3
	a.three("fmax", x, x, vLow)
	a.three("fadd", m, x, vShift)
	a.three("fsub", n, m, vShift)
	a.three("fsub", x, x, n)
	a.move(p, vTerms)
	for i := range reg32(5) {
		a.move(q, vTerms+1+i)
		a.three("fmla", q, p, x)
		p, q = q, p
	}
	a.two("shl23", m, m)
	a.three("add", x, p, m)
}

func (a *arm) gelu() {
	a.function("geluNEON", 16)
	a.line("MOVD x+0(FP), R0")
	a.line("MOVD n+8(FP), R1")
	a.constants()
	const edges, half, terms = 13, 15, 16
	a.number(edges, -4.6)
	a.number(edges+1, 4.6)
	a.number(half, 0.5)
	for i, t := range []float32{-1.1084839643404898e-12, 1.413432426655703e-10, -8.025413222867428e-09, 2.694401359804033e-07,
		-6.0063534874643665e-06, 9.488956857239828e-05, -0.0011078245006501675, 0.00979168713092804, -0.06628081202507019, 0.39885789155960083} {
		a.number(terms+reg32(i), t)
	}
	a.label("gelu")
	a.load(0, 0, 0)
	a.three("fmax", 1, 0, edges)
	a.three("fmin", 1, 1, edges+1)
	a.three("fmul", 2, 1, 1)
	p, q := reg32(3), reg32(4)
	a.move(p, terms)
	for i := range reg32(9) {
		a.move(q, terms+1+i)
		a.three("fmla", q, p, 2)
		p, q = q, p
	}
	a.move(q, half)
	a.three("fmla", q, p, 1)
	a.three("fmul", 0, 0, q)
	a.store(0, 0, 0)
	a.line("ADD $16, R0, R0")
	a.line("SUBS $4, R1, R1")
	a.line("BNE gelu")
	a.line("RET")
}

func (a *arm) softmax() {
	a.function("softmaxRowNEON", 20)
	a.line("MOVD x+0(FP), R0")
	a.line("MOVD n+8(FP), R1")
	a.line("MOVWU scale+16(FP), R2")
	a.spreadInteger(26, 2)
	a.constants()
	a.line("MOVD R0, R3")
	a.line("MOVD R1, R4")
	for j := range reg32(4) {
		a.load(j, 0, int(16*j))
	}
	a.label("highest")
	for j := range reg32(4) {
		a.next(4, 3)
		a.three("fmax", j, j, 4)
	}
	a.line("SUBS $16, R4, R4")
	a.line("BNE highest")
	a.total("fmax", 0, 4)
	a.three("fmul", 27, 0, 26)
	a.two("fneg", 27, 27)
	a.powerConstants()
	for j := range reg32(4) {
		a.clear(j)
	}
	a.line("MOVD R0, R3")
	a.line("MOVD R1, R4")
	a.label("powers")
	for j := range reg32(4) {
		a.load(4, 3, int(16*j))
		a.move(5, 27)
		a.three("fmla", 5, 4, 26)
		a.power(5, 6)
		a.three("fadd", j, j, 5)
		a.store(5, 3, int(16*j))
	}
	a.line("ADD $64, R3, R3")
	a.line("SUBS $16, R4, R4")
	a.line("BNE powers")
	a.total("fadd", 0, 4)
	a.three("fdiv", 0, vTerms+5, 0)
	a.label("shares")
	a.load(1, 0, 0)
	a.three("fmul", 1, 1, 0)
	a.store(1, 0, 0)
	a.line("ADD $16, R0, R0")
	a.line("SUBS $4, R1, R1")
	a.line("BNE shares")
	a.line("RET")
}

func (a *arm) addNorm() {
	a.function("addNormNEON", 48)
	a.line("MOVD x+0(FP), R0")
	a.line("MOVD r+8(FP), R1")
	a.line("MOVD gain+16(FP), R2")
	a.line("MOVD bias+24(FP), R3")
	a.line("MOVD n+32(FP), R4")
	for v := range reg32(8) {
		a.clear(v)
	}
	a.line("MOVD R0, R5")
	a.line("MOVD R4, R6")
	a.label("sums")
	for j := range reg32(4) {
		a.load(8, 5, int(16*j))
		a.next(9, 1)
		a.three("fadd", 8, 8, 9)
		a.store(8, 5, int(16*j))
		a.three("fadd", j, j, 8)
		a.three("fmla", 4+j, 8, 8)
	}
	a.line("ADD $64, R5, R5")
	a.line("SUBS $16, R6, R6")
	a.line("BNE sums")
	a.total("fadd", 0, 8)
	a.total("fadd", 4, 8)
	a.line("MOVWU invn+40(FP), R7")
	a.spreadInteger(8, 7)
	a.line("MOVWU epsilon+44(FP), R7")
	a.spreadInteger(9, 7)
	a.three("fmul", 0, 0, 8) // mean
	a.three("fmul", 4, 4, 8)
	a.three("fmls", 4, 0, 0)
	a.clear(8)
	a.three("fmax", 4, 4, 8)
	a.three("fadd", 4, 4, 9)
	a.two("fsqrt", 4, 4)
	a.constants()
	a.number(8, 1)
	a.three("fdiv", 4, 8, 4)
	a.label("norm")
	a.load(1, 0, 0)
	a.three("fsub", 1, 1, 0)
	a.three("fmul", 1, 1, 4)
	a.next(2, 2)
	a.next(3, 3)
	a.three("fmla", 3, 1, 2)
	a.store(3, 0, 0)
	a.line("ADD $16, R0, R0")
	a.line("SUBS $4, R4, R4")
	a.line("BNE norm")
	a.line("RET")
}

func (a *arm) quantise() {
	a.function("quantiseNEON", 32)
	a.line("MOVD x+0(FP), R0")
	a.line("MOVD q+8(FP), R1")
	a.line("MOVD n+16(FP), R2")
	a.line("MOVD r+24(FP), R3")
	a.constants()
	for v := range reg32(8) {
		a.clear(v)
	}
	a.line("MOVD R0, R4")
	a.line("MOVD R2, R5")
	a.label("range")
	for j := range reg32(4) {
		a.next(8, 4)
		a.three("fmin", j, j, 8)
		a.three("fmax", 4+j, 4+j, 8)
	}
	a.line("SUBS $16, R5, R5")
	a.line("BNE range")
	a.total("fmin", 0, 8)
	a.total("fmax", 4, 8)
	a.three("fsub", 4, 4, 0)
	a.number(8, 1e-12)
	a.three("fmax", 4, 4, 8)
	a.number(8, 255)
	a.three("fdiv", 5, 4, 8) // scale
	a.three("fdiv", 4, 8, 4) // its inverse
	a.two("fneg", 0, 0)
	a.three("fmul", 0, 0, 4)
	a.two("fcvtns", 0, 0) // zero
	a.line("VMOV V5.S[0], R6")
	a.line("MOVW R6, (R3)")
	a.line("VMOV V0.S[0], R6")
	a.line("MOVW R6, 4(R3)")
	a.label("bytes")
	for j := range reg32(4) {
		a.next(8+j, 0)
		a.three("fmul", 8+j, 8+j, 4)
		a.two("fcvtns", 8+j, 8+j)
		a.three("add", 8+j, 8+j, 0)
	}
	a.two("sqxtun", 12, 8)
	a.two("sqxtun2", 12, 9)
	a.two("sqxtun", 13, 10)
	a.two("sqxtun2", 13, 11)
	a.two("uqxtn", 14, 12)
	a.two("uqxtn2", 14, 13)
	a.store(14, 1, 0)
	a.line("ADD $16, R1, R1")
	a.line("SUBS $16, R2, R2")
	a.line("BNE bytes")
	a.line("RET")
}
