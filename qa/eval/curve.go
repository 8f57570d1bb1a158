package eval

// A Point of the abstention curve says what one threshold would do to a set of questions.
type Point struct {
	Threshold float64 `json:"threshold"` // answers of less confidence are refused
	Answered  float64 `json:"answered"`  // share of the answerable questions that are answered
	Refused   float64 `json:"refused"`   // share of the unanswerable questions that are refused
	F1        float64 `json:"f1"`        // mean F1 of what is answered; an answer to an unanswerable question counts 0
	Quoted    float64 `json:"quoted"`    // share of what is answered with the evidence in its first three quotes
}

// Curve returns the points of steps+1 evenly spaced thresholds from 0 to 1, both included. The predictions have to be
// answers that no threshold was applied to: what they refuse is refused at every point. Where a set has no unanswerable
// questions Refused is 1, and where nothing is answered F1 and Quoted are 0.
func Curve(questions []Question, predictions []Prediction, steps int) []Point {
	given := make(map[string]Prediction, len(predictions))
	for _, p := range predictions {
		given[p.ID] = p
	}
	outcomes := make([]outcome, len(questions))
	for i, q := range questions {
		outcomes[i] = judge(q, given[q.ID])
	}
	points := make([]Point, 0, steps+1)
	for i := range steps + 1 {
		points = append(points, pointAt(outcomes, float64(i)/float64(steps)))
	}
	return points
}

// An outcome is what one answer is worth.
type outcome struct {
	refusable  bool
	answered   bool
	confidence float64
	f1         float64
	quoted     bool
}

func judge(q Question, p Prediction) outcome {
	o := outcome{refusable: q.Refusable(), answered: p.Answered, confidence: p.Confidence}
	if o.refusable || !o.answered {
		return o
	}
	if q.List != nil {
		o.f1 = scoreList(q, items(p)).f1()
	} else {
		o.f1 = scoreSingle(q, p).f1
	}
	s := sums{values: make(map[string][]float64)}
	s.addQuotes(q, p)
	o.quoted = s.values["quote@3"][0] == 1
	return o
}

func pointAt(outcomes []outcome, threshold float64) Point {
	var answerable, unanswerable, right, wrong int
	var f1, quoted float64
	for _, o := range outcomes {
		answered := o.answered && o.confidence >= threshold
		switch {
		case o.refusable:
			unanswerable++
			if answered {
				wrong++
			}
		default:
			answerable++
			if answered {
				right++
				f1 += o.f1
				quoted += indicator(o.quoted)
			}
		}
	}
	given := float64(max(1, right+wrong))
	return Point{
		Threshold: threshold,
		Answered:  float64(right) / float64(max(1, answerable)),
		Refused:   1 - float64(wrong)/float64(max(1, unanswerable)),
		F1:        f1 / given,
		Quoted:    quoted / given,
	}
}
