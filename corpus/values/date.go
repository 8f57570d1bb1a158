package values

import "strconv"

// A calendar says how a date's numbers are counted.
type calendar string

const (
	gregorian calendar = ""
	hijri     calendar = "hijri:"
	jalali    calendar = "jalali:"
)

// A partial is a date as far as the text names it. Zero means not said.
type partial struct {
	y, m, d int
	last    int // the last day of a range of days within one month
	cal     calendar
	bc      bool
	shift   role // "last", "next": the year is relative
	start   int  // byte where it starts
	next    int
}

// id writes the date in the form of ISO 8601.
func (p partial) id() string {
	if p.last > 0 {
		a, b := p, p
		a.last, b.last, b.d = 0, 0, p.last
		return a.id() + "/" + b.id()
	}
	s := "-"
	switch {
	case p.bc:
		s = "-" + pad(p.y, 4)
	case p.y > 0:
		s = pad(p.y, 4)
	}
	if p.m > 0 {
		s += "-" + pad(p.m, 2)
	}
	if p.d > 0 {
		s += "-" + pad(p.d, 2)
	}
	return string(p.cal) + s
}

func pad(n, width int) string {
	s := strconv.Itoa(n)
	for len(s) < width {
		s = "0" + s
	}
	return s
}

func itoa(n int) string { return strconv.Itoa(n) }

// day reports whether a match is one day of a year of one of the calendars.
func (m match) day() bool {
	p, ok := parseDate(m.id)
	return ok && p.y > 0 && p.d > 0 && m.rel == Relative{}
}

// date reads a date that names a month at least, or numerically, and ranges of them.
func (f *finder) date(i int) (match, bool) {
	start, between := i, false
	if f.is(i, roleBetween) {
		between, start = true, i+1
	}
	p, ok := f.day(start)
	if !ok {
		return match{}, false
	}
	if j, ok := f.joins(p.next, between); ok && p.last == 0 && p.shift.kind == roleNone {
		if q, ok := f.day(j); ok && q.last == 0 && p.reaches(&q) {
			return f.matchDate(p.id()+"/"+q.id(), f.at(i).start, q.next), true
		}
	}
	if between {
		return match{}, false
	}
	m := f.matchDate(p.id(), p.start, p.next)
	if p.shift.kind != roleNone {
		m.rel = Relative{Unit: "year", N: int(p.shift.n), Month: p.m, Day: p.d}
		if p.shift.id == "month" {
			m.rel.Unit = ""
		}
		m.id = m.rel.id()
	}
	return m, true
}

// reaches reports whether p and q are the ends of a range, and gives p the year of q where it names none itself.
func (p *partial) reaches(q *partial) bool {
	if p.y == 0 {
		p.y = q.y
	}
	return p.cal == q.cal && (p.d > 0) == (q.d > 0) && p.id() < q.id()
}

func (f *finder) matchDate(id string, start, next int) match {
	return match{kind: Date, id: id, start: start, end: f.items[next-1].end, next: next}
}

// day reads one date, with a weekday before it.
func (f *finder) day(i int) (partial, bool) {
	start := f.at(i).start
	if f.is(i, roleDuration) && f.is(i+1, roleWeekday) { // "يوم السبت"
		i++
	}
	named, ok := f.role(i, roleWeekday)
	if ok {
		i++
		if named.abbr && f.after(i).punct(".") {
			i++
		}
		if f.after(i).punct(",،") {
			i++
		}
		if f.is(i, roleCJKDay) || f.is(i, roleOf) {
			i++
		}
	}
	for _, rule := range [...]func(*finder, int) (partial, bool){
		(*finder).numeric, (*finder).asian, (*finder).vietnamese, (*finder).dayMonth, (*finder).monthDay, (*finder).monthYear,
	} {
		if p, ok := rule(f, i); ok && (p.d > 0 || named.kind == roleNone) {
			p.start = start
			return p, true
		}
	}
	return partial{}, false
}

// numeric takes a date of three numbers and settles the order.
func (f *finder) numeric(i int) (partial, bool) {
	it := f.at(i)
	if it.class != dateItem {
		return partial{}, false
	}
	p := partial{y: it.c, m: it.b, d: it.a, next: i + 1}
	switch {
	case it.a >= 1000:
		p.y, p.d = it.a, it.c
	case it.b > 12, it.slash && f.monthFirst:
		p.m, p.d = it.a, it.b
	}
	if f.is(i+1, roleEra) {
		if r, _ := f.role(i+1, roleEra); r.n == 2 {
			p.cal, p.next = hijri, i+2
		}
	}
	return f.buddhist(p)
}

// buddhist turns a year of the Thai calendar, 543 ahead, into ours.
func (f *finder) buddhist(p partial) (partial, bool) {
	if p.y >= 2400 {
		p.y -= 543
	}
	return p, p.m == 0 || p.d == 0 || p.y == 0 || p.cal != gregorian || day(p.y, p.m, p.d)
}

// asian reads 2013年11月2日, 11月2日, and the Korean forms.
func (f *finder) asian(i int) (partial, bool) {
	p := partial{next: i}
	for _, part := range [...]struct {
		kind roleKind
		to   *int
		high int
	}{{roleCJKYear, &p.y, 2600}, {roleCJKMonth, &p.m, 12}, {roleCJKDay, &p.d, 31}} {
		n, ok := f.small(p.next, part.high)
		r, unit := f.role(p.next+1, part.kind)
		if !ok || !unit || r.id == "vi" {
			continue
		}
		*part.to = n
		p.next += 2
	}
	if p.y > 0 && p.y < 1000 || p.d > 0 && p.m == 0 || p.m == 0 && p.y == 0 || p.m > 0 && p.y == 0 && p.d == 0 {
		return partial{}, false
	}
	return f.buddhist(p)
}

// vietnamese reads "ngày 2 tháng 11 năm 2013".
func (f *finder) vietnamese(i int) (partial, bool) {
	p := partial{}
	if f.is(i, roleCJKDay) {
		i++
	}
	if d, ok := f.small(i, 31); ok {
		p.d = d
		i++
	}
	r, ok := f.role(i, roleCJKMonth)
	m, small := f.small(i+1, 12)
	if !ok || r.id != "vi" || !small {
		return partial{}, false
	}
	p.m, p.next = m, i+2
	f.addYear(&p)
	if p.y == 0 && p.d == 0 {
		return partial{}, false
	}
	return f.buddhist(p)
}

// small reads a whole number from 1 to high without separators.
func (f *finder) small(i, high int) (int, bool) {
	it := f.after(i)
	if it.class != numberItem || it.digits == 0 || it.digits > 4 {
		return 0, false
	}
	n, _ := it.num.integer()
	return int(n), n >= 1 && n <= int64(high)
}

// dayMonth reads "2 November 2013", "2nd of November", "الثاني من تشرين الثاني", "2.-4. November".
func (f *finder) dayMonth(i int) (partial, bool) {
	d, j, ok := f.dayNumber(i)
	if !ok {
		return partial{}, false
	}
	p := partial{d: d}
	if k, ok := f.joins(j, false); ok {
		if last, k, ok := f.dayNumber(k); ok && last > d {
			p.last, j = last, k
		}
	}
	for range 2 {
		if f.is(j, roleOf) || f.is(j, roleFrom) || f.monthWord(j) || f.after(j).punct("-") && f.at(j).glued {
			j++
		}
	}
	if !f.month(j, &p) {
		return partial{}, false
	}
	f.addYear(&p)
	if !p.native(f, j) {
		return partial{}, false
	}
	return f.buddhist(p)
}

// monthDay reads "November 2, 2013", "Nov. 2", "November 2-4, 2013".
func (f *finder) monthDay(i int) (partial, bool) {
	var p partial
	if !f.month(i, &p) {
		return partial{}, false
	}
	d, j, ok := f.dayNumber(p.next)
	if !ok || f.at(p.next).class == wordItem && !f.at(p.next).latin {
		return partial{}, false
	}
	p.d, p.next = d, j
	if k, ok := f.joins(j, false); ok {
		if last, k, ok := f.dayNumber(k); ok && last > d && f.at(k-1).class != wordItem {
			p.last, p.next = last, k
		}
	}
	f.addYear(&p)
	if !p.native(f, i) || p.y == 0 && f.lang&inEnglish == 0 {
		return partial{}, false
	}
	return f.buddhist(p)
}

// monthYear reads "November 2013", "November of this year", "last December". A month by itself is left to bareMonth.
func (f *finder) monthYear(i int) (partial, bool) {
	p := partial{}
	if f.monthWord(i) {
		i++
	}
	if r, ok := f.role(i, roleShift); ok && f.at(i).latin && f.is(i+1, roleMonth) && f.month(i+1, &p) {
		p.shift = r
		p.shift.id = "month"
		return p, true
	}
	if !f.month(i, &p) {
		return partial{}, false
	}
	f.addYear(&p)
	if p.y > 0 || p.shift.kind != roleNone {
		return f.buddhist(p)
	}
	if f.bareMonth(i) {
		return p, true
	}
	return partial{}, false
}
