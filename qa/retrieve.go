package qa

import (
	"cmp"
	"context"
	"slices"
	"strconv"

	"github.com/dalil-bot/dalil/corpus"
)

// A ranking is how sentences are ordered. A sentence's score is its own BM25 (Robertson and Zaragoza, 2009) plus, weighted,
// the score of the passage around it, the closeness of the question's words in it, and what the title above it says; a
// word that is only spelt like one of the question's counts for a part of it.
type ranking struct {
	k1, b    float64 // of BM25 over sentences
	passage  float64 // weight of a passage's own score
	near     float64 // weight of two neighbouring words of the question standing close together
	title    float64 // weight of a word that only the title or the heading has
	spelling float64 // least likeness at which a differently spelt word counts, 0 to 1
	dense    float64 // weight of the nearest passage by its vector, for each unit of weight in the question
	cosine   float64 // difference of cosines at which that falls to a third
	focus    float64 // weight of the noun asked for: a text that answers "which countries …" seldom says "countries"
}

// defaultRanking was chosen by coordinate search on SQuADShifts' new Wikipedia questions (English) and ARCD's training
// questions (Arabic): the gold sentence first, or among the first three. TestFitRanking repeats it; TestFitDense does for the
// weight of vectors, on questions of XQuAD whose documents are in the other language and in the same.
var defaultRanking = ranking{k1: 0.45, b: 0.5, passage: 0.8, near: 0.5, title: 0.4, spelling: 0.6, focus: 0.5, dense: 0.7, cosine: 0.04}

const (
	sentenceLength = 24 // words: about the mean of running text in both languages
	candidates     = 50 // passages that are rescored
)

// A match is the unit of a question that a word of a passage stands for.
type match struct {
	unit     int // -1 for none
	strength float64
}

// A reading is a passage held against a question.
type reading struct {
	*view
	hit      corpus.Hit
	match    []match // by word
	title    []bool  // by unit: the title or the heading has it
	nearness         // of its vector to the question's; zero where there is none
	tags     []odds  // by word: of standing in a list of answers; nil where no encoder read it
}

// A Line is a sentence held against a question.
type Line struct {
	*reading
	sentence
	score float64
	dense float64 // what the vector adds to it
	parts []corpus.Part
	cover []float64 // by unit: strength of its best match in the sentence

	repeats []repeat // lines of other documents that this one stands for; see fold
	set     wordSet  // see folded
}

// span returns the sentence's place in the document.
func (l *Line) place() corpus.Span { return l.inDocument(l.sentence.span) }

// retrieve returns the sentences of the permitted set that bear on the question, best first.
func (a *Answerer) retrieve(ctx context.Context, in *Inquiry) ([]*Line, *corpus.Result, error) {
	query := corpus.Query{
		Collections: in.asked.Collections, Text: in.Text, Lang: in.Lang, Also: in.also,
		Since: in.asked.Since, Until: in.asked.Until, Limit: candidates,
	}
	result, err := a.lib.Search(ctx, query)
	if err != nil {
		return nil, nil, err
	}
	in.weigh(result, a.rank.focus)
	hits, near, err := a.dense(ctx, in, query, result.Hits)
	if err != nil {
		return nil, nil, err
	}
	var lines []*Line
	for _, hit := range hits {
		r := a.hold(in, hit)
		r.nearness = near[keyOf(hit)]
		for _, s := range r.sents {
			if s.to > s.from {
				lines = append(lines, r.line(in, s, a.rank))
			}
		}
	}
	slices.SortFunc(lines, func(x, y *Line) int {
		return cmp.Or(cmp.Compare(y.score, x.score), cmp.Compare(x.doc.Collection, y.doc.Collection),
			cmp.Compare(x.doc.ID, y.doc.ID), cmp.Compare(x.place().Start, y.place().Start))
	})
	lines, err = a.fold(ctx, lines)
	return lines, result, err
}

// hold finds the words of a passage that stand for units of the question.
func (a *Answerer) hold(in *Inquiry, hit corpus.Hit) *reading {
	r := &reading{view: a.views.get(hit.Doc, hit.Passage), hit: hit}
	r.match = make([]match, len(r.words))
	r.title = make([]bool, len(in.units))
	for i := range r.match {
		r.match[i].unit = -1
	}
	r.matchTitle(in)
	put := func(token, unit int, strength float64) {
		if r.match[token].unit < 0 || r.match[token].strength < strength {
			r.match[token] = match{unit, strength}
		}
	}
	if r.lang == in.Lang {
		for _, term := range r.text.Own {
			if unit, ok := in.own[term.Text]; ok {
				put(term.Token, unit, 1)
			}
		}
	}
	for _, term := range r.text.Own {
		if t, ok := in.foreign[r.lang][term.Text]; ok {
			put(term.Token, t.unit, t.weight)
		}
	}
	for _, term := range r.text.Shared {
		if unit, ok := in.shared[term.Text]; ok && in.units[unit].id == "" {
			put(term.Token, unit, 1)
		}
	}
	for _, m := range r.text.Mentions {
		if unit, ok := in.shared[m.ID]; ok {
			for i := m.First; i < m.Last; i++ {
				put(i, unit, 1)
			}
		}
	}
	r.matchAcronyms(in, put)
	r.matchSounds(in, put)
	r.matchSpelling(in, a.rank.spelling, put)
	return r
}

// matchTitle finds the units that what stands above the passage holds: its title, its heading, and for a year the date of
// publication, since a report of 2013 seldom says 2013.
func (r *reading) matchTitle(in *Inquiry) {
	for _, term := range r.about {
		if unit, ok := in.shared[term.Text]; ok {
			r.title[unit] = true
		}
		if unit, ok := in.own[term.Text]; ok && r.lang == in.Lang {
			r.title[unit] = true
		}
	}
	if r.doc.Date.Published() {
		if unit, ok := in.shared[strconv.Itoa(r.doc.Date.Day.Year())]; ok {
			r.title[unit] = true
		}
	}
}

// matchSpelling matches words that are spelt nearly like one of the question's: inflections that no stemmer knows.
func (r *reading) matchSpelling(in *Inquiry, least float64, put func(token, unit int, strength float64)) {
	for n := range in.units {
		u := &in.units[n]
		if u.id != "" || len(u.fold) < 4 {
			continue
		}
		for i := range r.words {
			if r.match[i].unit >= 0 || r.words[i].stop || r.words[i].symbol {
				continue
			}
			if alike := u.grams.alike(r.words[i].grams); alike >= least {
				put(i, n, alike)
			} else if u.unknown && misspelt(u.fold, r.text.Tokens[i].Fold) {
				put(i, n, typoStrength)
			}
		}
	}
}

// line scores one sentence.
func (r *reading) line(in *Inquiry, s sentence, rank ranking) *Line {
	l := &Line{reading: r, sentence: s, cover: make([]float64, len(in.units))}
	counts := make([]float64, len(in.units))
	for i := s.from; i < s.to; i++ {
		if m := r.match[i]; m.unit >= 0 {
			counts[m.unit] += m.strength
			l.cover[m.unit] = max(l.cover[m.unit], m.strength)
		}
	}
	norm := rank.k1 * (1 - rank.b + rank.b*float64(s.to-s.from)/sentenceLength)
	own := 0.0
	for n, tf := range counts {
		own += in.units[n].weight * tf * (rank.k1 + 1) / (tf + norm)
	}
	near, title := r.closeness(in, s), r.fromTitle(in, counts)
	l.parts = []corpus.Part{
		{Label: "sentence", Value: own},
		{Label: "passage", Value: rank.passage * r.hit.Score},
		{Label: "near", Value: rank.near * near},
		{Label: "title", Value: rank.title * title},
	}
	if l.dense = rank.dense * in.mass() * r.share; l.dense > 0 {
		l.parts = append(l.parts, corpus.Part{Label: "dense", Value: l.dense})
	}
	for _, p := range l.parts {
		l.score += p.Value
	}
	return l
}

// closeness sums, over neighbouring units of the question, the smaller weight of the two divided by their distance in
// words in the sentence.
func (r *reading) closeness(in *Inquiry, s sentence) float64 {
	sum := 0.0
	for n := 1; n < len(in.units); n++ {
		best := 0
		last := [2]int{-1, -1}
		for i := s.from; i < s.to; i++ {
			for side := range 2 {
				if r.match[i].unit != n-1+side {
					continue
				}
				last[side] = i
				if other := last[1-side]; other >= 0 && (best == 0 || i-other < best) {
					best = i - other
				}
			}
		}
		if best > 0 {
			sum += min(in.units[n-1].weight, in.units[n].weight) / float64(best)
		}
	}
	return sum
}

// fromTitle sums the weights of the units that the sentence lacks and the document's title or the heading has.
func (r *reading) fromTitle(in *Inquiry, counts []float64) float64 {
	sum := 0.0
	for n := range in.units {
		if counts[n] == 0 && r.title[n] {
			sum += in.units[n].weight
		}
	}
	return sum
}
