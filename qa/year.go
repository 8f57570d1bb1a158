package qa

import (
	"strings"

	"github.com/dalil-bot/dalil/corpus/analysis"
)

// yearWords are what a question calls a year.
var yearWords = words(`year years عام اعوام سنه سنوات العام السنه jahr jahren année années año años god году год`)

// asksYear reports whether the question asks for a year, as "in which year" does, and not for a day.
func (in *Inquiry) asksYear() bool {
	return in.Type == Date && in.focus >= 0 && yearWords[in.text.Tokens[in.focus].Fold]
}

// yearOf cuts a date down to the year in it, where it holds one: "25 February 2010" to "2010".
func yearOf(x Candidate) Candidate {
	from, to := x.Line.wordsAt(&x)
	at := -1
	for i := from; i < to; i++ {
		if isYear(x.Line.text.Tokens[i]) {
			if at >= 0 {
				return x // from one year to another
			}
			at = i
		}
	}
	if at < 0 {
		return x
	}
	x.Span, x.Kind, x.ID = x.Line.view.quote(at, at+1), Date, x.Line.text.Tokens[at].Fold
	return x
}

// isYear reports whether a token is a year from 1000 to 2999.
func isYear(t analysis.Token) bool {
	return t.Kind == analysis.Number && len(t.Fold) == 4 && (t.Fold[0] == '1' || t.Fold[0] == '2') && !strings.Contains(t.Fold, ".")
}
