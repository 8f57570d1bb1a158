package encoder

import (
	"context"
	"math"
	"slices"
)

// A worker computes chunks of rows. What it needs for that is its own.
type worker struct {
	e      *Encoder
	bytes  []uint8   // a chunk, quantised
	scales []row     //
	att    []float32 // a chunk after attention
	sum    []float32 // a chunk of what is added to x
	wide   []float32 // a chunk in the feed-forward net
	scores []float32 // rows of a tile by the keys of a sequence
	zeroes []float32
	tile   []float32 // a tile's rows by the heads
}

func (w *worker) run(ctx context.Context, s *space, leads bool) {
	w.ready(s)
	w.embed(s)
	layers := w.e.layers[s.task]
	for i := range layers {
		s.meet(func() { s.stopped = ctx.Err() != nil })
		if s.stopped {
			return
		}
		l := &layers[i]
		for from, to := s.take(2*i + 1); from < to; from, to = s.take(2*i + 1) {
			w.attend(s, l, from, to)
		}
		s.meet(func() {})
		for from, to := s.take(2*i + 2); from < to; from, to = s.take(2*i + 2) {
			w.mix(s, l, from, to)
		}
	}
	s.meet(func() {})
	if leads {
		w.finish(s)
	}
}

func (w *worker) ready(s *space) {
	h, wide := w.e.w.Hidden, w.e.w.Wide
	rows := s.chunk + slack
	w.bytes = room(w.bytes, rows*max(h, wide))
	w.scales = room(w.scales, rows)
	w.att, w.sum = room(w.att, rows*h), room(w.sum, rows*h)
	w.wide = room(w.wide, rows*wide)
	w.zeroes = room(w.zeroes, h)
	longest := 0
	for _, p := range s.parts {
		longest = max(longest, p.padded)
	}
	w.scores = room(w.scores, slack*longest)
}

func (w *worker) embed(s *space) {
	h := w.e.w.Hidden
	for from, to := s.take(0); from < to; from, to = s.take(0) {
		for i := range s.parts {
			p := &s.parts[i]
			for r := max(from, p.start); r < min(to, p.start+p.rows); r++ {
				id := int(s.jobs[i].Pieces[r-p.start])
				x := s.x[r*h:][:h]
				w.e.w.word(x, id)
				for j, v := range w.e.w.Position[(r-p.start)*h:][:h] {
					x[j] += v
				}
				w.addNorm(x, w.zeroes, &w.e.w.Norm)
			}
		}
	}
}

// word fills x with a piece's row of the table.
func (w *Weights) word(x []float32, id int) {
	h := w.Hidden
	if len(w.WordPacked) > 0 {
		unpack(x, w.WordPacked[PackedSize(id, h):])
		return
	}
	scale := w.WordScale[id]
	for j, v := range w.Word[id*h:][:h] {
		x[j] = float32(v) * scale
	}
}

func (w *worker) addNorm(x, r []float32, n *Norm) {
	h := w.e.w.Hidden
	w.e.kernel.addNorm(&x[0], &r[0], &n.Gain[0], &n.Bias[0], h, 1/float32(h), w.e.w.Epsilon)
}

// attend computes queries, keys and values of some rows, and lays the keys out by component.
func (w *worker) attend(s *space, l *layer, from, to int) {
	h, wide := w.e.w.Hidden, s.stride
	w.multiply(&l.attend, s.x[from*h:], to-from, s.qkv[from*wide:], wide)
	for _, p := range s.parts {
		low, high := max(from, p.start), min(to, p.start+p.rows)
		if low >= high {
			continue
		}
		for c := 0; c < h; c += lanes {
			w.e.kernel.turn(&s.qkv[low*wide+h+c], wide, high-low, &s.keys[p.keys+c*p.padded+low-p.start], p.padded)
		}
	}
}

// multiply writes the products of rows of x with a matrix, stride apart. Beyond the last row it writes up to slack rows of no meaning.
func (w *worker) multiply(m *matrix, x []float32, rows int, out []float32, stride int) {
	k := &w.e.kernel
	for i := range rows {
		k.quantise(&x[i*m.columns], &w.bytes[i*m.columns], m.columns, &w.scales[i])
	}
	k.multiply(m, rows, &w.bytes[0], &w.scales[0], &out[0], stride)
}

// mix takes some rows through attention and the feed-forward net.
func (w *worker) mix(s *space, l *layer, from, to int) {
	h, wide, n := w.e.w.Hidden, w.e.w.Wide, to-from
	for _, p := range s.parts {
		if low, high := max(from, p.start), min(to, p.start+p.rows); low < high {
			w.look(s, &p, low, high, w.att[(low-from)*h:])
		}
	}
	x := s.x[from*h:]
	w.multiply(&l.join, w.att, n, w.sum, h)
	for i := range n {
		w.addNorm(x[i*h:], w.sum[i*h:], &l.norm1)
	}
	w.multiply(&l.widen, x, n, w.wide, wide)
	w.e.kernel.gelu(&w.wide[0], n*wide)
	w.multiply(&l.narrow, w.wide, n, w.sum, h)
	for i := range n {
		w.addNorm(x[i*h:], w.sum[i*h:], &l.norm2)
	}
}

// look lets rows [low, high) of a sequence look at all of it, head by head.
func (w *worker) look(s *space, p *part, low, high int, out []float32) {
	k, h, wide := &w.e.kernel, w.e.w.Hidden, s.stride
	size := h / w.e.w.Heads
	scale := float32(log2e / math.Sqrt(float64(size)))
	for head := range w.e.w.Heads {
		keys := s.keys[p.keys+head*size*p.padded:]
		values := s.qkv[p.start*wide+2*h+head*size:]
		for r := low; r < high; r += k.rows {
			w.product(size, s.qkv[r*wide+head*size:], wide, keys, p.padded, p.padded, w.scores, p.padded)
			for i := 0; i < min(k.rows, high-r); i += softmaxRows {
				for j := i; j < i+softmaxRows; j++ {
					hide(w.scores[j*p.padded+p.rows : (j+1)*p.padded])
				}
				k.softmax(&w.scores[i*p.padded], p.padded, p.padded, scale)
			}
			w.product(p.rows, w.scores, p.padded, values, wide, size, out[(r-low)*h+head*size:], h)
		}
	}
}

func hide(scores []float32) {
	for i := range scores {
		scores[i] = hidden
	}
}

// hidden is a score that gets no share.
const hidden = -1e30

// product multiplies a tile's rows of k numbers by k rows of n numbers.
func (w *worker) product(k int, a []float32, lda int, b []float32, ldb, n int, c []float32, ldc int) {
	kernel := &w.e.kernel
	for j := 0; j < n; j += kernel.panels * lanes {
		p := min(kernel.panels, (n-j)/lanes)
		kernel.product(p, k, &a[0], lda, &b[j], ldb, &c[j], ldc)
	}
}

// finish computes what the jobs want of the last layer.
func (w *worker) finish(s *space) {
	h := w.e.w.Hidden
	for i := range s.jobs {
		job, p := s.jobs[i], &s.parts[i]
		x := s.x[p.start*h:][:p.rows*h]
		if s.task == Embed {
			job.Mean = slices.Grow(job.Mean[:0], h)[:h]
			average(job.Mean, x)
			continue
		}
		w.heads(job, x)
		w.pool(job, x)
	}
}

// average writes the mean of all rows of x.
func average(mean, x []float32) {
	clear(mean)
	h := len(mean)
	for r := 0; r < len(x); r += h {
		for j, v := range x[r : r+h] {
			mean[j] += v
		}
	}
	for j := range mean {
		mean[j] /= float32(len(x) / h)
	}
}

// heads computes those that look at each token.
func (w *worker) heads(job *Job, x []float32) {
	h, l := w.e.w.Hidden, &w.e.tokens
	n := len(x) / h
	job.Tokens = slices.Grow(job.Tokens[:0], n*l.outputs)[:n*l.outputs]
	w.tile = room(w.tile, w.e.kernel.rows*l.padded)
	for r := 0; r < n && l.outputs > 0; r += w.e.kernel.rows {
		w.product(h, x[r*h:], h, l.weight, l.padded, l.padded, w.tile, l.padded)
		for i := range min(w.e.kernel.rows, n-r) {
			for o, b := range l.bias {
				job.Tokens[(r+i)*l.outputs+o] = w.tile[i*l.padded+o] + b
			}
		}
	}
}

// pool computes the heads that look at the sequence as a whole.
func (w *worker) pool(job *Job, x []float32) {
	h := w.e.w.Hidden
	job.Pooled = job.Pooled[:0]
	for _, head := range w.e.pooled {
		in := w.att[:h]
		if head.Pool == FirstToken {
			copy(in, x)
		} else {
			average(in, x)
		}
		if head.Dense != nil {
			dense := w.sum[:h]
			apply(dense, head.Dense, head.DenseBias, in)
			for i, v := range dense {
				in[i] = tanh(v)
			}
		}
		from := len(job.Pooled)
		job.Pooled = append(job.Pooled, head.Bias...)
		apply(job.Pooled[from:], head.Weight, head.Bias, in)
	}
}

// apply multiplies a vector by a matrix and adds a bias.
func apply(out, weight, bias, in []float32) {
	for o, b := range bias {
		sum := float32(0)
		for j, v := range weight[o*len(in):][:len(in)] {
			sum = fma(v, in[j], sum)
		}
		out[o] = sum + b
	}
}
