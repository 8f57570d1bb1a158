package qa

import (
	"strings"
	"testing"

	"github.com/dalil-bot/dalil/corpus/analysis"
)

func TestAnalysis(t *testing.T) {
	for _, test := range []struct {
		text  string
		typ   Type
		list  bool
		focus string
	}{
		{"which countries have 2+2 with Japan?", Country, true, "countries"},
		{"Which country supplied the cranes?", Country, false, "country"},
		{"Who is the harbour master?", Person, false, ""},
		{"Who are the members of the board?", Person, true, ""},
		{"Who is Leila Haddad?", Definition, false, ""},
		{"In which city did they meet?", Place, false, "city"},
		{"Where will the next round take place?", Place, false, ""},
		{"When did the port open?", Date, false, ""},
		{"Since which year has the ferry run?", Date, false, "year"},
		{"How many berths are there?", Number, false, ""},
		{"How many years did it take?", Duration, false, ""},
		{"How much did the pier cost?", Amount, false, ""},
		{"How long is the trial period?", Duration, false, ""},
		{"Why was the bridge closed?", Reason, false, ""},
		{"What is desalination?", Definition, false, ""},
		{"What is the name of the mayor?", Person, false, "mayor"},
		{"What caused the delay?", Reason, false, ""},
		{"Which islands are claimed by both?", Place, true, "islands"},
		{"Have the two sides signed a treaty?", Polar, false, ""},
		{"What did the minister promise?", Thing, false, ""},
		{"ما هي الدول التي تعقد لقاءات 2+2 مع اليابان؟", Country, true, "الدول"},
		{"من هو وزير المالية؟", Person, false, ""},
		{"متى افتتح الميناء؟", Date, false, ""},
		{"أين عُقد الاجتماع؟", Place, false, ""},
		{"كم بلغت تكلفة المشروع؟", Amount, false, ""},
		{"كم عدد الأرصفة؟", Number, false, ""},
		{"كم سنة استغرق البناء؟", Duration, false, ""},
		{"لماذا أُغلق الجسر؟", Reason, false, ""},
		{"هل وقع الطرفان المعاهدة؟", Polar, false, ""},
		{"في أي مدينة التقيا؟", Place, false, "مدينة"},
		{"ما هي عاصمة البلاد؟", Place, false, "عاصمة"},
		{"ما سبب التأخير؟", Reason, false, "سبب"},
		{"ما اسم المدير الجديد؟", Person, false, "المدير"},
		{"مين فاز بالسباق؟", Person, false, ""},
		{"وين رح يكون الاجتماع؟", Place, false, ""},
		{"إمتى فتح الميناء؟", Date, false, ""},
		{"ليش تأخر القطار؟", Reason, false, ""},
		{"كام عدد الأرصفة؟", Number, false, ""},
		{"How big was the harbour's budget?", Amount, false, ""},
		{"How large a share of the budget went to schools?", Number, false, ""},
		{"How strong was the storm?", Number, false, ""},
		{"Of which nationality was the captain?", Country, false, "nationality"},
	} {
		in := newInquiry(Question{Text: test.text}, "en")
		if in.Type != test.typ || in.List != test.list || in.Focus != test.focus {
			t.Errorf("%s: %s, list %t, focus %q; want %s, %t, %q", test.text, in.Type, in.List, in.Focus, test.typ, test.list, test.focus)
		}
	}
}

// TestOneMeaning: no word asks for two things, which of them would be left to the order of a map.
func TestOneMeaning(t *testing.T) {
	meaning := map[string]Type{}
	take := func(table string, kind Type, list string) {
		for word := range strings.FieldsSeq(strings.ReplaceAll(list, "|", " ")) {
			key := table + " " + analysis.Fold(word)
			if other, taken := meaning[key]; taken && other != kind {
				t.Errorf("%s asks for %s and %s", key, kind, other)
			}
			meaning[key] = kind
		}
	}
	for lang, kinds := range askerTable {
		for kind, list := range kinds {
			take(lang, kind, list)
		}
	}
	for kind, list := range nounTable {
		take("noun", kind, list)
	}
}
