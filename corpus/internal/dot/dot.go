// Package dot multiplies short integer vectors, which is what a search through all vectors of a collection consists of.
//
// Results are integers and exact, so that every processor gives the same.
package dot

// Of returns the dot product of two vectors, of which the second one may be longer. There is AVX2 code for it on amd64; the loop
// below is the reference, and what runs elsewhere.
func Of(q []int16, v []int8) int64 {
	v = v[:len(q)]
	n := 0
	if fast {
		n = len(q) &^ (block - 1)
	}
	sum := int64(0)
	if n > 0 {
		sum = blocks(&q[0], &v[0], n/block)
	}
	return sum + reference(q[n:], v[n:])
}

// block is how many elements the fast code takes at a time.
const block = 32

// MaxLen is the greatest length for which the fast code cannot overflow: each of eight sums of 32 bits takes an eighth of the
// products, which are 32767*127 at most.
const MaxLen = 4096

func reference(q []int16, v []int8) int64 {
	sum := int64(0)
	for i, x := range q {
		sum += int64(x) * int64(v[i])
	}
	return sum
}
