package qa

import (
	"slices"
	"testing"
)

// TestAnnounced holds that what a noun announces is the answer to a question for it, member by member.
func TestAnnounced(t *testing.T) {
	for _, test := range []struct {
		name, document, text string
		want                 []string
	}{
		{"behind a copula", "The main conditions of the mill lease are a new roof, a deposit of 900 crowns and an inspection every spring.", "What are the conditions of the mill lease?",
			[]string{"a new roof", "a deposit of 900 crowns", "an inspection every spring"}},
		{"behind a colon", "The mill council set three tasks: repair the wheel, paint the doors, and sell the old boat.", "Which tasks did the mill council set?",
			[]string{"repair the wheel", "paint the doors", "sell the old boat"}},
		{"a conjunction within a member", "وتضمن برنامج البلدية ثلاثة وعود هي خفض رسوم السوق والميناء، وإصلاح الجسر القديم، وفتح مكتبة عامة.", "ما وعود برنامج البلدية؟",
			[]string{"خفض رسوم السوق والميناء", "إصلاح الجسر القديم", "فتح مكتبة عامة"}},
		{"commas, and a conjunction at the end", "شروط العضوية هي دفع الرسوم السنوية، حضور الاجتماعات، احترام المواعيد وتقديم الهوية.", "ما شروط العضوية؟",
			[]string{"دفع الرسوم السنوية", "حضور الاجتماعات", "احترام المواعيد", "تقديم الهوية"}},
		{"a colon behind the copula", "The conditions of the mill lease are: a new roof, a deposit, an inspection.", "What are the conditions of the mill lease?",
			[]string{"a new roof", "a deposit", "an inspection"}},
		{"a colour", "The colours of the mill flag are red, green and blue.", "What are the colours of the mill flag?", []string{"red", "green", "blue"}},
		{"a passive", "Three islands were flooded by the storm, which the mayor called a disaster. The islands of Aland, Brenn and Corvo lost their ferries.", "Which islands lost their ferries?",
			[]string{"Aland", "Brenn", "Corvo"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			a := mustAsk(t, among(t, map[string]string{"a.txt": test.document}), test.text, "c")
			var got []string
			for _, item := range a.Items {
				got = append(got, item.Text)
			}
			if !slices.Equal(got, test.want) {
				t.Errorf("%q, want %q (%s)", got, test.want, a.Why.Rule)
			}
		})
	}
}
