package qa

import (
	"strings"

	"github.com/dalil-bot/dalil/corpus/analysis"
)

// The lexical reader sees a candidate as a handful of features, each one of a few values. A feature's weight depends on
// what the question asks for (a class), because "in" before a span speaks for a place and "by" for a person. Passages
// written from right to left have a second weight that is added, so that Arabic learns from English what both share.

// A class is what a question asks for, as coarse as the features need it.
type class int

const (
	classPerson class = iota
	classPlace
	classBody
	classDate
	classNumber
	classReason
	classDefinition
	classThing
	classPersonObject // "whom did … meet?"
	classThingObject  // "what did … build?", where the answer follows what the question says
	classes
)

// class returns what the question asks for. Questions with an auxiliary behind the word that asks, or a preposition
// before it, ask for an object and not for a subject.
func (in *Inquiry) class() class {
	c := classOf(in.Type)
	if c != classPerson && c != classThing {
		return c
	}
	for i, token := range in.text.Tokens {
		if i > 0 && in.asks[i-1] && objectForms[token.Fold] || i > 0 && in.asks[i] && phraseEnds[in.text.Tokens[i-1].Fold] {
			if c == classPerson {
				return classPersonObject
			}
			return classThingObject
		}
	}
	return c
}

// objectForms are auxiliaries behind which a subject stands.
var objectForms = words(`did does do has have had can could will would should may might`)

func classOf(t Type) class {
	switch t {
	case Person:
		return classPerson
	case Place, Country:
		return classPlace
	case Organisation:
		return classBody
	case Date:
		return classDate
	case Number, Amount, Duration:
		return classNumber
	case Reason:
		return classReason
	case Definition:
		return classDefinition
	}
	return classThing
}

// A template is one kind of feature.
type template struct {
	name   string
	values []string
	label  string // under which why sums its weights
}

const (
	fLength = iota
	fBefore
	fAfter
	fType
	fCapital
	fFirst
	fLast
	fLeftGap
	fRightGap
	fInside
	fCommas
	fRank
	fLeftUnit
	fRightUnit
	fTemplates
)

var templates = [fTemplates]template{
	fLength:    {"length", []string{"1", "2", "3", "4", "5", "6-7", "8-9", "10+"}, "shape"},
	fBefore:    {"before", contexts, "context"},
	fAfter:     {"after", contexts, "context"},
	fType:      {"type", []string{"none", "exact", "around", "within", "overlap", "other", "proper"}, "type"},
	fCapital:   {"capital", []string{"none", "some", "all", "all-whole"}, "shape"},
	fFirst:     {"first", []string{"lower", "upper", "number", "article", "and"}, "shape"},
	fLast:      {"last", []string{"lower", "upper", "number", "article", "and"}, "shape"},
	fLeftGap:   {"left-gap", gaps, "closeness"},
	fRightGap:  {"right-gap", gaps, "closeness"},
	fInside:    {"inside", []string{"none", "few", "half", "most"}, "closeness"},
	fCommas:    {"comma", []string{"none", "one", "more"}, "shape"},
	fRank:      {"rank-of-line", []string{"0", "1", "2", "3-4", "5+"}, "sentence"},
	fLeftUnit:  {"left-word", unitPlaces, "closeness"},
	fRightUnit: {"right-word", unitPlaces, "closeness"},
}

// unitPlaces is where in the question the nearest word stands that the sentence has within three words.
var unitPlaces = []string{"none", "first", "middle", "last"}

// gaps is the distance in words to the nearest word that the question holds.
var gaps = []string{"0", "1", "2", "3-4", "5-8", "9+", "none"}

// contexts is what stands directly before or after a candidate.
var contexts = []string{"edge", "comma", "hard", "matched", "the", "of", "in", "by", "to", "with", "and", "copula", "that", "called", "because", "upper", "number", "stop", "other"}

// contextWords says which context a function word is, English and Arabic.
var contextWords = func() map[string]int {
	table := map[string]int{}
	for name, list := range map[string]string{
		"the":     `the a an his her its their this these`,
		"of":      `of من`,
		"in":      `in on at near within inside في بين لدي عند داخل`,
		"by":      `by بواسطه`,
		"to":      `to for into toward towards الي ل لاجل نحو`,
		"with":    `with from as about over under مع علي عن حول ضد`,
		"and":     `and or but nor او و ثم`,
		"copula":  `is are was were be been being became becomes هو هي كان كانت يكون تكون اصبح اصبحت هم`,
		"that":    `that which who whom whose where when what الذي التي الذين ان انه انها حيث`,
		"called":  `called named known titled termed يسمي تسمي سمي المعروف المعروفه باسم اسمه`,
		"because": `because due since owing لان بسبب نتيجه`,
	} {
		for i, c := range contexts {
			if c == name {
				for word := range strings.FieldsSeq(list) {
					table[word] = i
				}
			}
		}
	}
	return table
}()

const (
	contextEdge = iota
	contextComma
	contextHard
	contextMatched
)

const (
	contextUpper = iota + 15
	contextNumber
	contextStop
	contextOther
)

// features fills out with the value of each template for words [from, to) of a line.
func (s *span) features(out *[fTemplates]int) {
	l := s.line
	out[fLength] = lengthBucket(s.to - s.from)
	out[fBefore] = l.context(s.from-1, l.from, s.from)
	out[fAfter] = l.context(s.to, l.to, s.to)
	out[fType] = s.relation
	out[fCapital] = l.capitals(s.from, s.to)
	out[fFirst] = l.shape(s.from)
	out[fLast] = l.shape(s.to - 1)
	out[fLeftGap] = gapBucket(l.leftGap[s.from-l.from])
	out[fRightGap] = gapBucket(l.rightGap[s.to-l.from])
	out[fInside] = shareBucket(s.matched, s.to-s.from)
	out[fCommas] = min(s.commas, 2)
	out[fRank] = rankBucket(l.rank)
	out[fLeftUnit] = l.unitPlace(s.from-1, -1)
	out[fRightUnit] = l.unitPlace(s.to, 1)
}

func rankBucket(n int) int {
	switch {
	case n <= 2:
		return n
	case n <= 4:
		return 3
	}
	return 4
}

// unitPlace says where in the question the word stands that the line matches first, going from word i for three words.
func (l *page) unitPlace(i, step int) int {
	for n := 0; n < 3 && i >= l.from && i < l.to; n, i = n+1, i+step {
		switch unit := l.match[i].unit; {
		case unit < 0:
		case unit == l.units-1:
			return 3
		case unit == 0:
			return 1
		default:
			return 2
		}
	}
	return 0
}

func lengthBucket(n int) int {
	switch {
	case n <= 5:
		return n - 1
	case n <= 7:
		return 5
	case n <= 9:
		return 6
	}
	return 7
}

func gapBucket(n int) int {
	switch {
	case n < 0:
		return 6
	case n <= 2:
		return n
	case n <= 4:
		return 3
	case n <= 8:
		return 4
	}
	return 5
}

func shareBucket(part, whole int) int {
	switch share := float64(part) / float64(whole); {
	case part == 0:
		return 0
	case share < 0.34:
		return 1
	case share < 0.67:
		return 2
	}
	return 3
}

// context says what stands at word i beside a candidate; edge is the word before which, or behind which, the sentence
// ends, and gap the word whose preceding punctuation lies between the two.
func (l *page) context(i, edge, gap int) int {
	if i < l.from || i >= l.to {
		return contextEdge
	}
	w := &l.words[gap]
	switch {
	case w.hard:
		return contextHard
	case w.cut:
		return contextComma
	}
	if c, ok := contextWords[l.text.Tokens[i].Fold]; ok {
		return c
	}
	w = &l.words[i]
	switch {
	case l.match[i].unit >= 0:
		return contextMatched
	case w.stop:
		return contextStop
	case l.text.Tokens[i].Kind == analysis.Number:
		return contextNumber
	case w.upper:
		return contextUpper
	}
	return contextOther
}

// capitals says how many of the words that are no function words begin with a capital letter, and whether the run of
// capitals ends where the candidate ends.
func (l *page) capitals(from, to int) int {
	upper, content := 0, 0
	for i := from; i < to; i++ {
		if l.words[i].stop && i > from {
			continue
		}
		content++
		if l.words[i].upper {
			upper++
		}
	}
	switch {
	case upper == 0:
		return 0
	case upper < content:
		return 1
	case from > l.from && l.words[from-1].upper && !l.words[from].cut || to < l.to && l.words[to].upper && !l.words[to].cut:
		return 2
	}
	return 3
}

func (l *page) shape(i int) int {
	w := &l.words[i]
	switch {
	case l.text.Tokens[i].Kind == analysis.Number:
		return 2
	case w.wa:
		return 4
	case w.article:
		return 3
	case w.upper:
		return 1
	}
	return 0
}
