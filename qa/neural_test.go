package qa

import (
	"context"
	"hash/fnv"
	"math"
	"strings"
	"testing"

	"github.com/dalil-bot/dalil/corpus/analysis"
	"github.com/dalil-bot/dalil/qa/neural"
)

// A toyEncoder knows nothing: its logits are hashes of words, so that what is made of them can be tested without weights.
type toyEncoder struct{}

func (toyEncoder) Read(ctx context.Context, question string, passages []string) ([]neural.Reading, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	out := make([]neural.Reading, len(passages))
	for i, text := range passages {
		for _, word := range analysis.Tokenize(text) {
			out[i].Tokens = append(out[i].Tokens, neural.Token{
				Start: word.Start, End: word.End, First: toyLogit(question, word.Fold, "first"), Last: toyLogit(question, word.Fold, "last"),
				Tags: [3]float32{1, toyLogit(question, word.Fold, "begin"), toyLogit(question, word.Fold, "inside")},
			})
		}
		out[i].Answers, out[i].Null, out[i].Windows = toyLogit(question, text, "answers"), 1, 1
	}
	return out, nil
}

// toyLogit is a number from -4 to 4.
func toyLogit(parts ...string) float32 {
	h := fnv.New32a()
	_, _ = h.Write([]byte(strings.Join(parts, "\x00"))) // never fails
	return float32(h.Sum32()%1000)/125 - 4
}

// TestNeuralMarksEveryWord holds that each word has the logits of its own tokens, also where a token holds a part of a word
// or several words, and that probabilities over a passage and "none" sum to one.
func TestNeuralMarksEveryWord(t *testing.T) {
	_, lines := linesFor(t, sampleLibrary(t), "Who is the governor of the Central Bank of Maravia?")
	p := papersOf(lines, 1)[0]
	text := p.text.Source
	var tokens []neural.Token
	for i := 0; i < len(text); i += 3 {
		tokens = append(tokens, neural.Token{Start: i, End: min(i+3, len(text)), First: float32(i), Last: float32(-i)})
	}
	p.take(&neural.Reading{Tokens: tokens, Null: 2})
	for i := 1; i < len(p.first); i++ {
		if p.first[i] < p.first[i-1] || p.last[i] > p.last[i-1] {
			t.Errorf("word %d: first %v after %v, last %v after %v", i, p.first[i], p.first[i-1], p.last[i], p.last[i-1])
		}
		if p.first[i] > 0 || p.last[i] > 0 {
			t.Errorf("word %d: log-probabilities %v and %v", i, p.first[i], p.last[i])
		}
	}
}

// TestNeuralCutShort holds that words which the encoder did not see are possible and improbable.
func TestNeuralCutShort(t *testing.T) {
	_, lines := linesFor(t, sampleLibrary(t), "Who is the governor of the Central Bank of Maravia?")
	p := papersOf(lines, 1)[0]
	p.take(&neural.Reading{Null: 0})
	if math.IsNaN(p.margin) || math.IsInf(p.margin, 0) {
		t.Errorf("margin %v", p.margin)
	}
}

func TestPapersLeaveOutCopies(t *testing.T) {
	_, lines := linesFor(t, sampleLibrary(t), "Which countries have 2+2 with Japan?")
	papers := papersOf(lines, 5)
	if len(papers) == 0 || len(papers) > 5 {
		t.Fatalf("%d passages", len(papers))
	}
	seen := map[*reading]bool{}
	for _, p := range papers {
		if seen[p.reading] {
			t.Error("a passage stands twice")
		}
		seen[p.reading] = true
		for _, l := range p.lines {
			if l.reading != p.reading {
				t.Error("a line of another passage")
			}
		}
	}
}

func TestLogSum(t *testing.T) {
	s := newLogSum(-700)
	for _, x := range []float64{1, 2, 900, 3} {
		s.add(x)
	}
	if got := s.value(); math.Abs(got-900) > 1e-9 {
		t.Errorf("%v, want 900", got)
	}
}
