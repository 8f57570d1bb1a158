package values

import "strings"

// timeUnits are the units of durations, longest first.
const timeUnits = "Y M W D TH TM TS"

// duration goes on over smaller units ("two years and three months") and turns "two years ago" into a date.
func (f *finder) duration(q quantity, i int) (match, bool) {
	id, last, next := q.id(), q.unit.id, q.unit.next
	if f.is(next, roleAgo) || f.is(i-1, roleBefore) && !f.is(next, roleFrom) {
		return f.ago(q, i, next)
	}
	for {
		j := next
		if f.is(j, roleAnd) {
			j++
		}
		a, ok := f.amountAt(j)
		if !ok {
			break
		}
		u, ok := f.unitAt(a.next, a.words)
		if !ok || u.kind != Duration || strings.Index(timeUnits, u.id) <= strings.Index(timeUnits, last) {
			break
		}
		id, last, next = period(id, u.id, a.num.times(u.factor).String()), u.id, u.next
	}
	return f.match(Duration, id, i, next), true
}

// counted reads units that say their number themselves: Arabic duals, and a noun before "one".
func (f *finder) counted(i int) (match, bool) {
	for _, c := range [...]struct {
		role roleKind
		kind Kind
	}{{roleDuration, Duration}, {roleMeasure, Measure}, {roleCurrency, Money}} {
		r, ok := f.role(i, c.role)
		if !ok {
			continue
		}
		n, next := int64(2), i+1
		if r.dual && f.is(next, roleOrdinal) { // "the sixteenth and seventeenth centuries", "the first two years"
			return match{}, false
		}
		if !r.dual {
			one, ok := f.role(i+1, roleCardinal)
			if !ok || one.n != 1 || one.langs&inArabic == 0 || f.at(i).latin {
				continue
			}
			n, next = 1, i+2
		}
		q := quantity{low: amount{num: whole(n), next: next}}
		q.unit = unit{kind: c.kind, id: r.id, factor: max(r.n, 1), next: next}
		if c.kind == Duration {
			return f.duration(q, i)
		}
		return f.match(q.unit.kind, q.id(), i, next), true
	}
	return match{}, false
}
