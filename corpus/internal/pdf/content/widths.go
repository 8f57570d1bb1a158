package content

import "strings"

// The widths of the characters from space to tilde in fonts that every reader has, so that files need not tell them, in
// thousandths (from the fonts' published metrics). Bold faces are a twentieth wider, near enough to tell words apart.
const (
	helveticaWidths = `278 278 355 556 556 889 667 191 333 333 389 584 278 333 278 278 556 556 556 556 556 556 556 556 556 556 278 278
584 584 584 556 1015 667 667 722 722 667 611 778 722 278 500 667 556 833 722 778 667 778 722 667 611 722 667 944 667 667 611
278 278 278 469 556 333 556 556 500 556 556 278 556 556 222 222 500 222 833 556 556 556 556 333 500 278 556 500 722 500 500 500
334 260 334 584`
	timesWidths = `250 333 408 500 500 833 778 180 333 333 500 564 250 333 250 278 500 500 500 500 500 500 500 500 500 500 278 278
564 564 564 444 921 722 667 667 722 611 556 722 722 333 389 722 611 889 722 722 556 722 667 556 611 722 722 944 722 722 611
333 278 333 469 500 333 444 500 444 500 444 333 500 500 278 278 500 278 778 500 500 500 500 333 389 278 500 500 722 500 500 444
480 200 480 541`
)

// standardWidths fills in the widths of a font that names none.
func (f *font) standardWidths(name string) {
	list, factor := timesWidths, 1.0
	switch {
	case strings.Contains(name, "Courier") || strings.Contains(name, "Mono"):
		f.fallback = 0.6
		return
	case strings.Contains(name, "Helvetica") || strings.Contains(name, "Arial"):
		list = helveticaWidths
	}
	if strings.Contains(name, "Bold") {
		factor = 1.05
	}
	f.fallback = 0.5
	c := ' '
	for w := range strings.FieldsSeq(list) {
		n := 0
		for _, d := range w {
			n = n*10 + int(d-'0')
		}
		f.widths[int(c)] = float64(n) / 1000 * factor
		c++
	}
}
