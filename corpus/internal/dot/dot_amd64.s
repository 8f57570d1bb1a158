#include "textflag.h"

// func blocks(q *int16, v *int8, n int) int64
//
// Each step widens 32 bytes of v to 16 bits, multiplies them with those of q, and adds neighbouring products up to 32 bits.
TEXT ·blocks(SB), NOSPLIT, $0-32
	MOVQ q+0(FP), SI
	MOVQ v+8(FP), DI
	MOVQ n+16(FP), CX
	VPXOR Y0, Y0, Y0
	VPXOR Y1, Y1, Y1

step:
	VPMOVSXBW (DI), Y2
	VPMOVSXBW 16(DI), Y3
	VPMADDWD (SI), Y2, Y2
	VPMADDWD 32(SI), Y3, Y3
	VPADDD Y2, Y0, Y0
	VPADDD Y3, Y1, Y1
	ADDQ $64, SI
	ADDQ $32, DI
	DECQ CX
	JNZ step

	// The eight sums of each are widened before they are added up.
	VPMOVSXDQ X0, Y2
	VEXTRACTI128 $1, Y0, X0
	VPMOVSXDQ X0, Y3
	VPADDQ Y2, Y3, Y2
	VPMOVSXDQ X1, Y3
	VPADDQ Y2, Y3, Y2
	VEXTRACTI128 $1, Y1, X1
	VPMOVSXDQ X1, Y3
	VPADDQ Y2, Y3, Y2
	VEXTRACTI128 $1, Y2, X3
	VPADDQ X2, X3, X2
	VPSHUFD $0x4e, X2, X3
	VPADDQ X2, X3, X2
	VMOVQ X2, AX
	VZEROUPPER
	MOVQ AX, ret+24(FP)
	RET
