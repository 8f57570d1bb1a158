package qa

import "math"

// DefaultThreshold is the confidence below which Dalil does not answer. It was chosen on SQuADShifts' new Wikipedia
// questions with half of the articles taken away; ARCHITECTURE.md shows the curve.
const DefaultThreshold = 0.5

// signals are what confidence is estimated from, each about 0 to 1.
type signals struct {
	cover   float64 // share of the question's weight that the answer's sentence holds, its title counted half
	passage float64 // the same for the passage
	unknown float64 // share of the question's weight that stands nowhere in the permitted set
	named   float64 // 1 when every name and number of the question stands in the passage or its title
	peak    float64 // probability of the answer among the candidates
}

// The logistic regression behind confidence, fitted by TestFitConfidence on the same questions as the threshold.
var confidenceWeights = struct{ bias, cover, passage, unknown, named, peak float64 }{-2, 2, 2, -3, 0.5, 1}

// confidence estimates the probability that a value is right, 0 to 1.
func (c *composer) confidence(v *value, found []Candidate) float64 {
	s := c.signals(v)
	w := confidenceWeights
	z := w.bias + w.cover*s.cover + w.passage*s.passage + w.unknown*s.unknown + w.named*s.named + w.peak*s.peak
	return 1 / (1 + math.Exp(-z))
}

// signals measures the best line of a value.
func (c *composer) signals(v *value) signals {
	s := signals{named: 1, peak: min(v.weight, 1)}
	mass := c.in.mass()
	if mass == 0 {
		return s
	}
	for _, m := range v.members {
		cover, passage := c.coverage(m.Line)
		s.cover, s.passage = max(s.cover, cover/mass), max(s.passage, passage/mass)
	}
	best := v.best.Line
	for n, u := range c.in.units {
		if u.unknown {
			s.unknown += u.weight / mass
		}
		if (u.id != "" || c.in.text.Tokens[u.token].Kind != 0) && !best.has(n) && !best.title[n] {
			s.named = 0
		}
	}
	return s
}

// coverage sums the weights of the units that a line and its passage hold.
func (c *composer) coverage(l *Line) (line, passage float64) {
	for n, u := range c.in.units {
		title := 0.0
		if l.title[n] {
			title = 0.5
		}
		line += u.weight * max(l.cover[n], title)
		if l.has(n) {
			passage += u.weight
		} else {
			passage += u.weight * title
		}
	}
	return line, passage
}

// has reports whether the passage holds a unit.
func (r *reading) has(unit int) bool {
	for _, m := range r.match {
		if m.unit == unit {
			return true
		}
	}
	return false
}
