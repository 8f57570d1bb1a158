package main

import (
	"fmt"
	"strings"

	"github.com/dalil-bot/dalil/qa/eval"
)

// scored is the result of an evaluation.
type scored struct {
	Threshold float64       `json:"threshold"` // in force
	Measures  eval.Measures `json:"measures"`
	Curve     []eval.Point  `json:"curve"`
}

// meaning says what a measure is, for those who meet it for the first time.
func meaning(measure string) string {
	name, k, _ := strings.Cut(measure, "@")
	switch name {
	case "missing":
		return "questions without a prediction"
	case "p50_ms":
		return "milliseconds of the whole answer, median"
	case "p95_ms":
		return "milliseconds that 95 of 100 answers stay below"
	case "abstained":
		return "unanswerable questions that are refused"
	case "answered":
		return "answerable questions that are answered"
	case "doc":
		return "a right document among the first " + k + " quotes"
	case "em":
		return "single answers that are word for word a right one"
	case "f1":
		return "words that single answers share with a right one"
	case "forbidden":
		return "lists with an item that must not be there"
	case "found":
		return "the answer within the first " + k + " passages, given or near"
	case "item_quoted":
		return "items of lists with a quote that holds them"
	case "list_exact":
		return "lists with all items that are wanted and no other"
	case "list_f1":
		return "harmonic mean of precision and recall of lists"
	case "list_precision":
		return "items given that are wanted"
	case "list_recall":
		return "items wanted that are given"
	case "quote":
		return "the answer within the first " + k + " quotes"
	case "quote_words":
		return "mean length of quotes in words"
	case "quoted":
		return "answers with a quote"
	case "verbatim":
		return "quotes that stand in their document byte for byte"
	}
	return ""
}

func (a *app) printScore(s scored) error {
	if a.json {
		return a.writeJSON(s)
	}
	var b strings.Builder
	for _, m := range s.Measures {
		fmt.Fprintf(&b, "%-16s %-9s %s\n", m.Name, m.Format(), meaning(m.Name))
	}
	_, unanswerable := s.Measures.Get("abstained")
	fmt.Fprintf(&b, "\nWhat each threshold would do: answered of the answerable, refused of the unanswerable questions, and of what is\n"+
		"answered the mean F1 and the share with the answer in its first three quotes. In force: %.2f.\n\n", s.Threshold)
	b.WriteString("threshold  answered  refused       f1   quoted\n")
	for i, c := range s.Curve {
		refused := "-" // there was nothing to refuse
		if unanswerable {
			refused = fmt.Sprintf("%.3f", c.Refused)
		}
		mark := ""
		if c.Threshold <= s.Threshold && (i+1 == len(s.Curve) || s.Curve[i+1].Threshold > s.Threshold) {
			mark = " <"
		}
		bar := strings.Repeat("#", int(c.Answered*20+0.5))
		fmt.Fprintf(&b, "     %.2f  %8.3f %8s %8.3f %8.3f  %-20s%s\n", c.Threshold, c.Answered, refused, c.F1, c.Quoted, bar, mark)
	}
	_, err := a.out.Write([]byte(trimLines(b.String())))
	return err
}

// trimLines drops the spaces at the ends of lines.
func trimLines(text string) string {
	var b strings.Builder
	for line := range strings.Lines(text) {
		b.WriteString(strings.TrimRight(line, " \n") + "\n")
	}
	return b.String()
}
