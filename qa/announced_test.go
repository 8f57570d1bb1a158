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

// TestPredicates: what is said of the noun asked for is no enumeration, nor is what follows a time of day.
func TestPredicates(t *testing.T) {
	for _, test := range []struct {
		document string
		members  int
	}{
		{"The islands were Aland, Brenn and Corvo.", 3},
		{"The islands were seized in May, sold in June and lost in July.", 0},
		{"The islands were sold to Maravia in 1900 and bought back in 1950.", 0},
		{"The islands' ferries began at 10:30 and ended at noon, the mayor said.", 0},
		{"The islands were lost after the war, Maravia has said.", 0},
	} {
		lib := among(t, map[string]string{"a.txt": test.document})
		in := newInquiry(Question{Text: "Which islands were lost?", Collections: []string{"c"}}, "en")
		lines, _, err := New(lib, Options{}).retrieve(t.Context(), in)
		if err != nil || len(lines) == 0 {
			t.Fatalf("%d lines: %v", len(lines), err)
		}
		got := 0
		if r := lines[0].announced(in); r != nil {
			got = len(r.parts)
		}
		if got != test.members {
			t.Errorf("%s: %d members, want %d", test.document, got, test.members)
		}
	}
}
