package values

import (
	"strings"
	"time"
)

// parseDate reads the ID of a single date of day, month or year precision. Ranges, decades, centuries and relative dates
// are refused.
func parseDate(id string) (partial, bool) {
	var p partial
	for _, c := range [...]calendar{hijri, jalali} {
		if rest, ok := strings.CutPrefix(id, string(c)); ok {
			id, p.cal = rest, c
		}
	}
	if rest, ok := strings.CutPrefix(id, "--"); ok {
		id = "0000-" + rest
	} else if rest, ok := strings.CutPrefix(id, "-"); ok {
		id, p.bc = rest, true
	}
	parts := strings.Split(id, "-")
	if len(parts) > 3 || len(parts[0]) != 4 {
		return partial{}, false
	}
	for i, to := range [...]*int{&p.y, &p.m, &p.d} {
		if i >= len(parts) {
			break
		}
		if strings.Trim(parts[i], "0123456789") != "" || i > 0 && len(parts[i]) != 2 {
			return partial{}, false
		}
		*to = atoi(parts[i])
	}
	return p, p.m <= 12
}

// Day returns midnight UTC of the day that a Gregorian date of day precision names.
func (v Value) Day() (time.Time, bool) {
	p, ok := parseDate(v.ID)
	if v.Kind != Date || !ok || p.cal != gregorian || p.bc || p.y == 0 || p.d == 0 || p.m == 0 {
		return time.Time{}, false
	}
	return time.Date(p.y, time.Month(p.m), p.d, 0, 0, 0, 0, time.UTC), true
}

// ParseDay reads the day out of a date as metadata and bylines give it: ISO 8601 with or without a time, RFC 1123, the
// date formats of Unix, seconds since 1970 of ten digits, or any text whose first date of day precision is the one meant
// ("November 02, 2013 04:44 pm | Updated 10:56 pm IST"). It is midnight UTC of the day as written, whatever its time zone.
func ParseDay(s string) (time.Time, bool) {
	s = strings.TrimSpace(s)
	if len(s) > 1000 {
		return time.Time{}, false
	}
	for _, layout := range [...]string{"20060102", "20060102T150405Z", "20060102150405", time.ANSIC, time.UnixDate, time.RubyDate, "Jan 2 15:04:05 2006"} {
		if t, err := time.Parse(layout, s); err == nil && t.Year() > 1000 && t.Year() < 2100 {
			return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC), true
		}
	}
	for _, v := range Dates(s, "") {
		if t, ok := v.Day(); ok {
			return t, true
		}
	}
	return time.Time{}, false
}
