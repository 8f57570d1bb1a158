package state

import (
	"encoding/json"
	"fmt"
	"slices"

	"github.com/dalil-bot/dalil/bot/internal/discord"
	"github.com/dalil-bot/dalil/corpus"
	"github.com/dalil-bot/dalil/qa"
)

// Bounds of a stored answer, in bytes where they are no counts.
const (
	maxBody       = 256 << 10
	maxQuestion   = 24_000 // Discord's 6,000 characters at their widest
	maxPassages   = 10
	maxCandidates = 20
	maxSentence   = 600 // of a passage in why, which is for people
	maxRule       = 300
	maxTerms      = 100
)

// A record is an answer as its row holds it. All that could tell words of the question is in asked and likeness, so that
// clearing these two forgets the question.
type record struct {
	server          discord.ID
	asked, likeness string
	unanswered      bool
	body, why       string
}

// asked is what has words of the question.
type asked struct {
	Question   string            `json:"question"`
	Understood string            `json:"understood"`
	Analysis   qa.Analysis       `json:"analysis"`
	Terms      []corpus.TermStat `json:"terms,omitempty"`
}

// as returns the record with or without the words of the question.
func (r record) as(keep bool) record {
	if !keep {
		r.asked, r.likeness = "", ""
	}
	return r
}

func encode(a Answer) (record, error) {
	if a.Answer == nil {
		return record{}, fmt.Errorf("there is no answer in it")
	}
	words := asked{Question: cut(a.Question, maxQuestion), Understood: cut(a.Answer.Question, maxQuestion)}
	r := record{server: a.Server, likeness: cut(a.Likeness, maxLikeness), unanswered: isGap(a.Answer)}
	var err error
	if a.Answer.Why != nil {
		words.Analysis = a.Answer.Why.Analysis
		words.Analysis.Text = cut(words.Analysis.Text, maxQuestion)
		words.Terms = a.Answer.Why.Terms[:min(len(a.Answer.Why.Terms), maxTerms)]
		if r.why, err = encodeWhy(*a.Answer.Why); err != nil {
			return record{}, err
		}
	}
	if r.body, err = encodeBody(*a.Answer); err != nil {
		return record{}, err
	}
	text, err := json.Marshal(words)
	r.asked = string(text)
	return r, err
}

// isGap reports whether documents are missing: a question was put and there was something to look in.
func isGap(a *qa.Answer) bool {
	return a.Kind == qa.Abstention && a.Reason != qa.ReasonEmptyQuestion && a.Reason != qa.ReasonEmptyCorpus
}

func encodeBody(a qa.Answer) (string, error) {
	a.Question = ""
	text, err := json.Marshal(a)
	if err == nil && len(text) > maxBody {
		a.Related, a.Near = nil, nil
		text, err = json.Marshal(a)
	}
	if err == nil && len(text) > maxBody {
		err = &LimitError{What: "bytes of an answer", Max: maxBody}
	}
	return string(text), err
}

func encodeWhy(w qa.Why) (string, error) {
	w.Analysis = qa.Analysis{Lang: w.Analysis.Lang, Type: w.Analysis.Type, List: w.Analysis.List}
	w.Terms = nil
	w.Passages = slices.Clone(w.Passages[:min(len(w.Passages), maxPassages)])
	for i := range w.Passages {
		w.Passages[i].Text = cut(w.Passages[i].Text, maxSentence)
	}
	w.Candidates = slices.Clone(w.Candidates[:min(len(w.Candidates), maxCandidates)])
	for i := range w.Candidates {
		w.Candidates[i].Text = cut(w.Candidates[i].Text, maxSentence)
	}
	w.Rule = cut(w.Rule, maxRule)
	text, err := json.Marshal(w)
	return string(text), err
}

// decode is the reverse of encode, into an answer that has its other fields.
func (r record) decode(a *Answer) error {
	a.Answer = new(qa.Answer)
	if err := json.Unmarshal([]byte(r.body), a.Answer); err != nil {
		return fmt.Errorf("answer %s: %w", a.ID, err)
	}
	if r.why != "" {
		a.Answer.Why = new(qa.Why)
		if err := json.Unmarshal([]byte(r.why), a.Answer.Why); err != nil {
			return fmt.Errorf("why of answer %s: %w", a.ID, err)
		}
	}
	if r.asked == "" {
		return nil
	}
	var words asked
	if err := json.Unmarshal([]byte(r.asked), &words); err != nil {
		return fmt.Errorf("question of answer %s: %w", a.ID, err)
	}
	a.Kept, a.Question, a.Answer.Question = true, words.Question, words.Understood
	if w := a.Answer.Why; w != nil {
		w.Analysis, w.Terms = words.Analysis, words.Terms
	}
	return nil
}
