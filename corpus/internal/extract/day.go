package extract

import (
	"regexp"
	"strconv"
	"strings"
	"time"
)

var (
	isoDay = regexp.MustCompile(`\b(\d{4})-(\d{1,2})-(\d{1,2})\b`)
	dmyDay = regexp.MustCompile(`\b(\d{1,2})[./](\d{1,2})[./](\d{4})\b`)
	nameDM = regexp.MustCompile(`(\d{1,2})\.?\s+(\pL{3,})\.?,?\s+(\d{4})`)
	nameMD = regexp.MustCompile(`(\pL{3,})\.?\s+(\d{1,2}),?\s+(\d{4})`)
)

// findDay returns the first day that a line names.
func findDay(s string) (time.Time, bool) {
	if m := isoDay.FindStringSubmatch(s); m != nil {
		return makeDay(m[1], m[2], m[3])
	}
	if m := dmyDay.FindStringSubmatch(s); m != nil {
		return makeDay(m[3], m[2], m[1])
	}
	if m := nameMD.FindStringSubmatch(s); m != nil && month(m[1]) > 0 {
		return makeDay(m[3], strconv.Itoa(month(m[1])), m[2])
	}
	if m := nameDM.FindStringSubmatch(s); m != nil && month(m[2]) > 0 {
		return makeDay(m[3], strconv.Itoa(month(m[2])), m[1])
	}
	return time.Time{}, false
}

func makeDay(y, m, d string) (time.Time, bool) {
	yy, _ := strconv.Atoi(y)
	mm, _ := strconv.Atoi(m)
	dd, _ := strconv.Atoi(d)
	t := time.Date(yy, time.Month(mm), dd, 0, 0, 0, 0, time.UTC)
	return t, t.Day() == dd && int(t.Month()) == mm
}

func month(w string) int {
	for m := time.January; m <= time.December; m++ {
		if strings.EqualFold(w, m.String()) || strings.EqualFold(w, m.String()[:3]) {
			return int(m)
		}
	}
	return 0
}

func isMonth(w string) bool { return month(w) > 0 }
