package qa

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/dalil-bot/dalil/corpus"
	embedded "github.com/dalil-bot/dalil/corpus/sample"
)

// BenchmarkAsk measures whole answers, of passages that were read before and of ones that were not. Besides the mean it
// reports the 50th and the 95th percentile in microseconds.
func BenchmarkAsk(b *testing.B) {
	b.Run("sample", func(b *testing.B) {
		benchmarkAsk(b, New(sampleLibrary(b), Options{}), embedded.Collection, goodQuestions())
	})
	b.Run("20000 sentences", func(b *testing.B) {
		docs, questions := invented(2000, 10)
		lib := emptyIndex(b)
		if err := lib.Update(b.Context(), "c", docs); err != nil {
			b.Fatal(err)
		}
		b.Run("read before", func(b *testing.B) { benchmarkAsk(b, New(lib, Options{}), "c", questions) })
		b.Run("new", func(b *testing.B) { benchmarkAsk(b, New(lib, Options{Views: 1}), "c", questions) })
	})
}

// goodQuestions are the questions on the sample that are long enough to be real ones.
func goodQuestions() []string {
	return slices.DeleteFunc(slices.Clone(sampleQuestions()), func(s string) bool { return len(strings.Fields(s)) < 4 })
}

func benchmarkAsk(b *testing.B, answerer *Answerer, collection string, questions []string) {
	var took []time.Duration
	for _, text := range questions {
		if _, err := answerer.Ask(b.Context(), Question{Text: text, Collections: []string{collection}}); err != nil {
			b.Fatal(err)
		}
	}
	for i := 0; b.Loop(); i++ {
		start := time.Now()
		_, err := answerer.Ask(b.Context(), Question{Text: questions[i%len(questions)], Collections: []string{collection}})
		took = append(took, time.Since(start))
		if err != nil {
			b.Fatal(err)
		}
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)/2].Microseconds()), "p50-µs")
	b.ReportMetric(float64(took[len(took)*95/100].Microseconds()), "p95-µs")
}

func BenchmarkRetrieve(b *testing.B) {
	lib := sampleLibrary(b)
	answerer := New(lib, Options{})
	questions := goodQuestions()
	for i := 0; b.Loop(); i++ {
		in := newInquiry(Question{Text: questions[i%len(questions)], Collections: []string{embedded.Collection}}, "en")
		if _, _, err := answerer.retrieve(b.Context(), in); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkRead(b *testing.B) {
	lib := sampleLibrary(b)
	for _, reader := range []Reader{NewLexical()} {
		b.Run(reader.Name(), func(b *testing.B) {
			type sheet struct {
				in    *Inquiry
				lines []*Line
			}
			var sheets []sheet
			for _, text := range goodQuestions() {
				in, lines := linesFor(b, lib, text)
				sheets = append(sheets, sheet{in, lines})
			}
			for i := 0; b.Loop(); i++ {
				s := sheets[i%len(sheets)]
				if _, err := reader.Read(b.Context(), s.in, s.lines); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkAnalyse measures taking a question apart.
func BenchmarkAnalyse(b *testing.B) {
	questions := goodQuestions()
	for i := 0; b.Loop(); i++ {
		newInquiry(Question{Text: questions[i%len(questions)]}, "en")
	}
}

// invented makes documents of sentences of invented words, as frequent as those of a language (Zipf's law), with names and
// numbers between, and questions that use the words of one of the sentences.
func invented(documents, sentences int) (docs []*corpus.Document, questions []string) {
	rng := rand.New(rand.NewPCG(11, 4))
	vocabulary := make([]string, 12000)
	for i := range vocabulary {
		vocabulary[i] = coin(rng)
	}
	zipf := rand.NewZipf(rng, 1.07, 3, uint64(len(vocabulary)-1))
	asks := []string{"Who", "When did", "How many", "Why did", "Which countries", "Where did", "What"}
	for n := range documents {
		var text strings.Builder
		for s := range sentences {
			words := make([]string, 14+rng.IntN(16))
			for i := range words {
				words[i] = vocabulary[zipf.Uint64()]
			}
			for i := 3; i < len(words); i += 6 {
				words[i] = []string{"the", "of", "and", "in", fmt.Sprint(1900 + rng.IntN(120)), "Japan", "Kenya", "Orla Finch", "3 million euros"}[rng.IntN(9)]
			}
			if s == 0 && n%100 == 0 {
				from := rng.IntN(8)
				questions = append(questions, asks[rng.IntN(len(asks))]+" "+strings.Join(words[from:from+6], " ")+"?")
			}
			text.WriteString(strings.ToUpper(words[0][:1]) + words[0][1:] + " " + strings.Join(words[1:], " ") + ".")
			text.WriteString([]string{" ", " ", "\n\n"}[s%3])
		}
		docs = append(docs, plainDocument("c", fmt.Sprintf("doc-%04d", n), text.String()))
	}
	return docs, questions
}

// coin makes a word out of syllables.
func coin(rng *rand.Rand) string {
	const heads, tails = "bdfghklmnprstvz", "aeiou"
	var b strings.Builder
	for range 2 + rng.IntN(3) {
		b.WriteByte(heads[rng.IntN(len(heads))])
		b.WriteByte(tails[rng.IntN(len(tails))])
	}
	return b.String()
}
