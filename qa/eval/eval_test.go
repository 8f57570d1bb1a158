package eval

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/dalil-bot/dalil/qa"
)

func TestFold(t *testing.T) {
	for _, test := range []struct{ name, in, want string }{
		{"case and punctuation", "The U.S. Navy’s", "u s navy s"},
		{"kept signs", "2+2, $3.1 billion, 40%", "2+2 $3 1 billion 40%"},
		{"arabic digits", "٢٤٠ ألف", "240 الف"},
		{"diacritics and tatweel", "عامًا ســــلام", "عاما سلام"},
		{"article", "الولايات المتحدة", "ولايات متحده"},
		{"article of a short word", "الى ال", "الي ال"},
		{"invisible", "a\u200bb \u202bc\u202c", "ab c"},
		{"compatibility forms", "ﬁve ５", "five 5"},
		{"unassigned", "x\u0378y", "x y"},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := strings.Join(Fold(test.in), " "); got != test.want {
				t.Errorf("Fold(%q) = %q, want %q", test.in, got, test.want)
			}
		})
	}
}

func TestHolds(t *testing.T) {
	for _, test := range []struct {
		name, text, gold string
		want             bool
	}{
		{"in the middle", "talks were held in Marsa Nour today", "Marsa Nour", true},
		{"not adjacent", "Marsa and Nour", "Marsa Nour", false},
		{"part of a word", "Marsala", "Marsa", false},
		{"prefix and", "مصر وروسيا", "روسيا", true},
		{"prefix for with the article", "للموانئ الجديدة", "الموانئ", true},
		{"only the first word may have a prefix", "جمال وعبد", "جمال عبد", false},
		{"nothing to hold", "text", "", false},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := holds(Fold(test.text), Fold(test.gold)); got != test.want {
				t.Errorf("holds(%q, %q) = %v", test.text, test.gold, got)
			}
		})
	}
}

func TestScoreListGivesEachItemOneGroup(t *testing.T) {
	q := Question{List: [][]string{{"Russia", "Moscow"}, {"Australia"}}, Forbid: []string{"China"}}
	for _, test := range []struct {
		name  string
		items []string
		want  listScore
	}{
		{"all", []string{"Australia", "Moscow"}, listScore{precision: 1, recall: 1}},
		{"an alias twice", []string{"Russia", "Moscow"}, listScore{precision: 0.5, recall: 0.5}},
		{"too much", []string{"Russia", "Australia", "China", "Peru"}, listScore{precision: 0.5, recall: 1, forbidden: true}},
		{"one item holds both", []string{"Russia and Australia"}, listScore{precision: 1, recall: 0.5}},
		{"nothing", nil, listScore{}},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := scoreList(q, test.items); got != test.want {
				t.Errorf("scoreList(%q) = %+v, want %+v", test.items, got, test.want)
			}
		})
	}
}

func TestPredict(t *testing.T) {
	ms := 1.5
	for _, test := range []struct {
		name string
		in   qa.Answer
		want Prediction
	}{
		{"single", qa.Answer{Kind: qa.Single, Text: "2 May", Items: []qa.Item{{Text: "May 2nd"}}, Quotes: []qa.Quote{{Doc: "a", Text: "On May 2nd."}}},
			Prediction{Answered: true, Answer: "May 2nd", Display: "2 May", Quotes: []Quote{{"a", "On May 2nd."}}, Near: []Quote{}}},
		{"list", qa.Answer{Kind: qa.List, Text: "A and B", Items: []qa.Item{{Text: "a"}, {Text: "b"}}},
			Prediction{Answered: true, Answer: "a, b", Display: "A and B", Items: []string{"a", "b"}, Quotes: []Quote{}, Near: []Quote{}}},
		{"yes", qa.Answer{Kind: qa.YesNo, Text: "Yes", Items: []qa.Item{{Text: "signed"}}},
			Prediction{Answered: true, Answer: "Yes", Display: "Yes", Quotes: []Quote{}, Near: []Quote{}}},
		{"abstention", qa.Answer{Kind: qa.Abstention, Reason: qa.ReasonUnsure, Near: []qa.Quote{{Doc: "b", Text: "Near."}}},
			Prediction{Reason: qa.ReasonUnsure, Quotes: []Quote{}, Near: []Quote{{"b", "Near."}}}},
	} {
		t.Run(test.name, func(t *testing.T) {
			test.want.ID, test.want.ElapsedMS = "q", &ms
			if diff := cmp.Diff(test.want, Predict("q", &test.in, 1500*time.Microsecond)); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

func TestScore(t *testing.T) {
	no := false
	questions := []Question{
		{ID: "one", Answers: []string{"1,040 metres"}, Docs: []string{"x/quay.txt"}},
		{ID: "two", Answers: []string{"28"}, Doc: "rules.md", Evidence: []string{"28 vacation days"}},
		{ID: "three", Answerable: &no},
		{ID: "four", Answers: []string{"Karim Haddad"}},
	}
	predictions := []Prediction{
		{ID: "one", Answered: true, Answer: "1,040 metres long", Quotes: []Quote{{"quay.txt", "It is 1,040 metres long."}, {"quay.txt", "not there"}}},
		{ID: "two", Near: []Quote{{"rules.md", "You have 28 vacation days."}}},
		{ID: "three", Answered: true, Answer: "ten"},
	}
	stored := func(doc string) (string, bool) {
		text, ok := map[string]string{"quay.txt": "It is 1,040 metres long.", "rules.md": "You have 28 vacation days."}[doc]
		return text, ok
	}
	got := Score(questions, predictions, stored)
	for name, want := range map[string]float64{
		"questions": 4, "missing": 1, "answered": 1.0 / 3, "abstained": 0, "em": 0, "f1": 6.0 / 7 / 3,
		"quote@1": 1.0 / 3, "found@1": 2.0 / 3, "doc@1": 1.0 / 3, "verbatim": 2.0 / 3, "quote_words": 3.5,
	} {
		if value, ok := got.Get(name); !ok || value-want > 1e-9 || want-value > 1e-9 {
			t.Errorf("%s = %v, want %v", name, value, want)
		}
	}
	text, err := json.Marshal(got)
	if err != nil || !strings.HasPrefix(string(text), `{"questions":4,"missing":1,"abstained":0,"answered":0.3333,`) {
		t.Errorf("as JSON: %s, %v", text, err)
	}
}

func TestCurve(t *testing.T) {
	no := false
	questions := []Question{{ID: "a", Answers: []string{"x"}}, {ID: "b", Answers: []string{"y"}}, {ID: "c", Answerable: &no}}
	predictions := []Prediction{
		{ID: "a", Answered: true, Answer: "x", Confidence: 0.9, Quotes: []Quote{{"d", "x is here."}}},
		{ID: "b", Answered: true, Answer: "z", Confidence: 0.4},
		{ID: "c", Answered: true, Answer: "w", Confidence: 0.6},
	}
	want := []Point{
		{Threshold: 0, Answered: 1, Refused: 0, F1: 1.0 / 3, Quoted: 1.0 / 3},
		{Threshold: 0.5, Answered: 0.5, Refused: 0, F1: 0.5, Quoted: 0.5},
		{Threshold: 1, Answered: 0, Refused: 1},
	}
	if diff := cmp.Diff(want, Curve(questions, predictions, 2)); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestReadQuestionsNamesTheLine(t *testing.T) {
	_, err := ReadQuestions(strings.NewReader("{\"id\": \"a\"}\n\n{\"id\": 7}\n"))
	if err == nil || !strings.HasPrefix(err.Error(), "line 3: ") {
		t.Errorf("error %v does not name line 3", err)
	}
}

func FuzzFold(f *testing.F) {
	f.Add("The ٢+٢ talks, الوزيران")
	f.Add("\xff\u0130\u200f")
	f.Fuzz(func(t *testing.T, text string) {
		once := Fold(text)
		for _, w := range once {
			if w == "" || strings.ContainsAny(w, " \t\n.,") {
				t.Errorf("Fold(%q) has the word %q", text, w)
			}
		}
		if !holds(once, once) && len(once) > 0 {
			t.Errorf("%q does not hold itself", once)
		}
	})
}
