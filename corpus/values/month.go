package values

// native rejects a month of another language unless the year is there too: "5 mars" is no date in English.
func (p partial) native(f *finder, month int) bool {
	if p.y > 0 {
		return true
	}
	for _, k := range [...]roleKind{roleMonth, roleHijri, roleJalali} {
		if f.is(month, k) {
			return true
		}
	}
	return false
}

// monthWord reports whether "شهر" or "month" stands before the name of a month.
func (f *finder) monthWord(i int) bool {
	r, ok := f.role(i, roleDuration)
	return ok && r.id == "M" && f.anyMonth(i+1)
}

func (f *finder) anyMonth(i int) bool {
	it := f.after(i)
	return it.class == wordItem && (it.has(roleMonth) || it.has(roleHijri) || it.has(roleJalali))
}

// dayNumber reads a day of a month with its ordinal sign.
func (f *finder) dayNumber(i int) (n, next int, ok bool) {
	if n, next, ok := f.ordinalAt(i); ok {
		return n, next, n >= 1 && n <= 31
	}
	n, ok = f.small(i, 31)
	if !ok || f.at(i).digits > 2 {
		return 0, i, false
	}
	next = i + 1
	if f.after(next).punct(".") && f.at(next).glued {
		next++
	}
	return n, next, true
}

// month reads the name of a month, or two names of the same one: "تشرين الثاني/نوفمبر".
func (f *finder) month(i int, p *partial) bool {
	m, cal, abbr, ok := f.monthAt(i)
	if !ok {
		return false
	}
	p.m, p.cal, p.next = m, cal, i+1
	if abbr && f.after(i+1).punct(".") && f.at(i+1).glued {
		p.next++
	}
	if f.after(p.next).punct("/-(") {
		if again, _, _, ok := f.monthAt(p.next + 1); ok && again == m {
			closed := f.after(p.next).punct("(")
			p.next += 2
			if closed && f.after(p.next).punct(")") {
				p.next++
			}
		}
	}
	return true
}

// monthAt prefers the reading in the text's own language. An abbreviation of another language is not a month.
func (f *finder) monthAt(i int) (m int, cal calendar, abbr, ok bool) {
	it := f.after(i)
	if it.class != wordItem {
		return 0, "", false, false
	}
	own := false
	for _, r := range it.word.list() {
		c, known := calendarOf(r.kind)
		if !known || r.abbr && !r.native(f.lang) || ok && (own || !r.native(f.lang)) {
			continue
		}
		m, cal, abbr, ok, own = int(r.n), c, r.abbr, true, r.native(f.lang)
	}
	return m, cal, abbr, ok
}

// bareMonth accepts a month that has neither day nor year. Words such as May, March and مارس are months only after a word
// that leads to one.
func (f *finder) bareMonth(i int) bool {
	if r, ok := f.role(i, roleMonth); !ok || r.abbr {
		return false
	}
	led := false
	for _, k := range [...]roleKind{roleIn, roleFrom, roleTo, rolePart, roleShift} {
		led = led || f.is(i-1, k)
	}
	led = led || f.monthWord(i-1) || f.is(i-1, roleBetween)
	if f.at(i).latin {
		return led && f.at(i).upper == (f.lang&inEnglish != 0 || f.at(i).upper)
	}
	return led
}

func calendarOf(k roleKind) (calendar, bool) {
	switch k {
	case roleMonth:
		return gregorian, true
	case roleHijri:
		return hijri, true
	case roleJalali:
		return jalali, true
	}
	return "", false
}
