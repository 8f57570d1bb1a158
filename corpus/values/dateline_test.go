package values

import (
	"testing"
	"unicode/utf8"
)

func TestDateline(t *testing.T) {
	const told = "Two firms that make glass said on Tuesday they would become one, and that no one would lose work."
	const arabic = "أعلنت وزارة النقل أن القطار الجديد سيبدأ رحلاته بين المدينتين مطلع الشهر المقبل."
	for _, tt := range []struct{ name, line, rest string }{
		{"place, day and agency", "SKARN, Norway, May 7, 2024 (ABC) - ", told},
		{"two places", "SKARN/PORT HALDEN, May 7 (Coast Wire) – ", told},
		{"place and day", "SKARN, Nov. 22, 2023 — ", told},
		{"place in small letters and day", "Port Halden, 5 June 2024 – ", told},
		{"place and agency", "ADDIS ABABA (Reuters) - ", told},
		{"place in small letters and agency", "Rabat (AFP) -- ", told},
		{"an agency of its own", "(CNN) - ", told},
		{"an agency without brackets", "AP — ", told},
		{"a colon behind the agency", "SKARN (Coast Press): ", told},
		{"place alone", "LARNACA - ", told},
		{"no space around a long dash", "HARARE, 3 March 2024—", told},
		{"a quotation", "SKARN, May 7 (ABC) - ", "\"We never saw such a storm on this coast,\" the mayor said."},
		{"a weekday", "Port Halden, Monday 5 June 2024 - ", told},
		{"Arabic: day, agency", "تونس 12 تشرين الثاني 2023 (وات) - ", arabic},
		{"Arabic: day of no year, agency", "الرياض 3 مايو (واس) - ", arabic},
		{"Arabic: agency", "بيروت (أ ف ب) – ", arabic},
		{"Arabic: agency with points", "مسقط (أ.ف.ب) - ", arabic},
		{"Arabic: agency between dashes", "عمّان - بترا - ", arabic},
		{"Arabic: agency named in full", "الخرطوم (وكالة أنباء النيل): ", arabic},
		{"Arabic: agency in brackets between dashes", "صنعاء - (رويترز) - ", arabic},
		{"Arabic: months of both calendars", "دمشق، 4 تشرين الثاني/نوفمبر 2013 (سانا) - ", arabic},
		{"Arabic: long hyphen", "القدس 5 أيار 2024 ـ ", arabic},
		{"a chronicle", "", "7 May 2024 - Two firms that make glass became one, and nobody lost work."},
		{"a chronicle in Arabic", "", "7 أيار 2024 - اندمجت شركتان للزجاج ولم يفقد أحد عمله في المدينة."},
		{"a note", "", "NOTE - The gate is closed at night, and nobody may open it but the guard and the two deputies."},
		{"a code", "", "SEV2 - The feed is wrong for one port only, and the first on call has to look at it within an hour."},
		{"an abbreviation", "", "GDP (gross domestic product) - The value of all that a country makes in one year."},
		{"a sentence with a dash", "", "The council of Skarn - which met on 5 May 2024 - Agreed nothing at all in the end."},
		{"a sentence with a bracket", "", "Engineers (of the Coast Press) - All of them - were sent home by the firm last week."},
		{"a term and its meaning", "", "Ballast - Water that a ship takes on so that it lies deeper and does not roll as much."},
		{"a sentence that goes on", "", "In Oslo on 5 May 2024 - a cold day for the season - nobody came to the market."},
		{"an appointment", "", "Oslo, 12 June 2025 – Annual meeting"},
		{"a range", "", "SKARN 2019 - 2024 was a time of much building and of little money for the town."},
		{"Arabic sentence with a dash", "", "في بيروت 5 أيار 2024 - وهو يوم عطلة - أغلقت المتاجر أبوابها باكراً جداً."},
		{"Arabic bracket", "", "الحمض النووي (دنا) - جزيء يحمل الصفات الوراثية في خلايا الكائنات الحية كلها."},
		{"nothing behind it", "", "SKARN, May 7, 2024 (ABC) -"},
		{"nothing", "", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := Dateline(tt.line + tt.rest); got != len(tt.line) {
				t.Errorf("%d bytes, want %d: %q", got, len(tt.line), (tt.line + tt.rest)[:got])
			}
		})
	}
}

// FuzzDateline checks that a dateline ends within the text, on a rune boundary.
func FuzzDateline(f *testing.F) {
	for _, s := range []string{"OSLO, May 7 (ABC) - Two firms are now one at last.", "(CNN) —\xff a b c d e", "ا (أ ف ب) – كلمة كلمة كلمة كلمة كلمة", "- - -"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if !utf8.ValidString(s) {
			t.Skip("a document's text is UTF-8")
		}
		n := Dateline(s)
		if n < 0 || n >= len(s) && n > 0 || n > 0 && s[n]&0xC0 == 0x80 {
			t.Errorf("%d bytes of %q", n, s)
		}
	})
}
