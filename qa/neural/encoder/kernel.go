package encoder

// A kernel is the arithmetic that a processor does. Pointers lead to as many values as the sizes say, 16 at a time;
// distances between rows are counted in values.
type kernel struct {
	name string
	rows int // rows that product does at once: all of them are read and written
	// panels is how many panels of 16 columns it does at once at most.
	panels int
	// quantise makes n numbers bytes.
	quantise func(x *float32, q *uint8, n int, r *row)
	// multiply multiplies n rows of bytes by a matrix. Up to slack rows are read and written beyond the last.
	multiply func(m *matrix, n int, a *uint8, rows *row, c *float32, ldc int)
	// product multiplies rows of k numbers by a matrix of k rows of 16·p numbers.
	product func(p, k int, a *float32, lda int, b *float32, ldb int, c *float32, ldc int)
	gelu    func(x *float32, n int)
	// softmax replaces n numbers of each of softmaxRows rows by their share in 2 to the power of them, times a scale.
	softmax func(x *float32, stride, n int, scale float32)
	// turn writes n rows of 16 numbers as 16 rows of n.
	turn func(x *float32, ldx, n int, out *float32, ldo int)
	// addNorm replaces x by the layer norm of x+r.
	addNorm func(x, r, gain, bias *float32, n int, invn, epsilon float32)
}

// A row says what a vector of bytes stands for: (byte - zero) · scale.
type row struct {
	scale float32
	zero  int32
}

// A column is what belongs to the outputs of a panel: the sums of their weights, their scales, and their biases.
type column struct {
	sum         [lanes]int32
	scale, bias [lanes]float32
}

// A tile multiplies a few rows of 4·k4 bytes by p panels that lie ldb bytes apart.
type tile func(k4 int, a *uint8, lda int, b *int8, ldb int, p int, cols *column, rows *row, c *float32, ldc int)

// inTiles multiplies by means of tiles of so many rows by at most so many panels: all rows by a few panels, which stay in
// the nearest cache, then by the next.
func inTiles(high, wide int, multiply tile) func(m *matrix, n int, a *uint8, rows *row, c *float32, ldc int) {
	return func(m *matrix, n int, a *uint8, rows *row, c *float32, ldc int) {
		size := lanes * m.columns
		for p := 0; p < len(m.cols); p += wide {
			few := min(wide, len(m.cols)-p)
			for i := 0; i < n; i += high {
				multiply(m.columns/4, &at(a, i*m.columns, 1)[0], m.columns, &m.panels[p*size], size, few,
					&m.cols[p], &at(rows, i, 1)[0], &at(c, i*ldc+p*lanes, 1)[0], ldc)
			}
		}
	}
}
