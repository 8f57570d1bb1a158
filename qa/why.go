package qa

import (
	"fmt"

	"github.com/dalil-bot/dalil/corpus"
)

const (
	whyPassages   = 10
	whyCandidates = 12
)

// retrieved records what the search found.
func (w *Why) retrieved(result *corpus.Result, lines []*Line) {
	w.Terms = result.Terms
	for _, l := range lines[:min(len(lines), whyPassages)] {
		place := l.place()
		w.Passages = append(w.Passages, WhyPassage{
			Doc: l.doc.ID, Span: place, Text: place.Of(l.doc.Text), Score: l.score,
			Parts: append(append([]corpus.Part(nil), l.parts...), l.hit.Parts...),
		})
	}
}

// read records what an encoder says of the passages out of which a candidate came.
func (w *Why) read(lines []*Line, found []Candidate) {
	said := map[*reading]*evidence{}
	for i := range found {
		if e := found[i].read; e != nil {
			said[found[i].Line.reading] = e
		}
	}
	for i := range w.Passages {
		if e := said[lines[i].reading]; e != nil {
			w.Passages[i].Read = []corpus.Part{{Label: "answers", Value: e.answers}, {Label: "margin", Value: e.margin}}
		}
	}
}

// considered records values, best first.
func (w *Why) considered(values []*value) {
	for _, v := range values[:min(len(values), whyCandidates)] {
		w.Candidates = append(w.Candidates, v.why())
	}
}

// decided records the rule that chose or refused.
func (w *Why) decided(confidence float64) {
	verb := "answered"
	if confidence < w.Threshold {
		verb = "refused"
	}
	w.Rule = fmt.Sprintf("%s: confidence %.2f, threshold %.2f", verb, confidence, w.Threshold)
	if w.calibration == nil {
		return
	}
	for i, x := range w.signals.list() {
		if weight := w.calibration.weights[i]; weight != 0 {
			w.Rule += fmt.Sprintf("; %s %.2f × %.2f", signalNames[i], x, weight)
		}
	}
	for _, d := range w.doubts {
		w.Rule += fmt.Sprintf("; in doubt for its %s", d)
	}
}

func (v *value) why() WhyCandidate {
	x := v.best
	docs := map[string]bool{}
	for _, m := range v.members {
		docs[m.Line.evidence()] = true
	}
	return WhyCandidate{
		Text: x.Text(), ID: x.ID, Doc: x.Line.doc.ID, Span: x.Span, Score: v.weight, Parts: x.Parts, Support: len(docs),
	}
}
