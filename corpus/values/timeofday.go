package values

// timeOfDay reads 16:44, 4:44 pm, 4.44 pm, 4 pm and التاسعة صباحا.
func (f *finder) timeOfDay(i int) (match, bool) {
	half, said := f.role(i+1, roleHalf)
	h, m, s, ok := f.hour(i, said)
	if !ok {
		return match{}, false
	}
	next := i + 1
	if said {
		next++
		if half.n == 2 && h < 12 {
			h += 12
		}
		if half.n == 1 && h == 12 {
			h = 0
		}
	}
	id := pad(h, 2) + ":" + pad(m, 2)
	if s > 0 {
		id += ":" + pad(s, 2)
	}
	return f.match(Time, id, i, next), true
}

// hour reads hour, minute and second; said says that am or pm follows, without which few forms are times.
func (f *finder) hour(i int, said bool) (h, m, s int, ok bool) {
	it := f.at(i)
	switch {
	case it.class == timeItem:
		return it.a, it.b, it.c, it.digits == 2 || said || f.is(i-1, roleClock)
	case !said:
		return 0, 0, 0, false
	case it.class == numberItem && it.num.exp >= -2 && it.num.float() >= 1 && it.num.float() < 13:
		minutes, _ := it.num.shift(2).integer()
		h, m = int(minutes/100), int(minutes%100)
		return h, m, 0, m < 60 && (m == 0 || it.digits == 0)
	}
	r, ok := f.role(i, roleOrdinal)
	return int(r.n), 0, 0, ok && r.n <= 12 && !it.latin
}
