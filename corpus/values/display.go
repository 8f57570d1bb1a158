package values

import (
	"strings"
	"time"
)

// Display writes a value for people, in Arabic where lang is "ar" and in English otherwise: "2 November 2013",
// "$33 billion", "74 years"; "2 نوفمبر 2013", "33 مليار دولار", "74 عامًا". Digits are ASCII. Numbers have their
// thousands parted by commas, Arabic ones from five digits on. It depends on Kind and ID only, and an ID that it does
// not understand is shown as it is.
func Display(v Value, lang string) string {
	d := english
	if lang == "ar" {
		d = arabicForms
	}
	s := ""
	switch v.Kind {
	case Date:
		s = d.date(v.ID)
	case Ordinal:
		s = d.ordinal(strings.TrimPrefix(v.ID, "#"))
	case Money:
		s = d.money(v.ID)
	case Percent:
		s = d.numbers(strings.TrimSuffix(v.ID, "%"), false) + "%"
	case Duration:
		s = d.duration(v.ID)
	case Measure:
		s = d.measure(v.ID)
	case Number:
		s = d.numbers(v.ID, true)
		if i := strings.LastIndex(s, "ا"); d == arabicForms && i > 0 && i == len(s)-len("ا") {
			s += "ن" // the dual, which nothing follows here
		}
	}
	if s == "" {
		return v.ID
	}
	return s
}

// date writes dates of every precision and their ranges.
func (d *forms) date(id string) string {
	if rest, ok := strings.CutPrefix(id, "rel:"); ok {
		return d.relative(rest)
	}
	if from, to, ok := strings.Cut(id, "/"); ok {
		return d.between(from, to)
	}
	if body, bc := strings.CutPrefix(id, "-"); bc && strings.HasSuffix(id, "XX") {
		return d.decades(body) + " " + d.bc
	}
	if strings.HasSuffix(id, "X") {
		return d.decades(id)
	}
	if len(id) == 7 && id[4] == '-' && id[5] == '2' && id[6] >= '1' && id[6] <= '4' {
		return d.seasons[id[6]-'1'] + " " + strings.TrimLeft(id[:4], "0")
	}
	p, ok := parseDate(id)
	if !ok {
		return ""
	}
	return d.partial(p)
}

func (d *forms) partial(p partial) string {
	var parts []string
	if p.d > 0 {
		parts = append(parts, itoa(p.d))
	}
	names := d.months
	switch p.cal {
	case hijri:
		names = d.hijri
	case jalali:
		names = d.jalali
	}
	if p.m > 0 {
		parts = append(parts, names[p.m-1])
	}
	if p.y > 0 {
		parts = append(parts, itoa(p.y))
	}
	switch {
	case p.bc:
		parts = append(parts, d.bc)
	case p.cal == hijri:
		parts = append(parts, d.ah)
	}
	return strings.Join(parts, " ")
}

// between writes a range, naming month and year once where the ends share them.
func (d *forms) between(from, to string) string {
	a, okA := parseDate(from)
	b, okB := parseDate(to)
	if !okA || !okB {
		return ""
	}
	if a.y == b.y && a.cal == b.cal && (a.m > 0 || a.d > 0) {
		a.y = 0
		if a.m == b.m && a.d > 0 {
			a.m = 0
		}
	}
	dash := "–"
	if a.m > 0 {
		dash = " – "
	}
	return d.partial(a) + dash + d.partial(b)
}

// relative writes what Resolve has not resolved.
func (d *forms) relative(rest string) string {
	r, ok := parseRelative("rel:" + rest)
	if !ok {
		return ""
	}
	if s, ok := d.near[r.Unit+itoa(r.N)]; ok && r.Month == 0 && r.Unit != "weekday" {
		return s
	}
	which := d.shifts[max(min(r.N, 1), -1)+1]
	switch {
	case r.Unit == "weekday" && r.Weekday < 7:
		return d.joined(d.weekdays[r.Weekday], which, r.N == 0)
	case r.Month > 0 && r.Month <= 12:
		name := d.partial(partial{m: r.Month, d: r.Day})
		if r.Unit == "year" {
			return name + d.of + d.near["year"+itoa(r.N)]
		}
		return d.joined(name, which, false)
	case r.N < 0:
		span := d.duration("P" + itoa(-r.N) + strings.ToUpper(r.Unit[:1]))
		if stem, dual := strings.CutSuffix(span, "ان"); dual && r.N == -2 {
			span = stem + "ين" // a preposition governs it
		}
		return strings.ReplaceAll(d.ago, "%", span)
	}
	return ""
}

// joined puts "last" or "next" before an English name and after an Arabic one.
func (d *forms) joined(name, which string, bare bool) string {
	switch {
	case bare:
		return name
	case d == arabicForms:
		return name + " " + which
	}
	return which + " " + name
}

// numbers writes a number or a range; compact ones have their million and billion as words.
func (d *forms) numbers(id string, compact bool) string {
	from, to, ranged := strings.Cut(id, "..")
	s := d.number(from, compact)
	if ranged {
		return s + "–" + d.number(to, compact)
	}
	return s
}

func (d *forms) number(s string, compact bool) string {
	n, ok := parseDecimal(s)
	if !ok {
		return s
	}
	if compact {
		if m, power := mantissa(n); power > 0 {
			return d.scaled(m, power)
		}
	}
	return d.grouped(n)
}

// mantissa takes out the greatest of million, billion and trillion that leaves at most two decimals.
func mantissa(n decimal) (decimal, int) {
	for _, p := range [...]int{12, 9, 6} {
		m := n.shift(-p)
		if f := m.float(); f >= 1 && f < 1e6 && m.exp >= -2 {
			return m, p
		}
	}
	return n, 0
}

func (d *forms) grouped(n decimal) string {
	w, f, fraction := strings.Cut(n.String(), ".")
	sign := ""
	if strings.HasPrefix(w, "-") {
		sign, w = "-", w[1:]
	}
	if len(w) >= d.groupFrom {
		for i := len(w) - 3; i > 0; i -= 3 {
			w = w[:i] + "," + w[i:]
		}
	}
	if fraction {
		w += "." + f
	}
	return sign + w
}

// Months and weekdays of English come from package time.
func englishMonths() (out [12]string) {
	for i := range out {
		out[i] = time.Month(i + 1).String()
	}
	return out
}

func englishWeekdays() (out [7]string) {
	for i := range out {
		out[i] = time.Weekday(i).String()
	}
	return out
}
