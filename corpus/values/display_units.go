package values

import "strings"

// A noun has the forms that numbers ask for. English uses one and many. Arabic uses, by the last two digits: few from 3
// to 10, accusative from 11 to 99 and one otherwise; and one and two say their number themselves (the plural rules of
// Unicode CLDR).
type noun struct {
	one, two, few, many string
	feminine            bool
}

// count writes a whole number of things, or any other number with the form that goes with it.
func (d *forms) count(n decimal, shown string, w noun) string {
	i, exact := n.integer()
	if d == english {
		if exact && i == 1 {
			return shown + " " + w.one
		}
		return shown + " " + w.many
	}
	switch {
	case exact && i == 1 && w.feminine:
		return w.one + " واحدة"
	case exact && i == 1:
		return w.one + " واحد"
	case exact && i == 2 && w.two != "":
		return w.two
	case !exact || strings.ContainsAny(shown, " –"):
		return shown + " " + w.one
	case i%100 >= 3 && i%100 <= 10:
		return shown + " " + w.few
	case i%100 >= 11:
		return shown + " " + w.many
	}
	return shown + " " + w.one
}

// scaled writes "33 billion", "33 مليار", "3 مليارات".
func (d *forms) scaled(m decimal, power int) string {
	w := d.scales[power]
	i, exact := m.integer()
	shown := d.grouped(m)
	switch {
	case d == english:
		return shown + " " + w.one
	case exact && i == 1:
		return w.one
	case exact && i == 2:
		return w.two
	case exact && i%100 >= 3 && i%100 <= 10:
		return shown + " " + w.few
	}
	return shown + " " + w.one
}

// money writes "$33 billion", "33 مليار دولار"; currencies without a sign have their name, or their code.
func (d *forms) money(id string) string {
	code, amount, ok := strings.Cut(id, " ")
	from, to, ranged := strings.Cut(amount, "..")
	n, ok2 := parseDecimal(from)
	if !ok || !ok2 {
		return ""
	}
	shown := d.numbers(amount, true)
	if d == english {
		if sign := signs[code]; sign != "" {
			if ranged {
				return sign + d.number(from, true) + "–" + d.number(to, true)
			}
			return sign + shown
		}
	}
	w, known := d.currencies[code]
	if !known {
		return shown + " " + code
	}
	if ranged || strings.Contains(shown, " ") {
		if d == english {
			return shown + " " + w.many
		}
		return shown + " " + w.one
	}
	if i, exact := n.integer(); d != english && exact && i >= 1e6 { // "مليون دولار", "مليونا دولار"
		return shown + " " + w.one
	}
	return d.count(n, shown, w)
}

// duration writes "74 years", "2 years, 3 months", "74 عامًا".
func (d *forms) duration(id string) string {
	body, ok := strings.CutPrefix(id, "P")
	if !ok {
		return ""
	}
	var parts []string
	clock := ""
	for body != "" {
		if body[0] == 'T' {
			clock, body = "T", body[1:]
		}
		cut := strings.IndexAny(body, "YMWDHS")
		if cut < 1 {
			return ""
		}
		from, _, ranged := strings.Cut(body[:cut], "..")
		n, ok := parseDecimal(from)
		w, known := d.durations[clock+body[cut:cut+1]]
		if !ok || !known {
			return ""
		}
		if ranged {
			n = decimal{3, 0} // a range takes the plural
		}
		parts = append(parts, d.count(n, d.numbers(body[:cut], true), w))
		body = body[cut+1:]
	}
	return strings.Join(parts, d.comma)
}

// measure writes the number with the unit's symbol in English and its word in Arabic where there is one.
func (d *forms) measure(id string) string {
	amount, unit, ok := strings.Cut(id, " ")
	from, _, ranged := strings.Cut(amount, "..")
	n, ok2 := parseDecimal(from)
	if !ok || !ok2 {
		return ""
	}
	shown := d.numbers(amount, true)
	w, known := d.units[unit]
	if !known {
		symbol := strings.NewReplacer("m2", "m²", "m3", "m³", "mi2", "sq mi", "ft2", "sq ft", "mi/h", "mph").Replace(unit)
		return shown + " " + symbol
	}
	if ranged {
		n = decimal{3, 0}
	}
	return d.count(n, shown, w)
}
