package encoder

import (
	"runtime"

	"golang.org/x/sys/cpu"
)

//go:generate sh -c "cd gen && go run . -out ../kernel_amd64.s -neon ../kernel_arm64.s"

// kernels returns those that this processor can run, the fastest first. Dot products of bytes came with ARMv8.2; all of
// Apple's processors have them.
func kernels() []kernel {
	var all []kernel
	if cpu.ARM64.HasASIMDDP || runtime.GOOS == "darwin" {
		all = append(all, kernel{
			name: "neon", rows: 4, panels: 1,
			quantise: quantiseNEON, multiply: inTiles(4, 1, multiplyOneNEON), product: productOneNEON,
			gelu: geluNEON, softmax: softmaxNEON, addNorm: addNormNEON, turn: turnGo,
		})
	}
	return append(all, reference())
}

func multiplyOneNEON(k4 int, a *uint8, lda int, b *int8, ldb int, _ int, cols *column, rows *row, c *float32, ldc int) {
	multiplyNEON(k4, a, lda, b, ldb, cols, rows, c, ldc)
}

func productOneNEON(_, k int, a *float32, lda int, b *float32, ldb int, c *float32, ldc int) {
	productNEON(k, a, lda, b, ldb, c, ldc)
}

func softmaxNEON(x *float32, stride, n int, scale float32) {
	for r := range softmaxRows {
		softmaxRowNEON(&at(x, r*stride, 1)[0], n, scale)
	}
}

// 4 rows by 16 columns.

//go:noescape
func multiplyNEON(k4 int, a *uint8, lda int, b *int8, ldb int, cols *column, rows *row, c *float32, ldc int)

//go:noescape
func productNEON(k int, a *float32, lda int, b *float32, ldb int, c *float32, ldc int)

//go:noescape
func quantiseNEON(x *float32, q *uint8, n int, r *row)

//go:noescape
func geluNEON(x *float32, n int)

//go:noescape
func softmaxRowNEON(x *float32, n int, scale float32)

//go:noescape
func addNormNEON(x, r, gain, bias *float32, n int, invn, epsilon float32)
