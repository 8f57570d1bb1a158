package extract

import (
	"context"
	"strings"
	"testing"

	"github.com/dalil-bot/dalil/corpus"
)

// Two reports and two other papers, below whose titles lines are put.
const (
	englishReport = "\n\nThe old bridge of Skarn was closed on Tuesday after an inspector found a crack in its middle pillar, the harbour office said.\n\n" +
		"\"Nobody is in danger,\" said Ada Vell, who leads the office, but lorries have to take the way around the lake until the summer at least. " +
		"The mayor told the council that a new bridge would cost 40 million crowns."
	arabicReport = "\n\nأُغلق جسر سكارن القديم أمس الثلاثاء بعد أن عثر مفتش على شرخ في عموده الأوسط، وتحولت حركة السير كلها إلى الطريق المحيط بالبحيرة في انتظار نتائج الفحص.\n\n" +
		"وقالت مديرة المرفأ هند الراعي إن أحداً ليس في خطر، وأكدت أن الشاحنات ستسلك الطريق الطويل حتى الصيف على الأقل، وأن جسراً جديداً سيكلف أربعين مليوناً من أموال البلدية وسيُبنى في ثلاث سنوات."
	englishHandbook = "\n\nThe workshop is open from eight to four, and whoever comes first switches on the air and the light above the benches.\n\n" +
		"Please put all tools back when you leave. You can take the small drills home if you write your name on the list beside the door, and bring them back by the end of the week so that others can use them."
	arabicHandbook = "\n\nتُفتح الورشة من الثامنة إلى الرابعة، ويشغّل من يصل أولاً الهواء والإنارة فوق الطاولات، ثم يتأكد من أن الأبواب الخلفية مغلقة وأن الممرات خالية من الصناديق.\n\n" +
		"تُعاد الأدوات كلها إلى أماكنها عند الانصراف، ويجوز أخذ المثاقب الصغيرة إلى البيت لمن يكتب اسمه في القائمة المعلقة قرب الباب، على أن تُعاد قبل نهاية الأسبوع ليستخدمها الآخرون أيضاً."
)

func TestCreditLines(t *testing.T) {
	for _, tt := range []struct{ name, line, rest, rule, author, day string }{
		{"a name", "By Marten Holt", englishReport, "byline", "Marten Holt", ""},
		{"a name in a handbook", "By Marten Holt", englishHandbook, "byline", "Marten Holt", ""},
		{"name and place", "By Marten Holt, Port Ellen", englishReport, "byline", "Marten Holt", ""},
		{"two names in two places", "By Marten Holt in Port Ellen and Lea Dunn in Rabat", englishReport, "byline", "Marten Holt and Lea Dunn", ""},
		{"name and office", "By Marten Holt, Transport correspondent", englishReport, "byline", "Marten Holt", ""},
		{"no name", "By Our Correspondent in Skarn", englishReport, "byline", "", ""},
		{"name and day", "By Marten Holt | Published 27 August 2024", englishReport, "byline", "Marten Holt", "2024-08-27"},
		{"office without By", "Lea Dunn, education editor", englishReport, "byline", "", ""},
		{"place and day", "Skarn, Tuesday 8 October 2024", englishReport, "date line", "", "2024-10-08"},
		{"day and place", "Tuesday 8 October 2024 - Skarn", englishReport, "date line", "", "2024-10-08"},
		{"publication", "Published 8 October 2024, 14:05", englishReport, "date line", "", "2024-10-08"},
		{"two times", "Tuesday 8 October 2024 | Updated 18:20", englishReport, "date line", "", "2024-10-08"},
		{"time of reading", "8 October 2024 · 4 min read", englishReport, "date line", "", "2024-10-08"},
		{"Arabic name", "كتب: سامي حداد", arabicReport, "byline", "سامي حداد", ""},
		{"Arabic name after a word", "بقلم ليلى عون", arabicReport, "byline", "ليلى عون", ""},
		{"place and name", "سكارن - سامي حداد", arabicReport, "byline", "سامي حداد", ""},
		{"place, name and day", "سكارن (شمال البحيرة) – سامي حداد – الثلاثاء 8 تشرين الأول 2024", arabicReport, "date line", "سامي حداد", "2024-10-08"},
		{"place and correspondent", "سكارن - من مراسلنا سامي حداد", arabicReport, "byline", "سامي حداد", ""},
		{"place, agency and day", "سكارن – وكالة الشاطئ – 8 أكتوبر 2024", arabicReport, "date line", "", "2024-10-08"},
		{"place and day of no year", "سكارن - ش.ن - الثلاثاء 8 أكتوبر", arabicReport, "date line", "", ""},

		{"a version", "Version of 8 October 2024, kept by the workshop", englishHandbook, "", "", "2024-10-08"},
		{"the day of a handbook", "Last updated: 8 October 2024", englishHandbook, "", "", "2024-10-08"},
		{"place and day of a handbook", "Skarn, 8 October 2024", englishHandbook, "", "", "2024-10-08"},
		{"who keeps it", "آخر تحديث: 8 أكتوبر 2024 – إعداد: قسم الصيانة", arabicHandbook, "", "", ""},
		{"department", "سكارن - قسم الصيانة", arabicHandbook, "", "", ""},
		{"a deadline", "By Monday", englishReport, "", "", ""},
		{"a sentence", "By the end of the week all was quiet again.", englishReport, "", "", ""},
		{"a birthday", "Born 8 October 1924", englishReport, "", "", ""},
		{"a subtitle", "Harbour office promises a new one", englishReport, "", "", ""},
		{"an Arabic subtitle", "المرفأ يعد بجسر جديد - والشاحنات تدور حول البحيرة", arabicReport, "", "", ""},
		{"a fact", "Length: 400 metres", englishHandbook, "", "", ""},
		{"an address", "Quay 4, 1100 Skarn", englishReport, "", "", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			title := "The bridge and the workshop of Skarn"
			if strings.ContainsRune(tt.rest, 'ا') {
				title = "جسر سكارن القديم والورشة"
			}
			doc, err := Extract(context.Background(), "a.txt", []byte(title+"\n\n"+tt.line+tt.rest), Hints{})
			if err != nil {
				t.Fatal(err)
			}
			rule, day := "", ""
			for _, b := range doc.Blocks {
				if b.Kind == corpus.Boilerplate {
					rule += b.Rule
				}
			}
			if doc.Date.Known() {
				day = doc.Date.Day.Format("2006-01-02")
			}
			if rule != tt.rule || doc.Author != tt.author || day != tt.day || rule != "" && doc.Title != title {
				t.Errorf("rule %q, author %q, day %q, title %q; want %q, %q, %q", rule, doc.Author, day, doc.Title, tt.rule, tt.author, tt.day)
			}
		})
	}
}
