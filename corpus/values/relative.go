package values

import (
	"strconv"
	"strings"
	"time"
)

// A Relative says how a date depends on the day of publication. The zero value means that it does not.
type Relative struct {
	Unit    string // what N counts: day, week, month or year; "weekday"; "" for a named month
	N       int    // -1 for "last" and "yesterday", 0 for "this" or nothing, 1 for "next", -3 for "three days ago"
	Weekday int    // of a weekday: 0 for Sunday
	Month   int    // of a named month, which Unit "year" puts into that year
	Day     int    // in that month; 0 where none is named
}

// id writes rel:unit±n with what the words name after slashes: rel:day-1, rel:weekday+0/6, rel:year-1/12, rel:month-1/12.
func (r Relative) id() string {
	unit, tail := r.Unit, ""
	switch {
	case unit == "weekday":
		tail = "/" + itoa(r.Weekday)
	case r.Month > 0:
		tail = "/" + itoa(r.Month)
		if r.Day > 0 {
			tail += "/" + itoa(r.Day)
		}
	}
	if unit == "" {
		unit = "named"
	}
	sign := "+"
	if r.N < 0 {
		sign = ""
	}
	return "rel:" + unit + sign + itoa(r.N) + tail
}

// parseRelative reads what id wrote.
func parseRelative(id string) (Relative, bool) {
	body, ok := strings.CutPrefix(id, "rel:")
	cut := strings.IndexAny(body, "+-")
	if !ok || cut < 0 {
		return Relative{}, false
	}
	parts := strings.Split(body[cut:], "/")
	n, err := strconv.Atoi(parts[0])
	r := Relative{Unit: body[:cut], N: n}
	for i, p := range parts[1:] {
		switch {
		case r.Unit == "weekday":
			r.Weekday = atoi(p)
		case i == 0:
			r.Month = atoi(p)
		default:
			r.Day = atoi(p)
		}
	}
	if r.Unit == "named" {
		r.Unit = ""
	}
	return r, err == nil && len(parts) <= 3
}

// relative reads yesterday, Saturday, "last week", العام الماضي, هذا الأسبوع.
func (f *finder) relative(i int) (match, bool) {
	if r, ok := f.role(i, roleDay); ok && !f.perDay(i) && !(f.at(i).upper && f.at(i-1).class == wordItem) { // not in a title
		return f.matchRelative(Relative{Unit: "day", N: int(r.n)}, i, i+1), true
	}
	if m, ok := f.weekday(i); ok {
		return m, true
	}
	if s, ok := f.role(i, roleShift); ok {
		if u, ok := f.spanUnit(i + 1); ok {
			return f.matchRelative(Relative{Unit: u, N: int(s.n)}, i, i+2), true
		}
		return match{}, false
	}
	if u, ok := f.spanUnit(i); ok && !f.at(i).latin {
		if s, ok := f.role(i+1, roleShift); ok && !f.at(i+1).latin {
			return f.matchRelative(Relative{Unit: u, N: int(s.n)}, i, i+2), true
		}
	}
	return match{}, false
}

// perDay recognises "اليوم" where it is a noun: في اليوم, هذا اليوم, اليوم العاشر.
func (f *finder) perDay(i int) bool {
	if f.at(i).latin {
		return false
	}
	return f.is(i-1, roleIn) || f.is(i-1, roleShift) || f.is(i+1, roleOrdinal) || f.is(i+1, roleCardinal)
}

// weekday reads a day of the week by itself or with "last" or "next" on the side where the language puts it.
func (f *finder) weekday(i int) (match, bool) {
	j, rel := i, Relative{Unit: "weekday"}
	if s, ok := f.role(j, roleShift); ok && f.at(j).latin {
		rel.N = int(s.n)
		j++
	} else if d, ok := f.role(j, roleDuration); ok && d.id == "D" && !f.at(j).latin {
		j++
	}
	r, ok := f.role(j, roleWeekday)
	if !ok || r.abbr || f.at(j).latin && !f.at(j).upper && f.lang&inEnglish != 0 {
		return match{}, false
	}
	rel.Weekday = int(r.n)
	j++
	if s, ok := f.role(j, roleShift); ok && !f.at(j).latin && j > 0 && !f.at(j-1).latin {
		rel.N = int(s.n)
		j++
	}
	return f.matchRelative(rel, i, j), true
}

// spanUnit reads week, month, year or day in the singular.
func (f *finder) spanUnit(i int) (string, bool) {
	r, ok := f.role(i, roleDuration)
	if !ok && f.is(i, roleYear) {
		return "year", true
	}
	if !ok || r.n != 1 || r.dual || f.at(i).latin && f.at(i).plural {
		return "", false
	}
	return unitName(r.id)
}

func unitName(id string) (string, bool) {
	switch id {
	case "Y":
		return "year", true
	case "M":
		return "month", true
	case "W":
		return "week", true
	case "D":
		return "day", true
	}
	return "", false
}

// ago reads "two years ago" and قبل ثلاثة أيام, whose preposition stays outside the span.
func (f *finder) ago(q quantity, i, next int) (match, bool) {
	if f.is(next, roleAgo) {
		next++
	}
	unit, ok := unitName(q.unit.id)
	n, whole := q.low.num.times(q.unit.factor).integer()
	if !ok || !whole || n > 9999 {
		return f.match(Duration, q.id(), i, q.unit.next), true
	}
	return f.matchRelative(Relative{Unit: unit, N: -int(n)}, i, next), true
}

func (f *finder) matchRelative(r Relative, i, next int) match {
	m := f.match(Date, r.id(), i, next)
	m.rel = r
	return m
}

// Resolve gives a relative date, or one without a year, its place in time, day being the document's day of publication.
// A weekday is the latest one that is not after that day; "last" makes it earlier than that day and "next" later. A month
// or a day without a year is the next one where that is less than four months ahead, and otherwise the one before. A week is written as in ISO 8601, 2013-W44. It reports false where v needs
// no resolving or day is zero, and then returns v unchanged.
func Resolve(v Value, day time.Time) (Value, bool) {
	if v.Kind != Date || day.IsZero() {
		return v, false
	}
	if v.Relative == (Relative{}) {
		p, ok := parseDate(v.ID)
		if !ok || p.y != 0 || p.m == 0 || p.cal != gregorian {
			return v, false
		}
		v.ID = nearest(p, day).id()
		return v, true
	}
	v.ID, v.Relative = v.Relative.resolve(day), Relative{}
	return v, true
}

// nearAhead is how far ahead of publication a month without a year may lie. News tells mostly of the past, but names
// the meetings of the next few months.
const nearAhead = 120 * 24 * time.Hour

// nearest gives a month or a day its latest year that is not too far ahead.
func nearest(p partial, to time.Time) partial {
	for p.y = to.Year() + 1; p.y > to.Year()-9; p.y-- { // eight years without a 29 February are the most there are
		d := p.d
		if d == 0 {
			d = 1
		}
		ahead := time.Date(p.y, time.Month(p.m), d, 0, 0, 0, 0, time.UTC).Sub(to)
		if ahead <= nearAhead && d <= monthDays(p.y, p.m) {
			break
		}
	}
	return p
}

func (r Relative) resolve(day time.Time) string {
	y, m := day.Year(), int(day.Month())
	switch {
	case r.Unit == "weekday":
		back := (int(day.Weekday()) - r.Weekday + 7) % 7
		if r.N < 0 && back == 0 {
			back = 7
		}
		if r.N > 0 {
			back -= 7
		}
		return day.AddDate(0, 0, -back).Format(time.DateOnly)
	case r.Unit == "day":
		return day.AddDate(0, 0, r.N).Format(time.DateOnly)
	case r.Unit == "week":
		y, w := day.AddDate(0, 0, 7*r.N).ISOWeek()
		return pad(y, 4) + "-W" + pad(w, 2)
	case r.Unit == "month":
		months := y*12 + m - 1 + r.N
		return partial{y: months / 12, m: months%12 + 1}.id()
	case r.Unit == "year":
		return partial{y: max(y+r.N, 1), m: r.Month, d: r.Day}.id()
	case r.N < 0 && r.Month >= m:
		y--
	case r.N > 0 && r.Month <= m:
		y++
	}
	return partial{y: y, m: r.Month, d: r.Day}.id()
}
