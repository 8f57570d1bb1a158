package extract

import (
	"time"

	"github.com/dalil-bot/dalil/corpus/values"
)

// findDay returns the first day of the Gregorian calendar that a line names.
func findDay(s string) (time.Time, bool) {
	for _, v := range dayValues(s) {
		if day, ok := v.Day(); ok {
			return day, true
		}
	}
	return time.Time{}, false
}

// dayValues returns the dates of a line.
func dayValues(s string) []values.Value { return values.Dates(s, "") }

// withoutDates returns a line with spaces for the dates in it.
func withoutDates(s string) string {
	b := []byte(s)
	for _, v := range dayValues(s) {
		for i := v.Start; i < v.End; i++ {
			b[i] = ' '
		}
	}
	return string(b)
}
