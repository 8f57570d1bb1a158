package encoder

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
)

// groupRows is how many tokens are taken through a layer together at most, a longer sequence aside: enough that a
// layer's weights are read from memory seldom, few enough that what they become stays in the cache.
const groupRows = 256

// leastRows is how many are worth a group of their own: smaller ones would even out better among the workers, but then each
// reads all weights for a few rows.
const leastRows = 64

// Run encodes all jobs and fills in their results. It computes in as many goroutines as are free and worth it, and
// returns ctx's error soon after ctx ends, between two layers.
func (e *Encoder) Run(ctx context.Context, task Task, jobs []Job) error {
	total := 0
	for i := range jobs {
		if err := e.admit(&jobs[i]); err != nil {
			return fmt.Errorf("encode sequence %d: %w", i, err)
		}
		total += len(jobs[i].Pieces)
	}
	if total == 0 {
		return ctx.Err()
	}
	workers, err := e.acquire(ctx, (total+workRows-1)/workRows)
	if err != nil {
		return err
	}
	defer e.release(workers)
	e.compute(ctx, task, divide(longestFirst(jobs), max(min(groupRows, total/(4*len(workers))), leastRows)), workers)
	return ctx.Err()
}

// workRows is how many tokens are worth another goroutine.
const workRows = 16

func (e *Encoder) admit(job *Job) error {
	if n := len(job.Pieces); n == 0 || n > e.w.Positions {
		return fmt.Errorf("%d pieces, where 1 to %d are possible", n, e.w.Positions)
	}
	for _, id := range job.Pieces {
		if id < 0 || int(id) >= e.w.Pieces {
			return fmt.Errorf("piece %d of %d", id, e.w.Pieces)
		}
	}
	return nil
}

// acquire waits for one worker and takes up to n of those that are free.
func (e *Encoder) acquire(ctx context.Context, n int) ([]*worker, error) {
	workers := make([]*worker, 0, min(n, e.threads))
	select {
	case w := <-e.slots:
		workers = append(workers, w)
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	for len(workers) < cap(workers) {
		select {
		case w := <-e.slots:
			workers = append(workers, w)
		default:
			return workers, nil
		}
	}
	return workers, nil
}

func (e *Encoder) release(workers []*worker) {
	for _, w := range workers {
		e.slots <- w
	}
}

// longestFirst returns the jobs in the order in which they are done: what is left at the end, when not every worker has
// something to do any more, is short.
func longestFirst(jobs []Job) []*Job {
	order := make([]*Job, len(jobs))
	for i := range jobs {
		order[i] = &jobs[i]
	}
	slices.SortStableFunc(order, func(a, b *Job) int { return len(b.Pieces) - len(a.Pieces) })
	return order
}

// divide puts neighbouring jobs together up to a number of rows.
func divide(jobs []*Job, rows int) [][]*Job {
	var groups [][]*Job
	from, sum := 0, 0
	for i, job := range jobs {
		n := len(job.Pieces)
		if i > from && sum+n > rows {
			groups, from, sum = append(groups, jobs[from:i]), i, 0
		}
		sum += n
	}
	return append(groups, jobs[from:])
}

// compute shares the groups out: each to a team of workers where there are more workers than groups, else to whoever is
// free.
func (e *Encoder) compute(ctx context.Context, task Task, groups [][]*Job, workers []*worker) {
	teams := min(len(groups), len(workers))
	var next atomic.Int32
	var wait sync.WaitGroup
	for t := range teams {
		from, to := t*len(workers)/teams, (t+1)*len(workers)/teams
		wait.Go(func() {
			s := <-e.spaces
			defer func() { e.spaces <- s }()
			s.e, s.task = e, task
			for ctx.Err() == nil {
				g := int(next.Add(1)) - 1
				if g >= len(groups) {
					return
				}
				s.run(ctx, groups[g], workers[from:to])
			}
		})
	}
	wait.Wait()
}

// A space is what a team computes a group in.
type space struct {
	e        *Encoder
	task     Task
	jobs     []*Job
	parts    []part
	rows     int
	chunk    int // rows that a worker takes at once
	x        []float32
	qkv      []float32 // stride apart
	stride   int
	keys     []float32 // by head and component, for each sequence apart
	steps    []atomic.Int32
	workers  int32
	arrived  atomic.Int32
	round    atomic.Int32
	lock     sync.Mutex
	turned   *sync.Cond // round has changed; of lock
	stopped  bool
	finished sync.WaitGroup
}

// A part is the place of a job's sequence in a space.
type part struct{ start, rows, padded, keys int }

// slack is a multiple of the rows that any kernel reads and writes at once, so that it goes less than so many beyond the last.
const slack = 16

func (s *space) run(ctx context.Context, jobs []*Job, workers []*worker) {
	s.lay(jobs)
	s.workers, s.stopped = int32(len(workers)), false
	s.chunk = chunkOf(s.rows, len(workers))
	steps := 2*len(s.e.w.Layers) + 1
	s.steps = slices.Grow(s.steps[:0], steps)[:steps]
	for i := range s.steps {
		s.steps[i].Store(0)
	}
	for _, w := range workers[1:] {
		s.finished.Go(func() { w.run(ctx, s, false) })
	}
	workers[0].run(ctx, s, true)
	s.finished.Wait()
	s.jobs = nil
}

// chunkOf returns how many rows are taken at once so that each worker takes as many: a multiple of what kernels write, since
// in qkv the rows behind a chunk are another worker's.
func chunkOf(rows, workers int) int {
	turns := (rows + maxChunk*workers - 1) / (maxChunk * workers)
	each := (rows + turns*workers - 1) / (turns * workers)
	return (each + slack - 1) / slack * slack
}

// maxChunk is how many rows go through the feed-forward net at once: 64 × 1536 numbers are 400 kB.
const maxChunk = 64

func (s *space) lay(jobs []*Job) {
	s.jobs, s.parts, s.rows = jobs, s.parts[:0], 0
	keys := 0
	for i := range jobs {
		n := len(jobs[i].Pieces)
		p := part{start: s.rows, rows: n, padded: (n + lanes - 1) / lanes * lanes, keys: keys}
		s.parts = append(s.parts, p)
		s.rows += n
		keys += p.padded * s.e.w.Hidden
	}
	h := s.e.w.Hidden
	s.x = room(s.x, (s.rows+slack)*h)
	s.stride = 3*h + lanes // no power of two divides it well, so that the rows of a head fall into all places of the cache
	s.qkv = room(s.qkv, (s.rows+slack)*s.stride)
	s.keys = room(s.keys, keys)
}

func room[T any](values []T, n int) []T {
	if cap(values) < n {
		return aligned[T](n + n/4)[:n]
	}
	return values[:n]
}

// take returns the next rows of a step, none at its end.
func (s *space) take(step int) (from, to int) {
	from = (int(s.steps[step].Add(1)) - 1) * s.chunk
	return from, min(from+s.chunk, s.rows)
}

// meet waits until all workers of the team are here. The last one calls last before the others go on.
func (s *space) meet(last func()) {
	if s.workers == 1 {
		last()
		return
	}
	round := s.round.Load()
	if s.arrived.Add(1) == s.workers {
		last()
		s.arrived.Store(0)
		s.lock.Lock()
		s.round.Add(1)
		s.lock.Unlock()
		s.turned.Broadcast()
		return
	}
	for range maxSpins {
		if s.round.Load() != round {
			return
		}
	}
	s.lock.Lock()
	for s.round.Load() == round {
		s.turned.Wait()
	}
	s.lock.Unlock()
}

// maxSpins is some 10 µs, about as long as one worker may be ahead of another where both have a processor. Where they
// have not, sleeping leaves it to the one that is behind.
const maxSpins = 4000
