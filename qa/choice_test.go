package qa

import "testing"

func TestChoice(t *testing.T) {
	for _, test := range []struct{ name, document, text, want string }{
		{"prepositions", "The fire at the mill started in the boiler room. The kitchen was not harmed.", "Did the fire at the mill start in the kitchen or in the boiler room?", "boiler room"},
		{"bare words", "Visitors reach the mill museum by bus from the harbour.", "Do visitors reach the mill museum by train or bus?", "bus"},
		{"a word of both", "The ferry leaves from the old port at noon.", "Does the ferry leave from the old port or from the new port?", "old port"},
		{"numbers", "The strike at the mill lasted four days.", "Did the strike at the mill last three or four days?", "four days"},
		{"countries", "The next round of the talks on fishing will be held in Jordan.", "Will the next round of the talks on fishing be held in Egypt or Jordan?", "Jordan"},
		{"names with one first word", "The next round of the talks on fishing will be held in the United Kingdom.", "Will the next round of the talks on fishing be held in the United States or in the United Kingdom?", "United Kingdom"},
		{"Arabic", "اندلع الحريق في مخزن المصنع القديم فجر الأحد.", "هل اندلع الحريق في مطبخ المصنع القديم أم في مخزن المصنع القديم؟", "مخزن المصنع القديم"},
		{"Arabic names", "تعقد الجولة المقبلة من محادثات الصيد البحري في القاهرة.", "هل تعقد الجولة المقبلة من محادثات الصيد البحري في القاهرة أم في عمّان؟", "القاهرة"},
	} {
		t.Run(test.name, func(t *testing.T) {
			a := mustAsk(t, among(t, map[string]string{"a.txt": test.document}), test.text, "c")
			if a.Kind != Single || a.Text != test.want {
				t.Fatalf("%s %q, want %q (%s)", a.Kind, a.Text, test.want, a.Why.Rule)
			}
		})
	}
}

// TestBothOptions: where a sentence has both, the question was for yes or no.
func TestBothOptions(t *testing.T) {
	for _, test := range []struct{ document, text string }{
		{"The mill museum is closed on Mondays and Tuesdays.", "Is the mill museum closed on Mondays or Tuesdays?"},
		{"توقف العمل في ميناء أم قصر يوم الأحد.", "هل توقف العمل في ميناء أم قصر؟"},
		{"يشمل القرار الجديد المدارس والجامعات.", "هل يشمل القرار الجديد المدارس أو الجامعات؟"},
	} {
		a := mustAsk(t, among(t, map[string]string{"a.txt": test.document}), test.text, "c")
		if a.Kind != YesNo || a.Items[0].ID != "yes" {
			t.Errorf("%s: %s %q (%s)", test.text, a.Kind, a.Text, a.Why.Rule)
		}
	}
}

// TestNoChoice: a sentence with neither option chooses none, nor does one on something else.
func TestNoChoice(t *testing.T) {
	lib := among(t, map[string]string{
		"a.txt": "The mill museum is closed on Mondays and Tuesdays. The library is open on Fridays. The ferry does not leave from the old port.",
		"b.txt": "Workers at the bakery were injured by the fire. The mayor lost the vote.",
	})
	for _, text := range []string{
		"Is the mill museum closed on Wednesdays or Thursdays?",
		"Were any workers at the mill killed or injured by the fire?", "Did the mayor of Aland resign before or after the vote?",
		"Does the library or the museum?", "Is it Monday or Tuesday?", "or or or?", "Is or",
		"Is the swimming pool open on Fridays or Sundays?", "Does the ferry leave from the old port or from the new port?",
	} {
		if a := mustAsk(t, lib, text, "c"); a.Kind != Abstention {
			t.Errorf("%s %q out of %q (%s)", text, a.Text, a.Quotes[0].Text, a.Why.Rule)
		}
	}
}

// TestStillYesOrNo: not every "or" offers a choice.
func TestStillYesOrNo(t *testing.T) {
	for _, test := range []struct{ lang, text string }{
		{"en", "Did the council approve the tramway or not?"}, {"en", "Did one or more of the ministers resign?"},
		{"ar", "هل زارت المغنية المصرية الشهيرة أم كلثوم باريس؟"},
		{"ar", "هل وافق المجلس على الترام أم لا؟"},
	} {
		if in := newInquiry(Question{Text: test.text}, test.lang); in.Type != Polar {
			t.Errorf("%s is for %s", test.text, in.Type)
		}
	}
}
