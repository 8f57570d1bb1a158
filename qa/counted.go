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

// counts reports whether the number at words [from, to) stands before a word of what is counted, or holds one.
func (l *Line) counts(from, to int, counted map[int]bool) bool {
	for i := from; i < to+countedReach && i < l.to; i++ {
		if i >= to && (l.words[i].cut || l.text.Tokens[i].Kind == analysis.Number) {
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
	from, to := l.wordsAt(x)
	if from == to || l.counts(from, to, c.counted) {
		return false
	}
	for i := l.from; i < l.to; i++ {
		if l.text.Tokens[i].Kind == analysis.Number && (i < from || i >= to) && l.counts(i, i+1, c.counted) {
			return true
		}
	}
	return false
}
