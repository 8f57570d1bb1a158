package names

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/dalil-bot/dalil/corpus"
	"github.com/dalil-bot/dalil/corpus/analysis"
)

// ProperNouns returns the runs of capitalised words in scripts that have capitals: "Super Bowl", "University of Warsaw",
// "Lavrov". A run goes on over small words such as of and van, over initials and hyphens, and over the end of a line that
// is long enough to have been wrapped. The first word of a sentence counts unless it is a function word ("The", "However"):
// other words that merely begin a sentence are mistaken for names. Text all in capitals is one run a clause.
func ProperNouns(text string, toks []analysis.Token) []Mention {
	r := runner{text, toks}
	var out []Mention
	for i := 0; i < len(toks); {
		last := r.run(i)
		if last > i {
			out = append(out, mentionOf(text, toks, i, last, Proper))
			i = last
			continue
		}
		i++
	}
	return out
}

// mentionOf makes a mention of tokens [first, last) without an ID.
func mentionOf(text string, toks []analysis.Token, first, last int, kind Type) Mention {
	start := toks[first].Start
	end := trimPossessive(text, start, toks[last-1].End)
	return Mention{Span: corpus.Span{Start: start, End: end}, First: first, Last: last, Kind: kind}
}

// A runner finds runs of capitalised words.
type runner struct {
	text string
	toks []analysis.Token
}

// run gives the end of the run of capitalised words that begins with token i, or i where none does.
func (r runner) run(i int) int {
	if !r.capital(i) || functionWords[r.toks[i].Fold] && (r.sentenceStart(i) || len(r.toks[i].Fold) < 2 && !r.initial(i)) {
		return i
	}
	last := i + 1
	for last < len(r.toks) && r.joined(last) {
		if r.capital(last) {
			last++
			continue
		}
		next := last
		for next < len(r.toks) && next-last < 2 && connectors[r.toks[next].Fold] && r.joined(next) {
			next++
		}
		if next == last || next == len(r.toks) || !r.capital(next) || !r.joined(next) {
			break
		}
		last = next + 1
	}
	return last
}

// capital reports whether token i begins with a capital and is a word, which "2+2" and the pronoun I are not.
func (r runner) capital(i int) bool {
	tok := r.toks[i]
	c := r.text[tok.Start]
	if c >= utf8.RuneSelf {
		return startsUpper(tok.Of(r.text)) && tok.Kind != analysis.Number
	}
	return 'A' <= c && c <= 'Z' && tok.Kind != analysis.Number && tok.Fold != "i"
}

// initial reports whether token i is a single letter with a full stop behind it.
func (r runner) initial(i int) bool {
	tok := r.toks[i]
	return utf8.RuneCountInString(tok.Fold) == 1 && strings.HasPrefix(r.text[tok.End:], ".")
}

// joined reports whether token i may belong to the same run as the one before it.
func (r runner) joined(i int) bool {
	before := r.toks[i-1]
	gap := r.text[before.End:r.toks[i].Start]
	switch gap {
	case " ", "-", "'", "’", "\u00a0":
		return trimPossessive(r.text, before.Start, before.End) == before.End
	case ". ":
		return (r.initial(i-1) || abbreviations[before.Fold]) && (!functionWords[r.toks[i].Fold] || r.initial(i))
	case "\n":
		return before.End-lineStart(r.text, before.End) >= wrapped
	}
	return false
}

// wrapped is the length in bytes from which a line that ends within a name is taken for a wrapped one, not for a heading.
const wrapped = 50

func lineStart(text string, i int) int { return strings.LastIndexByte(text[:i], '\n') + 1 }

// sentenceStart reports whether token i is the first of a sentence, of a quotation or of a line.
func (r runner) sentenceStart(i int) bool {
	if i == 0 {
		return true
	}
	gap := r.text[r.toks[i-1].End:r.toks[i].Start]
	if gap == " " || gap == "-" {
		return false
	}
	if strings.HasPrefix(gap, ".") && (r.initial(i-1) || abbreviations[r.toks[i-1].Fold]) {
		return false
	}
	return strings.ContainsAny(gap, ".!?:\n\"“”«»‘’(•–—")
}

// allCaps reports whether word has at least two letters and no small one.
func allCaps(word string) bool {
	letters := 0
	for _, c := range word {
		if unicode.IsLower(c) {
			return false
		}
		if unicode.IsUpper(c) {
			letters++
		}
	}
	return letters > 1
}
