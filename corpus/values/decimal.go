package values

import (
	"strconv"
	"strings"
)

// A decimal is coef × 10^exp, exact. Its canonical form has no trailing zeros in coef, so that equal numbers are equal
// structs. At most 18 digits; what is longer is not a number that anybody asks for.
type decimal struct {
	coef int64
	exp  int
}

const maxDigits = 18

// newDecimal reads plain ASCII digits with at most one point. It reports false for more than maxDigits digits.
func newDecimal(whole, fraction string) (decimal, bool) {
	digits := strings.TrimLeft(whole+fraction, "0")
	if len(digits) > maxDigits {
		return decimal{}, false
	}
	if digits == "" {
		return decimal{}, true
	}
	n, err := strconv.ParseInt(digits, 10, 64)
	if err != nil {
		return decimal{}, false
	}
	return decimal{n, -len(fraction)}.norm(), true
}

func whole(n int64) decimal { return decimal{coef: n}.norm() }

func (d decimal) norm() decimal {
	if d.coef == 0 {
		return decimal{}
	}
	for d.coef%10 == 0 {
		d.coef /= 10
		d.exp++
	}
	return d
}

// shift multiplies by a power of ten.
func (d decimal) shift(n int) decimal {
	if d.coef == 0 {
		return d
	}
	d.exp += n
	return d
}

// times multiplies by a small whole number; d is unchanged where the product would not fit.
func (d decimal) times(n int64) decimal {
	if n != 0 && (d.coef*n)/n != d.coef {
		return d
	}
	d.coef *= n
	return d.norm()
}

// scaled returns the coefficient at a lower exponent.
func (d decimal) scaled(exp int) (int64, bool) {
	n := d.coef
	for range d.exp - exp {
		if n > 1e17 || n < -1e17 {
			return 0, false
		}
		n *= 10
	}
	return n, true
}

// integer returns the value where it is whole and below 10^18.
func (d decimal) integer() (int64, bool) {
	if d.exp < 0 {
		return 0, false
	}
	return d.scaled(0)
}

// less compares through floating point, which is exact enough to order the ends of a range.
func (d decimal) less(e decimal) bool { return d.float() < e.float() }

func (d decimal) float() float64 {
	f, _ := strconv.ParseFloat(strconv.FormatInt(d.coef, 10)+"e"+strconv.Itoa(d.exp), 64)
	return f
}

// String writes the number in full, with a point and without an exponent: "33000000000", "24.4", "-0.5".
func (d decimal) String() string {
	digits := strconv.FormatInt(d.coef, 10)
	if d.exp >= 0 {
		return digits + strings.Repeat("0", d.exp)
	}
	sign := ""
	if digits[0] == '-' {
		sign, digits = "-", digits[1:]
	}
	if pad := 1 - d.exp - len(digits); pad > 0 {
		digits = strings.Repeat("0", pad) + digits
	}
	cut := len(digits) + d.exp
	return sign + digits[:cut] + "." + digits[cut:]
}

// parseDecimal reads what String wrote.
func parseDecimal(s string) (decimal, bool) {
	body, negative := strings.CutPrefix(s, "-")
	w, f, _ := strings.Cut(body, ".")
	if w == "" || strings.Trim(w+f, "0123456789") != "" {
		return decimal{}, false
	}
	zeros := len(w) - len(strings.TrimRight(w, "0"))
	if f != "" {
		zeros = 0
	}
	d, ok := newDecimal(w[:len(w)-zeros], f)
	if negative {
		d.coef = -d.coef
	}
	return d.shift(zeros), ok
}
