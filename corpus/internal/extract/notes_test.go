package extract

import (
	"context"
	"strings"
	"testing"

	"github.com/dalil-bot/dalil/corpus"
)

// rulesOf returns the rules of the lines that were marked in a text, in order.
func rulesOf(t *testing.T, text string) string {
	t.Helper()
	doc, err := Extract(context.Background(), "a.txt", []byte(text), Hints{})
	if err != nil {
		t.Fatal(err)
	}
	checkBlocks(t, doc.Text, doc.Blocks)
	var rules []string
	for _, b := range doc.Blocks {
		if b.Kind == corpus.Boilerplate {
			rules = append(rules, b.Rule)
		}
	}
	return strings.Join(rules, ", ")
}

func TestNotes(t *testing.T) {
	for _, tt := range []struct{ name, lines, report, handbook string }{
		{"caption", "Photo: lorries at the northern shore", "caption", ""},
		{"caption that is a sentence", "Pictured: Lorries wait at the northern shore for the way around the lake to be cleared of snow.", "caption", ""},
		{"credit of a picture", "A lorry at the northern shore on Wednesday (Photo: Lea Dunn/Coast Press)", "caption", "caption"},
		{"caption in brackets", "[Image: the pillar. Credit: Lea Dunn]", "caption", "caption"},
		{"Arabic caption", "صورة: شاحنات على الشاطئ الشمالي (تصوير: سامي حداد)", "caption", "caption"},
		{"Arabic photographer", "عدسة: سامي حداد", "caption", ""},
		{"keywords", "Tags: bridges, Skarn, lorries", "notice", ""},
		{"something else to read", "You might also like: The oldest bridges of the lake", "notice", ""},
		{"Arabic keywords", "كلمات مفتاحية: جسور، سكارن", "notice", ""},
		{"correction", "Correction: an earlier version of this article said that the pillar was built in 1912.", "correction", ""},
		{"amendment", "This article was amended on 9 October 2024 to give the right name of the inspector.", "correction", ""},
		{"Arabic correction", "تصحيح: ورد في نسخة سابقة من هذا الخبر أن العمود بُني عام 1912.", "correction", ""},
		{"helpers", "Additional reporting by Ben Reed in Lund", "slug", "slug"},
		{"helpers in brackets before other lines", "(Reporting by Lea Dunn in Skarn and Ben Reed in Lund; editing by Cleo Marsh)\n\nOur Standards: The Coast Press Charter", "slug, notice", ""},
		{"headlines below a label", "RELATED\nFerry stays in port\nWhat is a pillar, and why does it crack?", "related, related, related", ""},
		{"headlines below an Arabic label", "موضوعات متعلقة:\n• العبّارة تبقى في المرفأ", "related, related", ""},
		{"invitation", "Subscribe to the Coast Weekend, our free Friday newsletter.", "tail", ""},
		{"Arabic invitation", "للاشتراك في النشرة الاقتصادية اضغط هنا", "tail", ""},
		{"links at the foot", "Terms | Imprint | Our people", "menu", "menu"},
		{"the last rows of a table", "Stone | North | Dunn\n\nSalt | South | Reed", "", ""},
		{"a correction of facts", "Correction: the bridge is 400 metres long, and not 40.", "", ""},
		{"a sentence on photographs", "A photo of the pillar hangs in the office.", "", ""},
		{"a size", "The screen is small (Image: 1280 by 720)", "", ""},
		{"a bracket on a picture", "The screw is on the left side of it (picture 3).", "", ""},
		{"a sentence on reporting", "Reporting by the inspectors is due in May.", "", ""},
		{"a fact", "Length: 400 metres", "", ""},
		{"a contact", "Contact: Ben Reed, second floor", "", ""},
		{"a question", "Why was the bridge closed?", "", ""},
		{"a short sentence", "The bridge stays closed.", "", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := rulesOf(t, "Old bridge closed\n"+englishReport+"\n\n"+tt.lines); got != tt.report {
				t.Errorf("in a report %q, want %q", got, tt.report)
			}
			if got := rulesOf(t, "The workshop\n"+englishHandbook+"\n\n"+tt.lines); got != tt.handbook {
				t.Errorf("in a handbook %q, want %q", got, tt.handbook)
			}
		})
	}
}

func TestSections(t *testing.T) {
	for line, want := range map[string]bool{
		"Arts & Culture": true, "Football | Transfers": true, "News and Politics": true, "ثقافة وفنون": true, "عربي ودولي": true, "Middle East": true,
		"Old bridge closed": false, "Health & Safety": false, "كرة القدم": true, "": false, "|": false,
	} {
		if got := isSection(line); got != want {
			t.Errorf("%q: %t, want %t", line, got, want)
		}
	}
}

// A section's name above the title, and the title's own line a second time, are not quoted.
func TestAboveTheTitle(t *testing.T) {
	const title = "Old bridge of Skarn closed for lorries until summer"
	if got, want := rulesOf(t, "World & Travel\n\n"+title+englishReport), "section"; got != want {
		t.Errorf("rules %q, want %q", got, want)
	}
	if got, want := rulesOf(t, title+"\n\n8 October 2024, 09:00\n\n"+title+englishReport), "date line, title again"; got != want {
		t.Errorf("rules %q, want %q", got, want)
	}
}

// TestReports checks what is read as a newspaper's report.
func TestReports(t *testing.T) {
	for _, tt := range []struct {
		name, text string
		want       bool
	}{
		{"a report", "Old bridge closed" + englishReport, true},
		{"an Arabic report", "إغلاق الجسر القديم" + arabicReport, true},
		{"an agency's", "Old bridge closed\n\nSKARN, Oct 8, 2024 (ABC) - " + strings.Repeat("The old bridge stays closed until the summer at least. ", 10), true},
		{"a handbook", "The workshop" + englishHandbook, false},
		{"an Arabic handbook", "الورشة" + arabicHandbook, false},
		{"minutes", "Meeting of the board\n\nPresent: Ada Vell, Ben Reed" + englishReport, false},
		{"minutes by name", "Minutes of the board" + englishReport, false},
		{"a letter", "Harbour office\n\nDear Ms. Vell," + englishReport, false},
		{"points", "Old bridge closed" + englishReport + "\n\n- It has a crack.\n- It is old.\n- It is closed.\n- It is narrow.", false},
		{"a reader spoken to", "Old bridge closed" + englishReport + "\n\nIf you live in Skarn, please bring your car to the yard before the snow comes and the road is closed.", false},
		{"a reader in quotation marks", "Old bridge closed" + englishReport + "\n\n\"You and your friends, will you please stay away from the bridge until you are told,\" the mayor said.", true},
		{"a note", "The mayor said on Tuesday that it is closed.", false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			e := newEditor(Page{Text: tt.text, Blocks: lineBlocks(tt.text)})
			e.edit(false)
			if e.report != tt.want {
				t.Errorf("%t, want %t", e.report, tt.want)
			}
		})
	}
}

// The headline of a report may have figures behind its colon.
func TestHeadlineWithFigures(t *testing.T) {
	for text, want := range map[string]string{
		"Poll: 6 in 10 of Skarn want the bridge" + englishReport:    "Poll: 6 in 10 of Skarn want the bridge",
		"سكارن: 98.6% مع الجسر.. وإحالة 11 شركة" + arabicReport:     "سكارن: 98.6% مع الجسر.. وإحالة 11 شركة",
		"Width of the tools: 6 to 10 millimetres" + englishHandbook: "",
	} {
		doc, err := Extract(context.Background(), "a.txt", []byte(text), Hints{})
		if err != nil || doc.Title != want {
			t.Errorf("title %q, want %q, %v", doc.Title, want, err)
		}
	}
}
