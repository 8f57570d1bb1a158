package eval

import "slices"

// overlap returns the F1 of two texts as bags of words: 1 where both have the same words, 0 where they share none.
func overlap(text, gold string) float64 {
	t, g := Fold(text), Fold(gold)
	if len(t) == 0 || len(g) == 0 {
		return indicator(len(t) == len(g))
	}
	left := make(map[string]int, len(g))
	for _, w := range g {
		left[w]++
	}
	same := 0
	for _, w := range t {
		if left[w] > 0 {
			left[w]--
			same++
		}
	}
	return 2 * float64(same) / float64(len(t)+len(g))
}

// holds reports whether the folded words of gold stand together in text. The first may have an Arabic one-letter prefix.
func holds(text, gold []string) bool {
	if len(gold) == 0 {
		return false
	}
	for i := 0; i+len(gold) <= len(text); i++ {
		if sameFirst(text[i], gold[0]) && slices.Equal(text[i+1:i+len(gold)], gold[1:]) {
			return true
		}
	}
	return false
}

func sameFirst(word, gold string) bool {
	if word == gold {
		return true
	}
	if !isArabic([]rune(gold)[0]) {
		return false
	}
	stripped := bare(word)
	return stripped == gold || stripped == bare(gold)
}

// sameItem reports whether an item of a list names an alias: it holds it with at most five words more, or is most of it.
func sameItem(item, alias []string) bool {
	return holds(item, alias) && len(item)-len(alias) <= 5 || holds(alias, item) && 2*len(item) > len(alias)
}

// A listScore says how far a list is right.
type listScore struct {
	precision float64
	recall    float64
	forbidden bool // an item holds a name that must not be
}

func (s listScore) f1() float64 {
	if s.precision+s.recall == 0 {
		return 0
	}
	return 2 * s.precision * s.recall / (s.precision + s.recall)
}

func (s listScore) exact() bool { return s.precision == 1 && s.recall == 1 && !s.forbidden }

// scoreList matches items to groups, one to one and as many as can be (Kuhn's augmenting paths).
func scoreList(q Question, items []string) listScore {
	var score listScore
	fits := make([][]int, len(items))
	for n, item := range items {
		words := Fold(item)
		for g, group := range q.List {
			if slices.ContainsFunc(group, func(alias string) bool { return sameItem(words, Fold(alias)) }) {
				fits[n] = append(fits[n], g)
			}
		}
		for _, name := range q.Forbid {
			score.forbidden = score.forbidden || holds(words, Fold(name))
		}
	}
	right := matching(fits)
	if len(items) > 0 {
		score.precision = float64(right) / float64(len(items))
	}
	if len(q.List) > 0 {
		score.recall = float64(right) / float64(len(q.List))
	}
	return score
}

// matching returns the size of a largest one-to-one matching; fits[n] are the groups that item n may stand for.
func matching(fits [][]int) int {
	owner := make(map[int]int)
	var place func(n int, seen map[int]bool) bool
	place = func(n int, seen map[int]bool) bool {
		for _, g := range fits[n] {
			if seen[g] {
				continue
			}
			seen[g] = true
			if holder, taken := owner[g]; !taken || place(holder, seen) {
				owner[g] = n
				return true
			}
		}
		return false
	}
	size := 0
	for n := range fits {
		if place(n, make(map[int]bool)) {
			size++
		}
	}
	return size
}

func indicator(yes bool) float64 {
	if yes {
		return 1
	}
	return 0
}
