package qa

import (
	"bufio"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/json"
	"flag"
	"fmt"
	"log"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// The recipe of reader.tsv and of the confidence's weights:
//
//	go test ./qa -run TestFitReader -fit DIR
//
// DIR holds squadshifts-newwiki.jsonl.gz (SQuADShifts, CC BY 4.0), arcd-train.jsonl.gz (ARCD, MIT) and
// multispan-half.jsonl.gz (MultiSpanQA, MIT, its text out of Natural Questions, CC BY-SA 3.0): one question a line with
// title, context, question and answers.
var fitFold = flag.Int("fold", -1, "with -fit: leave every other article out, 0 or 1, so that the rest can be measured")

var fitDir = flag.String("fit", "", "folder of training questions: fit the lexical reader and print its weights")

// A goldQuestion is a training question.
type goldQuestion struct {
	Title    string `json:"title"`
	Context  string `json:"context"`
	Question string `json:"question"`
	Lang     string `json:"lang"`
	Answers  []struct {
		Text string `json:"text"`
	} `json:"answers"`
}

func readGold(t *testing.T, path string) []goldQuestion {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Skip(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	var out []goldQuestion
	scanner := bufio.NewScanner(z)
	scanner.Buffer(nil, 1<<24)
	for scanner.Scan() {
		var q goldQuestion
		if err := json.Unmarshal(scanner.Bytes(), &q); err != nil {
			t.Fatal(err)
		}
		if q.Title == "" {
			q.Title = fmt.Sprintf("%x", sha256.Sum256([]byte(q.Context)))[:12]
		}
		if *fitFold >= 0 && q.Title[0]%2 == byte(*fitFold) {
			continue
		}
		out = append(out, q)
	}
	return out
}

// articles joins the contexts of each title into one text, first come first.
func articles(gold []goldQuestion) map[string]string {
	seen := map[string]bool{}
	texts := map[string]string{}
	for _, q := range gold {
		if !seen[q.Context] {
			seen[q.Context] = true
			texts[q.Title+".txt"] += q.Context + "\n\n"
		}
	}
	return texts
}

// A sample is one question with its candidates: features as weight indexes, and the target of each.
type sample struct {
	feats  [][]int32
	reals  [][realFeatures]float32
	target []float64
}

func (m *model) flat() ([]float64, []int) {
	var all []float64
	starts := make([]int, fTemplates+1)
	for t := range m.weights {
		starts[t] = len(all)
		all = append(all, m.weights[t]...)
	}
	starts[fTemplates] = len(all)
	return append(all, m.real[:]...), starts
}

func (m *model) setFlat(w []float64) {
	at := 0
	for t := range m.weights {
		at += copy(m.weights[t], w[at:])
	}
	copy(m.real[:], w[at:])
}

// samples lays the questions out for fitting.
func samples(t *testing.T, a *Answerer, gold []goldQuestion) []sample {
	m := newModel()
	_, starts := m.flat()
	var out []sample
	found := 0
	for _, g := range gold {
		in := newInquiry(Question{Text: g.Question, Collections: []string{"gold"}}, g.Lang)
		if in.Type == Polar {
			continue
		}
		lines, _, err := a.retrieve(context.Background(), in)
		if err != nil {
			t.Fatal(err)
		}
		var s sample
		best := 0.0
		for rank, l := range lines[:min(len(lines), readLines)] {
			layOut(in, l, rank).spans(in, func(sp *span) {
				var at [fTemplates]int
				sp.features(&at)
				var idx []int32
				for tpl, v := range at {
					idx = append(idx, int32(starts[tpl]+m.at(tpl, common, in.class(), v)))
					if rightToLeft(l.lang) {
						idx = append(idx, int32(starts[tpl]+m.at(tpl, rtl, in.class(), v)))
					}
				}
				real := sp.reals(in, lines[0].score)
				var r32 [realFeatures]float32
				for i := range real {
					r32[i] = float32(real[i])
				}
				text := contentWords(sp.line.quote(sp.from, sp.to).Of(l.doc.Text), l.lang)
				target := 0.0
				for _, ans := range g.Answers {
					target = max(target, overlap(text, contentWords(ans.Text, l.lang)))
				}
				best = max(best, target)
				s.feats, s.reals, s.target = append(s.feats, idx), append(s.reals, r32), append(s.target, target)
			})
		}
		if best > 0.3 {
			found++
			out = append(out, s)
		}
	}
	log.Printf("%d of %d questions have a candidate", found, len(gold))
	return out
}

// fit maximises expected F1 by Adam (Kingma and Ba, 2015) over shuffled questions.
func fit(data []sample, m *model, epochs int, rate, decay float64) {
	w, starts := m.flat()
	base := starts[fTemplates]
	mean, square, grad := make([]float64, len(w)), make([]float64, len(w)), make([]float64, len(w))
	rng := rand.New(rand.NewPCG(1, 2))
	step := 0
	for epoch := range epochs {
		rng.Shuffle(len(data), func(i, j int) { data[i], data[j] = data[j], data[i] })
		total := 0.0
		const batch = 32
		for from := 0; from < len(data); from += batch {
			clear(grad)
			for _, s := range data[from:min(from+batch, len(data))] {
				total += s.gradient(w, base, grad, epoch < epochs/2)
			}
			step++
			for i := range w {
				g := grad[i]/batch - decay*w[i]
				mean[i] += 0.1 * (g - mean[i])
				square[i] += 0.001 * (g*g - square[i])
				w[i] += rate * (mean[i] / (1 - math.Pow(0.9, float64(step)))) / (math.Sqrt(square[i]/(1-math.Pow(0.999, float64(step)))) + 1e-8)
			}
		}
		log.Printf("epoch %d: %.4f", epoch, total/float64(len(data)))
	}
	m.setFlat(w)
}

// gradient adds a question's gradient and returns its expected F1. With warm it climbs the log-likelihood of the better
// candidates instead, which is convex and leads near.
func (s *sample) gradient(w []float64, base int, grad []float64, warm bool) float64 {
	p := make([]float64, len(s.feats))
	top := math.Inf(-1)
	for i, f := range s.feats {
		for _, k := range f {
			p[i] += w[k]
		}
		for k, x := range s.reals[i] {
			p[i] += w[base+k] * float64(x)
		}
		top = max(top, p[i])
	}
	sum, expected, mass := 0.0, 0.0, 0.0
	for i := range p {
		p[i] = math.Exp(p[i] - top)
		sum += p[i]
	}
	for i := range p {
		p[i] /= sum
		expected += p[i] * s.target[i]
		if s.target[i] > 0.5 {
			mass += p[i] * s.target[i]
		}
	}
	for i, f := range s.feats {
		g := p[i] * (s.target[i] - expected)
		if warm {
			g = -p[i]
			if s.target[i] > 0.5 && mass > 1e-12 {
				g += p[i] * s.target[i] / mass
			}
		}
		if math.Abs(g) < 1e-6 {
			continue
		}
		for _, k := range f {
			grad[k] += g
		}
		for k, x := range s.reals[i] {
			grad[base+k] += g * float64(x)
		}
	}
	return expected
}

func TestFitReader(t *testing.T) {
	if *fitDir == "" {
		t.Skip("fits the lexical reader; needs -fit DIR")
	}
	var data []sample
	for _, set := range []struct {
		name   string
		repeat int // small sets count several times
	}{{"squadshifts-newwiki", 1}, {"arcd-train", 3}, {"multispan-half", 3}} {
		gold := readGold(t, filepath.Join(*fitDir, set.name+".jsonl.gz"))
		a := New(libraryOf(t, "gold", articles(gold)), Options{Reader: &Lexical{newModel()}})
		laid := samples(t, a, gold)
		for range set.repeat {
			data = append(data, laid...)
		}
	}
	m := newModel()
	fit(data, m, 16, 0.02, 1e-4)
	var b strings.Builder
	b.WriteString(readerHeader)
	m.write(&b)
	if err := os.WriteFile("reader.tsv", []byte(b.String()), 0o644); err != nil {
		t.Fatal(err)
	}
	fmt.Println("wrote reader.tsv")
}

// TestFitRanking searches the weights of the ranking one by one and prints the better ones.
func TestFitRanking(t *testing.T) {
	if *fitDir == "" {
		t.Skip("fits the ranking; needs -fit DIR")
	}
	type set struct {
		a    *Answerer
		gold []goldQuestion
	}
	var sets []set
	for _, name := range []string{"squadshifts-newwiki", "arcd-train"} {
		gold := readGold(t, filepath.Join(*fitDir, name+".jsonl.gz"))
		a := New(libraryOf(t, "gold", articles(gold)), Options{Views: 1 << 16})
		if len(gold) > 1500 {
			rand.New(rand.NewPCG(3, 4)).Shuffle(len(gold), func(i, j int) { gold[i], gold[j] = gold[j], gold[i] })
			gold = gold[:1500]
		}
		sets = append(sets, set{a, gold})
	}
	try := func(r ranking) (float64, string) {
		sum, text := 0.0, ""
		for _, s := range sets {
			s.a.rank = r
			one, three := foundAt(t, s.a, s.gold)
			sum += one + three
			text += fmt.Sprintf(" %.4f/%.4f", one, three)
		}
		return sum, text
	}
	r := defaultRanking
	best, text := try(r)
	log.Printf("start %.4f%s", best, text)
	for range 2 {
		for name, knob := range map[string]*float64{"k1": &r.k1, "b": &r.b, "passage": &r.passage, "near": &r.near, "title": &r.title, "spelling": &r.spelling, "focus": &r.focus} {
			for _, factor := range []float64{0.5, 0.75, 1.33, 2} {
				old := *knob
				*knob = old * factor
				if name == "spelling" {
					*knob = old + (factor-1)/10
				}
				score, text := try(r)
				if score <= best {
					*knob = old
					continue
				}
				best = score
				log.Printf("%s %.3f: %.4f%s", name, *knob, best, text)
			}
		}
	}
	log.Printf("best %+v", r)
}

// foundAt returns the shares of questions whose answer stands in the first sentence and in the first three.
func foundAt(t *testing.T, a *Answerer, gold []goldQuestion) (one, three float64) {
	for _, g := range gold {
		in := newInquiry(Question{Text: g.Question, Collections: []string{"gold"}}, g.Lang)
		lines, _, err := a.retrieve(context.Background(), in)
		if err != nil {
			t.Fatal(err)
		}
		for rank, l := range lines[:min(3, len(lines))] {
			if slices.ContainsFunc(g.Answers, func(x struct {
				Text string `json:"text"`
			}) bool {
				return strings.Contains(l.place().Of(l.doc.Text), x.Text)
			}) {
				if rank == 0 {
					one++
				}
				three++
				break
			}
		}
	}
	return one / float64(len(gold)), three / float64(len(gold))
}

const readerHeader = `# Weights of the lexical reader: feature, side, class, value, weight (log-odds). Made by TestFitReader from
# SQuADShifts new-wiki (Miller et al., 2020; CC BY 4.0), ARCD's training questions (Mozannar et al., 2019; MIT) and a half
# of MultiSpanQA (Li et al., 2022; MIT, its text out of Natural Questions, CC BY-SA 3.0).
`

func TestModelRoundTrip(t *testing.T) {
	m := builtinModel()
	var b strings.Builder
	m.write(&b)
	again, err := parseModel(b.String())
	if err != nil {
		t.Fatal(err)
	}
	one, _ := m.flat()
	two, _ := again.flat()
	if !slices.Equal(one, two) {
		t.Error("weights change when they are written and read")
	}
}
