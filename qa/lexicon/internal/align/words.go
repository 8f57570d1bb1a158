package align

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"github.com/dalil-bot/dalil/corpus/analysis"
)

// A Pair is a sentence and its translation, each as its words of content.
type Pair [2][]Reading

// A Reading is a word as it may be read: an Arabic one that begins with a letter that may be a particle has two readings.
type Reading []struct {
	Form string // the folded word without article or particle; "" where the stem is not the first of this form
	Stem string
}

// Read reads pairs, one a line, the languages' sentences parted by a tab. Numbers, symbols and stop words are left out, for
// they need no lexicon.
func Read(r io.Reader, left, right string) ([]Pair, error) {
	var pairs []Pair
	lines := bufio.NewScanner(r)
	for lines.Scan() {
		l, r, ok := strings.Cut(lines.Text(), "\t")
		if !ok || strings.Contains(r, "\t") {
			return nil, fmt.Errorf("line %d: not two sentences parted by a tab", len(pairs)+1)
		}
		pairs = append(pairs, Pair{Content(l, left), Content(r, right)})
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("line %d: %w", len(pairs)+1, err)
	}
	return pairs, nil
}

// Content gives the words of content of a text.
func Content(text, lang string) []Reading {
	var words []Reading
	analyzer := analysis.For(lang)
	for _, token := range analysis.Tokenize(text) {
		if token.Kind != analysis.Word || analyzer.Stop(token.Fold) {
			continue
		}
		one := []analysis.Token{token}
		stems, forms := analyzer.Terms(one), analysis.Shared(one)
		var reading Reading
		for i, stem := range stems {
			form := token.Fold
			if len(forms) == len(stems) {
				form = forms[i].Text
			}
			if first := analyzer.Terms(analysis.Tokenize(form)); len(first) == 0 || first[0].Text != stem.Text {
				form = ""
			}
			reading = append(reading, struct{ Form, Stem string }{form, stem.Text})
		}
		if len(reading) > 0 {
			words = append(words, reading)
		}
	}
	return words
}

// A vocabulary numbers the stems of one language in the order in which they are seen.
type vocabulary struct {
	seen   map[string]int // how often a stem is a word's first reading
	number map[string]int32
	forms  []map[string]int // by number: words and how often they were seen
}

func newVocabulary(pairs []Pair, side int) *vocabulary {
	v := &vocabulary{seen: map[string]int{}, number: map[string]int32{}}
	for _, p := range pairs {
		for _, r := range p[side] {
			v.seen[r[0].Stem]++
		}
	}
	return v
}

func (v *vocabulary) size() int { return len(v.forms) }

// numbers gives the numbers of a sentence's words. Of two readings it takes the one that is more often seen
// standing alone.
func (v *vocabulary) numbers(words []Reading) []int32 {
	var numbers []int32
	for _, r := range words {
		read := r[0]
		for _, other := range r[1:] {
			if v.seen[other.Stem] > v.seen[read.Stem] {
				read = other
			}
		}
		n, ok := v.number[read.Stem]
		if !ok {
			n = int32(len(v.forms))
			v.number[read.Stem] = n
			v.forms = append(v.forms, map[string]int{})
		}
		if read.Form != "" {
			v.forms[n][read.Form]++
		}
		numbers = append(numbers, n)
	}
	return numbers
}

// form gives the most frequent form of a word, the first in the alphabet of equals, "" where there is none.
func (v *vocabulary) form(n int) string {
	found, most := "", 0
	for form, count := range v.forms[n] {
		if count > most || count == most && form < found {
			found, most = form, count
		}
	}
	return found
}
