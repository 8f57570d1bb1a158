package qa

import "github.com/dalil-bot/dalil/corpus/analysis"

// doubtCounted is the doubt about a number behind which stands something else than what is counted, in a sentence that counts
// it: of "16 goals and 4 passes" a question for passes wants the second.
const doubtCounted doubt = "count"

// countedReach is how many words behind a number the word may stand that says what it counts.
const countedReach = 2

// countedUnits returns the units of the noun that a question counts: what follows "how many", and what follows كم, behind عدد.
func (in *Inquiry) countedUnits() map[int]bool {
	if in.Type != Number {
		return nil
	}
	tokens := in.text.Tokens
	from, to := -1, 0
	for i, token := range tokens {
		switch {
		case in.Lang == "en" && token.Fold == "many" && i > 0 && tokens[i-1].Fold == "how":
			from = i + 1
			for to = from; to < len(tokens) && !auxiliaries[tokens[to].Fold] && !phraseEnds[tokens[to].Fold]; to++ {
			}
		case in.Lang == "ar" && in.asks[i] && i+1 < len(tokens):
			from = i + 1
			if tokens[from].Fold == "عدد" {
				from++
			}
			to = min(from+1, len(tokens))
		}
		if from >= 0 {
			break
		}
	}
	out := map[int]bool{}
	for n, u := range in.units {
		if from >= 0 && u.token >= from && u.token < to {
			out[n] = true
		}
	}
	return out
}

// counts reports whether a number stands before a word of what is counted, or holds one.
func (l *Line) counts(first, last int, counted map[int]bool) bool {
	for i := first; i <= last+countedReach && i < l.to; i++ {
		if i > last && (l.words[i].cut || l.text.Tokens[i].Kind == analysis.Number) {
			return false
		}
		if m := l.match[i]; m.unit >= 0 && counted[m.unit] {
			return true
		}
	}
	return false
}

// miscounts reports whether a candidate counts something else, while another number of its sentence counts what is asked for.
func (c *claims) miscounts(x *Candidate) bool {
	if len(c.counted) == 0 {
		return false
	}
	l := x.Line
	first, last := l.tokensOf(x)
	if first < 0 || l.counts(first, last, c.counted) {
		return false
	}
	for i := l.from; i < l.to; i++ {
		if l.text.Tokens[i].Kind == analysis.Number && (i < first || i > last) && l.counts(i, i, c.counted) {
			return true
		}
	}
	return false
}

// tokensOf returns the first and the last word of a candidate, or -1.
func (l *Line) tokensOf(x *Candidate) (first, last int) {
	first, last = -1, -1
	for i := l.from; i < l.to; i++ {
		if place := l.inDocument(l.text.Tokens[i].Span); place.End > x.Span.Start && place.Start < x.Span.End {
			if first < 0 {
				first = i
			}
			last = i
		}
	}
	return first, last
}
