package values

import "strings"

// Same reports whether two values can be the same: one covers the other.
func Same(a, b Value) bool { return Covers(a, b) || Covers(b, a) }

// Covers reports whether everything that a says holds of b, which may say more: 2013-11 covers 2013-11-02, a decade its
// years, a range of years the years within it, the number 4 covers "4 times", and a range of numbers the numbers within
// it. Equal values cover each other. Relative dates cover only their equals: resolve them first.
func Covers(a, b Value) bool {
	if a.Kind == b.Kind && a.ID == b.ID {
		return true
	}
	if a.Kind == Date && b.Kind == Date {
		return coversDate(a.ID, b.ID)
	}
	if a.Kind == Number && b.Kind == Measure {
		n, _, _ := strings.Cut(b.ID, " ")
		return a.ID == n
	}
	return a.Kind == b.Kind && coversRange(a, b)
}

// coversDate compares by prefix, which ISO 8601 makes a comparison of precision; X stands for any digit.
func coversDate(a, b string) bool {
	if strings.HasPrefix(a, "rel:") || strings.HasPrefix(b, "rel:") {
		return false
	}
	if from, to, ok := strings.Cut(a, "/"); ok {
		end := b
		if f, t, ok := strings.Cut(b, "/"); ok {
			b, end = f, t
		}
		return digitsOnly(from) && digitsOnly(to) && digitsOnly(b) && digitsOnly(end) && from <= b && end[:min(len(end), len(to))] <= to
	}
	if tail, ok := strings.CutPrefix(a, "-"); ok && strings.HasPrefix(tail, "-") {
		if strings.HasPrefix(b, "--") {
			return dated(b, a)
		}
		return len(b) > 4 && strings.HasPrefix(b[4:], tail[:]) && digitsOnly(b)
	}
	return !strings.Contains(b, "/") && dated(b, a)
}

// dated reports whether b is a or goes on from it at the border of a part.
func dated(b, a string) bool {
	if len(b) < len(a) {
		return false
	}
	for i := range len(a) {
		if a[i] != b[i] && (a[i] != 'X' || b[i] < '0' || b[i] > '9') {
			return false
		}
	}
	return len(b) == len(a) || b[len(a)] == '-'
}

func digitsOnly(s string) bool {
	return len(s) >= 4 && strings.Trim(s, "0123456789-") == "" && s[0] != '-'
}

// coversRange compares numbers with a range of the same unit.
func coversRange(a, b Value) bool {
	low, high, unitA, ok := ends(a.ID)
	n, m, unitB, _ := ends(b.ID)
	return ok && unitA == unitB && low != high && !n.less(low) && !high.less(m)
}

// ends takes a numeric ID apart: the number or the two ends of its range, and everything around them.
func ends(id string) (low, high decimal, unit string, ok bool) {
	i := strings.IndexAny(id, "-0123456789")
	if i < 0 {
		return
	}
	j := i + len(id[i:]) - len(strings.TrimLeft(id[i:], "-.0123456789"))
	body, unit := id[i:j], id[:i]+"|"+id[j:]
	from, to, ranged := strings.Cut(body, "..")
	if !ranged {
		to = from
	}
	low, ok = parseDecimal(from)
	high, ok2 := parseDecimal(to)
	return low, high, unit, ok && ok2
}
