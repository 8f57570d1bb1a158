package lexicon

import (
	"bufio"
	"cmp"
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/dalil-bot/dalil/corpus/terms"
)

// A paragraph with its terms: those of its language, and with a mark before them the shared ones.
type paragraph struct {
	doc, text string
	counts    map[string]int
	length    int
}

// A shelf is paragraphs that can be looked through by exact BM25.
type shelf struct {
	paragraphs []paragraph
	having     map[string]int // paragraphs with a term
	mean       float64
}

func readShelf(t *testing.T, lang string) *shelf {
	t.Helper()
	s := &shelf{having: map[string]int{}}
	files, err := filepath.Glob(filepath.Join(shared(t, "eval", "xquad", "corpus", lang), "*.txt"))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for block := range strings.SplitSeq(string(text), "\n\n") {
			s.add(filepath.Base(file), strings.TrimSpace(block), lang)
		}
	}
	s.mean /= float64(len(s.paragraphs))
	return s
}

func (s *shelf) add(doc, text, lang string) {
	if text == "" {
		return
	}
	p := paragraph{doc: doc, text: text, counts: map[string]int{}}
	taken := terms.Analyze(text, lang)
	for _, term := range taken.Own {
		p.counts[term.Text]++
		p.length++
	}
	for _, term := range taken.Shared {
		p.counts["="+term.Text]++
	}
	for term := range p.counts {
		s.having[term]++
	}
	s.mean += float64(p.length)
	s.paragraphs = append(s.paragraphs, p)
}

// score is BM25 of a term in a paragraph.
func (s *shelf) score(p *paragraph, term string) float64 {
	const k1, b = 1.2, 0.75
	tf, df, n := float64(p.counts[term]), float64(s.having[term]), float64(len(s.paragraphs))
	idf := math.Log(1 + (n-df+0.5)/(df+0.5))
	return idf * tf * (k1 + 1) / (tf + k1*(1-b+b*float64(p.length)/s.mean))
}

// rank gives the paragraphs for a question in another language, best first: names and numbers, and with a lexicon for
// each word its translation that tells most.
func (s *shelf) rank(text, from, to string, translate bool) []*paragraph {
	type ranked struct {
		*paragraph
		score float64
	}
	asked := terms.Analyze(text, from)
	all := make([]ranked, len(s.paragraphs))
	for i := range all {
		p := &s.paragraphs[i]
		all[i].paragraph = p
		for _, term := range asked.Shared {
			all[i].score += s.score(p, "="+term.Text)
		}
		if !translate {
			continue
		}
		for _, term := range asked.Own {
			best := 0.0
			for _, tr := range Translate(term.Text, from, to) {
				best = max(best, tr.Weight*s.score(p, tr.Term))
			}
			all[i].score += best
		}
	}
	slices.SortStableFunc(all, func(a, b ranked) int { return cmp.Compare(b.score, a.score) })
	var found []*paragraph
	for _, r := range all {
		if r.score > 0 {
			found = append(found, r.paragraph)
		}
	}
	return found
}

// TestCrossing tells, with the lexicon and without, how often a paragraph with the answer is among the first five for a
// question of the other language. It is for information: nothing was chosen by it.
func TestCrossing(t *testing.T) {
	if testing.Short() {
		t.Skip("ranks 500 paragraphs for 1,132 questions four times over")
	}
	for _, way := range [][2]string{{"en", "ar"}, {"ar", "en"}} {
		s := readShelf(t, way[1])
		file, err := os.Open(shared(t, "eval", "xquad", "questions."+way[0]+"-"+way[1]+".jsonl"))
		if err != nil {
			t.Fatal(err)
		}
		defer file.Close()
		var questions int
		var without, with [2]int // right at the first place, among the first five
		for lines := bufio.NewScanner(file); lines.Scan(); questions++ {
			var q struct {
				Question, Doc string
				Answers       []string
			}
			if err := json.Unmarshal(lines.Bytes(), &q); err != nil {
				t.Fatal(err)
			}
			right := func(p *paragraph) bool {
				return p.doc == filepath.Base(q.Doc) && slices.ContainsFunc(q.Answers, func(a string) bool { return strings.Contains(p.text, a) })
			}
			for i, first := range []int{1, 5} {
				without[i] += hit(s.rank(q.Question, way[0], way[1], false), first, right)
				with[i] += hit(s.rank(q.Question, way[0], way[1], true), first, right)
			}
		}
		share := func(n int) float64 { return float64(n) / float64(questions) }
		t.Logf("%s-%s, %d questions, %d paragraphs: without R@1 %.3f R@5 %.3f, with R@1 %.3f R@5 %.3f", way[0], way[1],
			questions, len(s.paragraphs), share(without[0]), share(without[1]), share(with[0]), share(with[1]))
		if with[1] <= without[1] {
			t.Errorf("%s-%s: the lexicon does not help", way[0], way[1])
		}
	}
}

// hit is 1 where a right paragraph is among the first n.
func hit(found []*paragraph, n int, right func(*paragraph) bool) int {
	if slices.ContainsFunc(found[:min(n, len(found))], right) {
		return 1
	}
	return 0
}
