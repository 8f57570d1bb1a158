package encoder

import (
	"fmt"
	"runtime"
	"slices"
	"sync"
	"unsafe"
)

// Options say how an encoder computes. The zero value chooses what is fastest here.
type Options struct {
	Kernel  string // "", or one of Kernels
	Threads int    // goroutines that compute at once, over all calls of Run; 0 is one a processor
}

// An Encoder computes. It is safe for use by several goroutines.
type Encoder struct {
	kernel  kernel
	w       Weights
	layers  [2][]layer // by task; shared ones are in both
	tokens  linear     // the heads over tokens beside each other
	pooled  []Head
	slots   chan *worker // as many as may compute at once
	spaces  chan *space
	threads int
}

// A layer is one whose matrices are ready for the kernel.
type layer struct {
	attend, join, widen, narrow matrix
	norm1, norm2                Norm
}

type matrix struct {
	panels        []int8
	rows, columns int
	cols          []column // a panel each
}

// linear is a matrix in float32, by columns.
type linear struct {
	outputs, padded int
	weight          []float32 // Hidden × padded
	bias            []float32
}

// New prepares weights. It reports such as do not fit together and weights beyond what the kernels can add up, and names
// that are not of Kernels.
func New(w Weights, o Options) (*Encoder, error) {
	k, err := choose(o.Kernel)
	if err != nil {
		return nil, err
	}
	if err := w.check(); err != nil {
		return nil, err
	}
	e := &Encoder{kernel: k, w: w, threads: min(o.Threads, maxThreads)}
	if e.threads <= 0 {
		e.threads = runtime.GOMAXPROCS(0)
	}
	if err := e.prepare(); err != nil {
		return nil, err
	}
	e.heads()
	e.slots, e.spaces = make(chan *worker, e.threads), make(chan *space, e.threads)
	for range e.threads {
		e.slots <- &worker{e: e}
		s := &space{}
		s.turned = sync.NewCond(&s.lock)
		e.spaces <- s
	}
	return e, nil
}

// maxThreads is beyond what any machine's memory feeds.
const maxThreads = 512

// Kernel names the one in use.
func (e *Encoder) Kernel() string { return e.kernel.name }

// Threads is how many goroutines compute at once at most.
func (e *Encoder) Threads() int { return e.threads }

func (w *Weights) check() error {
	h := w.Hidden
	switch {
	case h < lanes || h%lanes != 0 || w.Wide < lanes || w.Wide%lanes != 0 || w.Heads < 1 || h%(w.Heads*lanes) != 0,
		w.Pieces < 1, w.Positions < 1, len(w.Layers) == 0:
		return fmt.Errorf("encoder: hidden %d, wide %d, %d heads, %d layers", h, w.Wide, w.Heads, len(w.Layers))
	case len(w.WordPacked) > 0 && (h%packedNumbers != 0 || len(w.WordPacked) != PackedSize(w.Pieces, h)),
		len(w.WordPacked) == 0 && (len(w.Word) != w.Pieces*h || len(w.WordScale) != w.Pieces), len(w.Position) != w.Positions*h:
		return fmt.Errorf("encoder: embeddings of %d pieces and %d positions do not fit", w.Pieces, w.Positions)
	}
	norms := []Norm{w.Norm}
	if len(w.Embed) > len(w.Layers) {
		return fmt.Errorf("encoder: %d layers for embedding instead of %d", len(w.Embed), len(w.Layers))
	}
	for i, l := range slices.Concat(w.Layers, w.Embed) {
		norms = append(norms, l.Norm1, l.Norm2)
		if !l.Attend.fits(3*h, h) || !l.Join.fits(h, h) || !l.Widen.fits(w.Wide, h) || !l.Narrow.fits(h, w.Wide) {
			return fmt.Errorf("encoder: layer %d does not fit", i)
		}
	}
	if slices.ContainsFunc(norms, func(n Norm) bool { return len(n.Gain) != h || len(n.Bias) != h }) {
		return fmt.Errorf("encoder: a norm is not of %d numbers", h)
	}
	for i, head := range w.Outputs {
		if !head.fits(h) {
			return fmt.Errorf("encoder: head %d does not fit", i)
		}
	}
	return nil
}

func (m *Matrix) fits(rows, columns int) bool {
	return m.Rows == rows && m.Columns == columns && len(m.Panels) == rows*columns &&
		len(m.Scale) == rows && len(m.Bias) == rows
}

func (h *Head) fits(hidden int) bool {
	if h.Outputs < 1 || len(h.Weight) != h.Outputs*hidden || len(h.Bias) != h.Outputs {
		return false
	}
	if len(h.Dense) == 0 && len(h.DenseBias) == 0 {
		return true
	}
	return len(h.Dense) == hidden*hidden && len(h.DenseBias) == hidden && h.Pool != EachToken
}

// prepare makes all matrices ready, several at once: their sums take a pass over all weights.
func (e *Encoder) prepare() error {
	from := slices.Concat(e.w.Layers, e.w.Embed)
	all := make([]layer, len(from))
	errs := make([]error, len(all))
	var wait sync.WaitGroup
	turn := make(chan struct{}, e.threads)
	for i := range all {
		wait.Go(func() {
			turn <- struct{}{}
			defer func() { <-turn }()
			all[i], errs[i] = prepareLayer(&from[i])
		})
	}
	wait.Wait()
	for i, err := range errs {
		if err != nil {
			return fmt.Errorf("encoder: layer %d: %w", i, err)
		}
	}
	n := len(e.w.Layers)
	e.layers[Read] = all[:n:n]
	e.layers[Embed] = slices.Concat(all[:n-len(e.w.Embed)], all[n:])
	return nil
}

func prepareLayer(from *Layer) (layer, error) {
	to := layer{norm1: from.Norm1, norm2: from.Norm2}
	for _, m := range []struct {
		from *Matrix
		to   *matrix
	}{{&from.Attend, &to.attend}, {&from.Join, &to.join}, {&from.Widen, &to.widen}, {&from.Narrow, &to.narrow}} {
		var err error
		if *m.to, err = prepareMatrix(m.from); err != nil {
			return to, err
		}
	}
	return to, nil
}

// maxWeight keeps 255·w + 255·w within 16 bits.
const maxWeight = 63

func prepareMatrix(from *Matrix) (matrix, error) {
	m := matrix{panels: from.Panels, rows: from.Rows, columns: from.Columns, cols: make([]column, from.Rows/lanes)}
	size := lanes * from.Columns
	for p := range m.cols {
		col := &m.cols[p]
		copy(col.scale[:], from.Scale[p*lanes:])
		copy(col.bias[:], from.Bias[p*lanes:])
		over := int32(0)
		for k := p * size; k < (p+1)*size; k += 4 * lanes {
			block := m.panels[k:][:4*lanes]
			for j := range lanes {
				a, b, c, d := int32(block[4*j]), int32(block[4*j+1]), int32(block[4*j+2]), int32(block[4*j+3])
				col.sum[j] += a + b + c + d
				over |= (a + maxWeight) | (maxWeight - a) | (b + maxWeight) | (maxWeight - b) |
					(c + maxWeight) | (maxWeight - c) | (d + maxWeight) | (maxWeight - d)
			}
		}
		if over < 0 {
			return m, fmt.Errorf("a weight lies beyond ±%d", maxWeight)
		}
	}
	return m, nil
}

// heads lays the heads over tokens beside each other and sets the others aside.
func (e *Encoder) heads() {
	l := &e.tokens
	for _, head := range e.w.Outputs {
		if head.Pool == EachToken {
			l.outputs += head.Outputs
		} else {
			e.pooled = append(e.pooled, head)
		}
	}
	l.padded = (l.outputs + lanes - 1) / lanes * lanes
	l.weight = aligned[float32](l.padded * e.w.Hidden)
	at := 0
	for _, head := range e.w.Outputs {
		if head.Pool != EachToken {
			continue
		}
		l.bias = append(l.bias, head.Bias...)
		for o := range head.Outputs {
			for k := range e.w.Hidden {
				l.weight[k*l.padded+at] = head.Weight[o*e.w.Hidden+k]
			}
			at++
		}
	}
}

// boundary is a cache line's size. What is computed with begins at one; weights are taken as they lie in the file, since a
// product waits for its arithmetic and not for them.
const boundary = 64

// aligned returns n zero values that begin at a cache line.
func aligned[T any](n int) []T {
	size := int(unsafe.Sizeof(*new(T)))
	all := make([]T, n+boundary/size)
	skip := 0
	for uintptr(unsafe.Pointer(&all[skip]))%boundary != 0 {
		skip++
	}
	return all[skip : skip+n : skip+n]
}
