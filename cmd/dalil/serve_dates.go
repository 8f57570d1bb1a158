package main

import (
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode"

	"github.com/dalil-bot/dalil/corpus/values"
)

// readPeriod reads a stretch of time as people write one: a day, a month, a year, a decade, a range of these, or one that
// counts from today such as "last month" and "أمس". It gives the first and the last day. A text that says more than that, or
// two times, is none.
func readPeriod(text string, today time.Time) (first, last time.Time, ok bool) {
	found := values.Find(text, nil, "")
	if len(found) != 1 || found[0].Kind != values.Date || wordy(text[:found[0].Start]+" "+text[found[0].End:]) {
		return first, last, false
	}
	v, _ := values.Resolve(found[0], today)
	from, to, ranged := strings.Cut(v.ID, "/")
	if !ranged {
		to = from
	}
	first, _, ok = stretch(from)
	if !ok {
		return first, last, false
	}
	_, last, ok = stretch(to)
	return first, last, ok && !last.Before(first)
}

// wordy says that what stands around a date is more than a word such as "since".
func wordy(rest string) bool {
	return len(strings.Fields(rest)) > 1 || strings.ContainsFunc(rest, unicode.IsNumber)
}

// stretch gives the first and the last day of a date as package values writes it.
func stretch(id string) (first, last time.Time, ok bool) {
	if year, week, found := strings.Cut(id, "-W"); found {
		return weekOf(year, week)
	}
	for _, form := range []struct {
		layout              string
		years, months, days int
	}{{"2006-01-02", 0, 0, 1}, {"2006-01", 0, 1, 0}, {"2006", 1, 0, 0}} {
		if t, err := time.Parse(form.layout, id); err == nil {
			return t, t.AddDate(form.years, form.months, form.days-1), true
		}
	}
	years := map[string]int{"X": 10, "XX": 100}[strings.TrimLeft(id, "0123456789")] // 199X begins in 1990
	if t, err := time.Parse("2006", strings.ReplaceAll(id, "X", "0")); err == nil && years > 0 {
		return t, t.AddDate(years, 0, -1), true
	}
	return first, last, false
}

// weekOf gives the Monday and the Sunday of a week of ISO 8601.
func weekOf(year, week string) (monday, sunday time.Time, ok bool) {
	n, err := strconv.Atoi(week)
	t, wrong := time.Parse(time.DateOnly, fmt.Sprintf("%s-01-04", year)) // which is in week 1
	if err != nil || wrong != nil {
		return monday, sunday, false
	}
	back := (int(t.Weekday()) + 6) % 7
	monday = t.AddDate(0, 0, 7*(n-1)-back)
	return monday, monday.AddDate(0, 0, 6), true
}
