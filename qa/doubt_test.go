package qa

import (
	"strings"
	"testing"
)

// TestDoubts: of what looks like an answer and is none, told by words.
func TestDoubts(t *testing.T) {
	lib := among(t, map[string]string{
		"mayors.txt": "The mayor of Dunholm, Ada Thorn, opened the bridge on 4 May 1987. Her deputy mayor Ben Reed spoke too. " +
			"The bridge lies near Marwick, the largest town of the county.",
		"ministers.txt": "Kenya's Trade Minister Ruth Odoyo, Ghana's Foreign Minister Kofi Mensah and Brazil's Finance Minister Ana Prado signed the cocoa treaty.",
		"quake.txt":     "A quake of magnitude 5.4 shook Marwick County. At least 30 people were killed and 12 houses fell.",
		"حارس.txt":      "سجل سامي حداد هدف فريق النهر أمام فريق الجبل في النهائي. أحرز حداد هذا العام 16 هدفا وصنع 4 تمريرات.",
		"وزراء.txt":     "قال وزير التجارة الكيني سالم عمر إن المعرض سيفتتح غدا. وأكد وزير الخارجية الغاني كريم ناصر مشاركة بلاده في المعرض.",
		"pact.txt":      "The ministers met in Oslo to sign the North Coast Agreement on fishing quotas.",
	})
	for _, test := range []struct{ name, text, want string }{
		{"the office asked for", "Who is the mayor of Dunholm?", "Ada Thorn"},
		{"another town's", "Who is the mayor of Marwick?", ""},
		{"a country's minister among others", "Who is Ghana's foreign minister?", "Kofi Mensah"},
		{"another field", "Who is the foreign minister of Brazil?", ""},
		{"the same field", "Who is the finance minister of Brazil?", "Ana Prado"},
		{"a field in Arabic", "من هو وزير الخارجية الغاني؟", "كريم ناصر"},
		{"another field in Arabic", "من هو وزير المالية الكيني؟", ""},
		{"a country's adjective is nobody", "من هو وزير الدفاع الغاني؟", ""},
		{"another field in the other language", "Who is the defence minister of Kenya?", ""},
		{"a birth that nobody tells", "Where was Ada Thorn born?", ""},
		{"an age that nobody tells", "How old is Ada Thorn?", ""},
		{"a birth that nobody tells, in Arabic", "متى ولد سامي حداد؟", ""},
		{"inhabitants that nobody counts", "What is the population of Dunholm?", ""},
		{"the dead", "How many people were killed in the Marwick quake?", "30"},
		{"a name that stands nowhere", "What was the magnitude of the quake in Lindholm?", ""},
		{"a coach that nobody names", "من هو مدرب فريق النهر؟", ""},
		{"whose initials they are", "Where did ministers sign the NCA's fishing quotas?", "Oslo"},
		{"a sum that nobody tells", "How much did Ghana pay for the cocoa treaty?", ""},
		{"a slip in a name", "Who is the mayor of Dunhlom?", "Ada Thorn"},
		{"what a name's initials stand for", "Where was the NCA signed by the ministers?", "Oslo"},
	} {
		t.Run(test.name, func(t *testing.T) {
			a := mustAnswer(t, lib, New(lib, Options{}), Question{Text: test.text, Collections: []string{"c"}})
			if test.want == "" && a.Kind != Abstention || test.want != "" && !strings.Contains(a.Text, test.want) {
				t.Errorf("%s: %q, want %q (%s; %+v)", test.text, a.Text, test.want, a.Why.Rule, a.Why.Candidates)
			}
		})
	}
}

func TestMisspelt(t *testing.T) {
	for _, test := range []struct {
		a, b string
		want bool
	}{
		{"harbour", "harbour", false},
		{"harbour", "harbuor", true},
		{"harbour", "harbor", true},
		{"harbour", "harbours", true},
		{"harbour", "harvour", true},
		{"harbour", "harvuor", false},
		{"mill", "mall", false},
		{"اسطنبول", "اسطمبول", true},
		{"ميناء", "منياء", true},
		{"", "harbour", false},
	} {
		if got := misspelt(test.a, test.b); got != test.want || got != misspelt(test.b, test.a) {
			t.Errorf("%s, %s: %t, want %t", test.a, test.b, got, test.want)
		}
	}
}
