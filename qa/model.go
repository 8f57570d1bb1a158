package qa

import (
	_ "embed"
	"fmt"
	"strconv"
	"strings"
	"sync"

	"github.com/dalil-bot/dalil/corpus"
)

//go:embed reader.tsv
var readerWeights string

// A model is the linear model of the lexical reader: a weight for every value of every feature by class of question, what
// writing from right to left adds to it, and a few weights of continuous features.
type model struct {
	weights [fTemplates][]float64 // [template][(side*classes+class)*values+value]
	real    [realFeatures]float64
}

// The continuous features.
const (
	realRank  = iota // the line's score below the best one's, by the question's weight
	realKeyed        // the same for a question typed as keywords, which name a subject more than they tell of a sentence
	realCover        // share of the question's weight that the line holds
	realNear         // closeness of the span to the question's words, by their weight
	realOutside
	realFeatures
)

var realNames = [realFeatures]string{"rank", "rank-keyed", "cover", "near", "outside"}

// The two sets of weights: one for all passages, and what is added for those written from right to left.
const (
	common = iota
	rtl
	sides
)

func rightToLeft(lang string) bool {
	return lang == "ar" || lang == "fa" || lang == "ur" || lang == "he" || lang == "ckb"
}

var sideNames = [sides]string{"all", "rtl"}

var classNames = [classes]string{"person", "place", "organisation", "date", "number", "reason", "definition", "thing", "person-object", "thing-object"}

func newModel() *model {
	m := &model{}
	for t := range m.weights {
		m.weights[t] = make([]float64, sides*int(classes)*len(templates[t].values))
	}
	return m
}

// builtinModel parses the embedded weights once.
var builtinModel = sync.OnceValue(func() *model {
	m, err := parseModel(readerWeights)
	if err != nil {
		panic(err) // the file is part of the program
	}
	return m
})

// at returns the index of a feature's weight.
func (m *model) at(t, side int, c class, value int) int {
	return (side*int(classes)+int(c))*len(templates[t].values) + value
}

// score makes a candidate of a span.
func (m *model) score(in *Inquiry, s *span, best float64) Candidate {
	var at [fTemplates]int
	s.features(&at)
	c := Candidate{
		Line: s.line.Line, Kind: s.kind, ID: s.id,
		Span:   s.line.quote(s.from, s.to),
		proper: s.relation == relationExact || s.relation == relationProper && at[fInside] <= 1,
		typed:  s.relation == relationExact || s.relation == relationAround,
	}
	if s.place.Len() > 0 && s.id != "" {
		c.Span = s.line.inDocument(s.place)
	}
	real := s.reals(in, best)
	group, right := in.class(), rightToLeft(s.line.lang)
	var sums [len(partLabels)]float64
	for t, value := range at {
		w := m.weights[t][m.at(t, common, group, value)]
		if right {
			w += m.weights[t][m.at(t, rtl, group, value)]
		}
		sums[partOf[t]] += w
	}
	for i, x := range real {
		sums[0] += m.real[i] * x
	}
	for i, label := range partLabels {
		c.Parts = append(c.Parts, corpus.Part{Label: label, Value: sums[i]})
		c.Score += sums[i]
	}
	return c
}

var partLabels = [...]string{"sentence", "shape", "context", "type", "closeness"}

// partOf is the part under which a template's weight is summed.
var partOf = func() (of [fTemplates]int) {
	for t := range templates {
		for i, label := range partLabels {
			if label == templates[t].label {
				of[t] = i
			}
		}
	}
	return of
}()

// reals returns the continuous features of a span.
func (s *span) reals(in *Inquiry, best float64) (x [realFeatures]float64) {
	l := s.line
	mass := in.mass()
	if mass == 0 {
		return x
	}
	x[realRank] = (l.score - best) / mass
	if in.keyed {
		x[realKeyed] = x[realRank]
	}
	near, outside := 0.0, 0.0
	for n, c := range l.cover {
		x[realCover] += c * in.units[n].weight / mass
	}
	for i := l.from; i < l.to; i++ {
		m := l.match[i]
		if m.unit < 0 {
			continue
		}
		gap := 0
		switch {
		case i < s.from:
			gap = s.from - i
		case i >= s.to:
			gap = i - s.to + 1
		default:
			continue
		}
		near += in.units[m.unit].weight * m.strength / float64(1+gap)
		outside += in.units[m.unit].weight * m.strength
	}
	x[realNear] = near / mass
	x[realOutside] = min(outside/mass, 1)
	return x
}

// parseModel reads weights as they stand in reader.tsv: feature, side, class, value, weight.
func parseModel(text string) (*model, error) {
	m := newModel()
	for n, row := range strings.Split(strings.TrimSpace(text), "\n") {
		if row == "" || strings.HasPrefix(row, "#") {
			continue
		}
		if err := m.parseRow(strings.Split(row, "\t")); err != nil {
			return nil, fmt.Errorf("reader weights, line %d: %w", n+1, err)
		}
	}
	return m, nil
}

func (m *model) parseRow(cells []string) error {
	if len(cells) != 5 {
		return fmt.Errorf("%d cells, not 5", len(cells))
	}
	w, err := strconv.ParseFloat(cells[4], 64)
	if err != nil {
		return err
	}
	if i := indexOf(realNames[:], cells[0]); i >= 0 {
		m.real[i] = w
		return nil
	}
	for t := range templates {
		if templates[t].name != cells[0] {
			continue
		}
		side, c, value := indexOf(sideNames[:], cells[1]), indexOf(classNames[:], cells[2]), indexOf(templates[t].values, cells[3])
		if side < 0 || c < 0 || value < 0 {
			return fmt.Errorf("unknown value in %q", cells)
		}
		m.weights[t][m.at(t, side, class(c), value)] = w
		return nil
	}
	return fmt.Errorf("unknown feature %q", cells[0])
}

// write is the inverse of parseModel; weights that round to zero are left out.
func (m *model) write(b *strings.Builder) {
	for i, w := range m.real {
		fmt.Fprintf(b, "%s\t-\t-\t-\t%.3f\n", realNames[i], w)
	}
	for t := range templates {
		for side := range sides {
			for c := range classes {
				for value, name := range templates[t].values {
					if w := fmt.Sprintf("%.2f", m.weights[t][m.at(t, side, c, value)]); w != "0.00" && w != "-0.00" {
						fmt.Fprintf(b, "%s\t%s\t%s\t%s\t%s\n", templates[t].name, sideNames[side], classNames[c], name, w)
					}
				}
			}
		}
	}
}

func indexOf(list []string, s string) int {
	for i, x := range list {
		if x == s {
			return i
		}
	}
	return -1
}
