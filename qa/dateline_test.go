package qa

import (
	"strings"
	"testing"
)

// TestDatelineIsNoAnswer checks that nothing of what an agency writes before its first sentence is proposed.
func TestDatelineIsNoAnswer(t *testing.T) {
	const (
		english = "SKARN, Norway, May 7, 2024 (Coast Press) - "
		arabic  = "تونس 12 تشرين الثاني 2023 (وات) - "
	)
	lib := libraryOf(t, "c", map[string]string{
		"glass.txt":  "Glass makers join\n\n" + english + "The glass makers Aldan and Brask said on Tuesday that they would join in a deal worth 60 million euros.",
		"arabic.txt": "قطار جديد\n\n" + arabic + "أعلنت وزارة النقل أن القطار السريع سيبدأ رحلاته بين صفاقس وسوسة في آذار المقبل.",
	})
	for _, test := range []struct{ name, question, line, told string }{
		{"a date", "When did the glass makers say that they would join?", english, "Tuesday"},
		{"a country", "In which country did the glass makers join?", english, "Aldan"},
		{"in Arabic", "متى أعلنت وزارة النقل عن القطار السريع؟", arabic, "آذار"},
	} {
		t.Run(test.name, func(t *testing.T) {
			in, lines := linesOf(t, lib, "c", test.question)
			for _, reader := range []Reader{NewLexical(), NewNeural(pointer(strings.TrimRight(test.line, " -")))} {
				found, err := reader.Read(t.Context(), in, lines)
				if err != nil {
					t.Fatal(err)
				}
				told := false
				for _, c := range found {
					told = told || strings.Contains(c.Text(), test.told)
					if at := strings.Index(c.Line.doc.Text, test.line); at >= 0 && c.Span.End > at && c.Span.Start < at+len(test.line) {
						t.Errorf("%s proposes %q", reader.Name(), c.Text())
					}
				}
				if !told {
					t.Errorf("%s proposes nothing of what is told", reader.Name())
				}
			}
		})
	}
}
