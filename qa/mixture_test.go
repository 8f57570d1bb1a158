package qa

import (
	"context"
	"flag"
	"log"
	"math"
	"path/filepath"
	"strings"
	"testing"

	"github.com/dalil-bot/dalil/qa/neural"
)

var (
	weightsFile = flag.String("weights", "", "weights file of an encoder, for -fit and for measuring")
	fitSets     = flag.String("sets", "arcd-train", "with -fit of the mixture: sets of questions, several with commas")
)

// loadEncoder returns the encoder that -weights names, or skips.
func loadEncoder(t *testing.T) *neural.Model {
	t.Helper()
	if *weightsFile == "" {
		t.Skip("needs -weights FILE")
	}
	m, err := neural.Open(*weightsFile, neural.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = m.Close() })
	return m
}

// A mixed question has the parts of its candidates' scores and what each is worth.
type mixed struct {
	parts  [][mixParts]float64
	target []float64
}

// TestFitMixture fits the weights of a span's parts, maximising expected F1, and prints them:
//
//	go test ./qa -run TestFitMixture -fit DIR -weights FILE -sets a,b
//
// The encoder must not have been trained on the sets' articles.
func TestFitMixture(t *testing.T) {
	if *fitDir == "" {
		t.Skip("fits the mixture; needs -fit DIR")
	}
	m := loadEncoder(t)
	var data []mixed
	for name := range strings.SplitSeq(*fitSets, ",") {
		gold := readGold(t, filepath.Join(*fitDir, name+".jsonl.gz"))
		data = append(data, mixedOf(t, m, gold)...)
	}
	w := defaultMixture
	log.Printf("before: F1 of the best %.4f expected %.4f", bestF1(data, w), expectedF1(data, w, nil))
	for range 800 {
		var grad mixture
		expectedF1(data, w, &grad)
		for i := range w {
			w[i] += 0.3 * grad[i] / float64(len(data))
		}
	}
	log.Printf("after: F1 of the best %.4f expected %.4f", bestF1(data, w), expectedF1(data, w, nil))
	for i, name := range mixNames {
		log.Printf("%s %.3f", name, w[i])
	}
	for i, name := range mixNames {
		one := mixture{}
		one[i] = 1
		log.Printf("%s alone: F1 of the best %.4f", name, bestF1(data, one))
	}
}

// fitQuestions is about how many questions of a set are read: the mixture has few weights.
const fitQuestions = 200

func mixedOf(t *testing.T, m *neural.Model, gold []goldQuestion) []mixed {
	t.Helper()
	a := New(libraryOf(t, "gold", articles(gold)), Options{Views: 1 << 15})
	reader := NewNeural(m)
	for i := range reader.mix {
		reader.mix[i] = 1
	}
	var out []mixed
	for i := 0; i < len(gold); i += 1 + len(gold)/fitQuestions {
		g := gold[i]
		in := newInquiry(Question{Text: g.Question, Collections: []string{"gold"}}, g.Lang)
		lines, _, err := a.retrieve(context.Background(), in)
		if err != nil {
			t.Fatal(err)
		}
		found, err := reader.Read(context.Background(), in, lines)
		if err != nil {
			t.Fatal(err)
		}
		var q mixed
		for _, c := range found {
			var parts [mixParts]float64
			for i, p := range c.Parts {
				parts[i] = p.Value
			}
			text := contentWords(c.Text(), c.Line.lang)
			target := 0.0
			for _, answer := range g.Answers {
				target = max(target, overlap(text, contentWords(answer.Text, c.Line.lang)))
			}
			q.parts, q.target = append(q.parts, parts), append(q.target, target)
		}
		out = append(out, q)
	}
	return out
}

func (q *mixed) score(i int, w mixture) float64 {
	sum := 0.0
	for k, x := range q.parts[i] {
		sum += w[k] * x
	}
	return sum
}

// expectedF1 returns the mean expected F1 and adds its gradient to grad.
func expectedF1(data []mixed, w mixture, grad *mixture) float64 {
	total := 0.0
	for _, q := range data {
		if len(q.parts) == 0 {
			continue
		}
		p := make([]float64, len(q.parts))
		sum := newLogSum(q.score(0, w))
		for i := range p {
			p[i] = q.score(i, w)
			if i > 0 {
				sum.add(p[i])
			}
		}
		expected := 0.0
		for i := range p {
			p[i] = math.Exp(p[i] - sum.value())
			expected += p[i] * q.target[i]
		}
		total += expected
		if grad == nil {
			continue
		}
		for i := range p {
			for k, x := range q.parts[i] {
				grad[k] += p[i] * (q.target[i] - expected) * x
			}
		}
	}
	return total / float64(len(data))
}

func bestF1(data []mixed, w mixture) float64 {
	total := 0.0
	for _, q := range data {
		best := -1
		for i := range q.parts {
			if best < 0 || q.score(i, w) > q.score(best, w) {
				best = i
			}
		}
		if best >= 0 {
			total += q.target[best]
		}
	}
	return total / float64(len(data))
}
