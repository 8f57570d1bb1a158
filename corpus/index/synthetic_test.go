package index

import (
	"fmt"
	"math/rand/v2"
	"strings"

	"github.com/dalil-bot/dalil/corpus"
)

// A synthesizer writes text of words that are made up, with the frequencies of a natural language (Zipf's law).
type synthesizer struct {
	rng   *rand.Rand
	zipf  *rand.Zipf
	words []string
}

func newSynthesizer(seed uint64, vocabulary int) *synthesizer {
	s := &synthesizer{rng: rand.New(rand.NewPCG(seed, 7))}
	s.zipf = rand.NewZipf(s.rng, 1.07, 3, uint64(vocabulary-1))
	seen := map[string]bool{}
	for len(s.words) < vocabulary {
		if w := s.coin(2 + min(len(s.words)/1000, 2)); !seen[w] {
			seen[w] = true
			s.words = append(s.words, w)
		}
	}
	return s
}

// coin makes a word out of syllables.
func (s *synthesizer) coin(syllables int) string {
	const heads, tails = "bdfghklmnprstvz", "aeiou"
	var b strings.Builder
	for range syllables {
		b.WriteByte(heads[s.rng.IntN(len(heads))])
		b.WriteByte(tails[s.rng.IntN(len(tails))])
	}
	return b.String()
}

func (s *synthesizer) word() string {
	switch n := s.rng.IntN(40); n {
	case 0:
		return fmt.Sprint(s.rng.IntN(3000))
	case 1:
		return []string{"Japan", "Russian", "Cairo", "the", "of", "and"}[s.rng.IntN(6)]
	}
	w := s.words[s.zipf.Uint64()]
	if s.rng.IntN(8) == 0 {
		w += "s"
	}
	return w
}

// sentence makes a sentence of 18 to 34 words, some 160 bytes.
func (s *synthesizer) sentence() string {
	words := make([]string, 18+s.rng.IntN(17))
	for i := range words {
		words[i] = s.word()
	}
	words[0] = strings.ToUpper(words[0][:1]) + words[0][1:]
	return strings.Join(words, " ") + "."
}

func (s *synthesizer) document(id string, passages, sentences int) *corpus.Document {
	paragraphs := make([]string, passages)
	for i := range paragraphs {
		list := make([]string, sentences)
		for j := range list {
			list[j] = s.sentence()
		}
		paragraphs[i] = strings.Join(list, " ")
	}
	d := text(id, paragraphs...)
	if s.rng.IntN(4) > 0 {
		d = dated(d, fmt.Sprintf("20%02d-%02d-%02d", s.rng.IntN(20), 1+s.rng.IntN(12), 1+s.rng.IntN(28)))
	}
	return d
}

func (s *synthesizer) question() string {
	words := make([]string, 3+s.rng.IntN(8))
	for i := range words {
		words[i] = s.word()
	}
	return strings.Join(words, " ") + "?"
}
