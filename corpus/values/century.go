package values

import "strings"

// season reads "summer of 1521" and صيف عام 1521.
func (f *finder) season(i int) (match, bool) {
	r, ok := f.role(i, roleSeason)
	if !ok {
		return match{}, false
	}
	p := partial{next: i + 1}
	f.addYear(&p)
	if p.y == 0 {
		return match{}, false
	}
	return f.match(Date, pad(p.y, 4)+"-"+itoa(int(r.n)), i, p.next), true
}

// decade reads "1940s", "the 1940's" and أربعينيات القرن العشرين.
func (f *finder) decade(i int) (match, bool) {
	if n, ok := f.small(i, 2100); ok && n >= 100 && n%10 == 0 {
		j := i + 1
		if f.after(j).punct("'’") && f.at(j).glued {
			j++
		}
		if r, ok := f.role(j, roleSuffix); ok && r.id == "s" && f.at(j).glued {
			return f.match(Date, pad(n/10, 3)+"X", i, j+1), true
		}
	}
	if r, ok := f.role(i, roleDuration); ok && r.n == 10 && !r.dual && !f.at(i).latin { // "العقد 1620"
		n, ok := f.small(i+1, 2100)
		return f.match(Date, pad(n/10, 3)+"X", i, min(i+2, len(f.items))), ok && n >= 1000 && n%10 == 0
	}
	r, ok := f.role(i, roleDecades)
	if !ok {
		return match{}, false
	}
	j := i + 1
	if f.is(j, roleOf) || f.is(j, roleFrom) {
		j++
	}
	if f.is(j, roleShift) || f.is(j+1, roleShift) && f.is(j, roleCentury) {
		return f.match(Date, "19"+itoa(int(r.n))+"X", i, j+2), f.is(j, roleCentury)
	}
	c, next, ok := f.centuryAt(j)
	if !ok {
		return match{}, false
	}
	return f.match(Date, pad(c-1, 2)+itoa(int(r.n))+"X", i, next), true
}

// century reads "19th century", "the nineteenth century BC", القرن التاسع عشر.
func (f *finder) century(i int) (match, bool) {
	c, next, ok := f.centuryAt(i)
	if !ok {
		return match{}, false
	}
	id := pad(c-1, 2) + "XX"
	if r, ok := f.role(next, roleEra); ok && (!f.at(next).latin || f.at(next).upper) {
		if next++; r.n < 0 {
			id = "-" + id
		}
		if r.n == 2 {
			id = string(hijri) + id
		}
	}
	return f.match(Date, id, i, next), true
}

// centuries reports whether a plural or dual of century stands at an item.
func (f *finder) centuries(i int) bool {
	r, ok := f.role(i, roleDuration)
	return ok && r.n == 100
}

func (f *finder) centuryAt(i int) (c, next int, ok bool) {
	if c, j, ok := f.ordinalAt(i); ok {
		if f.after(j).punct("-") {
			j++
		}
		if f.is(j, roleAnd) || f.after(j).punct(",") { // "the 16th and 17th centuries"
			if _, k, ok := f.ordinalAt(j + 1); ok && f.centuries(k) {
				return c, j, c >= 1 && c <= 21
			}
		}
		goesOn := f.listed(i) && strings.HasSuffix(f.prev.id, "XX")
		if goesOn && !f.at(i).latin && f.at(i).class == wordItem {
			return c, j, c >= 1 && c <= 21
		}
		return c, j + 1, (f.is(j, roleCentury) || goesOn && f.centuries(j)) && c >= 1 && c <= 21
	}
	if f.centuries(i) && !f.at(i).latin { // "القرنين السادس عشر والسابع عشر"
		c, j, ok := f.ordinalAt(i + 1)
		return c, j, ok && c >= 1 && c <= 21
	}
	if !f.is(i, roleCentury) {
		return 0, i, false
	}
	if c, j, ok := f.ordinalAt(i + 1); ok {
		return c, j, c >= 1 && c <= 21
	}
	c, ok = f.small(i+1, 21)
	return c, i + 2, ok && !f.at(i).latin
}
