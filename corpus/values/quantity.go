package values

import "strings"

// A unit is what a number counts.
type unit struct {
	kind   Kind
	id     string
	factor int64
	next   int
}

// A quantity is one or two numbers with a unit.
type quantity struct {
	low, high amount
	ranged    bool
	unit      unit
}

// quantity reads numbers, amounts of money, percentages, durations and measures.
func (f *finder) quantity(i int) (match, bool) {
	if m, ok := f.counted(i); ok {
		return m, true
	}
	between := f.is(i, roleBetween)
	j := i
	if between {
		j++
	}
	prefix, j := f.prefix(j)
	negative := f.at(j).punct("-−") && !f.at(j).glued && f.after(j+1).glued && f.at(j+1).class == numberItem
	if negative {
		j++
	}
	low, ok := f.amountAt(j)
	if !ok {
		return match{}, false
	}
	if next, n, ok := f.fraction(low); ok {
		return f.match(Number, low.num.String()+"/"+itoa(n), i, next), true
	}
	q := quantity{low: low, unit: unit{kind: Number, factor: 1, next: low.next}}
	f.units(&q, prefix)
	f.rangeOf(&q, prefix, between)
	if between && !q.ranged || q.low.weak && q.unit.kind == Number || negative && q.unit.kind != Measure && q.unit.kind != Percent {
		return match{}, false
	}
	if negative {
		q.low.num.coef = -q.low.num.coef
	}
	if q.unit.kind == Duration && !q.ranged {
		return f.duration(q, i)
	}
	return f.match(q.unit.kind, q.id(), i, q.unit.next), true
}

// fraction reads the noun of two-thirds and "three quarters".
func (f *finder) fraction(a amount) (next, n int, ok bool) {
	j := a.next
	if f.after(j).punct("-") && f.at(j).glued {
		j++
	}
	r, ok := f.role(j, roleFraction)
	return j + 1, int(r.n), ok && a.words && !a.weak
}

// prefix reads a currency or a percent sign before the number and returns the item after it.
func (f *finder) prefix(i int) (unit, int) {
	it := f.at(i)
	none := unit{}
	if it.class == punctItem {
		if c := symbolCurrency(it.r); c != "" {
			return unit{kind: Money, id: c, factor: 1}, i + 1
		}
		if it.punct("%٪") && f.after(i+1).class == numberItem && f.at(i+1).glued {
			return unit{kind: Percent, id: "%", factor: 1}, i + 1
		}
		return none, i
	}
	if f.after(i+1).punct("$") && f.at(i+2).class == numberItem && f.at(i+2).glued {
		if q, ok := f.role(i, roleCountry); ok {
			return unit{kind: Money, id: national("USD", q.id), factor: 1}, i + 2
		}
	}
	if r, ok := f.role(i, roleCurrency); ok && len(r.id) == 3 && it.upper && it.end-it.start <= 3 && f.after(i+1).class == numberItem {
		return unit{kind: Money, id: r.id, factor: 1}, i + 1
	}
	if f.is(i, rolePercent) && f.lang == inTurkish && f.after(i+1).class == numberItem {
		return unit{kind: Percent, id: "%", factor: 1}, i + 1
	}
	return none, i
}

// units sets the unit of a quantity from what stands before or after its last number.
func (f *finder) units(q *quantity, prefix unit) {
	last := &q.low
	if q.ranged {
		last = &q.high
	}
	if prefix.kind != "" {
		if p := f.letterPower(last.next); prefix.kind == Money && last.power == 0 && p > 0 {
			last.num, last.power, last.next = last.num.shift(p), p, last.next+1
		}
		prefix.next = last.next
		if u, ok := f.unitAt(last.next, false); ok && u.kind == prefix.kind && u.id == prefix.id {
			prefix.next = u.next
		}
		q.unit = prefix
		return
	}
	if u, ok := f.unitAt(last.next, last.words); ok {
		q.unit = u
		return
	}
	q.unit = unit{kind: Number, factor: 1, next: last.next}
}

// letterPower returns the power of ten of the k, m or b that is glued to an amount of money.
func (f *finder) letterPower(i int) int {
	it := f.after(i)
	if it.class != wordItem || !it.glued {
		return 0
	}
	switch it.letter {
	case 'k':
		return 3
	case 'm':
		return 6
	case 'b':
		return 9
	}
	return 0
}

// unitAt reads a unit after a number.
func (f *finder) unitAt(i int, words bool) (unit, bool) {
	it := f.after(i)
	if it.punct("-") && it.glued && f.after(i+1).glued {
		i++
		it = f.after(i)
	}
	if it.punct("%٪") {
		return unit{Percent, "%", 1, i + 1}, true
	}
	if it.class == punctItem {
		if c := symbolCurrency(it.r); c != "" && f.at(i+1).class != numberItem {
			return unit{Money, c, 1, i + 1}, true
		}
		return unit{}, false
	}
	if it.class != wordItem || it.conj || it.word == nil {
		return unit{}, false
	}
	if u, ok := f.money(i); ok {
		return u, true
	}
	if f.is(i, rolePercent) {
		return unit{Percent, "%", 1, i + 1}, true
	}
	letter := it.end-it.start == 1 || it.end-it.start == 2 && it.latin && !ascii(f.at(i))
	if letter && (words || f.at(i-1).digits > 4) {
		return unit{}, false
	}
	if r, ok := f.role(i, roleDuration); ok && !r.dual {
		return unit{Duration, r.id, r.n, i + 1}, true
	}
	if r, ok := f.role(i, roleMeasure); ok && !r.dual {
		return unit{Measure, r.id, r.n, i + 1}, true
	}
	return unit{}, false
}

func ascii(it *item) bool { return it.latin && it.end-it.start == 1 }

// money reads a currency with the country that qualifies it, before it in English and after it in Arabic.
func (f *finder) money(i int) (unit, bool) {
	country := ""
	if q, ok := f.role(i, roleCountry); ok && f.is(i+1, roleCurrency) {
		country = q.id
		i++
	}
	r, ok := f.role(i, roleCurrency)
	if !ok || r.dual {
		return unit{}, false
	}
	next := i + 1
	if q, ok := f.role(next, roleCountry); ok && country == "" && f.at(i).start < f.at(i).end && !f.at(i).latin {
		country = q.id
		next++
	}
	return unit{Money, national(r.id, country), 1, next}, true
}

// rangeOf takes in a second number: "27-30%", "7 to 10 per cent", "between 30 and 50 thousand", "$10 to $15 billion".
func (f *finder) rangeOf(q *quantity, prefix unit, between bool) {
	j, ok := f.joins(q.unit.next, between)
	if !ok {
		return
	}
	if second, k := f.prefix(j); second.kind != "" && second.id == prefix.id {
		j = k
	}
	high, ok := f.amountAt(j)
	if !ok || high.weak || high.power > 0 && f.at(q.unit.next-1).digits == 4 && f.is(q.unit.next-2, roleIn) {
		return // "in 2005 to 2.96 million" begins with a year
	}
	r := *q
	r.high, r.ranged = high, true
	f.units(&r, prefix)
	switch {
	case q.unit.kind == Number || q.unit.kind == Money && prefix.kind == Money:
	case q.unit.kind != r.unit.kind || q.unit.id != r.unit.id:
		return
	}
	if r.high.power > 0 && r.low.power == 0 && r.low.num.shift(r.high.power).less(r.high.num) {
		r.low.num = r.low.num.shift(r.high.power)
	}
	if !r.low.num.less(r.high.num) || hyphened(f, q.unit.next) && r.low.num.times(20).less(r.high.num) {
		return
	}
	*q = r
}

// hyphened reports whether a plain hyphen joins: 555-0123 is no range, though its ends are in order.
func hyphened(f *finder, i int) bool { return f.at(i).punct("-‑") && f.at(i).glued }

// id writes the canonical form.
func (q quantity) id() string {
	n := q.low.num.times(q.unit.factor).String()
	if q.ranged {
		n += ".." + q.high.num.times(q.unit.factor).String()
	}
	switch q.unit.kind {
	case Money:
		return q.unit.id + " " + n
	case Percent:
		return n + "%"
	case Duration:
		return period("P", q.unit.id, n)
	case Measure:
		return n + " " + q.unit.id
	}
	return n
}

// period appends a unit of time to a duration of ISO 8601.
func period(id, unit, n string) string {
	letter, clock := strings.CutPrefix(unit, "T")
	if clock && !strings.Contains(id, "T") {
		id += "T"
	}
	return id + n + letter
}
