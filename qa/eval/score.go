package eval

import (
	"bytes"
	"cmp"
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"
)

// LongestQuote is the number of words above which a quote is no longer a sentence and earns nothing.
const LongestQuote = 60

// A Measure is one figure of a score. Shares are from 0 to 1, names that end in _ms are milliseconds.
type Measure struct {
	Name  string
	Value float64
}

// Measures are the figures of a score, in the order in which they are shown. As JSON they are one object.
type Measures []Measure

// Get returns the measure of that name, and whether there is one: a set without lists has no measures of lists.
func (m Measures) Get(name string) (float64, bool) {
	for _, one := range m {
		if one.Name == name {
			return one.Value, true
		}
	}
	return 0, false
}

// MarshalJSON keeps the order, and rounds to four digits.
func (m Measures) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	b.WriteByte('{')
	for i, one := range m {
		if i > 0 {
			b.WriteString(", ")
		}
		fmt.Fprintf(&b, "%q: %s", one.Name, one.Format())
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

// Format returns the value with at most four digits after the point.
func (m Measure) Format() string {
	s := strconv.FormatFloat(m.Value, 'f', 4, 64)
	return strings.TrimSuffix(strings.TrimRight(s, "0"), ".")
}

// A Store returns the text of a document by the name that quotes give it, and whether there is such a document.
type Store func(doc string) (text string, ok bool)

// Score compares predictions with questions. Every question without a prediction counts as not answered, and in the
// measure "missing". Without a store there is no measure "verbatim".
func Score(questions []Question, predictions []Prediction, stored Store) Measures {
	given := make(map[string]Prediction, len(predictions))
	for _, p := range predictions {
		given[p.ID] = p
	}
	s := sums{values: make(map[string][]float64)}
	missing := 0
	for _, q := range questions {
		p, ok := given[q.ID]
		if !ok {
			missing++
		}
		s.addCommon(p, stored)
		if q.Refusable() {
			s.add("abstained", indicator(ok && !p.Answered))
			continue
		}
		s.addAnswer(q, p)
		s.addQuotes(q, p)
	}
	out := Measures{{"questions", float64(len(questions))}, {"missing", float64(missing)}}
	return append(out, s.measures()...)
}

// sums collects the values of each measure, one a question or one a quote.
type sums struct {
	values  map[string][]float64
	elapsed []float64
}

func (s *sums) add(name string, value float64) { s.values[name] = append(s.values[name], value) }

func (s *sums) addCommon(p Prediction, stored Store) {
	if p.ElapsedMS != nil {
		s.elapsed = append(s.elapsed, *p.ElapsedMS)
	}
	if stored != nil {
		for _, quote := range slices.Concat(p.Quotes, p.Near) {
			text, ok := stored(quote.Doc)
			s.add("verbatim", indicator(ok && strings.Contains(text, quote.Text)))
		}
	}
	if p.Answered {
		for _, quote := range p.Quotes {
			s.add("quote_words", float64(len(strings.Fields(quote.Text))))
		}
	}
}

func (s *sums) addAnswer(q Question, p Prediction) {
	s.add("answered", indicator(p.Answered))
	if p.Answered {
		s.add("quoted", indicator(len(p.Quotes) > 0))
	}
	if q.List == nil {
		single := scoreSingle(q, p)
		s.add("em", indicator(single.exact))
		s.add("f1", single.f1)
		return
	}
	list := scoreList(q, items(p))
	s.add("list_precision", list.precision)
	s.add("list_recall", list.recall)
	s.add("list_f1", list.f1())
	s.add("list_exact", indicator(list.exact()))
	s.add("forbidden", indicator(list.forbidden))
	quoted := 0.0
	for _, group := range q.List {
		quoted += indicator(p.Answered && slices.ContainsFunc(p.Quotes, func(c Quote) bool { return holdsAny(c, group) }))
	}
	s.add("item_quoted", quoted/float64(max(1, len(q.List))))
}

func (s *sums) addQuotes(q Question, p Prediction) {
	wanted := q.Evidence
	if len(wanted) == 0 {
		wanted = q.golds()
	}
	var cited []Quote
	found := p.Near
	if p.Answered {
		cited, found = p.Quotes, p.Quotes
	}
	tells := func(c Quote) bool { return len(strings.Fields(c.Text)) <= LongestQuote && holdsAny(c, wanted) }
	for _, k := range []int{1, 3, 5} {
		s.add(fmt.Sprintf("quote@%d", k), indicator(slices.ContainsFunc(first(cited, k), tells)))
		s.add(fmt.Sprintf("found@%d", k), indicator(slices.ContainsFunc(first(found, k), tells)))
	}
	right := func(c Quote) bool { return fromAny(c, q) }
	for _, k := range []int{1, 3} {
		s.add(fmt.Sprintf("doc@%d", k), indicator(slices.ContainsFunc(first(cited, k), right)))
	}
}

// measures returns the mean of each measure by name, after the percentiles of the time taken.
func (s *sums) measures() Measures {
	var out Measures
	if len(s.elapsed) > 0 {
		slices.Sort(s.elapsed)
		out = Measures{{"p50_ms", percentile(s.elapsed, 0.5)}, {"p95_ms", percentile(s.elapsed, 0.95)}}
	}
	means := make(Measures, 0, len(s.values))
	for name, values := range s.values {
		total := 0.0
		for _, v := range values {
			total += v
		}
		means = append(means, Measure{name, total / float64(len(values))})
	}
	slices.SortFunc(means, func(a, b Measure) int { return cmp.Compare(a.Name, b.Name) })
	return append(out, means...)
}

// A singleScore says how far a single answer is right.
type singleScore struct {
	exact bool
	f1    float64
}

func scoreSingle(q Question, p Prediction) singleScore {
	answer := ""
	if p.Answered {
		answer = p.Answer
	}
	var score singleScore
	for _, gold := range q.Answers {
		score.exact = score.exact || slices.Equal(Fold(answer), Fold(gold))
		score.f1 = max(score.f1, overlap(answer, gold))
	}
	return score
}

// items returns what was answered as a list: one item where a single answer was given.
func items(p Prediction) []string {
	switch {
	case !p.Answered:
		return nil
	case len(p.Items) > 0:
		return p.Items
	case p.Answer != "":
		return []string{p.Answer}
	}
	return nil
}

func holdsAny(c Quote, golds []string) bool {
	words := Fold(c.Text)
	return slices.ContainsFunc(golds, func(g string) bool { return holds(words, Fold(g)) })
}

// fromAny compares file names only: questions name their documents relative to folders of their own.
func fromAny(c Quote, q Question) bool {
	docs := q.Docs
	if len(docs) == 0 {
		docs = []string{q.Doc}
	}
	return slices.ContainsFunc(docs, func(d string) bool { return d != "" && path.Base(d) == path.Base(c.Doc) })
}

func first(quotes []Quote, k int) []Quote { return quotes[:min(k, len(quotes))] }

func percentile(sorted []float64, p float64) float64 {
	return sorted[min(len(sorted)-1, int(float64(len(sorted))*p))]
}
