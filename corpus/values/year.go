package values

import "strings"

// addYear takes in the year after a month: ", 2013", "de 2013", "من عام 2013", "2013 م", or "of last year".
func (f *finder) addYear(p *partial) {
	j, said := p.next, false
	if y, ok := f.shortYear(p); ok {
		p.y, p.next = y, j+2
		return
	}
	for range 3 {
		switch {
		case f.after(j).punct(",،'’") && !said:
			j++
		case f.after(j).punct("-") && f.at(j).glued && f.at(j+1).digits == 4:
			j++
		case f.is(j, roleYear) && f.after(j+1).class == numberItem:
			said = true
			j++
		case (f.is(j, roleOf) || f.is(j, roleFrom)) && f.after(j+1).class != punctItem:
			j++
		}
	}
	y, ok := f.small(j, 2600)
	early := p.d > 0 && f.at(j).digits == 3 && (f.after(j+1).punct(")-–،") || f.is(j+1, roleEra))
	if ok && (f.at(j).digits == 4 && y >= 1000 || said || early || p.cal != gregorian && y > 99) {
		p.y, p.next = y, j+1
		f.era(p)
		return
	}
	f.shiftedYear(p)
}

// shortYear reads the year of 3-Mar-08, which only these hyphens make one.
func (f *finder) shortYear(p *partial) (int, bool) {
	j := p.next
	if p.d == 0 || j < 2 || !f.at(j-2).punct("-") || !f.after(j).punct("-") || !f.at(j).glued || f.after(j+1).digits != 2 || !f.at(j+1).glued {
		return 0, false
	}
	n, ok := f.small(j+1, 99)
	return centuryOf(n), ok
}

// era takes in what follows a year: BC, هـ, م.
func (f *finder) era(p *partial) {
	r, ok := f.role(p.next, roleEra)
	if !ok || f.at(p.next).latin && !f.at(p.next).upper {
		return
	}
	switch r.n {
	case -1:
		p.bc = true
	case 2:
		p.cal = hijri
	}
	p.next++
}

// shiftedYear reads "last year", "this year", "الماضي", "من العام الجاري" after a month or a day.
func (f *finder) shiftedYear(p *partial) {
	j := p.next
	if r, ok := f.role(j, roleShift); ok && !f.at(j).latin && !f.yearUnit(j+1) { // "ديسمبر الماضي"
		p.shift, p.next = r, j+1
		p.shift.id = "month"
		return
	}
	if f.is(j, roleOf) || f.is(j, roleFrom) {
		j++
	}
	if r, ok := f.role(j, roleShift); ok && f.yearUnit(j+1) {
		p.shift, p.next = r, j+2
		p.shift.id = ""
		return
	}
	if r, ok := f.role(j+1, roleShift); ok && f.yearUnit(j) {
		p.shift, p.next = r, j+2
		p.shift.id = ""
	}
}

// yearUnit reports whether the word is "year" or "عام", also with an article.
func (f *finder) yearUnit(i int) bool {
	r, ok := f.role(i, roleDuration)
	if f.at(i).conj {
		return false
	}
	return f.is(i, roleYear) || ok && r.id == "Y" && r.n == 1
}

// period reads years and what is made of them: "2013", "1939–1945", "between 2005 and 2010", "the 1940s", "the 19th
// century", "44 BC", "summer of 1521", "بين عامي 1908 و1914".
func (f *finder) period(i int) (match, bool) {
	start := i
	between := f.is(i, roleBetween)
	if between {
		i++
	}
	if f.is(i, roleYears) {
		between = between || !f.at(i).latin
		i++
	} else if between && f.is(i, roleYear) {
		i++
	}
	if m, ok := f.span(start, i, between); ok || between {
		return m, ok
	}
	for _, rule := range [...]func(*finder, int) (match, bool){
		(*finder).season, (*finder).decade, (*finder).century, (*finder).year,
	} {
		if m, ok := rule(f, i); ok {
			return m, true
		}
	}
	return match{}, false
}

// span reads two years that a dash or a word joins.
func (f *finder) span(start, i int, between bool) (match, bool) {
	a, ok := f.small(i, 2100)
	if !ok || f.at(i).digits < 3 && !between {
		return match{}, false
	}
	j := i + 1
	marked := f.letterM(j)
	if marked { // "1994م إلى 1998م"
		j++
	}
	j, ok = f.joins(j, between)
	slash := !between && f.after(i+1).punct("/") && f.at(i+1).glued && f.at(i+2).glued
	if slash {
		j, ok = i+2, true
	}
	if f.is(j, roleYear) {
		j++
	}
	b, known := f.secondYear(a, i, j)
	if !ok || !known || b <= a || slash && b != a+1 {
		return match{}, false
	}
	era, dated := f.role(j+1, roleEra)
	dated = dated && !f.at(j+1).latin
	framed := f.at(i-1).punct("(") && f.after(j+1).punct(")") || dated && (era.n == 2 || marked || f.at(i-1).punct("(/"))
	switch {
	case !framed && (f.counts(j+1) || f.at(i).digits != 4 && !f.is(i-1, roleYears)):
		return match{}, false
	case dated && era.n == 2:
		return f.match(Date, string(hijri)+pad(a, 4)+"/"+string(hijri)+pad(b, 4), start, j+2), true
	}
	next := j + 1
	if dated && framed {
		next++
	}
	return f.match(Date, pad(a, 4)+"/"+pad(b, 4), start, next), true
}

// letterM reports whether the Arabic letter that means both metres and AD stands at an item.
func (f *finder) letterM(i int) bool {
	it := f.after(i)
	return f.is(i, roleEra) && !it.latin && it.end-it.start == len("م") && f.is(i, roleMeasure)
}

// secondYear reads the end of a span that begins with the year a at item i. It may be short: 1914–18, 2013/14.
func (f *finder) secondYear(a, i, j int) (int, bool) {
	b, ok := f.small(j, 2100)
	first, second := f.at(i).digits, f.at(j).digits
	if first == 4 && second == 2 && f.at(j-1).class == punctItem {
		return b + a - a%100, ok && b > a%100
	}
	return b, ok && second >= first && second > 2 && (first != 4 || a >= 1000)
}

// counts reports whether a unit or a magnitude follows, which makes the number before it no year.
func (f *finder) counts(i int) bool {
	_, unit := f.unitAt(i, false)
	_, power := f.power(i)
	return unit || power && !f.at(i).conj
}

// year reads a single year. Four digits are one where a word leads to it, or where nothing is counted with it.
func (f *finder) year(i int) (match, bool) {
	y, ok := f.small(i, 9999)
	if !ok {
		return match{}, false
	}
	p := partial{y: y, next: i + 1}
	said := f.is(i-1, roleYear) || f.is(i-1, roleYears)
	if f.era(&p); y > 2100 && !p.bc {
		return match{}, false
	}
	era := p.next > i+1
	if era && !said && !p.bc && p.cal == gregorian && f.letterM(i+1) && !f.is(i-1, roleIn) && (!f.at(i+1).glued || f.at(i).digits != 4) {
		return match{}, false // "800 م" is a length, "1299م" a year
	}
	if !era && !said && (f.at(i).digits != 4 || y < 1000 || f.counts(i+1) || !f.yearish(i, y)) {
		return match{}, false
	}
	if said && !era && f.counts(i+1) && f.at(i).digits < 3 {
		return match{}, false
	}
	return f.match(Date, p.id(), i, p.next), true
}

// listed reports whether the item goes on a list whose last member was the date before it: "in 1563, 1593 and 1603".
func (f *finder) listed(i int) bool {
	if f.prev.kind != Date || f.prev.next == 0 {
		return false
	}
	switch i - f.prev.next {
	case 0:
		return f.at(i).conj
	case 1:
		if f.after(i-1).punct("/") && strings.HasPrefix(f.prev.id, string(hijri)) {
			return true // "1308 هـ / 1891"
		}
		return f.is(i-1, roleAnd) || f.after(i-1).punct(",،")
	case 2:
		return f.after(i-2).punct(",،") && f.is(i-1, roleAnd)
	}
	return false
}

// yearish weighs what stands around four digits.
func (f *finder) yearish(i, y int) bool {
	before, next := f.at(i-1), f.after(i+1)
	if f.listed(i) && strings.Trim(strings.ReplaceAll(f.prev.id, string(hijri), ""), "0123456789/") == "" {
		return !f.counts(i + 1)
	}
	led, close := 0, next.class == punctItem || next.class == breakItem
	for _, k := range [...]roleKind{roleIn, rolePart, roleSeason, roleMonth} {
		if f.is(i-1, k) {
			led = 2
		}
	}
	if led == 0 && (f.is(i-1, roleFrom) || f.is(i-1, roleTo) || f.is(i-1, roleOf) || f.is(i-1, roleAnd) || before.punct("(–—,،")) {
		led = 1
	}
	plural := next.class == wordItem && next.latin && next.plural && !next.upper
	switch {
	case before.class == punctItem && symbolCurrency(before.r) != "":
		return false
	case plural && led < 2:
		return false
	case led == 2:
		return true
	case y < 1900:
		return led == 1 && close || before.punct("(") || next.punct(")")
	case y%100 == 0:
		return led > 0 || close
	}
	return true
}
