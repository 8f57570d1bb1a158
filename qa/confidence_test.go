package qa

import (
	"context"
	"log"
	"math"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// A judged answer is what confidence is fitted on.
type judged struct {
	signals [signalCount]float64
	right   bool // the answer stands in one of the first three sentences shown
	here    bool // the question's article is in the corpus
}

// TestFitConfidence fits the weights of the confidence on questions of which half have had their article taken away, and
// prints them with the curve of thresholds. See fitDir for the data; with -weights it is for the neural reader, whose
// encoder must not have been trained on the -sets. A set is of two languages where the contexts of its articles are.
func TestFitConfidence(t *testing.T) {
	if *fitDir == "" {
		t.Skip("fits the confidence; needs -fit DIR")
	}
	o := Options{Threshold: 1e-9, Views: 1 << 15}
	sets, start := "squadshifts-newwiki,arcd-train", lexicalCalibration
	if *weightsFile != "" {
		m := loadEncoder(t)
		o.Reader, o.Embedder = NewNeural(m), remembering{m, map[string][]float32{}}
		sets, start = *fitSets, neuralNear
	}
	var all []judged
	for set := range strings.SplitSeq(sets, ",") {
		gold := readGold(t, filepath.Join(*fitDir, set+".jsonl.gz"))
		var some []goldQuestion
		for i := 0; i < len(gold); i += 1 + len(gold)/2000 {
			some = append(some, gold[i])
		}
		all = append(all, halves(t, o, gold, some)...)
	}
	w := fitLogistic(all)
	log.Printf("bias %.3f", w[signalCount])
	for i, name := range signalNames {
		log.Printf("%s %.3f", name, w[i])
	}
	curve(all, w)
	log.Print("with the weights of the program")
	curve(all, append(slices.Clone(start.weights[:]), start.bias))
}

// halves asks questions over each half of the articles.
func halves(t *testing.T, o Options, gold, ask []goldQuestion) []judged {
	var titles []string
	for _, g := range gold {
		if !slices.Contains(titles, g.Title) {
			titles = append(titles, g.Title)
		}
	}
	var out []judged
	for half := range 2 {
		var kept []goldQuestion
		for _, g := range gold {
			if slices.Index(titles, g.Title)%2 == half {
				kept = append(kept, g)
			}
		}
		lib := libraryOf(t, "gold", articles(kept))
		if e, ok := o.Embedder.(remembering); ok {
			lib = withVectors(t, lib, "gold", e)
		}
		a := New(lib, o)
		for _, g := range ask {
			ans, err := a.Ask(context.Background(), Question{Text: g.Question, Collections: []string{"gold"}})
			if err != nil {
				t.Fatal(err)
			}
			if ans.Kind == Abstention {
				continue
			}
			j := judged{signals: ans.Why.signals.list(), here: slices.Index(titles, g.Title)%2 == half}
			shown := append(slices.Clone(ans.Quotes), ans.Related...)
			for _, q := range shown[:min(3, len(shown))] {
				for _, gold := range g.Answers {
					j.right = j.right || j.here && strings.Contains(q.Text, gold.Text)
				}
			}
			out = append(out, j)
		}
	}
	return out
}

// signs are what each weight may be at the least and at the most: more of the question said can make no answer worse, and more
// of it missing none better, whatever a few questions seem to teach.
var signs = [signalCount]struct{ least, most float64 }{
	{0, 9}, {0, 9}, {-9, 0}, {-9, 0}, {0, 9}, {0, 9}, {-9, 0}, {-9, 0}, {-9, 9}, {0, 9}, {0, 9}, {0, 9},
}

func fitLogistic(all []judged) []float64 {
	w := make([]float64, signalCount+1)
	for range 4000 {
		grad := make([]float64, len(w))
		for _, j := range all {
			y := 0.0
			if j.right {
				y = 1
			}
			d := y - j.estimate(w)
			for i, x := range j.signals {
				grad[i] += d * x
			}
			grad[signalCount] += d
		}
		for i := range w {
			w[i] += 2 * grad[i] / float64(len(all))
			if i < signalCount {
				w[i] = min(max(w[i], signs[i].least), signs[i].most)
			}
		}
	}
	return w
}

func (j judged) estimate(w []float64) float64 {
	z := w[signalCount]
	for i, x := range j.signals {
		z += w[i] * x
	}
	return 1 / (1 + math.Exp(-z))
}

func curve(all []judged, w []float64) {
	log.Print("threshold  answered of those here  refused of those gone  right of those answered")
	for threshold := 0.05; threshold < 0.8; threshold += 0.05 {
		var here, gone, answered, refused, right, given float64
		for _, j := range all {
			yes := j.estimate(w) >= threshold
			if j.here {
				here++
				if yes {
					answered++
				}
			} else {
				gone++
				if !yes {
					refused++
				}
			}
			if yes {
				given++
				if j.right {
					right++
				}
			}
		}
		log.Printf("%.2f %.3f %.3f %.3f", threshold, answered/here, refused/gone, right/given)
	}
}
