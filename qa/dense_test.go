package qa

import (
	"context"
	"hash/fnv"
	"log"
	"math"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/dalil-bot/dalil/corpus"
	"github.com/dalil-bot/dalil/corpus/analysis"
	"github.com/dalil-bot/dalil/corpus/index"
	"github.com/dalil-bot/dalil/qa/neural"
)

// A toyEmbedder gives every word a direction, and says that some words of two languages mean the same.
type toyEmbedder struct{ same map[string]string }

const toyDims = 64

func (toyEmbedder) Name() string { return "toy" }
func (toyEmbedder) Dims() int    { return toyDims }

func (e toyEmbedder) EmbedQuestion(_ context.Context, text string) ([]float32, error) {
	v := make([]float32, toyDims)
	for _, word := range analysis.Tokenize(text) {
		fold := word.Fold
		if other, ok := e.same[fold]; ok {
			fold = other
		}
		h := fnv.New64a()
		_, _ = h.Write([]byte(fold)) // never fails
		for i, bits := 0, h.Sum64(); i < toyDims; i, bits = i+1, bits>>1 {
			v[i] += float32(bits&1)*2 - 1
		}
	}
	return v, nil
}

func (e toyEmbedder) Embed(ctx context.Context, texts []string) ([][]float32, error) {
	out := make([][]float32, len(texts))
	for i, text := range texts {
		out[i], _ = e.EmbedQuestion(ctx, text)
	}
	return out, nil
}

// withVectors fills a library's collection.
func withVectors(t *testing.T, lib *index.Index, collection string, e index.Embedder) *index.Index {
	t.Helper()
	for left := 1; left > 0; {
		var err error
		if left, err = lib.Embed(t.Context(), collection, e, 64); err != nil {
			t.Fatal(err)
		}
	}
	return lib
}

// TestDenseFindsOtherWords holds that a passage which shares no word with the question is found by its vector, is quoted
// out of the stored text, and is found by nobody who may not ask its collection.
func TestDenseFindsOtherWords(t *testing.T) {
	e := toyEmbedder{map[string]string{"feline": "قطه", "colour": "لون"}}
	lib := withVectors(t, libraryOf(t, "a", map[string]string{"cat.txt": "لون قطه أحمر.", "dog.txt": "كلب كبير ينام."}), "a", e)
	ask := func(o Options, collections ...string) *Answer {
		answer, err := New(lib, o).Ask(t.Context(), Question{Text: "feline colour?", Collections: collections})
		if err != nil {
			t.Fatal(err)
		}
		return answer
	}
	if got := ask(Options{Threshold: 1e-9}); got.Reason != ReasonNothingFound && got.Reason != ReasonEmptyCorpus {
		t.Errorf("without vectors: %q, %q", got.Reason, got.Text)
	}
	got := ask(Options{Threshold: 1e-9, Embedder: e}, "a")
	if len(got.Quotes) == 0 || got.Quotes[0].Doc != "cat.txt" {
		t.Errorf("with vectors: %q, quotes %v", got.Reason, got.Quotes)
	}
	if got := ask(Options{Threshold: 1e-9, Embedder: e}); got.Reason != ReasonEmptyCorpus {
		t.Errorf("of no collection: %q, %q", got.Reason, got.Text)
	}
}

// TestDenseSaysWhatIsMissing holds that an answer says so while passages have no vectors yet.
func TestDenseSaysWhatIsMissing(t *testing.T) {
	lib := libraryOf(t, "a", map[string]string{"cat.txt": "The cat is red."})
	answer, err := New(lib, Options{Threshold: 1e-9, Embedder: toyEmbedder{}}).Ask(t.Context(), Question{Text: "Which colour has the cat?", Collections: []string{"a"}})
	if err != nil || !slices.Contains(answer.Notes, NoteVectors) {
		t.Errorf("notes %q, error %v", answer.Notes, err)
	}
}

// An angleEmbedder gives passages that begin with a word of it the cosine to every question that stands there.
type angleEmbedder map[string]float64

func (angleEmbedder) Name() string { return "angle" }
func (angleEmbedder) Dims() int    { return toyDims }

func (angleEmbedder) EmbedQuestion(context.Context, string) ([]float32, error) {
	v := make([]float32, toyDims)
	v[0] = 1
	return v, nil
}

func (e angleEmbedder) Embed(_ context.Context, texts []string) ([][]float32, error) {
	out := make([][]float32, len(texts))
	for i, text := range texts {
		first, _, _ := strings.Cut(text, " ")
		out[i] = make([]float32, toyDims)
		out[i][0], out[i][1] = float32(e[first]), float32(math.Sqrt(1-e[first]*e[first]))
	}
	return out, nil
}

// TestDenseByLanguage holds that a passage is held against the nearest of its language, if that is not far.
func TestDenseByLanguage(t *testing.T) {
	e := angleEmbedder{"Cats": 0.9, "Dogs": 0.86, "قطط": 0.87, "كلاب": 0.7, "Hunde": 0.6}
	lib := withVectors(t, libraryOf(t, "a", map[string]string{
		"cats.txt": "Cats sleep by the stove.", "dogs.txt": "Dogs sleep by the door.",
		"qitat.txt": "قطط كثيرة تنام قرب الموقد.", "kilab.txt": "كلاب كبيرة تنام قرب الباب.", "hunde.txt": "Hunde schlafen vor der Tür und nicht im Haus.",
	}), "a", e)
	in := newInquiry(Question{Text: "Which animals sleep?", Collections: []string{"a"}}, "en")
	a := New(lib, Options{Embedder: e})
	_, near, err := a.dense(t.Context(), in, corpus.Query{Collections: []string{"a"}, Limit: candidates}, nil)
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]float64{"cats.txt": 1, "dogs.txt": math.Exp(-1), "qitat.txt": 1, "kilab.txt": math.Exp(-0.17 / 0.04), "hunde.txt": math.Exp(-0.26 / 0.04)}
	for key, n := range near {
		got := n.share
		if math.Abs(got-want[key.doc]) > 0.05 {
			t.Errorf("%s is near by %.3f, want %.3f", key.doc, got, want[key.doc])
		}
	}
	if len(near) != len(want) {
		t.Errorf("%d passages are near, want %d", len(near), len(want))
	}
}

// A remembering embedder embeds each question once.
type remembering struct {
	model *neural.Model
	known map[string][]float32
}

func (r remembering) Name() string { return "fit" }
func (r remembering) Dims() int    { return r.model.Meta().Hidden }

func (r remembering) Embed(ctx context.Context, texts []string) ([][]float32, error) {
	return r.model.Embed(ctx, texts, neural.Passage)
}

func (r remembering) EmbedQuestion(ctx context.Context, text string) ([]float32, error) {
	if v, ok := r.known[text]; ok {
		return v, nil
	}
	list, err := r.model.Embed(ctx, []string{text}, neural.Query)
	if err != nil {
		return nil, err
	}
	r.known[text] = list[0]
	return list[0], nil
}

// TestFitDense prints, for weights of the vectors, how often the answer stands in the first sentence, the first three, and in
// a passage that is read.
func TestFitDense(t *testing.T) {
	if *fitDir == "" {
		t.Skip("fits the weight of vectors; needs -fit DIR and -weights FILE")
	}
	e := remembering{loadEncoder(t), map[string][]float32{}}
	for name := range strings.SplitSeq(*fitSets, ",") {
		gold := readGold(t, filepath.Join(*fitDir, name+".jsonl.gz"))
		lib := withVectors(t, libraryOf(t, "gold", articles(gold)), "gold", e)
		a := New(lib, Options{Views: 1 << 15, Embedder: e})
		var some []goldQuestion
		for i := 0; i < len(gold); i += 1 + len(gold)/300 {
			some = append(some, gold[i])
		}
		for _, cosine := range []float64{0.01, 0.02, 0.04} {
			for _, dense := range []float64{0, 0.5, 1, 2, 4} {
				a.rank.cosine, a.rank.dense = cosine, dense
				one, three := foundAt(t, a, some)
				log.Printf("%s cosine %.2f dense %.1f: %.3f %.3f read %.3f", name, cosine, dense, one, three, readAt(t, a, some))
			}
		}
	}
}

// readAt returns the share of questions whose answer stands in a passage that is read.
func readAt(t *testing.T, a *Answerer, gold []goldQuestion) float64 {
	t.Helper()
	found := 0.0
	for _, g := range gold {
		in := newInquiry(Question{Text: g.Question, Collections: []string{"gold"}}, g.Lang)
		lines, _, err := a.retrieve(context.Background(), in)
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range papersOf(lines, neuralPassages) {
			if p.text.Source == strings.TrimRight(g.Context, " \n") {
				found++
				break
			}
		}
	}
	return math.Round(found/float64(len(gold))*1e6) / 1e6
}

// TestConfidenceByCosine holds that an answer out of a passage that lies far from the question is trusted less, and that
// nothing is held against passages that have no vector yet.
func TestConfidenceByCosine(t *testing.T) {
	const text, question = "Cats sleep by the warm stove in winter.", "Where do cats sleep in winter?"
	ask := func(cosine float64) (confidence float64, k *calibration) {
		lib := libraryOf(t, "a", map[string]string{"cats.txt": text, "dogs.txt": "Dogs sleep by the door."})
		e := angleEmbedder{"Cats": cosine, "Dogs": 0.6}
		if cosine > 0 {
			withVectors(t, lib, "a", e)
		}
		a := mustAnswer(t, lib, New(lib, Options{Threshold: 1e-9, Embedder: e}), Question{Text: question, Collections: []string{"a"}})
		return a.Confidence, a.Why.calibration
	}
	near, k := ask(0.9)
	if k != &lexicalNear {
		t.Error("a cosine is known and not looked at")
	}
	if far, _ := ask(0.78); far >= near {
		t.Errorf("confidence %.3f near, %.3f far", near, far)
	}
	if _, k := ask(0); k != &lexicalCalibration {
		t.Error("no cosine is known and one is looked at")
	}
}

// TestDenseBeyondTheNearest holds that what the words found and the vectors did not list is known to lie no nearer than the
// last that they listed, unless it may have no vector.
func TestDenseBeyondTheNearest(t *testing.T) {
	texts := map[string]string{"cats.txt": "Cats sleep by the stove.", "dogs.txt": "Dogs sleep by the door.", "birds.txt": "Birds sleep by night."}
	e := angleEmbedder{"Cats": 0.9, "Dogs": 0.8, "Birds": 0.7}
	for _, test := range []struct {
		lib  *index.Index
		want float64
	}{
		{withVectors(t, libraryOf(t, "a", texts), "a", e), 0.8},
		{libraryOf(t, "a", texts), 0},
	} {
		doc, err := test.lib.Document(t.Context(), "a", "birds.txt")
		if err != nil {
			t.Fatal(err)
		}
		hit := corpus.Hit{Doc: doc}
		in := newInquiry(Question{Text: "Which animals sleep?", Collections: []string{"a"}}, "en")
		_, near, err := New(test.lib, Options{Embedder: e}).dense(t.Context(), in, corpus.Query{Collections: []string{"a"}, Limit: 2}, []corpus.Hit{hit})
		if err != nil {
			t.Fatal(err)
		}
		if got := near[keyOf(hit)]; got.share != 0 || math.Abs(got.cosine-test.want) > 0.01 {
			t.Errorf("%+v, want no share and a cosine of %.1f", got, test.want)
		}
	}
}
