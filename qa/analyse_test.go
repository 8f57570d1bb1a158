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
		{"What forced labour camps were closed?", Thing, true, "camps"},
		{"What made Maravia stop buying dates from the islands?", Reason, false, ""},
		{"ما شروط عقد الطاحونة؟", Thing, true, "شروط"},
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

// TestWording: questions as people type them, in dialects and as keywords, and how many things they ask for.
func TestWording(t *testing.T) {
	for _, test := range []struct {
		text  string
		typ   Type
		list  bool
		count int
		focus string
	}{
		{"Which three ports will close?", Place, true, 3, "ports"},
		{"which companies built the tunnel to the airport", Organisation, true, 0, "companies"},
		{"Which town councillors opposed Moreno's plan?", Person, true, 0, "councillors"},
		{"Which ferry company runs the night line?", Organisation, false, 0, "company"},
		{"which town hosts the games", Place, false, 0, "town"},
		{"What two reasons did the board give?", Reason, true, 2, "reasons"},
		{"Who are the four finalists?", Person, true, 4, ""},
		{"who paid for the new roof? two sponsors", Organisation, true, 2, "sponsors"},
		{"Full list of members of the harbour board", Thing, true, 0, "members"},
		{"names of the airlines flying to Halden", Organisation, true, 0, "airlines"},
		{"Name the pilot of the first flight", Person, false, 0, "pilot"},
		{"name two bridges that were closed", Thing, true, 2, "bridges"},
		{"Can you list the unions that joined?", Organisation, true, 0, "unions"},
		{"regatta winner", Person, false, 0, "winner"},
		{"halden tunnel engineer name", Thing, false, 0, ""},
		{"Halden council turnout 2019", Number, false, 0, "turnout"},
		{"ticket price of the night ferry", Amount, false, 0, "price"},
		{"port strike unions taking part", Organisation, true, 0, "unions"},
		{"demurrage meaning", Definition, false, 0, ""},
		{"What does demurrage mean?", Definition, false, 0, ""},
		{"whats a bollard again?", Definition, false, 0, ""},
		{"What will the new bank be called?", Organisation, false, 0, "bank"},
		{"What does a berth cost?", Amount, false, 0, ""},
		{"how much does the harbour master get?", Amount, false, 0, ""},
		{"اذكر المدن التي زارها الوفد", Place, true, 0, "المدن"},
		{"عدّد الشركات الممولة للجسر", Organisation, true, 0, "الشركات"},
		{"عدد سكان المدينة", Number, false, 0, "عدد"},
		{"قائمة الموانئ المغلقة", Place, true, 0, "الموانئ"},
		{"كل البنوك المشاركة في القرض", Organisation, true, 0, "البنوك"},
		{"أسماء الفائزين بالسباق", Person, true, 0, "الفائزين"},
		{"سعر تذكرة العبارة", Amount, false, 0, "سعر"},
		{"ما المدن الثلاث التي يمر بها القطار؟", Place, true, 3, "المدن"},
		{"ما هما الدولتان الضامنتان؟", Country, true, 2, "الدولتان"},
		{"ما أكبر ميناء في البلاد؟", Place, false, 0, "ميناء"},
		{"من أي مدن جاء المتطوعون؟", Place, true, 0, "مدن"},
		{"مين الشركات اللي مولت الجسر؟", Organisation, true, 0, "الشركات"},
		{"مين اللي ربحوا السباق؟", Person, true, 0, ""},
		{"مين طلعوا أول تلاتة؟", Person, true, 3, ""},
		{"انهي مدينة استضافت الدورة؟", Place, false, 0, "مدينة"},
		{"شنو أسماء العبارات الجديدة؟", Thing, true, 0, ""},
		{"شو هو الرصيف العائم؟", Definition, false, 0, ""},
		{"يعني ايه رصيف عائم؟", Definition, false, 0, ""},
		{"ما معنى كلمة رصيف؟", Thing, false, 0, "معنى"},
		{"بكام باعوا العبارة القديمة؟", Amount, false, 0, ""},
		{"كم نسبة المشاركة؟", Number, false, 0, ""},
		{"قديش اخدت الرحلة؟", Duration, false, 0, ""},
		{"قديش بيدفعوا إيجار؟", Amount, false, 0, ""},
		{"فيني أركب العبارة بلا تذكرة؟", Polar, false, 0, ""},
		{"رح يسكروا الجسر بالليل؟", Polar, false, 0, ""},
		{"هو المتحف مفتوح الجمعة؟", Polar, false, 0, ""},
		{"وقعوا على الاتفاق الجديد؟", Polar, false, 0, ""},
	} {
		in := newInquiry(Question{Text: test.text}, "en")
		if in.Type != test.typ || in.List != test.list || in.Count != test.count || in.Focus != test.focus {
			t.Errorf("%s: %s, list %t of %d, focus %q; want %s, %t of %d, %q", test.text,
				in.Type, in.List, in.Count, in.Focus, test.typ, test.list, test.count, test.focus)
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
	for _, table := range []map[Type]string{nounTable, askedTable} {
		for kind, list := range table {
			take("noun", kind, list)
		}
	}
}
