package values

// An amount is a number in digits or words.
type amount struct {
	num   decimal
	next  int
	power int  // of the last magnitude in it, 0 for none
	weak  bool // a word that is a number only where a unit follows: one, واحد, ألف
	words bool
}

// amountAt reads digits with their magnitudes, or number words.
func (f *finder) amountAt(i int) (amount, bool) {
	it := f.at(i)
	if it.class == numberItem {
		a := amount{num: it.num, next: i + 1}
		f.magnitudes(&a)
		return a, true
	}
	if it.class != wordItem || it.word == nil {
		return amount{}, false
	}
	return f.wordNumber(i)
}

// magnitudes takes in "billion", "مليار", "-million", "bn", "万" after digits.
func (f *finder) magnitudes(a *amount) {
	for range 2 {
		j := a.next
		if f.after(j).punct("-") && f.at(j).glued && f.at(j+1).glued {
			j++
		}
		if f.at(j).conj {
			return
		}
		p, ok := f.power(j)
		if r, k := f.role(j, roleSuffix); k && r.n > 0 && f.at(j).glued {
			p, ok = int(r.n), true
		}
		if !ok {
			return
		}
		a.num, a.power, a.next = a.num.shift(p), a.power+p, j+1
	}
}

// power returns the power of ten of a magnitude that can follow a number.
func (f *finder) power(i int) (int, bool) {
	for _, k := range [...]roleKind{rolePlural, roleMagnitude} {
		if r, ok := f.role(i, k); ok && !r.dual {
			return int(r.n), true
		}
	}
	return 0, false
}

// A tally adds number words up: total holds what magnitudes have closed, cur what is still open.
type tally struct {
	total, cur int64
	power      int   // of the last magnitude
	last       int64 // the last cardinal
	open       bool  // cur holds something
	single     bool  // only one word so far
}

// wordNumber reads number words: "twenty-one", "a hundred and five", "two million", أربعة, ثلاثة آلاف, مئة وخمسة وعشرون.
func (f *finder) wordNumber(i int) (amount, bool) {
	var t tally
	j := i
	if f.is(i, roleArticle) {
		_, scale := f.power(i + 1)
		if !scale && !f.is(i+1, roleHundred) {
			return amount{}, false
		}
		t.cur, t.open = 1, true
		j++
	}
	start := j
	for {
		k, joined := f.join(j, j > start)
		if j > start && k < 0 || !f.step(&t, max(k, j), joined) {
			break
		}
		t.single = j == start
		j = max(k, j) + 1
	}
	if j == start {
		return amount{}, false
	}
	n := t.total + t.cur
	r, _ := f.role(i, roleMagnitude)
	return amount{
		num: whole(n), next: j, power: t.power, words: true,
		weak: t.single && (n == 1 || r.n == 3 && (!r.dual || r.id != "")),
	}, !t.single || n != 1 || f.at(i).latin
}

// join finds the next word of a number: after a hyphen, an "and", or directly. Joined says that an "and" stands before
// it, which English allows after hundreds and Arabic demands.
func (f *finder) join(j int, inside bool) (next int, joined bool) {
	if !inside {
		return j, false
	}
	it := f.after(j)
	switch {
	case it.punct("-") && it.glued && f.after(j+1).glued:
		return j + 1, false
	case f.is(j, roleAnd):
		return j + 1, true
	case it.class == wordItem:
		return j, it.conj
	}
	return -1, false
}

// step takes one number word into the tally.
func (f *finder) step(t *tally, j int, joined bool) bool {
	if r, ok := f.role(j, roleCardinal); ok {
		return t.cardinal(r.n, joined, r.langs&inArabic != 0)
	}
	if r, ok := f.role(j, roleHundred); ok {
		return t.hundred(r.n, joined, r.langs&inArabic != 0)
	}
	if r, ok := f.role(j, roleMagnitude); ok && t.magnitude(r, joined) {
		return true
	}
	if r, ok := f.role(j, rolePlural); ok && t.open && !joined {
		return t.magnitude(r, false)
	}
	return false
}

func (t *tally) cardinal(n int64, joined, arabicWord bool) bool {
	switch {
	case !t.open:
		if t.total > 0 && arabicWord && !joined {
			return false
		}
		t.cur = n
	case arabicWord && joined && disjoint(t.cur, n):
		t.cur += n
	case !arabicWord && t.last >= 20 && t.last < 100 && t.last%10 == 0 && n < 10 && n > 0 && !joined:
		t.cur += n
	case !arabicWord && t.cur%100 == 0 && t.cur > 0 && n < 100:
		t.cur += n
	default:
		return false
	}
	t.last, t.open = n, true
	return true
}

// disjoint reports whether Arabic number words that "and" joins can be of one number: five and twenty, a hundred and five.
func disjoint(a, b int64) bool {
	switch {
	case a < 10:
		return b >= 20 && b < 100
	case a%100 == 0:
		return b < 100
	case a > 100 && a%100 < 10:
		return b >= 20 && b < 100
	}
	return false
}

func (t *tally) hundred(n int64, joined, arabicWord bool) bool {
	switch {
	case arabicWord && !t.open && (t.total == 0 || joined):
		t.cur = n
	case t.open && !joined && t.cur > 0 && t.cur < 100 && (!arabicWord || t.cur < 10):
		t.cur *= n
	default:
		return false
	}
	t.last, t.open = n, true
	return true
}

// magnitude closes what is open. An Arabic one may stand alone, and its dual means two.
func (t *tally) magnitude(r role, joined bool) bool {
	p := int(r.n)
	if t.power != 0 && p >= t.power || t.cur > 999_999 {
		return false
	}
	n := t.cur
	if !t.open || joined {
		if r.kind != roleMagnitude || t.open || t.total > 0 && !joined {
			return false
		}
		n = 1
	}
	if r.dual {
		if t.open {
			return false
		}
		n = 2
	}
	for range p {
		n *= 10
	}
	t.total, t.cur, t.open, t.power, t.last = t.total+n, 0, false, p, 0
	return true
}
