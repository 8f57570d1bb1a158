package encoder

import "golang.org/x/sys/cpu"

//go:generate sh -c "cd gen && go run . -out ../kernel_amd64.s -neon ../kernel_arm64.s"

// kernels returns those that this processor can run, the fastest first.
func kernels() []kernel {
	var all []kernel
	x := &cpu.X86
	if x.HasAVX512F && x.HasAVX512BW && x.HasAVX512DQ && x.HasAVX512VL && x.HasAVX512VNNI {
		dots := kernel{
			name: "vnni", rows: 8, panels: 3,
			quantise: quantiseVNNI, multiply: multiplyWide, product: productVNNI,
			gelu: geluVNNI, softmax: softmaxVNNI, addNorm: addNormVNNI, turn: turnEights,
		}
		if x.HasAMXTile && x.HasAMXInt8 && tilesAllowed() {
			tiles := dots
			tiles.name, tiles.multiply = "amx", multiplyTiles
			all = append(all, tiles)
		}
		all = append(all, dots)
	}
	if x.HasAVX2 && x.HasFMA {
		narrow := kernel{
			name: "avx2", rows: 4, panels: 1,
			quantise: quantiseAVX2, multiply: inTiles(4, 1, multiplyOneAVX2), product: productOneAVX2,
			gelu: geluAVX2, softmax: softmaxAVX2, addNorm: addNormAVX2, turn: turnEights,
		}
		if x.HasAVXVNNI {
			dots := narrow
			dots.name, dots.multiply = "avxvnni", inTiles(4, 1, multiplyOneAVXVNNI)
			all = append(all, dots)
		}
		all = append(all, narrow)
	}
	return append(all, reference())
}

// multiplyTiles is for matrices that tiles go into: all those of a model of which both
// widths are multiples of 192.
func multiplyTiles(m *matrix, n int, a *uint8, rows *row, c *float32, ldc int) {
	if panels := len(m.cols); m.columns%64 == 0 && panels%3 == 0 {
		multiplyAMX(m.columns, a, n, &m.panels[0], panels, &m.cols[0], rows, c, ldc)
		return
	}
	multiplyWide(m, n, a, rows, c, ldc)
}

var multiplyWide = inTiles(8, 3, multiplyVNNI)

func multiplyVNNI(k4 int, a *uint8, lda int, b *int8, ldb int, p int, cols *column, rows *row, c *float32, ldc int) {
	switch p {
	case 3:
		multiplyVNNI3(k4, a, lda, b, ldb, cols, rows, c, ldc)
	case 2:
		multiplyVNNI2(k4, a, lda, b, ldb, cols, rows, c, ldc)
	default:
		multiplyVNNI1(k4, a, lda, b, ldb, cols, rows, c, ldc)
	}
}

func productVNNI(p, k int, a *float32, lda int, b *float32, ldb int, c *float32, ldc int) {
	switch p {
	case 3:
		productVNNI3(k, a, lda, b, ldb, c, ldc)
	case 2:
		productVNNI2(k, a, lda, b, ldb, c, ldc)
	default:
		productVNNI1(k, a, lda, b, ldb, c, ldc)
	}
}

func multiplyOneAVX2(k4 int, a *uint8, lda int, b *int8, ldb int, _ int, cols *column, rows *row, c *float32, ldc int) {
	multiplyAVX2(k4, a, lda, b, ldb, cols, rows, c, ldc)
}

func multiplyOneAVXVNNI(k4 int, a *uint8, lda int, b *int8, ldb int, _ int, cols *column, rows *row, c *float32, ldc int) {
	multiplyAVXVNNI(k4, a, lda, b, ldb, cols, rows, c, ldc)
}

func productOneAVX2(_, k int, a *float32, lda int, b *float32, ldb int, c *float32, ldc int) {
	productAVX2(k, a, lda, b, ldb, c, ldc)
}

// turnEights turns rows eight at a time, and those that are left one at a time: beside them another worker writes.
func turnEights(x *float32, ldx, n int, out *float32, ldo int) {
	eights := n &^ 7
	if eights > 0 {
		turnAVX2(x, ldx, eights, out, ldo)
	}
	if eights < n {
		turnGo(&at(x, eights*ldx, 1)[0], ldx, n-eights, &at(out, eights, 1)[0], ldo)
	}
}

// Columns are a multiple of 64, panels of 3; 16 rows by 48 columns at once.
//
//go:noescape
func multiplyAMX(columns int, a *uint8, n int, b *int8, panels int, cols *column, rows *row, c *float32, ldc int)

// 8 rows by 16, 32 and 48 columns.

//go:noescape
func multiplyVNNI1(k4 int, a *uint8, lda int, b *int8, ldb int, cols *column, rows *row, c *float32, ldc int)

//go:noescape
func multiplyVNNI2(k4 int, a *uint8, lda int, b *int8, ldb int, cols *column, rows *row, c *float32, ldc int)

//go:noescape
func multiplyVNNI3(k4 int, a *uint8, lda int, b *int8, ldb int, cols *column, rows *row, c *float32, ldc int)

//go:noescape
func productVNNI1(k int, a *float32, lda int, b *float32, ldb int, c *float32, ldc int)

//go:noescape
func productVNNI2(k int, a *float32, lda int, b *float32, ldb int, c *float32, ldc int)

//go:noescape
func productVNNI3(k int, a *float32, lda int, b *float32, ldb int, c *float32, ldc int)

//go:noescape
func quantiseVNNI(x *float32, q *uint8, n int, r *row)

//go:noescape
func geluVNNI(x *float32, n int)

//go:noescape
func softmaxVNNI(x *float32, stride, n int, scale float32)

//go:noescape
func addNormVNNI(x, r, gain, bias *float32, n int, invn, epsilon float32)

// 4 rows by 16 columns.

//go:noescape
func multiplyAVX2(k4 int, a *uint8, lda int, b *int8, ldb int, cols *column, rows *row, c *float32, ldc int)

//go:noescape
func multiplyAVXVNNI(k4 int, a *uint8, lda int, b *int8, ldb int, cols *column, rows *row, c *float32, ldc int)

//go:noescape
func productAVX2(k int, a *float32, lda int, b *float32, ldb int, c *float32, ldc int)

//go:noescape
func quantiseAVX2(x *float32, q *uint8, n int, r *row)

//go:noescape
func geluAVX2(x *float32, n int)

//go:noescape
func softmaxAVX2(x *float32, stride, n int, scale float32)

//go:noescape
func addNormAVX2(x, r, gain, bias *float32, n int, invn, epsilon float32)

//go:noescape
func turnAVX2(x *float32, ldx, n int, out *float32, ldo int)
