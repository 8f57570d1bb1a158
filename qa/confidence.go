package qa

import (
	"math"

	"github.com/dalil-bot/dalil/corpus/analysis"
)

// DefaultThreshold is the confidence below which Dalil does not answer. ARCHITECTURE.md shows the curve that it was
// chosen on: questions of which half have had their article taken away.
const DefaultThreshold = 0.2

// signals are what confidence is estimated from.
type signals struct {
	cover   float64 // share of the question's weight that the answer's sentence or its title holds, 0 to 1
	passage float64 // the same for the passage
	unknown float64 // share of the question's weight that stands nowhere in the permitted set, 0 to 1
	missing float64 // share of the question's names, numbers and symbols that neither the passage nor its title holds
	peak    float64 // probability of the answer among the candidates, 0 to 1
	score   float64 // of the best sentence, for each unit of weight in the question, 0 to about 3
	gap     float64 // share of the question's weight of the heaviest word that neither the passage nor its title holds
	absent  float64 // share of the question's countries that neither the passage nor its title holds
	foreign float64 // 1 when the sentence is not in the question's language
	answers float64 // probability that the passage answers, as an encoder says, 0 to 1; 0 where none read it
	cosine  float64 // of the passage's and the question's vectors, stretched to 0 to 1; 0 where the passage has none
	margin  float64 // by how much its best span beats that there is none, squashed to 0 to 1; 0 where no encoder read it
}

const signalCount = 12

var signalNames = [signalCount]string{"cover", "passage", "unknown", "missing", "peak", "score", "gap", "absent", "foreign", "answers", "margin", "cosine"}

func (s signals) list() [signalCount]float64 {
	return [signalCount]float64{s.cover, s.passage, s.unknown, s.missing, s.peak, s.score, s.gap, s.absent, s.foreign, s.answers, s.margin, s.cosine}
}

// A calibration is a logistic regression from signals to confidence.
type calibration struct {
	bias    float64
	weights [signalCount]float64
}

// Each calibration is for what is known of an answer: whether an encoder has read its passage, and how near their vectors
// are. TestFitConfidence makes them. Few of the first two's questions find a sentence of another language, so that their weight
// of foreign, which makes up for translations covering less than words do, is rough. The others were fitted on collections in
// two languages too. Biases are shifted so that one threshold serves all: the first by 0.43, the last two by -0.15.
var (
	lexicalCalibration = calibration{-4.36, [signalCount]float64{0.29, 1.40, 0.01, -0.59, 0.98, 2.22, -0.92, -0.80, 1.45, 0, 0, 0}}
	neuralCalibration  = calibration{-4.55, [signalCount]float64{0, 0, -0.07, -0.21, 0, 3.00, -2.12, -3.14, 1.62, 0.29, 3.22, 0}}
	lexicalNear        = calibration{-5.82, [signalCount]float64{0.03, 0.26, -0.25, -1.07, 0.51, 2.25, -0.45, -1.00, 3.42, 0, 0, 6.02}}
	neuralNear         = calibration{-6.29, [signalCount]float64{0.05, 0, -0.34, -1.05, 0.27, 2.12, -0.40, -1.05, 3.11, 0, 1.64, 5.72}}
)

// calibrationOf returns the calibration for a value.
func calibrationOf(v *value, s signals) *calibration {
	read, near := v.best.read != nil, s.cosine > 0
	switch {
	case read && near:
		return &neuralNear
	case near:
		return &lexicalNear
	case read:
		return &neuralCalibration
	}
	return &lexicalCalibration
}

// estimate returns the confidence, 0 to 1.
func (k *calibration) estimate(s signals) float64 {
	z := k.bias
	for i, x := range s.list() {
		z += k.weights[i] * x
	}
	return sigmoid(z)
}

func sigmoid(z float64) float64 { return 1 / (1 + math.Exp(-z)) }

// confidence estimates the probability that the sentences shown for a value hold the answer, 0 to 1.
func (c *composer) confidence(v *value) float64 {
	s := c.signals(v)
	c.why.signals, c.why.calibration = s, calibrationOf(v, s)
	return c.why.calibration.estimate(s) * c.sureness(v)
}

// marginScale is what a margin of logits is divided by before it is squashed, so that usual ones (-5 to 15) tell apart.
const marginScale = 4

// Cosines of questions with passages lie between these: the base's vectors all point much the same way.
const (
	leastCosine = 0.75
	mostCosine  = 0.9
)

// known is the least that a signal of 0 to 1 is where there is one.
const known = 1e-6

// signals measures a value by the best of its lines.
func (c *composer) signals(v *value) signals {
	s := signals{peak: min(v.weight, 1)}
	mass := c.in.mass()
	if mass == 0 {
		return s
	}
	best := v.best.Line
	for _, m := range v.members {
		if m.read != nil {
			s.answers = max(s.answers, sigmoid(m.read.answers))
			s.margin = max(s.margin, sigmoid(m.read.margin/marginScale))
		}
		cover, passage := c.coverage(m.Line)
		if cover/mass > s.cover {
			s.cover, best = cover/mass, m.Line
		}
		s.passage = max(s.passage, passage/mass)
	}
	s.score = (best.score - best.dense) / mass // some passage is always the nearest
	if best.cosine != 0 {
		s.cosine = min(max((best.cosine-leastCosine)/(mostCosine-leastCosine), known), 1)
	}
	if best.lang != c.in.Lang {
		s.foreign = 1
	}
	s.lacks(c.in, best, mass)
	return s
}

// lacks measures what the passage of a line and its title do not hold of the question.
func (s *signals) lacks(in *Inquiry, l *Line, mass float64) {
	var named, missing, countries, absent float64
	for n, u := range in.units {
		if u.weight == 0 {
			continue
		}
		if u.unknown {
			s.unknown += u.weight / mass
		}
		held := l.strength(n)
		if l.title[n] {
			held = 1
		}
		if !u.focus {
			s.gap = max(s.gap, (1-held)*u.weight/mass)
		}
		if u.id != "" {
			countries++
			absent += 1 - held
		}
		if u.id != "" || in.text.Tokens[u.token].Kind != analysis.Word {
			named++
			missing += 1 - held
		}
	}
	s.missing = missing / max(named, 1)
	s.absent = absent / max(countries, 1)
}

// coverage sums the weights of the units that a line and its passage hold; what only the title has counts half.
func (c *composer) coverage(l *Line) (line, passage float64) {
	for n, u := range c.in.units {
		title := 0.0
		if l.title[n] {
			title = 0.5
		}
		line += u.weight * max(l.cover[n], title)
		passage += u.weight * max(l.strength(n), title)
	}
	return line, passage
}

// strength is how well the passage holds a unit, 0 to 1.
func (r *reading) strength(unit int) float64 {
	best := 0.0
	for _, m := range r.match {
		if m.unit == unit {
			best = max(best, m.strength)
		}
	}
	return best
}

// has reports whether the passage holds a unit.
func (r *reading) has(unit int) bool { return r.strength(unit) > 0 }
