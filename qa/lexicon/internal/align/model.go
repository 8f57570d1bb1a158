package align

const (
	// rounds of expectation and maximisation; the held-out figures do not change after the fifth.
	rounds = 8
	// smoothing is how many sightings of chance words every word is given, shared out over the other language's words:
	// without it a word seen twice takes all the words beside it for its own (Moore, 2004, section 4).
	smoothing = 4.0
	// nulls is how many words that stand for nothing are added to a sentence (Moore, 2004, section 5).
	nulls = 2.0
)

// A sentence pair with words as numbers: cell of the pair of word i of the left and j of the right is cells[i*len(right)+j].
type example struct {
	left, right []int32
	cells       []int32
}

// A corpus is numbered pairs. A cell is a left and a right word that occur in one pair, numbered as they are first seen.
type corpus struct {
	words       [2]*vocabulary
	examples    []example
	left, right []int32 // words, by cell
}

func newCorpus(pairs []Pair) *corpus {
	c := &corpus{words: [2]*vocabulary{newVocabulary(pairs, 0), newVocabulary(pairs, 1)}}
	cells := map[[2]int32]int32{}
	for _, p := range pairs {
		e := example{left: c.words[0].numbers(p[0]), right: c.words[1].numbers(p[1])}
		if len(e.left) == 0 || len(e.right) == 0 {
			continue
		}
		for _, l := range e.left {
			for _, r := range e.right {
				cell, ok := cells[[2]int32{l, r}]
				if !ok {
					cell = int32(len(c.left))
					cells[[2]int32{l, r}] = cell
					c.left, c.right = append(c.left, l), append(c.right, r)
				}
				e.cells = append(e.cells, cell)
			}
		}
		c.examples = append(c.examples, e)
	}
	return c
}

// flip gives the corpus with its sides exchanged; cells keep their numbers.
func (c *corpus) flip() *corpus {
	f := &corpus{words: [2]*vocabulary{c.words[1], c.words[0]}, left: c.right, right: c.left}
	for _, e := range c.examples {
		g := example{left: e.right, right: e.left, cells: make([]int32, 0, len(e.cells))}
		for j := range e.right {
			for i := range e.left {
				g.cells = append(g.cells, e.cell(i, j))
			}
		}
		f.examples = append(f.examples, g)
	}
	return f
}

func (e *example) cell(left, right int) int32 { return e.cells[left*len(e.right)+right] }

// train gives the probability of each cell's right word where its left word is translated.
func (c *corpus) train() []float64 {
	size := float64(c.words[1].size())
	p := make([]float64, len(c.left))
	for cell := range p {
		p[cell] = 1 / size
	}
	null := make([]float64, c.words[1].size())
	for word := range null {
		null[word] = 1 / size
	}
	for range rounds {
		counts := make([]float64, len(p))
		nullCounts := make([]float64, len(null))
		for i := range c.examples {
			c.examples[i].expect(p, null, counts, nullCounts)
		}
		c.maximise(p, counts, size)
		total := 0.0
		for _, n := range nullCounts {
			total += n
		}
		for word, n := range nullCounts {
			null[word] = (n + smoothing/size) / (total + smoothing)
		}
	}
	return p
}

// expect adds what one example tells about who translates whom.
func (e *example) expect(p, null, counts, nullCounts []float64) {
	for j, right := range e.right {
		sum := nulls * null[right]
		for i := range e.left {
			sum += p[e.cell(i, j)]
		}
		nullCounts[right] += nulls * null[right] / sum
		for i := range e.left {
			cell := e.cell(i, j)
			counts[cell] += p[cell] / sum
		}
	}
}

// maximise turns expected counts into probabilities.
func (c *corpus) maximise(p, counts []float64, size float64) {
	totals := make([]float64, c.words[0].size())
	for cell, n := range counts {
		totals[c.left[cell]] += n
	}
	for cell, n := range counts {
		p[cell] = (n + smoothing/size) / (totals[c.left[cell]] + smoothing)
	}
}

// links counts, for every cell, the places where each of its words is the other's best translation in the sentence.
func (c *corpus) links(forth, back []float64) []int {
	links := make([]int, len(c.left))
	for _, e := range c.examples {
		for i := range e.left {
			j := best(len(e.right), func(j int) float64 { return back[e.cell(i, j)] * forth[e.cell(i, j)] })
			if k := best(len(e.left), func(k int) float64 { return back[e.cell(k, j)] * forth[e.cell(k, j)] }); k == i {
				links[e.cell(i, j)]++
			}
		}
	}
	return links
}

// best gives the number below n with the highest score, the first of equals.
func best(n int, score func(int) float64) int {
	found := 0
	for i := 1; i < n; i++ {
		if score(i) > score(found) {
			found = i
		}
	}
	return found
}
