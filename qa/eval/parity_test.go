package eval

import (
	"encoding/json"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestParity compares Score with the script that the evaluation sets come with, over predictions that are right, nearly
// right, wrong, refused and missing.
func TestParity(t *testing.T) {
	sets := filepath.Join("..", "..", "..", "shared", "eval")
	script := filepath.Join(sets, "score.py")
	if _, err := os.Stat(script); err != nil {
		t.Skipf("the evaluation sets are not here: %v", err)
	}
	if _, err := exec.LookPath("python3"); err != nil {
		t.Skipf("no Python to run the script: %v", err)
	}
	for _, test := range []struct{ questions, corpus string }{
		{"articles/questions.jsonl", "../articles"},
		{"xquad/questions.ar.jsonl", "xquad/corpus"},
		{"xquad/removed/a/questions.en.jsonl", "xquad/corpus"},
		{"multispan/questions.jsonl", "multispan/corpus"},
		{"arcd/questions.jsonl", "arcd/corpus"},
	} {
		if testing.Short() && !strings.HasPrefix(test.questions, "articles/") {
			t.Skip("the large sets take seconds")
		}
		t.Run(test.questions, func(t *testing.T) {
			file, err := os.Open(filepath.Join(sets, test.questions))
			if err != nil {
				t.Skip(err)
			}
			defer file.Close()
			questions, err := ReadQuestions(file)
			if err != nil {
				t.Fatal(err)
			}
			corpus := filepath.Join(sets, test.corpus)
			predictions := invent(questions, corpus)
			got := Score(questions, predictions, func(doc string) (string, bool) {
				text, err := os.ReadFile(filepath.Join(corpus, doc))
				return string(text), err == nil
			})
			want := runScript(t, script, filepath.Join(sets, test.questions), corpus, predictions)
			if len(got) != len(want) {
				t.Errorf("%d measures, the script has %d", len(got), len(want))
			}
			for _, m := range got {
				if w, ok := want[m.Name]; !ok || math.Abs(w-m.Value) > 0.00006 {
					t.Errorf("%s = %v, the script says %v", m.Name, m.Value, w)
				}
			}
		})
	}
}

func runScript(t *testing.T, script, questions, corpus string, predictions []Prediction) map[string]float64 {
	t.Helper()
	path := filepath.Join(t.TempDir(), "predictions.jsonl")
	file, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	lines := json.NewEncoder(file)
	for _, p := range predictions {
		if err := lines.Encode(p); err != nil {
			t.Fatal(err)
		}
	}
	if err := file.Close(); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command("python3", script, "--questions", questions, "--predictions", path, "--corpus", corpus).Output()
	if len(out) == 0 {
		t.Fatalf("the script printed nothing: %v", err) // its exit status is 1 for missing predictions, which there are
	}
	var want map[string]float64
	if err := json.Unmarshal(out, &want); err != nil {
		t.Fatalf("%s: %v", out, err)
	}
	return want
}

// invent makes predictions of all sorts out of what would be right.
func invent(questions []Question, corpus string) []Prediction {
	var predictions []Prediction
	for i, q := range questions {
		ms := float64(i%17) + 0.25
		p := Prediction{ID: q.ID, Answered: i%5 != 0, Quotes: []Quote{}, Near: []Quote{}, ElapsedMS: &ms}
		golds := append(q.golds(), "something else")
		gold := golds[i%len(golds)]
		doc := q.Doc
		if len(q.Docs) > 0 {
			doc = q.Docs[0]
		}
		text, _ := os.ReadFile(filepath.Join(corpus, doc))
		quotes := []Quote{{doc, cut(string(text), 1+i%40)}, {doc, "و" + gold + " …"}, {"none.txt", gold}}
		if p.Answered {
			p.Quotes = quotes
		} else {
			p.Near = quotes[i%3:]
		}
		p.Answer = []string{gold, "the " + gold + " of it", "of " + cut(gold, 2)}[i%3]
		if i%4 == 1 {
			p.Items = append(golds[:len(golds)/2:len(golds)/2], gold)
		}
		if i%23 != 7 {
			predictions = append(predictions, p)
		}
	}
	return predictions
}

// cut returns the n-th part of a text from its beginning, in whole runes.
func cut(text string, n int) string { return strings.ToValidUTF8(text[:len(text)/n], "") }
